// Written by make_kernels.py.
vit.kernel @k_48_of_96_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf32>, %a2: tensor<96xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x40x48xf32>) -> tensor<40x2x48xf32>
  %1 = vit.reshape %0 {shape = array<i64: 40, 96>} : (tensor<40x2x48xf32>) -> tensor<40x96xf32>
  %2 = vit.matmul %a0, %1 : (tensor<1x197x40xf32>, tensor<40x96xf32>) -> tensor<1x197x96xf32>
  %3 = vit.add %2, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  vit.yield %3 : tensor<1x197x96xf32>
}
vit.kernel @k_48_of_96_f32_2(%a0: tensor<1x197x40xf32>, %a1: tensor<2x40x48xf32>, %a2: tensor<96xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x40x48xf32>) -> tensor<40x2x48xf32>
  %1 = vit.reshape %0 {shape = array<i64: 40, 96>} : (tensor<40x2x48xf32>) -> tensor<40x96xf32>
  %2 = vit.matmul %a0, %1 : (tensor<1x197x40xf32>, tensor<40x96xf32>) -> tensor<1x197x96xf32>
  %3 = vit.add %2, %a2 : (tensor<1x197x96xf32>, tensor<96xf32>) -> tensor<1x197x96xf32>
  %4 = vit.gelu %3 : (tensor<1x197x96xf32>) -> tensor<1x197x96xf32>
  vit.yield %4 : tensor<1x197x96xf32>
}
vit.kernel @k_32_of_70_f32(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf32>, %a2: tensor<70xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf32>) -> tensor<20x3x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf32>) -> tensor<20x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf32>) -> tensor<20x70xf32>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf32>, tensor<20x70xf32>) -> tensor<2x5x70xf32>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  vit.yield %4 : tensor<2x5x70xf32>
}
vit.kernel @k_32_of_70_f32_2(%a0: tensor<2x5x20xf32>, %a1: tensor<3x20x32xf32>, %a2: tensor<70xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf32>) -> tensor<20x3x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf32>) -> tensor<20x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf32>) -> tensor<20x70xf32>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf32>, tensor<20x70xf32>) -> tensor<2x5x70xf32>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf32>, tensor<70xf32>) -> tensor<2x5x70xf32>
  %5 = vit.gelu %4 : (tensor<2x5x70xf32>) -> tensor<2x5x70xf32>
  vit.yield %5 : tensor<2x5x70xf32>
}
vit.kernel @k_32_of_70_f16(%a0: tensor<2x5x20xf16>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf16>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf16>) -> tensor<20x3x32xf16>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf16>) -> tensor<20x96xf16>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf16>) -> tensor<20x70xf16>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf16>, tensor<20x70xf16>) -> tensor<2x5x70xf16>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf16>, tensor<70xf16>) -> tensor<2x5x70xf16>
  vit.yield %4 : tensor<2x5x70xf16>
}
vit.kernel @k_32_of_70_f16_2(%a0: tensor<2x5x20xf16>, %a1: tensor<3x20x32xf16>, %a2: tensor<70xf16>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf16>) -> tensor<20x3x32xf16>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf16>) -> tensor<20x96xf16>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf16>) -> tensor<20x70xf16>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf16>, tensor<20x70xf16>) -> tensor<2x5x70xf16>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf16>, tensor<70xf16>) -> tensor<2x5x70xf16>
  %5 = vit.gelu %4 : (tensor<2x5x70xf16>) -> tensor<2x5x70xf16>
  vit.yield %5 : tensor<2x5x70xf16>
}
vit.kernel @k_32_of_70_f64(%a0: tensor<2x5x20xf64>, %a1: tensor<3x20x32xf64>, %a2: tensor<70xf64>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf64>) -> tensor<20x3x32xf64>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf64>) -> tensor<20x96xf64>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf64>) -> tensor<20x70xf64>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf64>, tensor<20x70xf64>) -> tensor<2x5x70xf64>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf64>, tensor<70xf64>) -> tensor<2x5x70xf64>
  vit.yield %4 : tensor<2x5x70xf64>
}
vit.kernel @k_32_of_70_f64_2(%a0: tensor<2x5x20xf64>, %a1: tensor<3x20x32xf64>, %a2: tensor<70xf64>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x20x32xf64>) -> tensor<20x3x32xf64>
  %1 = vit.reshape %0 {shape = array<i64: 20, 96>} : (tensor<20x3x32xf64>) -> tensor<20x96xf64>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 20, 70>, steps = array<i64: 1, 1>} : (tensor<20x96xf64>) -> tensor<20x70xf64>
  %3 = vit.matmul %a0, %2 : (tensor<2x5x20xf64>, tensor<20x70xf64>) -> tensor<2x5x70xf64>
  %4 = vit.add %3, %a2 : (tensor<2x5x70xf64>, tensor<70xf64>) -> tensor<2x5x70xf64>
  %5 = vit.gelu %4 : (tensor<2x5x70xf64>) -> tensor<2x5x70xf64>
  vit.yield %5 : tensor<2x5x70xf64>
}
vit.kernel @k_128_of_1000_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf32>, %a2: tensor<1000xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<8x33x128xf32>) -> tensor<33x8x128xf32>
  %1 = vit.reshape %0 {shape = array<i64: 33, 1024>} : (tensor<33x8x128xf32>) -> tensor<33x1024xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 33, 1000>, steps = array<i64: 1, 1>} : (tensor<33x1024xf32>) -> tensor<33x1000xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x1x33xf32>, tensor<33x1000xf32>) -> tensor<1x1x1000xf32>
  %4 = vit.add %3, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %4 : tensor<1x1x1000xf32>
}
vit.kernel @k_128_of_1000_f32_2(%a0: tensor<1x1x33xf32>, %a1: tensor<8x33x128xf32>, %a2: tensor<1000xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<8x33x128xf32>) -> tensor<33x8x128xf32>
  %1 = vit.reshape %0 {shape = array<i64: 33, 1024>} : (tensor<33x8x128xf32>) -> tensor<33x1024xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 33, 1000>, steps = array<i64: 1, 1>} : (tensor<33x1024xf32>) -> tensor<33x1000xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x1x33xf32>, tensor<33x1000xf32>) -> tensor<1x1x1000xf32>
  %4 = vit.add %3, %a2 : (tensor<1x1x1000xf32>, tensor<1000xf32>) -> tensor<1x1x1000xf32>
  %5 = vit.gelu %4 : (tensor<1x1x1000xf32>) -> tensor<1x1x1000xf32>
  vit.yield %5 : tensor<1x1x1000xf32>
}
vit.kernel @k_48_of_80_f32(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf32>, %a2: tensor<80xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x64x48xf32>) -> tensor<64x2x48xf32>
  %1 = vit.reshape %0 {shape = array<i64: 64, 96>} : (tensor<64x2x48xf32>) -> tensor<64x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 64, 80>, steps = array<i64: 1, 1>} : (tensor<64x96xf32>) -> tensor<64x80xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x30x64xf32>, tensor<64x80xf32>) -> tensor<1x30x80xf32>
  %4 = vit.add %3, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  vit.yield %4 : tensor<1x30x80xf32>
}
vit.kernel @k_48_of_80_f32_2(%a0: tensor<1x30x64xf32>, %a1: tensor<2x64x48xf32>, %a2: tensor<80xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x64x48xf32>) -> tensor<64x2x48xf32>
  %1 = vit.reshape %0 {shape = array<i64: 64, 96>} : (tensor<64x2x48xf32>) -> tensor<64x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 64, 80>, steps = array<i64: 1, 1>} : (tensor<64x96xf32>) -> tensor<64x80xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x30x64xf32>, tensor<64x80xf32>) -> tensor<1x30x80xf32>
  %4 = vit.add %3, %a2 : (tensor<1x30x80xf32>, tensor<80xf32>) -> tensor<1x30x80xf32>
  %5 = vit.gelu %4 : (tensor<1x30x80xf32>) -> tensor<1x30x80xf32>
  vit.yield %5 : tensor<1x30x80xf32>
}
vit.kernel @k_16_of_37_f32(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf32>, %a2: tensor<37xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x9x16xf32>) -> tensor<9x3x16xf32>
  %1 = vit.reshape %0 {shape = array<i64: 9, 48>} : (tensor<9x3x16xf32>) -> tensor<9x48xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 9, 37>, steps = array<i64: 1, 1>} : (tensor<9x48xf32>) -> tensor<9x37xf32>
  %3 = vit.matmul %a0, %2 : (tensor<3x17x9xf32>, tensor<9x37xf32>) -> tensor<3x17x37xf32>
  %4 = vit.add %3, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  vit.yield %4 : tensor<3x17x37xf32>
}
vit.kernel @k_16_of_37_f32_2(%a0: tensor<3x17x9xf32>, %a1: tensor<3x9x16xf32>, %a2: tensor<37xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x9x16xf32>) -> tensor<9x3x16xf32>
  %1 = vit.reshape %0 {shape = array<i64: 9, 48>} : (tensor<9x3x16xf32>) -> tensor<9x48xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 9, 37>, steps = array<i64: 1, 1>} : (tensor<9x48xf32>) -> tensor<9x37xf32>
  %3 = vit.matmul %a0, %2 : (tensor<3x17x9xf32>, tensor<9x37xf32>) -> tensor<3x17x37xf32>
  %4 = vit.add %3, %a2 : (tensor<3x17x37xf32>, tensor<37xf32>) -> tensor<3x17x37xf32>
  %5 = vit.gelu %4 : (tensor<3x17x37xf32>) -> tensor<3x17x37xf32>
  vit.yield %5 : tensor<3x17x37xf32>
}
vit.kernel @k_4_of_10_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf32>, %a2: tensor<10xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x8x4xf32>) -> tensor<8x3x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 12>} : (tensor<8x3x4xf32>) -> tensor<8x12xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 8, 10>, steps = array<i64: 1, 1>} : (tensor<8x12xf32>) -> tensor<8x10xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x9x8xf32>, tensor<8x10xf32>) -> tensor<1x9x10xf32>
  %4 = vit.add %3, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  vit.yield %4 : tensor<1x9x10xf32>
}
vit.kernel @k_4_of_10_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<3x8x4xf32>, %a2: tensor<10xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x8x4xf32>) -> tensor<8x3x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 12>} : (tensor<8x3x4xf32>) -> tensor<8x12xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 8, 10>, steps = array<i64: 1, 1>} : (tensor<8x12xf32>) -> tensor<8x10xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x9x8xf32>, tensor<8x10xf32>) -> tensor<1x9x10xf32>
  %4 = vit.add %3, %a2 : (tensor<1x9x10xf32>, tensor<10xf32>) -> tensor<1x9x10xf32>
  %5 = vit.gelu %4 : (tensor<1x9x10xf32>) -> tensor<1x9x10xf32>
  vit.yield %5 : tensor<1x9x10xf32>
}
vit.kernel @k_2_of_3_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf32>, %a2: tensor<3xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x8x2xf32>) -> tensor<8x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 4>} : (tensor<8x2x2xf32>) -> tensor<8x4xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 8, 3>, steps = array<i64: 1, 1>} : (tensor<8x4xf32>) -> tensor<8x3xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x9x8xf32>, tensor<8x3xf32>) -> tensor<1x9x3xf32>
  %4 = vit.add %3, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  vit.yield %4 : tensor<1x9x3xf32>
}
vit.kernel @k_2_of_3_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<2x8x2xf32>, %a2: tensor<3xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x8x2xf32>) -> tensor<8x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 4>} : (tensor<8x2x2xf32>) -> tensor<8x4xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 8, 3>, steps = array<i64: 1, 1>} : (tensor<8x4xf32>) -> tensor<8x3xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x9x8xf32>, tensor<8x3xf32>) -> tensor<1x9x3xf32>
  %4 = vit.add %3, %a2 : (tensor<1x9x3xf32>, tensor<3xf32>) -> tensor<1x9x3xf32>
  %5 = vit.gelu %4 : (tensor<1x9x3xf32>) -> tensor<1x9x3xf32>
  vit.yield %5 : tensor<1x9x3xf32>
}
vit.kernel @k_5_of_20_f32(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf32>, %a2: tensor<20xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<4x8x5xf32>) -> tensor<8x4x5xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 20>} : (tensor<8x4x5xf32>) -> tensor<8x20xf32>
  %2 = vit.matmul %a0, %1 : (tensor<1x9x8xf32>, tensor<8x20xf32>) -> tensor<1x9x20xf32>
  %3 = vit.add %2, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  vit.yield %3 : tensor<1x9x20xf32>
}
vit.kernel @k_5_of_20_f32_2(%a0: tensor<1x9x8xf32>, %a1: tensor<4x8x5xf32>, %a2: tensor<20xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<4x8x5xf32>) -> tensor<8x4x5xf32>
  %1 = vit.reshape %0 {shape = array<i64: 8, 20>} : (tensor<8x4x5xf32>) -> tensor<8x20xf32>
  %2 = vit.matmul %a0, %1 : (tensor<1x9x8xf32>, tensor<8x20xf32>) -> tensor<1x9x20xf32>
  %3 = vit.add %2, %a2 : (tensor<1x9x20xf32>, tensor<20xf32>) -> tensor<1x9x20xf32>
  %4 = vit.gelu %3 : (tensor<1x9x20xf32>) -> tensor<1x9x20xf32>
  vit.yield %4 : tensor<1x9x20xf32>
}
vit.kernel @k_512_of_640_f32(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf32>, %a2: tensor<640xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x24x512xf32>) -> tensor<24x2x512xf32>
  %1 = vit.reshape %0 {shape = array<i64: 24, 1024>} : (tensor<24x2x512xf32>) -> tensor<24x1024xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 24, 640>, steps = array<i64: 1, 1>} : (tensor<24x1024xf32>) -> tensor<24x640xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x40x24xf32>, tensor<24x640xf32>) -> tensor<1x40x640xf32>
  %4 = vit.add %3, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  vit.yield %4 : tensor<1x40x640xf32>
}
vit.kernel @k_512_of_640_f32_2(%a0: tensor<1x40x24xf32>, %a1: tensor<2x24x512xf32>, %a2: tensor<640xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x24x512xf32>) -> tensor<24x2x512xf32>
  %1 = vit.reshape %0 {shape = array<i64: 24, 1024>} : (tensor<24x2x512xf32>) -> tensor<24x1024xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 24, 640>, steps = array<i64: 1, 1>} : (tensor<24x1024xf32>) -> tensor<24x640xf32>
  %3 = vit.matmul %a0, %2 : (tensor<1x40x24xf32>, tensor<24x640xf32>) -> tensor<1x40x640xf32>
  %4 = vit.add %3, %a2 : (tensor<1x40x640xf32>, tensor<640xf32>) -> tensor<1x40x640xf32>
  %5 = vit.gelu %4 : (tensor<1x40x640xf32>) -> tensor<1x40x640xf32>
  vit.yield %5 : tensor<1x40x640xf32>
}
vit.kernel @k_mlp(%a0: tensor<1x30x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<3x40x48xf32>, %a4: tensor<3x100x16xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.transpose %a3 {permutation = array<i64: 1, 0, 2>} : (tensor<3x40x48xf32>) -> tensor<40x3x48xf32>
  %2 = vit.reshape %1 {shape = array<i64: 40, 144>} : (tensor<40x3x48xf32>) -> tensor<40x144xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0>, sizes = array<i64: 40, 100>, steps = array<i64: 1, 1>} : (tensor<40x144xf32>) -> tensor<40x100xf32>
  %4 = vit.matmul %0, %3 : (tensor<1x30x40xf32>, tensor<40x100xf32>) -> tensor<1x30x100xf32>
  %5 = vit.relu %4 : (tensor<1x30x100xf32>) -> tensor<1x30x100xf32>
  %6 = vit.transpose %a4 {permutation = array<i64: 1, 0, 2>} : (tensor<3x100x16xf32>) -> tensor<100x3x16xf32>
  %7 = vit.reshape %6 {shape = array<i64: 100, 48>} : (tensor<100x3x16xf32>) -> tensor<100x48xf32>
  %8 = vit.slice %7 {starts = array<i64: 0, 0>, sizes = array<i64: 100, 40>, steps = array<i64: 1, 1>} : (tensor<100x48xf32>) -> tensor<100x40xf32>
  %9 = vit.matmul %5, %8 : (tensor<1x30x100xf32>, tensor<100x40xf32>) -> tensor<1x30x40xf32>
  %10 = vit.add %9, %a0 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  vit.yield %10 : tensor<1x30x40xf32>
}
vit.kernel @k_read_twice(%a0: tensor<3x40x32xf32>, %a1: tensor<30x40xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0, 2>} : (tensor<3x40x32xf32>) -> tensor<40x3x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 40, 96>} : (tensor<40x3x32xf32>) -> tensor<40x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 40, 70>, steps = array<i64: 1, 1>} : (tensor<40x96xf32>) -> tensor<40x70xf32>
  %3 = vit.matmul %a1, %2 : (tensor<30x40xf32>, tensor<40x70xf32>) -> tensor<30x70xf32>
  %4 = vit.exp %2 : (tensor<40x70xf32>) -> tensor<40x70xf32>
  vit.yield %3, %4 : tensor<30x70xf32>, tensor<40x70xf32>
}
vit.kernel @k_begins_elsewhere(%a0: tensor<3x40x32xf32>, %a1: tensor<30x40xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0, 2>} : (tensor<3x40x32xf32>) -> tensor<40x3x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 40, 96>} : (tensor<40x3x32xf32>) -> tensor<40x96xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 32>, sizes = array<i64: 40, 64>, steps = array<i64: 1, 1>} : (tensor<40x96xf32>) -> tensor<40x64xf32>
  %3 = vit.matmul %a1, %2 : (tensor<30x40xf32>, tensor<40x64xf32>) -> tensor<30x64xf32>
  vit.yield %3 : tensor<30x64xf32>
}
vit.kernel @k_patch_embedding(%a0: tensor<2x3x12x18xf32>, %a1: tensor<3x48x16xf32>, %a2: tensor<12x48xf32>, %a3: tensor<1x1x48xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x48x16xf32>) -> tensor<48x3x16xf32>
  %1 = vit.reshape %0 {shape = array<i64: 48, 48>} : (tensor<48x3x16xf32>) -> tensor<48x48xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 1, 0>} : (tensor<48x48xf32>) -> tensor<48x48xf32>
  %3 = vit.reshape %2 {shape = array<i64: 48, 3, 4, 4>} : (tensor<48x48xf32>) -> tensor<48x3x4x4xf32>
  %4 = vit.patch_embedding %a0, %3 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<48x3x4x4xf32>, tensor<12x48xf32>, tensor<1x1x48xf32>) -> tensor<2x13x48xf32>
  vit.yield %4 : tensor<2x13x48xf32>
}
vit.kernel @k_patch_embedding_2(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xf32>, %a2: tensor<12x50xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x48x32xf32>) -> tensor<48x2x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 48, 64>} : (tensor<48x2x32xf32>) -> tensor<48x64xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 48, 50>, steps = array<i64: 1, 1>} : (tensor<48x64xf32>) -> tensor<48x50xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 1, 0>} : (tensor<48x50xf32>) -> tensor<50x48xf32>
  %4 = vit.reshape %3 {shape = array<i64: 50, 3, 4, 4>} : (tensor<50x48xf32>) -> tensor<50x3x4x4xf32>
  %5 = vit.patch_embedding %a0, %4 bias %a2 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<50x3x4x4xf32>, tensor<12x50xf32>) -> tensor<2x12x50xf32>
  vit.yield %5 : tensor<2x12x50xf32>
}
vit.kernel @k_patch_embedding_3(%a0: tensor<2x3x12x18xf32>, %a1: tensor<2x48x32xf32>, %a2: tensor<12x40xf32>, %a3: tensor<1x2x40xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0, 2>} : (tensor<2x48x32xf32>) -> tensor<48x2x32xf32>
  %1 = vit.reshape %0 {shape = array<i64: 48, 64>} : (tensor<48x2x32xf32>) -> tensor<48x64xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 48, 40>, steps = array<i64: 1, 1>} : (tensor<48x64xf32>) -> tensor<48x40xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 1, 0>} : (tensor<48x40xf32>) -> tensor<40x48xf32>
  %4 = vit.reshape %3 {shape = array<i64: 40, 3, 4, 4>} : (tensor<40x48xf32>) -> tensor<40x3x4x4xf32>
  %5 = vit.patch_embedding %a0, %4 bias %a2 prefix %a3 {strides = array<i64: 4, 4>} : (tensor<2x3x12x18xf32>, tensor<40x3x4x4xf32>, tensor<12x40xf32>, tensor<1x2x40xf32>) -> tensor<2x14x40xf32>
  vit.yield %5 : tensor<2x14x40xf32>
}
