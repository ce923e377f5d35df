// RUN: vitc-opt %s --vit-fold-attention-scale --vit-fold-constants --canonicalize
func.func @main(%x: tensor<1x5x2xf32>, %k: tensor<1x3x1x2xf32>, %v: tensor<1x3x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %q = vit.reshape %0 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %1 = vit.attention %q, %k, %v {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %1 : tensor<1x5x1x2xf32>
}
