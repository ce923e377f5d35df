// RUN: vitc-opt %s --vit-fold-constants | FileCheck %s
// The Interpreter at the ends of element types, seen through constant folding.

// CHECK-LABEL: @rounds_to_bf16_once
// 1 + 2^-8 lies between two numbers: to even. A little more goes up.
// CHECK: dense<[1.000000e+00, 1.007810e+00, 1.015630e+00, 0x7F80]> : tensor<4xbf16>
func.func @rounds_to_bf16_once() -> tensor<4xbf16> {
  %a = vit.constant dense<[1.00390625, 1.00390637, 1.01171875, 3.4e38]> : tensor<4xf32>
  %0 = vit.cast %a to bf16 : (tensor<4xf32>) -> tensor<4xbf16>
  return %0 : tensor<4xbf16>
}

// CHECK-LABEL: @rounds_to_f16_subnormals
// The least subnormal is 2^-24; half of it goes to even, which is 0.
// CHECK: dense<[5.960460e-08, 0.000000e+00, 5.960460e-08, 0x7C00, 6.550400e+04, 0xFC00]> : tensor<6xf16>
func.func @rounds_to_f16_subnormals() -> tensor<6xf16> {
  %a = vit.constant dense<[5.9604644775390625e-08, 2.98023223876953125e-08, 3.0e-08, 65520.0, 65519.0, -1.0e30]> : tensor<6xf64>
  %0 = vit.cast %a to f16 : (tensor<6xf64>) -> tensor<6xf16>
  return %0 : tensor<6xf16>
}

// CHECK-LABEL: @truncates_floats_and_saturates
// CHECK: dense<[1, -1, 127, -128, 0]> : tensor<5xi8>
func.func @truncates_floats_and_saturates() -> tensor<5xi8> {
  %a = vit.constant dense<[1.9, -1.9, 1000.0, -1000.0, 0x7FC00000]> : tensor<5xf32>
  %0 = vit.cast %a to i8 : (tensor<5xf32>) -> tensor<5xi8>
  return %0 : tensor<5xi8>
}

// CHECK-LABEL: @wraps_integers
// CHECK: dense<[0, 255, 44]> : tensor<3xui8>
func.func @wraps_integers() -> tensor<3xui8> {
  %a = vit.constant dense<[256, -1, 300]> : tensor<3xi32>
  %0 = vit.cast %a to ui8 : (tensor<3xi32>) -> tensor<3xui8>
  return %0 : tensor<3xui8>
}

