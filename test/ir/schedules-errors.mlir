// RUN: vitc-opt %s --split-input-file --verify-diagnostics

// expected-error @+2 {{vit.schedule: the target is empty}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "" [] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.schedule: 1 : i64 are not the loops of a kernel}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [1] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.schedule: #vit.copy<lanes = 8> are not the loops of a kernel}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.copy<lanes = 8>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.pointwise: tasks are rows_per_task or vectors_per_task, not both}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.pointwise<lanes = 8, rows_per_task = 1, vectors_per_task = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.pointwise: rows_per_task = -1 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.pointwise<lanes = 8, rows_per_task = -1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.pointwise: lanes = 0 is no power of two between 1 and 1024}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.pointwise<lanes = 0>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.product: rows = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.product<rows = 0, vectors = 2, lanes = 8, tiles_per_task = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.product: lanes = 12 is no power of two between 1 and 1024}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.product<rows = 1, vectors = 2, lanes = 12, tiles_per_task = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+3 {{vit.packing: columns = 0 is not between 1 and 2147483647}}
// expected-error @+2 {{failed to parse Vit_ProductLoopsAttr parameter 'packing'}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.product<rows = 1, vectors = 2, lanes = 8, tiles_per_task = 1, packing = <columns = 0>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.attention: score_vectors = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.attention<rows = 1, lanes = 8, score_vectors = 0, value_lanes = 8, value_vectors = 1, tiles_per_share = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.attention: value_lanes = 3 is no power of two between 1 and 1024}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.attention<rows = 1, lanes = 8, score_vectors = 1, value_lanes = 3, value_vectors = 1, tiles_per_share = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.attention: keys_per_block = 20 is no multiple of lanes = 8}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.attention<rows = 1, lanes = 8, score_vectors = 1, value_lanes = 8, value_vectors = 1, tiles_per_share = 1, copies_values = true, keys_per_block = 20>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.attention: keys_per_block goes with copies_values}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.attention<rows = 1, lanes = 8, score_vectors = 1, value_lanes = 8, value_vectors = 1, tiles_per_share = 1, keys_per_block = 16>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.rows: reduction_lanes and reduction_vectors go together}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.rows<lanes = 8, reduction_lanes = 8>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.rows: reduction_vectors has 3, which is neither 0 nor a power of two of at most 64}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.rows<lanes = 8, reduction_lanes = 8, reduction_vectors = [3]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.window: channels_per_task = -2 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.window<lanes = 8, channels_per_task = -2>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+3 {{failed to parse Vit_ConcatLoopsAttr parameter 'parts'}}
// expected-error @+2 {{vit.copy: dimension and steps_per_task go together}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.concat<parts = [#vit.copy<lanes = 8, dimension = 1>]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.concat: parts are #vit.copy<...>}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.concat<parts = [#vit.window<lanes = 8>]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+1 {{'vit.kernel' op has two schedules for "t"}}
vit.kernel @wrong(%x: tensor<4xf32>) schedule "t" [] schedule "t" [] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_pointwise: threads = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_pointwise<threads = 0, lanes = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_pointwise: lanes = 3 is no power of two between 1 and 1024}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_pointwise<threads = 32, lanes = 3>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_rows: threads = -1 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_rows<threads = -1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_rows: rows are stored by blocks, not by threads}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_rows<threads = 32, row_per_thread = true, stores_rows = true>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_concat: parts are #vit.gpu_pointwise<...>}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_concat<parts = [#vit.copy<lanes = 1>]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_product: slices = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 0>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_product: rows = 24 is no multiple of 16}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_product<precision = tf32, rows = 24, columns = 8, row_warps = 1, column_warps = 1, depth = 8, stages = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_product: stages = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_product<precision = tf32x3, rows = 16, columns = 8, row_warps = 1, column_warps = 1, depth = 8, stages = 0>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// An instruction multiplies twice as many halves.
// expected-error @+2 {{vit.tensor_product: depth = 24 is no multiple of 16}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_product<precision = bf16, rows = 16, columns = 8, row_warps = 1, column_warps = 1, depth = 24, stages = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_product: row_warps = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_product<precision = tf32x3, rows = 16, columns = 8, row_warps = 0, column_warps = 1, depth = 8, stages = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.gpu_attention: key_step = -16 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.gpu_attention<rows = 4, keys = 13, values = 4, row_threads = 8, column_threads = 16, depth = 16, key_step = -16>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_attention: keys = 24 is no multiple of 16}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_attention<precision = f16, rows = 16, warps = 4, keys = 24>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_attention: rows = 8 is no multiple of 16}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_attention<precision = tf32, rows = 8, warps = 4, keys = 24>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.tensor_attention: warps = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.tensor_attention<precision = tf32, rows = 16, warps = 0, keys = 24>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.schedule: 1 : i64 is no #vit.workspace<...>}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [] workspaces [1] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.schedule: has two workspaces "keys"}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [] workspaces [#vit.workspace<launch, "keys", bytes = 1>, #vit.workspace<thread, "keys", bytes = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

