// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in elementwise ops; c1, c2, ... are the labels of the op reference.

// c1
func.func @add_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.add: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.add %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @add_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.add: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.add %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @sub_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.sub: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.sub %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @sub_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.sub: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.sub %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @mul_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.mul: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.mul %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @mul_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.mul: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.mul %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @div_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.div: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.div %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @div_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.div: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.div %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @mod_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.mod: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.mod %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @mod_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.mod: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.mod %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @min_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.min: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.min %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @min_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.min: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.min %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @max_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.max: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @max_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.max: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.max %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c1
func.func @prelu_of_two_types(%a: tensor<4xf32>, %b: tensor<4xf16>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.prelu: element types 'f32' and 'f16' differ (tensor<4xf32> x tensor<4xf16>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.prelu %a, %b : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @prelu_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi32> {
  // expected-error @+2 {{vit.prelu: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.prelu %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// c2
func.func @and_does_not_broadcast(%a: tensor<4xi1>, %b: tensor<2x3xi1>) -> tensor<2x4xi1> {
  // expected-error @+2 {{vit.and: the operands' shapes do not broadcast (tensor<4xi1> x tensor<2x3xi1>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.and %a, %b : (tensor<4xi1>, tensor<2x3xi1>) -> tensor<2x4xi1>
  return %0 : tensor<2x4xi1>
}

// -----

// c2
func.func @or_does_not_broadcast(%a: tensor<4xi1>, %b: tensor<2x3xi1>) -> tensor<2x4xi1> {
  // expected-error @+2 {{vit.or: the operands' shapes do not broadcast (tensor<4xi1> x tensor<2x3xi1>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.or %a, %b : (tensor<4xi1>, tensor<2x3xi1>) -> tensor<2x4xi1>
  return %0 : tensor<2x4xi1>
}

// -----

// c2
func.func @xor_does_not_broadcast(%a: tensor<4xi1>, %b: tensor<2x3xi1>) -> tensor<2x4xi1> {
  // expected-error @+2 {{vit.xor: the operands' shapes do not broadcast (tensor<4xi1> x tensor<2x3xi1>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.xor %a, %b : (tensor<4xi1>, tensor<2x3xi1>) -> tensor<2x4xi1>
  return %0 : tensor<2x4xi1>
}

// -----

// c3
func.func @mod_of_floats(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.mod: without 'fmod' the operands are integers, not 'f32' (tensor<4xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.mod %a, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @pow_does_not_broadcast(%a: tensor<4xf32>, %b: tensor<3xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.pow: the operands' shapes do not broadcast (tensor<4xf32> x tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pow %a, %b : (tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c1
func.func @compare_of_two_types(%a: tensor<4xi32>, %b: tensor<4xi64>) -> tensor<4xi1> {
  // expected-error @+2 {{vit.compare: element types 'i32' and 'i64' differ (tensor<4xi32> x tensor<4xi64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.compare lt %a, %b : (tensor<4xi32>, tensor<4xi64>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// -----

// c2
func.func @compare_does_not_broadcast(%a: tensor<4xi32>, %b: tensor<3xi32>) -> tensor<4xi1> {
  // expected-error @+2 {{vit.compare: the operands' shapes do not broadcast (tensor<4xi32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.compare lt %a, %b : (tensor<4xi32>, tensor<3xi32>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// -----

// c1
func.func @select_of_two_types(%a: tensor<4xi1>, %b: tensor<4xf32>, %c: tensor<4xf64>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.select: element types 'f32' and 'f64' differ (tensor<4xi1> x tensor<4xf32> x tensor<4xf64>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.select %a, %b, %c : (tensor<4xi1>, tensor<4xf32>, tensor<4xf64>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @select_does_not_broadcast(%a: tensor<2xi1>, %b: tensor<4xf32>, %c: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.select: the operands' shapes do not broadcast (tensor<2xi1> x tensor<4xf32> x tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.select %a, %b, %c : (tensor<2xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// (c1) of pow
func.func @pow_of_another_type(%a: tensor<4xf32>, %b: tensor<4xi64>) -> tensor<4xi64> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<4xf32>' are incompatible with return type(s) of operation}}
  %0 = vit.pow %a, %b : (tensor<4xf32>, tensor<4xi64>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

// -----

// The result has the operand's type.
func.func @unary_changes_shape(%a: tensor<4xf32>) -> tensor<5xf32> {
  // expected-error @+2 {{failed to infer returned types}}
  // expected-error @+1 {{inferred type(s) 'tensor<4xf32>' are incompatible with return type(s) of operation}}
  %0 = vit.exp %a : (tensor<4xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// -----

// The element types that an op takes are those of its operands.
func.func @exp_of_integers(%a: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{operand #0 must be statically shaped tensor of float values, but got 'tensor<4xi32>'}}
  %0 = vit.exp %a : (tensor<4xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// Shapes are static.
func.func @exp_of_unknown_size(%a: tensor<?xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{operand #0 must be statically shaped tensor of float values, but got 'tensor<?xf32>'}}
  %0 = vit.exp %a : (tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// No tensor is larger than memory can be.
func.func @operand_beyond_memory(%a: tensor<9223372036854775807x2xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.exp: an operand is larger than any memory (tensor<9223372036854775807x2xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.exp %a : (tensor<9223372036854775807x2xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// No tensor is larger than memory can be.
func.func @result_beyond_memory(%a: tensor<4294967296x1xf32>, %b: tensor<4294967296xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.add: the result 'tensor<4294967296x4294967296xf32>' is larger than any memory (tensor<4294967296x1xf32> x tensor<4294967296xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.add %a, %b : (tensor<4294967296x1xf32>, tensor<4294967296xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// Only conversions between element types of the dialect.
func.func @cast_to_index(%a: tensor<4xf32>) -> tensor<4xi64> {
  // expected-error @+2 {{vit.cast: elements cannot be converted to 'index' (tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.cast %a to index : (tensor<4xf32>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

// -----

// An attribute of the wrong kind.
func.func @compare_by_unknown_predicate(%a: tensor<4xi32>) -> tensor<4xi1> {
  // expected-error @+2 {{expected ::vitc::vit::ComparePredicate to be one of: eq, ne, lt, le, gt, ge}}
  // expected-error @+1 {{failed to parse Vit_ComparePredicateAttr}}
  %0 = vit.compare above %a, %a : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// -----

// c1
func.func @dropout_of_another_shape(%a: tensor<4xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{inferred type(s) 'tensor<4xf32>' are incompatible with return type(s) of operation 'tensor<3xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.dropout %a {ratio = 0.5 : f32} : (tensor<4xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c2
func.func @dropout_of_everything(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.dropout: the ratio 1.000000e+00 is not at least 0 and below 1 (tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.dropout %a {ratio = 1.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @dropout_of_less_than_nothing(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.dropout: the ratio -5.000000e-01 is not at least 0 and below 1 (tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.dropout %a {ratio = -0.5 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c2
func.func @dropout_of_no_number(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+2 {{vit.dropout: the ratio nan is not at least 0 and below 1 (tensor<4xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.dropout %a {ratio = 0x7fc00000 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// c3
func.func @dropout_of_samples_of_a_scalar(%a: tensor<f32>) -> tensor<f32> {
  // expected-error @+2 {{vit.dropout: a scalar has no samples to be dropped (tensor<f32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.dropout %a {ratio = 0.5 : f32, per_sample} : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// -----

func.func @dropout_of_integers(%a: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{operand #0 must be statically shaped tensor of float values, but got 'tensor<4xi32>'}}
  %0 = vit.dropout %a {ratio = 0.5 : f32} : (tensor<4xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

func.func @dropout_of_what_rate(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.dropout' op requires attribute 'ratio'}}
  %0 = vit.dropout %a : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
