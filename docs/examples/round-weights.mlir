// RUN: vitc-opt %s --vit-round-weights --vit-fold-constants
func.func @main(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.0, 0.5], [0.25, 1.0]]> : tensor<2x2xf32>
  %0 = vit.linear(%a = %x : tensor<1x5x2xf32>, %b = %w : tensor<2x2xf32>) -> tensor<1x5x2xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    %2 = vit.relu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
    vit.yield %2 : tensor<1x5x2xf32>
  }
  return %0 : tensor<1x5x2xf32>
}
