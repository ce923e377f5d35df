// The loops that are chosen for the kernels of ViT-Ti, S, B and L, and for one of each other family.
// RUN: vitc-opt %s --vit-select-schedules=target=x86-64-v3 | FileCheck %s --check-prefixes=CHECK,V3
// RUN: vitc-opt %s --vit-select-schedules=target=x86-64-v4 | FileCheck %s --check-prefixes=CHECK,V4
// RUN: vitc-opt %s --vit-select-schedules=target=znver4 | FileCheck %s --check-prefixes=CHECK,V4
// RUN: vitc-opt %s --vit-select-schedules=target=x86-64-v3 | vitc-opt | FileCheck %s --check-prefixes=CHECK,V3
// RUN: not vitc-opt %s --vit-select-schedules 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not vitc-opt %s --vit-select-schedules=target=pdp-11 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// NONE: error: has no vit.targets to choose schedules for: say target=NAME
// UNKNOWN: error: unknown target 'pdp-11'

module {
  // CHECK-LABEL: vit.kernel @qkv_tiny(
  // V3-NEXT: schedule "x86-64-v3" [#vit.rows<lanes = 8, rows_per_task = 22, reduction_lanes = 8, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 151296>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.rows<lanes = 16, rows_per_task = 22, reduction_lanes = 16, reduction_vectors = [2, 2]>, #vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 17, parallel = true, copies_panel = true>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 151296>, #vit.workspace<thread, "matmul_b", bytes = 49152>] {
  vit.kernel @qkv_tiny(%x: tensor<1x197x192xf32>, %w: tensor<192x576xf32>) {
    %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x197x192xf32>) -> tensor<1x197x192xf32>
    %1 = vit.matmul %0, %w : (tensor<1x197x192xf32>, tensor<192x576xf32>) -> tensor<1x197x576xf32>
    vit.yield %1 : tensor<1x197x576xf32>
  }
  // CHECK-LABEL: vit.kernel @attention_tiny(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 17, copies_values = true, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 51200>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 9, copies_values = true, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 53248>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  vit.kernel @attention_tiny(%q: tensor<1x197x3x64xf32>, %k: tensor<1x197x3x64xf32>, %v: tensor<1x197x3x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x197x3x64xf32>, tensor<1x197x3x64xf32>, tensor<1x197x3x64xf32>) -> tensor<1x197x3x64xf32>
    vit.yield %0 : tensor<1x197x3x64xf32>
  }
  // CHECK-LABEL: vit.kernel @qkv_small(
  // V3-NEXT: schedule "x86-64-v3" [#vit.rows<lanes = 8, rows_per_task = 11, reduction_lanes = 8, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 302592>, #vit.workspace<thread, "matmul_b", bytes = 24576>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.rows<lanes = 16, rows_per_task = 11, reduction_lanes = 16, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 17, parallel = true, copies_panel = true>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 302592>, #vit.workspace<thread, "matmul_b", bytes = 98304>] {
  vit.kernel @qkv_small(%x: tensor<1x197x384xf32>, %w: tensor<384x1152xf32>) {
    %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x197x384xf32>) -> tensor<1x197x384xf32>
    %1 = vit.matmul %0, %w : (tensor<1x197x384xf32>, tensor<384x1152xf32>) -> tensor<1x197x1152xf32>
    vit.yield %1 : tensor<1x197x1152xf32>
  }
  // CHECK-LABEL: vit.kernel @attention_small(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 33, copies_values = true, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 51200>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 18, copies_values = true, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 53248>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  vit.kernel @attention_small(%q: tensor<1x197x6x64xf32>, %k: tensor<1x197x6x64xf32>, %v: tensor<1x197x6x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x197x6x64xf32>, tensor<1x197x6x64xf32>, tensor<1x197x6x64xf32>) -> tensor<1x197x6x64xf32>
    vit.yield %0 : tensor<1x197x6x64xf32>
  }
  // CHECK-LABEL: vit.kernel @qkv_base(
  // V3-NEXT: schedule "x86-64-v3" [#vit.rows<lanes = 8, rows_per_task = 6, reduction_lanes = 8, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 605184>, #vit.workspace<thread, "matmul_b", bytes = 49152>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.rows<lanes = 16, rows_per_task = 6, reduction_lanes = 16, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 605184>, #vit.workspace<thread, "matmul_b", bytes = 196608>] {
  vit.kernel @qkv_base(%x: tensor<1x197x768xf32>, %w: tensor<768x2304xf32>) {
    %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
    %1 = vit.matmul %0, %w : (tensor<1x197x768xf32>, tensor<768x2304xf32>) -> tensor<1x197x2304xf32>
    vit.yield %1 : tensor<1x197x2304xf32>
  }
  // CHECK-LABEL: vit.kernel @attention_base(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 33, copies_values = true, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 51200>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 18, copies_values = true, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 53248>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  vit.kernel @attention_base(%q: tensor<1x197x12x64xf32>, %k: tensor<1x197x12x64xf32>, %v: tensor<1x197x12x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x197x12x64xf32>, tensor<1x197x12x64xf32>, tensor<1x197x12x64xf32>) -> tensor<1x197x12x64xf32>
    vit.yield %0 : tensor<1x197x12x64xf32>
  }
  // CHECK-LABEL: vit.kernel @qkv_large(
  // V3-NEXT: schedule "x86-64-v3" [#vit.rows<lanes = 8, rows_per_task = 5, reduction_lanes = 8, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 806912>, #vit.workspace<thread, "matmul_b", bytes = 65536>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.rows<lanes = 16, rows_per_task = 5, reduction_lanes = 16, reduction_vectors = [4, 4]>, #vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 33, parallel = true, copies_panel = true>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 806912>, #vit.workspace<thread, "matmul_b", bytes = 262144>] {
  vit.kernel @qkv_large(%x: tensor<1x197x1024xf32>, %w: tensor<1024x3072xf32>) {
    %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x197x1024xf32>) -> tensor<1x197x1024xf32>
    %1 = vit.matmul %0, %w : (tensor<1x197x1024xf32>, tensor<1024x3072xf32>) -> tensor<1x197x3072xf32>
    vit.yield %1 : tensor<1x197x3072xf32>
  }
  // CHECK-LABEL: vit.kernel @attention_large(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 33, copies_values = true, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 51200>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 11, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 18, copies_values = true, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 53248>, #vit.workspace<thread, "attention_values", bytes = 50432>] {
  vit.kernel @attention_large(%q: tensor<1x197x16x64xf32>, %k: tensor<1x197x16x64xf32>, %v: tensor<1x197x16x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x197x16x64xf32>, tensor<1x197x16x64xf32>, tensor<1x197x16x64xf32>) -> tensor<1x197x16x64xf32>
    vit.yield %0 : tensor<1x197x16x64xf32>
  }
  // Panels of 64 columns are read by tiles that divide them.
  // CHECK-LABEL: vit.kernel @reads_panels(
  // V3-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 17, parallel = true, packing = <columns = 64>>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 6, parallel = true, packing = <columns = 64>, fetches_next = true>] {
  vit.kernel @reads_panels(%x: tensor<197x768xf32>, %p: tensor<12x768x64xf32>) {
    %0 = vit.unpack %p {packing = #vit.packing<columns = 64>} : (tensor<12x768x64xf32>) -> tensor<768x768xf32>
    %1 = vit.matmul %x, %0 : (tensor<197x768xf32>, tensor<768x768xf32>) -> tensor<197x768xf32>
    vit.yield %1 : tensor<197x768xf32>
  }
  // Four panels of 16 at a time, of 48. The next ones are fetched meanwhile, and whole panels of 64 as well.
  // CHECK-LABEL: vit.kernel @reads_narrow_panels(
  // V3-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 17, parallel = true, packing = <columns = 16>, fetches_next = true>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 6, parallel = true, packing = <columns = 16>, fetches_next = true>] {
  vit.kernel @reads_narrow_panels(%x: tensor<197x768xf32>, %p: tensor<48x768x16xf32>) {
    %0 = vit.unpack %p {packing = #vit.packing<columns = 16>} : (tensor<48x768x16xf32>) -> tensor<768x768xf32>
    %1 = vit.matmul %x, %0 : (tensor<197x768xf32>, tensor<768x768xf32>) -> tensor<197x768xf32>
    vit.yield %1 : tensor<197x768xf32>
  }
  // A function of libm follows.
  // CHECK-LABEL: vit.kernel @stores_sums(
  // V3-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 17, parallel = true, copies_panel = true, stores_sums = true>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 17, parallel = true, copies_panel = true, stores_sums = true>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "matmul_b", bytes = 49152>] {
  vit.kernel @stores_sums(%x: tensor<197x192xf32>, %w: tensor<192x192xf32>) {
    %0 = vit.matmul %x, %w : (tensor<197x192xf32>, tensor<192x192xf32>) -> tensor<197x192xf32>
    %1 = vit.pow %0, %0 {vit.epilogue} : (tensor<197x192xf32>, tensor<197x192xf32>) -> tensor<197x192xf32>
    vit.yield %1 : tensor<197x192xf32>
  }
  // CHECK-LABEL: vit.kernel @few_heads_share_a_copy(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 29, copies_values = true, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 262144>, #vit.workspace<thread, "attention_strip", bytes = 24576>, #vit.workspace<thread, "attention_weights", bytes = 24576>, #vit.workspace<thread, "attention_values", bytes = 262144>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 12, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 15, copies_values = true, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 262144>, #vit.workspace<thread, "attention_strip", bytes = 49152>, #vit.workspace<thread, "attention_weights", bytes = 49152>, #vit.workspace<thread, "attention_values", bytes = 262144>] {
  vit.kernel @few_heads_share_a_copy(%q: tensor<1x1024x1x64xf32>, %k: tensor<1x1024x1x64xf32>, %v: tensor<1x1024x1x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x1024x1x64xf32>, tensor<1x1024x1x64xf32>, tensor<1x1024x1x64xf32>) -> tensor<1x1024x1x64xf32>
    vit.yield %0 : tensor<1x1024x1x64xf32>
  }
  // CHECK-LABEL: vit.kernel @many_rows_are_read_in_shares(
  // V3-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 33, parallel = true, packing = <columns = 16>, fetches_next = true, rows_first = true>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 17, parallel = true, packing = <columns = 16>, fetches_next = true, rows_first = true>] {
  vit.kernel @many_rows_are_read_in_shares(%x: tensor<8x197x768xf32>, %p: tensor<144x768x16xf32>) {
    %0 = vit.unpack %p {packing = #vit.packing<columns = 16>} : (tensor<144x768x16xf32>) -> tensor<768x2304xf32>
    %1 = vit.matmul %x, %0 : (tensor<8x197x768xf32>, tensor<768x2304xf32>) -> tensor<8x197x2304xf32>
    vit.yield %1 : tensor<8x197x2304xf32>
  }
  // CHECK-LABEL: vit.kernel @many_keys_are_in_blocks(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 6, lanes = 8, score_vectors = 2, value_lanes = 8, value_vectors = 2, tiles_per_share = 76, copies_values = true, keys_per_block = 320, shares_per_task = 1>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 81920>, #vit.workspace<thread, "attention_values", bytes = 81920>, #vit.workspace<thread, "attention_state", bytes = 149760>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 12, lanes = 16, score_vectors = 2, value_lanes = 16, value_vectors = 2, tiles_per_share = 38, copies_values = true, keys_per_block = 320, shares_per_task = 1>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<thread, "attention_keys", bytes = 81920>, #vit.workspace<thread, "attention_values", bytes = 81920>, #vit.workspace<thread, "attention_state", bytes = 177408>] {
  vit.kernel @many_keys_are_in_blocks(%q: tensor<1x4097x3x64xf32>, %k: tensor<1x4097x3x64xf32>, %v: tensor<1x4097x3x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x4097x3x64xf32>, tensor<1x4097x3x64xf32>, tensor<1x4097x3x64xf32>) -> tensor<1x4097x3x64xf32>
    vit.yield %0 : tensor<1x4097x3x64xf32>
  }
  // CHECK-LABEL: vit.kernel @but_not_for_a_few_queries(
  // V3-NEXT: schedule "x86-64-v3" [#vit.attention<rows = 1, lanes = 8, score_vectors = 12, value_lanes = 8, value_vectors = 8, tiles_per_share = 1, shares_per_task = 1>]
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.attention<rows = 1, lanes = 16, score_vectors = 24, value_lanes = 16, value_vectors = 4, tiles_per_share = 1, shares_per_task = 1>]
  vit.kernel @but_not_for_a_few_queries(%q: tensor<1x1x3x64xf32>, %k: tensor<1x4097x3x64xf32>, %v: tensor<1x4097x3x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x1x3x64xf32>, tensor<1x4097x3x64xf32>, tensor<1x4097x3x64xf32>) -> tensor<1x1x3x64xf32>
    vit.yield %0 : tensor<1x1x3x64xf32>
  }
  // CHECK-LABEL: vit.kernel @stores_patches(
  // V3-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 29, parallel = true, copies_panel = true, patches = <lanes = 8, rows_per_task = 21>>]{{$}}
  // V3-NEXT: workspaces [#vit.workspace<launch, "conv2d_patches", bytes = 1806336>, #vit.workspace<thread, "conv2d_b$1", bytes = 147456>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.product<rows = 12, vectors = 2, lanes = 16, tiles_per_task = 9, parallel = true, copies_panel = true, patches = <lanes = 16, rows_per_task = 21>>]{{$}}
  // V4-NEXT: workspaces [#vit.workspace<launch, "conv2d_patches", bytes = 1806336>, #vit.workspace<thread, "conv2d_b$1", bytes = 294912>] {
  vit.kernel @stores_patches(%x: tensor<1x256x14x14xf32>, %w: tensor<512x256x3x3xf32>) {
    %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 1 : i64} : (tensor<1x256x14x14xf32>, tensor<512x256x3x3xf32>) -> tensor<1x512x14x14xf32>
    vit.yield %0 : tensor<1x512x14x14xf32>
  }
  // CHECK-LABEL: vit.kernel @long_rows_are_divided(
  // V3-NEXT: schedule "x86-64-v3" [#vit.pointwise<lanes = 8, vectors_per_task = 63>, #vit.pointwise<lanes = 2, rows_per_task = 240>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.pointwise<lanes = 16, vectors_per_task = 32>, #vit.pointwise<lanes = 2, rows_per_task = 240>] {
  vit.kernel @long_rows_are_divided(%x: tensor<2x300000xf32>) {
    %0 = vit.gelu %x : (tensor<2x300000xf32>) -> tensor<2x300000xf32>
    %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<2x300000xf32>) -> tensor<300000x2xf32>
    vit.yield %0, %1 : tensor<2x300000xf32>, tensor<300000x2xf32>
  }
  // Each lane reduces its own row.
  // CHECK-LABEL: vit.kernel @reduces_other_dimension(
  // V3-NEXT: schedule "x86-64-v3" [#vit.rows<lanes = 8, rows_per_task = 4>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.rows<lanes = 16, rows_per_task = 2>] {
  vit.kernel @reduces_other_dimension(%x: tensor<64x512x96xf32>) {
    %0 = vit.reduce_mean %x {axes = array<i64: 1>} : (tensor<64x512x96xf32>) -> tensor<64x96xf32>
    vit.yield %0 : tensor<64x96xf32>
  }
  // A maximum that keeps NaN is not divided into partial results.
  // CHECK-LABEL: vit.kernel @keeps_the_order(
  // CHECK-NEXT: schedule "{{.*}}" [#vit.rows<lanes = 1, rows_per_task = 22>] {
  vit.kernel @keeps_the_order(%x: tensor<197x768xf32>) {
    %0 = vit.reduce_max %x {axes = array<i64: 1>} : (tensor<197x768xf32>) -> tensor<197xf32>
    vit.yield %0 : tensor<197xf32>
  }
  // CHECK-LABEL: vit.kernel @window(
  // V3-NEXT: schedule "x86-64-v3" [#vit.window<lanes = 8, channels_per_task = 1>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.window<lanes = 16, channels_per_task = 1>] {
  vit.kernel @window(%x: tensor<1x64x56x56xf32>) {
    %0 = vit.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x64x56x56xf32>) -> tensor<1x64x28x28xf32>
    vit.yield %0 : tensor<1x64x28x28xf32>
  }
  // The class token before the patches.
  // CHECK-LABEL: vit.kernel @concat(
  // V3-NEXT: schedule "x86-64-v3" [#vit.concat<parts = [#vit.copy<lanes = 8>, #vit.copy<lanes = 8, dimension = 1, steps_per_task = 13>]>] {
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.concat<parts = [#vit.copy<lanes = 16>, #vit.copy<lanes = 16, dimension = 1, steps_per_task = 13>]>] {
  vit.kernel @concat(%x: tensor<1x1x768xf32>, %y: tensor<1x196x768xf32>) {
    %0 = vit.concat %x, %y {axis = 1 : i64} : (tensor<1x1x768xf32>, tensor<1x196x768xf32>) -> tensor<1x197x768xf32>
    vit.yield %0 : tensor<1x197x768xf32>
  }
  // What is written stays, beside what is chosen for another target.
  // CHECK-LABEL: vit.kernel @keeps_what_is_written(
  // V3-NEXT: schedule "x86-64-v3" [#vit.pointwise<lanes = 4, rows_per_task = 1>] {
  // V4-NEXT: schedule "x86-64-v3" [#vit.pointwise<lanes = 4, rows_per_task = 1>]
  // V4-NEXT: schedule "{{x86-64-v4|znver4}}" [#vit.pointwise<lanes = 16>] {
  vit.kernel @keeps_what_is_written(%x: tensor<4x64xf32>)
      schedule "x86-64-v3" [#vit.pointwise<lanes = 4, rows_per_task = 1>] {
    %0 = vit.relu %x : (tensor<4x64xf32>) -> tensor<4x64xf32>
    vit.yield %0 : tensor<4x64xf32>
  }
}
