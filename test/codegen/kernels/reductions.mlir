// Written by make_kernels.py.
vit.kernel @k_reduce_sum(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x197xf32>) -> tensor<3xf32>
  vit.yield %0 : tensor<3xf32>
}
vit.kernel @k_reduce_sum_2(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<3x1xf32>
  vit.yield %0 : tensor<3x1xf32>
}
vit.kernel @k_reduce_sum_3(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0>} : (tensor<3x197xf32>) -> tensor<197xf32>
  vit.yield %0 : tensor<197xf32>
}
vit.kernel @k_reduce_sum_4(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x197xf32>
  vit.yield %0 : tensor<1x197xf32>
}
vit.kernel @k_reduce_sum_5(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0, 1>} : (tensor<3x197xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_sum_6(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0, 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_reduce_sum_7(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2, 3>} : (tensor<2x3x7x7xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_sum_8(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2, 3>, keep_dims} : (tensor<2x3x7x7xf32>) -> tensor<2x3x1x1xf32>
  vit.yield %0 : tensor<2x3x1x1xf32>
}
vit.kernel @k_reduce_sum_9(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<2x17x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reduce_sum_10(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>, keep_dims} : (tensor<2x17x20xf32>) -> tensor<2x1x20xf32>
  vit.yield %0 : tensor<2x1x20xf32>
}
vit.kernel @k_reduce_sum_11(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1, 3>} : (tensor<2x3x4x50xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}
vit.kernel @k_reduce_sum_12(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1, 3>, keep_dims} : (tensor<2x3x4x50xf32>) -> tensor<2x1x4x1xf32>
  vit.yield %0 : tensor<2x1x4x1xf32>
}
vit.kernel @k_reduce_sum_13(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0, 2>} : (tensor<2x3x4x5xf32>) -> tensor<3x5xf32>
  vit.yield %0 : tensor<3x5xf32>
}
vit.kernel @k_reduce_sum_14(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4x5xf32>) -> tensor<1x3x1x5xf32>
  vit.yield %0 : tensor<1x3x1x5xf32>
}
vit.kernel @k_reduce_sum_15(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0>} : (tensor<1000xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_sum_16(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 0>, keep_dims} : (tensor<1000xf32>) -> tensor<1xf32>
  vit.yield %0 : tensor<1xf32>
}
vit.kernel @k_reduce_sum_17(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_sum_18(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64>, keep_dims} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_sum_19(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2>} : (tensor<5x4x3xf32>) -> tensor<5x4xf32>
  vit.yield %0 : tensor<5x4xf32>
}
vit.kernel @k_reduce_sum_20(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2>, keep_dims} : (tensor<5x4x3xf32>) -> tensor<5x4x1xf32>
  vit.yield %0 : tensor<5x4x1xf32>
}
vit.kernel @k_reduce_sum_21(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x1x20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_reduce_sum_22(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x1x20xf32>) -> tensor<3x1x20xf32>
  vit.yield %0 : tensor<3x1x20xf32>
}
vit.kernel @k_reduce_sum_23(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2>} : (tensor<16x40x300xf32>) -> tensor<16x40xf32>
  vit.yield %0 : tensor<16x40xf32>
}
vit.kernel @k_reduce_sum_24(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 2>, keep_dims} : (tensor<16x40x300xf32>) -> tensor<16x40x1xf32>
  vit.yield %0 : tensor<16x40x1xf32>
}
vit.kernel @k_reduce_mean(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>} : (tensor<3x197xf32>) -> tensor<3xf32>
  vit.yield %0 : tensor<3xf32>
}
vit.kernel @k_reduce_mean_2(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<3x1xf32>
  vit.yield %0 : tensor<3x1xf32>
}
vit.kernel @k_reduce_mean_3(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0>} : (tensor<3x197xf32>) -> tensor<197xf32>
  vit.yield %0 : tensor<197xf32>
}
vit.kernel @k_reduce_mean_4(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x197xf32>
  vit.yield %0 : tensor<1x197xf32>
}
vit.kernel @k_reduce_mean_5(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0, 1>} : (tensor<3x197xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_mean_6(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0, 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_reduce_mean_7(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2, 3>} : (tensor<2x3x7x7xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_mean_8(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2, 3>, keep_dims} : (tensor<2x3x7x7xf32>) -> tensor<2x3x1x1xf32>
  vit.yield %0 : tensor<2x3x1x1xf32>
}
vit.kernel @k_reduce_mean_9(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>} : (tensor<2x17x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reduce_mean_10(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>, keep_dims} : (tensor<2x17x20xf32>) -> tensor<2x1x20xf32>
  vit.yield %0 : tensor<2x1x20xf32>
}
vit.kernel @k_reduce_mean_11(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1, 3>} : (tensor<2x3x4x50xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}
vit.kernel @k_reduce_mean_12(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1, 3>, keep_dims} : (tensor<2x3x4x50xf32>) -> tensor<2x1x4x1xf32>
  vit.yield %0 : tensor<2x1x4x1xf32>
}
vit.kernel @k_reduce_mean_13(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0, 2>} : (tensor<2x3x4x5xf32>) -> tensor<3x5xf32>
  vit.yield %0 : tensor<3x5xf32>
}
vit.kernel @k_reduce_mean_14(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4x5xf32>) -> tensor<1x3x1x5xf32>
  vit.yield %0 : tensor<1x3x1x5xf32>
}
vit.kernel @k_reduce_mean_15(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0>} : (tensor<1000xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_mean_16(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 0>, keep_dims} : (tensor<1000xf32>) -> tensor<1xf32>
  vit.yield %0 : tensor<1xf32>
}
vit.kernel @k_reduce_mean_17(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_mean_18(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64>, keep_dims} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_mean_19(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2>} : (tensor<5x4x3xf32>) -> tensor<5x4xf32>
  vit.yield %0 : tensor<5x4xf32>
}
vit.kernel @k_reduce_mean_20(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2>, keep_dims} : (tensor<5x4x3xf32>) -> tensor<5x4x1xf32>
  vit.yield %0 : tensor<5x4x1xf32>
}
vit.kernel @k_reduce_mean_21(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>} : (tensor<3x1x20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_reduce_mean_22(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x1x20xf32>) -> tensor<3x1x20xf32>
  vit.yield %0 : tensor<3x1x20xf32>
}
vit.kernel @k_reduce_mean_23(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2>} : (tensor<16x40x300xf32>) -> tensor<16x40xf32>
  vit.yield %0 : tensor<16x40xf32>
}
vit.kernel @k_reduce_mean_24(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 2>, keep_dims} : (tensor<16x40x300xf32>) -> tensor<16x40x1xf32>
  vit.yield %0 : tensor<16x40x1xf32>
}
vit.kernel @k_reduce_max(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x197xf32>) -> tensor<3xf32>
  vit.yield %0 : tensor<3xf32>
}
vit.kernel @k_reduce_max_2(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<3x1xf32>
  vit.yield %0 : tensor<3x1xf32>
}
vit.kernel @k_reduce_max_3(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0>} : (tensor<3x197xf32>) -> tensor<197xf32>
  vit.yield %0 : tensor<197xf32>
}
vit.kernel @k_reduce_max_4(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x197xf32>
  vit.yield %0 : tensor<1x197xf32>
}
vit.kernel @k_reduce_max_5(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0, 1>} : (tensor<3x197xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_max_6(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0, 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_reduce_max_7(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2, 3>} : (tensor<2x3x7x7xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_max_8(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2, 3>, keep_dims} : (tensor<2x3x7x7xf32>) -> tensor<2x3x1x1xf32>
  vit.yield %0 : tensor<2x3x1x1xf32>
}
vit.kernel @k_reduce_max_9(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<2x17x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reduce_max_10(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>, keep_dims} : (tensor<2x17x20xf32>) -> tensor<2x1x20xf32>
  vit.yield %0 : tensor<2x1x20xf32>
}
vit.kernel @k_reduce_max_11(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1, 3>} : (tensor<2x3x4x50xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}
vit.kernel @k_reduce_max_12(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1, 3>, keep_dims} : (tensor<2x3x4x50xf32>) -> tensor<2x1x4x1xf32>
  vit.yield %0 : tensor<2x1x4x1xf32>
}
vit.kernel @k_reduce_max_13(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0, 2>} : (tensor<2x3x4x5xf32>) -> tensor<3x5xf32>
  vit.yield %0 : tensor<3x5xf32>
}
vit.kernel @k_reduce_max_14(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4x5xf32>) -> tensor<1x3x1x5xf32>
  vit.yield %0 : tensor<1x3x1x5xf32>
}
vit.kernel @k_reduce_max_15(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0>} : (tensor<1000xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_max_16(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0>, keep_dims} : (tensor<1000xf32>) -> tensor<1xf32>
  vit.yield %0 : tensor<1xf32>
}
vit.kernel @k_reduce_max_17(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_max_18(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64>, keep_dims} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_max_19(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2>} : (tensor<5x4x3xf32>) -> tensor<5x4xf32>
  vit.yield %0 : tensor<5x4xf32>
}
vit.kernel @k_reduce_max_20(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2>, keep_dims} : (tensor<5x4x3xf32>) -> tensor<5x4x1xf32>
  vit.yield %0 : tensor<5x4x1xf32>
}
vit.kernel @k_reduce_max_21(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x1x20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_reduce_max_22(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x1x20xf32>) -> tensor<3x1x20xf32>
  vit.yield %0 : tensor<3x1x20xf32>
}
vit.kernel @k_reduce_max_23(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2>} : (tensor<16x40x300xf32>) -> tensor<16x40xf32>
  vit.yield %0 : tensor<16x40xf32>
}
vit.kernel @k_reduce_max_24(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 2>, keep_dims} : (tensor<16x40x300xf32>) -> tensor<16x40x1xf32>
  vit.yield %0 : tensor<16x40x1xf32>
}
vit.kernel @k_reduce_min(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>} : (tensor<3x197xf32>) -> tensor<3xf32>
  vit.yield %0 : tensor<3xf32>
}
vit.kernel @k_reduce_min_2(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<3x1xf32>
  vit.yield %0 : tensor<3x1xf32>
}
vit.kernel @k_reduce_min_3(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x197xf32>) -> tensor<197xf32>
  vit.yield %0 : tensor<197xf32>
}
vit.kernel @k_reduce_min_4(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x197xf32>
  vit.yield %0 : tensor<1x197xf32>
}
vit.kernel @k_reduce_min_5(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0, 1>} : (tensor<3x197xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_min_6(%a0: tensor<3x197xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0, 1>, keep_dims} : (tensor<3x197xf32>) -> tensor<1x1xf32>
  vit.yield %0 : tensor<1x1xf32>
}
vit.kernel @k_reduce_min_7(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2, 3>} : (tensor<2x3x7x7xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_min_8(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2, 3>, keep_dims} : (tensor<2x3x7x7xf32>) -> tensor<2x3x1x1xf32>
  vit.yield %0 : tensor<2x3x1x1xf32>
}
vit.kernel @k_reduce_min_9(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>} : (tensor<2x17x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reduce_min_10(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>, keep_dims} : (tensor<2x17x20xf32>) -> tensor<2x1x20xf32>
  vit.yield %0 : tensor<2x1x20xf32>
}
vit.kernel @k_reduce_min_11(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1, 3>} : (tensor<2x3x4x50xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}
vit.kernel @k_reduce_min_12(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1, 3>, keep_dims} : (tensor<2x3x4x50xf32>) -> tensor<2x1x4x1xf32>
  vit.yield %0 : tensor<2x1x4x1xf32>
}
vit.kernel @k_reduce_min_13(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0, 2>} : (tensor<2x3x4x5xf32>) -> tensor<3x5xf32>
  vit.yield %0 : tensor<3x5xf32>
}
vit.kernel @k_reduce_min_14(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4x5xf32>) -> tensor<1x3x1x5xf32>
  vit.yield %0 : tensor<1x3x1x5xf32>
}
vit.kernel @k_reduce_min_15(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<1000xf32>) -> tensor<f32>
  vit.yield %0 : tensor<f32>
}
vit.kernel @k_reduce_min_16(%a0: tensor<1000xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>, keep_dims} : (tensor<1000xf32>) -> tensor<1xf32>
  vit.yield %0 : tensor<1xf32>
}
vit.kernel @k_reduce_min_17(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_min_18(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64>, keep_dims} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_min_19(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2>} : (tensor<5x4x3xf32>) -> tensor<5x4xf32>
  vit.yield %0 : tensor<5x4xf32>
}
vit.kernel @k_reduce_min_20(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2>, keep_dims} : (tensor<5x4x3xf32>) -> tensor<5x4x1xf32>
  vit.yield %0 : tensor<5x4x1xf32>
}
vit.kernel @k_reduce_min_21(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>} : (tensor<3x1x20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_reduce_min_22(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x1x20xf32>) -> tensor<3x1x20xf32>
  vit.yield %0 : tensor<3x1x20xf32>
}
vit.kernel @k_reduce_min_23(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2>} : (tensor<16x40x300xf32>) -> tensor<16x40xf32>
  vit.yield %0 : tensor<16x40xf32>
}
vit.kernel @k_reduce_min_24(%a0: tensor<16x40x300xf32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 2>, keep_dims} : (tensor<16x40x300xf32>) -> tensor<16x40x1xf32>
  vit.yield %0 : tensor<16x40x1xf32>
}
vit.kernel @k_reduce_prod_positive(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 2, 3>} : (tensor<2x3x7x7xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_prod_positive_2(%a0: tensor<2x3x7x7xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 2, 3>, keep_dims} : (tensor<2x3x7x7xf32>) -> tensor<2x3x1x1xf32>
  vit.yield %0 : tensor<2x3x1x1xf32>
}
vit.kernel @k_reduce_prod_positive_3(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1>} : (tensor<2x17x20xf32>) -> tensor<2x20xf32>
  vit.yield %0 : tensor<2x20xf32>
}
vit.kernel @k_reduce_prod_positive_4(%a0: tensor<2x17x20xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1>, keep_dims} : (tensor<2x17x20xf32>) -> tensor<2x1x20xf32>
  vit.yield %0 : tensor<2x1x20xf32>
}
vit.kernel @k_reduce_prod_positive_5(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1, 3>} : (tensor<2x3x4x50xf32>) -> tensor<2x4xf32>
  vit.yield %0 : tensor<2x4xf32>
}
vit.kernel @k_reduce_prod_positive_6(%a0: tensor<2x3x4x50xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1, 3>, keep_dims} : (tensor<2x3x4x50xf32>) -> tensor<2x1x4x1xf32>
  vit.yield %0 : tensor<2x1x4x1xf32>
}
vit.kernel @k_reduce_prod_positive_7(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 0, 2>} : (tensor<2x3x4x5xf32>) -> tensor<3x5xf32>
  vit.yield %0 : tensor<3x5xf32>
}
vit.kernel @k_reduce_prod_positive_8(%a0: tensor<2x3x4x5xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4x5xf32>) -> tensor<1x3x1x5xf32>
  vit.yield %0 : tensor<1x3x1x5xf32>
}
vit.kernel @k_reduce_prod(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_prod_2(%a0: tensor<2x3xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64>, keep_dims} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_reduce_prod_positive_9(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 2>} : (tensor<5x4x3xf32>) -> tensor<5x4xf32>
  vit.yield %0 : tensor<5x4xf32>
}
vit.kernel @k_reduce_prod_positive_10(%a0: tensor<5x4x3xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 2>, keep_dims} : (tensor<5x4x3xf32>) -> tensor<5x4x1xf32>
  vit.yield %0 : tensor<5x4x1xf32>
}
vit.kernel @k_reduce_prod_positive_11(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1>} : (tensor<3x1x20xf32>) -> tensor<3x20xf32>
  vit.yield %0 : tensor<3x20xf32>
}
vit.kernel @k_reduce_prod_positive_12(%a0: tensor<3x1x20xf32>) {
  %0 = vit.reduce_prod %a0 {axes = array<i64: 1>, keep_dims} : (tensor<3x1x20xf32>) -> tensor<3x1x20xf32>
  vit.yield %0 : tensor<3x1x20xf32>
}
vit.kernel @k_reduce_mean_of_squares(%a0: tensor<2x3x50xf32>) {
  %0 = vit.mul %a0, %a0 : (tensor<2x3x50xf32>, tensor<2x3x50xf32>) -> tensor<2x3x50xf32>
  %1 = vit.reduce_mean %0 {axes = array<i64: 2>, keep_dims} : (tensor<2x3x50xf32>) -> tensor<2x3x1xf32>
  %2 = vit.sqrt %1 : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %3 = vit.div %a0, %2 : (tensor<2x3x50xf32>, tensor<2x3x1xf32>) -> tensor<2x3x50xf32>
  vit.yield %3 : tensor<2x3x50xf32>
}
vit.kernel @k_reduce_max_special(%a0: tensor<5x40xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<5x40xf32>) -> tensor<5xf32>
  vit.yield %0 : tensor<5xf32>
}
vit.kernel @k_reduce_max_special_2(%a0: tensor<5x40xf32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 0>} : (tensor<5x40xf32>) -> tensor<40xf32>
  vit.yield %0 : tensor<40xf32>
}
vit.kernel @k_reduce_mean_of_nothing(%a0: tensor<2x0x3xf32>) {
  %0 = vit.reduce_mean %a0 {axes = array<i64: 1>} : (tensor<2x0x3xf32>) -> tensor<2x3xf32>
  vit.yield %0 : tensor<2x3xf32>
}
vit.kernel @k_argmax(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x40xf32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmax_2(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x40xi32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmax_3(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 1, select_last} : (tensor<3x40xf32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmax_4(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 1, select_last} : (tensor<3x40xi32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmax_5(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims} : (tensor<3x40xf32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmax_6(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims} : (tensor<3x40xi32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmax_7(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims, select_last} : (tensor<3x40xf32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmax_8(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims, select_last} : (tensor<3x40xi32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmax_9(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 0} : (tensor<3x40xf32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmax_10(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 0} : (tensor<3x40xi32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmax_11(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 0, select_last} : (tensor<3x40xf32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmax_12(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 0, select_last} : (tensor<3x40xi32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmax_13(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims} : (tensor<3x40xf32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmax_14(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims} : (tensor<3x40xi32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmax_15(%a0: tensor<3x40xf32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims, select_last} : (tensor<3x40xf32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmax_16(%a0: tensor<3x40xi32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims, select_last} : (tensor<3x40xi32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmax_17(%a0: tensor<7xf32>) {
  %0 = vit.argmax %a0 {axis = 0} : (tensor<7xf32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmax_18(%a0: tensor<7xi32>) {
  %0 = vit.argmax %a0 {axis = 0} : (tensor<7xi32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmax_19(%a0: tensor<7xf32>) {
  %0 = vit.argmax %a0 {axis = 0, select_last} : (tensor<7xf32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmax_20(%a0: tensor<7xi32>) {
  %0 = vit.argmax %a0 {axis = 0, select_last} : (tensor<7xi32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmax_21(%a0: tensor<7xf32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims} : (tensor<7xf32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmax_22(%a0: tensor<7xi32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims} : (tensor<7xi32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmax_23(%a0: tensor<7xf32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims, select_last} : (tensor<7xf32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmax_24(%a0: tensor<7xi32>) {
  %0 = vit.argmax %a0 {axis = 0, keep_dims, select_last} : (tensor<7xi32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmax_25(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<2x5x3xf32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmax_26(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<2x5x3xi32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmax_27(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmax %a0 {axis = 1, select_last} : (tensor<2x5x3xf32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmax_28(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmax %a0 {axis = 1, select_last} : (tensor<2x5x3xi32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmax_29(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims} : (tensor<2x5x3xf32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmax_30(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims} : (tensor<2x5x3xi32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmax_31(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims, select_last} : (tensor<2x5x3xf32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmax_32(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmax %a0 {axis = 1, keep_dims, select_last} : (tensor<2x5x3xi32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmin(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 1} : (tensor<3x40xf32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmin_2(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 1} : (tensor<3x40xi32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmin_3(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 1, select_last} : (tensor<3x40xf32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmin_4(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 1, select_last} : (tensor<3x40xi32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_argmin_5(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims} : (tensor<3x40xf32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmin_6(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims} : (tensor<3x40xi32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmin_7(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims, select_last} : (tensor<3x40xf32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmin_8(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims, select_last} : (tensor<3x40xi32>) -> tensor<3x1xi64>
  vit.yield %0 : tensor<3x1xi64>
}
vit.kernel @k_argmin_9(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 0} : (tensor<3x40xf32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmin_10(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 0} : (tensor<3x40xi32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmin_11(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 0, select_last} : (tensor<3x40xf32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmin_12(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 0, select_last} : (tensor<3x40xi32>) -> tensor<40xi64>
  vit.yield %0 : tensor<40xi64>
}
vit.kernel @k_argmin_13(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims} : (tensor<3x40xf32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmin_14(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims} : (tensor<3x40xi32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmin_15(%a0: tensor<3x40xf32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims, select_last} : (tensor<3x40xf32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmin_16(%a0: tensor<3x40xi32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims, select_last} : (tensor<3x40xi32>) -> tensor<1x40xi64>
  vit.yield %0 : tensor<1x40xi64>
}
vit.kernel @k_argmin_17(%a0: tensor<7xf32>) {
  %0 = vit.argmin %a0 {axis = 0} : (tensor<7xf32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmin_18(%a0: tensor<7xi32>) {
  %0 = vit.argmin %a0 {axis = 0} : (tensor<7xi32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmin_19(%a0: tensor<7xf32>) {
  %0 = vit.argmin %a0 {axis = 0, select_last} : (tensor<7xf32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmin_20(%a0: tensor<7xi32>) {
  %0 = vit.argmin %a0 {axis = 0, select_last} : (tensor<7xi32>) -> tensor<i64>
  vit.yield %0 : tensor<i64>
}
vit.kernel @k_argmin_21(%a0: tensor<7xf32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims} : (tensor<7xf32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmin_22(%a0: tensor<7xi32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims} : (tensor<7xi32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmin_23(%a0: tensor<7xf32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims, select_last} : (tensor<7xf32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmin_24(%a0: tensor<7xi32>) {
  %0 = vit.argmin %a0 {axis = 0, keep_dims, select_last} : (tensor<7xi32>) -> tensor<1xi64>
  vit.yield %0 : tensor<1xi64>
}
vit.kernel @k_argmin_25(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmin %a0 {axis = 1} : (tensor<2x5x3xf32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmin_26(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmin %a0 {axis = 1} : (tensor<2x5x3xi32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmin_27(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmin %a0 {axis = 1, select_last} : (tensor<2x5x3xf32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmin_28(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmin %a0 {axis = 1, select_last} : (tensor<2x5x3xi32>) -> tensor<2x3xi64>
  vit.yield %0 : tensor<2x3xi64>
}
vit.kernel @k_argmin_29(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims} : (tensor<2x5x3xf32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmin_30(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims} : (tensor<2x5x3xi32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmin_31(%a0: tensor<2x5x3xf32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims, select_last} : (tensor<2x5x3xf32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_argmin_32(%a0: tensor<2x5x3xi32>) {
  %0 = vit.argmin %a0 {axis = 1, keep_dims, select_last} : (tensor<2x5x3xi32>) -> tensor<2x1x3xi64>
  vit.yield %0 : tensor<2x1x3xi64>
}
vit.kernel @k_cumsum(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_2(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, reverse} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_3(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_4(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive, reverse} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_5(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 0} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_6(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, reverse} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_7(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, exclusive} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_8(%a0: tensor<3x40xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, exclusive, reverse} : (tensor<3x40xf32>) -> tensor<3x40xf32>
  vit.yield %0 : tensor<3x40xf32>
}
vit.kernel @k_cumsum_9(%a0: tensor<7xf32>) {
  %0 = vit.cumsum %a0 {axis = 0} : (tensor<7xf32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_cumsum_10(%a0: tensor<7xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, reverse} : (tensor<7xf32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_cumsum_11(%a0: tensor<7xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, exclusive} : (tensor<7xf32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_cumsum_12(%a0: tensor<7xf32>) {
  %0 = vit.cumsum %a0 {axis = 0, exclusive, reverse} : (tensor<7xf32>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_cumsum_13(%a0: tensor<2x5x3xf32>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<2x5x3xf32>) -> tensor<2x5x3xf32>
  vit.yield %0 : tensor<2x5x3xf32>
}
vit.kernel @k_cumsum_14(%a0: tensor<2x5x3xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, reverse} : (tensor<2x5x3xf32>) -> tensor<2x5x3xf32>
  vit.yield %0 : tensor<2x5x3xf32>
}
vit.kernel @k_cumsum_15(%a0: tensor<2x5x3xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive} : (tensor<2x5x3xf32>) -> tensor<2x5x3xf32>
  vit.yield %0 : tensor<2x5x3xf32>
}
vit.kernel @k_cumsum_16(%a0: tensor<2x5x3xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive, reverse} : (tensor<2x5x3xf32>) -> tensor<2x5x3xf32>
  vit.yield %0 : tensor<2x5x3xf32>
}
vit.kernel @k_cumsum_17(%a0: tensor<4x1xf32>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<4x1xf32>) -> tensor<4x1xf32>
  vit.yield %0 : tensor<4x1xf32>
}
vit.kernel @k_cumsum_18(%a0: tensor<4x1xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, reverse} : (tensor<4x1xf32>) -> tensor<4x1xf32>
  vit.yield %0 : tensor<4x1xf32>
}
vit.kernel @k_cumsum_19(%a0: tensor<4x1xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive} : (tensor<4x1xf32>) -> tensor<4x1xf32>
  vit.yield %0 : tensor<4x1xf32>
}
vit.kernel @k_cumsum_20(%a0: tensor<4x1xf32>) {
  %0 = vit.cumsum %a0 {axis = 1, exclusive, reverse} : (tensor<4x1xf32>) -> tensor<4x1xf32>
  vit.yield %0 : tensor<4x1xf32>
}
vit.kernel @k_magnitude_5x100(%a0: tensor<5x100xf32>) {
  %0 = vit.abs %a0 : (tensor<5x100xf32>) -> tensor<5x100xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 1>, keep_dims} : (tensor<5x100xf32>) -> tensor<5x1xf32>
  vit.yield %1 : tensor<5x1xf32>
}
vit.kernel @k_magnitude_5x100_special(%a0: tensor<5x100xf32>) {
  %0 = vit.abs %a0 : (tensor<5x100xf32>) -> tensor<5x100xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 1>, keep_dims} : (tensor<5x100xf32>) -> tensor<5x1xf32>
  vit.yield %1 : tensor<5x1xf32>
}
vit.kernel @k_magnitude_100x5(%a0: tensor<100x5xf32>) {
  %0 = vit.abs %a0 : (tensor<100x5xf32>) -> tensor<100x5xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 0>, keep_dims} : (tensor<100x5xf32>) -> tensor<1x5xf32>
  vit.yield %1 : tensor<1x5xf32>
}
vit.kernel @k_magnitude_100x5_special(%a0: tensor<100x5xf32>) {
  %0 = vit.abs %a0 : (tensor<100x5xf32>) -> tensor<100x5xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 0>, keep_dims} : (tensor<100x5xf32>) -> tensor<1x5xf32>
  vit.yield %1 : tensor<1x5xf32>
}
vit.kernel @k_magnitude_40(%a0: tensor<40xf32>) {
  %0 = vit.abs %a0 : (tensor<40xf32>) -> tensor<40xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 0>, keep_dims} : (tensor<40xf32>) -> tensor<1xf32>
  vit.yield %1 : tensor<1xf32>
}
vit.kernel @k_magnitude_40_special(%a0: tensor<40xf32>) {
  %0 = vit.abs %a0 : (tensor<40xf32>) -> tensor<40xf32>
  %1 = vit.reduce_max %0 {axes = array<i64: 0>, keep_dims} : (tensor<40xf32>) -> tensor<1xf32>
  vit.yield %1 : tensor<1xf32>
}
