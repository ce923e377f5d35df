// RUN: vitc-opt %s --vit-fold-attention-scale --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// CHECK-LABEL: @folds_into_weights_and_bias
// CHECK-DAG: vit.constant dense<[5.000000e-01, 1.000000e+00]> : tensor<2xf32>
// CHECK-DAG: vit.constant dense<{{\[\[}}5.000000e-01, 1.000000e+00], [1.500000e+00, 2.000000e+00]]>
// CHECK: vit.attention {{.*}} {scale = 1.000000e+00 : f64}
func.func @folds_into_weights_and_bias(%x: tensor<1x5x2xf32>, %k: tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %0, %b : (tensor<1x5x2xf32>, tensor<2xf32>) -> tensor<1x5x2xf32>
  %q = vit.reshape %1 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %2 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %2 : tensor<1x5x1x2xf32>
}

// CHECK-LABEL: @keeps_when_the_query_is_read_elsewhere
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_when_the_query_is_read_elsewhere(%x: tensor<1x5x2xf32>, %v: tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %q = vit.reshape %0 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %1 = vit.attention %q, %q, %v {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %1 : tensor<1x5x1x2xf32>
}

// Normalising removes any factor.
// CHECK-LABEL: @keeps_behind_a_normalisation
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_behind_a_normalisation(%x: tensor<1x5x2xf32>, %k: tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %q = vit.layer_norm %1 {axis = 3 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  %2 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %2 : tensor<1x5x1x2xf32>
}

// CHECK-LABEL: @keeps_behind_a_rotation
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_behind_a_rotation(%x: tensor<1x5x2xf32>, %k: tensor<1x5x1x2xf32>, %cos: tensor<5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %q = vit.mul %1, %cos : (tensor<1x5x1x2xf32>, tensor<5x1x2xf32>) -> tensor<1x5x1x2xf32>
  %2 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %2 : tensor<1x5x1x2xf32>
}

// CHECK-LABEL: @keeps_tied_weights
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_tied_weights(%x: tensor<1x5x2xf32>, %y: tensor<1x5x2xf32>, %v: tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.matmul %y, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %q = vit.reshape %0 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %k = vit.reshape %1 {shape = array<i64: 1, 5, 1, 2>} : (tensor<1x5x2xf32>) -> tensor<1x5x1x2xf32>
  %2 = vit.attention %q, %k, %v {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %2 : tensor<1x5x1x2xf32>
}

// CHECK-LABEL: @keeps_a_query_that_is_no_projection
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_a_query_that_is_no_projection(%q: tensor<1x5x1x2xf32>, %k: tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32> {
  %0 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x5x1x2xf32>
  return %0 : tensor<1x5x1x2xf32>
}

// A pooling's query is the same for every image.
// CHECK-LABEL: @folds_into_a_constant_query
// CHECK: %[[Q:.*]] = vit.constant dense<{{\[\[\[\[}}5.000000e-01, 1.000000e+00]]]]> : tensor<1x1x1x2xf32>
// CHECK: vit.attention %[[Q]], %arg0, %arg0 {scale = 1.000000e+00 : f64}
func.func @folds_into_a_constant_query(%k: tensor<1x5x1x2xf32>) -> tensor<1x1x1x2xf32> {
  %q = vit.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %0 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x1x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %0 : tensor<1x1x1x2xf32>
}

// CHECK-LABEL: @keeps_a_constant_query_that_is_read_elsewhere
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @keeps_a_constant_query_that_is_read_elsewhere(%k: tensor<1x5x1x2xf32>, %x: tensor<1x1x1x2xf32>) -> (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) {
  %q = vit.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>
  %0 = vit.attention %q, %k, %k {scale = 0.5 : f64} : (tensor<1x1x1x2xf32>, tensor<1x5x1x2xf32>, tensor<1x5x1x2xf32>) -> tensor<1x1x1x2xf32>
  %1 = vit.mul %x, %q : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %0, %1 : tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>
}
