// RUN: vitc-opt %s --vit-fold-norm-affine --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// Of two readers the second has no bias; it gets one.
// CHECK-LABEL: @folds_into_all_readers
// CHECK-DAG: %[[B0:.*]] = vit.constant dense<[3.000000e+00, 4.000000e+00]>
// CHECK-DAG: %[[W0:.*]] = vit.constant dense<{{\[\[}}1.000000e+01, 2.000000e+01], [3.000000e+02, 4.000000e+02]]>
// CHECK-DAG: %[[W1:.*]] = vit.constant dense<{{\[\[}}1.000000e+01], [1.000000e+02]]>
// CHECK-DAG: %[[N:.*]] = vit.layer_norm %arg0 {axis
// CHECK-DAG: %[[P0:.*]] = vit.matmul %[[N]], %[[W0]]
// CHECK-DAG: vit.add %[[P0]], %[[B0]]
// CHECK-DAG: %[[T:.*]] = vit.slice %[[N]]
// CHECK: vit.matmul %[[T]], %[[W1]]
func.func @folds_into_all_readers(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<1x1xf32>) {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %t = vit.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %w0 = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %w1 = vit.constant dense<[[1.0], [1.0]]> : tensor<2x1xf32>
  %b = vit.constant dense<[5.0, 6.0]> : tensor<2xf32>
  %0 = vit.layer_norm %x scale %s bias %t {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w0 : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %2 = vit.add %1, %b : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %3 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 1, 2>, steps = array<i64: 1, 1>} : (tensor<5x2xf32>) -> tensor<1x2xf32>
  %4 = vit.matmul %3, %w1 : (tensor<1x2xf32>, tensor<2x1xf32>) -> tensor<1x1xf32>
  return %2, %4 : tensor<5x2xf32>, tensor<1x1xf32>
}

// Average pooling, then the classifier.
// CHECK-LABEL: @folds_through_movements_and_means
// CHECK: vit.rms_norm %arg0 {axis
// CHECK: vit.transpose
// CHECK: vit.reduce_mean
// CHECK: vit.matmul
func.func @folds_through_movements_and_means(%x: tensor<1x2x3x2xf32>) -> tensor<1x2x2xf32> {
  %s = vit.constant dense<[0.0, 1.0e6]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.rms_norm %x scale %s {axis = 3 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x2x3x2xf32>, tensor<2xf32>) -> tensor<1x2x3x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x2x3x2xf32>) -> tensor<1x3x2x2xf32>
  %2 = vit.reduce_mean %1 {axes = array<i64: 1>} : (tensor<1x3x2x2xf32>) -> tensor<1x2x2xf32>
  %3 = vit.matmul %2, %w : (tensor<1x2x2xf32>, tensor<2x2xf32>) -> tensor<1x2x2xf32>
  return %3 : tensor<1x2x2xf32>
}

// Halves of the tokens swapped, as windows shift them: all parts are the normalisation.
// CHECK-LABEL: @folds_through_a_roll
// CHECK: vit.layer_norm %arg0 {axis
// CHECK: vit.concat
// CHECK: vit.matmul
func.func @folds_through_a_roll(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %t = vit.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x bias %t {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  %1 = vit.slice %0 {starts = array<i64: 2, 0>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 1>} : (tensor<4x2xf32>) -> tensor<2x2xf32>
  %2 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 2, 2>, steps = array<i64: 1, 1>} : (tensor<4x2xf32>) -> tensor<2x2xf32>
  %3 = vit.concat %1, %2 {axis = 0 : i64} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<4x2xf32>
  %4 = vit.matmul %3, %w : (tensor<4x2xf32>, tensor<2x2xf32>) -> tensor<4x2xf32>
  return %4 : tensor<4x2xf32>
}

// CHECK-LABEL: @keeps_when_joined_with_something_else
// CHECK: vit.layer_norm %arg0 bias
func.func @keeps_when_joined_with_something_else(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>) -> tensor<4x2xf32> {
  %t = vit.constant dense<[1.0, -1.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x bias %t {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %1 = vit.concat %0, %y {axis = 0 : i64} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<4x2xf32>
  %2 = vit.matmul %1, %w : (tensor<4x2xf32>, tensor<2x2xf32>) -> tensor<4x2xf32>
  return %2 : tensor<4x2xf32>
}

// CHECK-LABEL: @keeps_when_an_output_too
// CHECK: vit.layer_norm %arg0 scale
func.func @keeps_when_an_output_too(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x scale %s {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %0, %1 : tensor<5x2xf32>, tensor<5x2xf32>
}

// A residual behind the normalisation (post-norm blocks).
// CHECK-LABEL: @keeps_when_a_residual_reads_it
// CHECK: vit.layer_norm %arg0 scale
func.func @keeps_when_a_residual_reads_it(%x: tensor<5x2xf32>) -> tensor<5x2xf32> {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x scale %s {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %2 = vit.add %0, %1 : (tensor<5x2xf32>, tensor<5x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_tied_weights
// CHECK: vit.layer_norm %arg0 scale
// CHECK: vit.layer_norm %arg1 scale
func.func @keeps_tied_weights(%x: tensor<5x2xf32>, %y: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %t = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x scale %s {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %2 = vit.layer_norm %y scale %t {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %3 = vit.matmul %2, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %1, %3 : tensor<5x2xf32>, tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_weights_that_are_not_constant
// CHECK: vit.layer_norm %arg0 scale
func.func @keeps_weights_that_are_not_constant(%x: tensor<5x2xf32>, %w: tensor<2x2xf32>) -> tensor<5x2xf32> {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.layer_norm %x scale %s {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// CHECK-LABEL: @keeps_when_channels_are_merged
// CHECK: vit.layer_norm %arg0 scale
func.func @keeps_when_channels_are_merged(%x: tensor<2x2xf32>) -> tensor<1x1xf32> {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %w = vit.constant dense<1.0> : tensor<4x1xf32>
  %0 = vit.layer_norm %x scale %s {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 4>} : (tensor<2x2xf32>) -> tensor<1x4xf32>
  %2 = vit.matmul %1, %w : (tensor<1x4xf32>, tensor<4x1xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// CHECK-LABEL: @keeps_a_norm_over_two_dimensions
// CHECK: vit.layer_norm %arg0 scale
func.func @keeps_a_norm_over_two_dimensions(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x scale %s {axis = 0 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %1 = vit.matmul %0, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}
