// Written by make_kernels.py.
vit.kernel @k_product(%a0: tensor<97x40xf32>, %a1: tensor<40x96xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 8, columns = 8, row_threads = 8, column_threads = 8, depth = 8, slices = 1>] {
  %0 = vit.matmul %a0, %a1 : (tensor<97x40xf32>, tensor<40x96xf32>) -> tensor<97x96xf32>
  vit.yield %0 : tensor<97x96xf32>
}
vit.kernel @k_product_2(%a0: tensor<50x77xf32>, %a1: tensor<77x30xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 4, columns = 4, row_threads = 8, column_threads = 8, depth = 8, slices = 4>] {
  %0 = vit.matmul %a0, %a1 : (tensor<50x77xf32>, tensor<77x30xf32>) -> tensor<50x30xf32>
  vit.yield %0 : tensor<50x30xf32>
}
vit.kernel @k_product_3(%a0: tensor<33x20xf32>, %a1: tensor<20x36xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 8, columns = 4, row_threads = 5, column_threads = 8, depth = 4, slices = 1>] {
  %0 = vit.matmul %a0, %a1 : (tensor<33x20xf32>, tensor<20x36xf32>) -> tensor<33x36xf32>
  vit.yield %0 : tensor<33x36xf32>
}
vit.kernel @k_product_4(%a0: tensor<5x7xf32>, %a1: tensor<7x3xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 8, columns = 8, row_threads = 4, column_threads = 8, depth = 16, slices = 2>] {
  %0 = vit.matmul %a0, %a1 : (tensor<5x7xf32>, tensor<7x3xf32>) -> tensor<5x3xf32>
  vit.yield %0 : tensor<5x3xf32>
}
vit.kernel @k_product_5(%a0: tensor<1x100xf32>, %a1: tensor<100x130xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 1, columns = 2, row_threads = 1, column_threads = 32, depth = 8, slices = 8>] {
  %0 = vit.matmul %a0, %a1 : (tensor<1x100xf32>, tensor<100x130xf32>) -> tensor<1x130xf32>
  vit.yield %0 : tensor<1x130xf32>
}
vit.kernel @k_product_6(%a0: tensor<7x48xf32>, %a1: tensor<48x20xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 3, columns = 5, row_threads = 3, column_threads = 32, depth = 6, slices = 1>] {
  %0 = vit.matmul %a0, %a1 : (tensor<7x48xf32>, tensor<48x20xf32>) -> tensor<7x20xf32>
  vit.yield %0 : tensor<7x20xf32>
}
vit.kernel @k_product_7(%a0: tensor<70x16xf32>, %a1: tensor<16x12xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 2, columns = 4, row_threads = 32, column_threads = 1, depth = 3, slices = 1>] {
  %0 = vit.matmul %a0, %a1 : (tensor<70x16xf32>, tensor<16x12xf32>) -> tensor<70x12xf32>
  vit.yield %0 : tensor<70x12xf32>
}
vit.kernel @k_product_8(%a0: tensor<9x33xf32>, %a1: tensor<33x64xf32>) schedule "cuda:sm_80" [#vit.gpu_product<rows = 2, columns = 4, row_threads = 2, column_threads = 7, depth = 1, slices = 3>] {
  %0 = vit.matmul %a0, %a1 : (tensor<9x33xf32>, tensor<33x64xf32>) -> tensor<9x64xf32>
  vit.yield %0 : tensor<9x64xf32>
}
vit.kernel @k_images(%a0: tensor<3x17x40xf32>, %a1: tensor<40x20xf32>, %a2: tensor<20xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<3x17x40xf32>, tensor<40x20xf32>) -> tensor<3x17x20xf32>
  %1 = vit.add %0, %a2 : (tensor<3x17x20xf32>, tensor<20xf32>) -> tensor<3x17x20xf32>
  vit.yield %1 : tensor<3x17x20xf32>
}
vit.kernel @k_images_apart(%a0: tensor<3x17x40xf32>, %a1: tensor<40x20xf32>, %a2: tensor<3x1x20xf32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<3x17x40xf32>, tensor<40x20xf32>) -> tensor<3x17x20xf32>
  %1 = vit.add %0, %a2 : (tensor<3x17x20xf32>, tensor<3x1x20xf32>) -> tensor<3x17x20xf32>
  vit.yield %1 : tensor<3x17x20xf32>
}
vit.kernel @k_attention(%a0: tensor<1x33x2x64xf32>, %a1: tensor<1x40x2x64xf32>, %a2: tensor<1x40x2x64xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 4, keys = 4, values = 4, row_threads = 2, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x33x2x64xf32>, tensor<1x40x2x64xf32>, tensor<1x40x2x64xf32>) -> tensor<1x33x2x64xf32>
  vit.yield %0 : tensor<1x33x2x64xf32>
}
vit.kernel @k_attention_guarded(%a0: tensor<1x33x2x64xf32>, %a1: tensor<1x40x2x64xf32>, %a2: tensor<1x40x2x64xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 4, keys = 4, values = 4, row_threads = 2, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<1x33x2x64xf32>, tensor<1x40x2x64xf32>, tensor<1x40x2x64xf32>) -> tensor<1x33x2x64xf32>
  vit.yield %0 : tensor<1x33x2x64xf32>
}
vit.kernel @k_attention_masked(%a0: tensor<1x20x2x20xf32>, %a1: tensor<1x50x2x20xf32>, %a2: tensor<1x50x2x36xf32>, %a3: tensor<20x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 3, keys = 2, values = 5, row_threads = 4, column_threads = 8, depth = 4, key_step = 8>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x20xf32>, tensor<1x50x2x20xf32>, tensor<1x50x2x36xf32>, tensor<20x1xf32>) -> tensor<1x20x2x36xf32>
  vit.yield %0 : tensor<1x20x2x36xf32>
}
vit.kernel @k_attention_masked_guarded(%a0: tensor<1x20x2x20xf32>, %a1: tensor<1x50x2x20xf32>, %a2: tensor<1x50x2x36xf32>, %a3: tensor<20x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 3, keys = 2, values = 5, row_threads = 4, column_threads = 8, depth = 4, key_step = 8>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x20x2x20xf32>, tensor<1x50x2x20xf32>, tensor<1x50x2x36xf32>, tensor<20x1xf32>) -> tensor<1x20x2x36xf32>
  vit.yield %0 : tensor<1x20x2x36xf32>
}
vit.kernel @k_attention_masked_2(%a0: tensor<2x5x1x32xf32>, %a1: tensor<2x77x1x32xf32>, %a2: tensor<2x77x1x32xf32>, %a3: tensor<2x1x5x77xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 2, keys = 4, values = 4, row_threads = 4, column_threads = 8, depth = 16, key_step = 5>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<2x5x1x32xf32>, tensor<2x77x1x32xf32>, tensor<2x77x1x32xf32>, tensor<2x1x5x77xf32>) -> tensor<2x5x1x32xf32>
  vit.yield %0 : tensor<2x5x1x32xf32>
}
vit.kernel @k_attention_masked_guarded_2(%a0: tensor<2x5x1x32xf32>, %a1: tensor<2x77x1x32xf32>, %a2: tensor<2x77x1x32xf32>, %a3: tensor<2x1x5x77xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 2, keys = 4, values = 4, row_threads = 4, column_threads = 8, depth = 16, key_step = 5>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<2x5x1x32xf32>, tensor<2x77x1x32xf32>, tensor<2x77x1x32xf32>, tensor<2x1x5x77xf32>) -> tensor<2x5x1x32xf32>
  vit.yield %0 : tensor<2x5x1x32xf32>
}
vit.kernel @k_attention_2(%a0: tensor<1x1x2x80xf32>, %a1: tensor<1x100x2x80xf32>, %a2: tensor<1x100x2x80xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 1, keys = 4, values = 5, row_threads = 2, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x1x2x80xf32>, tensor<1x100x2x80xf32>, tensor<1x100x2x80xf32>) -> tensor<1x1x2x80xf32>
  vit.yield %0 : tensor<1x1x2x80xf32>
}
vit.kernel @k_attention_guarded_2(%a0: tensor<1x1x2x80xf32>, %a1: tensor<1x100x2x80xf32>, %a2: tensor<1x100x2x80xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 1, keys = 4, values = 5, row_threads = 2, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<1x1x2x80xf32>, tensor<1x100x2x80xf32>, tensor<1x100x2x80xf32>) -> tensor<1x1x2x80xf32>
  vit.yield %0 : tensor<1x1x2x80xf32>
}
vit.kernel @k_attention_3(%a0: tensor<1x9x2x21xf32>, %a1: tensor<1x30x2x21xf32>, %a2: tensor<1x30x2x35xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 4, keys = 3, values = 3, row_threads = 2, column_threads = 16, depth = 8, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x9x2x21xf32>, tensor<1x30x2x21xf32>, tensor<1x30x2x35xf32>) -> tensor<1x9x2x35xf32>
  vit.yield %0 : tensor<1x9x2x35xf32>
}
vit.kernel @k_attention_guarded_3(%a0: tensor<1x9x2x21xf32>, %a1: tensor<1x30x2x21xf32>, %a2: tensor<1x30x2x35xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 4, keys = 3, values = 3, row_threads = 2, column_threads = 16, depth = 8, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<1x9x2x21xf32>, tensor<1x30x2x21xf32>, tensor<1x30x2x35xf32>) -> tensor<1x9x2x35xf32>
  vit.yield %0 : tensor<1x9x2x35xf32>
}
vit.kernel @k_attention_masked_3(%a0: tensor<1x49x1x32xf32>, %a1: tensor<1x49x1x32xf32>, %a2: tensor<1x49x1x32xf32>, %a3: tensor<49x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 7, keys = 4, values = 2, row_threads = 7, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x49x1x32xf32>, tensor<1x49x1x32xf32>, tensor<1x49x1x32xf32>, tensor<49x1xf32>) -> tensor<1x49x1x32xf32>
  vit.yield %0 : tensor<1x49x1x32xf32>
}
vit.kernel @k_attention_masked_guarded_3(%a0: tensor<1x49x1x32xf32>, %a1: tensor<1x49x1x32xf32>, %a2: tensor<1x49x1x32xf32>, %a3: tensor<49x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 7, keys = 4, values = 2, row_threads = 7, column_threads = 16, depth = 16, key_step = 16>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x49x1x32xf32>, tensor<1x49x1x32xf32>, tensor<1x49x1x32xf32>, tensor<49x1xf32>) -> tensor<1x49x1x32xf32>
  vit.yield %0 : tensor<1x49x1x32xf32>
}
vit.kernel @k_attention_masked_queries(%a0: tensor<1x40x2x1xf32>, %a1: tensor<1x40x2x1xf32>, %a2: tensor<1x40x2x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 2, keys = 1, values = 1, row_threads = 4, column_threads = 8, depth = 1, key_step = 8>] {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25} : (tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>) -> tensor<1x40x2x1xf32>
  vit.yield %0 : tensor<1x40x2x1xf32>
}
vit.kernel @k_attention_masked_queries_guarded(%a0: tensor<1x40x2x1xf32>, %a1: tensor<1x40x2x1xf32>, %a2: tensor<1x40x2x1xf32>) schedule "cuda:sm_80" [#vit.gpu_attention<rows = 2, keys = 1, values = 1, row_threads = 4, column_threads = 8, depth = 1, key_step = 8>] {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25, guarded} : (tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>) -> tensor<1x40x2x1xf32>
  vit.yield %0 : tensor<1x40x2x1xf32>
}
