// RUN: vitc-opt %s --vit-deduplicate-kernels | FileCheck %s

// CHECK: vit.kernel @first(
// CHECK-NOT: vit.kernel @same(
// CHECK: vit.kernel @other_attribute(
// CHECK: vit.kernel @other_type(
vit.kernel @first(%x: tensor<4xf32>) {
  %0 = vit.leaky_relu %x {alpha = 0.1 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
vit.kernel @same(%y: tensor<4xf32>) {
  %1 = vit.leaky_relu %y {alpha = 0.1 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %1 : tensor<4xf32>
}
vit.kernel @other_attribute(%x: tensor<4xf32>) {
  %0 = vit.leaky_relu %x {alpha = 0.2 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
vit.kernel @other_type(%x: tensor<5xf32>) {
  %0 = vit.leaky_relu %x {alpha = 0.1 : f32} : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}

// CHECK-LABEL: func.func @main
// CHECK: vit.launch @first(%arg0)
// CHECK: vit.launch @first(%
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.launch @first(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @same(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
