// RUN: vitc-opt %s --vit-fuse-attention --canonicalize | FileCheck %s

// CHECK-LABEL: @fuses_scale_behind_the_product
// CHECK: vit.attention %{{.*}}, %{{.*}}, %{{.*}} {scale = 1.250000e-01 : f64}
// CHECK-NOT: vit.softmax
func.func @fuses_scale_behind_the_product(%q: tensor<2x3x5x64xf32>, %k: tensor<2x3x5x64xf32>, %v: tensor<2x3x5x64xf32>) -> tensor<2x3x5x64xf32> {
  %s = vit.constant dense<0.125> : tensor<f32>
  %kt = vit.transpose %k {permutation = array<i64: 0, 1, 3, 2>} : (tensor<2x3x5x64xf32>) -> tensor<2x3x64x5xf32>
  %0 = vit.matmul %q, %kt : (tensor<2x3x5x64xf32>, tensor<2x3x64x5xf32>) -> tensor<2x3x5x5xf32>
  %1 = vit.mul %0, %s : (tensor<2x3x5x5xf32>, tensor<f32>) -> tensor<2x3x5x5xf32>
  %2 = vit.softmax %1 {axis = 3} : (tensor<2x3x5x5xf32>) -> tensor<2x3x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<2x3x5x5xf32>, tensor<2x3x5x64xf32>) -> tensor<2x3x5x64xf32>
  return %3 : tensor<2x3x5x64xf32>
}

// CHECK-LABEL: @fuses_scale_split_over_q_and_k
// CHECK: vit.attention {{.*}} {scale = 2.500000e-01 : f64}
func.func @fuses_scale_split_over_q_and_k(%q: tensor<1x3x5x8xf32>, %k: tensor<1x3x7x8xf32>, %v: tensor<1x3x7x4xf32>) -> tensor<1x3x5x4xf32> {
  %s = vit.constant dense<0.5> : tensor<f32>
  %qs = vit.mul %q, %s : (tensor<1x3x5x8xf32>, tensor<f32>) -> tensor<1x3x5x8xf32>
  %kt = vit.transpose %k {permutation = array<i64: 0, 1, 3, 2>} : (tensor<1x3x7x8xf32>) -> tensor<1x3x8x7xf32>
  %ks = vit.mul %kt, %s : (tensor<1x3x8x7xf32>, tensor<f32>) -> tensor<1x3x8x7xf32>
  %0 = vit.matmul %qs, %ks : (tensor<1x3x5x8xf32>, tensor<1x3x8x7xf32>) -> tensor<1x3x5x7xf32>
  %2 = vit.softmax %0 {axis = 3} : (tensor<1x3x5x7xf32>) -> tensor<1x3x5x7xf32>
  %3 = vit.matmul %2, %v : (tensor<1x3x5x7xf32>, tensor<1x3x7x4xf32>) -> tensor<1x3x5x4xf32>
  return %3 : tensor<1x3x5x4xf32>
}

