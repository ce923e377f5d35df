// RUN: vitc-opt %s --split-input-file --verify-diagnostics
// What of a kernel is no epilogue.

vit.kernel @comes_before(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error @+1 {{'vit.relu' op is marked vit.epilogue, but is in no epilogue}}
  %0 = vit.relu %x {vit.epilogue} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = vit.matmul %0, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %1 : tensor<4x4xf32>
}

// -----

vit.kernel @follows_what_is_not_marked(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = vit.relu %0 : (tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @+1 {{'vit.neg' op is marked vit.epilogue, but is in no epilogue}}
  %2 = vit.neg %1 {vit.epilogue} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %2 : tensor<4x4xf32>
}

// -----

vit.kernel @is_no_elementwise_op(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @+1 {{'vit.transpose' op is marked vit.epilogue, but is in no epilogue}}
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>, vit.epilogue} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %1 : tensor<4x4xf32>
}

// -----

vit.kernel @has_another_shape(%x: tensor<1x4xf32>, %w: tensor<4x4xf32>, %y: tensor<3x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>
  // expected-error @+1 {{'vit.add' op is marked vit.epilogue, but is in no epilogue}}
  %1 = vit.add %0, %y {vit.epilogue} : (tensor<1x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  vit.yield %1 : tensor<3x4xf32>
}

// -----

vit.kernel @is_read_in_between(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @+1 {{'vit.relu' op is marked vit.epilogue, but is in no epilogue}}
  %1 = vit.relu %0 {vit.epilogue} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %0, %1 : tensor<4x4xf32>, tensor<4x4xf32>
}

// -----

// Of the product it would be; but it waits for the rows as well.
vit.kernel @follows_a_later_anchor(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = vit.softmax %0 {axis = 0 : i64} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %2 = vit.relu %1 : (tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @+1 {{'vit.add' op is marked vit.epilogue, but is in no epilogue}}
  %3 = vit.add %0, %2 {vit.epilogue} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %3 : tensor<4x4xf32>
}

// -----

func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-error @+1 {{vit.epilogue is a unit attribute at an op of a kernel}}
  %0 = vit.relu %x {vit.epilogue} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// -----

vit.kernel @is_no_number(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  // expected-error @+1 {{vit.epilogue is a unit attribute at an op of a kernel}}
  %1 = vit.relu %0 {vit.epilogue = 1 : i64} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  vit.yield %1 : tensor<4x4xf32>
}
