// RUN: vitc-opt %s --vit-fold-batch-norm --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s
// The normalisations here are x - 1 of the first channel, 10 x - 4 of the second.

// CHECK-LABEL: @folds_into_the_convolution_before
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[2.000000e+00, 3.600000e+01]> : tensor<2xf32>
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{.*}}1.000000e+00{{.*}}2.000000e+00{{.*}}3.000000e+01{{.*}}4.000000e+01{{.*}}> : tensor<2x2x1x1xf32>
// CHECK: vit.conv2d %arg0, %[[W]], %[[B]]
// CHECK-NOT: vit.batch_norm
func.func @folds_into_the_convolution_before(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x5x5xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %b = vit.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x5x5xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x5x5xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x5x5xf32>
  return %1 : tensor<1x2x5x5xf32>
}

// CHECK-LABEL: @folds_into_a_convolution_with_groups
// CHECK: vit.conv2d
// CHECK-NOT: vit.batch_norm
func.func @folds_into_a_convolution_with_groups(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]]], [[[3.0]]]]> : tensor<2x1x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 2 : i64} : (tensor<1x2x3x3xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  return %1 : tensor<1x2x3x3xf32>
}

// CHECK-LABEL: @folds_into_a_transposed_convolution
// CHECK: vit.conv_transpose2d
// CHECK-NOT: vit.batch_norm
func.func @folds_into_a_transposed_convolution(%x: tensor<1x4x3x3xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]]]> : tensor<4x1x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv_transpose2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 2 : i64} : (tensor<1x4x3x3xf32>, tensor<4x1x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  return %1 : tensor<1x2x3x3xf32>
}

// Tokens of a linear, normalised as channels (LeViT).
// CHECK-LABEL: @folds_into_a_linear_through_movements
// CHECK: vit.matmul
// CHECK: vit.add
// CHECK-NOT: vit.batch_norm
func.func @folds_into_a_linear_through_movements(%x: tensor<1x4x3xf32>) -> tensor<1x2x4xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.batch_norm %1 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  return %2 : tensor<1x2x4xf32>
}

// CHECK-LABEL: @folds_into_the_convolution_behind
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[-9.000000e+00, -1.900000e+01]> : tensor<2xf32>
// CHECK: vit.conv2d %arg0, %{{.*}}, %[[B]]
// CHECK-NOT: vit.batch_norm
func.func @folds_into_the_convolution_behind(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.batch_norm %x scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  return %1 : tensor<1x2x3x3xf32>
}

// CHECK-LABEL: @folds_into_the_linear_behind
// CHECK-NOT: vit.batch_norm
// CHECK: return
func.func @folds_into_the_linear_behind(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.batch_norm %x scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  %1 = vit.matmul %0, %w : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %2 = vit.add %1, %b : (tensor<3x2xf32>, tensor<2xf32>) -> tensor<3x2xf32>
  return %2 : tensor<3x2xf32>
}

// The zeros beyond the edges are not normalised.
// CHECK-LABEL: @keeps_before_a_convolution_that_pads
// CHECK: vit.batch_norm
func.func @keeps_before_a_convolution_that_pads(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x5x5xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.batch_norm %x scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x5x5xf32>
  return %1 : tensor<1x2x5x5xf32>
}

// CHECK-LABEL: @keeps_when_the_convolution_is_read_elsewhere
// CHECK: vit.batch_norm
func.func @keeps_when_the_convolution_is_read_elsewhere(%x: tensor<1x2x3x3xf32>) -> (tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>) {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  return %0, %1 : tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>
}

// CHECK-LABEL: @keeps_behind_an_activation
// CHECK: vit.batch_norm
func.func @keeps_behind_an_activation(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.relu %0 : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %2 = vit.batch_norm %1 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  return %2 : tensor<1x2x3x3xf32>
}

// CHECK-LABEL: @keeps_tied_filters
// CHECK: vit.batch_norm
func.func @keeps_tied_filters(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %s = vit.constant dense<[2.0, 10.0]> : tensor<2xf32>
  %t = vit.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %m = vit.constant dense<[1.0, 0.5]> : tensor<2xf32>
  %v = vit.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 0.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  %2 = vit.conv2d %1, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  return %2 : tensor<1x2x3x3xf32>
}

// CHECK-LABEL: @keeps_parameters_that_are_not_constant
// CHECK: vit.batch_norm
func.func @keeps_parameters_that_are_not_constant(%x: tensor<1x2x3x3xf32>, %s: tensor<2xf32>, %t: tensor<2xf32>, %m: tensor<2xf32>, %v: tensor<2xf32>) -> tensor<1x2x3x3xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.batch_norm %0 scale %s bias %t mean %m variance %v {epsilon = 1.0 : f64} : (tensor<1x2x3x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x3x3xf32>
  return %1 : tensor<1x2x3x3xf32>
}
