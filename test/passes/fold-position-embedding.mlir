// RUN: vitc-opt %s --vit-fold-position-embedding --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// timm, transformers: the class token in front, then one position for each.
// CHECK-LABEL: @class_token_before_positions
// CHECK-DAG: %[[POSITION:.*]] = vit.constant dense<{{.*}}1.200000e+01, 2.300000e+01{{.*}}> : tensor<4x2xf32>
// CHECK-DAG: %[[PREFIX:.*]] = vit.constant dense<{{.*}}1.000000e+02, 2.010000e+02{{.*}}> : tensor<1x1x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: vit.concat %[[PREFIX]], %[[SUM]] {axis = 1
func.func @class_token_before_positions(%x: tensor<1x1x4x4xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %p = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x5x2xf32>
  %0 = vit.concat %class, %patches {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %p, %0 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %1 : tensor<1x5x2xf32>
}

// DeiT III, models without position for the class token.
// CHECK-LABEL: @class_token_behind_positions
// CHECK-DAG: %[[POSITION:.*]] = vit.constant {{.*}} : tensor<4x2xf32>
// CHECK-DAG: %[[PREFIX:.*]] = vit.constant dense<{{.*}}> : tensor<1x1x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: vit.concat %[[PREFIX]], %[[SUM]] {axis = 1
func.func @class_token_behind_positions(%x: tensor<1x1x4x4xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %p = vit.constant dense<[[[2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x4x2xf32>
  %0 = vit.add %patches, %p : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %1 = vit.concat %class, %0 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  return %1 : tensor<1x5x2xf32>
}

// DeiT: two tokens, joined one after the other.
// CHECK-LABEL: @distillation_token
// CHECK-DAG: %[[POSITION:.*]] = vit.constant {{.*}} : tensor<4x2xf32>
// CHECK-DAG: %[[PREFIX:.*]] = vit.constant dense<{{.*}}1.010000e+02, 2.010000e+02{{.*}}3.010000e+02, 4.010000e+02{{.*}}> : tensor<1x2x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: vit.concat %[[PREFIX]], %[[SUM]] {axis = 1
func.func @distillation_token(%x: tensor<1x1x4x4xf32>) -> tensor<1x6x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %distilled = vit.constant dense<[[[300.0, 400.0]]]> : tensor<1x1x2xf32>
  %p = vit.constant dense<1.0> : tensor<1x6x2xf32>
  %0 = vit.concat %distilled, %patches {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.concat %class, %0 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x5x2xf32>) -> tensor<1x6x2xf32>
  %2 = vit.add %1, %p : (tensor<1x6x2xf32>, tensor<1x6x2xf32>) -> tensor<1x6x2xf32>
  return %2 : tensor<1x6x2xf32>
}

// DINOv2: registers are put between class token and patches when these have their positions.
// CHECK-LABEL: @registers_behind_positions
// CHECK-DAG: %[[POSITION:.*]] = vit.constant {{.*}} : tensor<4x2xf32>
// CHECK-DAG: %[[PREFIX:.*]] = vit.constant dense<{{.*}}1.000000e+02, 2.010000e+02{{.*}}-1.000000e+00, -2.000000e+00{{.*}}> : tensor<1x3x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: vit.concat %[[PREFIX]], %[[SUM]] {axis = 1
func.func @registers_behind_positions(%x: tensor<1x1x4x4xf32>) -> tensor<1x7x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %registers = vit.constant dense<[[[-1.0, -2.0], [-3.0, -4.0]]]> : tensor<1x2x2xf32>
  %p = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x5x2xf32>
  %0 = vit.concat %class, %patches {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %0, %p : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x5x2xf32>) -> tensor<1x1x2xf32>
  %3 = vit.slice %1 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 1, 4, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x5x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.concat %2, %registers, %3 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x2x2xf32>, tensor<1x4x2xf32>) -> tensor<1x7x2xf32>
  return %4 : tensor<1x7x2xf32>
}

// Several images at a time: the sums are taken before they are repeated.
// CHECK-LABEL: @several_images
// CHECK-DAG: %[[POSITION:.*]] = vit.constant {{.*}} : tensor<4x2xf32>
// CHECK-DAG: %[[PREFIX:.*]] = vit.constant dense<{{.*}}1.000000e+02, 2.010000e+02{{.*}}3.020000e+02, 4.030000e+02{{.*}}> : tensor<3x2x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: vit.concat %[[PREFIX]], %[[SUM]] {axis = 1
func.func @several_images(%x: tensor<3x1x4x4xf32>) -> tensor<3x6x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<3x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<3x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 3, 2, 4>} : (tensor<3x2x2x2xf32>) -> tensor<3x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<3x2x4xf32>) -> tensor<3x4x2xf32>
  %class0 = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %other0 = vit.constant dense<[[[300.0, 400.0]]]> : tensor<1x1x2xf32>
  %class = vit.broadcast %class0 {shape = array<i64: 3, 1, 2>} : (tensor<1x1x2xf32>) -> tensor<3x1x2xf32>
  %other = vit.broadcast %other0 {shape = array<i64: 3, 1, 2>} : (tensor<1x1x2xf32>) -> tensor<3x1x2xf32>
  %p = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0], [1.0, 1.0]]]> : tensor<1x6x2xf32>
  %0 = vit.concat %class, %other, %patches {axis = 1 : i64} : (tensor<3x1x2xf32>, tensor<3x1x2xf32>, tensor<3x4x2xf32>) -> tensor<3x6x2xf32>
  %1 = vit.add %0, %p : (tensor<3x6x2xf32>, tensor<1x6x2xf32>) -> tensor<3x6x2xf32>
  return %1 : tensor<3x6x2xf32>
}

