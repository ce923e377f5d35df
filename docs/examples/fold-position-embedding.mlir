// RUN: vitc-opt %s --vit-fold-position-embedding --vit-fold-constants --canonicalize
// A class token, four patches of two channels, and a position for each of the five.
func.func @main(%image: tensor<1x1x4x4xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<1.0> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %positions = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x5x2xf32>
  %0 = vit.conv2d %image, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %3 = vit.concat %class, %2 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.add %3, %positions : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}
