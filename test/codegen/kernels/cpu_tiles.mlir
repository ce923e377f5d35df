// Written by make_kernels.py.
vit.kernel @k_rows_first(%a0: tensor<50x40xf32>, %a1: tensor<40x30xf32>, %a2: tensor<50x30xf32>) schedule "x86-64-v3" [#vit.product<rows = 3, vectors = 2, lanes = 4, tiles_per_task = 4, parallel = true, rows_first = true>] schedule "aarch64" [#vit.product<rows = 3, vectors = 2, lanes = 4, tiles_per_task = 4, parallel = true, rows_first = true>] {
  %0 = vit.matmul %a0, %a1 : (tensor<50x40xf32>, tensor<40x30xf32>) -> tensor<50x30xf32>
  %1 = vit.add %0, %a2 {vit.epilogue} : (tensor<50x30xf32>, tensor<50x30xf32>) -> tensor<50x30xf32>
  vit.yield %1 : tensor<50x30xf32>
}
vit.kernel @k_rows_first_2(%a0: tensor<3x17x40xf32>, %a1: tensor<40x30xf32>, %a2: tensor<3x17x30xf32>) schedule "x86-64-v3" [#vit.product<rows = 3, vectors = 2, lanes = 4, tiles_per_task = 4, parallel = true, rows_first = true>] schedule "aarch64" [#vit.product<rows = 3, vectors = 2, lanes = 4, tiles_per_task = 4, parallel = true, rows_first = true>] {
  %0 = vit.matmul %a0, %a1 : (tensor<3x17x40xf32>, tensor<40x30xf32>) -> tensor<3x17x30xf32>
  %1 = vit.add %0, %a2 {vit.epilogue} : (tensor<3x17x30xf32>, tensor<3x17x30xf32>) -> tensor<3x17x30xf32>
  vit.yield %1 : tensor<3x17x30xf32>
}
vit.kernel @k_attention(%a0: tensor<1x33x2x64xf32>, %a1: tensor<1x40x2x64xf32>, %a2: tensor<1x40x2x64xf32>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 4, copies_values = true, keys_per_block = 8, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 4, copies_values = true, keys_per_block = 8, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x33x2x64xf32>, tensor<1x40x2x64xf32>, tensor<1x40x2x64xf32>) -> tensor<1x33x2x64xf32>
  vit.yield %0 : tensor<1x33x2x64xf32>
}
vit.kernel @k_attention_guarded(%a0: tensor<1x33x2x64xf32>, %a1: tensor<1x40x2x64xf32>, %a2: tensor<1x40x2x64xf32>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 4, copies_values = true, keys_per_block = 8, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 4, copies_values = true, keys_per_block = 8, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<1x33x2x64xf32>, tensor<1x40x2x64xf32>, tensor<1x40x2x64xf32>) -> tensor<1x33x2x64xf32>
  vit.yield %0 : tensor<1x33x2x64xf32>
}
vit.kernel @k_attention_2(%a0: tensor<2x17x2x16xf32>, %a1: tensor<2x41x2x16xf32>, %a2: tensor<2x41x2x24xf32>) schedule "x86-64-v3" [#vit.attention<rows = 4, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 2, copies_values = true, keys_per_block = 20, shares_per_task = 2>] schedule "aarch64" [#vit.attention<rows = 4, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 2, copies_values = true, keys_per_block = 20, shares_per_task = 2>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<2x17x2x16xf32>, tensor<2x41x2x16xf32>, tensor<2x41x2x24xf32>) -> tensor<2x17x2x24xf32>
  vit.yield %0 : tensor<2x17x2x24xf32>
}
vit.kernel @k_attention_guarded_2(%a0: tensor<2x17x2x16xf32>, %a1: tensor<2x41x2x16xf32>, %a2: tensor<2x41x2x24xf32>) schedule "x86-64-v3" [#vit.attention<rows = 4, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 2, copies_values = true, keys_per_block = 20, shares_per_task = 2>] schedule "aarch64" [#vit.attention<rows = 4, lanes = 4, score_vectors = 2, value_lanes = 4, value_vectors = 2, tiles_per_share = 2, copies_values = true, keys_per_block = 20, shares_per_task = 2>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<2x17x2x16xf32>, tensor<2x41x2x16xf32>, tensor<2x41x2x24xf32>) -> tensor<2x17x2x24xf32>
  vit.yield %0 : tensor<2x17x2x24xf32>
}
vit.kernel @k_attention_masked(%a0: tensor<1x5x3x20xf32>, %a1: tensor<1x77x3x20xf32>, %a2: tensor<1x77x3x7xf32>, %a3: tensor<3x5x77xf32>) schedule "x86-64-v3" [#vit.attention<rows = 5, lanes = 4, score_vectors = 3, value_lanes = 1, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 24, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 5, lanes = 4, score_vectors = 3, value_lanes = 1, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 24, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x5x3x20xf32>, tensor<1x77x3x20xf32>, tensor<1x77x3x7xf32>, tensor<3x5x77xf32>) -> tensor<1x5x3x7xf32>
  vit.yield %0 : tensor<1x5x3x7xf32>
}
vit.kernel @k_attention_masked_guarded(%a0: tensor<1x5x3x20xf32>, %a1: tensor<1x77x3x20xf32>, %a2: tensor<1x77x3x7xf32>, %a3: tensor<3x5x77xf32>) schedule "x86-64-v3" [#vit.attention<rows = 5, lanes = 4, score_vectors = 3, value_lanes = 1, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 24, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 5, lanes = 4, score_vectors = 3, value_lanes = 1, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 24, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x5x3x20xf32>, tensor<1x77x3x20xf32>, tensor<1x77x3x7xf32>, tensor<3x5x77xf32>) -> tensor<1x5x3x7xf32>
  vit.yield %0 : tensor<1x5x3x7xf32>
}
vit.kernel @k_attention_masked_2(%a0: tensor<1x50x1x24xbf16>, %a1: tensor<1x65x1x24xbf16>, %a2: tensor<1x65x1x12xbf16>, %a3: tensor<65xbf16>) schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 4, score_vectors = 1, value_lanes = 4, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 32, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 6, lanes = 4, score_vectors = 1, value_lanes = 4, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 32, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x50x1x24xbf16>, tensor<1x65x1x24xbf16>, tensor<1x65x1x12xbf16>, tensor<65xbf16>) -> tensor<1x50x1x12xbf16>
  vit.yield %0 : tensor<1x50x1x12xbf16>
}
vit.kernel @k_attention_masked_guarded_2(%a0: tensor<1x50x1x24xbf16>, %a1: tensor<1x65x1x24xbf16>, %a2: tensor<1x65x1x12xbf16>, %a3: tensor<65xbf16>) schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 4, score_vectors = 1, value_lanes = 4, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 32, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 6, lanes = 4, score_vectors = 1, value_lanes = 4, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 32, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x50x1x24xbf16>, tensor<1x65x1x24xbf16>, tensor<1x65x1x12xbf16>, tensor<65xbf16>) -> tensor<1x50x1x12xbf16>
  vit.yield %0 : tensor<1x50x1x12xbf16>
}
vit.kernel @k_attention_masked_3(%a0: tensor<1x19x2x8xf32>, %a1: tensor<1x30x2x8xf32>, %a2: tensor<1x30x2x16xf32>, %a3: tensor<19x1xf32>) schedule "x86-64-v3" [#vit.attention<rows = 4, lanes = 2, score_vectors = 1, value_lanes = 2, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 12, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 4, lanes = 2, score_vectors = 1, value_lanes = 2, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 12, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x19x2x8xf32>, tensor<1x30x2x8xf32>, tensor<1x30x2x16xf32>, tensor<19x1xf32>) -> tensor<1x19x2x16xf32>
  vit.yield %0 : tensor<1x19x2x16xf32>
}
vit.kernel @k_attention_masked_guarded_3(%a0: tensor<1x19x2x8xf32>, %a1: tensor<1x30x2x8xf32>, %a2: tensor<1x30x2x16xf32>, %a3: tensor<19x1xf32>) schedule "x86-64-v3" [#vit.attention<rows = 4, lanes = 2, score_vectors = 1, value_lanes = 2, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 12, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 4, lanes = 2, score_vectors = 1, value_lanes = 2, value_vectors = 3, tiles_per_share = 1, copies_values = true, keys_per_block = 12, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x19x2x8xf32>, tensor<1x30x2x8xf32>, tensor<1x30x2x16xf32>, tensor<19x1xf32>) -> tensor<1x19x2x16xf32>
  vit.yield %0 : tensor<1x19x2x16xf32>
}
vit.kernel @k_attention_3(%a0: tensor<1x9x2x21xf64>, %a1: tensor<1x31x2x21xf64>, %a2: tensor<1x31x2x6xf64>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 2, score_vectors = 2, value_lanes = 2, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 10, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 2, score_vectors = 2, value_lanes = 2, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 10, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x9x2x21xf64>, tensor<1x31x2x21xf64>, tensor<1x31x2x6xf64>) -> tensor<1x9x2x6xf64>
  vit.yield %0 : tensor<1x9x2x6xf64>
}
vit.kernel @k_attention_guarded_3(%a0: tensor<1x9x2x21xf64>, %a1: tensor<1x31x2x21xf64>, %a2: tensor<1x31x2x6xf64>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 2, score_vectors = 2, value_lanes = 2, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 10, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 2, score_vectors = 2, value_lanes = 2, value_vectors = 2, tiles_per_share = 3, copies_values = true, keys_per_block = 10, shares_per_task = 1>] {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25, guarded} : (tensor<1x9x2x21xf64>, tensor<1x31x2x21xf64>, tensor<1x31x2x6xf64>) -> tensor<1x9x2x6xf64>
  vit.yield %0 : tensor<1x9x2x6xf64>
}
vit.kernel @k_attention_masked_queries(%a0: tensor<1x40x2x1xf32>, %a1: tensor<1x40x2x1xf32>, %a2: tensor<1x40x2x1xf32>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 1, value_vectors = 1, tiles_per_share = 4, copies_values = true, keys_per_block = 12, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 1, value_vectors = 1, tiles_per_share = 4, copies_values = true, keys_per_block = 12, shares_per_task = 1>] {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25} : (tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>) -> tensor<1x40x2x1xf32>
  vit.yield %0 : tensor<1x40x2x1xf32>
}
vit.kernel @k_attention_masked_queries_guarded(%a0: tensor<1x40x2x1xf32>, %a1: tensor<1x40x2x1xf32>, %a2: tensor<1x40x2x1xf32>) schedule "x86-64-v3" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 1, value_vectors = 1, tiles_per_share = 4, copies_values = true, keys_per_block = 12, shares_per_task = 1>] schedule "aarch64" [#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 1, value_vectors = 1, tiles_per_share = 4, copies_values = true, keys_per_block = 12, shares_per_task = 1>] {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25, guarded} : (tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>, tensor<1x40x2x1xf32>) -> tensor<1x40x2x1xf32>
  vit.yield %0 : tensor<1x40x2x1xf32>
}
