// RUN: vitc-opt %s --vit-unpack-projections --canonicalize | FileCheck %s

// CHECK-LABEL: @unpacks_q_k_and_v
// CHECK: vit.matmul {{.*}} -> tensor<5x8xf32>
// CHECK: vit.add
// CHECK: vit.matmul {{.*}} -> tensor<5x8xf32>
// CHECK-NOT: tensor<5x24xf32>
func.func @unpacks_q_k_and_v(%x: tensor<5x8xf32>) -> (tensor<5x2x4xf32>, tensor<5x2x4xf32>, tensor<5x2x4xf32>) {
  %w = vit.constant #vit.file_range<"w", offset = 0, length = 768> : tensor<8x24xf32>
  %b = vit.constant #vit.file_range<"w", offset = 768, length = 96> : tensor<24xf32>
  %0 = vit.matmul %x, %w : (tensor<5x8xf32>, tensor<8x24xf32>) -> tensor<5x24xf32>
  %1 = vit.add %0, %b : (tensor<5x24xf32>, tensor<24xf32>) -> tensor<5x24xf32>
  %2 = vit.reshape %1 {shape = array<i64: 5, 3, 2, 4>} : (tensor<5x24xf32>) -> tensor<5x3x2x4xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 1, 0, 2, 3>} : (tensor<5x3x2x4xf32>) -> tensor<3x5x2x4xf32>
  %i0 = vit.constant dense<0> : tensor<i64>
  %i1 = vit.constant dense<1> : tensor<i64>
  %i2 = vit.constant dense<2> : tensor<i64>
  %q = vit.gather %3, %i0 {axis = 0 : i64} : (tensor<3x5x2x4xf32>, tensor<i64>) -> tensor<5x2x4xf32>
  %k = vit.gather %3, %i1 {axis = 0 : i64} : (tensor<3x5x2x4xf32>, tensor<i64>) -> tensor<5x2x4xf32>
  %v = vit.gather %3, %i2 {axis = 0 : i64} : (tensor<3x5x2x4xf32>, tensor<i64>) -> tensor<5x2x4xf32>
  return %q, %k, %v : tensor<5x2x4xf32>, tensor<5x2x4xf32>, tensor<5x2x4xf32>
}

// CHECK-LABEL: @keeps_a_projection_that_is_used_as_a_whole
// CHECK: vit.matmul {{.*}} -> tensor<5x24xf32>
// CHECK: vit.slice
func.func @keeps_a_projection_that_is_used_as_a_whole(%x: tensor<5x8xf32>) -> (tensor<5x8xf32>, tensor<5x24xf32>) {
  %w = vit.constant #vit.file_range<"w", offset = 0, length = 768> : tensor<8x24xf32>
  %0 = vit.matmul %x, %w : (tensor<5x8xf32>, tensor<8x24xf32>) -> tensor<5x24xf32>
  %q = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 5, 8>, steps = array<i64: 1, 1>} : (tensor<5x24xf32>) -> tensor<5x8xf32>
  return %q, %0 : tensor<5x8xf32>, tensor<5x24xf32>
}
