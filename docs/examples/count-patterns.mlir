// RUN: vitc-opt %s --vit-count-patterns
// The model has one MLP, known by the product of its second layer.
func.func @main(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("fc1")
  %1 = vit.gelu %0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %2 = vit.matmul %1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("fc2")
  return %2 : tensor<1x4x2xf32>
}
