// RUN: vitc-opt %s | vitc-opt | FileCheck %s

// Loops of every family, for three targets; what is 0 or false is not printed.
// CHECK-LABEL: vit.kernel @round_trip(%arg0: tensor<4xf32>)
// CHECK-NEXT: {{^ *}}schedule "x86-64-v3" [#vit.pointwise<lanes = 8>, #vit.pointwise<lanes = 4, rows_per_task = 2>, #vit.pointwise<lanes = 4, vectors_per_task = 3>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, copies_panel = true, stores_sums = true, fetches_next = true, patches = <lanes = 8, rows_per_task = 4>>, #vit.integer_product<rows = 6, vectors = 2, lanes = 8, together = 2, tiles_per_task = 33, parallel = true, packing = <columns = 16, interleave = 4>, copy = <lanes = 8>>]
// CHECK-NEXT: {{^ *}}schedule "x86-64-v4" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 18, copies_values = true, shares_per_task = 1>, #vit.rows<lanes = 1>, #vit.rows<lanes = 16, rows_per_task = 22, reduction_lanes = 16, reduction_vectors = [2, 0]>, #vit.window<lanes = 16, channels_per_task = 1>, #vit.concat<parts = [#vit.copy<lanes = 16>, #vit.copy<lanes = 16, dimension = 1, steps_per_task = 13>]>]
// CHECK-NEXT: {{^ *}}schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 256, lanes = 4>, #vit.gpu_rows<threads = 192>, #vit.gpu_rows<threads = 128, row_per_thread = true>, #vit.gpu_rows<threads = 64, stores_rows = true>, #vit.gpu_concat<parts = [#vit.gpu_pointwise<threads = 32, lanes = 1>]>, #vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 1>, #vit.tensor_product<precision = tf32x3, rows = 64, columns = 32, row_warps = 2, column_warps = 4, depth = 32, stages = 1>, #vit.gpu_attention<rows = 4, keys = 13, values = 4, row_threads = 8, column_threads = 16, depth = 16, key_step = 16>, #vit.tensor_attention<precision = f16, rows = 16, warps = 4, keys = 64>] {
vit.kernel @round_trip(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 8>, #vit.pointwise<lanes = 4, rows_per_task = 2>,
                          #vit.pointwise<lanes = 4, rows_per_task = 0, vectors_per_task = 3>,
                          #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = false>,
                          #vit.product<lanes = 8, rows = 6, vectors = 2, tiles_per_task = 33, parallel = true,
                                       copies_panel = true, stores_sums = true, fetches_next = true, patches = <lanes = 8, rows_per_task = 4>>,
                          #vit.integer_product<rows = 6, vectors = 2, lanes = 8, together = 2, tiles_per_task = 33, parallel = true,
                                               packing = <columns = 16, interleave = 4>, copy = <lanes = 8>>]
    schedule "x86-64-v4" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2,
                                         tiles_per_share = 18, copies_values = true, shares_per_task = 1>,
                          #vit.rows<lanes = 1>,
                          #vit.rows<lanes = 16, rows_per_task = 22, reduction_lanes = 16, reduction_vectors = [2, 0]>,
                          #vit.window<lanes = 16, channels_per_task = 1>,
                          #vit.concat<parts = [#vit.copy<lanes = 16>, #vit.copy<lanes = 16, dimension = 1, steps_per_task = 13>]>]
    schedule "cuda:sm_80" [#vit.gpu_pointwise<lanes = 4, threads = 256>,
                           #vit.gpu_rows<threads = 192, row_per_thread = false>,
                           #vit.gpu_rows<threads = 128, row_per_thread = true>,
                           #vit.gpu_rows<threads = 64, stores_rows = true>,
                           #vit.gpu_concat<parts = [#vit.gpu_pointwise<threads = 32, lanes = 1>]>,
                           #vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 1>,
                           #vit.tensor_product<precision = tf32x3, rows = 64, columns = 32, row_warps = 2, column_warps = 4, depth = 32, stages = 1>,
                           #vit.gpu_attention<rows = 4, keys = 13, values = 4, row_threads = 8, column_threads = 16, depth = 16, key_step = 16>,
                           #vit.tensor_attention<precision = f16, rows = 16, warps = 4, keys = 64>] {
  %0 = vit.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}

// What a schedule has no workspaces for it does not mention.
// CHECK-LABEL: vit.kernel @workspaces(%arg0: tensor<4xf32>)
// CHECK-NEXT: {{^ *}}schedule "x86-64-v3" [#vit.pointwise<lanes = 4>, #vit.pointwise<lanes = 4>]
// CHECK-NEXT: {{^ *}}workspaces [#vit.workspace<launch, "gelu_value", bytes = 2420736>, #vit.workspace<thread, "attention_keys", bytes = 51200>, #vit.workspace<prepared, "matmul_b_words", bytes = 512, operands = [1, 3]>]
// CHECK-NEXT: {{^ *}}schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 32, lanes = 1>] {
vit.kernel @workspaces(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>, #vit.pointwise<lanes = 4>]
      workspaces [#vit.workspace<launch, "gelu_value", bytes = 2420736>,
                  #vit.workspace<thread, "attention_keys", bytes = 51200>,
                  #vit.workspace<prepared, "matmul_b_words", bytes = 512, operands = [1, 3]>]
    schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 32, lanes = 1>] {
  vit.yield %x : tensor<4xf32>
}
