// The loops that are chosen for a GPU, of the families that have no registers to fill: products and attention are in
// select-schedules-gpu-products.mlir.
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80 | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80 | vitc-opt | FileCheck %s
// RUN: not vitc-opt %s --vit-select-schedules=target=cuda:sm_12 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: unknown target 'cuda:sm_12': known are cuda:sm_70, cuda:sm_75, cuda:sm_80, cuda:sm_86, cuda:sm_89, cuda:sm_90

// CHECK: module attributes {vit.targets = [#vit.target<cuda, "cuda:sm_80", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_80"]>]}
module {
  // Vectors of four leave threads enough for all multiprocessors.
  // CHECK-LABEL: vit.kernel @vectors(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 256, lanes = 4>] {
  vit.kernel @vectors(%x: tensor<197x768xf32>) {
    %0 = vit.gelu %x : (tensor<197x768xf32>) -> tensor<197x768xf32>
    vit.yield %0 : tensor<197x768xf32>
  }
  // They would not here.
  // CHECK-LABEL: vit.kernel @few_elements(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 256, lanes = 1>] {
  vit.kernel @few_elements(%x: tensor<17x768xf32>) {
    %0 = vit.gelu %x : (tensor<17x768xf32>) -> tensor<17x768xf32>
    vit.yield %0 : tensor<17x768xf32>
  }
  // Rows of an odd length are no whole vectors.
  // CHECK-LABEL: vit.kernel @odd_rows(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 256, lanes = 1>] {
  vit.kernel @odd_rows(%x: tensor<12x197x197xf32>, %m: tensor<197x197xf32>) {
    %0 = vit.add %x, %m : (tensor<12x197x197xf32>, tensor<197x197xf32>) -> tensor<12x197x197xf32>
    vit.yield %0 : tensor<12x197x197xf32>
  }
  // Threads have equal shares of a row where its length allows.
  // CHECK-LABEL: vit.kernel @rows(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_rows<threads = 128>] {
  vit.kernel @rows(%x: tensor<197x768xf32>) {
    %0 = vit.layer_norm %x {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<197x768xf32>) -> tensor<197x768xf32>
    vit.yield %0 : tensor<197x768xf32>
  }
  // Powers are stored between the sum and the result.
  // CHECK-LABEL: vit.kernel @stores_rows(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_rows<threads = 32, stores_rows = true>] {
  vit.kernel @stores_rows(%x: tensor<12x197x197xf32>) {
    %0 = vit.softmax %x {axis = 2 : i64} : (tensor<12x197x197xf32>) -> tensor<12x197x197xf32>
    vit.yield %0 : tensor<12x197x197xf32>
  }
  // They do not fit the shared memory of a block.
  // CHECK-LABEL: vit.kernel @long_rows(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_rows<threads = 512>] {
  vit.kernel @long_rows(%x: tensor<2x50000xf32>) {
    %0 = vit.softmax %x {axis = 1 : i64} : (tensor<2x50000xf32>) -> tensor<2x50000xf32>
    vit.yield %0 : tensor<2x50000xf32>
  }
  // Neighbours in a warp read neighbours in memory: each thread reduces its own row.
  // CHECK-LABEL: vit.kernel @reduces_other_dimension(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_rows<threads = 256, row_per_thread = true>] {
  vit.kernel @reduces_other_dimension(%x: tensor<64x512x96xf32>) {
    %0 = vit.reduce_mean %x {axes = array<i64: 1>} : (tensor<64x512x96xf32>) -> tensor<64x96xf32>
    vit.yield %0 : tensor<64x96xf32>
  }
  // A maximum that keeps NaN is not divided into partial results.
  // CHECK-LABEL: vit.kernel @keeps_the_order(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_rows<threads = 224, row_per_thread = true>] {
  vit.kernel @keeps_the_order(%x: tensor<197x768xf32>) {
    %0 = vit.reduce_max %x {axes = array<i64: 1>} : (tensor<197x768xf32>) -> tensor<197xf32>
    vit.yield %0 : tensor<197xf32>
  }
  // CHECK-LABEL: vit.kernel @window(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 256, lanes = 1>] {
  vit.kernel @window(%x: tensor<1x64x56x56xf32>) {
    %0 = vit.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x64x56x56xf32>) -> tensor<1x64x28x28xf32>
    vit.yield %0 : tensor<1x64x28x28xf32>
  }
  // CHECK-LABEL: vit.kernel @concat(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_concat<parts = [#vit.gpu_pointwise<threads = 256, lanes = 1>, #vit.gpu_pointwise<threads = 256, lanes = 4>]>] {
  vit.kernel @concat(%x: tensor<1x1x768xf32>, %y: tensor<1x196x768xf32>) {
    %0 = vit.concat %x, %y {axis = 1 : i64} : (tensor<1x1x768xf32>, tensor<1x196x768xf32>) -> tensor<1x197x768xf32>
    vit.yield %0 : tensor<1x197x768xf32>
  }
  // What is written stays.
  // CHECK-LABEL: vit.kernel @keeps_what_is_written(
  // CHECK-NEXT: schedule "x86-64-v3" [#vit.pointwise<lanes = 4, rows_per_task = 1>]
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 32, lanes = 2>] {
  vit.kernel @keeps_what_is_written(%x: tensor<4x64xf32>)
      schedule "x86-64-v3" [#vit.pointwise<lanes = 4, rows_per_task = 1>]
      schedule "cuda:sm_80" [#vit.gpu_pointwise<threads = 32, lanes = 2>] {
    %0 = vit.relu %x : (tensor<4x64xf32>) -> tensor<4x64xf32>
    vit.yield %0 : tensor<4x64xf32>
  }
}
