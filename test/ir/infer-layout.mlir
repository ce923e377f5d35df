// RUN: vitc-opt %s -o /dev/null
// Shapes of ops that move elements.
// The verifier compares every result type with the inferred one: what parses has passed.

func.func @reshapes_nothing(%a: tensor<0x3xf32>) -> tensor<7x0xf32> {
  %0 = vit.reshape %a {shape = array<i64: 7, 0>} : (tensor<0x3xf32>) -> tensor<7x0xf32>
  return %0 : tensor<7x0xf32>
}

func.func @transposes_scalar(%a: tensor<f32>) -> tensor<f32> {
  %0 = vit.transpose %a {permutation = array<i64>} : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @transposes_cyclically(%a: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %0 = vit.transpose %a {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %0 : tensor<4x2x3xf32>
}

func.func @broadcasts_scalar(%a: tensor<f32>) -> tensor<2x3xf32> {
  %0 = vit.broadcast %a {shape = array<i64: 2, 3>} : (tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @tiles_to_nothing(%a: tensor<2x3xf32>) -> tensor<0x3xf32> {
  %0 = vit.tile %a {repeats = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<0x3xf32>
  return %0 : tensor<0x3xf32>
}

func.func @slices_backwards(%a: tensor<5xf32>) -> tensor<3xf32> {
  %0 = vit.slice %a {sizes = array<i64: 3>, starts = array<i64: 4>, steps = array<i64: -2>} : (tensor<5xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @slices_nothing(%a: tensor<5xf32>) -> tensor<0xf32> {
  %0 = vit.slice %a {sizes = array<i64: 0>, starts = array<i64: 5>, steps = array<i64: 1>} : (tensor<5xf32>) -> tensor<0xf32>
  return %0 : tensor<0xf32>
}

func.func @slices_one_with_any_step(%a: tensor<5xf32>) -> tensor<1xf32> {
  %0 = vit.slice %a {sizes = array<i64: 1>, starts = array<i64: 4>, steps = array<i64: 9223372036854775807>} : (tensor<5xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

func.func @pad_crops(%a: tensor<5x5xf32>) -> tensor<3x7xf32> {
  %0 = vit.pad %a {high = array<i64: -1, 1>, low = array<i64: -1, 1>, mode = #vit<pad_mode constant>} : (tensor<5x5xf32>) -> tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @pad_wraps_more_than_once(%a: tensor<2xf32>) -> tensor<10xf32> {
  %0 = vit.pad %a {high = array<i64: 3>, low = array<i64: 5>, mode = #vit<pad_mode wrap>} : (tensor<2xf32>) -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

func.func @pad_reflects_all_but_one(%a: tensor<4xf32>) -> tensor<10xf32> {
  %0 = vit.pad %a {high = array<i64: 3>, low = array<i64: 3>, mode = #vit<pad_mode reflect>} : (tensor<4xf32>) -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

func.func @concatenates_with_nothing(%a: tensor<2xi64>, %b: tensor<0xi64>) -> tensor<2xi64> {
  %0 = vit.concat %a, %b {axis = 0 : i64} : (tensor<2xi64>, tensor<0xi64>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

func.func @concatenates_one(%a: tensor<2x3xi1>) -> tensor<2x3xi1> {
  %0 = vit.concat %a {axis = 1 : i64} : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return %0 : tensor<2x3xi1>
}

func.func @gathers_by_matrix(%a: tensor<10x64xf32>, %b: tensor<2x3xi32>) -> tensor<2x3x64xf32> {
  %0 = vit.gather %a, %b {axis = 0 : i64} : (tensor<10x64xf32>, tensor<2x3xi32>) -> tensor<2x3x64xf32>
  return %0 : tensor<2x3x64xf32>
}

func.func @gathers_nothing(%a: tensor<10x64xf32>, %b: tensor<0xi64>) -> tensor<10x0xf32> {
  %0 = vit.gather %a, %b {axis = 1 : i64} : (tensor<10x64xf32>, tensor<0xi64>) -> tensor<10x0xf32>
  return %0 : tensor<10x0xf32>
}

func.func @gathers_more_along_the_axis(%a: tensor<3x2xf32>, %b: tensor<3x8xi64>) -> tensor<3x8xf32> {
  %0 = vit.gather_elements %a, %b {axis = 1 : i64} : (tensor<3x2xf32>, tensor<3x8xi64>) -> tensor<3x8xf32>
  return %0 : tensor<3x8xf32>
}

func.func @gathers_single_elements(%a: tensor<3x4xf32>, %b: tensor<5x2xi64>) -> tensor<5xf32> {
  %0 = vit.gather_nd %a, %b : (tensor<3x4xf32>, tensor<5x2xi64>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

func.func @gathers_by_empty_tuples(%a: tensor<3x4xf32>, %b: tensor<5x0xi64>) -> tensor<5x3x4xf32> {
  %0 = vit.gather_nd %a, %b : (tensor<3x4xf32>, tensor<5x0xi64>) -> tensor<5x3x4xf32>
  return %0 : tensor<5x3x4xf32>
}

func.func @scatters_slices(%a: tensor<4x3x2xf32>, %b: tensor<5x1xi64>, %c: tensor<5x3x2xf32>) -> tensor<4x3x2xf32> {
  %0 = vit.scatter_nd %a, %b, %c : (tensor<4x3x2xf32>, tensor<5x1xi64>, tensor<5x3x2xf32>) -> tensor<4x3x2xf32>
  return %0 : tensor<4x3x2xf32>
}
