// Written by make_kernels.py.
vit.kernel @k_tiles_of_1x197x204_by_112_whole_range(%a0: tensor<1x197x204xui8>, %a1: tensor<7x51x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<7x51x16x4xi8>) -> tensor<204x112xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x204xui8>, tensor<204x112xi8>) -> tensor<1x197x112xi32>
  vit.yield %1 : tensor<1x197x112xi32>
}
vit.kernel @k_tiles_of_2x33x132_by_96_whole_range(%a0: tensor<2x33x132xui8>, %a1: tensor<2x33x48x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48, interleave = 4>} : (tensor<2x33x48x4xi8>) -> tensor<132x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x33x132xui8>, tensor<132x96xi8>) -> tensor<2x33x96xi32>
  vit.yield %1 : tensor<2x33x96xi32>
}
vit.kernel @k_tiles_of_1x5x1024_by_64_whole_range(%a0: tensor<1x5x1024xui8>, %a1: tensor<4x256x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<4x256x16x4xi8>) -> tensor<1024x64xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x5x1024xui8>, tensor<1024x64xi8>) -> tensor<1x5x64xi32>
  vit.yield %1 : tensor<1x5x64xi32>
}
vit.kernel @k_tiles_of_3x49x320_by_72_whole_range(%a0: tensor<3x49x320xui8>, %a1: tensor<5x80x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x80x16x4xi8>) -> tensor<320x72xi8>
  %1 = vit.matmul %a0, %0 : (tensor<3x49x320xui8>, tensor<320x72xi8>) -> tensor<3x49x72xi32>
  vit.yield %1 : tensor<3x49x72xi32>
}
vit.kernel @k_tiles_of_1x130x36_by_640_whole_range(%a0: tensor<1x130x36xui8>, %a1: tensor<20x9x32x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<20x9x32x4xi8>) -> tensor<36x640xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x130x36xui8>, tensor<36x640xi8>) -> tensor<1x130x640xi32>
  vit.yield %1 : tensor<1x130x640xi32>
}
vit.kernel @k_tiles_of_1x1x256_by_64_whole_range(%a0: tensor<1x1x256xui8>, %a1: tensor<4x64x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<4x64x16x4xi8>) -> tensor<256x64xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x256xui8>, tensor<256x64xi8>) -> tensor<1x1x64xi32>
  vit.yield %1 : tensor<1x1x64xi32>
}
vit.kernel @k_tiles_of_1x40x256_by_64_whole_range(%a0: tensor<1x40x256xui8>, %a1: tensor<16x64x4x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4, interleave = 4>} : (tensor<16x64x4x4xi8>) -> tensor<256x64xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x256xui8>, tensor<256x64xi8>) -> tensor<1x40x64xi32>
  vit.yield %1 : tensor<1x40x64xi32>
}
vit.kernel @k_tiles_of_1x300x256_by_4_whole_range(%a0: tensor<1x300x256xui8>, %a1: tensor<1x64x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<1x64x16x4xi8>) -> tensor<256x4xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x300x256xui8>, tensor<256x4xi8>) -> tensor<1x300x4xi32>
  vit.yield %1 : tensor<1x300x4xi32>
}
vit.kernel @k_tiles_of_1x120x256_by_10_whole_range(%a0: tensor<1x120x256xui8>, %a1: tensor<1x64x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<1x64x16x4xi8>) -> tensor<256x10xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x120x256xui8>, tensor<256x10xi8>) -> tensor<1x120x10xi32>
  vit.yield %1 : tensor<1x120x10xi32>
}
vit.kernel @k_tiles_in_an_epilogue(%a0: tensor<1x70x260xf32>, %a1: tensor<260xf32>, %a2: tensor<260xf32>, %a3: tensor<6x65x16x4xi8>, %a4: tensor<96xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x70x260xf32>, tensor<260xf32>, tensor<260xf32>) -> tensor<1x70x260xf32>
  %1 = vit.cast %0 to ui8 : (tensor<1x70x260xf32>) -> tensor<1x70x260xui8>
  %2 = vit.unpack %a3 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<6x65x16x4xi8>) -> tensor<260x96xi8>
  %3 = vit.matmul %1, %2 : (tensor<1x70x260xui8>, tensor<260x96xi8>) -> tensor<1x70x96xi32>
  %4 = vit.cast %3 to f32 : (tensor<1x70x96xi32>) -> tensor<1x70x96xf32>
  %5 = vit.mul %4, %a4 : (tensor<1x70x96xf32>, tensor<96xf32>) -> tensor<1x70x96xf32>
  %6 = vit.gelu %5 : (tensor<1x70x96xf32>) -> tensor<1x70x96xf32>
  vit.yield %6 : tensor<1x70x96xf32>
}
