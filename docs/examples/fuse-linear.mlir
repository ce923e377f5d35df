// RUN: vitc-opt %s --vit-fuse-linear
// The output projection of an attention, with bias and residual.
func.func @main(%x: tensor<1x5x2xf32>, %residual: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %0, %b : (tensor<1x5x2xf32>, tensor<2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.add %residual, %1 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %2 : tensor<1x5x2xf32>
}
