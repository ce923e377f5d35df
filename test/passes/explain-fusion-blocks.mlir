// Blocks have the model's numbers.
// RUN: vitc-opt %s --split-input-file --vit-explain-fusion -o /dev/null 2>&1 | FileCheck %s

// Block 0 is blocks.0; what no number is in is in no block. Numbers of lists within blocks do not matter.
// CHECK: remark: loc("/encoder/layers/encoder_layer_0/attn/Softmax"): block 0: attention
// CHECK: remark: loc("/encoder/layers/encoder_layer_0/mlp/mlp.3/Gemm"): block 0: MLP
// CHECK: remark: loc("/encoder/layers/encoder_layer_1/attn/Softmax"): block 1: attention
// CHECK: remark: loc("/encoder/layers/encoder_layer_1/mlp/mlp.3/Gemm"): block 1: MLP
// CHECK: remark: loc("/head/Gemm"): MLP
func.func @one_list(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %t0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s0 = vit.matmul %x, %t0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p0 = vit.softmax %s0 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/encoder/layers/encoder_layer_0/attn/Softmax")
  %a0 = vit.matmul %p0, %x : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m0 = vit.matmul %a0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/encoder/layers/encoder_layer_0/mlp/mlp.3/Gemm")
  %t1 = vit.transpose %y0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s1 = vit.matmul %y0, %t1 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p1 = vit.softmax %s1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/encoder/layers/encoder_layer_1/attn/Softmax")
  %a1 = vit.matmul %p1, %y0 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %a1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/encoder/layers/encoder_layer_1/mlp/mlp.3/Gemm")
  %n = vit.neg %y1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m2 = vit.matmul %n, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h2 = vit.gelu %m2 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y2 = vit.matmul %h2, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/head/Gemm")
  return %y2 : tensor<1x4x2xf32>
}

// -----

// Two numbers where stages have blocks; one that all share is none.
// CHECK: remark: loc("/net16/stages/stages.0/blocks/blocks.0/attn/Softmax"): block 0.0: attention
// CHECK: remark: loc("/net16/stages/stages.0/blocks/blocks.0/mlp/MatMul"): block 0.0: MLP
// CHECK: remark: loc("/net16/stages/stages.1/blocks/blocks.2/attn/Softmax"): block 1.2: attention
// CHECK: remark: loc("/net16/stages/stages.1/blocks/blocks.2/mlp/MatMul"): block 1.2: MLP
func.func @stages(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %t0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s0 = vit.matmul %x, %t0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p0 = vit.softmax %s0 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/net16/stages/stages.0/blocks/blocks.0/attn/Softmax")
  %a0 = vit.matmul %p0, %x : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m0 = vit.matmul %a0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/net16/stages/stages.0/blocks/blocks.0/mlp/MatMul")
  %t1 = vit.transpose %y0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s1 = vit.matmul %y0, %t1 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p1 = vit.softmax %s1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/net16/stages/stages.1/blocks/blocks.2/attn/Softmax")
  %a1 = vit.matmul %p1, %y0 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %a1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/net16/stages/stages.1/blocks/blocks.2/mlp/MatMul")
  return %y1 : tensor<1x4x2xf32>
}

// -----

// Lists of lists (an attention and an MLP are the parts of a layer), whose names exporters repeat.
// CHECK: remark: loc("/layers/layers.0/layers.0.0/Softmax"): block 0: attention
// CHECK: remark: loc("/layers/layers.0/layers.0.1/net/net.2/MatMul"): block 0: MLP
// CHECK: remark: loc("/layers/layers.1/layers.1.0/Softmax"): block 1: attention
// CHECK: remark: loc("/layers/layers.1/layers.1.1/net/net.2/MatMul"): block 1: MLP
func.func @lists_of_lists(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %t0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s0 = vit.matmul %x, %t0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p0 = vit.softmax %s0 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/layers/layers.0/layers.0.0/Softmax")
  %a0 = vit.matmul %p0, %x : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m0 = vit.matmul %a0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/layers/layers.0/layers.0.1/net/net.2/MatMul")
  %t1 = vit.transpose %y0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s1 = vit.matmul %y0, %t1 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p1 = vit.softmax %s1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("/layers/layers.1/layers.1.0/Softmax")
  %a1 = vit.matmul %p1, %y0 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %a1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/layers/layers.1/layers.1.1/net/net.2/MatMul")
  return %y1 : tensor<1x4x2xf32>
}

// -----

// Two towers: the model's own names.
// CHECK: remark: loc("image.layers.0.attn.softmax"): image.layers.0: attention
// CHECK: remark: loc("image.layers.0.mlp.fc2"): image.layers.0: MLP
// CHECK: remark: loc("text.layers.0.attn.softmax"): text.layers.0: attention
// CHECK: remark: loc("text.layers.0.mlp.fc2"): text.layers.0: MLP
func.func @towers(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %t0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s0 = vit.matmul %x, %t0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p0 = vit.softmax %s0 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("image.layers.0.attn.softmax")
  %a0 = vit.matmul %p0, %x : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m0 = vit.matmul %a0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("image.layers.0.mlp.fc2")
  %t1 = vit.transpose %y0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s1 = vit.matmul %y0, %t1 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p1 = vit.softmax %s1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("text.layers.0.attn.softmax")
  %a1 = vit.matmul %p1, %y0 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %a1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("text.layers.0.mlp.fc2")
  return %y1 : tensor<1x4x2xf32>
}

// -----

// MLPs alone.
// CHECK: remark: loc("/blocks/blocks.0/mlp_tokens/fc2/MatMul"): block 0: MLP
// CHECK: remark: loc("/blocks/blocks.1/mlp_tokens/fc2/MatMul"): block 1: MLP
func.func @mixer(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %m0 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/blocks/blocks.0/mlp_tokens/fc2/MatMul")
  %n = vit.neg %y0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %n, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("/blocks/blocks.1/mlp_tokens/fc2/MatMul")
  return %y1 : tensor<1x4x2xf32>
}

// -----

// Names that tell nothing: counted by attentions.
// CHECK: remark: loc("node_Softmax_61"): block 0: attention
// CHECK: remark: loc("node_MatMul_79"): block 0: MLP
// CHECK: remark: loc("node_Softmax_128"): block 1: attention
// CHECK: remark: loc("node_MatMul_146"): block 1: MLP
func.func @numbered_nodes(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  %t0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s0 = vit.matmul %x, %t0 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p0 = vit.softmax %s0 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("node_Softmax_61")
  %a0 = vit.matmul %p0, %x : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m0 = vit.matmul %a0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h0 = vit.gelu %m0 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y0 = vit.matmul %h0, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("node_MatMul_79")
  %t1 = vit.transpose %y0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %s1 = vit.matmul %y0, %t1 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %p1 = vit.softmax %s1 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("node_Softmax_128")
  %a1 = vit.matmul %p1, %y0 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %m1 = vit.matmul %a1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %h1 = vit.gelu %m1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %y1 = vit.matmul %h1, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("node_MatMul_146")
  return %y1 : tensor<1x4x2xf32>
}
