// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in normalisations, reductions and scans.

// c1
func.func @softmax_axis_behind(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.softmax: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.softmax %a {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c1
func.func @softmax_of_scalar(%a: tensor<f32>) -> tensor<f32> {
  // expected-error @+2 {{vit.softmax: axis 0 is not a dimension of a tensor of rank 0 (tensor<f32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.softmax %a {axis = 0 : i64} : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

// c1
func.func @layer_norm_axis_negative(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.layer_norm: axis -1 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.layer_norm %a {axis = -1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @layer_norm_scale_of_another_type(%a: tensor<2x3xf32>, %b: tensor<3xf16>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.layer_norm: element types 'f32' and 'f16' differ (tensor<2x3xf32> x tensor<3xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.layer_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @layer_norm_scale_of_other_size(%a: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.layer_norm: the scale does not broadcast to the input's shape (tensor<2x3xf32> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.layer_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @layer_norm_scale_of_higher_rank(%a: tensor<2x3xf32>, %b: tensor<1x2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.layer_norm: the scale does not broadcast to the input's shape (tensor<2x3xf32> x tensor<1x2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.layer_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<1x2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c1
func.func @rms_norm_axis_negative(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.rms_norm: axis -1 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rms_norm %a {axis = -1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @rms_norm_scale_of_another_type(%a: tensor<2x3xf32>, %b: tensor<3xf16>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.rms_norm: element types 'f32' and 'f16' differ (tensor<2x3xf32> x tensor<3xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rms_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @rms_norm_scale_of_other_size(%a: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.rms_norm: the scale does not broadcast to the input's shape (tensor<2x3xf32> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rms_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @rms_norm_scale_of_higher_rank(%a: tensor<2x3xf32>, %b: tensor<1x2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.rms_norm: the scale does not broadcast to the input's shape (tensor<2x3xf32> x tensor<1x2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.rms_norm %a scale %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<1x2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c2
func.func @layer_norm_bias_of_other_size(%a: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.layer_norm: the bias does not broadcast to the input's shape (tensor<2x3xf32> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.layer_norm %a bias %b {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// c1
func.func @group_norm_of_vector(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.group_norm: the input has rank 1, not 2 or more (tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.group_norm %a {epsilon = 1.0e-5 : f64, groups = 2 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @group_norm_groups_do_not_divide(%a: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error @+2 {{vit.group_norm: 3 groups do not divide 4 channels (tensor<1x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.group_norm %a {epsilon = 1.0e-5 : f64, groups = 3 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// c2
func.func @group_norm_of_no_groups(%a: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error @+2 {{vit.group_norm: 0 groups do not divide 4 channels (tensor<1x4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.group_norm %a {epsilon = 1.0e-5 : f64, groups = 0 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// c3
func.func @group_norm_scale_of_other_size(%a: tensor<1x4xf32>, %b: tensor<2xf32>) -> tensor<1x4xf32> {
  // expected-error @+2 {{vit.group_norm: the scale is 'tensor<2xf32>', not 'tensor<4xf32>' (tensor<1x4xf32> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.group_norm %a scale %b {epsilon = 1.0e-5 : f64, groups = 2 : i64} : (tensor<1x4xf32>, tensor<2xf32>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// c3
func.func @group_norm_bias_of_another_type(%a: tensor<1x4xf32>, %b: tensor<4xf16>) -> tensor<1x4xf32> {
  // expected-error @+2 {{vit.group_norm: the bias is 'tensor<4xf16>', not 'tensor<4xf32>' (tensor<1x4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.group_norm %a bias %b {epsilon = 1.0e-5 : f64, groups = 2 : i64} : (tensor<1x4xf32>, tensor<4xf16>) -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// c1
func.func @batch_norm_of_vector(%a: tensor<4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<4xf32>, %e: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.batch_norm: the input has rank 1, not 2 or more (tensor<4xf32> x tensor<4xf32> x tensor<4xf32> x tensor<4xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.0e-5 : f64} : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @batch_norm_scale_of_other_size(%a: tensor<1x4x2xf32>, %b: tensor<2xf32>, %c: tensor<4xf32>, %d: tensor<4xf32>, %e: tensor<4xf32>) -> tensor<1x4x2xf32> {
  // expected-error @+2 {{vit.batch_norm: the scale is 'tensor<2xf32>', not 'tensor<4xf32>' (tensor<1x4x2xf32> x tensor<2xf32> x tensor<4xf32> x tensor<4xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.0e-5 : f64} : (tensor<1x4x2xf32>, tensor<2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// -----

// c2
func.func @batch_norm_bias_of_other_size(%a: tensor<1x4x2xf32>, %b: tensor<4xf32>, %c: tensor<2xf32>, %d: tensor<4xf32>, %e: tensor<4xf32>) -> tensor<1x4x2xf32> {
  // expected-error @+2 {{vit.batch_norm: the bias is 'tensor<2xf32>', not 'tensor<4xf32>' (tensor<1x4x2xf32> x tensor<4xf32> x tensor<2xf32> x tensor<4xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.0e-5 : f64} : (tensor<1x4x2xf32>, tensor<4xf32>, tensor<2xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// -----

// c2
func.func @batch_norm_mean_of_other_size(%a: tensor<1x4x2xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<2xf32>, %e: tensor<4xf32>) -> tensor<1x4x2xf32> {
  // expected-error @+2 {{vit.batch_norm: the mean is 'tensor<2xf32>', not 'tensor<4xf32>' (tensor<1x4x2xf32> x tensor<4xf32> x tensor<4xf32> x tensor<2xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.0e-5 : f64} : (tensor<1x4x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<2xf32>, tensor<4xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// -----

// c2
func.func @batch_norm_variance_of_other_size(%a: tensor<1x4x2xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<4xf32>, %e: tensor<2xf32>) -> tensor<1x4x2xf32> {
  // expected-error @+2 {{vit.batch_norm: the variance is 'tensor<2xf32>', not 'tensor<4xf32>' (tensor<1x4x2xf32> x tensor<4xf32> x tensor<4xf32> x tensor<4xf32> x tensor<2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.batch_norm %a scale %b bias %c mean %d variance %e {epsilon = 1.0e-5 : f64} : (tensor<1x4x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  return %0 : tensor<1x4x2xf32>
}

// -----

// c1
func.func @reduce_sum_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_sum: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_sum %a {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_mean_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_mean: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_mean %a {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_max_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_max: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_max %a {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_min_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_min: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_min %a {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_prod_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_prod: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_prod %a {axes = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_axis_negative(%a: tensor<2x3xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.reduce_sum: axis -1 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_sum %a {axes = array<i64: -1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @reduce_axis_twice(%a: tensor<2x3xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.reduce_sum: axis 0 is named twice in [0, 0] (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reduce_sum %a {axes = array<i64: 0, 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c1
func.func @argmax_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xi64> {
  // expected-error @+2 {{vit.argmax: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.argmax %a {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// -----

// c1
func.func @argmax_of_nothing(%a: tensor<2x0xf32>) -> tensor<2xi64> {
  // expected-error @+2 {{vit.argmax: dimension 1 has no elements (tensor<2x0xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.argmax %a {axis = 1 : i64} : (tensor<2x0xf32>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// -----

// c1
func.func @argmin_axis_behind(%a: tensor<2x3xf32>) -> tensor<2xi64> {
  // expected-error @+2 {{vit.argmin: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.argmin %a {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// -----

// c1
func.func @argmin_of_nothing(%a: tensor<2x0xf32>) -> tensor<2xi64> {
  // expected-error @+2 {{vit.argmin: dimension 1 has no elements (tensor<2x0xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.argmin %a {axis = 1 : i64} : (tensor<2x0xf32>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// -----

// c1
func.func @topk_more_than_all(%a: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>) {
  // expected-error @+2 {{vit.topk: k is 4, but dimension 1 has 3 elements (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0:2 = vit.topk %a {axis = 1 : i64, k = 4 : i64} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return %0#0, %0#1 : tensor<2x3xf32>, tensor<2x3xi64>
}

// -----

// c1
func.func @topk_negative(%a: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>) {
  // expected-error @+2 {{vit.topk: k is -1, but dimension 1 has 3 elements (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0:2 = vit.topk %a {axis = 1 : i64, k = -1 : i64} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return %0#0, %0#1 : tensor<2x3xf32>, tensor<2x3xi64>
}

// -----

// c1
func.func @topk_axis_behind(%a: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>) {
  // expected-error @+2 {{vit.topk: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0:2 = vit.topk %a {axis = 2 : i64, k = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return %0#0, %0#1 : tensor<2x3xf32>, tensor<2x3xi64>
}

// -----

// c1
func.func @cumsum_axis_behind(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{vit.cumsum: axis 2 is not a dimension of a tensor of rank 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.cumsum %a {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
