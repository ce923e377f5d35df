// Written by make_kernels.py.
vit.kernel @k_48_of_96_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf32>, %a2: tensor<96xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x40x48xf32>) -> tensor<40x96xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xf32>, tensor<40x96xf32>) -> tensor<1x197x96xf32>
  %2 = vit.add %1, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  vit.yield %2 : tensor<1x197x96xf32>
}
vit.kernel @k_48_of_96_f32_2(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf32>, %a2: tensor<96xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x40x48xf32>) -> tensor<40x96xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xf32>, tensor<40x96xf32>) -> tensor<1x197x96xf32>
  %2 = vit.add %1, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  %3 = vit.gelu %2 : (tensor<1x197x96xf32>) -> tensor<1x197x96xf32>
  vit.yield %3 : tensor<1x197x96xf32>
}
vit.kernel @k_32_of_70_f32(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf32>, %a2: tensor<70xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf32>) -> tensor<20x70xf32>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf32>, tensor<20x70xf32>) -> tensor<2x5x70xf32>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  vit.yield %2 : tensor<2x5x70xf32>
}
vit.kernel @k_32_of_70_f32_2(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf32>, %a2: tensor<70xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf32>) -> tensor<20x70xf32>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf32>, tensor<20x70xf32>) -> tensor<2x5x70xf32>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  %3 = vit.gelu %2 : (tensor<2x5x70xf32>) -> tensor<2x5x70xf32>
  vit.yield %3 : tensor<2x5x70xf32>
}
vit.kernel @k_32_of_70_f16(%a0: tensor<2x5x20xf16>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf16>) -> tensor<20x70xf16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf16>, tensor<20x70xf16>) -> tensor<2x5x70xf16>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf16>, tensor<70xf16>) -> tensor<2x5x70xf16>
  vit.yield %2 : tensor<2x5x70xf16>
}
vit.kernel @k_32_of_70_f16_2(%a0: tensor<2x5x20xf16>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf16>) -> tensor<20x70xf16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf16>, tensor<20x70xf16>) -> tensor<2x5x70xf16>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf16>, tensor<70xf16>) -> tensor<2x5x70xf16>
  %3 = vit.gelu %2 : (tensor<2x5x70xf16>) -> tensor<2x5x70xf16>
  vit.yield %3 : tensor<2x5x70xf16>
}
vit.kernel @k_32_of_70_f64(%a0: tensor<2x5x20xf64>, %a1: tensor<3x20x32xf64>, %a2: tensor<70xf64>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf64>) -> tensor<20x70xf64>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf64>, tensor<20x70xf64>) -> tensor<2x5x70xf64>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf64>, tensor<70xf64>) -> tensor<2x5x70xf64>
  vit.yield %2 : tensor<2x5x70xf64>
}
vit.kernel @k_32_of_70_f64_2(%a0: tensor<2x5x20xf64>, %a1: tensor<3x20x32xf64>, %a2: tensor<70xf64>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf64>) -> tensor<20x70xf64>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf64>, tensor<20x70xf64>) -> tensor<2x5x70xf64>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf64>, tensor<70xf64>) -> tensor<2x5x70xf64>
  %3 = vit.gelu %2 : (tensor<2x5x70xf64>) -> tensor<2x5x70xf64>
  vit.yield %3 : tensor<2x5x70xf64>
}
vit.kernel @k_128_of_1000_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf32>, %a2: tensor<1000xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 128>} : (tensor<8x33x128xf32>) -> tensor<33x1000xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x33xf32>, tensor<33x1000xf32>) -> tensor<1x1x1000xf32>
  %2 = vit.add %1, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %2 : tensor<1x1x1000xf32>
}
vit.kernel @k_128_of_1000_f32_2(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf32>, %a2: tensor<1000xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 128>} : (tensor<8x33x128xf32>) -> tensor<33x1000xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x33xf32>, tensor<33x1000xf32>) -> tensor<1x1x1000xf32>
  %2 = vit.add %1, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  %3 = vit.gelu %2 : (tensor<1x1x1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %3 : tensor<1x1x1000xf32>
}
vit.kernel @k_48_of_80_f32(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf32>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xf32>) -> tensor<64x80xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xf32>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  vit.yield %2 : tensor<1x30x80xf32>
}
vit.kernel @k_48_of_80_f32_2(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf32>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xf32>) -> tensor<64x80xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xf32>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  %3 = vit.gelu %2 : (tensor<1x30x80xf32>) -> tensor<1x30x80xf32>
  vit.yield %3 : tensor<1x30x80xf32>
}
vit.kernel @k_16_of_37_f32(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf32>, %a2: tensor<37xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<3x9x16xf32>) -> tensor<9x37xf32>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x9xf32>, tensor<9x37xf32>) -> tensor<3x17x37xf32>
  %2 = vit.add %1, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  vit.yield %2 : tensor<3x17x37xf32>
}
vit.kernel @k_16_of_37_f32_2(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf32>, %a2: tensor<37xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<3x9x16xf32>) -> tensor<9x37xf32>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x9xf32>, tensor<9x37xf32>) -> tensor<3x17x37xf32>
  %2 = vit.add %1, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  %3 = vit.gelu %2 : (tensor<3x17x37xf32>) -> tensor<3x17x37xf32>
  vit.yield %3 : tensor<3x17x37xf32>
}
vit.kernel @k_16_of_144_f32(%a0: tensor<1x60x30xf32>, %a1: tensor<9x30x16xf32>, %a2: tensor<144xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<9x30x16xf32>) -> tensor<30x144xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x30xf32>, tensor<30x144xf32>) -> tensor<1x60x144xf32>
  %2 = vit.add %1, %a2 : (tensor<1x60x144xf32>, tensor<144xf32>) -> tensor<1x60x144xf32>
  vit.yield %2 : tensor<1x60x144xf32>
}
vit.kernel @k_16_of_144_f32_2(%a0: tensor<1x60x30xf32>, %a1: tensor<9x30x16xf32>, %a2: tensor<144xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<9x30x16xf32>) -> tensor<30x144xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x30xf32>, tensor<30x144xf32>) -> tensor<1x60x144xf32>
  %2 = vit.add %1, %a2 : (tensor<1x60x144xf32>, tensor<144xf32>) -> tensor<1x60x144xf32>
  %3 = vit.gelu %2 : (tensor<1x60x144xf32>) -> tensor<1x60x144xf32>
  vit.yield %3 : tensor<1x60x144xf32>
}
vit.kernel @k_4_of_10_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf32>, %a2: tensor<10xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4>} : (tensor<3x8x4xf32>) -> tensor<8x10xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x10xf32>) -> tensor<1x9x10xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  vit.yield %2 : tensor<1x9x10xf32>
}
vit.kernel @k_4_of_10_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf32>, %a2: tensor<10xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4>} : (tensor<3x8x4xf32>) -> tensor<8x10xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x10xf32>) -> tensor<1x9x10xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  %3 = vit.gelu %2 : (tensor<1x9x10xf32>) -> tensor<1x9x10xf32>
  vit.yield %3 : tensor<1x9x10xf32>
}
vit.kernel @k_2_of_3_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf32>, %a2: tensor<3xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 2>} : (tensor<2x8x2xf32>) -> tensor<8x3xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x3xf32>) -> tensor<1x9x3xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  vit.yield %2 : tensor<1x9x3xf32>
}
vit.kernel @k_2_of_3_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf32>, %a2: tensor<3xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 2>} : (tensor<2x8x2xf32>) -> tensor<8x3xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x3xf32>) -> tensor<1x9x3xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  %3 = vit.gelu %2 : (tensor<1x9x3xf32>) -> tensor<1x9x3xf32>
  vit.yield %3 : tensor<1x9x3xf32>
}
vit.kernel @k_5_of_20_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf32>, %a2: tensor<20xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 5>} : (tensor<4x8x5xf32>) -> tensor<8x20xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x20xf32>) -> tensor<1x9x20xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  vit.yield %2 : tensor<1x9x20xf32>
}
vit.kernel @k_5_of_20_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf32>, %a2: tensor<20xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 5>} : (tensor<4x8x5xf32>) -> tensor<8x20xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x20xf32>) -> tensor<1x9x20xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  %3 = vit.gelu %2 : (tensor<1x9x20xf32>) -> tensor<1x9x20xf32>
  vit.yield %3 : tensor<1x9x20xf32>
}
vit.kernel @k_512_of_640_f32(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf32>, %a2: tensor<640xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 512>} : (tensor<2x24x512xf32>) -> tensor<24x640xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x24xf32>, tensor<24x640xf32>) -> tensor<1x40x640xf32>
  %2 = vit.add %1, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  vit.yield %2 : tensor<1x40x640xf32>
}
vit.kernel @k_512_of_640_f32_2(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf32>, %a2: tensor<640xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 512>} : (tensor<2x24x512xf32>) -> tensor<24x640xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x24xf32>, tensor<24x640xf32>) -> tensor<1x40x640xf32>
  %2 = vit.add %1, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  %3 = vit.gelu %2 : (tensor<1x40x640xf32>) -> tensor<1x40x640xf32>
  vit.yield %3 : tensor<1x40x640xf32>
}
vit.kernel @k_48_of_96_f16_weights(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf16>, %a2: tensor<96xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x40x48xf16>) -> tensor<40x96xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xf32>, tensor<40x96xf16>) -> tensor<1x197x96xf32>
  %2 = vit.add %1, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  vit.yield %2 : tensor<1x197x96xf32>
}
vit.kernel @k_48_of_96_f16_weights_2(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf16>, %a2: tensor<96xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x40x48xf16>) -> tensor<40x96xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x197x40xf32>, tensor<40x96xf16>) -> tensor<1x197x96xf32>
  %2 = vit.add %1, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  %3 = vit.gelu %2 : (tensor<1x197x96xf32>) -> tensor<1x197x96xf32>
  vit.yield %3 : tensor<1x197x96xf32>
}
vit.kernel @k_32_of_70_f16_weights(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf16>) -> tensor<20x70xf16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf32>, tensor<20x70xf16>) -> tensor<2x5x70xf32>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  vit.yield %2 : tensor<2x5x70xf32>
}
vit.kernel @k_32_of_70_f16_weights_2(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32>} : (tensor<3x20x32xf16>) -> tensor<20x70xf16>
  %1 = vit.matmul %a0, %0 : (tensor<2x5x20xf32>, tensor<20x70xf16>) -> tensor<2x5x70xf32>
  %2 = vit.add %1, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  %3 = vit.gelu %2 : (tensor<2x5x70xf32>) -> tensor<2x5x70xf32>
  vit.yield %3 : tensor<2x5x70xf32>
}
vit.kernel @k_128_of_1000_f16_weights(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf16>, %a2: tensor<1000xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 128>} : (tensor<8x33x128xf16>) -> tensor<33x1000xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x33xf32>, tensor<33x1000xf16>) -> tensor<1x1x1000xf32>
  %2 = vit.add %1, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %2 : tensor<1x1x1000xf32>
}
vit.kernel @k_128_of_1000_f16_weights_2(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf16>, %a2: tensor<1000xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 128>} : (tensor<8x33x128xf16>) -> tensor<33x1000xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x1x33xf32>, tensor<33x1000xf16>) -> tensor<1x1x1000xf32>
  %2 = vit.add %1, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  %3 = vit.gelu %2 : (tensor<1x1x1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %3 : tensor<1x1x1000xf32>
}
vit.kernel @k_48_of_80_f16_weights(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf16>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xf16>) -> tensor<64x80xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xf16>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  vit.yield %2 : tensor<1x30x80xf32>
}
vit.kernel @k_48_of_80_f16_weights_2(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf16>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xf16>) -> tensor<64x80xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xf16>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  %3 = vit.gelu %2 : (tensor<1x30x80xf32>) -> tensor<1x30x80xf32>
  vit.yield %3 : tensor<1x30x80xf32>
}
vit.kernel @k_48_of_80_bf16_weights(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xbf16>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xbf16>) -> tensor<64x80xbf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xbf16>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  vit.yield %2 : tensor<1x30x80xf32>
}
vit.kernel @k_48_of_80_bf16_weights_2(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xbf16>, %a2: tensor<80xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48>} : (tensor<2x64x48xbf16>) -> tensor<64x80xbf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x64xf32>, tensor<64x80xbf16>) -> tensor<1x30x80xf32>
  %2 = vit.add %1, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  %3 = vit.gelu %2 : (tensor<1x30x80xf32>) -> tensor<1x30x80xf32>
  vit.yield %3 : tensor<1x30x80xf32>
}
vit.kernel @k_16_of_37_f16_weights(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf16>, %a2: tensor<37xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<3x9x16xf16>) -> tensor<9x37xf16>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x9xf32>, tensor<9x37xf16>) -> tensor<3x17x37xf32>
  %2 = vit.add %1, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  vit.yield %2 : tensor<3x17x37xf32>
}
vit.kernel @k_16_of_37_f16_weights_2(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf16>, %a2: tensor<37xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<3x9x16xf16>) -> tensor<9x37xf16>
  %1 = vit.matmul %a0, %0 : (tensor<3x17x9xf32>, tensor<9x37xf16>) -> tensor<3x17x37xf32>
  %2 = vit.add %1, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  %3 = vit.gelu %2 : (tensor<3x17x37xf32>) -> tensor<3x17x37xf32>
  vit.yield %3 : tensor<3x17x37xf32>
}
vit.kernel @k_16_of_144_f16_weights(%a0: tensor<1x60x30xf32>, %a1: tensor<9x30x16xf16>, %a2: tensor<144xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<9x30x16xf16>) -> tensor<30x144xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x30xf32>, tensor<30x144xf16>) -> tensor<1x60x144xf32>
  %2 = vit.add %1, %a2 : (tensor<1x60x144xf32>, tensor<144xf32>) -> tensor<1x60x144xf32>
  vit.yield %2 : tensor<1x60x144xf32>
}
vit.kernel @k_16_of_144_f16_weights_2(%a0: tensor<1x60x30xf32>, %a1: tensor<9x30x16xf16>, %a2: tensor<144xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16>} : (tensor<9x30x16xf16>) -> tensor<30x144xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x60x30xf32>, tensor<30x144xf16>) -> tensor<1x60x144xf32>
  %2 = vit.add %1, %a2 : (tensor<1x60x144xf32>, tensor<144xf32>) -> tensor<1x60x144xf32>
  %3 = vit.gelu %2 : (tensor<1x60x144xf32>) -> tensor<1x60x144xf32>
  vit.yield %3 : tensor<1x60x144xf32>
}
vit.kernel @k_4_of_10_f16_weights(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf16>, %a2: tensor<10xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4>} : (tensor<3x8x4xf16>) -> tensor<8x10xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x10xf16>) -> tensor<1x9x10xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  vit.yield %2 : tensor<1x9x10xf32>
}
vit.kernel @k_4_of_10_f16_weights_2(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf16>, %a2: tensor<10xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4>} : (tensor<3x8x4xf16>) -> tensor<8x10xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x10xf16>) -> tensor<1x9x10xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  %3 = vit.gelu %2 : (tensor<1x9x10xf32>) -> tensor<1x9x10xf32>
  vit.yield %3 : tensor<1x9x10xf32>
}
vit.kernel @k_2_of_3_f16_weights(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf16>, %a2: tensor<3xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 2>} : (tensor<2x8x2xf16>) -> tensor<8x3xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x3xf16>) -> tensor<1x9x3xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  vit.yield %2 : tensor<1x9x3xf32>
}
vit.kernel @k_2_of_3_f16_weights_2(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf16>, %a2: tensor<3xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 2>} : (tensor<2x8x2xf16>) -> tensor<8x3xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x3xf16>) -> tensor<1x9x3xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  %3 = vit.gelu %2 : (tensor<1x9x3xf32>) -> tensor<1x9x3xf32>
  vit.yield %3 : tensor<1x9x3xf32>
}
vit.kernel @k_5_of_20_f16_weights(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf16>, %a2: tensor<20xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 5>} : (tensor<4x8x5xf16>) -> tensor<8x20xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x20xf16>) -> tensor<1x9x20xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  vit.yield %2 : tensor<1x9x20xf32>
}
vit.kernel @k_5_of_20_f16_weights_2(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf16>, %a2: tensor<20xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 5>} : (tensor<4x8x5xf16>) -> tensor<8x20xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x9x8xf32>, tensor<8x20xf16>) -> tensor<1x9x20xf32>
  %2 = vit.add %1, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  %3 = vit.gelu %2 : (tensor<1x9x20xf32>) -> tensor<1x9x20xf32>
  vit.yield %3 : tensor<1x9x20xf32>
}
vit.kernel @k_512_of_640_f16_weights(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf16>, %a2: tensor<640xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 512>} : (tensor<2x24x512xf16>) -> tensor<24x640xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x24xf32>, tensor<24x640xf16>) -> tensor<1x40x640xf32>
  %2 = vit.add %1, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  vit.yield %2 : tensor<1x40x640xf32>
}
vit.kernel @k_512_of_640_f16_weights_2(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf16>, %a2: tensor<640xf32>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 512>} : (tensor<2x24x512xf16>) -> tensor<24x640xf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x24xf32>, tensor<24x640xf16>) -> tensor<1x40x640xf32>
  %2 = vit.add %1, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  %3 = vit.gelu %2 : (tensor<1x40x640xf32>) -> tensor<1x40x640xf32>
  vit.yield %3 : tensor<1x40x640xf32>
}
vit.kernel @k_mlp(%a0: tensor<1x30x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<3x40x48xf32>, %a4: tensor<3x100x16xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.unpack %a3 {packing = #vit.packing<columns = 48>} : (tensor<3x40x48xf32>) -> tensor<40x100xf32>
  %2 = vit.matmul %0, %1 : (tensor<1x30x40xf32>, tensor<40x100xf32>) -> tensor<1x30x100xf32>
  %3 = vit.relu %2 : (tensor<1x30x100xf32>) -> tensor<1x30x100xf32>
  %4 = vit.unpack %a4 {packing = #vit.packing<columns = 16>} : (tensor<3x100x16xf32>) -> tensor<100x40xf32>
  %5 = vit.matmul %3, %4 : (tensor<1x30x100xf32>, tensor<100x40xf32>) -> tensor<1x30x40xf32>
  %6 = vit.add %5, %a0 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  vit.yield %6 : tensor<1x30x40xf32>
}
vit.kernel @k_read_twice(%a0: tensor<3x40x32xf32>, %a1: tensor<30x40xf32>, %a2: tensor<1x40xf32>) {
  %0 = vit.unpack %a0 {packing = #vit.packing<columns = 32>} : (tensor<3x40x32xf32>) -> tensor<40x70xf32>
  %1 = vit.matmul %a1, %0 : (tensor<30x40xf32>, tensor<40x70xf32>) -> tensor<30x70xf32>
  %2 = vit.matmul %a2, %0 : (tensor<1x40xf32>, tensor<40x70xf32>) -> tensor<1x70xf32>
  vit.yield %1, %2 : tensor<30x70xf32>, tensor<1x70xf32>
}
vit.kernel @k_patch_embedding(%a0: tensor<2x3x12x18xf32>, %a1: tensor<3x48x16xf32>, %a2: tensor<12x48xf32>, %a3: tensor<1x1x48xf32>) {
  %0 = vit.unpack %a1 {columns_first, packing = #vit.packing<columns = 16>} : (tensor<3x48x16xf32>) -> tensor<48x3x4x4xf32>
  %1 = vit.patch_embedding %a0, %0 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<48x3x4x4xf32>, tensor<12x48xf32>, tensor<1x1x48xf32>) -> tensor<2x13x48xf32>
  vit.yield %1 : tensor<2x13x48xf32>
}
vit.kernel @k_patch_embedding_2(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xf32>, %a2: tensor<12x50xf32>) {
  %0 = vit.unpack %a1 {columns_first, packing = #vit.packing<columns = 32>} : (tensor<2x48x32xf32>) -> tensor<50x3x4x4xf32>
  %1 = vit.patch_embedding %a0, %0 bias %a2 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<50x3x4x4xf32>, tensor<12x50xf32>) -> tensor<2x12x50xf32>
  vit.yield %1 : tensor<2x12x50xf32>
}
vit.kernel @k_patch_embedding_3(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xf32>, %a2: tensor<12x40xf32>, %a3: tensor<1x2x40xf32>) {
  %0 = vit.unpack %a1 {columns_first, packing = #vit.packing<columns = 32>} : (tensor<2x48x32xf32>) -> tensor<40x3x4x4xf32>
  %1 = vit.patch_embedding %a0, %0 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<40x3x4x4xf32>, tensor<12x40xf32>, tensor<1x2x40xf32>) -> tensor<2x14x40xf32>
  vit.yield %1 : tensor<2x14x40xf32>
}
vit.kernel @k_patch_embedding_4(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xf16>, %a2: tensor<12x50xf32>, %a3: tensor<1x1x50xf32>) {
  %0 = vit.unpack %a1 {columns_first, packing = #vit.packing<columns = 32>} : (tensor<2x48x32xf16>) -> tensor<50x3x4x4xf16>
  %1 = vit.patch_embedding %a0, %0 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<50x3x4x4xf16>, tensor<12x50xf32>, tensor<1x1x50xf32>) -> tensor<2x13x50xf32>
  vit.yield %1 : tensor<2x13x50xf32>
}
vit.kernel @k_patch_embedding_5(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xbf16>, %a2: tensor<12x40xf32>, %a3: tensor<1x1x40xf32>) {
  %0 = vit.unpack %a1 {columns_first, packing = #vit.packing<columns = 32>} : (tensor<2x48x32xbf16>) -> tensor<40x3x4x4xbf16>
  %1 = vit.patch_embedding %a0, %0 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<40x3x4x4xbf16>, tensor<12x40xf32>, tensor<1x1x40xf32>) -> tensor<2x13x40xf32>
  vit.yield %1 : tensor<2x13x40xf32>
}
