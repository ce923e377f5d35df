// Written by make_kernels.py.
vit.kernel @k_reshape_2x3x4_6x4(%a0: tensor<2x3x4xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 6, 4>} : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  vit.yield %0 : tensor<6x4xf32>
}
vit.kernel @k_reshape_6x4_2x3x4(%a0: tensor<6x4xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 2, 3, 4>} : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  vit.yield %0 : tensor<2x3x4xf32>
}
vit.kernel @k_reshape_2x3x4_4x3x2(%a0: tensor<2x3x4xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 4, 3, 2>} : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  vit.yield %0 : tensor<4x3x2xf32>
}
vit.kernel @k_reshape_2x1x20_2x20(%a0: tensor<2x1x20xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 2, 20>} : (tensor<2x1x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reshape_1x197x12_1x197x3x4(%a0: tensor<1x197x12xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 1, 197, 3, 4>} : (tensor<1x197x12xf32>) -> tensor<1x197x3x4xf32>
  vit.yield %0 : tensor<1x197x3x4xf32>
}
vit.kernel @k_reshape_2x3x4_24(%a0: tensor<2x3x4xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 24>} : (tensor<2x3x4xf32>) -> tensor<24xf32>
  vit.yield %0 : tensor<24xf32>
}
vit.kernel @k_reshape_24_2x3x4(%a0: tensor<24xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 2, 3, 4>} : (tensor<24xf32>) -> tensor<2x3x4xf32>
  vit.yield %0 : tensor<2x3x4xf32>
}
vit.kernel @k_reshape_1_(%a0: tensor<1xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64>} : (tensor<1xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reshape__1x1(%a0: tensor<f32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 1, 1>} : (tensor<f32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_reshape_4x6_3x8(%a0: tensor<4x6xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 3, 8>} : (tensor<4x6xf32>) -> tensor<3x8xf32>
  vit.yield %0 : tensor<3x8xf32>
}
vit.kernel @k_reshape_2x12x5_4x6x5(%a0: tensor<2x12x5xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 4, 6, 5>} : (tensor<2x12x5xf32>) -> tensor<4x6x5xf32>
  vit.yield %0 : tensor<4x6x5xf32>
}
vit.kernel @k_reshape_1x1x20_20x1x1(%a0: tensor<1x1x20xf32>) {
  %0 = vit.reshape %a0 {shape = array<i64: 20, 1, 1>} : (tensor<1x1x20xf32>) -> tensor<20x1x1xf32>
  vit.yield %0 : tensor<20x1x1xf32>
}
vit.kernel @k_transpose(%a0: tensor<3x40xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x40xf32>) -> tensor<40x3xf32>
  vit.yield %0 : tensor<40x3xf32>
}
vit.kernel @k_transpose_2(%a0: tensor<2x3x40xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1>} : (tensor<2x3x40xf32>) -> tensor<2x40x3xf32>
  vit.yield %0 : tensor<2x40x3xf32>
}
vit.kernel @k_transpose_3(%a0: tensor<2x3x4x17xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<2x3x4x17xf32>) -> tensor<2x4x3x17xf32>
  vit.yield %0 : tensor<2x4x3x17xf32>
}
vit.kernel @k_transpose_4(%a0: tensor<2x3x4x17xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 3, 2, 1, 0>} : (tensor<2x3x4x17xf32>) -> tensor<17x4x3x2xf32>
  vit.yield %0 : tensor<17x4x3x2xf32>
}
vit.kernel @k_transpose_5(%a0: tensor<5xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0>} : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_transpose_6(%a0: tensor<100x300xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<100x300xf32>) -> tensor<300x100xf32>
  vit.yield %0 : tensor<300x100xf32>
}
vit.kernel @k_broadcast(%a0: tensor<3x1xf32>) {
  %0 = vit.broadcast %a0 {shape = array<i64: 2, 3, 20>} : (tensor<3x1xf32>) -> tensor<2x3x20xf32>
  vit.yield %0 : tensor<2x3x20xf32>
}
vit.kernel @k_broadcast_scalar(%a0: tensor<f32>) {
  %0 = vit.broadcast %a0 {shape = array<i64: 2, 3>} : (tensor<f32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_tile(%a0: tensor<2x5xf32>) {
  %0 = vit.tile %a0 {repeats = array<i64: 2, 3>} : (tensor<2x5xf32>) -> tensor<4x15xf32>
  vit.yield %0 : tensor<4x15xf32>
}
vit.kernel @k_slice(%a0: tensor<4x40xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 1, 3>, sizes = array<i64: 2, 30>, steps = array<i64: 1, 1>} : (tensor<4x40xf32>) -> tensor<2x30xf32>
  vit.yield %0 : tensor<2x30xf32>
}
vit.kernel @k_slice_2(%a0: tensor<4x40xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 3, 39>, sizes = array<i64: 4, 20>, steps = array<i64: -1, -2>} : (tensor<4x40xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_slice_3(%a0: tensor<4x40xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 1>, sizes = array<i64: 2, 13>, steps = array<i64: 2, 3>} : (tensor<4x40xf32>) -> tensor<2x13xf32>
  vit.yield %0 : tensor<2x13xf32>
}
vit.kernel @k_slice_4(%a0: tensor<4x40xi1>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 1>, sizes = array<i64: 2, 13>, steps = array<i64: 2, 3>} : (tensor<4x40xi1>) -> tensor<2x13xi1>
  vit.yield %0 : tensor<2x13xi1>
}
vit.kernel @k_slice_5(%a0: tensor<4x40xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0>, sizes = array<i64: 0, 40>, steps = array<i64: 1, 1>} : (tensor<4x40xf32>) -> tensor<0x40xf32>
  vit.yield %0 : tensor<0x40xf32>
}
vit.kernel @k_pad_constant(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: 1, 2>, high = array<i64: 0, 3>, mode = #vit<pad_mode constant>} : (tensor<3x20xf32>) -> tensor<4x25xf32>
  vit.yield %0 : tensor<4x25xf32>
}
vit.kernel @k_pad_constant_2(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: 1, 2>, high = array<i64: 0, 3>, mode = #vit<pad_mode constant>, value = -1.5 : f64} : (tensor<3x20xf32>) -> tensor<4x25xf32>
  vit.yield %0 : tensor<4x25xf32>
}
vit.kernel @k_pad_constant_3(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: -1, 2>, high = array<i64: 1, -3>, mode = #vit<pad_mode constant>} : (tensor<3x20xf32>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_pad_reflect(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: 2, 5>, high = array<i64: 2, 7>, mode = #vit<pad_mode reflect>} : (tensor<3x20xf32>) -> tensor<7x32xf32>
  vit.yield %0 : tensor<7x32xf32>
}
vit.kernel @k_pad_edge(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: 4, 5>, high = array<i64: 3, 25>, mode = #vit<pad_mode edge>} : (tensor<3x20xf32>) -> tensor<10x50xf32>
  vit.yield %0 : tensor<10x50xf32>
}
vit.kernel @k_pad_wrap(%a0: tensor<3x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: 2, 5>, high = array<i64: 7, 25>, mode = #vit<pad_mode wrap>} : (tensor<3x20xf32>) -> tensor<12x50xf32>
  vit.yield %0 : tensor<12x50xf32>
}
vit.kernel @k_pad_edge_2(%a0: tensor<4x20xf32>) {
  %0 = vit.pad %a0 {low = array<i64: -1, -5>, high = array<i64: -1, 3>, mode = #vit<pad_mode edge>} : (tensor<4x20xf32>) -> tensor<2x18xf32>
  vit.yield %0 : tensor<2x18xf32>
}
vit.kernel @k_trilu(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = -1, upper} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_trilu_2(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = 0, upper} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_trilu_3(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = 2, upper} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_trilu_4(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = -1} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_trilu_5(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = 0} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_trilu_6(%a0: tensor<2x5x7xf32>) {
  %0 = vit.trilu %a0 {diagonal = 2} : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  vit.yield %0 : tensor<2x5x7xf32>
}
vit.kernel @k_concat_rows(%a0: tensor<1x1x24xf32>, %a1: tensor<1x16x24xf32>) {
  %0 = vit.concat %a0, %a1 {axis = 1} : (tensor<1x1x24xf32>, tensor<1x16x24xf32>) -> tensor<1x17x24xf32>
  vit.yield %0 : tensor<1x17x24xf32>
}
vit.kernel @k_concat_columns(%a0: tensor<3x5xf32>, %a1: tensor<3x20xf32>, %a2: tensor<3x1xf32>) {
  %0 = vit.concat %a0, %a1, %a2 {axis = 1} : (tensor<3x5xf32>, tensor<3x20xf32>, tensor<3x1xf32>) -> tensor<3x26xf32>
  vit.yield %0 : tensor<3x26xf32>
}
vit.kernel @k_concat_many(%a0: tensor<2x3xf32>, %a1: tensor<2x3xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<2x3xf32>, %a5: tensor<2x3xf32>) {
  %0 = vit.concat %a0, %a1, %a2, %a3, %a4, %a5 {axis = 0} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<12x3xf32>
  vit.yield %0 : tensor<12x3xf32>
}
vit.kernel @k_concat_one(%a0: tensor<2x3xf32>) {
  %0 = vit.concat %a0 {axis = 0} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_concat_empty(%a0: tensor<0x3xf32>, %a1: tensor<2x3xf32>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<0x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_concat_large(%a0: tensor<1x1x768xf32>, %a1: tensor<1x196x768xf32>) {
  %0 = vit.concat %a0, %a1 {axis = 1} : (tensor<1x1x768xf32>, tensor<1x196x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_concat_with_neighbours(%a0: tensor<1x1x24xf32>, %a1: tensor<1x16x24xf32>, %a2: tensor<1x17x24xf32>) {
  %0 = vit.exp %a0 : (tensor<1x1x24xf32>) -> tensor<1x1x24xf32>
  %1 = vit.concat %0, %a1 {axis = 1} : (tensor<1x1x24xf32>, tensor<1x16x24xf32>) -> tensor<1x17x24xf32>
  %2 = vit.add %1, %a2 : (tensor<1x17x24xf32>, tensor<1x17x24xf32>) -> tensor<1x17x24xf32>
  vit.yield %2 : tensor<1x17x24xf32>
}
vit.kernel @k_concat_with_second_use(%a0: tensor<1x1x24xf32>, %a1: tensor<1x16x24xf32>) {
  %0 = vit.concat %a0, %a1 {axis = 1} : (tensor<1x1x24xf32>, tensor<1x16x24xf32>) -> tensor<1x17x24xf32>
  %1 = vit.exp %0 : (tensor<1x17x24xf32>) -> tensor<1x17x24xf32>
  vit.yield %0, %1 : tensor<1x17x24xf32>, tensor<1x17x24xf32>
}
vit.kernel @k_concat_of_five_then_exp(%a0: tensor<2x3xf32>, %a1: tensor<2x3xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<2x3xf32>) {
  %0 = vit.concat %a0, %a1, %a2, %a3, %a4 {axis = 1} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x15xf32>
  %1 = vit.exp %0 : (tensor<2x15xf32>) -> tensor<2x15xf32>
  vit.yield %1 : tensor<2x15xf32>
}
vit.kernel @k_layout_chain(%a0: tensor<2x3x8xf32>, %a1: tensor<3xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1>} : (tensor<2x3x8xf32>) -> tensor<2x8x3xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 4, 3>, steps = array<i64: 1, 2, 1>} : (tensor<2x8x3xf32>) -> tensor<2x4x3xf32>
  %2 = vit.add %1, %a1 : (tensor<2x4x3xf32>, tensor<3xf32>) -> tensor<2x4x3xf32>
  %3 = vit.reshape %2 {shape = array<i64: 8, 3>} : (tensor<2x4x3xf32>) -> tensor<8x3xf32>
  vit.yield %3 : tensor<8x3xf32>
}
