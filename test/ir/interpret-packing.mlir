// RUN: vitc-opt %s --vit-fold-constants | FileCheck %s
// Where the elements of a weight lie, and that unpack brings them back.

// CHECK-LABEL: @last_panel_ends_in_zeros
// CHECK-DAG: dense<{{\[\[\[}}1.000000e+00, 2.000000e+00], [4.000000e+00, 5.000000e+00]], {{\[\[}}3.000000e+00, 0.000000e+00], [6.000000e+00, 0.000000e+00]]]> : tensor<2x2x2xf32>
// CHECK-DAG: dense<{{\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+00], [4.000000e+00, 5.000000e+00, 6.000000e+00]]> : tensor<2x3xf32>
func.func @last_panel_ends_in_zeros() -> (tensor<2x2x2xf32>, tensor<2x3xf32>) {
  %w = vit.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %0 = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<2x3xf32>) -> tensor<2x2x2xf32>
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2>} : (tensor<2x2x2xf32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x2x2xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: @columns_of_a_filter_come_first
// CHECK-DAG: dense<{{\[\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]], {{\[\[}}5.000000e+00, 0.000000e+00], [6.000000e+00, 0.000000e+00]]]> : tensor<2x2x2xf32>
// CHECK-DAG: dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00]]], {{\[\[\[}}3.000000e+00, 4.000000e+00]]], {{\[\[\[}}5.000000e+00, 6.000000e+00]]]]> : tensor<3x1x1x2xf32>
func.func @columns_of_a_filter_come_first() -> (tensor<2x2x2xf32>, tensor<3x1x1x2xf32>) {
  %w = vit.constant dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]], [[[5.0, 6.0]]]]> : tensor<3x1x1x2xf32>
  %0 = vit.pack %w {columns_first, packing = #vit.packing<columns = 2>} : (tensor<3x1x1x2xf32>) -> tensor<2x2x2xf32>
  %1 = vit.unpack %0 {columns_first, packing = #vit.packing<columns = 2>} : (tensor<2x2x2xf32>) -> tensor<3x1x1x2xf32>
  return %0, %1 : tensor<2x2x2xf32>, tensor<3x1x1x2xf32>
}

// Four rows of a column lie together. Beside the panels: what each column sums up to, and its scale.
// CHECK-LABEL: @int8_with_sums_and_scales
// CHECK-DAG: dense<{{\[\[\[\[}}1, 2, 3, 4], [5, 6, 7, 8]]], {{\[\[\[}}-9, -10, -11, -12], [0, 0, 0, 0]]]]> : tensor<2x1x2x4xi8>
// CHECK-DAG: dense<{{\[\[\[}}10, 26]], {{\[\[}}-42, 0]]]> : tensor<2x1x2xi32>
// CHECK-DAG: dense<{{\[\[\[}}5.000000e-01, 2.500000e-01]], {{\[\[}}1.250000e-01, 0.000000e+00]]]> : tensor<2x1x2xf32>
// CHECK-DAG: dense<{{\[\[}}1, 5, -9], [2, 6, -10], [3, 7, -11], [4, 8, -12]]> : tensor<4x3xi8>
func.func @int8_with_sums_and_scales() -> (tensor<2x1x2x4xi8>, tensor<2x1x2xi32>, tensor<2x1x2xf32>, tensor<4x3xi8>) {
  %w = vit.constant dense<[[1, 5, -9], [2, 6, -10], [3, 7, -11], [4, 8, -12]]> : tensor<4x3xi8>
  %scale = vit.constant dense<[[0.5, 0.25, 0.125]]> : tensor<1x3xf32>
  %wide = vit.cast %w to i32 : (tensor<4x3xi8>) -> tensor<4x3xi32>
  %sum = vit.reduce_sum %wide {axes = array<i64: 0>, keep_dims} : (tensor<4x3xi32>) -> tensor<1x3xi32>
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, interleave = 4>} : (tensor<4x3xi8>) -> tensor<2x1x2x4xi8>
  %1 = vit.pack %sum {packing = #vit.packing<columns = 2>} : (tensor<1x3xi32>) -> tensor<2x1x2xi32>
  %2 = vit.pack %scale {packing = #vit.packing<columns = 2>} : (tensor<1x3xf32>) -> tensor<2x1x2xf32>
  %3 = vit.unpack %0 {packing = #vit.packing<columns = 2, interleave = 4>} : (tensor<2x1x2x4xi8>) -> tensor<4x3xi8>
  return %0, %1, %2, %3 : tensor<2x1x2x4xi8>, tensor<2x1x2xi32>, tensor<2x1x2xf32>, tensor<4x3xi8>
}

// CHECK-LABEL: @bf16_in_pairs
// CHECK-DAG: dense<{{\[\[\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]], {{\[\[}}5.000000e+00, 7.000000e+00], [6.000000e+00, 8.000000e+00]]]]> : tensor<1x2x2x2xbf16>
// CHECK-DAG: dense<{{\[\[}}1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00], [5.000000e+00, 6.000000e+00], [7.000000e+00, 8.000000e+00]]> : tensor<4x2xbf16>
func.func @bf16_in_pairs() -> (tensor<1x2x2x2xbf16>, tensor<4x2xbf16>) {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xbf16>
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, interleave = 2>} : (tensor<4x2xbf16>) -> tensor<1x2x2x2xbf16>
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2, interleave = 2>} : (tensor<1x2x2x2xbf16>) -> tensor<4x2xbf16>
  return %0, %1 : tensor<1x2x2x2xbf16>, tensor<4x2xbf16>
}

// CHECK-LABEL: @int8_widened_to_int16
// CHECK-DAG: dense<{{\[\[\[\[}}-1, 3], [2, -128]]]]> : tensor<1x1x2x2xi16>
// CHECK-DAG: dense<{{\[\[}}-1, 2], [3, -128]]> : tensor<2x2xi8>
func.func @int8_widened_to_int16() -> (tensor<1x1x2x2xi16>, tensor<2x2xi8>) {
  %w = vit.constant dense<[[-1, 2], [3, -128]]> : tensor<2x2xi8>
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, interleave = 2, element = i16>} : (tensor<2x2xi8>) -> tensor<1x1x2x2xi16>
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2, interleave = 2, element = i16>} : (tensor<1x1x2x2xi16>) -> tensor<2x2xi8>
  return %0, %1 : tensor<1x1x2x2xi16>, tensor<2x2xi8>
}

