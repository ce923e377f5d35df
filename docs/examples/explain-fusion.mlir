// RUN: vitc-opt %s --vit-fuse-attention --vit-fuse-mlp --vit-explain-fusion
// The second product has a weight that is an input of the model, so that the MLP is left as it is.
func.func @main(%x: tensor<1x4x2xf32>, %y: tensor<2x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %1 = vit.gelu %0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %2 = vit.matmul %1, %y : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  return %2 : tensor<1x4x2xf32>
}
