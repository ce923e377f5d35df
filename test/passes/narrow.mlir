// RUN: vitc-opt %s --vit-narrow --canonicalize | FileCheck %s

// One token is read: one row is normalised, projected, added.
// CHECK-LABEL: @narrows_to_one_token
// CHECK-DAG: %[[X:.*]] = vit.slice %arg0 {{.*}} -> tensor<1x1x8xf32>
// CHECK: vit.layer_norm %[[X]] {{.*}} -> tensor<1x1x8xf32>
// CHECK: vit.matmul {{.*}} -> tensor<1x1x4xf32>
// CHECK: vit.gelu {{.*}} -> tensor<1x1x4xf32>
func.func @narrows_to_one_token(%x: tensor<1x5x8xf32>, %w: tensor<8x4xf32>) -> tensor<1x4xf32> {
  %n = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %0 = vit.matmul %n, %w : (tensor<1x5x8xf32>, tensor<8x4xf32>) -> tensor<1x5x4xf32>
  %1 = vit.gelu %0 : (tensor<1x5x4xf32>) -> tensor<1x5x4xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 4>, steps = array<i64: 1, 1, 1>} : (tensor<1x5x4xf32>) -> tensor<1x1x4xf32>
  %3 = vit.reshape %2 {shape = array<i64: 1, 4>} : (tensor<1x1x4xf32>) -> tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}

// Attention computes one query; keys and values stay whole.
// CHECK-LABEL: @narrows_queries_alone
// CHECK: vit.attention {{.*}} : (tensor<1x1x2x4xf32>, tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x1x2x4xf32>
func.func @narrows_queries_alone(%q: tensor<1x5x2x4xf32>, %k: tensor<1x5x2x4xf32>, %v: tensor<1x5x2x4xf32>) -> tensor<1x8xf32> {
  %0 = vit.attention %q, %k, %v {scale = 0.5 : f64} : (tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x5x2x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 5, 8>} : (tensor<1x5x2x4xf32>) -> tensor<1x5x8xf32>
  %i = vit.constant dense<0> : tensor<i64>
  %2 = vit.gather %1, %i {axis = 1 : i64} : (tensor<1x5x8xf32>, tensor<i64>) -> tensor<1x8xf32>
  return %2 : tensor<1x8xf32>
}

// Two heads read the class and the distillation token: two rows, not five.
// CHECK-LABEL: @unites_what_two_users_read
// CHECK: vit.exp %{{.*}} : (tensor<2x8xf32>) -> tensor<2x8xf32>
func.func @unites_what_two_users_read(%x: tensor<5x8xf32>) -> (tensor<1x8xf32>, tensor<1x8xf32>) {
  %0 = vit.exp %x : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 1, 8>, steps = array<i64: 1, 1>} : (tensor<5x8xf32>) -> tensor<1x8xf32>
  %2 = vit.slice %0 {starts = array<i64: 4, 0>, sizes = array<i64: 1, 8>, steps = array<i64: 1, 1>} : (tensor<5x8xf32>) -> tensor<1x8xf32>
  return %1, %2 : tensor<1x8xf32>, tensor<1x8xf32>
}

// The class token of every image of a batch, though the batch is folded into the rows.
// CHECK-LABEL: @narrows_through_merged_batch
// CHECK: vit.tanh {{.*}} tensor<3x8xf32>
func.func @narrows_through_merged_batch(%x: tensor<3x5x8xf32>) -> tensor<3x1x8xf32> {
  %0 = vit.reshape %x {shape = array<i64: 15, 8>} : (tensor<3x5x8xf32>) -> tensor<15x8xf32>
  %1 = vit.tanh %0 : (tensor<15x8xf32>) -> tensor<15x8xf32>
  %2 = vit.reshape %1 {shape = array<i64: 3, 5, 8>} : (tensor<15x8xf32>) -> tensor<3x5x8xf32>
  %3 = vit.slice %2 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 3, 1, 8>, steps = array<i64: 1, 1, 1>} : (tensor<3x5x8xf32>) -> tensor<3x1x8xf32>
  return %3 : tensor<3x1x8xf32>
}

