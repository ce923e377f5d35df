// RUN: vitc-opt %s --vit-fold-affine-chains --vit-fold-constants --canonicalize
// Of two linears in a row one is left.
func.func @main(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w1 = vit.constant dense<[[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]> : tensor<2x3xf32>
  %w2 = vit.constant dense<[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf32>
  %b1 = vit.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %b2 = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w1 : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  %1 = vit.add %0, %b1 : (tensor<5x3xf32>, tensor<3xf32>) -> tensor<5x3xf32>
  %2 = vit.matmul %1, %w2 : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  %3 = vit.add %2, %b2 : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %3 : tensor<5x2xf32>
}
