// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// Products, convolutions, pooling and resampling survive printing and parsing.

// CHECK-LABEL: @matmul
// CHECK: vit.matmul %{{.*}}, %{{.*}} : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
func.func @matmul(%a: tensor<1x197x768xf32>, %b: tensor<768x3072xf32>) -> tensor<1x197x3072xf32> {
  %0 = vit.matmul %a, %b : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  return %0 : tensor<1x197x3072xf32>
}

// CHECK-LABEL: @matmul_of_integers
// CHECK: vit.matmul %{{.*}}, %{{.*}} : (tensor<2x3xi32>, tensor<3x4xi32>) -> tensor<2x4xi32>
func.func @matmul_of_integers(%a: tensor<2x3xi32>, %b: tensor<3x4xi32>) -> tensor<2x4xi32> {
  %0 = vit.matmul %a, %b : (tensor<2x3xi32>, tensor<3x4xi32>) -> tensor<2x4xi32>
  return %0 : tensor<2x4xi32>
}

// CHECK-LABEL: @conv2d
// CHECK: vit.conv2d %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 16, 16>} : (tensor<1x3x224x224xf32>, tensor<768x3x16x16xf32>) -> tensor<1x768x14x14xf32>
func.func @conv2d(%a: tensor<1x3x224x224xf32>, %b: tensor<768x3x16x16xf32>) -> tensor<1x768x14x14xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 16, 16>} : (tensor<1x3x224x224xf32>, tensor<768x3x16x16xf32>) -> tensor<1x768x14x14xf32>
  return %0 : tensor<1x768x14x14xf32>
}

// CHECK-LABEL: @conv2d_with_bias
// CHECK: vit.conv2d %{{.*}}, %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 16, 16>} : (tensor<1x3x224x224xf32>, tensor<768x3x16x16xf32>, tensor<768xf32>) -> tensor<1x768x14x14xf32>
func.func @conv2d_with_bias(%a: tensor<1x3x224x224xf32>, %b: tensor<768x3x16x16xf32>, %c: tensor<768xf32>) -> tensor<1x768x14x14xf32> {
  %0 = vit.conv2d %a, %b, %c {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 16, 16>} : (tensor<1x3x224x224xf32>, tensor<768x3x16x16xf32>, tensor<768xf32>) -> tensor<1x768x14x14xf32>
  return %0 : tensor<1x768x14x14xf32>
}

// CHECK-LABEL: @conv2d_depthwise
// CHECK: vit.conv2d %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, groups = 8 : i64, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 1, 1>} : (tensor<1x8x14x14xf32>, tensor<8x1x3x3xf32>) -> tensor<1x8x14x14xf32>
func.func @conv2d_depthwise(%a: tensor<1x8x14x14xf32>, %b: tensor<8x1x3x3xf32>) -> tensor<1x8x14x14xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, groups = 8 : i64, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 1, 1>} : (tensor<1x8x14x14xf32>, tensor<8x1x3x3xf32>) -> tensor<1x8x14x14xf32>
  return %0 : tensor<1x8x14x14xf32>
}

// CHECK-LABEL: @conv_transpose2d
// CHECK: vit.conv_transpose2d %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x4x8x8xf32>, tensor<4x2x2x2xf32>) -> tensor<1x2x16x16xf32>
func.func @conv_transpose2d(%a: tensor<1x4x8x8xf32>, %b: tensor<4x2x2x2xf32>) -> tensor<1x2x16x16xf32> {
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x4x8x8xf32>, tensor<4x2x2x2xf32>) -> tensor<1x2x16x16xf32>
  return %0 : tensor<1x2x16x16xf32>
}

// CHECK-LABEL: @conv_transpose2d_with_bias
// CHECK: vit.conv_transpose2d %{{.*}}, %{{.*}}, %{{.*}} {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x4x8x8xf32>, tensor<4x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x16x16xf32>
func.func @conv_transpose2d_with_bias(%a: tensor<1x4x8x8xf32>, %b: tensor<4x2x2x2xf32>, %c: tensor<2xf32>) -> tensor<1x2x16x16xf32> {
  %0 = vit.conv_transpose2d %a, %b, %c {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x4x8x8xf32>, tensor<4x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x16x16xf32>
  return %0 : tensor<1x2x16x16xf32>
}

// CHECK-LABEL: @max_pool2d
// CHECK: vit.max_pool2d %{{.*}} {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
func.func @max_pool2d(%a: tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32> {
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
  return %0 : tensor<1x8x7x7xf32>
}

// CHECK-LABEL: @max_pool2d_ceil
// CHECK: vit.max_pool2d %{{.*}} {ceil_mode, dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x8x8xf32>
func.func @max_pool2d_ceil(%a: tensor<1x8x14x14xf32>) -> tensor<1x8x8x8xf32> {
  %0 = vit.max_pool2d %a {ceil_mode, dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x8x8xf32>
  return %0 : tensor<1x8x8x8xf32>
}

// CHECK-LABEL: @avg_pool2d
// CHECK: vit.avg_pool2d %{{.*}} {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
func.func @avg_pool2d(%a: tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32> {
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
  return %0 : tensor<1x8x7x7xf32>
}

// CHECK-LABEL: @avg_pool2d_with_padding
// CHECK: vit.avg_pool2d %{{.*}} {count_include_pad, dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
func.func @avg_pool2d_with_padding(%a: tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32> {
  %0 = vit.avg_pool2d %a {count_include_pad, dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x14x14xf32>) -> tensor<1x8x7x7xf32>
  return %0 : tensor<1x8x7x7xf32>
}

// CHECK-LABEL: @resize
// CHECK: vit.resize %{{.*}} {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 1.000000e+00, 1.000000e+00, 2.000000e+00, 2.000000e+00>, sizes = array<i64: 1, 3, 14, 14>} : (tensor<1x3x7x7xf32>) -> tensor<1x3x14x14xf32>
func.func @resize(%a: tensor<1x3x7x7xf32>) -> tensor<1x3x14x14xf32> {
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 1.000000e+00, 1.000000e+00, 2.000000e+00, 2.000000e+00>, sizes = array<i64: 1, 3, 14, 14>} : (tensor<1x3x7x7xf32>) -> tensor<1x3x14x14xf32>
  return %0 : tensor<1x3x14x14xf32>
}

// CHECK-LABEL: @resize_with_every_option
// CHECK: vit.resize %{{.*}} {antialias, coordinate_mode = #vit<coordinate_mode tf_crop_and_resize>, cubic_coefficient = -5.000000e-01 : f64, exclude_outside, extrapolation_value = 1.000000e+00 : f64, mode = #vit<resize_mode cubic>, nearest_mode = #vit<nearest_mode floor>, region = array<f64: 0.000000e+00, 1.000000e+00>, scales = array<f64: 2.000000e+00>, sizes = array<i64: 8>} : (tensor<4xf32>) -> tensor<8xf32>
func.func @resize_with_every_option(%a: tensor<4xf32>) -> tensor<8xf32> {
  %0 = vit.resize %a {antialias, coordinate_mode = #vit<coordinate_mode tf_crop_and_resize>, cubic_coefficient = -5.000000e-01 : f64, exclude_outside, extrapolation_value = 1.000000e+00 : f64, mode = #vit<resize_mode cubic>, nearest_mode = #vit<nearest_mode floor>, region = array<f64: 0.000000e+00, 1.000000e+00>, scales = array<f64: 2.000000e+00>, sizes = array<i64: 8>} : (tensor<4xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
