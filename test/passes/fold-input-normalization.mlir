// RUN: vitc-opt %s --vit-fold-input-normalization --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// CHECK-LABEL: @folds_mean_and_deviation
// CHECK-DAG: %[[B:.*]] = vit.constant dense<3.000000e+00> : tensor<1xf32>
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{.*}}2.000000e+00{{.*}}1.200000e+01{{.*}}> : tensor<1x2x1x1xf32>
// CHECK: vit.conv2d %arg0, %[[W]], %[[B]]
func.func @folds_mean_and_deviation(%x: tensor<1x2x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %mean = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %std = vit.constant dense<[[[[0.5]], [[0.25]]]]> : tensor<1x2x1x1xf32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %b = vit.constant dense<[7.0]> : tensor<1xf32>
  %0 = vit.sub %x, %mean : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.div %0, %std : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %2 = vit.conv2d %1, %w, %b {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>, tensor<1xf32>) -> tensor<1x1x3x3xf32>
  return %2 : tensor<1x1x3x3xf32>
}

// Zero stays zero under a factor.
// CHECK-LABEL: @folds_a_factor_where_the_convolution_pads
// CHECK: vit.conv2d %arg0
func.func @folds_a_factor_where_the_convolution_pads(%x: tensor<1x2x3x3xf32>) -> tensor<1x1x5x5xf32> {
  %scale = vit.constant dense<0.125> : tensor<f32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.mul %scale, %x : (tensor<f32>, tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x5x5xf32>
  return %1 : tensor<1x1x5x5xf32>
}

// CHECK-LABEL: @keeps_the_mean_where_the_convolution_pads
// CHECK: %[[C:.*]] = vit.sub %arg0
// CHECK: vit.conv2d %[[C]]
func.func @keeps_the_mean_where_the_convolution_pads(%x: tensor<1x2x3x3xf32>) -> tensor<1x1x5x5xf32> {
  %mean = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %std = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.sub %x, %mean : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.div %0, %std : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %2 = vit.conv2d %1, %w {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x5x5xf32>
  return %2 : tensor<1x1x5x5xf32>
}

// CHECK-LABEL: @keeps_what_is_read_elsewhere
// CHECK: vit.sub
func.func @keeps_what_is_read_elsewhere(%x: tensor<1x2x3x3xf32>) -> (tensor<1x2x3x3xf32>, tensor<1x1x3x3xf32>) {
  %mean = vit.constant dense<[[[0.5]], [[0.25]]]> : tensor<2x1x1xf32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.sub %x, %mean : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x3x3xf32>
  return %0, %1 : tensor<1x2x3x3xf32>, tensor<1x1x3x3xf32>
}

// CHECK-LABEL: @keeps_a_constant_per_pixel
// CHECK: vit.sub
func.func @keeps_a_constant_per_pixel(%x: tensor<1x2x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %mean = vit.constant dense<[[0.5, 0.25, 1.0]]> : tensor<1x3xf32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.sub %x, %mean : (tensor<1x2x3x3xf32>, tensor<1x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x3x3xf32>
  return %1 : tensor<1x1x3x3xf32>
}

// CHECK-LABEL: @keeps_a_constant_less_the_image
// CHECK: vit.sub
func.func @keeps_a_constant_less_the_image(%x: tensor<1x2x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %one = vit.constant dense<1.0> : tensor<f32>
  %w = vit.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %0 = vit.sub %one, %x : (tensor<f32>, tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x1x3x3xf32>
  return %1 : tensor<1x1x3x3xf32>
}