vit.kernel @wrong(%x: tensor<4xf32>)
    // expected-error @+1 {{vit.workspace: bytes = 0 is not between 1 and 2147483647}}
    schedule "t" [] workspaces [#vit.workspace<launch, "keys", bytes = 0>] {
  vit.yield %x : tensor<4xf32>
}

// -----

vit.kernel @wrong(%x: tensor<4xf32>)
    // expected-error @+1 {{vit.workspace: the name is empty}}
    schedule "t" [] workspaces [#vit.workspace<thread, "", bytes = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.integer_product: together = 3 is not 1, 2 or 4}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.integer_product<rows = 1, vectors = 2, lanes = 8, together = 3, tiles_per_task = 1, packing = <columns = 16, interleave = 4>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.integer_product: signed_bytes are of together = 4, without pairs, and of a copy}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.integer_product<rows = 1, vectors = 2, lanes = 4, together = 4, tiles_per_task = 1, signed_bytes = true, packing = <columns = 4, interleave = 4>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.integer_product: together = 4 reads panels with an interleave of 4 or 8 and no swizzle, not #vit.packing<columns = 16, interleave = 2>}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.integer_product<rows = 1, vectors = 2, lanes = 8, together = 4, tiles_per_task = 1, packing = <columns = 16, interleave = 2>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.integer_product: matrix_tiles are of together = 4 and an interleave of 4, without pairs, signed_bytes, stores_sums and fetches_next}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.integer_product<rows = 1, vectors = 2, lanes = 8, together = 2, tiles_per_task = 1, matrix_tiles = true, packing = <columns = 16, interleave = 4>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.integer_product: pairs are of together = 4 and an interleave of 4}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.integer_product<rows = 1, vectors = 2, lanes = 8, together = 2, tiles_per_task = 1, pairs = true, packing = <columns = 16, interleave = 4>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

vit.kernel @k(%x: tensor<4xf32>)
    // expected-error @+1 {{vit.workspace: a prepared one names the operands that it is computed from: operands = [1]}}
    schedule "t" [] workspaces [#vit.workspace<prepared, "w", bytes = 1>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.bf16_product: reads panels with an interleave of 2, without other elements or swizzle, not #vit.packing<columns = 16, interleave = 4>}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.bf16_product<rows = 1, vectors = 2, lanes = 8, tiles_per_task = 1, packing = <columns = 16, interleave = 4>>] {
  vit.yield %x : tensor<4xf32>
}

// -----

vit.kernel @k(%x: tensor<4xf32>)
    // expected-error @+1 {{vit.workspace: one of a launch is computed from any operands, in every run: name none}}
    schedule "t" [] workspaces [#vit.workspace<launch, "w", bytes = 1, operands = [0]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

vit.kernel @k(%x: tensor<4xf32>)
    // expected-error @+1 {{vit.workspace: operands = array<i64: 1, 1> are no numbers of operands that rise}}
    schedule "t" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1, 1]>] {
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{vit.bf16_product: rows = 0 is not between 1 and 2147483647}}
vit.kernel @wrong(%x: tensor<4xf32>)
    schedule "t" [#vit.bf16_product<rows = 0, vectors = 2, lanes = 8, tiles_per_task = 1, packing = <columns = 16, interleave = 2>>] {
  vit.yield %x : tensor<4xf32>
}
