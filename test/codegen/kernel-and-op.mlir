// RUN: vitc-opt %s | FileCheck %s
// An input of errors.test: valid IR, but no program.
// CHECK: vit.kernel @k
vit.kernel @k(%x: tensor<4xf32>) {
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.log %x : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @k(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
