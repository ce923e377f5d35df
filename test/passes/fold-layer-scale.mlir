// RUN: vitc-opt %s --vit-fold-layer-scale --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// CHECK-LABEL: @folds_into_weights_and_bias
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[5.000000e+01, 6.000000e+02]>
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{\[\[}}1.000000e+01, 2.000000e+02], [3.000000e+01, 4.000000e+02]]>
// CHECK: %[[P:.*]] = vit.matmul %arg0, %[[W]]
// CHECK: %[[R:.*]] = vit.add %[[P]], %[[B]]
// CHECK: return %[[R]]
func.func @folds_into_weights_and_bias(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.add %b, %0 : (tensor<2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %2 = vit.mul %s, %1 : (tensor<2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// A factor of zero, and one that all channels share.
// CHECK-LABEL: @folds_one_number_without_bias
// CHECK: %[[W:.*]] = vit.constant dense<0.000000e+00> : tensor<2x2xf32>
// CHECK: %[[P:.*]] = vit.matmul %arg0, %[[W]]
// CHECK: return %[[P]]
func.func @folds_one_number_without_bias(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<0.0> : tensor<1x1xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %s : (tensor<5x2xf32>, tensor<1x1xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @folds_one_number_through_movements
// CHECK: vit.constant dense<{{\[\[}}5.000000e-01, 1.000000e+00], [1.500000e+00, 2.000000e+00]]>
// CHECK-NOT: vit.mul
// CHECK: return
func.func @folds_one_number_through_movements(%x: tensor<5x2xf32>) -> tensor<2x5x1xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 5, 2, 1>} : (tensor<5x2xf32>) -> tensor<5x2x1xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 1, 0, 2>} : (tensor<5x2x1xf32>) -> tensor<2x5x1xf32>
  %3 = vit.mul %2, %s : (tensor<2x5x1xf32>, tensor<f32>) -> tensor<2x5x1xf32>
  return %3 : tensor<2x5x1xf32>
}

// A factor per channel would have to be moved as well.
// CHECK-LABEL: @keeps_factors_per_channel_behind_movements
// CHECK: vit.mul
func.func @keeps_factors_per_channel_behind_movements(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = vit.mul %1, %s : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// CHECK-LABEL: @keeps_one_number_when_movements_are_read_elsewhere
// CHECK: vit.mul
func.func @keeps_one_number_when_movements_are_read_elsewhere(%x: tensor<5x2xf32>) -> (tensor<2x5xf32>, tensor<2x5xf32>) {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<5x2xf32>) -> tensor<2x5xf32>
  %2 = vit.mul %1, %s : (tensor<2x5xf32>, tensor<f32>) -> tensor<2x5xf32>
  return %1, %2 : tensor<2x5xf32>, tensor<2x5xf32>
}

// CHECK-LABEL: @keeps_when_the_linear_is_read_without_it
// CHECK: vit.mul
func.func @keeps_when_the_linear_is_read_without_it(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %s : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %0, %1 : tensor<5x2xf32>, tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_tied_weights
// CHECK: %[[W:.*]] = vit.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]>
// CHECK: vit.matmul %arg0, %[[W]]
// CHECK: vit.mul
// CHECK: vit.matmul %{{.*}}, %[[W]]
func.func @keeps_tied_weights(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %s : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %2 = vit.matmul %1, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_a_factor_per_token
// CHECK: vit.mul
func.func @keeps_a_factor_per_token(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<[[10.0], [100.0]]> : tensor<2x1xf32>
  %0 = vit.matmul %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = vit.mul %0, %s : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// CHECK-LABEL: @keeps_a_factor_that_is_not_constant
// CHECK: vit.mul
func.func @keeps_a_factor_that_is_not_constant(%x: tensor<5x2xf32>, %s: tensor<2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %s : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}
