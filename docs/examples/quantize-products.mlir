// RUN: vitc-opt %s --vit-quantize-products=bits=16 --vit-fold-constants
func.func @main(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[127.0, -1.0], [64.0, 1.0]]> : tensor<2x2xf32>
  %0 = vit.linear(%a = %x : tensor<1x5x2xf32>, %b = %w : tensor<2x2xf32>) -> tensor<1x5x2xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    %2 = vit.relu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
    vit.yield %2 : tensor<1x5x2xf32>
  }
  %3 = vit.layer_norm %0 {axis = 2, epsilon = 1.0e-6} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %3 : tensor<1x5x2xf32>
}
