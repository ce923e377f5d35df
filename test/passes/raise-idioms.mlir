// RUN: vitc-opt %s --vit-raise-idioms --canonicalize | FileCheck %s

// CHECK-LABEL: @raises_layer_norm
// CHECK: vit.layer_norm %arg0 scale %{{.*}} bias %{{.*}} {axis = 2 : i64, epsilon = 9.9999999747524271E-7 : f64}
// CHECK-NOT: vit.reduce_mean
func.func @raises_layer_norm(%x: tensor<1x4x8xf32>) -> tensor<1x4x8xf32> {
  %scale = vit.constant #vit.file_range<"w", offset = 0, length = 32> : tensor<8xf32>
  %bias = vit.constant #vit.file_range<"w", offset = 32, length = 32> : tensor<8xf32>
  %two = vit.constant dense<2.0> : tensor<f32>
  %eps = vit.constant dense<1.0e-6> : tensor<f32>
  %mean = vit.reduce_mean %x {axes = array<i64: 2>, keep_dims} : (tensor<1x4x8xf32>) -> tensor<1x4x1xf32>
  %d = vit.sub %x, %mean : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  %sq = vit.pow %d, %two : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4x8xf32>
  %var = vit.reduce_mean %sq {axes = array<i64: 2>, keep_dims} : (tensor<1x4x8xf32>) -> tensor<1x4x1xf32>
  %ve = vit.add %var, %eps : (tensor<1x4x1xf32>, tensor<f32>) -> tensor<1x4x1xf32>
  %std = vit.sqrt %ve : (tensor<1x4x1xf32>) -> tensor<1x4x1xf32>
  %n = vit.div %d, %std : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x4x8xf32>
  %s = vit.mul %n, %scale : (tensor<1x4x8xf32>, tensor<8xf32>) -> tensor<1x4x8xf32>
  %r = vit.add %s, %bias : (tensor<1x4x8xf32>, tensor<8xf32>) -> tensor<1x4x8xf32>
  return %r : tensor<1x4x8xf32>
}