// CHECK-LABEL: @divides_the_least_integer
// CHECK: dense<[-9223372036854775808, -3]> : tensor<2xi64>
func.func @divides_the_least_integer() -> tensor<2xi64> {
  %a = vit.constant dense<[-9223372036854775808, -7]> : tensor<2xi64>
  %b = vit.constant dense<[-1, 2]> : tensor<2xi64>
  %0 = vit.div %a, %b : (tensor<2xi64>, tensor<2xi64>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// CHECK-LABEL: @orders_large_unsigned
// CHECK: dense<[true, false]> : tensor<2xi1>
// CHECK: dense<[9223372036854775807, 0]> : tensor<2xui64>
func.func @orders_large_unsigned() -> (tensor<2xi1>, tensor<2xui64>) {
  %a = vit.constant dense<[18446744073709551615, 1]> : tensor<2xui64>
  %b = vit.constant dense<2> : tensor<2xui64>
  %0 = vit.compare gt %a, %b : (tensor<2xui64>, tensor<2xui64>) -> tensor<2xi1>
  %1 = vit.div %a, %b : (tensor<2xui64>, tensor<2xui64>) -> tensor<2xui64>
  return %0, %1 : tensor<2xi1>, tensor<2xui64>
}

// CHECK-LABEL: @takes_remainders_of_either_sign
// CHECK: dense<[2, -2, 1, -1]> : tensor<4xi32>
// CHECK: dense<[-1, 1, 1, -1]> : tensor<4xi32>
func.func @takes_remainders_of_either_sign() -> (tensor<4xi32>, tensor<4xi32>) {
  %a = vit.constant dense<[-7, 7, 7, -7]> : tensor<4xi32>
  %b = vit.constant dense<[3, -3, 3, -3]> : tensor<4xi32>
  %0 = vit.mod %a, %b : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %1 = vit.mod %a, %b {fmod} : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %0, %1 : tensor<4xi32>, tensor<4xi32>
}

// CHECK-LABEL: @raises_integers
// CHECK: dense<[1024, -27, 0, -1]> : tensor<4xi32>
func.func @raises_integers() -> tensor<4xi32> {
  %a = vit.constant dense<[2, -3, 2, -1]> : tensor<4xi32>
  %b = vit.constant dense<[10, 3, -1, -5]> : tensor<4xi64>
  %0 = vit.pow %a, %b : (tensor<4xi32>, tensor<4xi64>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// CHECK-LABEL: @propagates_nan
// CHECK: dense<[0x7FC00000, 0x7FC00000, 2.000000e+00]> : tensor<3xf32>
// CHECK: dense<0x7FC00000> : tensor<f32>
func.func @propagates_nan() -> (tensor<3xf32>, tensor<f32>) {
  %a = vit.constant dense<[0x7FC00000, 1.0, 2.0]> : tensor<3xf32>
  %b = vit.constant dense<[1.0, 0x7FC00000, 1.0]> : tensor<3xf32>
  %0 = vit.max %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %1 = vit.reduce_min %b {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  return %0, %1 : tensor<3xf32>, tensor<f32>
}

// CHECK-LABEL: @orders_ties_by_index
// CHECK-DAG: dense<[3.000000e+00, 3.000000e+00, 2.000000e+00]> : tensor<3xf32>
// CHECK-DAG: dense<[1, 3, 2]> : tensor<3xi64>
func.func @orders_ties_by_index() -> (tensor<3xf32>, tensor<3xi64>) {
  %a = vit.constant dense<[1.0, 3.0, 2.0, 3.0]> : tensor<4xf32>
  %0, %1 = vit.topk %a {k = 3 : i64, axis = 0 : i64} : (tensor<4xf32>) -> (tensor<3xf32>, tensor<3xi64>)
  return %0, %1 : tensor<3xf32>, tensor<3xi64>
}

// CHECK-LABEL: @computes_nearest_coordinates_in_f32
// 3 / 0.6 is 5 in f32, and 4.9999998 in f64.
// CHECK: dense<[0, 1, 3, 5]> : tensor<4xi32>
func.func @computes_nearest_coordinates_in_f32() -> tensor<4xi32> {
  %a = vit.constant dense<[0, 1, 2, 3, 4, 5, 6]> : tensor<7xi32>
  %0 = vit.resize %a {sizes = array<i64: 4>, scales = array<f64: 0.60000002384185791>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode asymmetric>, nearest_mode = #vit<nearest_mode floor>} : (tensor<7xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// CHECK-LABEL: @takes_nearest_halves_for_halves
// 4 / (8 / 7) is 3.4999998 in f32.
// CHECK: dense<[0, 1, 2, 3, 4, 4, 5, 6]> : tensor<8xi32>
func.func @takes_nearest_halves_for_halves() -> tensor<8xi32> {
  %a = vit.constant dense<[0, 1, 2, 3, 4, 5, 6]> : tensor<7xi32>
  %0 = vit.resize %a {sizes = array<i64: 8>, scales = array<f64: 1.1428571428571428>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode asymmetric>, nearest_mode = #vit<nearest_mode round_prefer_ceil>} : (tensor<7xi32>) -> tensor<8xi32>
  return %0 : tensor<8xi32>
}

// CHECK-LABEL: @takes_the_pixel_before_the_middle
// 0.5 * 14 is 6.9999995 in f32: no half to be rounded, but a number to be cut.
// CHECK: dense<6> : tensor<1xi32>
func.func @takes_the_pixel_before_the_middle() -> tensor<1xi32> {
  %a = vit.constant dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]> : tensor<14xi32>
  %0 = vit.resize %a {sizes = array<i64: 1>, scales = array<f64: 0.071428571428571425>, mode = #vit<resize_mode nearest>, coordinate_mode = #vit<coordinate_mode tf_half_pixel_for_nn>, nearest_mode = #vit<nearest_mode floor>} : (tensor<14xi32>) -> tensor<1xi32>
  return %0 : tensor<1xi32>
}

// CHECK-LABEL: @sums_up_narrow_integers_exactly
// CHECK: dense<{{\[\[}}-65280, 8322945]]> : tensor<1x2xi32>
func.func @sums_up_narrow_integers_exactly() -> tensor<1x2xi32> {
  %a = vit.constant dense<[[255, 255]]> : tensor<1x2xui8>
  %b = vit.constant dense<[[-128, 32767], [-128, -128]]> : tensor<2x2xi16>
  %0 = vit.matmul %a, %b : (tensor<1x2xui8>, tensor<2x2xi16>) -> tensor<1x2xi32>
  return %0 : tensor<1x2xi32>
}
