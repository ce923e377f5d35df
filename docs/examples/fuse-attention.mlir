// RUN: vitc-opt %s --vit-fuse-attention --canonicalize
// Two heads; the scores, 2 x 5 x 5, are never stored behind this.
func.func @main(%q: tensor<1x2x5x4xf32>, %k: tensor<1x2x5x4xf32>, %v: tensor<1x2x5x4xf32>) -> tensor<1x2x5x4xf32> {
  %half = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.transpose %k {permutation = array<i64: 0, 1, 3, 2>} : (tensor<1x2x5x4xf32>) -> tensor<1x2x4x5xf32>
  %1 = vit.matmul %q, %0 : (tensor<1x2x5x4xf32>, tensor<1x2x4x5xf32>) -> tensor<1x2x5x5xf32>
  %2 = vit.mul %1, %half : (tensor<1x2x5x5xf32>, tensor<f32>) -> tensor<1x2x5x5xf32>
  %3 = vit.softmax %2 {axis = 3} : (tensor<1x2x5x5xf32>) -> tensor<1x2x5x5xf32>
  %4 = vit.matmul %3, %v : (tensor<1x2x5x5xf32>, tensor<1x2x5x4xf32>) -> tensor<1x2x5x4xf32>
  return %4 : tensor<1x2x5x4xf32>
}
