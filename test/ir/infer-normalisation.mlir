// RUN: vitc-opt %s -o /dev/null
// Shapes of normalisations, reductions and scans.
// The verifier compares every result type with the inferred one: what parses has passed.

func.func @layer_norm_takes_a_scale_per_position(%a: tensor<2x3x4xf32>, %b: tensor<3x1xf32>, %c: tensor<f32>) -> tensor<2x3x4xf32> {
  %0 = vit.layer_norm %a scale %b bias %c {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3x4xf32>, tensor<3x1xf32>, tensor<f32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @layer_norm_over_everything(%a: tensor<2x3xf16>) -> tensor<2x3xf16> {
  %0 = vit.layer_norm %a {axis = 0 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return %0 : tensor<2x3xf16>
}

func.func @group_norm_of_instances(%a: tensor<1x4x9xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>) -> tensor<1x4x9xf32> {
  %0 = vit.group_norm %a scale %b bias %c {epsilon = 1.0e-5 : f64, groups = 4 : i64} : (tensor<1x4x9xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x9xf32>
  return %0 : tensor<1x4x9xf32>
}

func.func @reduces_no_dimension(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.reduce_sum %a {axes = array<i64>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @reduces_every_dimension(%a: tensor<2x3xf32>) -> tensor<f32> {
  %0 = vit.reduce_max %a {axes = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @reduces_every_dimension_and_keeps_it(%a: tensor<2x3xi64>) -> tensor<1x1xi64> {
  %0 = vit.reduce_prod %a {axes = array<i64: 0, 1>, keep_dims} : (tensor<2x3xi64>) -> tensor<1x1xi64>
  return %0 : tensor<1x1xi64>
}

func.func @argmax_drops_the_dimension(%a: tensor<2x3x4xf32>) -> tensor<2x4xi64> {
  %0 = vit.argmax %a {axis = 1 : i64} : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  return %0 : tensor<2x4xi64>
}

func.func @argmin_keeps_the_dimension(%a: tensor<2x3x4xf32>) -> tensor<2x1x4xi64> {
  %0 = vit.argmin %a {axis = 1 : i64, keep_dims} : (tensor<2x3x4xf32>) -> tensor<2x1x4xi64>
  return %0 : tensor<2x1x4xi64>
}

func.func @topk_of_all(%a: tensor<2x3xf16>) -> (tensor<2x3xf16>, tensor<2x3xi64>) {
  %0:2 = vit.topk %a {axis = 1 : i64, k = 3 : i64} : (tensor<2x3xf16>) -> (tensor<2x3xf16>, tensor<2x3xi64>)
  return %0#0, %0#1 : tensor<2x3xf16>, tensor<2x3xi64>
}

func.func @topk_of_none(%a: tensor<2x3xf16>) -> (tensor<0x3xf16>, tensor<0x3xi64>) {
  %0:2 = vit.topk %a {axis = 0 : i64, k = 0 : i64} : (tensor<2x3xf16>) -> (tensor<0x3xf16>, tensor<0x3xi64>)
  return %0#0, %0#1 : tensor<0x3xf16>, tensor<0x3xi64>
}
