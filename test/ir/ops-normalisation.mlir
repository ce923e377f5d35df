// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// Normalisations, reductions and scans survive printing and parsing.

// CHECK-LABEL: @softmax
// CHECK: vit.softmax %{{.*}} {axis = 3 : i64} : (tensor<1x12x197x197xf32>) -> tensor<1x12x197x197xf32>
func.func @softmax(%a: tensor<1x12x197x197xf32>) -> tensor<1x12x197x197xf32> {
  %0 = vit.softmax %a {axis = 3 : i64} : (tensor<1x12x197x197xf32>) -> tensor<1x12x197x197xf32>
  return %0 : tensor<1x12x197x197xf32>
}

// CHECK-LABEL: @layer_norm
// CHECK: vit.layer_norm %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
func.func @layer_norm(%a: tensor<1x197x768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.layer_norm %a {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @layer_norm_with_scale
// CHECK: vit.layer_norm %{{.*}} scale %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
func.func @layer_norm_with_scale(%a: tensor<1x197x768xf32>, %b: tensor<768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.layer_norm %a scale %b {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @layer_norm_with_bias
// CHECK: vit.layer_norm %{{.*}} bias %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
func.func @layer_norm_with_bias(%a: tensor<1x197x768xf32>, %b: tensor<768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.layer_norm %a bias %b {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @layer_norm_with_scale_and_bias
// CHECK: vit.layer_norm %{{.*}} scale %{{.*}} bias %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
func.func @layer_norm_with_scale_and_bias(%a: tensor<1x197x768xf32>, %b: tensor<768xf32>, %c: tensor<768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.layer_norm %a scale %b bias %c {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @rms_norm
// CHECK: vit.rms_norm %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
func.func @rms_norm(%a: tensor<1x197x768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.rms_norm %a {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @rms_norm_with_scale
// CHECK: vit.rms_norm %{{.*}} scale %{{.*}} {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
func.func @rms_norm_with_scale(%a: tensor<1x197x768xf32>, %b: tensor<768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.rms_norm %a scale %b {axis = 2 : i64, epsilon = 9.9999999999999995E-7 : f64} : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @group_norm
// CHECK: vit.group_norm %{{.*}} {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>) -> tensor<1x4x7x7xf32>
func.func @group_norm(%a: tensor<1x4x7x7xf32>) -> tensor<1x4x7x7xf32> {
  %0 = vit.group_norm %a {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>) -> tensor<1x4x7x7xf32>
  return %0 : tensor<1x4x7x7xf32>
}

// CHECK-LABEL: @group_norm_with_bias
// CHECK: vit.group_norm %{{.*}} bias %{{.*}} {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
func.func @group_norm_with_bias(%a: tensor<1x4x7x7xf32>, %b: tensor<4xf32>) -> tensor<1x4x7x7xf32> {
  %0 = vit.group_norm %a bias %b {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
  return %0 : tensor<1x4x7x7xf32>
}

// CHECK-LABEL: @group_norm_with_scale_and_bias
// CHECK: vit.group_norm %{{.*}} scale %{{.*}} bias %{{.*}} {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
func.func @group_norm_with_scale_and_bias(%a: tensor<1x4x7x7xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>) -> tensor<1x4x7x7xf32> {
  %0 = vit.group_norm %a scale %b bias %c {epsilon = 1.000000e-05 : f64, groups = 2 : i64} : (tensor<1x4x7x7xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
  return %0 : tensor<1x4x7x7xf32>
}

// CHECK-LABEL: @batch_norm
// CHECK: vit.batch_norm %{{.*}} scale %{{.*}} bias %{{.*}} mean %{{.*}} variance %{{.*}} {epsilon = 1.000000e-05 : f64} : (tensor<1x4x7x7xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
func.func @batch_norm(%a: tensor<1x4x7x7xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<4xf32>, %e: tensor<4xf32>) -> tensor<1x4x7x7xf32> {
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.000000e-05 : f64} : (tensor<1x4x7x7xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x7x7xf32>
  return %0 : tensor<1x4x7x7xf32>
}

// CHECK-LABEL: @reduce_sum
// CHECK: vit.reduce_sum %{{.*}} {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
func.func @reduce_sum(%a: tensor<1x197x768xf32>) -> tensor<1x768xf32> {
  %0 = vit.reduce_sum %a {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @reduce_mean
// CHECK: vit.reduce_mean %{{.*}} {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
func.func @reduce_mean(%a: tensor<1x197x768xf32>) -> tensor<1x768xf32> {
  %0 = vit.reduce_mean %a {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @reduce_max
// CHECK: vit.reduce_max %{{.*}} {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
func.func @reduce_max(%a: tensor<1x197x768xf32>) -> tensor<1x768xf32> {
  %0 = vit.reduce_max %a {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @reduce_min
// CHECK: vit.reduce_min %{{.*}} {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
func.func @reduce_min(%a: tensor<1x197x768xf32>) -> tensor<1x768xf32> {
  %0 = vit.reduce_min %a {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @reduce_prod
// CHECK: vit.reduce_prod %{{.*}} {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
func.func @reduce_prod(%a: tensor<1x197x768xf32>) -> tensor<1x768xf32> {
  %0 = vit.reduce_prod %a {axes = array<i64: 1>} : (tensor<1x197x768xf32>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @reduce_sum_keeping_dimensions
// CHECK: vit.reduce_sum %{{.*}} {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
func.func @reduce_sum_keeping_dimensions(%a: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %0 = vit.reduce_sum %a {axes = array<i64: 0, 2>, keep_dims} : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  return %0 : tensor<1x3x1xf32>
}

// CHECK-LABEL: @argmax
// CHECK: vit.argmax %{{.*}} {axis = 1 : i64} : (tensor<1x10xf32>) -> tensor<1xi64>
func.func @argmax(%a: tensor<1x10xf32>) -> tensor<1xi64> {
  %0 = vit.argmax %a {axis = 1 : i64} : (tensor<1x10xf32>) -> tensor<1xi64>
  return %0 : tensor<1xi64>
}

// CHECK-LABEL: @argmin
// CHECK: vit.argmin %{{.*}} {axis = 1 : i64} : (tensor<1x10xf32>) -> tensor<1xi64>
func.func @argmin(%a: tensor<1x10xf32>) -> tensor<1xi64> {
  %0 = vit.argmin %a {axis = 1 : i64} : (tensor<1x10xf32>) -> tensor<1xi64>
  return %0 : tensor<1xi64>
}

// CHECK-LABEL: @argmax_with_every_option
// CHECK: vit.argmax %{{.*}} {axis = 1 : i64, keep_dims, select_last} : (tensor<1x10xi32>) -> tensor<1x1xi64>
func.func @argmax_with_every_option(%a: tensor<1x10xi32>) -> tensor<1x1xi64> {
  %0 = vit.argmax %a {axis = 1 : i64, keep_dims, select_last} : (tensor<1x10xi32>) -> tensor<1x1xi64>
  return %0 : tensor<1x1xi64>
}

// CHECK-LABEL: @topk
// CHECK: vit.topk %{{.*}} {axis = 1 : i64, k = 3 : i64} : (tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
func.func @topk(%a: tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>) {
  %0:2 = vit.topk %a {axis = 1 : i64, k = 3 : i64} : (tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
  return %0#0, %0#1 : tensor<1x3xf32>, tensor<1x3xi64>
}

// CHECK-LABEL: @topk_smallest
// CHECK: vit.topk %{{.*}} {axis = 1 : i64, k = 3 : i64, smallest} : (tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
func.func @topk_smallest(%a: tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>) {
  %0:2 = vit.topk %a {axis = 1 : i64, k = 3 : i64, smallest} : (tensor<1x10xf32>) -> (tensor<1x3xf32>, tensor<1x3xi64>)
  return %0#0, %0#1 : tensor<1x3xf32>, tensor<1x3xi64>
}

// CHECK-LABEL: @cumsum
// CHECK: vit.cumsum %{{.*}} {axis = 0 : i64} : (tensor<4xi64>) -> tensor<4xi64>
func.func @cumsum(%a: tensor<4xi64>) -> tensor<4xi64> {
  %0 = vit.cumsum %a {axis = 0 : i64} : (tensor<4xi64>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

// CHECK-LABEL: @cumsum_with_every_option
// CHECK: vit.cumsum %{{.*}} {axis = 0 : i64, exclusive, reverse} : (tensor<4xf32>) -> tensor<4xf32>
func.func @cumsum_with_every_option(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.cumsum %a {axis = 0 : i64, exclusive, reverse} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