// Rows are 128 bytes long: of the second, 16 bytes change places with the 16 behind them, of the third with those
// behind these.
// CHECK-LABEL: @swizzles_sixteen_bytes
// CHECK-DAG: dense<{{\[\[\[}}9, 10, 11, 12, 13, 14, 15, 16, 1, 2, 3, 4, 5, 6, 7, 8]]]> : tensor<1x1x16xi16>
// CHECK-DAG: dense<{{\[\[\[}}17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 1, 2]]]> : tensor<1x1x18xi16>
// CHECK-DAG: dense<{{\[\[\[}}1, 2, 3, 4, 5, 6, 7, 8, 9]]]> : tensor<1x1x9xi16>
// CHECK-DAG: dense<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]> : tensor<10xi16>
func.func @swizzles_sixteen_bytes() -> (tensor<1x1x16xi16>, tensor<1x1x18xi16>, tensor<1x1x9xi16>, tensor<10xi16>) {
  %ones = vit.constant dense<1> : tensor<3x60xi16>
  %w = vit.cumsum %ones {axis = 1 : i64} : (tensor<3x60xi16>) -> tensor<3x60xi16>
  %p = vit.pack %w {packing = #vit.packing<columns = 64, swizzle = 128>} : (tensor<3x60xi16>) -> tensor<1x3x64xi16>
  %0 = vit.slice %p {starts = array<i64: 0, 1, 0>, sizes = array<i64: 1, 1, 16>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x64xi16>) -> tensor<1x1x16xi16>
  %1 = vit.slice %p {starts = array<i64: 0, 2, 0>, sizes = array<i64: 1, 1, 18>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x64xi16>) -> tensor<1x1x18xi16>
  %half = vit.pack %w {packing = #vit.packing<columns = 64, swizzle = 32>} : (tensor<3x60xi16>) -> tensor<1x3x64xi16>
  %2 = vit.slice %half {starts = array<i64: 0, 2, 0>, sizes = array<i64: 1, 1, 9>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x64xi16>) -> tensor<1x1x9xi16>
  %back = vit.unpack %p {packing = #vit.packing<columns = 64, swizzle = 128>} : (tensor<1x3x64xi16>) -> tensor<3x60xi16>
  %row = vit.slice %back {starts = array<i64: 1, 0>, sizes = array<i64: 1, 10>, steps = array<i64: 1, 1>} : (tensor<3x60xi16>) -> tensor<1x10xi16>
  %3 = vit.reshape %row {shape = array<i64: 10>} : (tensor<1x10xi16>) -> tensor<10xi16>
  return %0, %1, %2, %3 : tensor<1x1x16xi16>, tensor<1x1x18xi16>, tensor<1x1x9xi16>, tensor<10xi16>
}
