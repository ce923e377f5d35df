// Written by make_kernels.py.
vit.kernel @k_gather_0(%a0: tensor<4x5x20xf32>, %a1: tensor<i64>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<i64>) -> tensor<5x20xf32>
  vit.yield %0 : tensor<5x20xf32>
}
vit.kernel @k_gather_0_2(%a0: tensor<4x5x20xf32>, %a1: tensor<i32>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<i32>) -> tensor<5x20xf32>
  vit.yield %0 : tensor<5x20xf32>
}
vit.kernel @k_gather_0_3(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<3xi64>) -> tensor<3x5x20xf32>
  vit.yield %0 : tensor<3x5x20xf32>
}
vit.kernel @k_gather_0_4(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<3xi32>) -> tensor<3x5x20xf32>
  vit.yield %0 : tensor<3x5x20xf32>
}
vit.kernel @k_gather_0_5(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<2x2xi64>) -> tensor<2x2x5x20xf32>
  vit.yield %0 : tensor<2x2x5x20xf32>
}
vit.kernel @k_gather_0_6(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 0} : (tensor<4x5x20xf32>, tensor<2x2xi32>) -> tensor<2x2x5x20xf32>
  vit.yield %0 : tensor<2x2x5x20xf32>
}
vit.kernel @k_gather_1(%a0: tensor<4x5x20xf32>, %a1: tensor<i64>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<i64>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_gather_1_2(%a0: tensor<4x5x20xf32>, %a1: tensor<i32>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<i32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_gather_1_3(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<3xi64>) -> tensor<4x3x20xf32>
  vit.yield %0 : tensor<4x3x20xf32>
}
vit.kernel @k_gather_1_4(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<3xi32>) -> tensor<4x3x20xf32>
  vit.yield %0 : tensor<4x3x20xf32>
}
vit.kernel @k_gather_1_5(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<2x2xi64>) -> tensor<4x2x2x20xf32>
  vit.yield %0 : tensor<4x2x2x20xf32>
}
vit.kernel @k_gather_1_6(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 1} : (tensor<4x5x20xf32>, tensor<2x2xi32>) -> tensor<4x2x2x20xf32>
  vit.yield %0 : tensor<4x2x2x20xf32>
}
vit.kernel @k_gather_2(%a0: tensor<4x5x20xf32>, %a1: tensor<i64>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<i64>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_gather_2_2(%a0: tensor<4x5x20xf32>, %a1: tensor<i32>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<i32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_gather_2_3(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<3xi64>) -> tensor<4x5x3xf32>
  vit.yield %0 : tensor<4x5x3xf32>
}
vit.kernel @k_gather_2_4(%a0: tensor<4x5x20xf32>, %a1: tensor<3xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<3xi32>) -> tensor<4x5x3xf32>
  vit.yield %0 : tensor<4x5x3xf32>
}
vit.kernel @k_gather_2_5(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi64>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<2x2xi64>) -> tensor<4x5x2x2xf32>
  vit.yield %0 : tensor<4x5x2x2xf32>
}
vit.kernel @k_gather_2_6(%a0: tensor<4x5x20xf32>, %a1: tensor<2x2xi32>) {
  %0 = vit.gather %a0, %a1 {axis = 2} : (tensor<4x5x20xf32>, tensor<2x2xi32>) -> tensor<4x5x2x2xf32>
  vit.yield %0 : tensor<4x5x2x2xf32>
}
vit.kernel @k_gather_elements(%a0: tensor<4x20xf32>, %a1: tensor<3x4xi64>) {
  %0 = vit.gather_elements %a0, %a1 {axis = 0} : (tensor<4x20xf32>, tensor<3x4xi64>) -> tensor<3x4xf32>
  vit.yield %0 : tensor<3x4xf32>
}
vit.kernel @k_gather_elements_2(%a0: tensor<4x20xf32>, %a1: tensor<3x4xi64>) {
  %0 = vit.gather_elements %a0, %a1 {axis = 1} : (tensor<4x20xf32>, tensor<3x4xi64>) -> tensor<3x4xf32>
  vit.yield %0 : tensor<3x4xf32>
}
vit.kernel @k_gather_nd(%a0: tensor<4x5x6xf32>, %a1: tensor<2x2xi64>) {
  %0 = vit.gather_nd %a0, %a1 : (tensor<4x5x6xf32>, tensor<2x2xi64>) -> tensor<2x6xf32>
  vit.yield %0 : tensor<2x6xf32>
}
vit.kernel @k_gather_nd_2(%a0: tensor<4x5x6xf32>, %a1: tensor<7x3xi64>) {
  %0 = vit.gather_nd %a0, %a1 : (tensor<4x5x6xf32>, tensor<7x3xi64>) -> tensor<7xf32>
  vit.yield %0 : tensor<7xf32>
}
vit.kernel @k_gather_nd_3(%a0: tensor<4x5x6xf32>, %a1: tensor<3x1xi32>) {
  %0 = vit.gather_nd %a0, %a1 : (tensor<4x5x6xf32>, tensor<3x1xi32>) -> tensor<3x5x6xf32>
  vit.yield %0 : tensor<3x5x6xf32>
}
vit.kernel @k_gather_nd_4(%a0: tensor<4x5x6xf32>, %a1: tensor<4x2x1xi64>) {
  %0 = vit.gather_nd %a0, %a1 {batch_dims = 1} : (tensor<4x5x6xf32>, tensor<4x2x1xi64>) -> tensor<4x2x6xf32>
  vit.yield %0 : tensor<4x2x6xf32>
}
vit.kernel @k_scatter_nd_none(%a0: tensor<4x20xf32>, %a1: tensor<3x1xi64>, %a2: tensor<3x20xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction none>} : (tensor<4x20xf32>, tensor<3x1xi64>, tensor<3x20xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_scatter_nd_none_2(%a0: tensor<4x5xf32>, %a1: tensor<2x3x2xi64>, %a2: tensor<2x3xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction none>} : (tensor<4x5xf32>, tensor<2x3x2xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_scatter_nd_add(%a0: tensor<4x20xf32>, %a1: tensor<3x1xi64>, %a2: tensor<3x20xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction add>} : (tensor<4x20xf32>, tensor<3x1xi64>, tensor<3x20xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_scatter_nd_add_2(%a0: tensor<4x5xf32>, %a1: tensor<2x3x2xi64>, %a2: tensor<2x3xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction add>} : (tensor<4x5xf32>, tensor<2x3x2xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_scatter_nd_mul(%a0: tensor<4x20xf32>, %a1: tensor<3x1xi64>, %a2: tensor<3x20xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction mul>} : (tensor<4x20xf32>, tensor<3x1xi64>, tensor<3x20xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_scatter_nd_mul_2(%a0: tensor<4x5xf32>, %a1: tensor<2x3x2xi64>, %a2: tensor<2x3xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction mul>} : (tensor<4x5xf32>, tensor<2x3x2xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_scatter_nd_max(%a0: tensor<4x20xf32>, %a1: tensor<3x1xi64>, %a2: tensor<3x20xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction max>} : (tensor<4x20xf32>, tensor<3x1xi64>, tensor<3x20xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_scatter_nd_max_2(%a0: tensor<4x5xf32>, %a1: tensor<2x3x2xi64>, %a2: tensor<2x3xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction max>} : (tensor<4x5xf32>, tensor<2x3x2xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_scatter_nd_min(%a0: tensor<4x20xf32>, %a1: tensor<3x1xi64>, %a2: tensor<3x20xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction min>} : (tensor<4x20xf32>, tensor<3x1xi64>, tensor<3x20xf32>) -> tensor<4x20xf32>
  vit.yield %0 : tensor<4x20xf32>
}
vit.kernel @k_scatter_nd_min_2(%a0: tensor<4x5xf32>, %a1: tensor<2x3x2xi64>, %a2: tensor<2x3xf32>) {
  %0 = vit.scatter_nd %a0, %a1, %a2 {reduction = #vit<scatter_reduction min>} : (tensor<4x5xf32>, tensor<2x3x2xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  vit.yield %0 : tensor<4x5xf32>
}
vit.kernel @k_topk_1(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 1, axis = 1} : (tensor<3x20xf32>) -> (tensor<3x1xf32>, tensor<3x1xi64>)
  vit.yield %0#0, %0#1 : tensor<3x1xf32>, tensor<3x1xi64>
}
vit.kernel @k_topk_1_2(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 1, axis = 1, smallest} : (tensor<3x20xf32>) -> (tensor<3x1xf32>, tensor<3x1xi64>)
  vit.yield %0#0, %0#1 : tensor<3x1xf32>, tensor<3x1xi64>
}
vit.kernel @k_topk_1_3(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 1, axis = 0} : (tensor<20x3xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
  vit.yield %0#0, %0#1 : tensor<1x3xf32>, tensor<1x3xi64>
}
vit.kernel @k_topk_1_4(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 1, axis = 0, smallest} : (tensor<20x3xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
  vit.yield %0#0, %0#1 : tensor<1x3xf32>, tensor<1x3xi64>
}
vit.kernel @k_topk_3(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 3, axis = 1} : (tensor<3x20xf32>) -> (tensor<3x3xf32>, tensor<3x3xi64>)
  vit.yield %0#0, %0#1 : tensor<3x3xf32>, tensor<3x3xi64>
}
vit.kernel @k_topk_3_2(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 3, axis = 1, smallest} : (tensor<3x20xf32>) -> (tensor<3x3xf32>, tensor<3x3xi64>)
  vit.yield %0#0, %0#1 : tensor<3x3xf32>, tensor<3x3xi64>
}
vit.kernel @k_topk_3_3(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 3, axis = 0} : (tensor<20x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xi64>)
  vit.yield %0#0, %0#1 : tensor<3x3xf32>, tensor<3x3xi64>
}
vit.kernel @k_topk_3_4(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 3, axis = 0, smallest} : (tensor<20x3xf32>) -> (tensor<3x3xf32>, tensor<3x3xi64>)
  vit.yield %0#0, %0#1 : tensor<3x3xf32>, tensor<3x3xi64>
}
vit.kernel @k_topk_20(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 20, axis = 1} : (tensor<3x20xf32>) -> (tensor<3x20xf32>, tensor<3x20xi64>)
  vit.yield %0#0, %0#1 : tensor<3x20xf32>, tensor<3x20xi64>
}
vit.kernel @k_topk_20_2(%a0: tensor<3x20xf32>) {
  %0:2 = vit.topk %a0 {k = 20, axis = 1, smallest} : (tensor<3x20xf32>) -> (tensor<3x20xf32>, tensor<3x20xi64>)
  vit.yield %0#0, %0#1 : tensor<3x20xf32>, tensor<3x20xi64>
}
vit.kernel @k_topk_20_3(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 20, axis = 0} : (tensor<20x3xf32>) -> (tensor<20x3xf32>, tensor<20x3xi64>)
  vit.yield %0#0, %0#1 : tensor<20x3xf32>, tensor<20x3xi64>
}
vit.kernel @k_topk_20_4(%a0: tensor<20x3xf32>) {
  %0:2 = vit.topk %a0 {k = 20, axis = 0, smallest} : (tensor<20x3xf32>) -> (tensor<20x3xf32>, tensor<20x3xi64>)
  vit.yield %0#0, %0#1 : tensor<20x3xf32>, tensor<20x3xi64>
}
vit.kernel @k_topk_equal_elements(%a0: tensor<2x30xi32>) {
  %0:2 = vit.topk %a0 {k = 30, axis = 1} : (tensor<2x30xi32>) -> (tensor<2x30xi32>, tensor<2x30xi64>)
  vit.yield %0#0, %0#1 : tensor<2x30xi32>, tensor<2x30xi64>
}
