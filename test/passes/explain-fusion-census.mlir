// Whatever passes do to a pattern that was counted, it is accounted for.
// RUN: vitc-opt %s --split-input-file --vit-count-patterns --vit-fuse-pipeline --vit-explain-fusion --verify-diagnostics -o /dev/null

// The second product has become a vit.linear, with its bias.
func.func @hidden_layer_read_twice(%x: tensor<1x4x2xf32>) -> (tensor<1x4x2xf32>, tensor<1x4x3xf32>) {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %b = vit.constant dense<[1.,2.]> : tensor<2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %2 = vit.hard_swish %1 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32> loc("act")
  // expected-remark @below {{MLP is not fused: 'act' is also read by 'other'}}
  %3 = vit.matmul %2, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.add %3, %b : (tensor<1x4x2xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  %5 = vit.exp %2 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32> loc("other")
  return %4, %5 : tensor<1x4x2xf32>, tensor<1x4x3xf32>
}

// -----

// Two MLPs of one input: their first layers have become one product.
func.func @first_layers_joined(%x: tensor<1x4x2xf32>) -> (tensor<1x4x2xf32>, tensor<1x4x2xf32>) {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %u = vit.constant dense<[[1.,3.,3.],[2.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32> loc("a")
  %2 = vit.relu %1 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is not fused: 'a' (vit.slice) stands between the layers}}
  %3 = vit.matmul %2, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.matmul %x, %u : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32> loc("b")
  %5 = vit.relu %4 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is not fused: 'b' (vit.slice) stands between the layers}}
  %6 = vit.matmul %5, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  return %3, %6 : tensor<1x4x2xf32>, tensor<1x4x2xf32>
}

// -----

// A linear that follows is taken into the second layer.
func.func @second_layer_joined(%x: tensor<1x4x2xf32>) -> tensor<1x4x1xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %u = vit.constant dense<[[1.],[2.]]> : tensor<2x1xf32>
  %1 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %2 = vit.relu %1 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is fused}}
  %3 = vit.matmul %2, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.matmul %3, %u : (tensor<1x4x2xf32>, tensor<2x1xf32>) -> tensor<1x4x1xf32>
  return %4 : tensor<1x4x1xf32>
}

// -----

// Only the first rows are read, which the second MLP has no part in; the third is the first once more.
func.func @read_by_nobody(%x: tensor<1x4x2xf32>, %y: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %2 = vit.relu %1 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is fused}}
  %3 = vit.matmul %2, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.matmul %y, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %5 = vit.relu %4 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is not computed: it is constant, equal to another, or read by nobody}}
  %6 = vit.matmul %5, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %7 = vit.concat %3, %6 {axis = 1 : i64} : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x8x2xf32>
  %8 = vit.slice %7 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 4, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x8x2xf32>) -> tensor<1x4x2xf32>
  %9 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %10 = vit.relu %9 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  // expected-remark @below {{MLP is not computed}}
  %11 = vit.matmul %10, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  %12 = vit.mul %8, %11 : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  return %12 : tensor<1x4x2xf32>
}

// -----

