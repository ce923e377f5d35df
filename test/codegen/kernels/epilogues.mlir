// Written by make_epilogues.py.
vit.kernel @k_pointwise_meets_image(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.mul %0, %a3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %1 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<1x1x1x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.mul %0, %a3 : (tensor<2x6x5x7xf32>, tensor<1x1x1x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %1 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_plain_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.mul %0, %a3 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %1 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sigmoid_of_image(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sigmoid_of_channels(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x1x1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x1x1xf32>) -> tensor<2x6x1x1xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x1x1xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sigmoid_of_pixels(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<5x7xf32>) -> tensor<5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sigmoid_of_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sigmoid_of_column(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<5x1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<5x1xf32>) -> tensor<5x1xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<5x1xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sum_of_images(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.add %a3, %a4 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_rows_and_columns(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x7x5xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 1, 3, 2>} : (tensor<2x6x7x5xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_rectified_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.relu %1 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %0, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_sum_with_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %a4 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.mul %0, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %4 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_slice(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x10x9xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %a3 {starts = array<i64: 0, 2, 1, 1>, sizes = array<i64: 2, 6, 5, 7>, steps = array<i64: 1, 1, 2, 1>} : (tensor<2x9x10x9xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_pad(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x4x5x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.pad %a3 {low = array<i64: 0, 1, 0, 1>, high = array<i64: 0, 1, 0, 0>, mode = #vit<pad_mode constant>, value = 0.5 : f64} : (tensor<2x4x5x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_tile(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x3x5x1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.tile %a3 {repeats = array<i64: 1, 2, 1, 7>} : (tensor<2x3x5x1xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_broadcast(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<6x1x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.broadcast %a3 {shape = array<i64: 2, 6, 5, 7>} : (tensor<6x1x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_upper_triangle(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.trilu %a3 {diagonal = 1, upper} : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_gather(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x5x7xf32>, %a4: tensor<6xi64>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.gather %a3, %a4 {axis = 1} : (tensor<2x9x5x7xf32>, tensor<6xi64>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_concat(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x2x5x7xf32>, %a4: tensor<2x4x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.concat %a3, %a4 {axis = 1} : (tensor<2x2x5x7xf32>, tensor<2x4x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_tokens(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x35x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 2, 1>} : (tensor<2x35x6xf32>) -> tensor<2x6x35xf32>
  %2 = vit.reshape %1 {shape = array<i64: 2, 6, 5, 7>} : (tensor<2x6x35xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %0, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_table(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.constant dense<[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]> : tensor<7xf32>
  %2 = vit.exp %1 : (tensor<7xf32>) -> tensor<7xf32>
  %3 = vit.mul %0, %2 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_chosen(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<5x7xf32>, %a4: tensor<7xf32>, %a5: tensor<2x6x5x7xf32>, %a6: tensor<1x1x5x1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.compare gt %a3, %a4 : (tensor<5x7xf32>, tensor<7xf32>) -> tensor<5x7xi1>
  %2 = vit.select %1, %a5, %a6 : (tensor<5x7xi1>, tensor<2x6x5x7xf32>, tensor<1x1x5x1xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %0, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_meets_pooled(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.max_pool2d %a3 {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_full_meets_sigmoid_of_image(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_full_meets_sigmoid_of_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_full_meets_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_full_meets_sum_with_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %a4 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.mul %0, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %4 : tensor<2x6x5x7xf32>
}
vit.kernel @k_full_meets_slice(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x10x9xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %a3 {starts = array<i64: 0, 2, 1, 1>, sizes = array<i64: 2, 6, 5, 7>, steps = array<i64: 1, 1, 2, 1>} : (tensor<2x9x10x9xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_meets_sigmoid_of_image(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_meets_sigmoid_of_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_meets_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_meets_sum_with_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %a4 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.mul %0, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %4 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_meets_slice(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x10x9xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %a3 {starts = array<i64: 0, 2, 1, 1>, sizes = array<i64: 2, 6, 5, 7>, steps = array<i64: 1, 1, 2, 1>} : (tensor<2x9x10x9xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_meets_sigmoid_of_image(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_meets_sigmoid_of_row(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_meets_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_meets_sum_with_channels_last(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %a4 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.mul %0, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %4 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_meets_slice(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x10x9xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %a3 {starts = array<i64: 0, 2, 1, 1>, sizes = array<i64: 2, 6, 5, 7>, steps = array<i64: 1, 1, 2, 1>} : (tensor<2x9x10x9xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_meets_sigmoid_of_image(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_meets_sigmoid_of_row(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<7xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<7xf32>) -> tensor<7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_meets_channels_last(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_meets_sum_with_channels_last(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %a4 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.mul %0, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %4 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_meets_slice(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x9x10x9xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %a3 {starts = array<i64: 0, 2, 1, 1>, sizes = array<i64: 2, 6, 5, 7>, steps = array<i64: 1, 1, 2, 1>} : (tensor<2x9x10x9xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_sigmoid_of_image_first(%a0: tensor<2x6x5x7xf32>, %a1: tensor<2x6x5x7xf32>, %a2: tensor<6x6x3x3xf32>, %a3: tensor<6xf32>) {
  %0 = vit.sigmoid %a0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a1, %a2, %a3 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sub %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_channels_last_first(%a0: tensor<2x5x7x6xf32>, %a1: tensor<2x6x5x7xf32>, %a2: tensor<6x6x3x3xf32>, %a3: tensor<6xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a1, %a2, %a3 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sub %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_meets_cast(%a0: tensor<2x6x5x7xf16>, %a1: tensor<6x6x3x3xf16>, %a2: tensor<6xf16>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf16>, tensor<6x6x3x3xf16>, tensor<6xf16>) -> tensor<2x6x5x7xf16>
  %1 = vit.cast %a3 to f16 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf16>
  %2 = vit.add %0, %1 : (tensor<2x6x5x7xf16>, tensor<2x6x5x7xf16>) -> tensor<2x6x5x7xf16>
  vit.yield %2 : tensor<2x6x5x7xf16>
}
vit.kernel @k_meets_difference_with_input(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sub %a0, %a3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.add %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_meets_own_input(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>) {
  %0 = vit.relu %a0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %1, %2 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_meets_what_is_turned(%a0: tensor<2x6x5x7xf32>, %a1: tensor<2x6x5x7xf32>, %a2: tensor<6x6x3x3xf32>, %a3: tensor<6xf32>) {
  %0 = vit.sigmoid %a0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a1, %a2, %a3 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %1, %0 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.neg %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.transpose %3 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<2x6x5x7xf32>) -> tensor<2x5x7x6xf32>
  vit.yield %2, %4 : tensor<2x6x5x7xf32>, tensor<2x5x7x6xf32>
}
vit.kernel @k_meets_result(%a0: tensor<2x6x5x7xf32>, %a1: tensor<2x6x5x7xf32>, %a2: tensor<6x6x3x3xf32>, %a3: tensor<6xf32>) {
  %0 = vit.sigmoid %a0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a1, %a2, %a3 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %1, %0 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2, %0 : tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>
}
vit.kernel @k_meets_twice(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x5x7x6xf32>, %a4: tensor<2x6x5x7xf32>, %a5: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<2x5x7x6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.add %a4, %a5 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %4 = vit.add %2, %3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %5 = vit.exp %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %6 = vit.div %4, %5 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %6 : tensor<2x6x5x7xf32>
}
vit.kernel @k_then_turned(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.sigmoid %a3 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.mul %0, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<2x6x5x7xf32>) -> tensor<2x5x7x6xf32>
  vit.yield %3 : tensor<2x5x7x6xf32>
}
vit.kernel @k_meets_itself(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0, 1>, sizes = array<i64: 2, 6, 5, 5>, steps = array<i64: 1, 1, 1, 1>} : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x5xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 1, 3, 2>} : (tensor<2x6x5x5xf32>) -> tensor<2x6x5x5xf32>
  %3 = vit.add %1, %2 : (tensor<2x6x5x5xf32>, tensor<2x6x5x5xf32>) -> tensor<2x6x5x5xf32>
  vit.yield %3 : tensor<2x6x5x5xf32>
}
vit.kernel @k_full_gates_full(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>, %a4: tensor<6x6x3x3xf32>, %a5: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a3, %a4, %a5 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %2, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_pointwise_gates_depthwise(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>, %a4: tensor<6x1x3x3xf32>, %a5: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a3, %a4, %a5 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %2, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_depthwise_gates_grouped(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x1x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>, %a4: tensor<6x3x3x3xf32>, %a5: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 6} : (tensor<2x6x5x7xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a3, %a4, %a5 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %2, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_transposed_gates_pointwise(%a0: tensor<2x4x3x4xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x6x5x7xf32>, %a4: tensor<6x6x1x1xf32>, %a5: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv2d %a3, %a4, %a5 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x1x1xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %2, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_grouped_gates_transposed(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x3x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<2x4x3x4xf32>, %a4: tensor<4x6x3x3xf32>, %a5: tensor<6xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<2x6x5x7xf32>, tensor<6x3x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.conv_transpose2d %a3, %a4, %a5 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x4x3x4xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.sigmoid %0 : (tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %3 = vit.mul %2, %1 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %3 : tensor<2x6x5x7xf32>
}
vit.kernel @k_becomes_volume(%a0: tensor<2x6x5x7xf32>, %a1: tensor<6x6x3x3xf32>, %a2: tensor<6xf32>, %a3: tensor<3x1x6x1x1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x6x5x7xf32>, tensor<6x6x3x3xf32>, tensor<6xf32>) -> tensor<2x6x5x7xf32>
  %1 = vit.tanh %a3 : (tensor<3x1x6x1x1xf32>) -> tensor<3x1x6x1x1xf32>
  %2 = vit.add %0, %1 : (tensor<2x6x5x7xf32>, tensor<3x1x6x1x1xf32>) -> tensor<3x2x6x5x7xf32>
  vit.yield %2 : tensor<3x2x6x5x7xf32>
}
vit.kernel @k_becomes_batch(%a0: tensor<1x6x5x7xf32>, %a1: tensor<6x6x1x1xf32>, %a2: tensor<2x6x5x7xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x6x5x7xf32>, tensor<6x6x1x1xf32>) -> tensor<1x6x5x7xf32>
  %1 = vit.add %a2, %a3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.add %0, %1 : (tensor<1x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_becomes_image(%a0: tensor<2x4x3x3xf32>, %a1: tensor<6x4x3x3xf32>, %a2: tensor<2x6x5x7xf32>, %a3: tensor<2x6x5x7xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<2x4x3x3xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x1x1xf32>
  %1 = vit.add %a2, %a3 : (tensor<2x6x5x7xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  %2 = vit.add %0, %1 : (tensor<2x6x1x1xf32>, tensor<2x6x5x7xf32>) -> tensor<2x6x5x7xf32>
  vit.yield %2 : tensor<2x6x5x7xf32>
}
vit.kernel @k_abs_of_abs(%a0: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.abs %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_erf_of_abs(%a0: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.erf %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_tanh_of_abs(%a0: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.tanh %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_round_of_abs(%a0: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.round %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_abs_of_round(%a0: tensor<3x37xf32>) {
  %0 = vit.round %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.abs %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_erf_of_round(%a0: tensor<3x37xf32>) {
  %0 = vit.round %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.erf %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_tanh_of_round(%a0: tensor<3x37xf32>) {
  %0 = vit.round %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.tanh %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_round_of_round(%a0: tensor<3x37xf32>) {
  %0 = vit.round %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.round %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_abs_of_floor(%a0: tensor<3x37xf32>) {
  %0 = vit.floor %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.abs %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_erf_of_floor(%a0: tensor<3x37xf32>) {
  %0 = vit.floor %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.erf %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_tanh_of_floor(%a0: tensor<3x37xf32>) {
  %0 = vit.floor %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.tanh %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_round_of_floor(%a0: tensor<3x37xf32>) {
  %0 = vit.floor %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.round %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_sin_of_sum_of_sin(%a0: tensor<3x37xf64>, %a1: tensor<3x37xf64>) {
  %0 = vit.sin %a0 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  %1 = vit.sin %a1 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  %2 = vit.add %0, %1 : (tensor<3x37xf64>, tensor<3x37xf64>) -> tensor<3x37xf64>
  %3 = vit.sin %2 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  vit.yield %3 : tensor<3x37xf64>
}
vit.kernel @k_exp_of_sum_of_exp(%a0: tensor<3x37xf64>, %a1: tensor<3x37xf64>) {
  %0 = vit.exp %a0 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  %1 = vit.exp %a1 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  %2 = vit.add %0, %1 : (tensor<3x37xf64>, tensor<3x37xf64>) -> tensor<3x37xf64>
  %3 = vit.exp %2 : (tensor<3x37xf64>) -> tensor<3x37xf64>
  vit.yield %3 : tensor<3x37xf64>
}
vit.kernel @k_abs_of_sum_of_abs(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.abs %a1 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %2 = vit.add %0, %1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  %3 = vit.abs %2 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %3 : tensor<3x37xf32>
}
vit.kernel @k_abs_of_norm_and_input(%a0: tensor<2x5x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<2x5x20xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x5x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x5x20xf32>
  %1 = vit.abs %0 : (tensor<2x5x20xf32>) -> tensor<2x5x20xf32>
  %2 = vit.abs %a3 : (tensor<2x5x20xf32>) -> tensor<2x5x20xf32>
  %3 = vit.add %1, %2 : (tensor<2x5x20xf32>, tensor<2x5x20xf32>) -> tensor<2x5x20xf32>
  vit.yield %3 : tensor<2x5x20xf32>
}
