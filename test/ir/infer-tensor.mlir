// RUN: vitc-opt %s -o /dev/null
// Shapes of products, convolutions, pooling and resampling.
// The verifier compares every result type with the inferred one: what parses has passed.

func.func @matmul_broadcasts_batches(%a: tensor<8x1x2x3xf32>, %b: tensor<4x3x5xf32>) -> tensor<8x4x2x5xf32> {
  %0 = vit.matmul %a, %b : (tensor<8x1x2x3xf32>, tensor<4x3x5xf32>) -> tensor<8x4x2x5xf32>
  return %0 : tensor<8x4x2x5xf32>
}

func.func @matmul_of_nothing(%a: tensor<2x0xf32>, %b: tensor<0x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.matmul %a, %b : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @matmul_of_narrower_weights(%a: tensor<2x3xf32>, %b: tensor<3x5xf16>, %c: tensor<3x5xbf16>) -> (tensor<2x5xf32>, tensor<2x5xf32>) {
  %0 = vit.matmul %a, %b : (tensor<2x3xf32>, tensor<3x5xf16>) -> tensor<2x5xf32>
  %1 = vit.matmul %a, %c : (tensor<2x3xf32>, tensor<3x5xbf16>) -> tensor<2x5xf32>
  return %0, %1 : tensor<2x5xf32>, tensor<2x5xf32>
}

func.func @matmul_of_narrow_integers(%a: tensor<2x3xui8>, %b: tensor<3x5xi8>, %c: tensor<3x5xi16>) -> (tensor<2x5xi32>, tensor<2x5xi32>) {
  %0 = vit.matmul %a, %b : (tensor<2x3xui8>, tensor<3x5xi8>) -> tensor<2x5xi32>
  %1 = vit.matmul %a, %c : (tensor<2x3xui8>, tensor<3x5xi16>) -> tensor<2x5xi32>
  return %0, %1 : tensor<2x5xi32>, tensor<2x5xi32>
}

func.func @conv2d_rounds_down(%a: tensor<1x3x8x9xf32>, %b: tensor<4x3x3x3xf32>) -> tensor<1x4x3x4xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x3x8x9xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x3x4xf32>
  return %0 : tensor<1x4x3x4xf32>
}

func.func @conv2d_pads_one_side(%a: tensor<1x3x8x8xf32>, %b: tensor<4x3x2x2xf32>) -> tensor<1x4x8x8xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 1, 1>, strides = array<i64: 1, 1>} : (tensor<1x3x8x8xf32>, tensor<4x3x2x2xf32>) -> tensor<1x4x8x8xf32>
  return %0 : tensor<1x4x8x8xf32>
}

func.func @conv2d_dilates(%a: tensor<1x3x8x8xf32>, %b: tensor<4x3x3x2xf32>) -> tensor<1x4x4x6xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x3x8x8xf32>, tensor<4x3x3x2xf32>) -> tensor<1x4x4x6xf32>
  return %0 : tensor<1x4x4x6xf32>
}

func.func @conv2d_groups(%a: tensor<2x6x4x4xf32>, %b: tensor<4x3x1x1xf32>, %c: tensor<4xf32>) -> tensor<2x4x4x4xf32> {
  %0 = vit.conv2d %a, %b, %c {dilations = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 2 : i64} : (tensor<2x6x4x4xf32>, tensor<4x3x1x1xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %0 : tensor<2x4x4x4xf32>
}

func.func @conv2d_fills_padding_alone(%a: tensor<1x1x1x1xf32>, %b: tensor<1x1x3x3xf32>) -> tensor<1x1x1x1xf32> {
  %0 = vit.conv2d %a, %b {dilations = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 1, 1>} : (tensor<1x1x1x1xf32>, tensor<1x1x3x3xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

func.func @conv_transpose2d_crops(%a: tensor<1x4x8x8xf32>, %b: tensor<4x2x3x3xf32>) -> tensor<1x2x15x16xf32> {
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 1>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x4x8x8xf32>, tensor<4x2x3x3xf32>) -> tensor<1x2x15x16xf32>
  return %0 : tensor<1x2x15x16xf32>
}

func.func @conv_transpose2d_groups(%a: tensor<1x4x2x2xf32>, %b: tensor<4x3x2x2xf32>, %c: tensor<6xf32>) -> tensor<1x6x3x3xf32> {
  %0 = vit.conv_transpose2d %a, %b, %c {dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>, groups = 2 : i64} : (tensor<1x4x2x2xf32>, tensor<4x3x2x2xf32>, tensor<6xf32>) -> tensor<1x6x3x3xf32>
  return %0 : tensor<1x6x3x3xf32>
}

func.func @conv_transpose2d_dilates(%a: tensor<1x1x2x2xf32>, %b: tensor<1x1x2x2xf32>) -> tensor<1x1x4x5xf32> {
  %0 = vit.conv_transpose2d %a, %b {dilations = array<i64: 2, 3>, output_padding = array<i64: 0, 0>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>} : (tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x1x4x5xf32>
  return %0 : tensor<1x1x4x5xf32>
}

func.func @pool_rounds_down(%a: tensor<1x1x6x6xf32>) -> tensor<1x1x2x2xf32> {
  %0 = vit.max_pool2d %a {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x1x6x6xf32>) -> tensor<1x1x2x2xf32>
  return %0 : tensor<1x1x2x2xf32>
}

func.func @pool_rounds_up(%a: tensor<1x1x6x6xf32>) -> tensor<1x1x3x3xf32> {
  %0 = vit.max_pool2d %a {ceil_mode, dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x1x6x6xf32>) -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

func.func @pool_drops_a_window_behind_the_input(%a: tensor<1x1x2x2xf32>) -> tensor<1x1x1x1xf32> {
  %0 = vit.avg_pool2d %a {ceil_mode, dilations = array<i64: 1, 1>, kernel = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 3, 3>} : (tensor<1x1x2x2xf32>) -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

func.func @pool_drops_a_window_in_the_padding(%a: tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32> {
  %0 = vit.avg_pool2d %a {ceil_mode, dilations = array<i64: 1, 1>, kernel = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 3, 3>} : (tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32>
  return %0 : tensor<1x1x2x2xf32>
}

func.func @resize_takes_sizes(%a: tensor<1x3x7x7xf32>) -> tensor<1x3x10x3xf32> {
  %0 = vit.resize %a {coordinate_mode = #vit<coordinate_mode asymmetric>, mode = #vit<resize_mode nearest>, scales = array<f64: 1.0, 1.0, 1.5, 0.5>, sizes = array<i64: 1, 3, 10, 3>} : (tensor<1x3x7x7xf32>) -> tensor<1x3x10x3xf32>
  return %0 : tensor<1x3x10x3xf32>
}
