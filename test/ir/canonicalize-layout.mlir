// RUN: vitc-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @heads_come_back_in_place
// CHECK-NEXT: %[[R:.*]] = vit.reshape %arg0 {shape = array<i64: 1, 7, 2, 4>}
// CHECK-NEXT: return %[[R]]
func.func @heads_come_back_in_place(%x: tensor<1x7x8xf32>) -> tensor<1x7x2x4xf32> {
  %0 = vit.reshape %x {shape = array<i64: 1, 7, 1, 2, 4>} : (tensor<1x7x8xf32>) -> tensor<1x7x1x2x4xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 2, 0, 3, 1, 4>} : (tensor<1x7x1x2x4xf32>) -> tensor<1x1x2x7x4xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 2, 7, 4>} : (tensor<1x1x2x7x4xf32>) -> tensor<1x2x7x4xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x2x7x4xf32>) -> tensor<1x7x2x4xf32>
  return %3 : tensor<1x7x2x4xf32>
}

// Batch and heads merged, keys transposed, and split again.
// CHECK-LABEL: @transposes_through_merged_batch
// CHECK-NEXT: %[[T:.*]] = vit.transpose %arg0 {permutation = array<i64: 0, 1, 3, 2>}
// CHECK-NEXT: return %[[T]]
func.func @transposes_through_merged_batch(%x: tensor<3x2x7x4xf32>) -> tensor<3x2x4x7xf32> {
  %0 = vit.reshape %x {shape = array<i64: 6, 7, 4>} : (tensor<3x2x7x4xf32>) -> tensor<6x7x4xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 1>} : (tensor<6x7x4xf32>) -> tensor<6x4x7xf32>
  %2 = vit.reshape %1 {shape = array<i64: 3, 2, 4, 7>} : (tensor<6x4x7xf32>) -> tensor<3x2x4x7xf32>
  return %2 : tensor<3x2x4x7xf32>
}

// CHECK-LABEL: @keeps_reshape_that_merges_transposed_dimensions
// CHECK: vit.transpose
// CHECK: vit.reshape
func.func @keeps_reshape_that_merges_transposed_dimensions(%x: tensor<2x7x4xf32>) -> tensor<7x8xf32> {
  %0 = vit.transpose %x {permutation = array<i64: 1, 0, 2>} : (tensor<2x7x4xf32>) -> tensor<7x2x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 7, 8>} : (tensor<7x2x4xf32>) -> tensor<7x8xf32>
  return %1 : tensor<7x8xf32>
}

// CHECK-LABEL: @joins_adjacent_slices
// CHECK-NEXT: return %arg0
func.func @joins_adjacent_slices(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %0 = vit.slice %x {starts = array<i64: 0, 0>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 1>} : (tensor<2x6xf32>) -> tensor<2x2xf32>
  %1 = vit.slice %x {starts = array<i64: 0, 2>, sizes = array<i64: 2, 4>, steps = array<i64: 1, 1>} : (tensor<2x6xf32>) -> tensor<2x4xf32>
  %2 = vit.concat %0, %1 {axis = 1 : i64} : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x6xf32>
  return %2 : tensor<2x6xf32>
}

