// RUN: vitc-opt %s --vit-join-projections --canonicalize | FileCheck %s

// CHECK-LABEL: @fuses_shared_input
// CHECK: %[[W:.*]] = vit.concat {{.*}} {axis = 1 : i64} : {{.*}} -> tensor<8x24xf32>
// CHECK: vit.matmul %arg0, %[[W]] {{.*}} -> tensor<5x24xf32>
// CHECK: vit.concat {{.*}} {axis = 0 : i64} : {{.*}} -> tensor<24xf32>
// CHECK: vit.reshape {{.*}} -> tensor<5x6x4xf32>
// CHECK: vit.slice {{.*}} starts = array<i64: 0, 0, 0>
// CHECK-NOT: vit.matmul
func.func @fuses_shared_input(%x: tensor<5x8xf32>) -> (tensor<5x2x4xf32>, tensor<5x8xf32>, tensor<5x8xf32>) {
  %wq = vit.constant #vit.file_range<"w", offset = 0, length = 256> : tensor<8x8xf32>
  %wk = vit.constant #vit.file_range<"w", offset = 256, length = 256> : tensor<8x8xf32>
  %wv = vit.constant #vit.file_range<"w", offset = 512, length = 256> : tensor<8x8xf32>
  %bq = vit.constant #vit.file_range<"w", offset = 768, length = 32> : tensor<8xf32>
  %q0 = vit.matmul %x, %wq : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  %q1 = vit.add %q0, %bq : (tensor<5x8xf32>, tensor<8xf32>) -> tensor<5x8xf32>
  %q = vit.reshape %q1 {shape = array<i64: 5, 2, 4>} : (tensor<5x8xf32>) -> tensor<5x2x4xf32>
  %k = vit.matmul %x, %wk : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  %v = vit.matmul %x, %wv : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  return %q, %k, %v : tensor<5x2x4xf32>, tensor<5x8xf32>, tensor<5x8xf32>
}

// CHECK-LABEL: @keeps_different_inputs
// CHECK-COUNT-2: vit.matmul
// CHECK-NOT: vit.concat
func.func @keeps_different_inputs(%x: tensor<5x8xf32>, %y: tensor<5x8xf32>) -> (tensor<5x8xf32>, tensor<5x8xf32>) {
  %wq = vit.constant #vit.file_range<"w", offset = 0, length = 256> : tensor<8x8xf32>
  %wk = vit.constant #vit.file_range<"w", offset = 256, length = 256> : tensor<8x8xf32>
  %q = vit.matmul %x, %wq : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  %k = vit.matmul %y, %wk : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  return %q, %k : tensor<5x8xf32>, tensor<5x8xf32>
}

// CHECK-LABEL: @keeps_weights_that_are_not_constant
// CHECK-COUNT-2: vit.matmul
// CHECK-NOT: vit.concat
func.func @keeps_weights_that_are_not_constant(%x: tensor<5x8xf32>, %w: tensor<8x8xf32>) -> (tensor<5x8xf32>, tensor<5x8xf32>) {
  %wq = vit.constant #vit.file_range<"w", offset = 0, length = 256> : tensor<8x8xf32>
  %q = vit.matmul %x, %wq : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  %k = vit.matmul %x, %w : (tensor<5x8xf32>, tensor<8x8xf32>) -> tensor<5x8xf32>
  return %q, %k : tensor<5x8xf32>, tensor<5x8xf32>
}

// Blocks that share a bias of zeros multiply it by their own weights: constants, which meet in no projection.
// CHECK-LABEL: @keeps_products_of_constants
func.func @keeps_products_of_constants(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %b = vit.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %v = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %w = vit.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  // CHECK-NOT: vit.concat
  %0 = vit.matmul %b, %v : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = vit.matmul %b, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %2 = vit.add %x, %0 : (tensor<5x2xf32>, tensor<1x2xf32>) -> tensor<5x2xf32>
  %3 = vit.mul %2, %1 : (tensor<5x2xf32>, tensor<1x2xf32>) -> tensor<5x2xf32>
  return %3 : tensor<5x2xf32>
}

// A slice that runs backwards is as large as its operand, and no cut.
// CHECK-LABEL: @keeps_a_reversal_before_a_split
// CHECK: vit.slice {{.*}} steps = array<i64: -1, 1>
// CHECK: vit.reshape
func.func @keeps_a_reversal_before_a_split(%x: tensor<5x8xf32>) -> tensor<5x2x4xf32> {
  %0 = vit.slice %x {starts = array<i64: 4, 0>, sizes = array<i64: 5, 8>, steps = array<i64: -1, 1>} : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %1 = vit.reshape %0 {shape = array<i64: 5, 2, 4>} : (tensor<5x8xf32>) -> tensor<5x2x4xf32>
  return %1 : tensor<5x2x4xf32>
}

// CHECK-LABEL: @joins_in_the_order_of_reading
// CHECK-DAG: %[[Q:.*]] = vit.constant #vit.file_range<"w", offset = 512
// CHECK-DAG: %[[K:.*]] = vit.constant #vit.file_range<"w", offset = 0
// CHECK-DAG: %[[V:.*]] = vit.constant #vit.file_range<"w", offset = 256
// CHECK: vit.concat %[[Q]], %[[K]], %[[V]]
func.func @joins_in_the_order_of_reading(%x: tensor<1x5x8xf32>) -> tensor<1x5x2x4xf32> {
  %wk = vit.constant #vit.file_range<"w", offset = 0, length = 256> : tensor<8x8xf32>
  %wv = vit.constant #vit.file_range<"w", offset = 256, length = 256> : tensor<8x8xf32>
  %wq = vit.constant #vit.file_range<"w", offset = 512, length = 256> : tensor<8x8xf32>
  %k0 = vit.matmul %x, %wk : (tensor<1x5x8xf32>, tensor<8x8xf32>) -> tensor<1x5x8xf32>
  %v0 = vit.matmul %x, %wv : (tensor<1x5x8xf32>, tensor<8x8xf32>) -> tensor<1x5x8xf32>
  %q0 = vit.matmul %x, %wq : (tensor<1x5x8xf32>, tensor<8x8xf32>) -> tensor<1x5x8xf32>
  %k = vit.reshape %k0 {shape = array<i64: 1, 5, 2, 4>} : (tensor<1x5x8xf32>) -> tensor<1x5x2x4xf32>
  %v = vit.reshape %v0 {shape = array<i64: 1, 5, 2, 4>} : (tensor<1x5x8xf32>) -> tensor<1x5x2x4xf32>
  %q = vit.reshape %q0 {shape = array<i64: 1, 5, 2, 4>} : (tensor<1x5x8xf32>) -> tensor<1x5x2x4xf32>
  %0 = vit.attention %q, %k, %v {scale = 0.5 : f64} : (tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x5x2x4xf32>
  return %0 : tensor<1x5x2x4xf32>
}
