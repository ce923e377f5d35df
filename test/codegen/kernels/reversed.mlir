// Written by make_reversed.py.
vit.kernel @k_elementwise_7_by_1(%a0: tensor<10x7xf32>, %a1: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.add %0, %a1 : (tensor<10x7xf32>, tensor<10x7xf32>) -> tensor<10x7xf32>
  vit.yield %1 : tensor<10x7xf32>
}
vit.kernel @k_elementwise_13_by_2(%a0: tensor<10x25xf32>, %a1: tensor<10x13xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.add %0, %a1 : (tensor<10x13xf32>, tensor<10x13xf32>) -> tensor<10x13xf32>
  vit.yield %1 : tensor<10x13xf32>
}
vit.kernel @k_epilogue_7_by_1(%a0: tensor<1x10x7xf32>, %a1: tensor<1x10x16xf32>, %a2: tensor<16x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 6>, sizes = array<i64: 1, 10, 7>, steps = array<i64: 1, 1, -1>} : (tensor<1x10x7xf32>) -> tensor<1x10x7xf32>
  %1 = vit.matmul %a1, %a2 : (tensor<1x10x16xf32>, tensor<16x7xf32>) -> tensor<1x10x7xf32>
  %2 = vit.add %1, %0 : (tensor<1x10x7xf32>, tensor<1x10x7xf32>) -> tensor<1x10x7xf32>
  vit.yield %2 : tensor<1x10x7xf32>
}
vit.kernel @k_epilogue_13_by_2(%a0: tensor<1x10x25xf32>, %a1: tensor<1x10x16xf32>, %a2: tensor<16x13xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 24>, sizes = array<i64: 1, 10, 13>, steps = array<i64: 1, 1, -2>} : (tensor<1x10x25xf32>) -> tensor<1x10x13xf32>
  %1 = vit.matmul %a1, %a2 : (tensor<1x10x16xf32>, tensor<16x13xf32>) -> tensor<1x10x13xf32>
  %2 = vit.add %1, %0 : (tensor<1x10x13xf32>, tensor<1x10x13xf32>) -> tensor<1x10x13xf32>
  vit.yield %2 : tensor<1x10x13xf32>
}
vit.kernel @k_product_input_7_by_1(%a0: tensor<10x7xf32>, %a1: tensor<7x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.matmul %0, %a1 : (tensor<10x7xf32>, tensor<7x7xf32>) -> tensor<10x7xf32>
  vit.yield %1 : tensor<10x7xf32>
}
vit.kernel @k_product_input_13_by_2(%a0: tensor<10x25xf32>, %a1: tensor<13x13xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.matmul %0, %a1 : (tensor<10x13xf32>, tensor<13x13xf32>) -> tensor<10x13xf32>
  vit.yield %1 : tensor<10x13xf32>
}
vit.kernel @k_weight_7_by_1(%a0: tensor<10x16xf32>, %a1: tensor<16x7xf32>) {
  %0 = vit.slice %a1 {starts = array<i64: 0, 6>, sizes = array<i64: 16, 7>, steps = array<i64: 1, -1>} : (tensor<16x7xf32>) -> tensor<16x7xf32>
  %1 = vit.matmul %a0, %0 : (tensor<10x16xf32>, tensor<16x7xf32>) -> tensor<10x7xf32>
  vit.yield %1 : tensor<10x7xf32>
}
vit.kernel @k_weight_13_by_2(%a0: tensor<10x16xf32>, %a1: tensor<16x25xf32>) {
  %0 = vit.slice %a1 {starts = array<i64: 0, 24>, sizes = array<i64: 16, 13>, steps = array<i64: 1, -2>} : (tensor<16x25xf32>) -> tensor<16x13xf32>
  %1 = vit.matmul %a0, %0 : (tensor<10x16xf32>, tensor<16x13xf32>) -> tensor<10x13xf32>
  vit.yield %1 : tensor<10x13xf32>
}
vit.kernel @k_attention_7_by_1(%a0: tensor<1x10x2x7xf32>, %a1: tensor<1x10x2x7xf32>, %a2: tensor<1x10x2x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 10, 2, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x10x2x7xf32>) -> tensor<1x10x2x7xf32>
  %1 = vit.slice %a1 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 10, 2, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x10x2x7xf32>) -> tensor<1x10x2x7xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 10, 2, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x10x2x7xf32>) -> tensor<1x10x2x7xf32>
  %3 = vit.attention %0, %1, %2 {scale = 0.25} : (tensor<1x10x2x7xf32>, tensor<1x10x2x7xf32>, tensor<1x10x2x7xf32>) -> tensor<1x10x2x7xf32>
  vit.yield %3 : tensor<1x10x2x7xf32>
}
vit.kernel @k_attention_13_by_2(%a0: tensor<1x10x2x25xf32>, %a1: tensor<1x10x2x25xf32>, %a2: tensor<1x10x2x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 10, 2, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x10x2x25xf32>) -> tensor<1x10x2x13xf32>
  %1 = vit.slice %a1 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 10, 2, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x10x2x25xf32>) -> tensor<1x10x2x13xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 10, 2, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x10x2x25xf32>) -> tensor<1x10x2x13xf32>
  %3 = vit.attention %0, %1, %2 {scale = 0.25} : (tensor<1x10x2x13xf32>, tensor<1x10x2x13xf32>, tensor<1x10x2x13xf32>) -> tensor<1x10x2x13xf32>
  vit.yield %3 : tensor<1x10x2x13xf32>
}
vit.kernel @k_convolution_7_by_1(%a0: tensor<1x2x7x7xf32>, %a1: tensor<6x2x3x3xf32>, %a2: tensor<1x6x7x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 2, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x2x7x7xf32>) -> tensor<1x2x7x7xf32>
  %1 = vit.conv2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x2x7x7xf32>, tensor<6x2x3x3xf32>) -> tensor<1x6x7x7xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 6, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x6x7x7xf32>) -> tensor<1x6x7x7xf32>
  %3 = vit.add %1, %2 : (tensor<1x6x7x7xf32>, tensor<1x6x7x7xf32>) -> tensor<1x6x7x7xf32>
  vit.yield %3 : tensor<1x6x7x7xf32>
}
vit.kernel @k_convolution_13_by_2(%a0: tensor<1x2x13x25xf32>, %a1: tensor<6x2x3x3xf32>, %a2: tensor<1x6x13x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 2, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x2x13x25xf32>) -> tensor<1x2x13x13xf32>
  %1 = vit.conv2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x2x13x13xf32>, tensor<6x2x3x3xf32>) -> tensor<1x6x13x13xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 6, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x6x13x25xf32>) -> tensor<1x6x13x13xf32>
  %3 = vit.add %1, %2 : (tensor<1x6x13x13xf32>, tensor<1x6x13x13xf32>) -> tensor<1x6x13x13xf32>
  vit.yield %3 : tensor<1x6x13x13xf32>
}
vit.kernel @k_depthwise_7_by_1(%a0: tensor<1x6x7x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<1x6x7x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 6, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x6x7x7xf32>) -> tensor<1x6x7x7xf32>
  %1 = vit.conv2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, groups = 6} : (tensor<1x6x7x7xf32>, tensor<6x1x3x3xf32>) -> tensor<1x6x7x7xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 6, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x6x7x7xf32>) -> tensor<1x6x7x7xf32>
  %3 = vit.mul %1, %2 : (tensor<1x6x7x7xf32>, tensor<1x6x7x7xf32>) -> tensor<1x6x7x7xf32>
  vit.yield %3 : tensor<1x6x7x7xf32>
}
vit.kernel @k_depthwise_13_by_2(%a0: tensor<1x6x13x25xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<1x6x13x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 6, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x6x13x25xf32>) -> tensor<1x6x13x13xf32>
  %1 = vit.conv2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, groups = 6} : (tensor<1x6x13x13xf32>, tensor<6x1x3x3xf32>) -> tensor<1x6x13x13xf32>
  %2 = vit.slice %a2 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 6, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x6x13x25xf32>) -> tensor<1x6x13x13xf32>
  %3 = vit.mul %1, %2 : (tensor<1x6x13x13xf32>, tensor<1x6x13x13xf32>) -> tensor<1x6x13x13xf32>
  vit.yield %3 : tensor<1x6x13x13xf32>
}
vit.kernel @k_conv_transpose_7_by_1(%a0: tensor<1x2x7x7xf32>, %a1: tensor<2x6x1x1xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 2, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x2x7x7xf32>) -> tensor<1x2x7x7xf32>
  %1 = vit.conv_transpose2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, output_padding = array<i64: 0, 0>} : (tensor<1x2x7x7xf32>, tensor<2x6x1x1xf32>) -> tensor<1x6x7x7xf32>
  vit.yield %1 : tensor<1x6x7x7xf32>
}
vit.kernel @k_conv_transpose_13_by_2(%a0: tensor<1x2x13x25xf32>, %a1: tensor<2x6x1x1xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 2, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x2x13x25xf32>) -> tensor<1x2x13x13xf32>
  %1 = vit.conv_transpose2d %0, %a1 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, output_padding = array<i64: 0, 0>} : (tensor<1x2x13x13xf32>, tensor<2x6x1x1xf32>) -> tensor<1x6x13x13xf32>
  vit.yield %1 : tensor<1x6x13x13xf32>
}
vit.kernel @k_max_pool_7_by_1(%a0: tensor<1x2x7x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 2, 7, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x2x7x7xf32>) -> tensor<1x2x7x7xf32>
  %1 = vit.max_pool2d %0 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, kernel = array<i64: 3, 3>} : (tensor<1x2x7x7xf32>) -> tensor<1x2x7x7xf32>
  vit.yield %1 : tensor<1x2x7x7xf32>
}
vit.kernel @k_max_pool_13_by_2(%a0: tensor<1x2x13x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 2, 13, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x2x13x25xf32>) -> tensor<1x2x13x13xf32>
  %1 = vit.max_pool2d %0 {strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, kernel = array<i64: 3, 3>} : (tensor<1x2x13x13xf32>) -> tensor<1x2x13x13xf32>
  vit.yield %1 : tensor<1x2x13x13xf32>
}
vit.kernel @k_resize_7_by_1(%a0: tensor<1x2x4x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 6>, sizes = array<i64: 1, 2, 4, 7>, steps = array<i64: 1, 1, 1, -1>} : (tensor<1x2x4x7xf32>) -> tensor<1x2x4x7xf32>
  %1 = vit.resize %0 {sizes = array<i64: 1, 2, 8, 7>, scales = array<f64: 1.0, 1.0, 2.0, 1.0>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x4x7xf32>) -> tensor<1x2x8x7xf32>
  vit.yield %1 : tensor<1x2x8x7xf32>
}
vit.kernel @k_resize_13_by_2(%a0: tensor<1x2x4x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 24>, sizes = array<i64: 1, 2, 4, 13>, steps = array<i64: 1, 1, 1, -2>} : (tensor<1x2x4x25xf32>) -> tensor<1x2x4x13xf32>
  %1 = vit.resize %0 {sizes = array<i64: 1, 2, 8, 13>, scales = array<f64: 1.0, 1.0, 2.0, 1.0>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x4x13xf32>) -> tensor<1x2x8x13xf32>
  vit.yield %1 : tensor<1x2x8x13xf32>
}
vit.kernel @k_layer_norm_7_by_1(%a0: tensor<10x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.slice %a1 {starts = array<i64: 6>, sizes = array<i64: 7>, steps = array<i64: -1>} : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.layer_norm %0 scale %1 bias %a2 {axis = 1, epsilon = 1.0e-6} : (tensor<10x7xf32>, tensor<7xf32>, tensor<7xf32>) -> tensor<10x7xf32>
  vit.yield %2 : tensor<10x7xf32>
}
vit.kernel @k_layer_norm_13_by_2(%a0: tensor<10x25xf32>, %a1: tensor<25xf32>, %a2: tensor<13xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.slice %a1 {starts = array<i64: 24>, sizes = array<i64: 13>, steps = array<i64: -2>} : (tensor<25xf32>) -> tensor<13xf32>
  %2 = vit.layer_norm %0 scale %1 bias %a2 {axis = 1, epsilon = 1.0e-6} : (tensor<10x13xf32>, tensor<13xf32>, tensor<13xf32>) -> tensor<10x13xf32>
  vit.yield %2 : tensor<10x13xf32>
}
vit.kernel @k_softmax_7_by_1(%a0: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.softmax %0 {axis = 1} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  vit.yield %1 : tensor<10x7xf32>
}
vit.kernel @k_softmax_13_by_2(%a0: tensor<10x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.softmax %0 {axis = 1} : (tensor<10x13xf32>) -> tensor<10x13xf32>
  vit.yield %1 : tensor<10x13xf32>
}
vit.kernel @k_reduction_7_by_1(%a0: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 1>} : (tensor<10x7xf32>) -> tensor<10xf32>
  vit.yield %1 : tensor<10xf32>
}
vit.kernel @k_reduction_13_by_2(%a0: tensor<10x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 1>} : (tensor<10x13xf32>) -> tensor<10xf32>
  vit.yield %1 : tensor<10xf32>
}
vit.kernel @k_sum_of_rows_7_by_1(%a0: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 0>} : (tensor<10x7xf32>) -> tensor<7xf32>
  vit.yield %1 : tensor<7xf32>
}
vit.kernel @k_sum_of_rows_13_by_2(%a0: tensor<10x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 0>} : (tensor<10x13xf32>) -> tensor<13xf32>
  vit.yield %1 : tensor<13xf32>
}
vit.kernel @k_cumsum_7_by_1(%a0: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.cumsum %0 {axis = 0} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  vit.yield %1 : tensor<10x7xf32>
}
vit.kernel @k_cumsum_13_by_2(%a0: tensor<10x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.cumsum %0 {axis = 0} : (tensor<10x13xf32>) -> tensor<10x13xf32>
  vit.yield %1 : tensor<10x13xf32>
}
vit.kernel @k_concat_7_by_1(%a0: tensor<7xf32>, %a1: tensor<7xf32>) {
  %0 = vit.slice %a1 {starts = array<i64: 6>, sizes = array<i64: 7>, steps = array<i64: -1>} : (tensor<7xf32>) -> tensor<7xf32>
  %1 = vit.concat %a0, %0 {axis = 0} : (tensor<7xf32>, tensor<7xf32>) -> tensor<14xf32>
  vit.yield %1 : tensor<14xf32>
}
vit.kernel @k_concat_13_by_2(%a0: tensor<13xf32>, %a1: tensor<25xf32>) {
  %0 = vit.slice %a1 {starts = array<i64: 24>, sizes = array<i64: 13>, steps = array<i64: -2>} : (tensor<25xf32>) -> tensor<13xf32>
  %1 = vit.concat %a0, %0 {axis = 0} : (tensor<13xf32>, tensor<13xf32>) -> tensor<26xf32>
  vit.yield %1 : tensor<26xf32>
}
vit.kernel @k_scatter_7_by_1(%a0: tensor<1x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 1, 7>, steps = array<i64: 1, -1>} : (tensor<1x7xf32>) -> tensor<1x7xf32>
  %1 = vit.constant dense<0> : tensor<1x1xi64>
  %2 = vit.scatter_nd %0, %1, %0 {reduction = #vit<scatter_reduction none>} : (tensor<1x7xf32>, tensor<1x1xi64>, tensor<1x7xf32>) -> tensor<1x7xf32>
  vit.yield %2 : tensor<1x7xf32>
}
vit.kernel @k_scatter_13_by_2(%a0: tensor<1x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 1, 13>, steps = array<i64: 1, -2>} : (tensor<1x25xf32>) -> tensor<1x13xf32>
  %1 = vit.constant dense<0> : tensor<1x1xi64>
  %2 = vit.scatter_nd %0, %1, %0 {reduction = #vit<scatter_reduction none>} : (tensor<1x13xf32>, tensor<1x1xi64>, tensor<1x13xf32>) -> tensor<1x13xf32>
  vit.yield %2 : tensor<1x13xf32>
}
vit.kernel @k_gather_7_by_1_in_range(%a0: tensor<4xf32>, %a1: tensor<7xi64>) {
  %0 = vit.slice %a1 {starts = array<i64: 6>, sizes = array<i64: 7>, steps = array<i64: -1>} : (tensor<7xi64>) -> tensor<7xi64>
  %1 = vit.gather %a0, %0 {axis = 0} : (tensor<4xf32>, tensor<7xi64>) -> tensor<7xf32>
  vit.yield %1 : tensor<7xf32>
}
vit.kernel @k_gather_13_by_2_in_range(%a0: tensor<4xf32>, %a1: tensor<25xi64>) {
  %0 = vit.slice %a1 {starts = array<i64: 24>, sizes = array<i64: 13>, steps = array<i64: -2>} : (tensor<25xi64>) -> tensor<13xi64>
  %1 = vit.gather %a0, %0 {axis = 0} : (tensor<4xf32>, tensor<13xi64>) -> tensor<13xf32>
  vit.yield %1 : tensor<13xf32>
}
vit.kernel @k_pad_7_by_1(%a0: tensor<10x7xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 6>, sizes = array<i64: 10, 7>, steps = array<i64: 1, -1>} : (tensor<10x7xf32>) -> tensor<10x7xf32>
  %1 = vit.pad %0 {low = array<i64: 0, 2>, high = array<i64: 0, 2>, mode = #vit<pad_mode constant>} : (tensor<10x7xf32>) -> tensor<10x11xf32>
  vit.yield %1 : tensor<10x11xf32>
}
vit.kernel @k_pad_13_by_2(%a0: tensor<10x25xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 24>, sizes = array<i64: 10, 13>, steps = array<i64: 1, -2>} : (tensor<10x25xf32>) -> tensor<10x13xf32>
  %1 = vit.pad %0 {low = array<i64: 0, 2>, high = array<i64: 0, 2>, mode = #vit<pad_mode constant>} : (tensor<10x13xf32>) -> tensor<10x17xf32>
  vit.yield %1 : tensor<10x17xf32>
}
