// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in pooling and resampling.

// c1
func.func @max_pool2d_of_rank_3(%a: tensor<4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: the input has rank 3, not 4 (tensor<4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_one_kernel_size(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'kernel' has 1 numbers, not 2 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_kernel_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'kernel' is [2, 0], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_stride_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'strides' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 0, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_dilation_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'dilations' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 0, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_two_paddings(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'padding' has 2 numbers, not 4 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_of_negative_padding(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'padding' is [-1, 0, 0, 0], but -1 is below 0 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: -1, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @max_pool2d_padding_of_a_whole_window(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: 'padding' is [0, 0, 0, 2], not smaller than 'kernel' [2, 2] (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @max_pool2d_window_does_not_fit(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.max_pool2d: a window of [2, 9] with dilations [1, 1] does not fit into width 8 with padding [0, 0, 0, 0] (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 9>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @avg_pool2d_of_rank_3(%a: tensor<4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: the input has rank 3, not 4 (tensor<4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_one_kernel_size(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'kernel' has 1 numbers, not 2 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_kernel_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'kernel' is [2, 0], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_stride_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'strides' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 0, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_dilation_zero(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'dilations' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 0, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_two_paddings(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'padding' has 2 numbers, not 4 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_of_negative_padding(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'padding' is [-1, 0, 0, 0], but -1 is below 0 (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: -1, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @avg_pool2d_padding_of_a_whole_window(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: 'padding' is [0, 0, 0, 2], not smaller than 'kernel' [2, 2] (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @avg_pool2d_window_does_not_fit(%a: tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.avg_pool2d: a window of [2, 9] with dilations [1, 1] does not fit into width 8 with padding [0, 0, 0, 0] (tensor<1x4x8x8xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.avg_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 2, 9>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @resize_without_size(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: 'sizes' has 1 numbers, not 2 (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0, 2.0>, sizes = array<i64: 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c1
func.func @resize_without_scale(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: 'scales' has 1 numbers, not 2 (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0>, sizes = array<i64: 8, 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c1
func.func @resize_to_nothing(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: 'sizes' is [0, 8], but 0 is below 1 (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0, 2.0>, sizes = array<i64: 0, 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c1
func.func @resize_by_nothing(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: scale 0.000000e+00 is not a positive number (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0, 0.0>, sizes = array<i64: 8, 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c1
func.func @resize_by_infinity(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: scale INF is not a positive number (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0, 0x7FF0000000000000>, sizes = array<i64: 8, 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c1
func.func @resize_of_nothing(%a: tensor<0x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: the input has no elements (tensor<0x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, scales = array<f64: 2.0, 2.0>, sizes = array<i64: 8, 8>} : (tensor<0x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// -----

// c2
func.func @resize_of_half_a_region(%a: tensor<4x4xf32>) -> tensor<8x8xf32> {
  // expected-error @+2 {{vit.resize: 'region' has 2 numbers, not 4 (tensor<4x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode half_pixel>, mode = #vit<resize_mode linear>, region = array<f64: 0.0, 0.0>, scales = array<f64: 2.0, 2.0>, sizes = array<i64: 8, 8>} : (tensor<4x4xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}
