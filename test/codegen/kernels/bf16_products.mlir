// Written by make_kernels.py.
vit.kernel @k_of_1x197x102_by_112_in_16(%a0: tensor<1x197x102xbf16>, %a1: tensor<7x51x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<7x51x16x2xbf16>) -> tensor<102x112xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x197x102xbf16>, tensor<102x112xbf16>) -> tensor<1x197x112xf32>
  vit.yield %1 : tensor<1x197x112xf32>
}
vit.kernel @k_of_2x33x66_by_96_in_48(%a0: tensor<2x33x66xbf16>, %a1: tensor<2x33x48x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 48, interleave = 2>} : (tensor<2x33x48x2xbf16>) -> tensor<66x96xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<2x33x66xbf16>, tensor<66x96xbf16>) -> tensor<2x33x96xf32>
  vit.yield %1 : tensor<2x33x96xf32>
}
vit.kernel @k_of_1x5x64_by_64_in_16(%a0: tensor<1x5x64xbf16>, %a1: tensor<4x32x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<4x32x16x2xbf16>) -> tensor<64x64xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x5x64xbf16>, tensor<64x64xbf16>) -> tensor<1x5x64xf32>
  vit.yield %1 : tensor<1x5x64xf32>
}
vit.kernel @k_of_3x49x160_by_72_in_16(%a0: tensor<3x49x160xbf16>, %a1: tensor<5x80x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<5x80x16x2xbf16>) -> tensor<160x72xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<3x49x160xbf16>, tensor<160x72xbf16>) -> tensor<3x49x72xf32>
  vit.yield %1 : tensor<3x49x72xf32>
}
vit.kernel @k_of_1x130x2_by_640_in_32(%a0: tensor<1x130x2xbf16>, %a1: tensor<20x1x32x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 32, interleave = 2>} : (tensor<20x1x32x2xbf16>) -> tensor<2x640xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x130x2xbf16>, tensor<2x640xbf16>) -> tensor<1x130x640xf32>
  vit.yield %1 : tensor<1x130x640xf32>
}
vit.kernel @k_of_1x1x128_by_64_in_16(%a0: tensor<1x1x128xbf16>, %a1: tensor<4x64x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<4x64x16x2xbf16>) -> tensor<128x64xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x1x128xbf16>, tensor<128x64xbf16>) -> tensor<1x1x64xf32>
  vit.yield %1 : tensor<1x1x64xf32>
}
vit.kernel @k_of_1x24x256_by_4_in_16(%a0: tensor<1x24x256xbf16>, %a1: tensor<1x128x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<1x128x16x2xbf16>) -> tensor<256x4xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x24x256xbf16>, tensor<256x4xbf16>) -> tensor<1x24x4xf32>
  vit.yield %1 : tensor<1x24x4xf32>
}
vit.kernel @k_of_1x120x30_by_10_in_16(%a0: tensor<1x120x30xbf16>, %a1: tensor<1x15x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<1x15x16x2xbf16>) -> tensor<30x10xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x120x30xbf16>, tensor<30x10xbf16>) -> tensor<1x120x10xf32>
  vit.yield %1 : tensor<1x120x10xf32>
}
vit.kernel @k_of_1x40x64_by_64_in_4(%a0: tensor<1x40x64xbf16>, %a1: tensor<16x32x4x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 4, interleave = 2>} : (tensor<16x32x4x2xbf16>) -> tensor<64x64xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x40x64xbf16>, tensor<64x64xbf16>) -> tensor<1x40x64xf32>
  vit.yield %1 : tensor<1x40x64xf32>
}
vit.kernel @k_with_an_epilogue(%a0: tensor<1x70x130xf32>, %a1: tensor<130xf32>, %a2: tensor<6x65x16x2xbf16>, %a3: tensor<96xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<1x70x130xf32>, tensor<130xf32>) -> tensor<1x70x130xf32>
  %1 = vit.cast %0 to bf16 : (tensor<1x70x130xf32>) -> tensor<1x70x130xbf16>
  %2 = vit.unpack %a2 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<6x65x16x2xbf16>) -> tensor<130x96xbf16>
  %3 = vit.matmul %1, %2 {f32_sums} : (tensor<1x70x130xbf16>, tensor<130x96xbf16>) -> tensor<1x70x96xf32>
  %4 = vit.add %3, %a3 : (tensor<1x70x96xf32>, tensor<96xf32>) -> tensor<1x70x96xf32>
  %5 = vit.gelu %4 : (tensor<1x70x96xf32>) -> tensor<1x70x96xf32>
  vit.yield %5 : tensor<1x70x96xf32>
}
vit.kernel @k_of_a_transposed_operand(%a0: tensor<1x64x37xbf16>, %a1: tensor<3x32x16x2xbf16>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x64x37xbf16>) -> tensor<1x37x64xbf16>
  %1 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<3x32x16x2xbf16>) -> tensor<64x48xbf16>
  %2 = vit.matmul %0, %1 {f32_sums} : (tensor<1x37x64xbf16>, tensor<64x48xbf16>) -> tensor<1x37x48xf32>
  vit.yield %2 : tensor<1x37x48xf32>
}
vit.kernel @k_rounded_again(%a0: tensor<1x40x64xbf16>, %a1: tensor<3x32x16x2xbf16>, %a2: tensor<48xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<3x32x16x2xbf16>) -> tensor<64x48xbf16>
  %1 = vit.matmul %a0, %0 : (tensor<1x40x64xbf16>, tensor<64x48xbf16>) -> tensor<1x40x48xbf16>
  %2 = vit.add %1, %a2 : (tensor<1x40x48xbf16>, tensor<48xbf16>) -> tensor<1x40x48xbf16>
  vit.yield %2 : tensor<1x40x48xbf16>
}
vit.kernel @k_of_numbers_special(%a0: tensor<1x17x40xbf16>, %a1: tensor<2x20x16x2xbf16>) {
  %0 = vit.unpack %a1 {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<2x20x16x2xbf16>) -> tensor<40x32xbf16>
  %1 = vit.matmul %a0, %0 {f32_sums} : (tensor<1x17x40xbf16>, tensor<40x32xbf16>) -> tensor<1x17x32xf32>
  vit.yield %1 : tensor<1x17x32xf32>
}
