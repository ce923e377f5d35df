// RUN: vitc-opt %s --vit-plan-memory | FileCheck %s

// Several entries: one arena, that of the largest; a weight that both read is stored once; the kernel both launch is one.
// CHECK: vit.program {
// CHECK-NEXT: vit.memory arena, bytes = 64, lower_bound = 64
// CHECK-NEXT: vit.memory weights, bytes = 192
// CHECK-NEXT: vit.entry @main, images = 1
// CHECK-NEXT: vit.entry @main_2x4, images = 2
// CHECK-NEXT: }
vit.kernel @one(%x: tensor<1x4xf32>, %w: tensor<4xf32>) {
  %0 = vit.add %x, %w : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  vit.yield %0 : tensor<1x4xf32>
}
vit.kernel @two(%x: tensor<2x4xf32>, %w: tensor<4xf32>) {
  %0 = vit.add %x, %w : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @main(%arg0: tensor<1x4xf32>) -> tensor<1x4xf32> {
// CHECK-NEXT: vit.constant dense<[1.0{{.*}} {vit.place = #vit.place<weights, 0>}
// CHECK-NEXT: vit.launch @one({{.*}}) places [#vit.place<arena, 0>]
// CHECK-NEXT: vit.constant dense<2.0{{.*}} {vit.place = #vit.place<weights, 64>}
func.func @main(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {vit.batch = 1 : i64} {
  %w = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %v = vit.constant dense<2.0> : tensor<4xf32>
  %0 = vit.launch @one(%x, %w) : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  %1 = vit.launch @one(%0, %v) : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return %1 : tensor<1x4xf32>
}

// CHECK-LABEL: func.func @main_2x4(%arg0: tensor<2x4xf32>) -> tensor<2x4xf32> {
// CHECK-NEXT: vit.constant dense<3.0{{.*}} {vit.place = #vit.place<weights, 128>}
// CHECK-NEXT: vit.launch @two({{.*}}) places [#vit.place<arena, 0>]
// CHECK-NEXT: vit.constant dense<[1.0{{.*}} {vit.place = #vit.place<weights, 0>}
// CHECK-NEXT: vit.launch @two({{.*}}) places [#vit.place<output, 0>]
func.func @main_2x4(%x: tensor<2x4xf32>) -> tensor<2x4xf32> attributes {vit.batch = 2 : i64} {
  %w = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %v = vit.constant dense<3.0> : tensor<4xf32>
  %0 = vit.launch @two(%x, %v) : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1 = vit.launch @two(%0, %w) : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}
