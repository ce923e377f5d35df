// RUN: vitc-opt %s --vit-fold-input-normalization --vit-fold-constants --canonicalize
func.func @main(%image: tensor<1x2x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %mean = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %std = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.sub %image, %mean : (tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4x4xf32>
  %1 = vit.div %0, %std : (tensor<1x2x4x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4x4xf32>
  %2 = vit.conv2d %1, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x4x4xf32>
  return %2 : tensor<1x1x4x4xf32>
}
