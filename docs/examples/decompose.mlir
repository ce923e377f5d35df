// RUN: vitc-opt %s --vit-decompose
func.func @main(%q: tensor<1x5x2x4xf32>, %k: tensor<1x5x2x4xf32>, %v: tensor<1x5x2x4xf32>) -> tensor<1x5x2x4xf32> {
  %0 = vit.attention %q, %k, %v {scale = 0.5 : f64} : (tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x5x2x4xf32>
  return %0 : tensor<1x5x2x4xf32>
}
