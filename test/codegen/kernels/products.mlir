// Written by make_kernels.py.
vit.kernel @k_matmul_1x1(%a0: tensor<1x1xf32>, %a1: tensor<1x1xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_matmul_1x100(%a0: tensor<1x64xf32>, %a1: tensor<64x100xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x64xf32>, tensor<64x100xf32>) -> tensor<1x100xf32>
  vit.yield %0 : tensor<1x100xf32>
}
vit.kernel @k_matmul_1x3(%a0: tensor<1x7xf32>, %a1: tensor<7x3xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x7xf32>, tensor<7x3xf32>) -> tensor<1x3xf32>
  vit.yield %0 : tensor<1x3xf32>
}
vit.kernel @k_matmul_2x17(%a0: tensor<2x30xf32>, %a1: tensor<30x17xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x30xf32>, tensor<30x17xf32>) -> tensor<2x17xf32>
  vit.yield %0 : tensor<2x17xf32>
}
vit.kernel @k_matmul_5x1(%a0: tensor<5x16xf32>, %a1: tensor<16x1xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x16xf32>, tensor<16x1xf32>) -> tensor<5x1xf32>
  vit.yield %0 : tensor<5x1xf32>
}
vit.kernel @k_matmul_8x48(%a0: tensor<8x64xf32>, %a1: tensor<64x48xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<8x64xf32>, tensor<64x48xf32>) -> tensor<8x48xf32>
  vit.yield %0 : tensor<8x48xf32>
}
vit.kernel @k_matmul_197x50(%a0: tensor<197x24xf32>, %a1: tensor<24x50xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<197x24xf32>, tensor<24x50xf32>) -> tensor<197x50xf32>
  vit.yield %0 : tensor<197x50xf32>
}
vit.kernel @k_matmul_33x5(%a0: tensor<33x100xf32>, %a1: tensor<100x5xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<33x100xf32>, tensor<100x5xf32>) -> tensor<33x5xf32>
  vit.yield %0 : tensor<33x5xf32>
}
vit.kernel @k_matmul_37x197(%a0: tensor<37x20xf32>, %a1: tensor<20x197xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<37x20xf32>, tensor<20x197xf32>) -> tensor<37x197xf32>
  vit.yield %0 : tensor<37x197xf32>
}
vit.kernel @k_matmul_197x64(%a0: tensor<197x64xf32>, %a1: tensor<64x64xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<197x64xf32>, tensor<64x64xf32>) -> tensor<197x64xf32>
  vit.yield %0 : tensor<197x64xf32>
}
vit.kernel @k_matmul_9x130(%a0: tensor<9x200xf32>, %a1: tensor<200x130xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<9x200xf32>, tensor<200x130xf32>) -> tensor<9x130xf32>
  vit.yield %0 : tensor<9x130xf32>
}
vit.kernel @k_matmul_3x3(%a0: tensor<3x3xf32>, %a1: tensor<3x3xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  vit.yield %0 : tensor<3x3xf32>
}
vit.kernel @k_matmul_64x64(%a0: tensor<64x1xf32>, %a1: tensor<1x64xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<64x1xf32>, tensor<1x64xf32>) -> tensor<64x64xf32>
  vit.yield %0 : tensor<64x64xf32>
}
vit.kernel @k_f16_weights_1(%a0: tensor<2x1x20xf32>, %a1: tensor<20x50xf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x1x20xf32>, tensor<20x50xf16>) -> tensor<2x1x50xf32>
  vit.yield %0 : tensor<2x1x50xf32>
}
vit.kernel @k_f16_weights_37(%a0: tensor<2x37x20xf32>, %a1: tensor<20x50xf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x37x20xf32>, tensor<20x50xf16>) -> tensor<2x37x50xf32>
  vit.yield %0 : tensor<2x37x50xf32>
}
vit.kernel @k_bf16_weights_1(%a0: tensor<2x1x20xf32>, %a1: tensor<20x50xbf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x1x20xf32>, tensor<20x50xbf16>) -> tensor<2x1x50xf32>
  vit.yield %0 : tensor<2x1x50xf32>
}
vit.kernel @k_bf16_weights_37(%a0: tensor<2x37x20xf32>, %a1: tensor<20x50xbf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x37x20xf32>, tensor<20x50xbf16>) -> tensor<2x37x50xf32>
  vit.yield %0 : tensor<2x37x50xf32>
}
vit.kernel @k_batch_2x3x17x37(%a0: tensor<2x3x17x20xf32>, %a1: tensor<2x3x20x37xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x3x17x20xf32>, tensor<2x3x20x37xf32>) -> tensor<2x3x17x37xf32>
  vit.yield %0 : tensor<2x3x17x37xf32>
}
vit.kernel @k_shared_2x3x17x37(%a0: tensor<2x3x17x20xf32>, %a1: tensor<20x37xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x3x17x20xf32>, tensor<20x37xf32>) -> tensor<2x3x17x37xf32>
  vit.yield %0 : tensor<2x3x17x37xf32>
}
vit.kernel @k_shared_lhs_2x3x17x37(%a0: tensor<17x20xf32>, %a1: tensor<2x3x20x37xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<17x20xf32>, tensor<2x3x20x37xf32>) -> tensor<2x3x17x37xf32>
  vit.yield %0 : tensor<2x3x17x37xf32>
}
vit.kernel @k_broadcast_2x3x17x37(%a0: tensor<2x1x17x20xf32>, %a1: tensor<3x20x37xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x1x17x20xf32>, tensor<3x20x37xf32>) -> tensor<2x3x17x37xf32>
  vit.yield %0 : tensor<2x3x17x37xf32>
}
vit.kernel @k_rows_2x3x1x37(%a0: tensor<2x3x1x20xf32>, %a1: tensor<2x1x20x37xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<2x3x1x20xf32>, tensor<2x1x20x37xf32>) -> tensor<2x3x1x37xf32>
  vit.yield %0 : tensor<2x3x1x37xf32>
}
vit.kernel @k_linear_gelu(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.gelu %1 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_linear_relu(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.relu %1 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_linear_silu(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.silu %1 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_linear_tanh(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.tanh %1 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_linear_residual(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>, %a3: tensor<1x30x70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.add %a3, %1 : (tensor<1x30x70xf32>, tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_linear_two_results(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xf32>
  %2 = vit.exp %1 : (tensor<1x30x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %1, %2 : tensor<1x30x70xf32>, tensor<1x30x70xf32>
}
vit.kernel @k_linear_compare(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.compare gt %0, %a2 : (tensor<1x30x70xf32>, tensor<70xf32>) -> tensor<1x30x70xi1>
  vit.yield %1 : tensor<1x30x70xi1>
}
vit.kernel @k_linear_split_heads(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 30, 7, 10>} : (tensor<1x30x70xf32>) -> tensor<1x30x7x10xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x30x7x10xf32>) -> tensor<1x7x30x10xf32>
  vit.yield %2 : tensor<1x7x30x10xf32>
}
vit.kernel @k_linear_broadcast_epilogue(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<4x30x70xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x70xf32>, tensor<4x30x70xf32>) -> tensor<4x30x70xf32>
  vit.yield %1 : tensor<4x30x70xf32>
}
vit.kernel @k_prologue(%a0: tensor<1x30x40xf32>, %a1: tensor<40x70xf32>, %a2: tensor<70xf32>, %a3: tensor<40xf32>) {
  %0 = vit.mul %a0, %a3 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.gelu %0 : (tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.matmul %1, %a1 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %2 : tensor<1x30x70xf32>
}
vit.kernel @k_scores(%a0: tensor<1x3x30x16xf32>, %a1: tensor<1x3x30x16xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 0, 1, 3, 2>} : (tensor<1x3x30x16xf32>) -> tensor<1x3x16x30xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x3x30x16xf32>, tensor<1x3x16x30xf32>) -> tensor<1x3x30x30xf32>
  vit.yield %1 : tensor<1x3x30x30xf32>
}
vit.kernel @k_scores_of_tokens(%a0: tensor<1x30x3x16xf32>, %a1: tensor<1x30x3x16xf32>, %a2: tensor<f32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x30x3x16xf32>) -> tensor<1x3x30x16xf32>
  %1 = vit.transpose %a1 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x30x3x16xf32>) -> tensor<1x3x16x30xf32>
  %2 = vit.mul %1, %a2 : (tensor<1x3x16x30xf32>, tensor<f32>) -> tensor<1x3x16x30xf32>
  %3 = vit.matmul %0, %2 : (tensor<1x3x30x16xf32>, tensor<1x3x16x30xf32>) -> tensor<1x3x30x30xf32>
  vit.yield %3 : tensor<1x3x30x30xf32>
}
vit.kernel @k_square(%a0: tensor<20x20xf32>) {
  %0 = vit.matmul %a0, %a0 : (tensor<20x20xf32>, tensor<20x20xf32>) -> tensor<20x20xf32>
  vit.yield %0 : tensor<20x20xf32>
}
vit.kernel @k_transposed_weight(%a0: tensor<1x30x40xf32>, %a1: tensor<70x40xf32>) {
  %0 = vit.transpose %a1 {permutation = array<i64: 1, 0>} : (tensor<70x40xf32>) -> tensor<40x70xf32>
  %1 = vit.matmul %a0, %0 : (tensor<1x30x40xf32>, tensor<40x70xf32>) -> tensor<1x30x70xf32>
  vit.yield %1 : tensor<1x30x70xf32>
}
vit.kernel @k_sliced_qkv(%a0: tensor<1x30x120xf32>, %a1: tensor<40x30xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 40>, sizes = array<i64: 1, 30, 40>, steps = array<i64: 1, 1, 1>} : (tensor<1x30x120xf32>) -> tensor<1x30x40xf32>
  %1 = vit.matmul %0, %a1 : (tensor<1x30x40xf32>, tensor<40x30xf32>) -> tensor<1x30x30xf32>
  vit.yield %1 : tensor<1x30x30xf32>
}
