// RUN: vitc-opt %s --vit-deduplicate-kernels
vit.kernel @first(%x: tensor<4xf32>) {
  %0 = vit.gelu %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
vit.kernel @second(%x: tensor<4xf32>) {
  %0 = vit.gelu %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.launch @first(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @second(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
