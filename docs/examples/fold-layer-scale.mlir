// RUN: vitc-opt %s --vit-fold-layer-scale --vit-fold-constants --canonicalize
func.func @main(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.add %0, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %2 = vit.mul %1, %s : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}
