// RUN: vitc-opt %s --vit-fold-affine-chains --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// CHECK-LABEL: @joins_factors
// CHECK: %[[C:.*]] = vit.constant dense<[5.000000e+00, 5.000000e+01]> : tensor<2xf32>
// CHECK-NEXT: %[[R:.*]] = vit.mul %arg0, %[[C]]
// CHECK-NEXT: return %[[R]]
func.func @joins_factors(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %b = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.mul %a, %x : (tensor<2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  %1 = vit.div %0, %b : (tensor<5x2xf32>, tensor<f32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @joins_summands
// CHECK: %[[C:.*]] = vit.constant dense<[8.000000e+00, 9.800000e+01]> : tensor<2xf32>
// CHECK-NEXT: %[[R:.*]] = vit.add %arg0, %[[C]]
// CHECK-NEXT: return %[[R]]
func.func @joins_summands(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %b = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.add %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.sub %0, %b : (tensor<5x2xf32>, tensor<f32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @joins_factors_around_a_sum
// CHECK: %[[P:.*]] = vit.mul %arg0
// CHECK: %[[R:.*]] = vit.add %[[P]]
// CHECK: return %[[R]]
func.func @joins_factors_around_a_sum(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %b = vit.constant dense<2.0> : tensor<f32>
  %c = vit.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.sub %0, %c : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %2 = vit.div %1, %b : (tensor<5x2xf32>, tensor<f32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// CHECK-LABEL: @folds_steps_into_the_linear_behind
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[6.000000e+00, 8.000000e+00]>
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{\[\[}}1.000000e+01, 2.000000e+01], [3.000000e+02, 4.000000e+02]]>
// CHECK: %[[P:.*]] = vit.matmul %arg0, %[[W]]
// CHECK: %[[R:.*]] = vit.add %[[P]], %[[B]]
// CHECK: return %[[R]]
func.func @folds_steps_into_the_linear_behind(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %c = vit.constant dense<[[3.0, 1.0]]> : tensor<1x2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[0.0, -2.0]> : tensor<2xf32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.add %0, %c : (tensor<5x2xf32>, tensor<1x2xf32>) -> tensor<5x2xf32>
  %2 = vit.matmul %1, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %3 = vit.add %2, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %3 : tensor<5x2xf32>
}

// CHECK-LABEL: @joins_linears
// CHECK: %[[P:.*]] = vit.matmul %arg0, %{{.*}} : (tensor<5x2xf32>, tensor<2x2xf32>)
// CHECK: vit.add %[[P]]
// CHECK-NOT: vit.matmul
func.func @joins_linears(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w1 = vit.constant dense<[[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]> : tensor<2x3xf32>
  %w2 = vit.constant dense<[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf32>
  %b1 = vit.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = vit.matmul %x, %w1 : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  %1 = vit.add %0, %b1 : (tensor<5x3xf32>, tensor<3xf32>) -> tensor<5x3xf32>
  %2 = vit.matmul %1, %w2 : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// [8, 1] times [1, 8] takes 16 multiplications a row, their product 64.
// CHECK-LABEL: @keeps_low_rank_linears
// CHECK-COUNT-2: vit.matmul
func.func @keeps_low_rank_linears(%x: tensor<5x8xf32>) -> tensor<5x8xf32> {
  %w1 = vit.constant dense<2.0> : tensor<8x1xf32>
  %w2 = vit.constant dense<3.0> : tensor<1x8xf32>
  %0 = vit.matmul %x, %w1 : (tensor<5x8xf32>, tensor<8x1xf32>) -> tensor<5x1xf32>
  %1 = vit.matmul %0, %w2 : (tensor<5x1xf32>, tensor<1x8xf32>) -> tensor<5x8xf32>
  return %1 : tensor<5x8xf32>
}

// CHECK-LABEL: @keeps_linears_around_an_activation
// CHECK-COUNT-2: vit.matmul
func.func @keeps_linears_around_an_activation(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w1 = vit.constant dense<[[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]> : tensor<2x3xf32>
  %w2 = vit.constant dense<[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf32>
  %0 = vit.matmul %x, %w1 : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  %1 = vit.relu %0 : (tensor<5x3xf32>) -> tensor<5x3xf32>
  %2 = vit.matmul %1, %w2 : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_linears_with_tied_weights
// CHECK-COUNT-2: vit.matmul
func.func @keeps_linears_with_tied_weights(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_what_is_read_between
// CHECK-COUNT-2: vit.mul
func.func @keeps_what_is_read_between(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %b = vit.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %0, %1 : tensor<5x2xf32>, tensor<5x2xf32>
}

// A column times a row is a matrix.
// CHECK-LABEL: @keeps_constants_that_would_grow
// CHECK-COUNT-2: vit.mul
func.func @keeps_constants_that_would_grow(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %b = vit.constant dense<[[1.0], [2.0], [3.0], [4.0], [5.0]]> : tensor<5x1xf32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %b : (tensor<5x2xf32>, tensor<5x1xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_a_bias_beside_positions
// CHECK-COUNT-2: vit.add
func.func @keeps_a_bias_beside_positions(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %p = vit.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 0.0]]> : tensor<5x2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.add %0, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %2 = vit.add %1, %p : (tensor<5x2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_a_quotient_of_a_constant
// CHECK: vit.div
func.func @keeps_a_quotient_of_a_constant(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.div %a, %0 : (tensor<2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// Where 0.1 q / 0.2 is half way between two numbers, q (0.1 / 0.2) need not be.
// CHECK-LABEL: @keeps_what_is_rounded
// CHECK: %[[P:.*]] = vit.mul %arg0
// CHECK: %[[Q:.*]] = vit.div %[[P]]
// CHECK: vit.round %[[Q]]
func.func @keeps_what_is_rounded(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %a = vit.constant dense<0.1> : tensor<f32>
  %b = vit.constant dense<0.2> : tensor<f32>
  %0 = vit.mul %x, %a : (tensor<5x2xf32>, tensor<f32>) -> tensor<5x2xf32>
  %1 = vit.div %0, %b : (tensor<5x2xf32>, tensor<f32>) -> tensor<5x2xf32>
  %2 = vit.round %1 : (tensor<5x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// A batch normalisation whose statistics are frozen.
// CHECK-LABEL: @folds_into_the_convolution_before
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{.*}}2.000000e+00{{.*}}4.000000e+00{{.*}}3.000000e+01{{.*}}4.000000e+01{{.*}}> : tensor<2x2x1x1xf32>
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[7.000000e+00, 4.100000e+01]> : tensor<2xf32>
// CHECK: %[[R:.*]] = vit.conv2d %arg0, %[[W]], %[[B]]
// CHECK-NEXT: return %[[R]]
func.func @folds_into_the_convolution_before(%x: tensor<1x2x3x3xf32>) -> tensor<1x2x5x5xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %b = vit.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %s = vit.constant dense<[[[[2.0]], [[10.0]]]]> : tensor<1x2x1x1xf32>
  %t = vit.constant dense<[[[1.0]], [[1.0]]]> : tensor<2x1x1xf32>
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x5x5xf32>
  %1 = vit.mul %0, %s : (tensor<1x2x5x5xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x5x5xf32>
  %2 = vit.add %1, %t : (tensor<1x2x5x5xf32>, tensor<2x1x1xf32>) -> tensor<1x2x5x5xf32>
  return %2 : tensor<1x2x5x5xf32>
}

// CHECK-LABEL: @keeps_a_sum_per_place
// CHECK: vit.conv2d
// CHECK-NEXT: vit.add
func.func @keeps_a_sum_per_place(%x: tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32> {
  %w = vit.constant dense<[[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]> : tensor<2x2x1x1xf32>
  %t = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x2x1x2xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x1x2xf32>
  %1 = vit.add %0, %t : (tensor<1x2x1x2xf32>, tensor<2xf32>) -> tensor<1x2x1x2xf32>
  return %1 : tensor<1x2x1x2xf32>
}
