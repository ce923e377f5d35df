// RUN: vitc-opt %s --vit-fuse-mlp
// Normalisation before, residual behind.
func.func @main(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.gelu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.matmul %2, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.add %x, %3 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}
