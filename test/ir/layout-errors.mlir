// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in ops that move elements.

// c1
func.func @reshape_to_fewer(%a: tensor<2x3xf32>) -> tensor<5xf32> {
  // expected-error @+2 {{vit.reshape: shape [5] holds 5 elements, the operand has 6 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reshape %a {shape = array<i64: 5>} : (tensor<2x3xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// -----

// c1
func.func @reshape_to_negative(%a: tensor<2x3xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.reshape: the result's shape [-2, -3] has a negative size (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reshape %a {shape = array<i64: -2, -3>} : (tensor<2x3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c1
func.func @reshape_beyond_memory(%a: tensor<2x3xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.reshape: the result 'tensor<9223372036854775807x9223372036854775807xf32>' is larger than any memory (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.reshape %a {shape = array<i64: 9223372036854775807, 9223372036854775807>} : (tensor<2x3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c1
func.func @transpose_dimension_twice(%a: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.transpose: [0, 0] is no permutation of 2 dimensions (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.transpose %a {permutation = array<i64: 0, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// c1
func.func @transpose_dimension_out_of_range(%a: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.transpose: [0, 2] is no permutation of 2 dimensions (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.transpose %a {permutation = array<i64: 0, 2>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// c1
func.func @transpose_dimension_negative(%a: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.transpose: [0, -1] is no permutation of 2 dimensions (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.transpose %a {permutation = array<i64: 0, -1>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// c1
func.func @transpose_dimension_too_few(%a: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.transpose: [0] is no permutation of 2 dimensions (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.transpose %a {permutation = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// c1
func.func @transpose_dimension_too_many(%a: tensor<2x3xf32>) -> tensor<3x2xf32> {
  // expected-error @+2 {{vit.transpose: [0, 1, 2] is no permutation of 2 dimensions (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.transpose %a {permutation = array<i64: 0, 1, 2>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// c1
func.func @broadcast_to_another_size(%a: tensor<2x3xf32>) -> tensor<2x4xf32> {
  // expected-error @+2 {{vit.broadcast: the operand does not broadcast to shape [2, 4] (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.broadcast %a {shape = array<i64: 2, 4>} : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

// c1
func.func @broadcast_to_less(%a: tensor<2x3xf32>) -> tensor<1x3xf32> {
  // expected-error @+2 {{vit.broadcast: the operand does not broadcast to shape [1, 3] (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.broadcast %a {shape = array<i64: 1, 3>} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  return %0 : tensor<1x3xf32>
}

// -----

// c1
func.func @broadcast_to_lower_rank(%a: tensor<2x3xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.broadcast: the operand does not broadcast to shape [3] (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.broadcast %a {shape = array<i64: 3>} : (tensor<2x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c1
func.func @broadcast_to_negative(%a: tensor<1xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.broadcast: the result's shape [-1] has a negative size (tensor<1xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.broadcast %a {shape = array<i64: -1>} : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c1
func.func @tile_with_too_few_repeats(%a: tensor<2x3xf32>) -> tensor<4x3xf32> {
  // expected-error @+2 {{vit.tile: 'repeats' has 1 numbers, not 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.tile %a {repeats = array<i64: 2>} : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

// c1
func.func @tile_with_negative_repeats(%a: tensor<2x3xf32>) -> tensor<4x3xf32> {
  // expected-error @+2 {{vit.tile: 'repeats' is [2, -1], but -1 is below 0 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.tile %a {repeats = array<i64: 2, -1>} : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

// c1
func.func @tile_beyond_memory(%a: tensor<2x3xf32>) -> tensor<4x3xf32> {
  // expected-error @+2 {{vit.tile: the result 'tensor<9223372036854775807x3xf32>' is larger than any memory (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.tile %a {repeats = array<i64: 9223372036854775807, 1>} : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// -----

// c1
func.func @slice_without_start(%a: tensor<2x3xf32>) -> tensor<1x1xf32> {
  // expected-error @+2 {{vit.slice: 'starts' has 1 numbers, not 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1, 1>, starts = array<i64: 0>, steps = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// c1
func.func @slice_without_size(%a: tensor<2x3xf32>) -> tensor<1x1xf32> {
  // expected-error @+2 {{vit.slice: 'sizes' has 1 numbers, not 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1>, starts = array<i64: 0, 0>, steps = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// c1
func.func @slice_without_step(%a: tensor<2x3xf32>) -> tensor<1x1xf32> {
  // expected-error @+2 {{vit.slice: 'steps' has 3 numbers, not 2 (tensor<2x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1, 1>, starts = array<i64: 0, 0>, steps = array<i64: 1, 1, 1>} : (tensor<2x3xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// c1
func.func @slice_of_negative_size(%a: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.slice: 'sizes' is [-1], but -1 is below 0 (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: -1>, starts = array<i64: 0>, steps = array<i64: 1>} : (tensor<3xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c2
func.func @slice_in_steps_of_zero(%a: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.slice: a step of [0] is 0 (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1>, starts = array<i64: 0>, steps = array<i64: 0>} : (tensor<3xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c3
func.func @slice_begins_outside(%a: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.slice: dimension 0 has 3 elements; 1 from 3 in steps of 1 do not lie in it (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1>, starts = array<i64: 3>, steps = array<i64: 1>} : (tensor<3xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c3
func.func @slice_begins_before(%a: tensor<3xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.slice: dimension 0 has 3 elements; 1 from -1 in steps of 1 do not lie in it (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 1>, starts = array<i64: -1>, steps = array<i64: 1>} : (tensor<3xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c3
func.func @slice_ends_outside(%a: tensor<5xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.slice: dimension 0 has 5 elements; 3 from 1 in steps of 2 do not lie in it (tensor<5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 3>, starts = array<i64: 1>, steps = array<i64: 2>} : (tensor<5xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c3
func.func @slice_ends_before(%a: tensor<5xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.slice: dimension 0 has 5 elements; 3 from 1 in steps of -1 do not lie in it (tensor<5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 3>, starts = array<i64: 1>, steps = array<i64: -1>} : (tensor<5xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c3
func.func @slice_overflows(%a: tensor<5xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.slice: dimension 0 has 5 elements; 9223372036854775807 from 1 in steps of 9223372036854775807 do not lie in it (tensor<5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.slice %a {sizes = array<i64: 9223372036854775807>, starts = array<i64: 1>, steps = array<i64: 9223372036854775807>} : (tensor<5xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c1
func.func @pad_without_low(%a: tensor<5x5xf32>) -> tensor<5x5xf32> {
  // expected-error @+2 {{vit.pad: 'low' has 1 numbers, not 2 (tensor<5x5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: 0, 0>, low = array<i64: 0>, mode = #vit<pad_mode constant>} : (tensor<5x5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// -----

// c1
func.func @pad_without_high(%a: tensor<5x5xf32>) -> tensor<5x5xf32> {
  // expected-error @+2 {{vit.pad: 'high' has 1 numbers, not 2 (tensor<5x5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: 0>, low = array<i64: 0, 0>, mode = #vit<pad_mode constant>} : (tensor<5x5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// -----

// c1
func.func @pad_crops_too_much(%a: tensor<5xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.pad: dimension 0 has 5 elements, too few to crop by -3 and -3 (tensor<5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: -3>, low = array<i64: -3>, mode = #vit<pad_mode constant>} : (tensor<5xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c1
func.func @pad_beyond_memory(%a: tensor<5xf32>) -> tensor<2xf32> {
  // expected-error @+2 {{vit.pad: the result 'tensor<9223372036854775807xf32>' is larger than any memory (tensor<5xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: 9223372036854775807>, low = array<i64: 9223372036854775807>, mode = #vit<pad_mode constant>} : (tensor<5xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// c2
func.func @pad_reflects_too_much(%a: tensor<3xf32>) -> tensor<7xf32> {
  // expected-error @+2 {{vit.pad: dimension 0 has 3 elements, too few to reflect 3 (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: 3>, low = array<i64: 1>, mode = #vit<pad_mode reflect>} : (tensor<3xf32>) -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

// -----

// c3
func.func @pad_repeats_nothing(%a: tensor<0xf32>) -> tensor<1xf32> {
  // expected-error @+2 {{vit.pad: dimension 0 has no elements to repeat (tensor<0xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.pad %a {high = array<i64: 1>, low = array<i64: 0>, mode = #vit<pad_mode edge>} : (tensor<0xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c1
func.func @trilu_of_vector(%a: tensor<3xf32>) -> tensor<3xf32> {
  // expected-error @+2 {{vit.trilu: a triangle needs two dimensions (tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.trilu %a : (tensor<3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// c1
func.func @concat_of_nothing() -> tensor<1xf32> {
  // expected-error @+2 {{vit.concat: nothing to concatenate}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = "vit.concat"() {axis = 0 : i64} : () -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// c1
func.func @concat_of_two_ranks(%a: tensor<3xf32>, %b: tensor<1x3xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.concat: ranks 1 and 2 differ (tensor<3xf32> x tensor<1x3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.concat %a, %b {axis = 0 : i64} : (tensor<3xf32>, tensor<1x3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c1
func.func @concat_of_two_types(%a: tensor<3xf32>, %b: tensor<3xi32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.concat: element types 'f32' and 'i32' differ (tensor<3xf32> x tensor<3xi32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.concat %a, %b {axis = 0 : i64} : (tensor<3xf32>, tensor<3xi32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c2
func.func @concat_axis_behind(%a: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.concat: axis 1 is not a dimension of a tensor of rank 1 (tensor<3xf32> x tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.concat %a, %b {axis = 1 : i64} : (tensor<3xf32>, tensor<3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c2
func.func @concat_axis_negative(%a: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<6xf32> {
  // expected-error @+2 {{vit.concat: axis -1 is not a dimension of a tensor of rank 1 (tensor<3xf32> x tensor<3xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.concat %a, %b {axis = -1 : i64} : (tensor<3xf32>, tensor<3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// c3
func.func @concat_of_other_sizes(%a: tensor<3x2xf32>, %b: tensor<3x1xf32>) -> tensor<6x2xf32> {
  // expected-error @+2 {{vit.concat: dimension 1 has 2 and 1 elements (tensor<3x2xf32> x tensor<3x1xf32>)}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = vit.concat %a, %b {axis = 0 : i64} : (tensor<3x2xf32>, tensor<3x1xf32>) -> tensor<6x2xf32>
  return %0 : tensor<6x2xf32>
}
