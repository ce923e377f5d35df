// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in constants and in ops that move elements.

// The value is a dense attribute or a file range.
func.func @constant_of_no_tensor() {
  // expected-error @+1 {{vit.constant: the value is neither a dense attribute nor a file range: 1 : i64}}
  %0 = vit.constant 1 : i64
  return
}

// -----

// Vectors are no tensors.
func.func @constant_of_vector() {
  // expected-error @+1 {{vit.constant: the value is no tensor of numbers: 'vector<2xf32>'}}
  %0 = vit.constant dense<0.0> : vector<2xf32>
  return
}

// -----

// Only element types of the dialect.
func.func @constant_of_indices() {
  // expected-error @+1 {{vit.constant: the value is no tensor of numbers: 'tensor<2xindex>'}}
  %0 = vit.constant dense<0> : tensor<2xindex>
  return
}

// -----

// The length is the tensor's.
func.func @file_range_too_short() {
  // expected-error @+1 {{vit.file_range: length 15, but 'tensor<4xf32>' takes 16 bytes}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 15> : tensor<4xf32>
  return
}

// -----

// The tensor has a static shape.
func.func @file_range_of_unknown_size() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'tensor<?xf32>'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 16> : tensor<?xf32>
  return
}

// -----

// The type is a tensor.
func.func @file_range_of_no_tensor() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'f32'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 4> : f32
  return
}

// -----

// The type is a tensor.
func.func @file_range_without_type() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'none'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 4>
  return
}

// -----

// The path names a file.
func.func @file_range_without_path() {
  // expected-error @+1 {{vit.file_range: the path is empty}}
  %0 = vit.constant #vit.file_range<"", offset = 0, length = 4> : tensor<f32>
  return
}

// -----

// No tensor is larger than memory can be.
func.func @file_range_beyond_memory() {
  // expected-error @+1 {{vit.file_range: 'tensor<9223372036854775807x2xf32>' is larger than any memory}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 16> : tensor<9223372036854775807x2xf32>
  return
}

// -----

// No file is that long.
func.func @file_range_beyond_files() {
  // expected-error @+1 {{vit.file_range: offset 18446744073709551615 is beyond any file}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 18446744073709551615, length = 4> : tensor<f32>
  return
}

// -----

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

// -----

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