// CHECK-LABEL: @raises_rms_norm_by_reciprocal
// CHECK: vit.rms_norm %arg0 {axis = 1 : i64
func.func @raises_rms_norm_by_reciprocal(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %eps = vit.constant dense<1.0e-6> : tensor<f32>
  %sq = vit.mul %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %ms = vit.reduce_mean %sq {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %e = vit.add %eps, %ms : (tensor<f32>, tensor<4x1xf32>) -> tensor<4x1xf32>
  %r = vit.sqrt %e : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %i = vit.reciprocal %r : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %n = vit.mul %x, %i : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %n : tensor<4x8xf32>
}

// CHECK-LABEL: @raises_rms_norm_by_quotient_of_one
// CHECK: vit.rms_norm %arg0 {axis = 1 : i64
func.func @raises_rms_norm_by_quotient_of_one(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %eps = vit.constant dense<1.0e-6> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %sq = vit.mul %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %ms = vit.reduce_mean %sq {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %e = vit.add %ms, %eps : (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  %r = vit.sqrt %e : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %i = vit.div %one, %r : (tensor<f32>, tensor<4x1xf32>) -> tensor<4x1xf32>
  %n = vit.mul %x, %i : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %n : tensor<4x8xf32>
}

// CHECK-LABEL: @keeps_product_with_another_quotient
// CHECK-NOT: vit.rms_norm
// CHECK: vit.div
func.func @keeps_product_with_another_quotient(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %eps = vit.constant dense<1.0e-6> : tensor<f32>
  %two = vit.constant dense<2.0> : tensor<f32>
  %sq = vit.mul %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %ms = vit.reduce_mean %sq {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %e = vit.add %ms, %eps : (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  %r = vit.sqrt %e : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %i = vit.div %two, %r : (tensor<f32>, tensor<4x1xf32>) -> tensor<4x1xf32>
  %n = vit.mul %x, %i : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %n : tensor<4x8xf32>
}

// CHECK-LABEL: @keeps_norm_over_tokens
// CHECK-NOT: vit.layer_norm
// CHECK: vit.div
func.func @keeps_norm_over_tokens(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %eps = vit.constant dense<1.0e-6> : tensor<f32>
  %mean = vit.reduce_mean %x {axes = array<i64: 0>, keep_dims} : (tensor<4x8xf32>) -> tensor<1x8xf32>
  %d = vit.sub %x, %mean : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  %sq = vit.mul %d, %d : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %var = vit.reduce_mean %sq {axes = array<i64: 0>, keep_dims} : (tensor<4x8xf32>) -> tensor<1x8xf32>
  %ve = vit.add %var, %eps : (tensor<1x8xf32>, tensor<f32>) -> tensor<1x8xf32>
  %std = vit.sqrt %ve : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %n = vit.div %d, %std : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  return %n : tensor<4x8xf32>
}

// CHECK-LABEL: @raises_gelu
// CHECK: vit.gelu %arg0 :
func.func @raises_gelu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %root = vit.constant dense<1.41421354> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %d = vit.div %x, %root : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %e = vit.erf %d : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %a = vit.add %e, %one : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %m = vit.mul %x, %a : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = vit.mul %m, %half : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// CHECK-LABEL: @raises_gelu_with_the_half_first
// CHECK: vit.gelu %arg0 :
func.func @raises_gelu_with_the_half_first(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %root = vit.constant dense<0.707106769> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %h = vit.mul %x, %half : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %d = vit.mul %x, %root : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %e = vit.erf %d : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %a = vit.add %one, %e : (tensor<f32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = vit.mul %h, %a : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// CHECK-LABEL: @raises_tanh_gelu
// CHECK: vit.gelu %arg0 {approximate = #vit<approximation tanh>}
func.func @raises_tanh_gelu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = vit.constant dense<0.044715> : tensor<f32>
  %k = vit.constant dense<0.79788456> : tensor<f32>
  %three = vit.constant dense<3.0> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %p = vit.pow %x, %three : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %pc = vit.mul %p, %c : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %s = vit.add %x, %pc : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %sk = vit.mul %s, %k : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %t = vit.tanh %sk : (tensor<4xf32>) -> tensor<4xf32>
  %a = vit.add %t, %one : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %h = vit.mul %x, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %r = vit.mul %h, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: @keeps_gelu_with_another_constant
// CHECK: vit.erf
func.func @keeps_gelu_with_another_constant(%x: tensor<4xf32>) -> tensor<4xf32> {
  %root = vit.constant dense<1.5> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %d = vit.div %x, %root : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %e = vit.erf %d : (tensor<4xf32>) -> tensor<4xf32>
  %a = vit.add %e, %one : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %m = vit.mul %x, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %r = vit.mul %m, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: @raises_silu
// CHECK: vit.silu %arg0
func.func @raises_silu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %s = vit.sigmoid %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.mul %s, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: @raises_softmax
// CHECK: vit.softmax %arg0 {axis = 1 : i64}
func.func @raises_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %m = vit.reduce_max %x {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %d = vit.sub %x, %m : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  %e = vit.exp %d : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %s = vit.reduce_sum %e {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %r = vit.div %e, %s : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// CHECK-LABEL: @group_norm_by_instances
// CHECK-NOT: vit.mul
// CHECK: vit.group_norm %arg0 scale %{{.*}} bias %{{.*}} {epsilon = 1.000000e-05 : f64, groups = 2 : i64}
// CHECK-NOT: vit.add
// CHECK: return
func.func @group_norm_by_instances(%x: tensor<1x4x3x3xf32>) -> tensor<1x4x3x3xf32> {
  %one = vit.constant dense<1.0> : tensor<2xf32>
  %zero = vit.constant dense<0.0> : tensor<2xf32>
  %scale = vit.constant dense<[[[1.0]], [[2.0]], [[3.0]], [[4.0]]]> : tensor<4x1x1xf32>
  %bias = vit.constant dense<[[[[1.0]], [[2.0]], [[3.0]], [[4.0]]]]> : tensor<1x4x1x1xf32>
  %0 = vit.reshape %x {shape = array<i64: 1, 2, 18>} : (tensor<1x4x3x3xf32>) -> tensor<1x2x18xf32>
  %1 = vit.group_norm %0 scale %one bias %zero {groups = 2 : i64, epsilon = 1.0e-5 : f64} : (tensor<1x2x18xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x18xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 4, 3, 3>} : (tensor<1x2x18xf32>) -> tensor<1x4x3x3xf32>
  %3 = vit.mul %2, %scale : (tensor<1x4x3x3xf32>, tensor<4x1x1xf32>) -> tensor<1x4x3x3xf32>
  %4 = vit.add %3, %bias : (tensor<1x4x3x3xf32>, tensor<1x4x1x1xf32>) -> tensor<1x4x3x3xf32>
  return %4 : tensor<1x4x3x3xf32>
}

// CHECK-LABEL: @group_norm_of_other_shapes
// CHECK: %[[X:.*]] = vit.reshape %arg0
// CHECK-NEXT: %[[NORM:.*]] = vit.group_norm %[[X]] {{.*}} (tensor<1x4x3x3xf32>) -> tensor<1x4x3x3xf32>
// CHECK-NEXT: return %[[NORM]]
func.func @group_norm_of_other_shapes(%x: tensor<1x2x2x9xf32>) -> tensor<1x4x3x3xf32> {
  %0 = vit.reshape %x {shape = array<i64: 1, 2, 18>} : (tensor<1x2x2x9xf32>) -> tensor<1x2x18xf32>
  %1 = vit.group_norm %0 {groups = 2 : i64, epsilon = 1.0e-5 : f64} : (tensor<1x2x18xf32>) -> tensor<1x2x18xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 4, 3, 3>} : (tensor<1x2x18xf32>) -> tensor<1x4x3x3xf32>
  return %2 : tensor<1x4x3x3xf32>
}

// CHECK-LABEL: @keeps_groups_that_are_scaled
// CHECK: vit.reshape
// CHECK: vit.group_norm
// CHECK: vit.reshape
func.func @keeps_groups_that_are_scaled(%x: tensor<1x4x3x3xf32>) -> tensor<1x4x3x3xf32> {
  %two = vit.constant dense<2.0> : tensor<2xf32>
  %0 = vit.reshape %x {shape = array<i64: 1, 2, 18>} : (tensor<1x4x3x3xf32>) -> tensor<1x2x18xf32>
  %1 = vit.group_norm %0 scale %two {groups = 2 : i64, epsilon = 1.0e-5 : f64} : (tensor<1x2x18xf32>, tensor<2xf32>) -> tensor<1x2x18xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 4, 3, 3>} : (tensor<1x2x18xf32>) -> tensor<1x4x3x3xf32>
  return %2 : tensor<1x4x3x3xf32>
}

// CHECK-LABEL: @keeps_a_scale_of_columns
// CHECK: vit.group_norm
// CHECK: vit.mul
func.func @keeps_a_scale_of_columns(%x: tensor<1x4x3x4xf32>, %scale: tensor<4xf32>) -> tensor<1x4x3x4xf32> {
  %0 = vit.group_norm %x {groups = 2 : i64, epsilon = 1.0e-5 : f64} : (tensor<1x4x3x4xf32>) -> tensor<1x4x3x4xf32>
  %1 = vit.mul %0, %scale : (tensor<1x4x3x4xf32>, tensor<4xf32>) -> tensor<1x4x3x4xf32>
  return %1 : tensor<1x4x3x4xf32>
}

// CHECK-LABEL: @drops_a_resize_to_the_same_size
// CHECK-NOT: vit.resize
// CHECK: return %arg0
func.func @drops_a_resize_to_the_same_size(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.resize %x {sizes = array<i64: 1, 2, 3, 4>, scales = array<f64: 1.0, 1.0, 1.0, 1.0>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode pytorch_half_pixel>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %0 : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: @keeps_a_resize_that_crops
// CHECK: vit.resize
func.func @keeps_a_resize_that_crops(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.resize %x {sizes = array<i64: 1, 2, 3, 4>, scales = array<f64: 1.0, 1.0, 1.0, 1.0>, mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode tf_crop_and_resize>, region = array<f64: 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.5, 1.0>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %0 : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: @sums_what_was_stacked
// CHECK: %[[S:.*]] = vit.add %arg0, %arg1
// CHECK: return %[[S]]
func.func @sums_what_was_stacked(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.reshape %a {shape = array<i64: 1, 2, 3>} : (tensor<2x3xf32>) -> tensor<1x2x3xf32>
  %1 = vit.reshape %b {shape = array<i64: 1, 2, 3>} : (tensor<2x3xf32>) -> tensor<1x2x3xf32>
  %2 = vit.concat %0, %1 {axis = 0 : i64} : (tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<2x2x3xf32>
  %3 = vit.reduce_sum %2 {axes = array<i64: 0>} : (tensor<2x2x3xf32>) -> tensor<2x3xf32>
  return %3 : tensor<2x3xf32>
}

// CHECK-LABEL: @keeps_the_sum_over_what_is_more_than_one_in_size
// CHECK: vit.reduce_sum
func.func @keeps_the_sum_over_what_is_more_than_one_in_size(%a: tensor<1x3xf32>, %b: tensor<2x3xf32>) -> tensor<3xf32> {
  %0 = vit.concat %a, %b {axis = 0 : i64} : (tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<3x3xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 0>} : (tensor<3x3xf32>) -> tensor<3xf32>
  return %1 : tensor<3xf32>
}

// CHECK-LABEL: @drops_reductions_of_one
// CHECK-NOT: vit.reduce
// CHECK: vit.reshape %arg0 {shape = array<i64: 2, 8>}
// CHECK: vit.reshape
// CHECK: vit.reduce_max
func.func @drops_reductions_of_one(%x: tensor<2x1x8xf32>, %y: tensor<2x1x1xf32>, %z: tensor<2x2x1xf32>)
    -> (tensor<2x8xf32>, tensor<2x1xf32>, tensor<2x1xf32>) {
  %mean = vit.reduce_mean %x {axes = array<i64: 1>} : (tensor<2x1x8xf32>) -> tensor<2x8xf32>
  %sum = vit.reduce_sum %y {axes = array<i64: 1>} : (tensor<2x1x1xf32>) -> tensor<2x1xf32>
  %max = vit.reduce_max %z {axes = array<i64: 1>} : (tensor<2x2x1xf32>) -> tensor<2x1xf32>
  return %mean, %sum, %max : tensor<2x8xf32>, tensor<2x1xf32>, tensor<2x1xf32>
}
