// RUN: vitc-opt %s --vit-fold-norm-affine --vit-fold-constants --canonicalize
func.func @main(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %t = vit.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %0 = vit.layer_norm %x scale %s bias %t {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %2 = vit.add %1, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}
