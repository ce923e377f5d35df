// The loops that are chosen for products and attention on a GPU without tensor cores for f32: what fills its
// multiprocessors.
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_75 | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_75 | vitc-opt | FileCheck %s

module {
  // Large: 64 sums in the registers of a thread, two blocks of 256 threads for a multiprocessor.
  // CHECK-LABEL: vit.kernel @large(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 1>] {
  vit.kernel @large(%x: tensor<8192x4096xf32>, %w: tensor<4096x4096xf32>) {
    %0 = vit.matmul %x, %w : (tensor<8192x4096xf32>, tensor<4096x4096xf32>) -> tensor<8192x4096xf32>
    vit.yield %0 : tensor<8192x4096xf32>
  }
  // Few tiles: k is divided into slices, so that a block has threads enough with a small one.
  // CHECK-LABEL: vit.kernel @one_image(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_product<rows = 4, columns = 4, row_threads = 10, column_threads = 8, depth = 16, slices = 2>] {
  vit.kernel @one_image(%x: tensor<1x197x768xf32>, %w: tensor<768x768xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x768xf32>) -> tensor<1x197x768xf32>
    vit.yield %0 : tensor<1x197x768xf32>
  }
  // The rows of all images are one dimension.
  // CHECK-LABEL: vit.kernel @images(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_product<rows = 8, columns = 8, row_threads = 16, column_threads = 16, depth = 8, slices = 1>] {
  vit.kernel @images(%x: tensor<32x197x768xf32>, %w: tensor<768x768xf32>) {
    %0 = vit.matmul %x, %w : (tensor<32x197x768xf32>, tensor<768x768xf32>) -> tensor<32x197x768xf32>
    vit.yield %0 : tensor<32x197x768xf32>
  }
  // A row of a classifier: columns are few, and k is what there is to share.
  // CHECK-LABEL: vit.kernel @one_row(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_product<rows = 1, columns = 2, row_threads = 1, column_threads = 16, depth = 16, slices = 16>] {
  vit.kernel @one_row(%x: tensor<1x768xf32>, %w: tensor<768x1000xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x768xf32>, tensor<768x1000xf32>) -> tensor<1x1000xf32>
    vit.yield %0 : tensor<1x1000xf32>
  }
  // Two blocks of 112 keys: results are joined.
  // CHECK-LABEL: vit.kernel @attention(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_attention<rows = 4, keys = 7, values = 4, row_threads = 4, column_threads = 16, depth = 8, key_step = 16>] {
  vit.kernel @attention(%q: tensor<8x197x12x64xf32>, %k: tensor<8x197x12x64xf32>, %v: tensor<8x197x12x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<8x197x12x64xf32>, tensor<8x197x12x64xf32>, tensor<8x197x12x64xf32>) -> tensor<8x197x12x64xf32>
    vit.yield %0 : tensor<8x197x12x64xf32>
  }
  // Blocks of keys, whose results are joined: these take registers beside the scores.
  // CHECK-LABEL: vit.kernel @many_keys(
  // CHECK-NEXT: schedule "cuda:sm_75" [#vit.gpu_attention<rows = 4, keys = 8, values = 4, row_threads = 8, column_threads = 16, depth = 8, key_step = 16>] {
  vit.kernel @many_keys(%q: tensor<8x577x12x64xf32>, %k: tensor<8x577x12x64xf32>, %v: tensor<8x577x12x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<8x577x12x64xf32>, tensor<8x577x12x64xf32>, tensor<8x577x12x64xf32>) -> tensor<8x577x12x64xf32>
    vit.yield %0 : tensor<8x577x12x64xf32>
  }
}
