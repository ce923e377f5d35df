// Fused ops refuse what they do not stand for.
// RUN: vitc-opt %s --split-input-file --verify-diagnostics

func.func @patch_too_large(%i: tensor<1x3x4x4xf32>, %w: tensor<8x3x5x5xf32>) {
  // expected-error @+2 {{vit.patch_embedding: a patch of 5 x 5 does not fit into an image of 4 x 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.patch_embedding %i, %w {strides = array<i64: 5, 5>} : (tensor<1x3x4x4xf32>, tensor<8x3x5x5xf32>) -> tensor<1x1x8xf32>
  return
}

// -----

func.func @other_channels(%i: tensor<1x3x4x4xf32>, %w: tensor<8x1x2x2xf32>) {
  // expected-error @+2 {{image [1, 3, 4, 4] and weight [8, 1, 2, 2] are not [B, C, H, W] and [D, C, P, Q]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.patch_embedding %i, %w {strides = array<i64: 2, 2>} : (tensor<1x3x4x4xf32>, tensor<8x1x2x2xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @bias_of_other_shape(%i: tensor<1x3x4x4xf32>, %w: tensor<8x3x2x2xf32>, %b: tensor<5x8xf32>) {
  // expected-error @+2 {{the bias [5, 8] is neither [8] nor [4, 8]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.patch_embedding %i, %w bias %b {strides = array<i64: 2, 2>} : (tensor<1x3x4x4xf32>, tensor<8x3x2x2xf32>, tensor<5x8xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @prefix_of_other_width(%i: tensor<1x3x4x4xf32>, %w: tensor<8x3x2x2xf32>, %p: tensor<1x1x4xf32>) {
  // expected-error @+2 {{the prefix [1, 1, 4] is not [1, R, 8]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.patch_embedding %i, %w prefix %p {strides = array<i64: 2, 2>} : (tensor<1x3x4x4xf32>, tensor<8x3x2x2xf32>, tensor<1x1x4xf32>) -> tensor<1x5x8xf32>
  return
}

// -----

func.func @linear_without_product(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.linear' op holds 0 matrix products, not one}}
  %0 = vit.linear(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    %1 = vit.relu %a : (tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %1 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @linear_of_two(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.linear' op holds 2 matrix products, not one}}
  %0 = vit.linear(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    %1 = vit.matmul %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %2 = vit.matmul %a, %1 : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %2 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @projection_of_projection(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.qkv_projection' op has a product that reads another's result}}
  %0 = vit.qkv_projection(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    %1 = vit.matmul %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %2 = vit.matmul %a, %1 : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %2 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @mlp_of_one_layer(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.mlp' op is not one matrix product that reads the results of one or two others}}
  %0 = vit.mlp(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    %1 = vit.matmul %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %1 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @softmax_inside(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.linear' op holds products, normalisations, elementwise and layout ops, not vit.softmax}}
  %0 = vit.linear(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    // expected-note @+1 {{the op that cannot be in it}}
    %1 = vit.softmax %a {axis = 1 : i64} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %1 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @yields_another_type(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.linear' op does not yield its results of types 'tensor<4x5xf32>'}}
  %0 = vit.linear(%a = %x : tensor<4x4xf32>) -> tensor<4x5xf32> {
    %1 = vit.matmul %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %1 : tensor<4x4xf32>
  }
  return
}

// -----

func.func @table_for_other_tokens(%x: tensor<2x3x1x4xf32>, %c: tensor<5x4xf32>) {
  // expected-error @+2 {{input [2, 3, 1, 4], cos [5, 4] and sin [5, 4] are not [B, T, H, D], [T, D] and [T, D]}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rotary %x cos %c sin %c : (tensor<2x3x1x4xf32>, tensor<5x4xf32>, tensor<5x4xf32>) -> tensor<2x3x1x4xf32>
  return
}

// -----

func.func @odd_channels(%x: tensor<2x3x1x5xf32>, %c: tensor<3x5xf32>) {
  // expected-error @+2 {{5 channels are no pairs}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rotary %x cos %c sin %c : (tensor<2x3x1x5xf32>, tensor<3x5xf32>, tensor<3x5xf32>) -> tensor<2x3x1x5xf32>
  return
}
