// RUN: vitc-opt %s --vit-narrow --canonicalize
// Only the class token is read: one row of five is normalised and projected.
func.func @main(%x: tensor<1x5x8xf32>, %w: tensor<8x4xf32>) -> tensor<1x1x4xf32> {
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %1 = vit.matmul %0, %w : (tensor<1x5x8xf32>, tensor<8x4xf32>) -> tensor<1x5x4xf32>
  %2 = vit.gelu %1 : (tensor<1x5x4xf32>) -> tensor<1x5x4xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 4>, steps = array<i64: 1, 1, 1>} : (tensor<1x5x4xf32>) -> tensor<1x1x4xf32>
  return %3 : tensor<1x1x4xf32>
}
