// RUN: vitc-opt %s --vit-unpack-projections --canonicalize
// Queries and keys in one product become two products with slices of its weight, which are folded later.
func.func @main(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %w = vit.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x4xf32>) -> tensor<5x4xf32>
  %q = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 5, 2>, steps = array<i64: 1, 1>} : (tensor<5x4xf32>) -> tensor<5x2xf32>
  %k = vit.slice %0 {starts = array<i64: 0, 2>, sizes = array<i64: 5, 2>, steps = array<i64: 1, 1>} : (tensor<5x4xf32>) -> tensor<5x2xf32>
  return %q, %k : tensor<5x2xf32>, tensor<5x2xf32>
}