// What is not read of a concatenation is not computed.
// CHECK-LABEL: @drops_parts_that_are_not_read
// CHECK-NOT: vit.exp
// CHECK-NOT: vit.concat
func.func @drops_parts_that_are_not_read(%x: tensor<1x8xf32>, %y: tensor<4x8xf32>) -> tensor<1x8xf32> {
  %e = vit.exp %y : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %s = vit.sin %x : (tensor<1x8xf32>) -> tensor<1x8xf32>
  %0 = vit.concat %s, %e {axis = 0 : i64} : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<5x8xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 1, 8>, steps = array<i64: 1, 1>} : (tensor<5x8xf32>) -> tensor<1x8xf32>
  return %1 : tensor<1x8xf32>
}

// CHECK-LABEL: @gathers_scattered_rows
// CHECK: vit.exp {{.*}} tensor<3x8xf32>
func.func @gathers_scattered_rows(%x: tensor<9x8xf32>) -> tensor<4x8xf32> {
  %i = vit.constant dense<[7, 0, 3, 7]> : tensor<4xi64>
  %0 = vit.exp %x : (tensor<9x8xf32>) -> tensor<9x8xf32>
  %1 = vit.gather %0, %i {axis = 0 : i64} : (tensor<9x8xf32>, tensor<4xi64>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// Average pooling reads every token.
// CHECK-LABEL: @keeps_tokens_that_are_averaged
// CHECK: vit.exp %arg0 : (tensor<1x5x8xf32>)
func.func @keeps_tokens_that_are_averaged(%x: tensor<1x5x8xf32>) -> tensor<1x8xf32> {
  %0 = vit.exp %x : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %1 = vit.reduce_mean %0 {axes = array<i64: 1>} : (tensor<1x5x8xf32>) -> tensor<1x8xf32>
  return %1 : tensor<1x8xf32>
}

// A softmax over the tokens mixes them.
// CHECK-LABEL: @keeps_what_a_softmax_mixes
// CHECK: vit.exp %arg0 : (tensor<5x8xf32>)
// CHECK: vit.softmax {{.*}} tensor<5x8xf32>
func.func @keeps_what_a_softmax_mixes(%x: tensor<5x8xf32>) -> tensor<1x8xf32> {
  %0 = vit.exp %x : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %1 = vit.softmax %0 {axis = 0 : i64} : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %2 = vit.slice %1 {starts = array<i64: 0, 0>, sizes = array<i64: 1, 8>, steps = array<i64: 1, 1>} : (tensor<5x8xf32>) -> tensor<1x8xf32>
  return %2 : tensor<1x8xf32>
}

// A list of three thousand million indices is not made.
// CHECK-LABEL: @leaves_a_dimension_that_no_image_has
// CHECK: vit.relu %arg0
// CHECK: vit.slice
func.func @leaves_a_dimension_that_no_image_has(%x: tensor<3000000000xf32>) -> tensor<1xf32> {
  %0 = vit.relu %x : (tensor<3000000000xf32>) -> tensor<3000000000xf32>
  %1 = vit.slice %0 {starts = array<i64: 5>, sizes = array<i64: 1>, steps = array<i64: 1>} : (tensor<3000000000xf32>) -> tensor<1xf32>
  return %1 : tensor<1xf32>
}

// Tables of rotary positions have a row for each token.
// CHECK-LABEL: func @narrows_tokens_of_rotary
// CHECK: %[[X:.*]] = vit.slice %arg0 {{.*}} : (tensor<1x3x2x4xf32>) -> tensor<1x1x2x4xf32>
// CHECK: vit.rotary %[[X]] cos %{{.*}} sin %{{.*}} : (tensor<1x1x2x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1x2x4xf32>
func.func @narrows_tokens_of_rotary(%x: tensor<1x3x2x4xf32>) -> tensor<1x1x2x2xf32> {
  %cos = vit.constant dense<[[1.,2.,3.,4.],[5.,6.,7.,8.],[9.,8.,7.,6.]]> : tensor<3x4xf32>
  %sin = vit.constant dense<[[3.,2.,1.,4.],[5.,5.,7.,8.],[9.,8.,1.,6.]]> : tensor<3x4xf32>
  %0 = vit.rotary %x cos %cos sin %sin : (tensor<1x3x2x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<1x3x2x4xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 1, 0, 1>, sizes = array<i64: 1, 1, 2, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x2x4xf32>) -> tensor<1x1x2x2xf32>
  return %1 : tensor<1x1x2x2xf32>
}
