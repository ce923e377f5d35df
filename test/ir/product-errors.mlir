// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in matrix products and convolutions.

// c1
func.func @matmul_of_two_types(%a: tensor<2x3xf16>, %b: tensor<3x4xf32>) -> tensor<2x4xf32> {
  // expected-error @+2 {{vit.matmul: element types 'f16' and 'f32' differ (tensor<2x3xf16> x tensor<3x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b : (tensor<2x3xf16>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

// c1
func.func @matmul_of_two_integers(%a: tensor<2x3xi8>, %b: tensor<3x4xi32>) -> tensor<2x4xi32> {
  // expected-error @+2 {{vit.matmul: element types 'i8' and 'i32' differ (tensor<2x3xi8> x tensor<3x4xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b : (tensor<2x3xi8>, tensor<3x4xi32>) -> tensor<2x4xi32>
  return %0 : tensor<2x4xi32>
}

// -----

// c2
func.func @matmul_of_vector(%a: tensor<3xf32>, %b: tensor<3x4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.matmul: A and B have ranks 1 and 2, not 2 or more (tensor<3xf32> x tensor<3x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b : (tensor<3xf32>, tensor<3x4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c3
func.func @matmul_of_other_rows(%a: tensor<1x197x768xf32>, %b: tensor<512x10xf32>) -> tensor<1x197x10xf32> {
  // expected-error @+2 {{vit.matmul: A has 768 columns but B has 512 rows (tensor<1x197x768xf32> x tensor<512x10xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b : (tensor<1x197x768xf32>, tensor<512x10xf32>) -> tensor<1x197x10xf32>
  return %0 : tensor<1x197x10xf32>
}

// -----

// c4
func.func @matmul_of_other_batches(%a: tensor<2x4x5xf32>, %b: tensor<3x5x6xf32>) -> tensor<2x4x6xf32> {
  // expected-error @+2 {{vit.matmul: the dimensions before A's and B's last two do not broadcast (tensor<2x4x5xf32> x tensor<3x5x6xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b : (tensor<2x4x5xf32>, tensor<3x5x6xf32>) -> tensor<2x4x6xf32>
  return %0 : tensor<2x4x6xf32>
}

// -----

// c1
func.func @conv2d_of_rank_3(%a: tensor<4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: input and filter have ranks 3 and 4, not 4 (tensor<4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @conv2d_of_two_types(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf16>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: element types 'f32' and 'f16' differ (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf16>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @conv2d_bias_of_another_type(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>, %c: tensor<6xf64>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: element types 'f32' and 'f64' differ (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32> x tensor<6xf64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b, %c {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, tensor<6xf64>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv2d_of_one_stride(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 'strides' has 1 numbers, not 2 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv2d_of_stride_zero(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 'strides' is [1, 0], but 0 is below 1 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 0>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv2d_of_dilation_zero(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 'dilations' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 0, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv2d_of_two_paddings(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 'padding' has 2 numbers, not 4 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 1, 1>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv2d_of_negative_padding(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 'padding' is [0, 0, 0, -1], but -1 is below 0 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, -1>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @conv2d_groups_do_not_divide(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 3 groups do not divide 4 input and 6 output channels (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 3 : i64} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @conv2d_of_no_groups(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: 0 groups do not divide 4 input and 6 output channels (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 0 : i64} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @conv2d_filter_of_other_channels(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: the filter has 4 channels, a group of the input has 2 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 2 : i64} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv2d_filter_does_not_fit(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: a window of [3, 3] with dilations [1, 4] does not fit into width 8 with padding [0, 0, 0, 0] (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 4>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv2d_of_no_filter(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x0x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: a window of [0, 3] with dilations [1, 1] does not fit into height 8 with padding [0, 0, 0, 0] (tensor<1x4x8x8xf32> x tensor<6x4x0x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x0x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv2d_dilation_overflows(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: a window of [3, 3] with dilations [9223372036854775807, 1] does not fit into height 8 with padding [0, 0, 0, 0] (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 9223372036854775807, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv2d_padding_overflows(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: the result 'tensor<1x6x9223372036854775807x6xf32>' is larger than any memory (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 9223372036854775807, 0, 9223372036854775807, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c5
func.func @conv2d_bias_of_other_size(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>, %c: tensor<4xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv2d: the bias is 'tensor<4xf32>', not 'tensor<6xf32>' (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv2d %a, %b, %c {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, tensor<4xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @conv_transpose2d_of_rank_3(%a: tensor<1x4x8x8xf32>, %b: tensor<6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: input and filter have ranks 4 and 3, not 4 (tensor<1x4x8x8xf32> x tensor<6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c1
func.func @conv_transpose2d_of_two_types(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf16>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: element types 'f32' and 'f16' differ (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf16>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv_transpose2d_of_stride_zero(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 'strides' is [0, 1], but 0 is below 1 (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 0, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv_transpose2d_of_one_dilation(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 'dilations' has 1 numbers, not 2 (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv_transpose2d_of_two_paddings(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 'padding' has 2 numbers, not 4 (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv_transpose2d_of_four_output_paddings(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 'output_padding' has 4 numbers, not 2 (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0, 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c2
func.func @conv_transpose2d_of_negative_output_padding(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 'output_padding' is [0, -1], but -1 is below 0 (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, -1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @conv_transpose2d_groups_do_not_divide(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: 3 groups do not divide 4 input channels (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 3 : i64} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c3
func.func @conv_transpose2d_filter_of_other_channels(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: the filter has 6 channels, the input has 4 (tensor<1x4x8x8xf32> x tensor<6x4x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv_transpose2d_crops_everything(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: the result has no columns (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 5, 0, 5>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv_transpose2d_crops_more_than_everything(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: the result has no rows (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 9223372036854775807, 0, 9223372036854775807, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c4
func.func @conv_transpose2d_groups_overflow(%a: tensor<1x0x8x8xf32>, %b: tensor<0x6x3x3xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: the result 'tensor<1x9223372036854775807x10x10xf32>' is larger than any memory (tensor<1x0x8x8xf32> x tensor<0x6x3x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 9223372036854775807 : i64} : (tensor<1x0x8x8xf32>, tensor<0x6x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c5
func.func @conv_transpose2d_bias_of_other_size(%a: tensor<1x4x8x8xf32>, %b: tensor<4x6x3x3xf32>, %c: tensor<4xf32>) -> tensor<1x1x1x1xf32> {
  // expected-error @+2 {{vit.conv_transpose2d: the bias is 'tensor<4xf32>', not 'tensor<6xf32>' (tensor<1x4x8x8xf32> x tensor<4x6x3x3xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.conv_transpose2d %a, %b, %c {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x4x8x8xf32>, tensor<4x6x3x3xf32>, tensor<4xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// c5
func.func @matmul_pairs_of_signed(%a: tensor<3x4xi8>, %b: tensor<4x2xi8>) -> tensor<3x2xi32> {
  // expected-error @+2 {{vit.matmul: pairs_fit is said of ui8 by i8 and a B of rank 2 with an even number of rows (tensor<3x4xi8> x tensor<4x2xi8>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b {pairs_fit} : (tensor<3x4xi8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0 : tensor<3x2xi32>
}

// -----

// c5
func.func @matmul_pairs_of_three(%a: tensor<3x3xui8>, %b: tensor<3x2xi8>) -> tensor<3x2xi32> {
  // expected-error @+2 {{vit.matmul: pairs_fit is said of ui8 by i8 and a B of rank 2 with an even number of rows (tensor<3x3xui8> x tensor<3x2xi8>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b {pairs_fit} : (tensor<3x3xui8>, tensor<3x2xi8>) -> tensor<3x2xi32>
  return %0 : tensor<3x2xi32>
}

// -----

// c6
func.func @matmul_f32_sums_of_f32(%a: tensor<3x3xf32>, %b: tensor<3x2xbf16>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.matmul: f32_sums is said of bf16 by bf16 (tensor<3x3xf32> x tensor<3x2xbf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.matmul %a, %b {f32_sums} : (tensor<3x3xf32>, tensor<3x2xbf16>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}
