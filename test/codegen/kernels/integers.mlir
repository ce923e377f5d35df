// Written by make_kernels.py.
vit.kernel @k_2_of_ui8_i8_96(%a0: tensor<1x197x40xui8>, %a1: tensor<3x20x32x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xui8>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_ui8_i8_96(%a0: tensor<1x197x40xui8>, %a1: tensor<3x10x32x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xui8>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_ui8_i16_96(%a0: tensor<1x197x40xui8>, %a1: tensor<3x20x32x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xui8>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_ui8_i16_96(%a0: tensor<1x197x40xui8>, %a1: tensor<3x10x32x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xui8>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_i8_i8_96(%a0: tensor<1x197x40xi8>, %a1: tensor<3x20x32x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi8>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_i8_i8_96(%a0: tensor<1x197x40xi8>, %a1: tensor<3x10x32x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi8>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_i8_i16_96(%a0: tensor<1x197x40xi8>, %a1: tensor<3x20x32x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi8>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_i8_i16_96(%a0: tensor<1x197x40xi8>, %a1: tensor<3x10x32x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi8>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_i16_i8_96(%a0: tensor<1x197x40xi16>, %a1: tensor<3x20x32x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi16>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_i16_i8_96(%a0: tensor<1x197x40xi16>, %a1: tensor<3x10x32x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi8>) -> tensor<40x96xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi16>, tensor<40x96xi8>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_i16_i16_96(%a0: tensor<1x197x40xi16>, %a1: tensor<3x20x32x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<3x20x32x2xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi16>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_4_of_i16_i16_96(%a0: tensor<1x197x40xi16>, %a1: tensor<3x10x32x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 4>} : (tensor<3x10x32x4xi16>) -> tensor<40x96xi16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xi16>, tensor<40x96xi16>) -> tensor<1x197x96xi32>
  vit.yield %1 : tensor<1x197x96xi32>
}
vit.kernel @k_2_of_ui8_i8_70(%a0: tensor<2x5x20xui8>, %a1: tensor<5x10x16x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xui8>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_ui8_i8_70(%a0: tensor<2x5x20xui8>, %a1: tensor<5x5x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xui8>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_ui8_i16_70(%a0: tensor<2x5x20xui8>, %a1: tensor<5x10x16x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xui8>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_ui8_i16_70(%a0: tensor<2x5x20xui8>, %a1: tensor<5x5x16x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xui8>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_i8_i8_70(%a0: tensor<2x5x20xi8>, %a1: tensor<5x10x16x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi8>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_i8_i8_70(%a0: tensor<2x5x20xi8>, %a1: tensor<5x5x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi8>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_i8_i16_70(%a0: tensor<2x5x20xi8>, %a1: tensor<5x10x16x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi8>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_i8_i16_70(%a0: tensor<2x5x20xi8>, %a1: tensor<5x5x16x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi8>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_i16_i8_70(%a0: tensor<2x5x20xi16>, %a1: tensor<5x10x16x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi16>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_i16_i8_70(%a0: tensor<2x5x20xi16>, %a1: tensor<5x5x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi8>) -> tensor<20x70xi8>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi16>, tensor<20x70xi8>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_i16_i16_70(%a0: tensor<2x5x20xi16>, %a1: tensor<5x10x16x2xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x10x16x2xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi16>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_4_of_i16_i16_70(%a0: tensor<2x5x20xi16>, %a1: tensor<5x5x16x4xi16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x5x16x4xi16>) -> tensor<20x70xi16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xi16>, tensor<20x70xi16>) -> tensor<2x5x70xi32>
  vit.yield %1 : tensor<2x5x70xi32>
}
vit.kernel @k_2_of_ui8_i8_100(%a0: tensor<1x1x64xui8>, %a1: tensor<7x32x16x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<7x32x16x2xi8>) -> tensor<64x100xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x64xui8>, tensor<64x100xi8>) -> tensor<1x1x100xi32>
  vit.yield %1 : tensor<1x1x100xi32>
}
vit.kernel @k_4_of_ui8_i8_100(%a0: tensor<1x1x64xui8>, %a1: tensor<7x16x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<7x16x16x4xi8>) -> tensor<64x100xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x64xui8>, tensor<64x100xi8>) -> tensor<1x1x100xi32>
  vit.yield %1 : tensor<1x1x100xi32>
}
vit.kernel @k_2_of_ui8_i8_37(%a0: tensor<3x17x8xui8>, %a1: tensor<3x4x16x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<3x4x16x2xi8>) -> tensor<8x37xi8>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x8xui8>, tensor<8x37xi8>) -> tensor<3x17x37xi32>
  vit.yield %1 : tensor<3x17x37xi32>
}
vit.kernel @k_4_of_ui8_i8_37(%a0: tensor<3x17x8xui8>, %a1: tensor<3x2x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<3x2x16x4xi8>) -> tensor<8x37xi8>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x8xui8>, tensor<8x37xi8>) -> tensor<3x17x37xi32>
  vit.yield %1 : tensor<3x17x37xi32>
}
vit.kernel @k_2_of_ui8_i8_10(%a0: tensor<1x30x12xui8>, %a1: tensor<2x6x8x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 8, interleave = 2>} : (tensor<2x6x8x2xi8>) -> tensor<12x10xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x12xui8>, tensor<12x10xi8>) -> tensor<1x30x10xi32>
  vit.yield %1 : tensor<1x30x10xi32>
}
vit.kernel @k_4_of_ui8_i8_10(%a0: tensor<1x30x12xui8>, %a1: tensor<2x3x8x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 8, interleave = 4>} : (tensor<2x3x8x4xi8>) -> tensor<12x10xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x12xui8>, tensor<12x10xi8>) -> tensor<1x30x10xi32>
  vit.yield %1 : tensor<1x30x10xi32>
}
vit.kernel @k_2_of_ui8_i8_144(%a0: tensor<1x60x36xui8>, %a1: tensor<3x18x48x2xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48, interleave = 2>} : (tensor<3x18x48x2xi8>) -> tensor<36x144xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x36xui8>, tensor<36x144xi8>) -> tensor<1x60x144xi32>
  vit.yield %1 : tensor<1x60x144xi32>
}
vit.kernel @k_4_of_ui8_i8_144(%a0: tensor<1x60x36xui8>, %a1: tensor<3x9x48x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48, interleave = 4>} : (tensor<3x9x48x4xi8>) -> tensor<36x144xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x36xui8>, tensor<36x144xi8>) -> tensor<1x60x144xi32>
  vit.yield %1 : tensor<1x60x144xi32>
}
vit.kernel @k_4_of_vit_ti_192_576_16_whole_range(%a0: tensor<1x197x192xui8>, %a1: tensor<36x48x16x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<36x48x16x4xi8>) -> tensor<192x576xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x192xui8>, tensor<192x576xi8>) -> tensor<1x197x576xi32>
  vit.yield %1 : tensor<1x197x576xi32>
}
vit.kernel @k_4_of_vit_ti_768_192_4_whole_range(%a0: tensor<1x197x768xui8>, %a1: tensor<48x192x4x4xi8>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4, interleave = 4>} : (tensor<48x192x4x4xi8>) -> tensor<768x192xi8>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x768xui8>, tensor<768x192xi8>) -> tensor<1x197x192xi32>
  vit.yield %1 : tensor<1x197x192xi32>
}
vit.kernel @k_2_in_an_epilogue_ui8(%a0: tensor<1x30x48xf32>, %a1: tensor<48xf32>, %a2: tensor<48xf32>, %a3: tensor<5x24x16x2xi8>, %a4: tensor<70xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x48xf32>, tensor<48xf32>, tensor<48xf32>) -> tensor<1x30x48xf32>
  %1 = vit.cast %0 to ui8 : (tensor<1x30x48xf32>) -> tensor<1x30x48xui8>
  %2 = vit.unpack %a3 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x24x16x2xi8>) -> tensor<48x70xi8>
  %3 = vit.matmul %1, %2 : (tensor<1x30x48xui8>, tensor<48x70xi8>) -> tensor<1x30x70xi32>
  %4 = vit.cast %3 to f32 : (tensor<1x30x70xi32>) -> tensor<1x30x70xf32>
  %5 = vit.mul %4, %a4 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %6 = vit.gelu %5 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %6 : tensor<1x30x70xf32>
}
vit.kernel @k_4_in_an_epilogue_ui8(%a0: tensor<1x30x48xf32>, %a1: tensor<48xf32>, %a2: tensor<48xf32>, %a3: tensor<5x12x16x4xi8>, %a4: tensor<70xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x48xf32>, tensor<48xf32>, tensor<48xf32>) -> tensor<1x30x48xf32>
  %1 = vit.cast %0 to ui8 : (tensor<1x30x48xf32>) -> tensor<1x30x48xui8>
  %2 = vit.unpack %a3 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x12x16x4xi8>) -> tensor<48x70xi8>
  %3 = vit.matmul %1, %2 : (tensor<1x30x48xui8>, tensor<48x70xi8>) -> tensor<1x30x70xi32>
  %4 = vit.cast %3 to f32 : (tensor<1x30x70xi32>) -> tensor<1x30x70xf32>
  %5 = vit.mul %4, %a4 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %6 = vit.gelu %5 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %6 : tensor<1x30x70xf32>
}
vit.kernel @k_2_in_an_epilogue_i8(%a0: tensor<1x30x48xf32>, %a1: tensor<48xf32>, %a2: tensor<48xf32>, %a3: tensor<5x24x16x2xi8>, %a4: tensor<70xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x48xf32>, tensor<48xf32>, tensor<48xf32>) -> tensor<1x30x48xf32>
  %1 = vit.cast %0 to i8 : (tensor<1x30x48xf32>) -> tensor<1x30x48xi8>
  %2 = vit.unpack %a3 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x24x16x2xi8>) -> tensor<48x70xi8>
  %3 = vit.matmul %1, %2 : (tensor<1x30x48xi8>, tensor<48x70xi8>) -> tensor<1x30x70xi32>
  %4 = vit.cast %3 to f32 : (tensor<1x30x70xi32>) -> tensor<1x30x70xf32>
  %5 = vit.mul %4, %a4 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %6 = vit.gelu %5 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %6 : tensor<1x30x70xf32>
}
vit.kernel @k_4_in_an_epilogue_i8(%a0: tensor<1x30x48xf32>, %a1: tensor<48xf32>, %a2: tensor<48xf32>, %a3: tensor<5x12x16x4xi8>, %a4: tensor<70xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x48xf32>, tensor<48xf32>, tensor<48xf32>) -> tensor<1x30x48xf32>
  %1 = vit.cast %0 to i8 : (tensor<1x30x48xf32>) -> tensor<1x30x48xi8>
  %2 = vit.unpack %a3 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<5x12x16x4xi8>) -> tensor<48x70xi8>
  %3 = vit.matmul %1, %2 : (tensor<1x30x48xi8>, tensor<48x70xi8>) -> tensor<1x30x70xi32>
  %4 = vit.cast %3 to f32 : (tensor<1x30x70xi32>) -> tensor<1x30x70xf32>
  %5 = vit.mul %4, %a4 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %6 = vit.gelu %5 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %6 : tensor<1x30x70xf32>
}
vit.kernel @k_integers_of_ui8_33(%a0: tensor<2x9x33xui8>, %a1: tensor<2x33x21xi8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x9x33xui8>, tensor<2x33x21xi8>) -> tensor<2x9x21xi32>
  vit.yield %0 : tensor<2x9x21xi32>
}
vit.kernel @k_integers_of_ui8_1(%a0: tensor<2x9x1xui8>, %a1: tensor<2x1x21xi8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x9x1xui8>, tensor<2x1x21xi8>) -> tensor<2x9x21xi32>
  vit.yield %0 : tensor<2x9x21xi32>
}
vit.kernel @k_integers_of_i8_33(%a0: tensor<2x9x33xi8>, %a1: tensor<2x33x21xi8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x9x33xi8>, tensor<2x33x21xi8>) -> tensor<2x9x21xi32>
  vit.yield %0 : tensor<2x9x21xi32>
}
vit.kernel @k_integers_of_i8_1(%a0: tensor<2x9x1xi8>, %a1: tensor<2x1x21xi8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x9x1xi8>, tensor<2x1x21xi8>) -> tensor<2x9x21xi32>
  vit.yield %0 : tensor<2x9x21xi32>
}