// Projections that become one product are told once, at the first; a packed one at its product, not at
// the slices that cut it.
func.func @projections(%x: tensor<1x4x2xf32>, %y: tensor<1x4x2xf32>) -> (tensor<1x4x2xf32>, tensor<1x4x2xf32>) {
  %w = vit.constant dense<[[1.,2.],[1.,4.]]> : tensor<2x2xf32>
  %u = vit.constant dense<[[3.,2.],[1.,4.]]> : tensor<2x2xf32>
  %v = vit.constant dense<[[5.,2.],[1.,4.]]> : tensor<2x2xf32>
  // expected-remark @below {{block 0: qkv projection is fused}}
  %q = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %k = vit.matmul %x, %u : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %a = vit.matmul %x, %v : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %0 = vit.transpose %k {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %1 = vit.matmul %q, %0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  // expected-remark @below {{block 0: attention is fused}}
  %3 = vit.matmul %2, %a : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %p = vit.constant dense<[[1.,2.,3.,2.,5.,2.],[1.,4.,1.,4.,1.,4.]]> : tensor<2x6xf32>
  // expected-remark @below {{block 1: qkv projection is fused}}
  %4 = vit.matmul %y, %p : (tensor<1x4x2xf32>, tensor<2x6xf32>) -> tensor<1x4x6xf32>
  %5 = vit.slice %4 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 4, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x4x6xf32>) -> tensor<1x4x2xf32>
  %6 = vit.slice %4 {starts = array<i64: 0, 0, 2>, sizes = array<i64: 1, 4, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x4x6xf32>) -> tensor<1x4x2xf32>
  %7 = vit.slice %4 {starts = array<i64: 0, 0, 4>, sizes = array<i64: 1, 4, 2>, steps = array<i64: 1, 1, 1>} : (tensor<1x4x6xf32>) -> tensor<1x4x2xf32>
  %8 = vit.transpose %6 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %9 = vit.matmul %5, %8 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %10 = vit.softmax %9 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  // expected-remark @below {{block 1: attention is fused}}
  %11 = vit.matmul %10, %7 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  return %3, %11 : tensor<1x4x2xf32>, tensor<1x4x2xf32>
}

// -----

// A projection by weights that are an input of the model; what follows it is no layer either.
func.func @projection_by_an_input(%x: tensor<1x4x2xf32>, %w: tensor<2x2xf32>) -> tensor<1x4x2xf32> {
  // expected-remark @unknown {{block 0: qkv projection is not fused: the weight of 'q' is not a constant matrix}}
  %q = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("q")
  %0 = vit.transpose %q {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %1 = vit.matmul %q, %0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  // expected-remark @below {{block 0: attention is fused}}
  %3 = vit.matmul %2, %q : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  return %3 : tensor<1x4x2xf32>
}

// -----

// An MLP that makes queries.
func.func @part_of_a_projection(%x: tensor<1x4x2xf32>, %k: tensor<1x2x4xf32>, %v: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,4.]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %1 = vit.gelu %0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  // expected-remark @unknown {{block 0: qkv projection is fused}}
  // expected-remark @unknown {{MLP is not fused: 'q' is part of a vit.qkv_projection}}
  %q = vit.matmul %1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("q")
  %2 = vit.matmul %q, %k : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %3 = vit.softmax %2 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  // expected-remark @below {{block 0: attention is fused}}
  %4 = vit.matmul %3, %v : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  return %4 : tensor<1x4x2xf32>
}

// -----

// Batch normalisations between projections and attention (LeViT), which are folded on the way.
func.func @normalised_projections(%x: tensor<8x1xf32>) -> tensor<4x1x2xf32> {
  %w = vit.constant dense<[[1.,2.]]> : tensor<1x2xf32>
  %s = vit.constant dense<[1.,2.]> : tensor<2xf32>
  // expected-remark @below {{block 0: qkv projection is fused}}
  %0 = vit.matmul %x, %w : (tensor<8x1xf32>, tensor<1x2xf32>) -> tensor<8x2xf32>
  %n = vit.batch_norm %0 scale %s bias %s mean %s variance %s {epsilon = 1.0e-6 : f64} : (tensor<8x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<8x2xf32>
  %1 = vit.reshape %n {shape = array<i64: 4, 2, 2>} : (tensor<8x2xf32>) -> tensor<4x2x2xf32>
  %q = vit.slice %1 {starts = array<i64: 0, 0, 0>, sizes = array<i64: 4, 1, 2>, steps = array<i64: 1, 1, 1>} : (tensor<4x2x2xf32>) -> tensor<4x1x2xf32>
  %k = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<4x2x2xf32>) -> tensor<4x2x2xf32>
  %2 = vit.matmul %q, %k : (tensor<4x1x2xf32>, tensor<4x2x2xf32>) -> tensor<4x1x2xf32>
  %3 = vit.softmax %2 {axis = 2} : (tensor<4x1x2xf32>) -> tensor<4x1x2xf32>
  // expected-remark @below {{block 0: attention is fused}}
  %4 = vit.matmul %3, %1 : (tensor<4x1x2xf32>, tensor<4x2x2xf32>) -> tensor<4x1x2xf32>
  return %4 : tensor<4x1x2xf32>
}
