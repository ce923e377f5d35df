// Written by make_kernels.py.
vit.kernel @k_softmax(%a0: tensor<3x197xf32>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<3x197xf32>) -> tensor<3x197xf32>
  vit.yield %0 : tensor<3x197xf32>
}
vit.kernel @k_softmax_2(%a0: tensor<2x3x5xf32>) {
  %0 = vit.softmax %a0 {axis = 2} : (tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  vit.yield %0 : tensor<2x3x5xf32>
}
vit.kernel @k_softmax_3(%a0: tensor<2x40x20xf32>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<2x40x20xf32>) -> tensor<2x40x20xf32>
  vit.yield %0 : tensor<2x40x20xf32>
}
vit.kernel @k_softmax_4(%a0: tensor<20x40xf32>) {
  %0 = vit.softmax %a0 {axis = 0} : (tensor<20x40xf32>) -> tensor<20x40xf32>
  vit.yield %0 : tensor<20x40xf32>
}
vit.kernel @k_softmax_5(%a0: tensor<1000xf32>) {
  %0 = vit.softmax %a0 {axis = 0} : (tensor<1000xf32>) -> tensor<1000xf32>
  vit.yield %0 : tensor<1000xf32>
}
vit.kernel @k_softmax_6(%a0: tensor<2x3x1xf32>) {
  %0 = vit.softmax %a0 {axis = 2} : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  vit.yield %0 : tensor<2x3x1xf32>
}
vit.kernel @k_softmax_7(%a0: tensor<2x3x17x64xf32>) {
  %0 = vit.softmax %a0 {axis = 3} : (tensor<2x3x17x64xf32>) -> tensor<2x3x17x64xf32>
  vit.yield %0 : tensor<2x3x17x64xf32>
}
vit.kernel @k_softmax_8(%a0: tensor<7x5x3xf32>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<7x5x3xf32>) -> tensor<7x5x3xf32>
  vit.yield %0 : tensor<7x5x3xf32>
}
vit.kernel @k_softmax_9(%a0: tensor<8x12x64x64xf32>) {
  %0 = vit.softmax %a0 {axis = 3} : (tensor<8x12x64x64xf32>) -> tensor<8x12x64x64xf32>
  vit.yield %0 : tensor<8x12x64x64xf32>
}
vit.kernel @k_softmax_masked(%a0: tensor<2x3x20x20xf32>, %a1: tensor<20x20xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x3x20x20xf32>, tensor<20x20xf32>) -> tensor<2x3x20x20xf32>
  %1 = vit.softmax %0 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %1 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_masked_directly(%a0: tensor<2x3x20x20xf32>) {
  %0 = vit.softmax %a0 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %0 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_masked_rows(%a0: tensor<2x3x20x20xf32>, %a1: tensor<20x1xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x3x20x20xf32>, tensor<20x1xf32>) -> tensor<2x3x20x20xf32>
  %1 = vit.softmax %0 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %1 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_select(%a0: tensor<20x20xi1>, %a1: tensor<2x3x20x20xf32>) {
  %0 = vit.constant dense<0xFF800000> : tensor<f32>
  %1 = vit.select %a0, %a1, %0 : (tensor<20x20xi1>, tensor<2x3x20x20xf32>, tensor<f32>) -> tensor<2x3x20x20xf32>
  %2 = vit.softmax %1 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %2 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_or_nothing(%a0: tensor<2x3x20x20xf32>, %a1: tensor<1x1xf32>) {
  %0 = vit.constant dense<0.000000e+00> : tensor<f32>
  %1 = vit.softmax %a0 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  %2 = vit.compare eq %a1, %0 : (tensor<1x1xf32>, tensor<f32>) -> tensor<1x1xi1>
  %3 = vit.select %2, %0, %1 : (tensor<1x1xi1>, tensor<f32>, tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %3 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_scaled_and_used(%a0: tensor<2x3x20x20xf32>) {
  %0 = vit.constant dense<0.125> : tensor<f32>
  %1 = vit.mul %a0, %0 : (tensor<2x3x20x20xf32>, tensor<f32>) -> tensor<2x3x20x20xf32>
  %2 = vit.softmax %1 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  %3 = vit.add %2, %1 : (tensor<2x3x20x20xf32>, tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  vit.yield %3 : tensor<2x3x20x20xf32>
}
vit.kernel @k_softmax_then_transpose(%a0: tensor<2x3x20x20xf32>) {
  %0 = vit.softmax %a0 {axis = 3} : (tensor<2x3x20x20xf32>) -> tensor<2x3x20x20xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<2x3x20x20xf32>) -> tensor<2x20x3x20xf32>
  vit.yield %1 : tensor<2x20x3x20xf32>
}
vit.kernel @k_layer_norm(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>, %a2: tensor<64xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  vit.yield %0 : tensor<2x17x64xf32>
}
vit.kernel @k_layer_norm_plain(%a0: tensor<2x17x64xf32>) {
  %0 = vit.layer_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %0 : tensor<2x17x64xf32>
}
vit.kernel @k_layer_norm_scale(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  vit.yield %0 : tensor<2x17x64xf32>
}
vit.kernel @k_rms_norm(%a0: tensor<2x17x64xf32>, %a1: tensor<64xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  vit.yield %0 : tensor<2x17x64xf32>
}
vit.kernel @k_rms_norm_plain(%a0: tensor<2x17x64xf32>) {
  %0 = vit.rms_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %0 : tensor<2x17x64xf32>
}
vit.kernel @k_layer_norm_2(%a0: tensor<2x3x5x7xf32>, %a1: tensor<5x7xf32>, %a2: tensor<5x7xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<2x3x5x7xf32>
  vit.yield %0 : tensor<2x3x5x7xf32>
}
vit.kernel @k_layer_norm_plain_2(%a0: tensor<2x3x5x7xf32>) {
  %0 = vit.layer_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x5x7xf32>) -> tensor<2x3x5x7xf32>
  vit.yield %0 : tensor<2x3x5x7xf32>
}
vit.kernel @k_layer_norm_scale_2(%a0: tensor<2x3x5x7xf32>, %a1: tensor<5x7xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x5x7xf32>, tensor<5x7xf32>) -> tensor<2x3x5x7xf32>
  vit.yield %0 : tensor<2x3x5x7xf32>
}
vit.kernel @k_rms_norm_2(%a0: tensor<2x3x5x7xf32>, %a1: tensor<5x7xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x5x7xf32>, tensor<5x7xf32>) -> tensor<2x3x5x7xf32>
  vit.yield %0 : tensor<2x3x5x7xf32>
}
vit.kernel @k_rms_norm_plain_2(%a0: tensor<2x3x5x7xf32>) {
  %0 = vit.rms_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<2x3x5x7xf32>) -> tensor<2x3x5x7xf32>
  vit.yield %0 : tensor<2x3x5x7xf32>
}
vit.kernel @k_layer_norm_3(%a0: tensor<3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 1, epsilon = 1.0e-6} : (tensor<3x9xf32>, tensor<9xf32>, tensor<9xf32>) -> tensor<3x9xf32>
  vit.yield %0 : tensor<3x9xf32>
}
vit.kernel @k_layer_norm_plain_3(%a0: tensor<3x9xf32>) {
  %0 = vit.layer_norm %a0 {axis = 1, epsilon = 1.0e-6} : (tensor<3x9xf32>) -> tensor<3x9xf32>
  vit.yield %0 : tensor<3x9xf32>
}
vit.kernel @k_layer_norm_scale_3(%a0: tensor<3x9xf32>, %a1: tensor<9xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 1, epsilon = 1.0e-6} : (tensor<3x9xf32>, tensor<9xf32>) -> tensor<3x9xf32>
  vit.yield %0 : tensor<3x9xf32>
}
vit.kernel @k_rms_norm_3(%a0: tensor<3x9xf32>, %a1: tensor<9xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 1, epsilon = 1.0e-6} : (tensor<3x9xf32>, tensor<9xf32>) -> tensor<3x9xf32>
  vit.yield %0 : tensor<3x9xf32>
}
vit.kernel @k_rms_norm_plain_3(%a0: tensor<3x9xf32>) {
  %0 = vit.rms_norm %a0 {axis = 1, epsilon = 1.0e-6} : (tensor<3x9xf32>) -> tensor<3x9xf32>
  vit.yield %0 : tensor<3x9xf32>
}
vit.kernel @k_layer_norm_4(%a0: tensor<1x197x768xf32>, %a1: tensor<768xf32>, %a2: tensor<768xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>, tensor<768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_layer_norm_plain_4(%a0: tensor<1x197x768xf32>) {
  %0 = vit.layer_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_layer_norm_scale_4(%a0: tensor<1x197x768xf32>, %a1: tensor<768xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_rms_norm_4(%a0: tensor<1x197x768xf32>, %a1: tensor<768xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_rms_norm_plain_4(%a0: tensor<1x197x768xf32>) {
  %0 = vit.rms_norm %a0 {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_layer_norm_5(%a0: tensor<40xf32>, %a1: tensor<40xf32>, %a2: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 0, epsilon = 1.0e-6} : (tensor<40xf32>, tensor<40xf32>, tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_layer_norm_plain_5(%a0: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 {axis = 0, epsilon = 1.0e-6} : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_layer_norm_scale_5(%a0: tensor<40xf32>, %a1: tensor<40xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 0, epsilon = 1.0e-6} : (tensor<40xf32>, tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_rms_norm_5(%a0: tensor<40xf32>, %a1: tensor<40xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 0, epsilon = 1.0e-6} : (tensor<40xf32>, tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_rms_norm_plain_5(%a0: tensor<40xf32>) {
  %0 = vit.rms_norm %a0 {axis = 0, epsilon = 1.0e-6} : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_layer_norm_6(%a0: tensor<2x5x6xf32>, %a1: tensor<2x5x6xf32>, %a2: tensor<2x5x6xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 0, epsilon = 1.0e-6} : (tensor<2x5x6xf32>, tensor<2x5x6xf32>, tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  vit.yield %0 : tensor<2x5x6xf32>
}
vit.kernel @k_layer_norm_plain_6(%a0: tensor<2x5x6xf32>) {
  %0 = vit.layer_norm %a0 {axis = 0, epsilon = 1.0e-6} : (tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  vit.yield %0 : tensor<2x5x6xf32>
}
vit.kernel @k_layer_norm_scale_6(%a0: tensor<2x5x6xf32>, %a1: tensor<2x5x6xf32>) {
  %0 = vit.layer_norm %a0 scale %a1 {axis = 0, epsilon = 1.0e-6} : (tensor<2x5x6xf32>, tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  vit.yield %0 : tensor<2x5x6xf32>
}
vit.kernel @k_rms_norm_6(%a0: tensor<2x5x6xf32>, %a1: tensor<2x5x6xf32>) {
  %0 = vit.rms_norm %a0 scale %a1 {axis = 0, epsilon = 1.0e-6} : (tensor<2x5x6xf32>, tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  vit.yield %0 : tensor<2x5x6xf32>
}
vit.kernel @k_rms_norm_plain_6(%a0: tensor<2x5x6xf32>) {
  %0 = vit.rms_norm %a0 {axis = 0, epsilon = 1.0e-6} : (tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  vit.yield %0 : tensor<2x5x6xf32>
}
vit.kernel @k_layer_norm_of_sum(%a0: tensor<2x17x64xf32>, %a1: tensor<2x17x64xf32>, %a2: tensor<64xf32>, %a3: tensor<64xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.layer_norm %0 scale %a2 bias %a3 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %2 = vit.relu %1 : (tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %2 : tensor<2x17x64xf32>
}
vit.kernel @k_layer_norm_of_dear_sum(%a0: tensor<2x17x64xf32>, %a1: tensor<2x17x64xf32>, %a2: tensor<64xf32>, %a3: tensor<64xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  %1 = vit.gelu %0 : (tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  %2 = vit.layer_norm %1 scale %a2 bias %a3 {axis = 2, epsilon = 1.0e-6} : (tensor<2x17x64xf32>, tensor<64xf32>, tensor<64xf32>) -> tensor<2x17x64xf32>
  %3 = vit.add %2, %0 : (tensor<2x17x64xf32>, tensor<2x17x64xf32>) -> tensor<2x17x64xf32>
  vit.yield %3, %0 : tensor<2x17x64xf32>, tensor<2x17x64xf32>
}
vit.kernel @k_group_norm(%a0: tensor<2x12x7x9xf32>, %a1: tensor<12xf32>, %a2: tensor<12xf32>) {
  %0 = vit.group_norm %a0 scale %a1 bias %a2 {groups = 3, epsilon = 1.0e-5} : (tensor<2x12x7x9xf32>, tensor<12xf32>, tensor<12xf32>) -> tensor<2x12x7x9xf32>
  vit.yield %0 : tensor<2x12x7x9xf32>
}
vit.kernel @k_group_norm_plain(%a0: tensor<2x12x7x9xf32>) {
  %0 = vit.group_norm %a0 {groups = 3, epsilon = 1.0e-5} : (tensor<2x12x7x9xf32>) -> tensor<2x12x7x9xf32>
  vit.yield %0 : tensor<2x12x7x9xf32>
}
vit.kernel @k_group_norm_2(%a0: tensor<1x8x5xf32>, %a1: tensor<8xf32>, %a2: tensor<8xf32>) {
  %0 = vit.group_norm %a0 scale %a1 bias %a2 {groups = 8, epsilon = 1.0e-5} : (tensor<1x8x5xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<1x8x5xf32>
  vit.yield %0 : tensor<1x8x5xf32>
}
vit.kernel @k_group_norm_plain_2(%a0: tensor<1x8x5xf32>) {
  %0 = vit.group_norm %a0 {groups = 8, epsilon = 1.0e-5} : (tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  vit.yield %0 : tensor<1x8x5xf32>
}
vit.kernel @k_group_norm_3(%a0: tensor<2x6xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>) {
  %0 = vit.group_norm %a0 scale %a1 bias %a2 {groups = 2, epsilon = 1.0e-5} : (tensor<2x6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<2x6xf32>
  vit.yield %0 : tensor<2x6xf32>
}
vit.kernel @k_group_norm_plain_3(%a0: tensor<2x6xf32>) {
  %0 = vit.group_norm %a0 {groups = 2, epsilon = 1.0e-5} : (tensor<2x6xf32>) -> tensor<2x6xf32>
  vit.yield %0 : tensor<2x6xf32>
}
vit.kernel @k_group_norm_4(%a0: tensor<1x32x16x16xf32>, %a1: tensor<32xf32>, %a2: tensor<32xf32>) {
  %0 = vit.group_norm %a0 scale %a1 bias %a2 {groups = 32, epsilon = 1.0e-5} : (tensor<1x32x16x16xf32>, tensor<32xf32>, tensor<32xf32>) -> tensor<1x32x16x16xf32>
  vit.yield %0 : tensor<1x32x16x16xf32>
}
vit.kernel @k_group_norm_plain_4(%a0: tensor<1x32x16x16xf32>) {
  %0 = vit.group_norm %a0 {groups = 32, epsilon = 1.0e-5} : (tensor<1x32x16x16xf32>) -> tensor<1x32x16x16xf32>
  vit.yield %0 : tensor<1x32x16x16xf32>
}
vit.kernel @k_group_norm_5(%a0: tensor<1x4x20x20xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>) {
  %0 = vit.group_norm %a0 scale %a1 bias %a2 {groups = 1, epsilon = 1.0e-5} : (tensor<1x4x20x20xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x20x20xf32>
  vit.yield %0 : tensor<1x4x20x20xf32>
}
vit.kernel @k_group_norm_plain_5(%a0: tensor<1x4x20x20xf32>) {
  %0 = vit.group_norm %a0 {groups = 1, epsilon = 1.0e-5} : (tensor<1x4x20x20xf32>) -> tensor<1x4x20x20xf32>
  vit.yield %0 : tensor<1x4x20x20xf32>
}
vit.kernel @k_batch_norm_positive(%a0: tensor<2x6x9x9xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>, %a3: tensor<6xf32>, %a4: tensor<6xf32>) {
  %0 = vit.batch_norm %a0 scale %a1 bias %a2 mean %a3 variance %a4 {epsilon = 1.0e-5} : (tensor<2x6x9x9xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<2x6x9x9xf32>
  vit.yield %0 : tensor<2x6x9x9xf32>
}
vit.kernel @k_batch_norm_positive_2(%a0: tensor<3x20xf32>, %a1: tensor<20xf32>, %a2: tensor<20xf32>, %a3: tensor<20xf32>, %a4: tensor<20xf32>) {
  %0 = vit.batch_norm %a0 scale %a1 bias %a2 mean %a3 variance %a4 {epsilon = 1.0e-5} : (tensor<3x20xf32>, tensor<20xf32>, tensor<20xf32>, tensor<20xf32>, tensor<20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_batch_norm_positive_3(%a0: tensor<1x4x30xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>, %a3: tensor<4xf32>, %a4: tensor<4xf32>) {
  %0 = vit.batch_norm %a0 scale %a1 bias %a2 mean %a3 variance %a4 {epsilon = 1.0e-5} : (tensor<1x4x30xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x30xf32>
  vit.yield %0 : tensor<1x4x30xf32>
}
