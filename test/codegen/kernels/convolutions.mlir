// Written by make_kernels.py.
vit.kernel @k_conv(%a0: tensor<1x3x32x32xf32>, %a1: tensor<24x3x8x8xf32>, %a2: tensor<24xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 8, 8>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x3x32x32xf32>, tensor<24x3x8x8xf32>, tensor<24xf32>) -> tensor<1x24x4x4xf32>
  vit.yield %0 : tensor<1x24x4x4xf32>
}
vit.kernel @k_conv_2(%a0: tensor<2x3x28x28xf32>, %a1: tensor<24x3x14x14xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 14, 14>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x3x28x28xf32>, tensor<24x3x14x14xf32>) -> tensor<2x24x2x2xf32>
  vit.yield %0 : tensor<2x24x2x2xf32>
}
vit.kernel @k_conv_3(%a0: tensor<1x3x224x224xf32>, %a1: tensor<32x3x16x16xf32>, %a2: tensor<32xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 16, 16>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x3x224x224xf32>, tensor<32x3x16x16xf32>, tensor<32xf32>) -> tensor<1x32x14x14xf32>
  vit.yield %0 : tensor<1x32x14x14xf32>
}
vit.kernel @k_conv_4(%a0: tensor<1x8x15x17xf32>, %a1: tensor<16x8x3x3xf32>, %a2: tensor<16xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x8x15x17xf32>, tensor<16x8x3x3xf32>, tensor<16xf32>) -> tensor<1x16x15x17xf32>
  vit.yield %0 : tensor<1x16x15x17xf32>
}
vit.kernel @k_conv_5(%a0: tensor<1x8x15x17xf32>, %a1: tensor<16x8x3x3xf32>, %a2: tensor<16xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 2, 1>, padding = array<i64: 1, 0, 2, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x8x15x17xf32>, tensor<16x8x3x3xf32>, tensor<16xf32>) -> tensor<1x16x8x16xf32>
  vit.yield %0 : tensor<1x16x8x16xf32>
}
vit.kernel @k_conv_6(%a0: tensor<1x8x15x17xf32>, %a1: tensor<16x8x3x3xf32>, %a2: tensor<16xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 2, 2, 2, 2>, dilations = array<i64: 2, 2>, groups = 1} : (tensor<1x8x15x17xf32>, tensor<16x8x3x3xf32>, tensor<16xf32>) -> tensor<1x16x15x17xf32>
  %1 = vit.relu %0 : (tensor<1x16x15x17xf32>) -> tensor<1x16x15x17xf32>
  vit.yield %1 : tensor<1x16x15x17xf32>
}
vit.kernel @k_conv_7(%a0: tensor<2x20x7x9xf32>, %a1: tensor<30x20x1x1xf32>, %a2: tensor<30xf32>, %a3: tensor<2x30x7x9xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x20x7x9xf32>, tensor<30x20x1x1xf32>, tensor<30xf32>) -> tensor<2x30x7x9xf32>
  %1 = vit.gelu %0 : (tensor<2x30x7x9xf32>) -> tensor<2x30x7x9xf32>
  %2 = vit.add %1, %a3 : (tensor<2x30x7x9xf32>, tensor<2x30x7x9xf32>) -> tensor<2x30x7x9xf32>
  vit.yield %2 : tensor<2x30x7x9xf32>
}
vit.kernel @k_conv_8(%a0: tensor<2x20x7x9xf32>, %a1: tensor<30x20x1x1xf32>, %a2: tensor<30xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<2x20x7x9xf32>, tensor<30x20x1x1xf32>, tensor<30xf32>) -> tensor<2x30x4x5xf32>
  vit.yield %0 : tensor<2x30x4x5xf32>
}
vit.kernel @k_conv_9(%a0: tensor<1x16x9x9xf32>, %a1: tensor<16x4x3x3xf32>, %a2: tensor<16xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 4} : (tensor<1x16x9x9xf32>, tensor<16x4x3x3xf32>, tensor<16xf32>) -> tensor<1x16x9x9xf32>
  %1 = vit.relu %0 : (tensor<1x16x9x9xf32>) -> tensor<1x16x9x9xf32>
  vit.yield %1 : tensor<1x16x9x9xf32>
}
vit.kernel @k_conv_10(%a0: tensor<1x16x9x9xf32>, %a1: tensor<8x8x3x3xf32>, %a2: tensor<8xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 2} : (tensor<1x16x9x9xf32>, tensor<8x8x3x3xf32>, tensor<8xf32>) -> tensor<1x8x7x7xf32>
  vit.yield %0 : tensor<1x8x7x7xf32>
}
vit.kernel @k_conv_11(%a0: tensor<2x12x14x14xf32>, %a1: tensor<12x1x3x3xf32>, %a2: tensor<12xf32>, %a3: tensor<12x1x1xf32>, %a4: tensor<2x12x14x14xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 12} : (tensor<2x12x14x14xf32>, tensor<12x1x3x3xf32>, tensor<12xf32>) -> tensor<2x12x14x14xf32>
  %1 = vit.mul %0, %a3 : (tensor<2x12x14x14xf32>, tensor<12x1x1xf32>) -> tensor<2x12x14x14xf32>
  %2 = vit.add %1, %a4 : (tensor<2x12x14x14xf32>, tensor<2x12x14x14xf32>) -> tensor<2x12x14x14xf32>
  vit.yield %2 : tensor<2x12x14x14xf32>
}
vit.kernel @k_conv_12(%a0: tensor<1x12x14x14xf32>, %a1: tensor<12x1x7x7xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 3, 3, 3, 3>, dilations = array<i64: 1, 1>, groups = 12} : (tensor<1x12x14x14xf32>, tensor<12x1x7x7xf32>) -> tensor<1x12x14x14xf32>
  vit.yield %0 : tensor<1x12x14x14xf32>
}
vit.kernel @k_conv_13(%a0: tensor<1x12x14x14xf32>, %a1: tensor<12x1x3x3xf32>, %a2: tensor<12xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 0, 1, 0, 1>, dilations = array<i64: 1, 1>, groups = 12} : (tensor<1x12x14x14xf32>, tensor<12x1x3x3xf32>, tensor<12xf32>) -> tensor<1x12x6x7xf32>
  vit.yield %0 : tensor<1x12x6x7xf32>
}
vit.kernel @k_conv_14(%a0: tensor<1x12x5x3xf32>, %a1: tensor<12x1x3x3xf32>, %a2: tensor<12xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 12} : (tensor<1x12x5x3xf32>, tensor<12x1x3x3xf32>, tensor<12xf32>) -> tensor<1x12x3x1xf32>
  vit.yield %0 : tensor<1x12x3x1xf32>
}
vit.kernel @k_conv_15(%a0: tensor<1x6x5x9xf32>, %a1: tensor<3x2x3x3xf32>, %a2: tensor<3xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 3} : (tensor<1x6x5x9xf32>, tensor<3x2x3x3xf32>, tensor<3xf32>) -> tensor<1x3x3x7xf32>
  vit.yield %0 : tensor<1x3x3x7xf32>
}
vit.kernel @k_conv_16(%a0: tensor<1x8x9x20xf32>, %a1: tensor<16x8x3x3xf32>, %a2: tensor<16xf32>, %a3: tensor<1x1x1x20xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x8x9x20xf32>, tensor<16x8x3x3xf32>, tensor<16xf32>) -> tensor<1x16x9x20xf32>
  %1 = vit.mul %0, %a3 : (tensor<1x16x9x20xf32>, tensor<1x1x1x20xf32>) -> tensor<1x16x9x20xf32>
  vit.yield %1 : tensor<1x16x9x20xf32>
}
vit.kernel @k_conv_17(%a0: tensor<1x4x40x40xf32>, %a1: tensor<1x4x3x3xf32>, %a2: tensor<1xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x4x40x40xf32>, tensor<1x4x3x3xf32>, tensor<1xf32>) -> tensor<1x1x40x40xf32>
  vit.yield %0 : tensor<1x1x40x40xf32>
}
vit.kernel @k_conv_18(%a0: tensor<1x4x3x3xf32>, %a1: tensor<5x4x3x3xf32>, %a2: tensor<5xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 1} : (tensor<1x4x3x3xf32>, tensor<5x4x3x3xf32>, tensor<5xf32>) -> tensor<1x5x1x1xf32>
  vit.yield %0 : tensor<1x5x1x1xf32>
}
vit.kernel @k_residual_of_own_input(%a0: tensor<1x8x9x9xf32>, %a1: tensor<8x8x1x1xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x8x9x9xf32>, tensor<8x8x1x1xf32>) -> tensor<1x8x9x9xf32>
  %1 = vit.add %0, %a0 : (tensor<1x8x9x9xf32>, tensor<1x8x9x9xf32>) -> tensor<1x8x9x9xf32>
  vit.yield %1 : tensor<1x8x9x9xf32>
}
vit.kernel @k_prologue(%a0: tensor<1x8x9x9xf32>, %a1: tensor<8x8x3x3xf32>) {
  %0 = vit.gelu %a0 : (tensor<1x8x9x9xf32>) -> tensor<1x8x9x9xf32>
  %1 = vit.conv2d %0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x8x9x9xf32>, tensor<8x8x3x3xf32>) -> tensor<1x8x9x9xf32>
  %2 = vit.relu %1 : (tensor<1x8x9x9xf32>) -> tensor<1x8x9x9xf32>
  vit.yield %2 : tensor<1x8x9x9xf32>
}
vit.kernel @k_patch_tokens(%a0: tensor<1x3x32x32xf32>, %a1: tensor<24x3x8x8xf32>, %a2: tensor<24xf32>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 8, 8>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x32x32xf32>, tensor<24x3x8x8xf32>, tensor<24xf32>) -> tensor<1x24x4x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 24, 16>} : (tensor<1x24x4x4xf32>) -> tensor<1x24x16xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x24x16xf32>) -> tensor<1x16x24xf32>
  vit.yield %2 : tensor<1x16x24xf32>
}
vit.kernel @k_patch_embedding(%a0: tensor<1x3x32x32xf32>, %a1: tensor<24x3x8x8xf32>) {
  %0 = vit.patch_embedding %a0, %a1 {strides = array<i64: 8, 8>} : (tensor<1x3x32x32xf32>, tensor<24x3x8x8xf32>) -> tensor<1x16x24xf32>
  vit.yield %0 : tensor<1x16x24xf32>
}
vit.kernel @k_patch_embedding_2(%a0: tensor<1x3x224x224xf32>, %a1: tensor<50x3x16x16xf32>, %a2: tensor<196x50xf32>, %a3: tensor<1x1x50xf32>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 16, 16>} : (tensor<1x3x224x224xf32>, tensor<50x3x16x16xf32>, tensor<196x50xf32>, tensor<1x1x50xf32>) -> tensor<1x197x50xf32>
  vit.yield %0 : tensor<1x197x50xf32>
}
vit.kernel @k_patch_embedding_3(%a0: tensor<2x3x30x45xf32>, %a1: tensor<33x3x14x14xf32>, %a2: tensor<33xf32>, %a3: tensor<1x5x33xf32>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 14, 14>} : (tensor<2x3x30x45xf32>, tensor<33x3x14x14xf32>, tensor<33xf32>, tensor<1x5x33xf32>) -> tensor<2x11x33xf32>
  vit.yield %0 : tensor<2x11x33xf32>
}
vit.kernel @k_patch_embedding_4(%a0: tensor<2x1x6x7xf32>, %a1: tensor<4x1x2x3xf32>, %a2: tensor<4xf32>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 {strides = array<i64: 2, 1>} : (tensor<2x1x6x7xf32>, tensor<4x1x2x3xf32>, tensor<4xf32>) -> tensor<2x15x4xf32>
  %1 = vit.gelu %0 : (tensor<2x15x4xf32>) -> tensor<2x15x4xf32>
  vit.yield %1 : tensor<2x15x4xf32>
}
vit.kernel @k_patch_embedding_5(%a0: tensor<1x3x4x4xf32>, %a1: tensor<1x3x4x4xf32>, %a2: tensor<1x1xf32>, %a3: tensor<1x2x1xf32>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<1x3x4x4xf32>, tensor<1x3x4x4xf32>, tensor<1x1xf32>, tensor<1x2x1xf32>) -> tensor<1x3x1xf32>
  vit.yield %0 : tensor<1x3x1xf32>
}
vit.kernel @k_patch_embedding_6(%a0: tensor<2x3x12x12xf16>, %a1: tensor<20x3x4x4xf16>, %a2: tensor<9x20xf16>, %a3: tensor<1x1x20xf16>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x12xf16>, tensor<20x3x4x4xf16>, tensor<9x20xf16>, tensor<1x1x20xf16>) -> tensor<2x10x20xf16>
  vit.yield %0 : tensor<2x10x20xf16>
}
vit.kernel @k_patch_embedding_7(%a0: tensor<2x3x12x12xbf16>, %a1: tensor<20x3x4x4xbf16>, %a2: tensor<9x20xbf16>, %a3: tensor<1x1x20xbf16>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x12xbf16>, tensor<20x3x4x4xbf16>, tensor<9x20xbf16>, tensor<1x1x20xbf16>) -> tensor<2x10x20xbf16>
  vit.yield %0 : tensor<2x10x20xbf16>
}
vit.kernel @k_patch_embedding_8(%a0: tensor<2x3x12x12xf64>, %a1: tensor<20x3x4x4xf64>, %a2: tensor<9x20xf64>, %a3: tensor<1x1x20xf64>) {
  %0 = vit.patch_embedding %a0, %a1 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x12xf64>, tensor<20x3x4x4xf64>, tensor<9x20xf64>, tensor<1x1x20xf64>) -> tensor<2x10x20xf64>
  vit.yield %0 : tensor<2x10x20xf64>
}
vit.kernel @k_conv_transpose(%a0: tensor<1x8x5x7xf32>, %a1: tensor<8x6x2x2xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<1x8x5x7xf32>, tensor<8x6x2x2xf32>, tensor<6xf32>) -> tensor<1x6x10x14xf32>
  vit.yield %0 : tensor<1x6x10x14xf32>
}
vit.kernel @k_conv_transpose_2(%a0: tensor<2x8x5x7xf32>, %a1: tensor<8x6x4x4xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<2x8x5x7xf32>, tensor<8x6x4x4xf32>, tensor<6xf32>) -> tensor<2x6x10x14xf32>
  vit.yield %0 : tensor<2x6x10x14xf32>
}
vit.kernel @k_conv_transpose_3(%a0: tensor<1x8x5x7xf32>, %a1: tensor<8x6x3x3xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, output_padding = array<i64: 1, 1>, groups = 1} : (tensor<1x8x5x7xf32>, tensor<8x6x3x3xf32>, tensor<6xf32>) -> tensor<1x6x10x14xf32>
  vit.yield %0 : tensor<1x6x10x14xf32>
}
vit.kernel @k_conv_transpose_4(%a0: tensor<1x8x5x7xf32>, %a1: tensor<8x6x3x3xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<1x8x5x7xf32>, tensor<8x6x3x3xf32>, tensor<6xf32>) -> tensor<1x6x7x9xf32>
  vit.yield %0 : tensor<1x6x7x9xf32>
}
vit.kernel @k_conv_transpose_5(%a0: tensor<1x8x5x7xf32>, %a1: tensor<8x3x3x3xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1 {strides = array<i64: 2, 3>, padding = array<i64: 0, 1, 1, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 2} : (tensor<1x8x5x7xf32>, tensor<8x3x3x3xf32>) -> tensor<1x6x10x20xf32>
  vit.yield %0 : tensor<1x6x10x20xf32>
}
vit.kernel @k_conv_transpose_6(%a0: tensor<1x4x5x7xf32>, %a1: tensor<4x6x3x3xf32>, %a2: tensor<6xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 2, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 2, 2>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<1x4x5x7xf32>, tensor<4x6x3x3xf32>, tensor<6xf32>) -> tensor<1x6x11x9xf32>
  vit.yield %0 : tensor<1x6x11x9xf32>
}
vit.kernel @k_conv_transpose_7(%a0: tensor<1x4x3x3xf32>, %a1: tensor<4x1x1x1xf32>, %a2: tensor<1xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 3, 3>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 0, 0>, groups = 1} : (tensor<1x4x3x3xf32>, tensor<4x1x1x1xf32>, tensor<1xf32>) -> tensor<1x1x7x7xf32>
  vit.yield %0 : tensor<1x1x7x7xf32>
}
vit.kernel @k_conv_transpose_8(%a0: tensor<1x4x3x3xf32>, %a1: tensor<4x1x2x2xf32>, %a2: tensor<4xf32>) {
  %0 = vit.conv_transpose2d %a0, %a1, %a2 {strides = array<i64: 3, 3>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, output_padding = array<i64: 1, 2>, groups = 4} : (tensor<1x4x3x3xf32>, tensor<4x1x2x2xf32>, tensor<4xf32>) -> tensor<1x4x9x10xf32>
  vit.yield %0 : tensor<1x4x9x10xf32>
}
