// Written by make_kernels.py.
vit.kernel @k_qkv_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x120xf32>, %a4: tensor<120xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x197x40xf32>, tensor<40x120xf32>) -> tensor<1x197x120xf32>
  %2 = vit.add %1, %a4 : (tensor<1x197x120xf32>, tensor<120xf32>) -> tensor<1x197x120xf32>
  vit.yield %2 : tensor<1x197x120xf32>
}
vit.kernel @k_narrow_qkv_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x80xf32>, %a4: tensor<80xf32>, %a5: tensor<40x40xf32>, %a6: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x197x40xf32>, tensor<40x80xf32>) -> tensor<1x197x80xf32>
  %2 = vit.add %1, %a4 : (tensor<1x197x80xf32>, tensor<80xf32>) -> tensor<1x197x80xf32>
  %3 = vit.slice %0 {starts = array<i64: 0, 98, 0>, sizes = array<i64: 1, 1, 40>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x40xf32>) -> tensor<1x1x40xf32>
  %4 = vit.matmul %3, %a5 : (tensor<1x1x40xf32>, tensor<40x40xf32>) -> tensor<1x1x40xf32>
  %5 = vit.add %4, %a6 : (tensor<1x1x40xf32>, tensor<40xf32>) -> tensor<1x1x40xf32>
  vit.yield %5, %2 : tensor<1x1x40xf32>, tensor<1x197x80xf32>
}
vit.kernel @k_mlp_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x87xf32>, %a4: tensor<87xf32>, %a5: tensor<87x40xf32>, %a6: tensor<40xf32>, %a7: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x197x40xf32>, tensor<40x87xf32>) -> tensor<1x197x87xf32>
  %2 = vit.add %1, %a4 : (tensor<1x197x87xf32>, tensor<87xf32>) -> tensor<1x197x87xf32>
  %3 = vit.gelu %2 : (tensor<1x197x87xf32>) -> tensor<1x197x87xf32>
  %4 = vit.matmul %3, %a5 : (tensor<1x197x87xf32>, tensor<87x40xf32>) -> tensor<1x197x40xf32>
  %5 = vit.add %4, %a6 : (tensor<1x197x40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %6 = vit.mul %5, %a7 : (tensor<1x197x40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %7 = vit.add %a0, %6 : (tensor<1x197x40xf32>, tensor<1x197x40xf32>) -> tensor<1x197x40xf32>
  vit.yield %7 : tensor<1x197x40xf32>
}
vit.kernel @k_gated_mlp_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x87xf32>, %a4: tensor<87xf32>, %a5: tensor<40x87xf32>, %a6: tensor<87xf32>, %a7: tensor<87xf32>, %a8: tensor<87xf32>, %a9: tensor<87x40xf32>, %a10: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x197x40xf32>, tensor<40x87xf32>) -> tensor<1x197x87xf32>
  %2 = vit.add %1, %a4 : (tensor<1x197x87xf32>, tensor<87xf32>) -> tensor<1x197x87xf32>
  %3 = vit.matmul %0, %a5 : (tensor<1x197x40xf32>, tensor<40x87xf32>) -> tensor<1x197x87xf32>
  %4 = vit.add %3, %a6 : (tensor<1x197x87xf32>, tensor<87xf32>) -> tensor<1x197x87xf32>
  %5 = vit.silu %2 : (tensor<1x197x87xf32>) -> tensor<1x197x87xf32>
  %6 = vit.mul %5, %4 : (tensor<1x197x87xf32>, tensor<1x197x87xf32>) -> tensor<1x197x87xf32>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x87xf32>, tensor<87xf32>, tensor<87xf32>) -> tensor<1x197x87xf32>
  %8 = vit.matmul %7, %a9 : (tensor<1x197x87xf32>, tensor<87x40xf32>) -> tensor<1x197x40xf32>
  %9 = vit.add %8, %a10 : (tensor<1x197x40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %10 = vit.add %9, %a0 : (tensor<1x197x40xf32>, tensor<1x197x40xf32>) -> tensor<1x197x40xf32>
  vit.yield %10 : tensor<1x197x40xf32>
}
vit.kernel @k_swiglu_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40x80xf32>, %a3: tensor<80xf32>, %a4: tensor<40x40xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.matmul %0, %a2 : (tensor<1x197x40xf32>, tensor<40x80xf32>) -> tensor<1x197x80xf32>
  %2 = vit.add %1, %a3 : (tensor<1x197x80xf32>, tensor<80xf32>) -> tensor<1x197x80xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 197, 40>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x80xf32>) -> tensor<1x197x40xf32>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 40>, sizes = array<i64: 1, 197, 40>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x80xf32>) -> tensor<1x197x40xf32>
  %5 = vit.silu %3 : (tensor<1x197x40xf32>) -> tensor<1x197x40xf32>
  %6 = vit.mul %5, %4 : (tensor<1x197x40xf32>, tensor<1x197x40xf32>) -> tensor<1x197x40xf32>
  %7 = vit.matmul %6, %a4 : (tensor<1x197x40xf32>, tensor<40x40xf32>) -> tensor<1x197x40xf32>
  %8 = vit.add %7, %a0 : (tensor<1x197x40xf32>, tensor<1x197x40xf32>) -> tensor<1x197x40xf32>
  vit.yield %8 : tensor<1x197x40xf32>
}
vit.kernel @k_head_1x197x40_f32(%a0: tensor<1x197x40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x10xf32>, %a4: tensor<10xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x197x40xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 40>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x40xf32>) -> tensor<1x1x40xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 40>} : (tensor<1x1x40xf32>) -> tensor<1x40xf32>
  %3 = vit.matmul %2, %a3 : (tensor<1x40xf32>, tensor<40x10xf32>) -> tensor<1x10xf32>
  %4 = vit.add %3, %a4 : (tensor<1x10xf32>, tensor<10xf32>) -> tensor<1x10xf32>
  vit.yield %4 : tensor<1x10xf32>
}
vit.kernel @k_qkv_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20x60xf32>, %a4: tensor<60xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf32>, tensor<20x60xf32>) -> tensor<2x3x60xf32>
  %2 = vit.add %1, %a4 : (tensor<2x3x60xf32>, tensor<60xf32>) -> tensor<2x3x60xf32>
  vit.yield %2 : tensor<2x3x60xf32>
}
vit.kernel @k_narrow_qkv_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20x40xf32>, %a4: tensor<40xf32>, %a5: tensor<20x20xf32>, %a6: tensor<20xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf32>, tensor<20x40xf32>) -> tensor<2x3x40xf32>
  %2 = vit.add %1, %a4 : (tensor<2x3x40xf32>, tensor<40xf32>) -> tensor<2x3x40xf32>
  %3 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf32>) -> tensor<2x1x20xf32>
  %4 = vit.matmul %3, %a5 : (tensor<2x1x20xf32>, tensor<20x20xf32>) -> tensor<2x1x20xf32>
  %5 = vit.add %4, %a6 : (tensor<2x1x20xf32>, tensor<20xf32>) -> tensor<2x1x20xf32>
  vit.yield %5, %2 : tensor<2x1x20xf32>, tensor<2x3x40xf32>
}
vit.kernel @k_mlp_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20x47xf32>, %a4: tensor<47xf32>, %a5: tensor<47x20xf32>, %a6: tensor<20xf32>, %a7: tensor<20xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf32>, tensor<20x47xf32>) -> tensor<2x3x47xf32>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf32>, tensor<47xf32>) -> tensor<2x3x47xf32>
  %3 = vit.gelu %2 : (tensor<2x3x47xf32>) -> tensor<2x3x47xf32>
  %4 = vit.matmul %3, %a5 : (tensor<2x3x47xf32>, tensor<47x20xf32>) -> tensor<2x3x20xf32>
  %5 = vit.add %4, %a6 : (tensor<2x3x20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %6 = vit.mul %5, %a7 : (tensor<2x3x20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %7 = vit.add %a0, %6 : (tensor<2x3x20xf32>, tensor<2x3x20xf32>) -> tensor<2x3x20xf32>
  vit.yield %7 : tensor<2x3x20xf32>
}
vit.kernel @k_gated_mlp_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20x47xf32>, %a4: tensor<47xf32>, %a5: tensor<20x47xf32>, %a6: tensor<47xf32>, %a7: tensor<47xf32>, %a8: tensor<47xf32>, %a9: tensor<47x20xf32>, %a10: tensor<20xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf32>, tensor<20x47xf32>) -> tensor<2x3x47xf32>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf32>, tensor<47xf32>) -> tensor<2x3x47xf32>
  %3 = vit.matmul %0, %a5 : (tensor<2x3x20xf32>, tensor<20x47xf32>) -> tensor<2x3x47xf32>
  %4 = vit.add %3, %a6 : (tensor<2x3x47xf32>, tensor<47xf32>) -> tensor<2x3x47xf32>
  %5 = vit.silu %2 : (tensor<2x3x47xf32>) -> tensor<2x3x47xf32>
  %6 = vit.mul %5, %4 : (tensor<2x3x47xf32>, tensor<2x3x47xf32>) -> tensor<2x3x47xf32>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x47xf32>, tensor<47xf32>, tensor<47xf32>) -> tensor<2x3x47xf32>
  %8 = vit.matmul %7, %a9 : (tensor<2x3x47xf32>, tensor<47x20xf32>) -> tensor<2x3x20xf32>
  %9 = vit.add %8, %a10 : (tensor<2x3x20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %10 = vit.add %9, %a0 : (tensor<2x3x20xf32>, tensor<2x3x20xf32>) -> tensor<2x3x20xf32>
  vit.yield %10 : tensor<2x3x20xf32>
}
vit.kernel @k_swiglu_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20x40xf32>, %a3: tensor<40xf32>, %a4: tensor<20x20xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.matmul %0, %a2 : (tensor<2x3x20xf32>, tensor<20x40xf32>) -> tensor<2x3x40xf32>
  %2 = vit.add %1, %a3 : (tensor<2x3x40xf32>, tensor<40xf32>) -> tensor<2x3x40xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf32>) -> tensor<2x3x20xf32>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 20>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf32>) -> tensor<2x3x20xf32>
  %5 = vit.silu %3 : (tensor<2x3x20xf32>) -> tensor<2x3x20xf32>
  %6 = vit.mul %5, %4 : (tensor<2x3x20xf32>, tensor<2x3x20xf32>) -> tensor<2x3x20xf32>
  %7 = vit.matmul %6, %a4 : (tensor<2x3x20xf32>, tensor<20x20xf32>) -> tensor<2x3x20xf32>
  %8 = vit.add %7, %a0 : (tensor<2x3x20xf32>, tensor<2x3x20xf32>) -> tensor<2x3x20xf32>
  vit.yield %8 : tensor<2x3x20xf32>
}
vit.kernel @k_head_2x3x20_f32(%a0: tensor<2x3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20x10xf32>, %a4: tensor<10xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x20xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf32>) -> tensor<2x1x20xf32>
  %2 = vit.reshape %1 {shape = array<i64: 2, 20>} : (tensor<2x1x20xf32>) -> tensor<2x20xf32>
  %3 = vit.matmul %2, %a3 : (tensor<2x20xf32>, tensor<20x10xf32>) -> tensor<2x10xf32>
  %4 = vit.add %3, %a4 : (tensor<2x10xf32>, tensor<10xf32>) -> tensor<2x10xf32>
  vit.yield %4 : tensor<2x10xf32>
}
vit.kernel @k_qkv_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20xf16>, %a3: tensor<20x60xf16>, %a4: tensor<60xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf16>, tensor<20x60xf16>) -> tensor<2x3x60xf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x60xf16>, tensor<60xf16>) -> tensor<2x3x60xf16>
  vit.yield %2 : tensor<2x3x60xf16>
}
vit.kernel @k_narrow_qkv_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20xf16>, %a3: tensor<20x40xf16>, %a4: tensor<40xf16>, %a5: tensor<20x20xf16>, %a6: tensor<20xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf16>, tensor<20x40xf16>) -> tensor<2x3x40xf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x40xf16>, tensor<40xf16>) -> tensor<2x3x40xf16>
  %3 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf16>) -> tensor<2x1x20xf16>
  %4 = vit.matmul %3, %a5 : (tensor<2x1x20xf16>, tensor<20x20xf16>) -> tensor<2x1x20xf16>
  %5 = vit.add %4, %a6 : (tensor<2x1x20xf16>, tensor<20xf16>) -> tensor<2x1x20xf16>
  vit.yield %5, %2 : tensor<2x1x20xf16>, tensor<2x3x40xf16>
}
vit.kernel @k_mlp_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20xf16>, %a3: tensor<20x47xf16>, %a4: tensor<47xf16>, %a5: tensor<47x20xf16>, %a6: tensor<20xf16>, %a7: tensor<20xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf16>, tensor<20x47xf16>) -> tensor<2x3x47xf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf16>, tensor<47xf16>) -> tensor<2x3x47xf16>
  %3 = vit.gelu %2 : (tensor<2x3x47xf16>) -> tensor<2x3x47xf16>
  %4 = vit.matmul %3, %a5 : (tensor<2x3x47xf16>, tensor<47x20xf16>) -> tensor<2x3x20xf16>
  %5 = vit.add %4, %a6 : (tensor<2x3x20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %6 = vit.mul %5, %a7 : (tensor<2x3x20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %7 = vit.add %a0, %6 : (tensor<2x3x20xf16>, tensor<2x3x20xf16>) -> tensor<2x3x20xf16>
  vit.yield %7 : tensor<2x3x20xf16>
}
vit.kernel @k_gated_mlp_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20xf16>, %a3: tensor<20x47xf16>, %a4: tensor<47xf16>, %a5: tensor<20x47xf16>, %a6: tensor<47xf16>, %a7: tensor<47xf16>, %a8: tensor<47xf16>, %a9: tensor<47x20xf16>, %a10: tensor<20xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf16>, tensor<20x47xf16>) -> tensor<2x3x47xf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf16>, tensor<47xf16>) -> tensor<2x3x47xf16>
  %3 = vit.matmul %0, %a5 : (tensor<2x3x20xf16>, tensor<20x47xf16>) -> tensor<2x3x47xf16>
  %4 = vit.add %3, %a6 : (tensor<2x3x47xf16>, tensor<47xf16>) -> tensor<2x3x47xf16>
  %5 = vit.silu %2 : (tensor<2x3x47xf16>) -> tensor<2x3x47xf16>
  %6 = vit.mul %5, %4 : (tensor<2x3x47xf16>, tensor<2x3x47xf16>) -> tensor<2x3x47xf16>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x47xf16>, tensor<47xf16>, tensor<47xf16>) -> tensor<2x3x47xf16>
  %8 = vit.matmul %7, %a9 : (tensor<2x3x47xf16>, tensor<47x20xf16>) -> tensor<2x3x20xf16>
  %9 = vit.add %8, %a10 : (tensor<2x3x20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %10 = vit.add %9, %a0 : (tensor<2x3x20xf16>, tensor<2x3x20xf16>) -> tensor<2x3x20xf16>
  vit.yield %10 : tensor<2x3x20xf16>
}
vit.kernel @k_swiglu_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20x40xf16>, %a3: tensor<40xf16>, %a4: tensor<20x20xf16>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.matmul %0, %a2 : (tensor<2x3x20xf16>, tensor<20x40xf16>) -> tensor<2x3x40xf16>
  %2 = vit.add %1, %a3 : (tensor<2x3x40xf16>, tensor<40xf16>) -> tensor<2x3x40xf16>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf16>) -> tensor<2x3x20xf16>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 20>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf16>) -> tensor<2x3x20xf16>
  %5 = vit.silu %3 : (tensor<2x3x20xf16>) -> tensor<2x3x20xf16>
  %6 = vit.mul %5, %4 : (tensor<2x3x20xf16>, tensor<2x3x20xf16>) -> tensor<2x3x20xf16>
  %7 = vit.matmul %6, %a4 : (tensor<2x3x20xf16>, tensor<20x20xf16>) -> tensor<2x3x20xf16>
  %8 = vit.add %7, %a0 : (tensor<2x3x20xf16>, tensor<2x3x20xf16>) -> tensor<2x3x20xf16>
  vit.yield %8 : tensor<2x3x20xf16>
}
vit.kernel @k_head_2x3x20_f16(%a0: tensor<2x3x20xf16>, %a1: tensor<20xf16>, %a2: tensor<20xf16>, %a3: tensor<20x10xf16>, %a4: tensor<10xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf16>, tensor<20xf16>, tensor<20xf16>) -> tensor<2x3x20xf16>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf16>) -> tensor<2x1x20xf16>
  %2 = vit.reshape %1 {shape = array<i64: 2, 20>} : (tensor<2x1x20xf16>) -> tensor<2x20xf16>
  %3 = vit.matmul %2, %a3 : (tensor<2x20xf16>, tensor<20x10xf16>) -> tensor<2x10xf16>
  %4 = vit.add %3, %a4 : (tensor<2x10xf16>, tensor<10xf16>) -> tensor<2x10xf16>
  vit.yield %4 : tensor<2x10xf16>
}
vit.kernel @k_qkv_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20xbf16>, %a3: tensor<20x60xbf16>, %a4: tensor<60xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xbf16>, tensor<20x60xbf16>) -> tensor<2x3x60xbf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x60xbf16>, tensor<60xbf16>) -> tensor<2x3x60xbf16>
  vit.yield %2 : tensor<2x3x60xbf16>
}
vit.kernel @k_narrow_qkv_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20xbf16>, %a3: tensor<20x40xbf16>, %a4: tensor<40xbf16>, %a5: tensor<20x20xbf16>, %a6: tensor<20xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xbf16>, tensor<20x40xbf16>) -> tensor<2x3x40xbf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x40xbf16>, tensor<40xbf16>) -> tensor<2x3x40xbf16>
  %3 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xbf16>) -> tensor<2x1x20xbf16>
  %4 = vit.matmul %3, %a5 : (tensor<2x1x20xbf16>, tensor<20x20xbf16>) -> tensor<2x1x20xbf16>
  %5 = vit.add %4, %a6 : (tensor<2x1x20xbf16>, tensor<20xbf16>) -> tensor<2x1x20xbf16>
  vit.yield %5, %2 : tensor<2x1x20xbf16>, tensor<2x3x40xbf16>
}
vit.kernel @k_mlp_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20xbf16>, %a3: tensor<20x47xbf16>, %a4: tensor<47xbf16>, %a5: tensor<47x20xbf16>, %a6: tensor<20xbf16>, %a7: tensor<20xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xbf16>, tensor<20x47xbf16>) -> tensor<2x3x47xbf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xbf16>, tensor<47xbf16>) -> tensor<2x3x47xbf16>
  %3 = vit.gelu %2 : (tensor<2x3x47xbf16>) -> tensor<2x3x47xbf16>
  %4 = vit.matmul %3, %a5 : (tensor<2x3x47xbf16>, tensor<47x20xbf16>) -> tensor<2x3x20xbf16>
  %5 = vit.add %4, %a6 : (tensor<2x3x20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %6 = vit.mul %5, %a7 : (tensor<2x3x20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %7 = vit.add %a0, %6 : (tensor<2x3x20xbf16>, tensor<2x3x20xbf16>) -> tensor<2x3x20xbf16>
  vit.yield %7 : tensor<2x3x20xbf16>
}
vit.kernel @k_gated_mlp_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20xbf16>, %a3: tensor<20x47xbf16>, %a4: tensor<47xbf16>, %a5: tensor<20x47xbf16>, %a6: tensor<47xbf16>, %a7: tensor<47xbf16>, %a8: tensor<47xbf16>, %a9: tensor<47x20xbf16>, %a10: tensor<20xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xbf16>, tensor<20x47xbf16>) -> tensor<2x3x47xbf16>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xbf16>, tensor<47xbf16>) -> tensor<2x3x47xbf16>
  %3 = vit.matmul %0, %a5 : (tensor<2x3x20xbf16>, tensor<20x47xbf16>) -> tensor<2x3x47xbf16>
  %4 = vit.add %3, %a6 : (tensor<2x3x47xbf16>, tensor<47xbf16>) -> tensor<2x3x47xbf16>
  %5 = vit.silu %2 : (tensor<2x3x47xbf16>) -> tensor<2x3x47xbf16>
  %6 = vit.mul %5, %4 : (tensor<2x3x47xbf16>, tensor<2x3x47xbf16>) -> tensor<2x3x47xbf16>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x47xbf16>, tensor<47xbf16>, tensor<47xbf16>) -> tensor<2x3x47xbf16>
  %8 = vit.matmul %7, %a9 : (tensor<2x3x47xbf16>, tensor<47x20xbf16>) -> tensor<2x3x20xbf16>
  %9 = vit.add %8, %a10 : (tensor<2x3x20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %10 = vit.add %9, %a0 : (tensor<2x3x20xbf16>, tensor<2x3x20xbf16>) -> tensor<2x3x20xbf16>
  vit.yield %10 : tensor<2x3x20xbf16>
}
vit.kernel @k_swiglu_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20x40xbf16>, %a3: tensor<40xbf16>, %a4: tensor<20x20xbf16>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.matmul %0, %a2 : (tensor<2x3x20xbf16>, tensor<20x40xbf16>) -> tensor<2x3x40xbf16>
  %2 = vit.add %1, %a3 : (tensor<2x3x40xbf16>, tensor<40xbf16>) -> tensor<2x3x40xbf16>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xbf16>) -> tensor<2x3x20xbf16>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 20>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xbf16>) -> tensor<2x3x20xbf16>
  %5 = vit.silu %3 : (tensor<2x3x20xbf16>) -> tensor<2x3x20xbf16>
  %6 = vit.mul %5, %4 : (tensor<2x3x20xbf16>, tensor<2x3x20xbf16>) -> tensor<2x3x20xbf16>
  %7 = vit.matmul %6, %a4 : (tensor<2x3x20xbf16>, tensor<20x20xbf16>) -> tensor<2x3x20xbf16>
  %8 = vit.add %7, %a0 : (tensor<2x3x20xbf16>, tensor<2x3x20xbf16>) -> tensor<2x3x20xbf16>
  vit.yield %8 : tensor<2x3x20xbf16>
}
vit.kernel @k_head_2x3x20_bf16(%a0: tensor<2x3x20xbf16>, %a1: tensor<20xbf16>, %a2: tensor<20xbf16>, %a3: tensor<20x10xbf16>, %a4: tensor<10xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xbf16>, tensor<20xbf16>, tensor<20xbf16>) -> tensor<2x3x20xbf16>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xbf16>) -> tensor<2x1x20xbf16>
  %2 = vit.reshape %1 {shape = array<i64: 2, 20>} : (tensor<2x1x20xbf16>) -> tensor<2x20xbf16>
  %3 = vit.matmul %2, %a3 : (tensor<2x20xbf16>, tensor<20x10xbf16>) -> tensor<2x10xbf16>
  %4 = vit.add %3, %a4 : (tensor<2x10xbf16>, tensor<10xbf16>) -> tensor<2x10xbf16>
  vit.yield %4 : tensor<2x10xbf16>
}
vit.kernel @k_qkv_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20xf64>, %a3: tensor<20x60xf64>, %a4: tensor<60xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf64>, tensor<20x60xf64>) -> tensor<2x3x60xf64>
  %2 = vit.add %1, %a4 : (tensor<2x3x60xf64>, tensor<60xf64>) -> tensor<2x3x60xf64>
  vit.yield %2 : tensor<2x3x60xf64>
}
vit.kernel @k_narrow_qkv_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20xf64>, %a3: tensor<20x40xf64>, %a4: tensor<40xf64>, %a5: tensor<20x20xf64>, %a6: tensor<20xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf64>, tensor<20x40xf64>) -> tensor<2x3x40xf64>
  %2 = vit.add %1, %a4 : (tensor<2x3x40xf64>, tensor<40xf64>) -> tensor<2x3x40xf64>
  %3 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf64>) -> tensor<2x1x20xf64>
  %4 = vit.matmul %3, %a5 : (tensor<2x1x20xf64>, tensor<20x20xf64>) -> tensor<2x1x20xf64>
  %5 = vit.add %4, %a6 : (tensor<2x1x20xf64>, tensor<20xf64>) -> tensor<2x1x20xf64>
  vit.yield %5, %2 : tensor<2x1x20xf64>, tensor<2x3x40xf64>
}
vit.kernel @k_mlp_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20xf64>, %a3: tensor<20x47xf64>, %a4: tensor<47xf64>, %a5: tensor<47x20xf64>, %a6: tensor<20xf64>, %a7: tensor<20xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf64>, tensor<20x47xf64>) -> tensor<2x3x47xf64>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf64>, tensor<47xf64>) -> tensor<2x3x47xf64>
  %3 = vit.gelu %2 : (tensor<2x3x47xf64>) -> tensor<2x3x47xf64>
  %4 = vit.matmul %3, %a5 : (tensor<2x3x47xf64>, tensor<47x20xf64>) -> tensor<2x3x20xf64>
  %5 = vit.add %4, %a6 : (tensor<2x3x20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %6 = vit.mul %5, %a7 : (tensor<2x3x20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %7 = vit.add %a0, %6 : (tensor<2x3x20xf64>, tensor<2x3x20xf64>) -> tensor<2x3x20xf64>
  vit.yield %7 : tensor<2x3x20xf64>
}
vit.kernel @k_gated_mlp_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20xf64>, %a3: tensor<20x47xf64>, %a4: tensor<47xf64>, %a5: tensor<20x47xf64>, %a6: tensor<47xf64>, %a7: tensor<47xf64>, %a8: tensor<47xf64>, %a9: tensor<47x20xf64>, %a10: tensor<20xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.matmul %0, %a3 : (tensor<2x3x20xf64>, tensor<20x47xf64>) -> tensor<2x3x47xf64>
  %2 = vit.add %1, %a4 : (tensor<2x3x47xf64>, tensor<47xf64>) -> tensor<2x3x47xf64>
  %3 = vit.matmul %0, %a5 : (tensor<2x3x20xf64>, tensor<20x47xf64>) -> tensor<2x3x47xf64>
  %4 = vit.add %3, %a6 : (tensor<2x3x47xf64>, tensor<47xf64>) -> tensor<2x3x47xf64>
  %5 = vit.silu %2 : (tensor<2x3x47xf64>) -> tensor<2x3x47xf64>
  %6 = vit.mul %5, %4 : (tensor<2x3x47xf64>, tensor<2x3x47xf64>) -> tensor<2x3x47xf64>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x47xf64>, tensor<47xf64>, tensor<47xf64>) -> tensor<2x3x47xf64>
  %8 = vit.matmul %7, %a9 : (tensor<2x3x47xf64>, tensor<47x20xf64>) -> tensor<2x3x20xf64>
  %9 = vit.add %8, %a10 : (tensor<2x3x20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %10 = vit.add %9, %a0 : (tensor<2x3x20xf64>, tensor<2x3x20xf64>) -> tensor<2x3x20xf64>
  vit.yield %10 : tensor<2x3x20xf64>
}
vit.kernel @k_swiglu_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20x40xf64>, %a3: tensor<40xf64>, %a4: tensor<20x20xf64>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.matmul %0, %a2 : (tensor<2x3x20xf64>, tensor<20x40xf64>) -> tensor<2x3x40xf64>
  %2 = vit.add %1, %a3 : (tensor<2x3x40xf64>, tensor<40xf64>) -> tensor<2x3x40xf64>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf64>) -> tensor<2x3x20xf64>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 20>, sizes = array<i64: 2, 3, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x40xf64>) -> tensor<2x3x20xf64>
  %5 = vit.silu %3 : (tensor<2x3x20xf64>) -> tensor<2x3x20xf64>
  %6 = vit.mul %5, %4 : (tensor<2x3x20xf64>, tensor<2x3x20xf64>) -> tensor<2x3x20xf64>
  %7 = vit.matmul %6, %a4 : (tensor<2x3x20xf64>, tensor<20x20xf64>) -> tensor<2x3x20xf64>
  %8 = vit.add %7, %a0 : (tensor<2x3x20xf64>, tensor<2x3x20xf64>) -> tensor<2x3x20xf64>
  vit.yield %8 : tensor<2x3x20xf64>
}
vit.kernel @k_head_2x3x20_f64(%a0: tensor<2x3x20xf64>, %a1: tensor<20xf64>, %a2: tensor<20xf64>, %a3: tensor<20x10xf64>, %a4: tensor<10xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x20xf64>, tensor<20xf64>, tensor<20xf64>) -> tensor<2x3x20xf64>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 1, 20>, steps = array<i64: 1, 1, 1>} : (tensor<2x3x20xf64>) -> tensor<2x1x20xf64>
  %2 = vit.reshape %1 {shape = array<i64: 2, 20>} : (tensor<2x1x20xf64>) -> tensor<2x20xf64>
  %3 = vit.matmul %2, %a3 : (tensor<2x20xf64>, tensor<20x10xf64>) -> tensor<2x10xf64>
  %4 = vit.add %3, %a4 : (tensor<2x10xf64>, tensor<10xf64>) -> tensor<2x10xf64>
  vit.yield %4 : tensor<2x10xf64>
}
vit.kernel @k_qkv_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33xf32>, %a3: tensor<33x99xf32>, %a4: tensor<99xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x1x33xf32>, tensor<33x99xf32>) -> tensor<1x1x99xf32>
  %2 = vit.add %1, %a4 : (tensor<1x1x99xf32>, tensor<99xf32>) -> tensor<1x1x99xf32>
  vit.yield %2 : tensor<1x1x99xf32>
}
vit.kernel @k_narrow_qkv_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33xf32>, %a3: tensor<33x66xf32>, %a4: tensor<66xf32>, %a5: tensor<33x33xf32>, %a6: tensor<33xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x1x33xf32>, tensor<33x66xf32>) -> tensor<1x1x66xf32>
  %2 = vit.add %1, %a4 : (tensor<1x1x66xf32>, tensor<66xf32>) -> tensor<1x1x66xf32>
  %3 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 33>, steps = array<i64: 1, 1, 1>} : (tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  %4 = vit.matmul %3, %a5 : (tensor<1x1x33xf32>, tensor<33x33xf32>) -> tensor<1x1x33xf32>
  %5 = vit.add %4, %a6 : (tensor<1x1x33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  vit.yield %5, %2 : tensor<1x1x33xf32>, tensor<1x1x66xf32>
}
vit.kernel @k_mlp_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33xf32>, %a3: tensor<33x73xf32>, %a4: tensor<73xf32>, %a5: tensor<73x33xf32>, %a6: tensor<33xf32>, %a7: tensor<33xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x1x33xf32>, tensor<33x73xf32>) -> tensor<1x1x73xf32>
  %2 = vit.add %1, %a4 : (tensor<1x1x73xf32>, tensor<73xf32>) -> tensor<1x1x73xf32>
  %3 = vit.gelu %2 : (tensor<1x1x73xf32>) -> tensor<1x1x73xf32>
  %4 = vit.matmul %3, %a5 : (tensor<1x1x73xf32>, tensor<73x33xf32>) -> tensor<1x1x33xf32>
  %5 = vit.add %4, %a6 : (tensor<1x1x33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %6 = vit.mul %5, %a7 : (tensor<1x1x33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %7 = vit.add %a0, %6 : (tensor<1x1x33xf32>, tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  vit.yield %7 : tensor<1x1x33xf32>
}
vit.kernel @k_gated_mlp_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33xf32>, %a3: tensor<33x73xf32>, %a4: tensor<73xf32>, %a5: tensor<33x73xf32>, %a6: tensor<73xf32>, %a7: tensor<73xf32>, %a8: tensor<73xf32>, %a9: tensor<73x33xf32>, %a10: tensor<33xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.matmul %0, %a3 : (tensor<1x1x33xf32>, tensor<33x73xf32>) -> tensor<1x1x73xf32>
  %2 = vit.add %1, %a4 : (tensor<1x1x73xf32>, tensor<73xf32>) -> tensor<1x1x73xf32>
  %3 = vit.matmul %0, %a5 : (tensor<1x1x33xf32>, tensor<33x73xf32>) -> tensor<1x1x73xf32>
  %4 = vit.add %3, %a6 : (tensor<1x1x73xf32>, tensor<73xf32>) -> tensor<1x1x73xf32>
  %5 = vit.silu %2 : (tensor<1x1x73xf32>) -> tensor<1x1x73xf32>
  %6 = vit.mul %5, %4 : (tensor<1x1x73xf32>, tensor<1x1x73xf32>) -> tensor<1x1x73xf32>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x73xf32>, tensor<73xf32>, tensor<73xf32>) -> tensor<1x1x73xf32>
  %8 = vit.matmul %7, %a9 : (tensor<1x1x73xf32>, tensor<73x33xf32>) -> tensor<1x1x33xf32>
  %9 = vit.add %8, %a10 : (tensor<1x1x33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %10 = vit.add %9, %a0 : (tensor<1x1x33xf32>, tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  vit.yield %10 : tensor<1x1x33xf32>
}
vit.kernel @k_swiglu_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33x66xf32>, %a3: tensor<66xf32>, %a4: tensor<33x33xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.matmul %0, %a2 : (tensor<1x1x33xf32>, tensor<33x66xf32>) -> tensor<1x1x66xf32>
  %2 = vit.add %1, %a3 : (tensor<1x1x66xf32>, tensor<66xf32>) -> tensor<1x1x66xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 33>, steps = array<i64: 1, 1, 1>} : (tensor<1x1x66xf32>) -> tensor<1x1x33xf32>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 33>, sizes = array<i64: 1, 1, 33>, steps = array<i64: 1, 1, 1>} : (tensor<1x1x66xf32>) -> tensor<1x1x33xf32>
  %5 = vit.silu %3 : (tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  %6 = vit.mul %5, %4 : (tensor<1x1x33xf32>, tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  %7 = vit.matmul %6, %a4 : (tensor<1x1x33xf32>, tensor<33x33xf32>) -> tensor<1x1x33xf32>
  %8 = vit.add %7, %a0 : (tensor<1x1x33xf32>, tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  vit.yield %8 : tensor<1x1x33xf32>
}
vit.kernel @k_head_1x1x33_f32(%a0: tensor<1x1x33xf32>, %a1: tensor<33xf32>, %a2: tensor<33xf32>, %a3: tensor<33x10xf32>, %a4: tensor<10xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x1x33xf32>, tensor<33xf32>, tensor<33xf32>) -> tensor<1x1x33xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 33>, steps = array<i64: 1, 1, 1>} : (tensor<1x1x33xf32>) -> tensor<1x1x33xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 33>} : (tensor<1x1x33xf32>) -> tensor<1x33xf32>
  %3 = vit.matmul %2, %a3 : (tensor<1x33xf32>, tensor<33x10xf32>) -> tensor<1x10xf32>
  %4 = vit.add %3, %a4 : (tensor<1x10xf32>, tensor<10xf32>) -> tensor<1x10xf32>
  vit.yield %4 : tensor<1x10xf32>
}
vit.kernel @k_qkv_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>, %a3: tensor<64x192xf32>, %a4: tensor<192xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x17x64xf32>, tensor<64x192xf32>) -> tensor<2x17x192xf32>
  %2 = vit.add %1, %a4 : (tensor<2x17x192xf32>, tensor<192xf32>) -> tensor<2x17x192xf32>
  vit.yield %2 : tensor<2x17x192xf32>
}
vit.kernel @k_narrow_qkv_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>, %a3: tensor<64x128xf32>, %a4: tensor<128xf32>, %a5: tensor<64x64xf32>, %a6: tensor<64xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x17x64xf32>, tensor<64x128xf32>) -> tensor<2x17x128xf32>
  %2 = vit.add %1, %a4 : (tensor<2x17x128xf32>, tensor<128xf32>) -> tensor<2x17x128xf32>
  %3 = vit.slice %0 {starts = array<i64: 0, 8, 0>, sizes = array<i64: 2, 1, 64>, steps = array<i64: 1, 1, 1>} : (tensor<2x17x64xf32>) -> tensor<2x1x64xf32>
  %4 = vit.matmul %3, %a5 : (tensor<2x1x64xf32>, tensor<64x64xf32>) -> tensor<2x1x64xf32>
  %5 = vit.add %4, %a6 : (tensor<2x1x64xf32>, tensor<64xf32>) -> tensor<2x1x64xf32>
  vit.yield %5, %2 : tensor<2x1x64xf32>, tensor<2x17x128xf32>
}
vit.kernel @k_mlp_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>, %a3: tensor<64x135xf32>, %a4: tensor<135xf32>, %a5: tensor<135x64xf32>, %a6: tensor<64xf32>, %a7: tensor<64xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x17x64xf32>, tensor<64x135xf32>) -> tensor<2x17x135xf32>
  %2 = vit.add %1, %a4 : (tensor<2x17x135xf32>, tensor<135xf32>) -> tensor<2x17x135xf32>
  %3 = vit.gelu %2 : (tensor<2x17x135xf32>) -> tensor<2x17x135xf32>
  %4 = vit.matmul %3, %a5 : (tensor<2x17x135xf32>, tensor<135x64xf32>) -> tensor<2x17x64xf32>
  %5 = vit.add %4, %a6 : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %6 = vit.mul %5, %a7 : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %7 = vit.add %a0, %6 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %7 : tensor<2x17x64xf32>
}
vit.kernel @k_gated_mlp_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>, %a3: tensor<64x135xf32>, %a4: tensor<135xf32>, %a5: tensor<64x135xf32>, %a6: tensor<135xf32>, %a7: tensor<135xf32>, %a8: tensor<135xf32>, %a9: tensor<135x64xf32>, %a10: tensor<64xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.matmul %0, %a3 : (tensor<2x17x64xf32>, tensor<64x135xf32>) -> tensor<2x17x135xf32>
  %2 = vit.add %1, %a4 : (tensor<2x17x135xf32>, tensor<135xf32>) -> tensor<2x17x135xf32>
  %3 = vit.matmul %0, %a5 : (tensor<2x17x64xf32>, tensor<64x135xf32>) -> tensor<2x17x135xf32>
  %4 = vit.add %3, %a6 : (tensor<2x17x135xf32>, tensor<135xf32>) -> tensor<2x17x135xf32>
  %5 = vit.silu %2 : (tensor<2x17x135xf32>) -> tensor<2x17x135xf32>
  %6 = vit.mul %5, %4 : (tensor<2x17x135xf32>, tensor<2x17x135xf32>) -> tensor<2x17x135xf32>
  %7 = vit.layer_norm %6 scale %a7 bias %a8 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x135xf32>, tensor<135xf32>, tensor<135xf32>) -> tensor<2x17x135xf32>
  %8 = vit.matmul %7, %a9 : (tensor<2x17x135xf32>, tensor<135x64xf32>) -> tensor<2x17x64xf32>
  %9 = vit.add %8, %a10 : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %10 = vit.add %9, %a0 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %10 : tensor<2x17x64xf32>
}
vit.kernel @k_swiglu_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64x128xf32>, %a3: tensor<128xf32>, %a4: tensor<64x64xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.matmul %0, %a2 : (tensor<2x17x64xf32>, tensor<64x128xf32>) -> tensor<2x17x128xf32>
  %2 = vit.add %1, %a3 : (tensor<2x17x128xf32>, tensor<128xf32>) -> tensor<2x17x128xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 17, 64>, steps = array<i64: 1, 1, 1>} : (tensor<2x17x128xf32>) -> tensor<2x17x64xf32>
  %4 = vit.slice %2 {starts = array<i64: 0, 0, 64>, sizes = array<i64: 2, 17, 64>, steps = array<i64: 1, 1, 1>} : (tensor<2x17x128xf32>) -> tensor<2x17x64xf32>
  %5 = vit.silu %3 : (tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  %6 = vit.mul %5, %4 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  %7 = vit.matmul %6, %a4 : (tensor<2x17x64xf32>, tensor<64x64xf32>) -> tensor<2x17x64xf32>
  %8 = vit.add %7, %a0 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %8 : tensor<2x17x64xf32>
}
vit.kernel @k_head_2x17x64_f32(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>, %a3: tensor<64x10xf32>, %a4: tensor<10xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 2, 1, 64>, steps = array<i64: 1, 1, 1>} : (tensor<2x17x64xf32>) -> tensor<2x1x64xf32>
  %2 = vit.reshape %1 {shape = array<i64: 2, 64>} : (tensor<2x1x64xf32>) -> tensor<2x64xf32>
  %3 = vit.matmul %2, %a3 : (tensor<2x64xf32>, tensor<64x10xf32>) -> tensor<2x10xf32>
  %4 = vit.add %3, %a4 : (tensor<2x10xf32>, tensor<10xf32>) -> tensor<2x10xf32>
  vit.yield %4 : tensor<2x10xf32>
}
vit.kernel @k_sum_and_norm_are_results(%a0: tensor<1x30x40xf32>, %a1: tensor<1x30x40xf32>, %a2: tensor<40xf32>, %a3: tensor<40xf32>, %a4: tensor<40x50xf32>, %a5: tensor<50xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.layer_norm %0 scale %a2 bias %a3 {axis = 2, epsilon = 1.0e-6} : (tensor<1x30x40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.matmul %1, %a4 : (tensor<1x30x40xf32>, tensor<40x50xf32>) -> tensor<1x30x50xf32>
  %3 = vit.add %2, %a5 : (tensor<1x30x50xf32>, tensor<50xf32>) -> tensor<1x30x50xf32>
  vit.yield %0, %1, %3 : tensor<1x30x40xf32>, tensor<1x30x40xf32>, tensor<1x30x50xf32>
}
vit.kernel @k_hidden_is_residual(%a0: tensor<1x30x40xf32>, %a1: tensor<40x40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x40xf32>, %a4: tensor<40xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.gelu %1 : (tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %3 = vit.matmul %2, %a3 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %4 = vit.add %3, %a4 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %5 = vit.add %4, %2 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  vit.yield %5 : tensor<1x30x40xf32>
}
vit.kernel @k_products_meet(%a0: tensor<1x30x40xf32>, %a1: tensor<40x40xf32>, %a2: tensor<40xf32>, %a3: tensor<40x40xf32>, %a4: tensor<40xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.exp %1 : (tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %3 = vit.matmul %a0, %a3 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %4 = vit.add %3, %a4 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %5 = vit.relu %1 : (tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %6 = vit.mul %5, %4 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  %7 = vit.sub %6, %2 : (tensor<1x30x40xf32>, tensor<1x30x40xf32>) -> tensor<1x30x40xf32>
  vit.yield %7, %2 : tensor<1x30x40xf32>, tensor<1x30x40xf32>
}
vit.kernel @k_product_of_transposed(%a0: tensor<1x30x40xf32>, %a1: tensor<40x40xf32>, %a2: tensor<40xf32>, %a3: tensor<30x20xf32>, %a4: tensor<20xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x30x40xf32>) -> tensor<1x40x30xf32>
  %3 = vit.tanh %2 : (tensor<1x40x30xf32>) -> tensor<1x40x30xf32>
  %4 = vit.matmul %3, %a3 : (tensor<1x40x30xf32>, tensor<30x20xf32>) -> tensor<1x40x20xf32>
  %5 = vit.add %4, %a4 : (tensor<1x40x20xf32>, tensor<20xf32>) -> tensor<1x40x20xf32>
  vit.yield %5 : tensor<1x40x20xf32>
}
vit.kernel @k_product_of_products(%a0: tensor<1x30x40xf32>, %a1: tensor<40x40xf32>, %a2: tensor<40xf32>, %a3: tensor<1x30x40xf32>, %a4: tensor<40x40xf32>, %a5: tensor<40xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %2 = vit.matmul %a3, %a4 : (tensor<1x30x40xf32>, tensor<40x40xf32>) -> tensor<1x30x40xf32>
  %3 = vit.add %2, %a5 : (tensor<1x30x40xf32>, tensor<40xf32>) -> tensor<1x30x40xf32>
  %4 = vit.transpose %3 {permutation = array<i64: 0, 2, 1>} : (tensor<1x30x40xf32>) -> tensor<1x40x30xf32>
  %5 = vit.matmul %1, %4 : (tensor<1x30x40xf32>, tensor<1x40x30xf32>) -> tensor<1x30x30xf32>
  %6 = vit.softmax %5 {axis = 2} : (tensor<1x30x30xf32>) -> tensor<1x30x30xf32>
  vit.yield %6 : tensor<1x30x30xf32>
}
vit.kernel @k_two_norms(%a0: tensor<2x3x4x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<4x20xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 3, epsilon = 1.0e-6} : (tensor<2x3x4x20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<2x3x4x20xf32>
  %1 = vit.layer_norm %0 scale %a3 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x4x20xf32>, tensor<4x20xf32>) -> tensor<2x3x4x20xf32>
  %2 = vit.relu %1 : (tensor<2x3x4x20xf32>) -> tensor<2x3x4x20xf32>
  vit.yield %2 : tensor<2x3x4x20xf32>
}
vit.kernel @k_part_of_product(%a0: tensor<1x30x40xf32>, %a1: tensor<40x50xf32>, %a2: tensor<50xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x50xf32>) -> tensor<1x30x50xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x50xf32>, tensor<50xf32>) -> tensor<1x30x50xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 4, 5>, sizes = array<i64: 1, 2, 3>, steps = array<i64: 1, 1, 1>} : (tensor<1x30x50xf32>) -> tensor<1x2x3xf32>
  %3 = vit.exp %2 : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  vit.yield %3 : tensor<1x2x3xf32>
}
vit.kernel @k_comparison_is_used_again(%a0: tensor<1x30x40xf32>, %a1: tensor<40x50xf32>, %a2: tensor<50xf32>, %a3: tensor<50xf32>, %a4: tensor<50xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<1x30x40xf32>, tensor<40x50xf32>) -> tensor<1x30x50xf32>
  %1 = vit.add %0, %a2 : (tensor<1x30x50xf32>, tensor<50xf32>) -> tensor<1x30x50xf32>
  %2 = vit.compare gt %1, %a3 : (tensor<1x30x50xf32>, tensor<50xf32>) -> tensor<1x30x50xi1>
  %3 = vit.select %2, %1, %a4 : (tensor<1x30x50xi1>, tensor<1x30x50xf32>, tensor<50xf32>) -> tensor<1x30x50xf32>
  vit.yield %2, %3 : tensor<1x30x50xi1>, tensor<1x30x50xf32>
}
vit.kernel @k_two_convolutions(%a0: tensor<1x8x9x9xf32>, %a1: tensor<8x8x3x3xf32>, %a2: tensor<8x8x3x3xf32>) {
  %0 = vit.conv2d %a0, %a1 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x8x9x9xf32>, tensor<8x8x3x3xf32>) -> tensor<1x8x9x9xf32>
  %1 = vit.relu %0 : (tensor<1x8x9x9xf32>) -> tensor<1x8x9x9xf32>
  %2 = vit.conv2d %1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x8x9x9xf32>, tensor<8x8x3x3xf32>) -> tensor<1x8x9x9xf32>
  %3 = vit.add %2, %a0 : (tensor<1x8x9x9xf32>, tensor<1x8x9x9xf32>) -> tensor<1x8x9x9xf32>
  vit.yield %3 : tensor<1x8x9x9xf32>
}
