// What nearly is an attention stays what it is, or loses no more than what is equal: test/numerics/almost_patterns.py
// compares the same graphs, compiled, with ONNX Runtime. Almost-MLPs are in fuse-mlp.mlir.
// RUN: vitc-opt %s --vit-simplify-pipeline --vit-fuse-pipeline --verify-numerics | FileCheck %s

// CHECK-LABEL: func @softmax_over_heads
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @softmax_over_heads(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %0 {axis = 1 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @scores_read_twice
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @scores_read_twice(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> (tensor<1x2x3x4xf32>, tensor<1x2x3x3xf32>) {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %0 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o, %0 : tensor<1x2x3x4xf32>, tensor<1x2x3x3xf32>
}

// The mask makes two images of one.
// CHECK-LABEL: func @mask_for_more_images
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @mask_for_more_images(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<2x1x3x3xf32>) -> tensor<2x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.add %0, %m : (tensor<1x2x3x3xf32>, tensor<2x1x3x3xf32>) -> tensor<2x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<2x2x3x3xf32>) -> tensor<2x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<2x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<2x2x3x4xf32>
  return %o : tensor<2x2x3x4xf32>
}

// A mask that repeats along the other dimensions is one all the same.
// CHECK-LABEL: func @mask_per_head
// CHECK: vit.attention {{.*}} mask
func.func @mask_per_head(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<2x1x1xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.add %0, %m : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @mask_per_query
// CHECK: vit.attention {{.*}} mask
func.func @mask_per_query(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<3x1xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.add %0, %m : (tensor<1x2x3x3xf32>, tensor<3x1xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @mask_per_key
// CHECK: vit.attention {{.*}} mask
func.func @mask_per_key(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<3xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.add %0, %m : (tensor<1x2x3x3xf32>, tensor<3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @scale_from_an_input
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @scale_from_an_input(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %s: tensor<1xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %s : (tensor<1x2x3x3xf32>, tensor<1xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @scale_per_head
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @scale_per_head(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %s = vit.constant dense<[[[0.5]], [[2.0]]]> : tensor<2x1x1xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %s : (tensor<1x2x3x3xf32>, tensor<2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: func @scores_times_a_mask
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @scores_times_a_mask(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<1x2x3x3xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %m : (tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %w, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// As a training step multiplies with the mask of a dropout.
// CHECK-LABEL: func @weights_changed_behind_the_softmax
// CHECK-NOT: vit.attention
// CHECK: vit.softmax
// CHECK-NOT: vit.attention
// CHECK: return
func.func @weights_changed_behind_the_softmax(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %m: tensor<1x2x3x3xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %0 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %w, %m : (tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %1, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// Dropout itself leaves all as it is at inference.
// CHECK-LABEL: func @dropout_behind_the_softmax
// CHECK-NOT: vit.dropout
// CHECK: vit.attention
// CHECK-NOT: vit.dropout
// CHECK: return
func.func @dropout_behind_the_softmax(%q: tensor<1x2x3x4xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %w = vit.softmax %0 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.dropout %w {ratio = 0.1 : f32} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %1, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// The scale is in the weights of the query,
// CHECK-LABEL: func @query_read_once
// CHECK: vit.constant dense<2.500000e-01> : tensor<8x8xf32>
// CHECK: vit.attention {{.*}} {scale = 1.000000e+00 : f64}
func.func @query_read_once(%x: tensor<1x3x8xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %w = vit.constant dense<0.5> : tensor<8x8xf32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %p = vit.matmul %x, %w : (tensor<1x3x8xf32>, tensor<8x8xf32>) -> tensor<1x3x8xf32>
  %r = vit.reshape %p {shape = array<i64: 1, 3, 2, 4>} : (tensor<1x3x8xf32>) -> tensor<1x3x2x4xf32>
  %q = vit.transpose %r {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x3x2x4xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %half : (tensor<1x2x3x3xf32>, tensor<f32>) -> tensor<1x2x3x3xf32>
  %a = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %a, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o : tensor<1x2x3x4xf32>
}

// unless somebody else reads the query.
// CHECK-LABEL: func @query_read_twice
// CHECK: vit.constant dense<5.000000e-01> : tensor<8x8xf32>
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @query_read_twice(%x: tensor<1x3x8xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>) -> (tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>) {
  %w = vit.constant dense<0.5> : tensor<8x8xf32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %p = vit.matmul %x, %w : (tensor<1x3x8xf32>, tensor<8x8xf32>) -> tensor<1x3x8xf32>
  %r = vit.reshape %p {shape = array<i64: 1, 3, 2, 4>} : (tensor<1x3x8xf32>) -> tensor<1x3x2x4xf32>
  %q = vit.transpose %r {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x3x2x4xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %half : (tensor<1x2x3x3xf32>, tensor<f32>) -> tensor<1x2x3x3xf32>
  %a = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %a, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %o, %q : tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>
}

// Nor are weights stored twice.
// CHECK-LABEL: func @query_weights_are_tied
// CHECK: vit.constant dense<5.000000e-01> : tensor<8x8xf32>
// CHECK: vit.attention {{.*}} {scale = 5.000000e-01 : f64}
func.func @query_weights_are_tied(%x: tensor<1x3x8xf32>, %k: tensor<1x2x4x3xf32>, %v: tensor<1x2x3x4xf32>, %y: tensor<1x3x8xf32>) -> (tensor<1x2x3x4xf32>, tensor<1x3x8xf32>) {
  %w = vit.constant dense<0.5> : tensor<8x8xf32>
  %half = vit.constant dense<0.5> : tensor<f32>
  %p = vit.matmul %x, %w : (tensor<1x3x8xf32>, tensor<8x8xf32>) -> tensor<1x3x8xf32>
  %r = vit.reshape %p {shape = array<i64: 1, 3, 2, 4>} : (tensor<1x3x8xf32>) -> tensor<1x3x2x4xf32>
  %q = vit.transpose %r {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x3x2x4xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x3x4xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.mul %0, %half : (tensor<1x2x3x3xf32>, tensor<f32>) -> tensor<1x2x3x3xf32>
  %a = vit.softmax %1 {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %o = vit.matmul %a, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  %z = vit.matmul %y, %w : (tensor<1x3x8xf32>, tensor<8x8xf32>) -> tensor<1x3x8xf32>
  return %o, %z : tensor<1x2x3x4xf32>, tensor<1x3x8xf32>
}
