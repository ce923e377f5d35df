// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in gathers and scatters.

// c1
func.func @gather_axis_outside(%a: tensor<3xf32>, %b: tensor<2xi64>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.gather: axis 1 is not a dimension of a tensor of rank 1 (tensor<3xf32> x tensor<2xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather %a, %b {axis = 1 : i64} : (tensor<3xf32>, tensor<2xi64>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @gather_from_scalar(%a: tensor<f32>, %b: tensor<2xi64>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.gather: axis 0 is not a dimension of a tensor of rank 0 (tensor<f32> x tensor<2xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather %a, %b {axis = 0 : i64} : (tensor<f32>, tensor<2xi64>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @gather_elements_of_two_ranks(%a: tensor<3x4xf32>, %b: tensor<2xi64>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.gather_elements: input and indices have ranks 2 and 1 (tensor<3x4xf32> x tensor<2xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_elements %a, %b {axis = 0 : i64} : (tensor<3x4xf32>, tensor<2xi64>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @gather_elements_axis_outside(%a: tensor<3x4xf32>, %b: tensor<3x4xi64>) -> tensor<3x4xf32> {
  // expected-error @+2 {{vit.gather_elements: axis -1 is not a dimension of a tensor of rank 2 (tensor<3x4xf32> x tensor<3x4xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_elements %a, %b {axis = -1 : i64} : (tensor<3x4xf32>, tensor<3x4xi64>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// -----

// c2
func.func @gather_elements_of_too_many(%a: tensor<3x4xf32>, %b: tensor<4x4xi64>) -> tensor<4x4xf32> {
  // expected-error @+2 {{vit.gather_elements: dimension 0 has 4 indices but 3 elements (tensor<3x4xf32> x tensor<4x4xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_elements %a, %b {axis = 1 : i64} : (tensor<3x4xf32>, tensor<4x4xi64>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// -----

// c1
func.func @gather_nd_tuples_too_long(%a: tensor<3x4xf32>, %b: tensor<5x3xi64>) -> tensor<5xf32> {
  // expected-error @+2 {{vit.gather_nd: tuples of 3 indices for 2 dimensions (tensor<3x4xf32> x tensor<5x3xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b : (tensor<3x4xf32>, tensor<5x3xi64>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// -----

// c1
func.func @gather_nd_tuples_too_long_in_batches(%a: tensor<3x4xf32>, %b: tensor<3x2xi64>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.gather_nd: tuples of 2 indices for 1 dimensions (tensor<3x4xf32> x tensor<3x2xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b {batch_dims = 1 : i64} : (tensor<3x4xf32>, tensor<3x2xi64>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c1
func.func @gather_nd_by_scalar(%a: tensor<3x4xf32>, %b: tensor<i64>) -> tensor<3x4xf32> {
  // expected-error @+2 {{vit.gather_nd: batch_dims is 0, but input and indices have ranks 2 and 0 (tensor<3x4xf32> x tensor<i64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b : (tensor<3x4xf32>, tensor<i64>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// -----

// c2
func.func @gather_nd_of_too_many_batches(%a: tensor<3x4xf32>, %b: tensor<3x1xi64>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.gather_nd: batch_dims is 2, but input and indices have ranks 2 and 2 (tensor<3x4xf32> x tensor<3x1xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b {batch_dims = 2 : i64} : (tensor<3x4xf32>, tensor<3x1xi64>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c2
func.func @gather_nd_of_negative_batches(%a: tensor<3x4xf32>, %b: tensor<3x1xi64>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.gather_nd: batch_dims is -1, but input and indices have ranks 2 and 2 (tensor<3x4xf32> x tensor<3x1xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b {batch_dims = -1 : i64} : (tensor<3x4xf32>, tensor<3x1xi64>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c2
func.func @gather_nd_of_other_batches(%a: tensor<3x4xf32>, %b: tensor<2x1xi64>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.gather_nd: batch dimension 0 has 3 elements but 2 in the indices (tensor<3x4xf32> x tensor<2x1xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.gather_nd %a, %b {batch_dims = 1 : i64} : (tensor<3x4xf32>, tensor<2x1xi64>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @scatter_nd_tuples_too_long(%a: tensor<8xf32>, %b: tensor<2x2xi64>, %c: tensor<2xf32>) -> tensor<8xf32> {
  // expected-error @+2 {{vit.scatter_nd: tuples of 2 indices for 1 dimensions (tensor<8xf32> x tensor<2x2xi64> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.scatter_nd %a, %b, %c : (tensor<8xf32>, tensor<2x2xi64>, tensor<2xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// c1
func.func @scatter_nd_by_scalar(%a: tensor<8xf32>, %b: tensor<i64>, %c: tensor<2xf32>) -> tensor<8xf32> {
  // expected-error @+2 {{vit.scatter_nd: the indices have no dimension of tuples (tensor<8xf32> x tensor<i64> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.scatter_nd %a, %b, %c : (tensor<8xf32>, tensor<i64>, tensor<2xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

// c1
func.func @scatter_nd_of_other_updates(%a: tensor<8x3xf32>, %b: tensor<2x1xi64>, %c: tensor<2xf32>) -> tensor<8x3xf32> {
  // expected-error @+2 {{vit.scatter_nd: the updates' shape is [2], not [2, 3] (tensor<8x3xf32> x tensor<2x1xi64> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.scatter_nd %a, %b, %c : (tensor<8x3xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<8x3xf32>
  return %0 : tensor<8x3xf32>
}

// -----

// c2
func.func @scatter_nd_of_two_types(%a: tensor<8xf32>, %b: tensor<2x1xi64>, %c: tensor<2xf64>) -> tensor<8xf32> {
  // expected-error @+2 {{vit.scatter_nd: element types 'f32' and 'f64' differ (tensor<8xf32> x tensor<2x1xi64> x tensor<2xf64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.scatter_nd %a, %b, %c : (tensor<8xf32>, tensor<2x1xi64>, tensor<2xf64>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
