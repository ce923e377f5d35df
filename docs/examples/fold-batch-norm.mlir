// RUN: vitc-opt %s --vit-fold-batch-norm --vit-fold-constants --canonicalize
func.func @main(%x: tensor<1x1x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w = vit.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %scale = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %bias = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %mean = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %variance = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x4x4xf32>
  %1 = vit.batch_norm %0 scale %scale bias %bias mean %mean variance %variance {epsilon = 0.0 : f64} : (tensor<1x2x4x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}
