// RUN: vitc-opt %s --vit-join-projections --canonicalize
// Two products of one input become one; the weights are put side by side once, at compile time.
func.func @main(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %wq = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %wk = vit.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  %q = vit.matmul %x, %wq : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %k = vit.matmul %x, %wk : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %q, %k : tensor<5x2xf32>, tensor<5x2xf32>
}
