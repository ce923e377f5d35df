// RUN: vitc-opt %s --vit-mark-fitting-pairs --split-input-file --verify-diagnostics

func.func @main(%x: tensor<3x4xui8>) -> tensor<3x2xi32> {
  %w = vit.constant dense<[[0, 0], [0, 0], [127, 64], [2, 64]]> : tensor<4x2xi8>
  // expected-error @+1 {{pairs_fit: the rows 2 and 3 of B do not fit 16 bits in every column}}
  %0 = vit.matmul %x, %w {pairs_fit} : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0 : tensor<3x2xi32>
}

// -----

func.func @main(%x: tensor<3x4xui8>, %w: tensor<4x2xi8>) -> tensor<3x2xi32> {
  // expected-error @+1 {{pairs_fit is said of a constant B, and this one is computed}}
  %0 = vit.matmul %x, %w {pairs_fit} : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0 : tensor<3x2xi32>
}