// CHECK-LABEL: @keeps_slices_in_another_order
// CHECK: vit.concat
func.func @keeps_slices_in_another_order(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %0 = vit.slice %x {starts = array<i64: 0, 0>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 1>} : (tensor<2x6xf32>) -> tensor<2x2xf32>
  %1 = vit.slice %x {starts = array<i64: 0, 2>, sizes = array<i64: 2, 4>, steps = array<i64: 1, 1>} : (tensor<2x6xf32>) -> tensor<2x4xf32>
  %2 = vit.concat %1, %0 {axis = 1 : i64} : (tensor<2x4xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  return %2 : tensor<2x6xf32>
}

// CHECK-LABEL: @slice_of_joined_part
// CHECK: %[[S:.*]] = vit.slice %arg1 {{.*}}starts = array<i64: 0, 1>
// CHECK-NOT: vit.concat
// CHECK: return %arg0, %[[S]]
func.func @slice_of_joined_part(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x2xf32>) {
  %0 = vit.concat %x, %y {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 2, 3>, steps = array<i64: 1, 1>} : (tensor<2x7xf32>) -> tensor<2x3xf32>
  %2 = vit.slice %0 {starts = array<i64: 0, 4>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 2>} : (tensor<2x7xf32>) -> tensor<2x2xf32>
  return %1, %2 : tensor<2x3xf32>, tensor<2x2xf32>
}

// CHECK-LABEL: @slice_across_joined_parts
// CHECK: vit.concat
// CHECK: vit.slice
func.func @slice_across_joined_parts(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %0 = vit.concat %x, %y {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 2>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 1>} : (tensor<2x7xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// Tokens first, as torch.nn.MultiheadAttention wants them: one product of five rows, not five of one.
// CHECK-LABEL: func @product_of_rows
// CHECK: %[[P:.*]] = vit.matmul %arg0, %arg1 : (tensor<1x5x4xf32>, tensor<4x6xf32>) -> tensor<1x5x6xf32>
// CHECK: %[[A:.*]] = vit.add %[[P]], %arg2 : (tensor<1x5x6xf32>, tensor<6xf32>)
// CHECK: %[[R:.*]] = vit.reshape %[[A]] {shape = array<i64: 5, 1, 6>}
// CHECK: return %[[R]]
func.func @product_of_rows(%x: tensor<1x5x4xf32>, %w: tensor<4x6xf32>, %b: tensor<6xf32>) -> tensor<5x1x6xf32> {
  %0 = vit.reshape %x {shape = array<i64: 5, 1, 4>} : (tensor<1x5x4xf32>) -> tensor<5x1x4xf32>
  %1 = vit.matmul %0, %w : (tensor<5x1x4xf32>, tensor<4x6xf32>) -> tensor<5x1x6xf32>
  %2 = vit.add %1, %b : (tensor<5x1x6xf32>, tensor<6xf32>) -> tensor<5x1x6xf32>
  return %2 : tensor<5x1x6xf32>
}

// Several images apart from their tokens: no reshape of single rows.
// CHECK-LABEL: func @product_of_other_rows
// CHECK: %[[R:.*]] = vit.reshape
// CHECK: vit.matmul %[[R]]
func.func @product_of_other_rows(%x: tensor<1x6x4xf32>, %w: tensor<4x6xf32>) -> tensor<2x3x6xf32> {
  %0 = vit.reshape %x {shape = array<i64: 2, 3, 4>} : (tensor<1x6x4xf32>) -> tensor<2x3x4xf32>
  %1 = vit.matmul %0, %w : (tensor<2x3x4xf32>, tensor<4x6xf32>) -> tensor<2x3x6xf32>
  return %1 : tensor<2x3x6xf32>
}

// A vector that widens the product is no bias.
// CHECK-LABEL: func @widened_linear
// CHECK: vit.matmul {{.*}} -> tensor<6x1xf32>
// CHECK: vit.add {{.*}} -> tensor<6x5xf32>
func.func @widened_linear(%x: tensor<2x3x2x2xf32>, %w: tensor<4x1xf32>, %b: tensor<5xf32>) -> tensor<30x1xf32> {
  %0 = vit.reshape %x {shape = array<i64: 6, 4>} : (tensor<2x3x2x2xf32>) -> tensor<6x4xf32>
  %1 = vit.matmul %0, %w : (tensor<6x4xf32>, tensor<4x1xf32>) -> tensor<6x1xf32>
  %2 = vit.add %1, %b : (tensor<6x1xf32>, tensor<5xf32>) -> tensor<6x5xf32>
  %3 = vit.reshape %2 {shape = array<i64: 30, 1>} : (tensor<6x5xf32>) -> tensor<30x1xf32>
  return %3 : tensor<30x1xf32>
}

// A layer that flattens its tokens, as torch's Gemm does, need not.
// CHECK-LABEL: func @flattened_linear
// CHECK: %[[X:.*]] = vit.reshape %arg0 {shape = array<i64: 2, 3, 4>}
// CHECK: %[[P:.*]] = vit.matmul %[[X]], %arg1 : (tensor<2x3x4xf32>, tensor<4x6xf32>) -> tensor<2x3x6xf32>
// CHECK: %[[A:.*]] = vit.add %[[P]], %arg2
// CHECK: return %[[A]]
func.func @flattened_linear(%x: tensor<2x3x2x2xf32>, %w: tensor<4x6xf32>, %b: tensor<6xf32>) -> tensor<2x3x6xf32> {
  %0 = vit.reshape %x {shape = array<i64: 6, 4>} : (tensor<2x3x2x2xf32>) -> tensor<6x4xf32>
  %1 = vit.matmul %0, %w : (tensor<6x4xf32>, tensor<4x6xf32>) -> tensor<6x6xf32>
  %2 = vit.add %1, %b : (tensor<6x6xf32>, tensor<6xf32>) -> tensor<6x6xf32>
  %3 = vit.reshape %2 {shape = array<i64: 2, 3, 6>} : (tensor<6x6xf32>) -> tensor<2x3x6xf32>
  return %3 : tensor<2x3x6xf32>
}
