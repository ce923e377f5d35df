// RUN: vitc-opt %s --vit-fold-constants --canonicalize
// The position embedding of a model that was trained with a class token, and is used without: computed once.
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %positions = vit.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]> : tensor<3x3xf32>
  %0 = vit.slice %positions {starts = array<i64: 1, 0>, sizes = array<i64: 2, 3>, steps = array<i64: 1, 1>} : (tensor<3x3xf32>) -> tensor<2x3xf32>
  %1 = vit.add %x, %0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}
