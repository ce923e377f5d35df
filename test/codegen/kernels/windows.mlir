// Written by make_kernels.py.
vit.kernel @k_max_pool2d(%a0: tensor<1x3x16x40xf32>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x16x40xf32>) -> tensor<1x3x8x20xf32>
  vit.yield %0 : tensor<1x3x8x20xf32>
}
vit.kernel @k_max_pool2d_2(%a0: tensor<2x3x15x17xf32>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x3x15x17xf32>) -> tensor<2x3x8x9xf32>
  vit.yield %0 : tensor<2x3x8x9xf32>
}
vit.kernel @k_max_pool2d_3(%a0: tensor<1x3x15x18xf32>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, padding = array<i64: 1, 0, 0, 1>, dilations = array<i64: 1, 1>, ceil_mode} : (tensor<1x3x15x18xf32>) -> tensor<1x3x8x6xf32>
  vit.yield %0 : tensor<1x3x8x6xf32>
}
vit.kernel @k_max_pool2d_4(%a0: tensor<1x3x15x17xf32>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 2, 2, 2, 2>, dilations = array<i64: 2, 2>} : (tensor<1x3x15x17xf32>) -> tensor<1x3x15x17xf32>
  vit.yield %0 : tensor<1x3x15x17xf32>
}
vit.kernel @k_max_pool2d_5(%a0: tensor<1x3x5x3xf32>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x3x5x3xf32>) -> tensor<1x3x5x3xf32>
  vit.yield %0 : tensor<1x3x5x3xf32>
}
vit.kernel @k_max_pool2d_6(%a0: tensor<1x3x8x8xf16>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x8x8xf16>) -> tensor<1x3x4x4xf16>
  vit.yield %0 : tensor<1x3x4x4xf16>
}
vit.kernel @k_avg_pool2d(%a0: tensor<1x3x16x40xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x16x40xf32>) -> tensor<1x3x8x20xf32>
  vit.yield %0 : tensor<1x3x8x20xf32>
}
vit.kernel @k_avg_pool2d_2(%a0: tensor<2x3x15x17xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x3x15x17xf32>) -> tensor<2x3x8x9xf32>
  vit.yield %0 : tensor<2x3x8x9xf32>
}
vit.kernel @k_avg_pool2d_3(%a0: tensor<1x3x15x18xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, padding = array<i64: 1, 0, 0, 1>, dilations = array<i64: 1, 1>, ceil_mode} : (tensor<1x3x15x18xf32>) -> tensor<1x3x8x6xf32>
  vit.yield %0 : tensor<1x3x8x6xf32>
}
vit.kernel @k_avg_pool2d_4(%a0: tensor<1x3x15x17xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 2, 2, 2, 2>, dilations = array<i64: 2, 2>} : (tensor<1x3x15x17xf32>) -> tensor<1x3x15x17xf32>
  vit.yield %0 : tensor<1x3x15x17xf32>
}
vit.kernel @k_avg_pool2d_5(%a0: tensor<1x3x5x3xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x3x5x3xf32>) -> tensor<1x3x5x3xf32>
  vit.yield %0 : tensor<1x3x5x3xf32>
}
vit.kernel @k_avg_pool2d_6(%a0: tensor<1x3x8x8xf16>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x8x8xf16>) -> tensor<1x3x4x4xf16>
  vit.yield %0 : tensor<1x3x4x4xf16>
}
vit.kernel @k_max_pool2d_7(%a0: tensor<1x3x8x8xi8>) {
  %0 = vit.max_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x3x8x8xi8>) -> tensor<1x3x4x4xi8>
  vit.yield %0 : tensor<1x3x4x4xi8>
}
vit.kernel @k_max_pool_of_more_images(%a0: tensor<2x24x12x7xf32>) {
  %0 = vit.pad %a0 {high = array<i64: 2, 2, 0, 0>, low = array<i64: 1, 0, 0, 0>, mode = #vit<pad_mode constant>} : (tensor<2x24x12x7xf32>) -> tensor<5x26x12x7xf32>
  %1 = vit.max_pool2d %0 {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<5x26x12x7xf32>) -> tensor<5x26x6x4xf32>
  vit.yield %1 : tensor<5x26x6x4xf32>
}
vit.kernel @k_avg_pool2d_7(%a0: tensor<2x3x15x17xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad} : (tensor<2x3x15x17xf32>) -> tensor<2x3x8x9xf32>
  vit.yield %0 : tensor<2x3x8x9xf32>
}
vit.kernel @k_avg_pool2d_8(%a0: tensor<1x3x15x17xf32>) {
  %0 = vit.avg_pool2d %a0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, ceil_mode, count_include_pad} : (tensor<1x3x15x17xf32>) -> tensor<1x3x8x9xf32>
  vit.yield %0 : tensor<1x3x8x9xf32>
}
vit.kernel @k_resize_nearest(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_nearest_2(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_nearest_3(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_nearest_4(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_nearest_5(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_nearest_6(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_nearest_7(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_nearest_8(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_nearest_9(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_nearest_10(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_linear(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_linear_2(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_linear_3(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_linear_4(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_linear_5(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_linear_6(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_linear_7(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_linear_8(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_linear_9(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_linear_10(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_cubic_2(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_3(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_cubic_4(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel_symmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_5(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_cubic_6(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_7(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_cubic_8(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode align_corners>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_9(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x14x21xf32>
  vit.yield %0 : tensor<1x2x14x21xf32>
}
vit.kernel @k_resize_cubic_10(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_nearest_11(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 11, 20>, scales = array<f64: 1.0, 1.0, 1.5714285714285714, 2.2222222222222223>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>, nearest_mode = #vit<nearest_mode round_prefer_floor>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x11x20xf32>
  vit.yield %0 : tensor<1x2x11x20xf32>
}
vit.kernel @k_resize_nearest_12(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 11, 20>, scales = array<f64: 1.0, 1.0, 1.5714285714285714, 2.2222222222222223>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>, nearest_mode = #vit<nearest_mode round_prefer_ceil>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x11x20xf32>
  vit.yield %0 : tensor<1x2x11x20xf32>
}
vit.kernel @k_resize_nearest_13(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 11, 20>, scales = array<f64: 1.0, 1.0, 1.5714285714285714, 2.2222222222222223>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>, nearest_mode = #vit<nearest_mode floor>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x11x20xf32>
  vit.yield %0 : tensor<1x2x11x20xf32>
}
vit.kernel @k_resize_nearest_14(%a0: tensor<1x2x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 11, 20>, scales = array<f64: 1.0, 1.0, 1.5714285714285714, 2.2222222222222223>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode half_pixel>, nearest_mode = #vit<nearest_mode ceil>} : (tensor<1x2x7x9xf32>) -> tensor<1x2x11x20xf32>
  vit.yield %0 : tensor<1x2x11x20xf32>
}
vit.kernel @k_resize_linear_11(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>, antialias} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_11(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 5, 9>, scales = array<f64: 1.0, 1.0, 0.35714285714285715, 0.6428571428571429>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel>, antialias, exclude_outside} : (tensor<1x2x14x14xf32>) -> tensor<1x2x5x9xf32>
  vit.yield %0 : tensor<1x2x5x9xf32>
}
vit.kernel @k_resize_cubic_12(%a0: tensor<1x2x14x14xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 25, 29>, scales = array<f64: 1.0, 1.0, 1.7857142857142858, 2.0714285714285716>, mode = #vit<resize_mode cubic>, coordinate_mode = #vit<coordinate_mode half_pixel>, exclude_outside, cubic_coefficient = -0.5 : f64} : (tensor<1x2x14x14xf32>) -> tensor<1x2x25x29xf32>
  vit.yield %0 : tensor<1x2x25x29xf32>
}
vit.kernel @k_resize_linear_12(%a0: tensor<1x1x8x8xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 1, 5, 5>, scales = array<f64: 1.0, 1.0, 0.625, 0.625>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode tf_crop_and_resize>, region = array<f64: 0.0, 0.0, 0.4, 0.6, 1.0, 1.0, 1.2, 1.7>, extrapolation_value = 10.0 : f64} : (tensor<1x1x8x8xf32>) -> tensor<1x1x5x5xf32>
  vit.yield %0 : tensor<1x1x5x5xf32>
}
vit.kernel @k_resize_linear_13(%a0: tensor<2x3x7x9xf32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 4, 3, 14, 9>, scales = array<f64: 2.0, 1.0, 2.0, 1.0>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<2x3x7x9xf32>) -> tensor<4x3x14x9xf32>
  vit.yield %0 : tensor<4x3x14x9xf32>
}
vit.kernel @k_resize_nearest_15(%a0: tensor<1x2x7x9xi32>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode asymmetric>} : (tensor<1x2x7x9xi32>) -> tensor<1x2x14x21xi32>
  vit.yield %0 : tensor<1x2x14x21xi32>
}
vit.kernel @k_resize_linear_14(%a0: tensor<1x2x7x9xf16>) {
  %0 = vit.resize %a0 {sizes = array<i64: 1, 2, 14, 21>, scales = array<f64: 1.0, 1.0, 2.0, 2.3333333333333335>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>} : (tensor<1x2x7x9xf16>) -> tensor<1x2x14x21xf16>
  vit.yield %0 : tensor<1x2x14x21xf16>
}