// CHECK-LABEL: @fuses_quotient_and_mask
// CHECK: vit.attention {{.*}} mask %arg3 {scale = 5.000000e-01 : f64}
func.func @fuses_quotient_and_mask(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<5x5xf32>) -> tensor<6x5x8xf32> {
  %s = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.div %0, %s : (tensor<6x5x5xf32>, tensor<f32>) -> tensor<6x5x5xf32>
  %a = vit.add %1, %m : (tensor<6x5x5xf32>, tensor<5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %a {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: @keeps_softmax_over_queries
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
func.func @keeps_softmax_over_queries(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 1} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: @keeps_weights_that_are_returned
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
func.func @keeps_weights_that_are_returned(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3, %2 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}

// The mask is scaled too: not the same as scale * scores + mask.
// CHECK-LABEL: @keeps_scale_behind_the_mask
// CHECK-NOT: vit.attention
func.func @keeps_scale_behind_the_mask(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<5x5xf32>) -> tensor<6x5x8xf32> {
  %s = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %a = vit.add %0, %m : (tensor<6x5x5xf32>, tensor<5x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.div %a, %s : (tensor<6x5x5xf32>, tensor<f32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// A scale that is a tensor of different numbers is no scale.
// CHECK-LABEL: @keeps_scale_that_is_not_constant
// CHECK-NOT: vit.attention
func.func @keeps_scale_that_is_not_constant(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %s: tensor<f32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.mul %0, %s : (tensor<6x5x5xf32>, tensor<f32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: @drops_the_guard_against_empty_rows_without_a_mask
// CHECK-NOT: guarded
// CHECK: vit.attention
// CHECK-NOT: guarded
// CHECK-NOT: vit.is_nan
func.func @drops_the_guard_against_empty_rows_without_a_mask(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %zero = vit.constant dense<0.0> : tensor<f32>
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %n = vit.is_nan %2 : (tensor<6x5x5xf32>) -> tensor<6x5x5xi1>
  %w = vit.select %n, %zero, %2 : (tensor<6x5x5xi1>, tensor<f32>, tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %w, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: @fuses_the_guard_with_an_unknown_mask
// CHECK: vit.attention {{.*}} mask {{.*}}guarded
// CHECK-NOT: vit.is_nan
func.func @fuses_the_guard_with_an_unknown_mask(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<5x5xf32>) -> tensor<6x5x8xf32> {
  %zero = vit.constant dense<0.0> : tensor<f32>
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %a = vit.add %0, %m : (tensor<6x5x5xf32>, tensor<5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %a {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %n = vit.is_nan %2 : (tensor<6x5x5xf32>) -> tensor<6x5x5xi1>
  %w = vit.select %n, %zero, %2 : (tensor<6x5x5xi1>, tensor<f32>, tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %w, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// Swin's shifted windows: a bias for all windows and a mask for each of them, behind a reshape.
// CHECK-LABEL: func @adds_the_masks_of_windows_up
// CHECK-SAME: %[[M:[a-z0-9]*]]: tensor<1x2x5x5xf32>
// CHECK: %[[C:.*]] = vit.constant dense<{{.*}}> : tensor<3x1x1x5xf32>
// CHECK: %[[S:.*]] = vit.add %[[M]], %[[C]]
// CHECK: vit.attention {{.*}} mask %[[S]]
// CHECK-NOT: vit.softmax
func.func @adds_the_masks_of_windows_up(%q: tensor<3x2x5x4xf32>, %k: tensor<3x2x4x5xf32>, %v: tensor<3x2x5x4xf32>, %bias: tensor<1x2x5x5xf32>) -> tensor<3x2x5x4xf32> {
  %c = vit.constant dense<[[[[[0.,0.,0.,-1.,0.]]],[[[0.,-1.,0.,0.,0.]]],[[[0.,0.,-1.,0.,0.]]]]]> : tensor<1x3x1x1x5xf32>
  %0 = vit.matmul %q, %k : (tensor<3x2x5x4xf32>, tensor<3x2x4x5xf32>) -> tensor<3x2x5x5xf32>
  %1 = vit.add %0, %bias : (tensor<3x2x5x5xf32>, tensor<1x2x5x5xf32>) -> tensor<3x2x5x5xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 3, 2, 5, 5>} : (tensor<3x2x5x5xf32>) -> tensor<1x3x2x5x5xf32>
  %3 = vit.add %2, %c : (tensor<1x3x2x5x5xf32>, tensor<1x3x1x1x5xf32>) -> tensor<1x3x2x5x5xf32>
  %4 = vit.reshape %3 {shape = array<i64: 3, 2, 5, 5>} : (tensor<1x3x2x5x5xf32>) -> tensor<3x2x5x5xf32>
  %5 = vit.softmax %4 {axis = 3} : (tensor<3x2x5x5xf32>) -> tensor<3x2x5x5xf32>
  %6 = vit.matmul %5, %v : (tensor<3x2x5x5xf32>, tensor<3x2x5x4xf32>) -> tensor<3x2x5x4xf32>
  return %6 : tensor<3x2x5x4xf32>
}
