// RUN: vitc-opt %s --vit-fuse-qkv --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-fuse-qkv --vit-decompose --verify-numerics -o /dev/null

// CHECK-LABEL: func @takes_bias_and_normalisation
// CHECK: %[[P:.*]] = vit.qkv_projection(%[[X:.*]] = %arg0 : tensor<1x3x2xf32>,
// CHECK-NEXT: vit.layer_norm %[[X]]
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.add
// CHECK-NEXT: vit.yield
// CHECK: vit.reshape %[[P]]
func.func @takes_bias_and_normalisation(%x: tensor<1x3x2xf32>) -> tensor<1x3x1x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.,5.,6.],[1.,2.,3.,5.,-2.,4.]]> : tensor<2x6xf32>
  %b = vit.constant dense<[1.,2.,3.,4.,5.,6.]> : tensor<6xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x3x2xf32>, tensor<2x6xf32>) -> tensor<1x3x6xf32>
  %2 = vit.add %b, %1 : (tensor<6xf32>, tensor<1x3x6xf32>) -> tensor<1x3x6xf32>
  %3 = vit.reshape %2 {shape = array<i64: 1, 3, 3, 2>} : (tensor<1x3x6xf32>) -> tensor<1x3x3x2xf32>
  %q = vit.slice %3 {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %k = vit.slice %3 {starts = array<i64: 0, 0, 1, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %v = vit.slice %3 {starts = array<i64: 0, 0, 2, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x1x2xf32>
  %4 = vit.attention %q, %k, %v {scale = 0.7 : f64} : (tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x3x1x2xf32>
  return %4 : tensor<1x3x1x2xf32>
}

// The last block of a model with a class token: one query, all keys and values, in this order however
// they were computed.
// CHECK-LABEL: func @takes_the_product_for_few_queries
// CHECK: vit.qkv_projection({{.*}}) -> (tensor<1x1x2xf32>, tensor<1x3x4xf32>) {
// CHECK-NEXT: vit.layer_norm
// CHECK-NEXT: vit.slice
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.yield
func.func @takes_the_product_for_few_queries(%x: tensor<1x3x2xf32>) -> tensor<1x1x1x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.]]> : tensor<2x4xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x3x2xf32>, tensor<2x4xf32>) -> tensor<1x3x4xf32>
  %3 = vit.reshape %1 {shape = array<i64: 1, 3, 2, 2>} : (tensor<1x3x4xf32>) -> tensor<1x3x2x2xf32>
  %k = vit.slice %3 {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x2x2xf32>) -> tensor<1x3x1x2xf32>
  %v = vit.slice %3 {starts = array<i64: 0, 0, 1, 0>, sizes = array<i64: 1, 3, 1, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x3x2x2xf32>) -> tensor<1x3x1x2xf32>
  %s = vit.slice %0 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x2xf32>) -> tensor<1x1x2xf32>
  %u = vit.constant dense<[[1.,2.],[1.,-2.]]> : tensor<2x2xf32>
  %p = vit.matmul %s, %u : (tensor<1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x1x2xf32>
  %q = vit.reshape %p {shape = array<i64: 1, 1, 1, 2>} : (tensor<1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %4 = vit.attention %q, %k, %v {scale = 0.7 : f64} : (tensor<1x1x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %4 : tensor<1x1x1x2xf32>
}

// A second reader of the normalisation (a parallel MLP): the projection is fused without it.
// CHECK-LABEL: func @leaves_a_normalisation_with_a_second_reader
// CHECK: vit.layer_norm
// CHECK: vit.qkv_projection({{.*}} attributes {vit.not_fused = "'norm' is also read by 'reader'"}
func.func @leaves_a_normalisation_with_a_second_reader(%x: tensor<1x3x2xf32>) -> (tensor<1x3x1x2xf32>, tensor<1x3x2xf32>) {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32> loc("norm")
  %1 = vit.matmul %0, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %2 = vit.neg %0 : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32> loc("reader")
  %q = vit.reshape %1 {shape = array<i64: 1, 3, 1, 2>} : (tensor<1x3x2xf32>) -> tensor<1x3x1x2xf32>
  %4 = vit.attention %q, %q, %q {scale = 0.7 : f64} : (tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x3x1x2xf32>
  return %4, %2 : tensor<1x3x1x2xf32>, tensor<1x3x2xf32>
}

// What is added to a query and is no constant (a second user's residual) stays behind the projection.
// CHECK-LABEL: func @leaves_what_is_added_and_no_constant
// CHECK: %[[P:.*]] = vit.qkv_projection
// CHECK: vit.add %[[P]], %arg0
func.func @leaves_what_is_added_and_no_constant(%x: tensor<1x3x2xf32>) -> tensor<1x3x1x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %2 = vit.add %1, %x : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %q = vit.reshape %2 {shape = array<i64: 1, 3, 1, 2>} : (tensor<1x3x2xf32>) -> tensor<1x3x1x2xf32>
  %4 = vit.attention %q, %q, %q {scale = 0.7 : f64} : (tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x3x1x2xf32>
  return %4 : tensor<1x3x1x2xf32>
}

// CHECK-LABEL: func @leaves_products_that_no_attention_reads
// CHECK-NOT: vit.qkv_projection
// CHECK: return
func.func @leaves_products_that_no_attention_reads(%x: tensor<1x3x2xf32>) -> tensor<1x3x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  return %1 : tensor<1x3x2xf32>
}

// Talking heads mix the weights of the heads by a product: that is no projection of tokens.
// CHECK-LABEL: func @leaves_talking_heads
// CHECK: vit.softmax
// CHECK-NOT: vit.qkv_projection
// CHECK: return
func.func @leaves_talking_heads(%s: tensor<1x2x3x3xf32>, %v: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %0 = vit.softmax %s {axis = 3 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
  %2 = vit.matmul %1, %w : (tensor<1x3x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x3x2xf32>
  %3 = vit.transpose %2 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %4 = vit.matmul %3, %v : (tensor<1x2x3x3xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %4 : tensor<1x2x3x4xf32>
}
