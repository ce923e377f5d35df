// RUN: vitc-opt %s --vit-outline-kernels
// The activation shares the product's kernel.
func.func @main(%x: tensor<5x2xf32>) -> tensor<5x3xf32> {
  %w = vit.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  %1 = vit.relu %0 : (tensor<5x3xf32>) -> tensor<5x3xf32>
  %2 = vit.softmax %1 {axis = 1} : (tensor<5x3xf32>) -> tensor<5x3xf32>
  return %2 : tensor<5x3xf32>
}