// SigLIP.
// CHECK-LABEL: @positions_alone
// CHECK-DAG: %[[POSITION:.*]] = vit.constant {{.*}} : tensor<4x2xf32>
// CHECK: %[[CONV:.*]] = vit.conv2d %arg0, %{{[a-z0-9_]+}} {
// CHECK: %[[FLAT:.*]] = vit.reshape %[[CONV]]
// CHECK: %[[PATCHES:.*]] = vit.transpose %[[FLAT]]
// CHECK: %[[SUM:.*]] = vit.add %[[PATCHES]], %[[POSITION]]
// CHECK: return %[[SUM]]
func.func @positions_alone(%x: tensor<1x1x4x4xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %p = vit.constant dense<[[2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]> : tensor<4x2xf32>
  %0 = vit.add %patches, %p : (tensor<1x4x2xf32>, tensor<4x2xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// CHECK-LABEL: @one_constant_for_all_patches_is_bias
// CHECK-DAG: %[[B:.*]] = vit.constant dense<[1.100000e+01, 2.200000e+01]> : tensor<2xf32>
// CHECK: vit.conv2d %arg0, %{{.*}}, %[[B]]
// CHECK-NOT: vit.add
func.func @one_constant_for_all_patches_is_bias(%x: tensor<1x1x4x4xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %p = vit.constant dense<[[[1.0, 2.0]]]> : tensor<1x1x2xf32>
  %0 = vit.add %patches, %p : (tensor<1x4x2xf32>, tensor<1x1x2xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// BEiT has no positions here: the convolution keeps its bias.
// CHECK-LABEL: @keeps_the_bias_without_positions
// CHECK: vit.conv2d %arg0, %{{[a-z0-9_]+}}, %
func.func @keeps_the_bias_without_positions(%x: tensor<1x1x4x4xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %0 = vit.concat %class, %patches {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  return %0 : tensor<1x5x2xf32>
}

// CHECK-LABEL: @keeps_the_bias_when_patches_are_read_without_positions
// CHECK: vit.conv2d %arg0, %{{[a-z0-9_]+}}, %
func.func @keeps_the_bias_when_patches_are_read_without_positions(%x: tensor<1x1x4x4xf32>) -> (tensor<1x4x2xf32>, tensor<1x4x2xf32>) {
  %w = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %conv = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %flat = vit.reshape %conv {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %patches = vit.transpose %flat {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %p = vit.constant dense<[[2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]> : tensor<4x2xf32>
  %0 = vit.add %patches, %p : (tensor<1x4x2xf32>, tensor<4x2xf32>) -> tensor<1x4x2xf32>
  return %patches, %0 : tensor<1x4x2xf32>, tensor<1x4x2xf32>
}

// CHECK-LABEL: @keeps_sums_when_joined_tokens_are_read_without_them
// CHECK: %[[T:.*]] = vit.concat
// CHECK: vit.add %[[T]]
func.func @keeps_sums_when_joined_tokens_are_read_without_them(%x: tensor<1x4x2xf32>) -> (tensor<1x5x2xf32>, tensor<1x5x2xf32>) {
  %class = vit.constant dense<[[[100.0, 200.0]]]> : tensor<1x1x2xf32>
  %p = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x5x2xf32>
  %0 = vit.concat %class, %x {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %0, %p : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %0, %1 : tensor<1x5x2xf32>, tensor<1x5x2xf32>
}

// CHECK-LABEL: @keeps_sums_of_tokens_that_are_not_constant
// CHECK: %[[T:.*]] = vit.concat
// CHECK: vit.add %[[T]]
func.func @keeps_sums_of_tokens_that_are_not_constant(%x: tensor<1x4x2xf32>, %class: tensor<1x1x2xf32>) -> tensor<1x5x2xf32> {
  %p = vit.constant dense<[[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0]]]> : tensor<1x5x2xf32>
  %0 = vit.concat %class, %x {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.add %0, %p : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %1 : tensor<1x5x2xf32>
}

// CHECK-LABEL: @keeps_a_constant_added_to_a_scalar
// CHECK: vit.add
func.func @keeps_a_constant_added_to_a_scalar(%x: tensor<1xf32>) -> tensor<f32> {
  %c = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.reshape %x {shape = array<i64>} : (tensor<1xf32>) -> tensor<f32>
  %1 = vit.add %0, %c : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %1 : tensor<f32>
}
