// Written by make_kernels.py.
vit.kernel @k_abs(%a0: tensor<3x37xf32>) {
  %0 = vit.abs %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_abs_special(%a0: tensor<40xf32>) {
  %0 = vit.abs %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_neg(%a0: tensor<2x3x128xf32>) {
  %0 = vit.neg %a0 : (tensor<2x3x128xf32>) -> tensor<2x3x128xf32>
  vit.yield %0 : tensor<2x3x128xf32>
}
vit.kernel @k_neg_special(%a0: tensor<40xf32>) {
  %0 = vit.neg %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_sign(%a0: tensor<5xf32>) {
  %0 = vit.sign %a0 : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_sign_special(%a0: tensor<40xf32>) {
  %0 = vit.sign %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_exp(%a0: tensor<f32>) {
  %0 = vit.exp %a0 : (tensor<f32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_exp_special(%a0: tensor<40xf32>) {
  %0 = vit.exp %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_ceil(%a0: tensor<3x37xf32>) {
  %0 = vit.ceil %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_ceil_special(%a0: tensor<40xf32>) {
  %0 = vit.ceil %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_floor(%a0: tensor<2x3x128xf32>) {
  %0 = vit.floor %a0 : (tensor<2x3x128xf32>) -> tensor<2x3x128xf32>
  vit.yield %0 : tensor<2x3x128xf32>
}
vit.kernel @k_floor_special(%a0: tensor<40xf32>) {
  %0 = vit.floor %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_round(%a0: tensor<5xf32>) {
  %0 = vit.round %a0 : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_round_special(%a0: tensor<40xf32>) {
  %0 = vit.round %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_erf(%a0: tensor<f32>) {
  %0 = vit.erf %a0 : (tensor<f32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_erf_special(%a0: tensor<40xf32>) {
  %0 = vit.erf %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_tanh(%a0: tensor<3x37xf32>) {
  %0 = vit.tanh %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_tanh_special(%a0: tensor<40xf32>) {
  %0 = vit.tanh %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_sigmoid(%a0: tensor<2x3x128xf32>) {
  %0 = vit.sigmoid %a0 : (tensor<2x3x128xf32>) -> tensor<2x3x128xf32>
  vit.yield %0 : tensor<2x3x128xf32>
}
vit.kernel @k_sigmoid_special(%a0: tensor<40xf32>) {
  %0 = vit.sigmoid %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_relu(%a0: tensor<5xf32>) {
  %0 = vit.relu %a0 : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_relu_special(%a0: tensor<40xf32>) {
  %0 = vit.relu %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_silu(%a0: tensor<f32>) {
  %0 = vit.silu %a0 : (tensor<f32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_silu_special(%a0: tensor<40xf32>) {
  %0 = vit.silu %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_softplus(%a0: tensor<3x37xf32>) {
  %0 = vit.softplus %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_softplus_special(%a0: tensor<40xf32>) {
  %0 = vit.softplus %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_mish(%a0: tensor<2x3x128xf32>) {
  %0 = vit.mish %a0 : (tensor<2x3x128xf32>) -> tensor<2x3x128xf32>
  vit.yield %0 : tensor<2x3x128xf32>
}
vit.kernel @k_mish_special(%a0: tensor<40xf32>) {
  %0 = vit.mish %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_hard_swish(%a0: tensor<5xf32>) {
  %0 = vit.hard_swish %a0 : (tensor<5xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_hard_swish_special(%a0: tensor<40xf32>) {
  %0 = vit.hard_swish %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_sin(%a0: tensor<f32>) {
  %0 = vit.sin %a0 : (tensor<f32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_sin_special(%a0: tensor<40xf32>) {
  %0 = vit.sin %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_cos(%a0: tensor<3x37xf32>) {
  %0 = vit.cos %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_cos_special(%a0: tensor<40xf32>) {
  %0 = vit.cos %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_atan(%a0: tensor<2x3x128xf32>) {
  %0 = vit.atan %a0 : (tensor<2x3x128xf32>) -> tensor<2x3x128xf32>
  vit.yield %0 : tensor<2x3x128xf32>
}
vit.kernel @k_atan_special(%a0: tensor<40xf32>) {
  %0 = vit.atan %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_log_positive(%a0: tensor<3x37xf32>) {
  %0 = vit.log %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_log_special(%a0: tensor<40xf32>) {
  %0 = vit.log %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_sqrt_positive(%a0: tensor<3x37xf32>) {
  %0 = vit.sqrt %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_sqrt_special(%a0: tensor<40xf32>) {
  %0 = vit.sqrt %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_reciprocal_positive(%a0: tensor<3x37xf32>) {
  %0 = vit.reciprocal %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_reciprocal_special(%a0: tensor<40xf32>) {
  %0 = vit.reciprocal %a0 : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_gelu(%a0: tensor<3x37xf32>) {
  %0 = vit.gelu %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_gelu_tanh(%a0: tensor<3x37xf32>) {
  %0 = vit.gelu %a0 {approximate = #vit<approximation tanh>} : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_elu(%a0: tensor<3x37xf32>) {
  %0 = vit.elu %a0 {alpha = 1.5 : f32} : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_leaky_relu(%a0: tensor<3x37xf32>) {
  %0 = vit.leaky_relu %a0 {alpha = 0.1 : f32} : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_hard_sigmoid(%a0: tensor<3x37xf32>) {
  %0 = vit.hard_sigmoid %a0 {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_dropout(%a0: tensor<3x37xf32>) {
  %0 = vit.dropout %a0 {ratio = 0.25 : f32} : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_dropout_special(%a0: tensor<40xf32>) {
  %0 = vit.dropout %a0 {per_sample, ratio = 0.25 : f32} : (tensor<40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_is_nan_special(%a0: tensor<3x37xf32>) {
  %0 = vit.is_nan %a0 : (tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_add_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_add_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_add_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_add_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_add_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.add %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_add_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_sub_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_sub_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_sub_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.sub %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_sub_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.sub %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_sub_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.sub %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_sub_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.sub %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_mul_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_mul_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_mul_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_mul_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_mul_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.mul %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_mul_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_div_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.div %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_div_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.div %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_div_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.div %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_div_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.div %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_div_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.div %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_div_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.div %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_min_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.min %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_min_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.min %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_min_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.min %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_min_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.min %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_min_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.min %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_min_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.min %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_max_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.max %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_max_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.max %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_max_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.max %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_max_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.max %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_max_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.max %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_max_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.max %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_prelu_2(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_prelu_2_2(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_prelu_3(%a0: tensor<2x1x5xf32>, %a1: tensor<4x1xf32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<2x1x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  vit.yield %0 : tensor<2x4x5xf32>
}
vit.kernel @k_prelu_4(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x1x1xf32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<2x3x4x5xf32>, tensor<3x1x1xf32>) -> tensor<2x3x4x5xf32>
  vit.yield %0 : tensor<2x3x4x5xf32>
}
vit.kernel @k_prelu_1(%a0: tensor<7xf32>, %a1: tensor<f32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<7xf32>, tensor<f32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_prelu_special(%a0: tensor<81xf32>, %a1: tensor<27x3x1xf32>) {
  %0 = vit.prelu %a0, %a1 : (tensor<81xf32>, tensor<27x3x1xf32>) -> tensor<27x3x81xf32>
  vit.yield %0 : tensor<27x3x81xf32>
}
vit.kernel @k_pow_positive(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_2_0(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<2.0> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_3_0(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<3.0> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_0_5(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<0.5> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_minus_1_0(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<-1.0> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_minus_0_5(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<-0.5> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_pow_constant_positive_1_5(%a0: tensor<3x37xf32>) {
  %0 = vit.constant dense<1.5> : tensor<f32>
  %1 = vit.pow %a0, %0 : (tensor<3x37xf32>, tensor<f32>) -> tensor<3x37xf32>
  vit.yield %1 : tensor<3x37xf32>
}
vit.kernel @k_fmod_positive(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_compare_eq_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare eq %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_eq(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare eq %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_ne_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare ne %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_ne(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare ne %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_lt_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare lt %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_lt(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare lt %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_le_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare le %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_le(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare le %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_gt_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare gt %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_gt(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare gt %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_ge_special(%a0: tensor<3x37xf32>, %a1: tensor<3x37xf32>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_compare_ge(%a0: tensor<3x37xi32>, %a1: tensor<37xi32>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x37xi32>, tensor<37xi32>) -> tensor<3x37xi1>
  vit.yield %0 : tensor<3x37xi1>
}
vit.kernel @k_not(%a0: tensor<5x17xi1>) {
  %0 = vit.not %a0 : (tensor<5x17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_and(%a0: tensor<5x17xi1>, %a1: tensor<17xi1>) {
  %0 = vit.and %a0, %a1 : (tensor<5x17xi1>, tensor<17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_or(%a0: tensor<5x17xi1>, %a1: tensor<17xi1>) {
  %0 = vit.or %a0, %a1 : (tensor<5x17xi1>, tensor<17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_xor(%a0: tensor<5x17xi1>, %a1: tensor<17xi1>) {
  %0 = vit.xor %a0, %a1 : (tensor<5x17xi1>, tensor<17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_compare_bool(%a0: tensor<5x17xi1>, %a1: tensor<5x17xi1>) {
  %0 = vit.compare eq %a0, %a1 : (tensor<5x17xi1>, tensor<5x17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_select(%a0: tensor<3x1xi1>, %a1: tensor<3x37xf32>, %a2: tensor<37xf32>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x1xi1>, tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_select_special(%a0: tensor<3x37xi1>, %a1: tensor<3x37xf32>, %a2: tensor<3x37xf32>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x37xi1>, tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0 : tensor<3x37xf32>
}
vit.kernel @k_select_bool(%a0: tensor<5x17xi1>, %a1: tensor<5x17xi1>, %a2: tensor<5x17xi1>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<5x17xi1>, tensor<5x17xi1>, tensor<5x17xi1>) -> tensor<5x17xi1>
  vit.yield %0 : tensor<5x17xi1>
}
vit.kernel @k_chain(%a0: tensor<3x37xf32>, %a1: tensor<37xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<3x37xf32>, tensor<37xf32>) -> tensor<3x37xf32>
  %1 = vit.sigmoid %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %2 = vit.mul %0, %1 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  %3 = vit.sub %2, %a0 : (tensor<3x37xf32>, tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %3 : tensor<3x37xf32>
}
vit.kernel @k_two_results(%a0: tensor<3x37xf32>) {
  %0 = vit.exp %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  %1 = vit.neg %0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0, %1 : tensor<3x37xf32>, tensor<3x37xf32>
}
vit.kernel @k_same_result_twice(%a0: tensor<3x37xf32>) {
  %0 = vit.exp %a0 : (tensor<3x37xf32>) -> tensor<3x37xf32>
  vit.yield %0, %0, %a0 : tensor<3x37xf32>, tensor<3x37xf32>, tensor<3x37xf32>
}
vit.kernel @k_constant_table(%a0: tensor<2x4xf32>) {
  %0 = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %1 = vit.mul %a0, %0 : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  vit.yield %1 : tensor<2x4xf32>
}
vit.kernel @k_infinity(%a0: tensor<8xi1>, %a1: tensor<8xf32>) {
  %0 = vit.constant dense<0xFF800000> : tensor<f32>
  %1 = vit.select %a0, %a1, %0 : (tensor<8xi1>, tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  vit.yield %1 : tensor<8xf32>
}
vit.kernel @k_large(%a0: tensor<64x1000xf32>, %a1: tensor<1000xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<64x1000xf32>, tensor<1000xf32>) -> tensor<64x1000xf32>
  vit.yield %0 : tensor<64x1000xf32>
}
vit.kernel @k_large_rows(%a0: tensor<64x1000xf32>, %a1: tensor<64x1xf32>) {
  %0 = vit.mul %a0, %a1 : (tensor<64x1000xf32>, tensor<64x1xf32>) -> tensor<64x1000xf32>
  vit.yield %0 : tensor<64x1000xf32>
}
vit.kernel @k_empty(%a0: tensor<0x4xf32>, %a1: tensor<4xf32>) {
  %0 = vit.add %a0, %a1 : (tensor<0x4xf32>, tensor<4xf32>) -> tensor<0x4xf32>
  vit.yield %0 : tensor<0x4xf32>
}
