// RUN: vitc-opt %s --vit-fuse-qkv
// One head of two channels; queries, keys and values are slices of one product.
func.func @main(%x: tensor<1x3x2xf32>) -> tensor<1x3x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [7.0, 8.0, 9.0, 10.0, 11.0, 12.0]]> : tensor<2x6xf32>
  %b = vit.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x3x2xf32>, tensor<2x6xf32>) -> tensor<1x3x6xf32>
  %2 = vit.add %1, %b : (tensor<1x3x6xf32>, tensor<6xf32>) -> tensor<1x3x6xf32>
  %3 = vit.reshape %2 {shape = array<i64: 1, 3, 3, 2>} : (tensor<1x3x6xf32>) -> tensor<1x3x3x2xf32>
  %q = vit.slice %3 {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %k = vit.slice %3 {starts = array<i64: 0, 0, 1, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %v = vit.slice %3 {starts = array<i64: 0, 0, 2, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %4 = vit.attention %q, %k, %v {scale = 0.7 : f64} : (tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x3x1x2xf32>
  return %4 : tensor<1x3x1x2xf32>
}
