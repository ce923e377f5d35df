// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// Constants and every op that moves elements survive printing and parsing.

// CHECK-LABEL: @constant
// CHECK: vit.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
func.func @constant() -> tensor<2xf32> {
  %0 = vit.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @constant_splat
// CHECK: vit.constant dense<9.99999997E-7> : tensor<f32>
func.func @constant_splat() -> tensor<f32> {
  %0 = vit.constant dense<9.99999997E-7> : tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @constant_without_elements
// CHECK: vit.constant dense<> : tensor<0xi64>
func.func @constant_without_elements() -> tensor<0xi64> {
  %0 = vit.constant dense<> : tensor<0xi64>
  return %0 : tensor<0xi64>
}

// CHECK-LABEL: @constant_of_booleans
// CHECK: vit.constant dense<[true, false]> : tensor<2xi1>
func.func @constant_of_booleans() -> tensor<2xi1> {
  %0 = vit.constant dense<[true, false]> : tensor<2xi1>
  return %0 : tensor<2xi1>
}

// CHECK-LABEL: @constant_in_file
// CHECK: vit.constant #vit.file_range<"vit.onnx", offset = 4096, length = 2359296> : tensor<768x768xf32>
func.func @constant_in_file() -> tensor<768x768xf32> {
  %0 = vit.constant #vit.file_range<"vit.onnx", offset = 4096, length = 2359296> : tensor<768x768xf32>
  return %0 : tensor<768x768xf32>
}

// CHECK-LABEL: @constant_in_file_of_booleans
// CHECK: vit.constant #vit.file_range<"a b/\22mask\22.bin", offset = 0, length = 7> : tensor<7xi1>
func.func @constant_in_file_of_booleans() -> tensor<7xi1> {
  %0 = vit.constant #vit.file_range<"a b/\22mask\22.bin", offset = 0, length = 7> : tensor<7xi1>
  return %0 : tensor<7xi1>
}

// CHECK-LABEL: @reshape
// CHECK: vit.reshape %{{.*}} {shape = array<i64: 197, 12, 64>} : (tensor<1x197x768xf32>) -> tensor<197x12x64xf32>
func.func @reshape(%a: tensor<1x197x768xf32>) -> tensor<197x12x64xf32> {
  %0 = vit.reshape %a {shape = array<i64: 197, 12, 64>} : (tensor<1x197x768xf32>) -> tensor<197x12x64xf32>
  return %0 : tensor<197x12x64xf32>
}

// CHECK-LABEL: @reshape_to_scalar
// CHECK: vit.reshape %{{.*}} {shape = array<i64>} : (tensor<1x1xf32>) -> tensor<f32>
func.func @reshape_to_scalar(%a: tensor<1x1xf32>) -> tensor<f32> {
  %0 = vit.reshape %a {shape = array<i64>} : (tensor<1x1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @transpose
// CHECK: vit.transpose %{{.*}} {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x197x12x64xf32>) -> tensor<1x12x197x64xf32>
func.func @transpose(%a: tensor<1x197x12x64xf32>) -> tensor<1x12x197x64xf32> {
  %0 = vit.transpose %a {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x197x12x64xf32>) -> tensor<1x12x197x64xf32>
  return %0 : tensor<1x12x197x64xf32>
}

// CHECK-LABEL: @broadcast
// CHECK: vit.broadcast %{{.*}} {shape = array<i64: 4, 1, 768>} : (tensor<1x768xf32>) -> tensor<4x1x768xf32>
func.func @broadcast(%a: tensor<1x768xf32>) -> tensor<4x1x768xf32> {
  %0 = vit.broadcast %a {shape = array<i64: 4, 1, 768>} : (tensor<1x768xf32>) -> tensor<4x1x768xf32>
  return %0 : tensor<4x1x768xf32>
}

// CHECK-LABEL: @tile
// CHECK: vit.tile %{{.*}} {repeats = array<i64: 2, 1>} : (tensor<2x3xf32>) -> tensor<4x3xf32>
func.func @tile(%a: tensor<2x3xf32>) -> tensor<4x3xf32> {
  %0 = vit.tile %a {repeats = array<i64: 2, 1>} : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: @slice
// CHECK: vit.slice %{{.*}} {sizes = array<i64: 1, 1, 768>, starts = array<i64: 0, 0, 0>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x768xf32>) -> tensor<1x1x768xf32>
func.func @slice(%a: tensor<1x197x768xf32>) -> tensor<1x1x768xf32> {
  %0 = vit.slice %a {sizes = array<i64: 1, 1, 768>, starts = array<i64: 0, 0, 0>, steps = array<i64: 1, 1, 1>} : (tensor<1x197x768xf32>) -> tensor<1x1x768xf32>
  return %0 : tensor<1x1x768xf32>
}

// CHECK-LABEL: @pad
// CHECK: vit.pad %{{.*}} {high = array<i64: 0, 0, 1, 1>, low = array<i64: 0, 0, 1, 0>, mode = #vit<pad_mode constant>} : (tensor<1x3x14x14xf32>) -> tensor<1x3x16x15xf32>
func.func @pad(%a: tensor<1x3x14x14xf32>) -> tensor<1x3x16x15xf32> {
  %0 = vit.pad %a {high = array<i64: 0, 0, 1, 1>, low = array<i64: 0, 0, 1, 0>, mode = #vit<pad_mode constant>} : (tensor<1x3x14x14xf32>) -> tensor<1x3x16x15xf32>
  return %0 : tensor<1x3x16x15xf32>
}

// CHECK-LABEL: @pad_with_value
// CHECK: vit.pad %{{.*}} {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode constant>, value = -1.000000e+00 : f64} : (tensor<4xf32>) -> tensor<6xf32>
func.func @pad_with_value(%a: tensor<4xf32>) -> tensor<6xf32> {
  %0 = vit.pad %a {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode constant>, value = -1.000000e+00 : f64} : (tensor<4xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: @pad_reflect
// CHECK: vit.pad %{{.*}} {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode reflect>} : (tensor<4xf32>) -> tensor<6xf32>
func.func @pad_reflect(%a: tensor<4xf32>) -> tensor<6xf32> {
  %0 = vit.pad %a {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode reflect>} : (tensor<4xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: @pad_edge
// CHECK: vit.pad %{{.*}} {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode edge>} : (tensor<4xf32>) -> tensor<6xf32>
func.func @pad_edge(%a: tensor<4xf32>) -> tensor<6xf32> {
  %0 = vit.pad %a {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode edge>} : (tensor<4xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: @pad_wrap
// CHECK: vit.pad %{{.*}} {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode wrap>} : (tensor<4xf32>) -> tensor<6xf32>
func.func @pad_wrap(%a: tensor<4xf32>) -> tensor<6xf32> {
  %0 = vit.pad %a {high = array<i64: 1>, low = array<i64: 1>, mode = #vit<pad_mode wrap>} : (tensor<4xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: @trilu
// CHECK: vit.trilu %{{.*}} : (tensor<4x4xf32>) -> tensor<4x4xf32>
func.func @trilu(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = vit.trilu %a : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: @trilu_above_diagonal
// CHECK: vit.trilu %{{.*}} {diagonal = 1 : i64, upper} : (tensor<4x4xf32>) -> tensor<4x4xf32>
func.func @trilu_above_diagonal(%a: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = vit.trilu %a {diagonal = 1 : i64, upper} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: @concat
// CHECK: vit.concat %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<1x1x768xf32>, tensor<1x196x768xf32>) -> tensor<1x197x768xf32>
func.func @concat(%a: tensor<1x1x768xf32>, %b: tensor<1x196x768xf32>) -> tensor<1x197x768xf32> {
  %0 = vit.concat %a, %b {axis = 1 : i64} : (tensor<1x1x768xf32>, tensor<1x196x768xf32>) -> tensor<1x197x768xf32>
  return %0 : tensor<1x197x768xf32>
}

// CHECK-LABEL: @gather
// CHECK: vit.gather %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<1x197x768xf32>, tensor<i64>) -> tensor<1x768xf32>
func.func @gather(%a: tensor<1x197x768xf32>, %b: tensor<i64>) -> tensor<1x768xf32> {
  %0 = vit.gather %a, %b {axis = 1 : i64} : (tensor<1x197x768xf32>, tensor<i64>) -> tensor<1x768xf32>
  return %0 : tensor<1x768xf32>
}

// CHECK-LABEL: @gather_elements
// CHECK: vit.gather_elements %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<3x4xf32>, tensor<3x2xi64>) -> tensor<3x2xf32>
func.func @gather_elements(%a: tensor<3x4xf32>, %b: tensor<3x2xi64>) -> tensor<3x2xf32> {
  %0 = vit.gather_elements %a, %b {axis = 1 : i64} : (tensor<3x4xf32>, tensor<3x2xi64>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// CHECK-LABEL: @gather_nd
// CHECK: vit.gather_nd %{{.*}}, %{{.*}} : (tensor<3x4x5xf32>, tensor<2x2xi64>) -> tensor<2x5xf32>
func.func @gather_nd(%a: tensor<3x4x5xf32>, %b: tensor<2x2xi64>) -> tensor<2x5xf32> {
  %0 = vit.gather_nd %a, %b : (tensor<3x4x5xf32>, tensor<2x2xi64>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// CHECK-LABEL: @gather_nd_in_batches
// CHECK: vit.gather_nd %{{.*}}, %{{.*}} {batch_dims = 1 : i64} : (tensor<3x4x5xf32>, tensor<3x2x1xi32>) -> tensor<3x2x5xf32>
func.func @gather_nd_in_batches(%a: tensor<3x4x5xf32>, %b: tensor<3x2x1xi32>) -> tensor<3x2x5xf32> {
  %0 = vit.gather_nd %a, %b {batch_dims = 1 : i64} : (tensor<3x4x5xf32>, tensor<3x2x1xi32>) -> tensor<3x2x5xf32>
  return %0 : tensor<3x2x5xf32>
}

// CHECK-LABEL: @scatter_nd
// CHECK: vit.scatter_nd %{{.*}}, %{{.*}}, %{{.*}} : (tensor<8xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<8xf32>
func.func @scatter_nd(%a: tensor<8xf32>, %b: tensor<2x1xi64>, %c: tensor<2xf32>) -> tensor<8xf32> {
  %0 = vit.scatter_nd %a, %b, %c : (tensor<8xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: @scatter_nd_add
// CHECK: vit.scatter_nd %{{.*}}, %{{.*}}, %{{.*}} {reduction = #vit<scatter_reduction add>} : (tensor<8xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<8xf32>
func.func @scatter_nd_add(%a: tensor<8xf32>, %b: tensor<2x1xi64>, %c: tensor<2xf32>) -> tensor<8xf32> {
  %0 = vit.scatter_nd %a, %b, %c {reduction = #vit<scatter_reduction add>} : (tensor<8xf32>, tensor<2x1xi64>, tensor<2xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
