// RUN: vitc-opt %s -o /dev/null
// Shapes of elementwise ops.
// The verifier compares every result type with the inferred one: what parses has passed.

func.func @broadcasts_trailing_dimensions(%a: tensor<1x197x768xf32>, %b: tensor<768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.add %a, %b : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

func.func @broadcasts_both_operands(%a: tensor<4x1x3xf32>, %b: tensor<5x1xf32>) -> tensor<4x5x3xf32> {
  %0 = vit.mul %a, %b : (tensor<4x1x3xf32>, tensor<5x1xf32>) -> tensor<4x5x3xf32>
  return %0 : tensor<4x5x3xf32>
}

func.func @broadcasts_scalar(%a: tensor<f32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.sub %a, %b : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @broadcasts_one_to_none(%a: tensor<1xf32>, %b: tensor<0xf32>) -> tensor<0xf32> {
  %0 = vit.max %a, %b : (tensor<1xf32>, tensor<0xf32>) -> tensor<0xf32>
  return %0 : tensor<0xf32>
}

func.func @broadcasts_three_shapes(%a: tensor<197x1xi1>, %b: tensor<f32>, %c: tensor<1x197xf32>) -> tensor<197x197xf32> {
  %0 = vit.select %a, %b, %c : (tensor<197x1xi1>, tensor<f32>, tensor<1x197xf32>) -> tensor<197x197xf32>
  return %0 : tensor<197x197xf32>
}

func.func @adds_empty_shapes(%a: tensor<0xi64>, %b: tensor<0xi64>) -> tensor<0xi64> {
  %0 = vit.add %a, %b : (tensor<0xi64>, tensor<0xi64>) -> tensor<0xi64>
  return %0 : tensor<0xi64>
}

func.func @power_keeps_the_type_of_the_base(%a: tensor<2x3xf32>, %b: tensor<i64>) -> tensor<2x3xf32> {
  %0 = vit.pow %a, %b : (tensor<2x3xf32>, tensor<i64>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @compares_booleans_on_broadcast(%a: tensor<4x1xi1>, %b: tensor<3xi1>) -> tensor<4x3xi1> {
  %0 = vit.compare eq %a, %b : (tensor<4x1xi1>, tensor<3xi1>) -> tensor<4x3xi1>
  return %0 : tensor<4x3xi1>
}

func.func @unary_on_scalar(%a: tensor<f32>) -> tensor<f32> {
  %0 = vit.exp %a : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
