// RUN: vitc-opt %s --vit-fold-constants | FileCheck %s
// Operands that are repeated, seen through constant folding: f32 is computed where the operands lie, other types are not.

// CHECK-LABEL: @either_operand_is_repeated
// CHECK: dense<{{\[\[}}1.100000e+01, 1.200000e+01, 1.300000e+01], [2.100000e+01, 2.200000e+01, 2.300000e+01]]> : tensor<2x3xf32>
// CHECK: dense<{{\[\[}}9.000000e+00, 8.000000e+00, 7.000000e+00], [1.900000e+01, 1.800000e+01, 1.700000e+01]]> : tensor<2x3xf32>
func.func @either_operand_is_repeated() -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %row = vit.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %column = vit.constant dense<[[10.0], [20.0]]> : tensor<2x1xf32>
  %0 = vit.add %row, %column : (tensor<3xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  %1 = vit.sub %column, %row : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: @within_and_around
// CHECK: dense<{{\[\[\[}}1.000000e+01, 2.000000e+01], [2.000000e+01, 4.000000e+01]], {{\[\[}}9.000000e+01, 1.200000e+02], [1.200000e+02, 1.600000e+02]]]> : tensor<2x2x2xf32>
func.func @within_and_around() -> tensor<2x2x2xf32> {
  %a = vit.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32>
  %b = vit.constant dense<[[[10.0], [20.0]], [[30.0], [40.0]]]> : tensor<2x2x1xf32>
  %0 = vit.mul %a, %b : (tensor<2x1x2xf32>, tensor<2x2x1xf32>) -> tensor<2x2x2xf32>
  return %0 : tensor<2x2x2xf32>
}

// CHECK-LABEL: @scalars_and_nothing
// CHECK: dense<5.000000e+00> : tensor<f32>
// CHECK: dense<> : tensor<2x0xf32>
func.func @scalars_and_nothing() -> (tensor<f32>, tensor<2x0xf32>) {
  %a = vit.constant dense<2.0> : tensor<f32>
  %b = vit.constant dense<3.0> : tensor<f32>
  %none = vit.constant dense<> : tensor<2x0xf32>
  %0 = vit.add %a, %b : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %1 = vit.add %none, %a : (tensor<2x0xf32>, tensor<f32>) -> tensor<2x0xf32>
  return %0, %1 : tensor<f32>, tensor<2x0xf32>
}

// Rows of 700 elements, more of them than one core takes at a time: no result differs from that of f64.
// CHECK-LABEL: @many
// CHECK-COUNT-2: dense<0.000000e+00> : tensor<f64>
func.func @many() -> (tensor<f64>, tensor<f64>) {
  %seven = vit.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]> : tensor<7xf32>
  %five = vit.constant dense<[[10.0], [20.0], [30.0], [40.0], [50.0]]> : tensor<5x1xf32>
  %long = vit.tile %seven {repeats = array<i64: 10000>} : (tensor<7xf32>) -> tensor<70000xf32>
  %a = vit.reshape %long {shape = array<i64: 100, 700>} : (tensor<70000xf32>) -> tensor<100x700xf32>
  %b = vit.tile %five {repeats = array<i64: 20, 1>} : (tensor<5x1xf32>) -> tensor<100x1xf32>
  %wide_a = vit.cast %a to f64 : (tensor<100x700xf32>) -> tensor<100x700xf64>
  %wide_b = vit.cast %b to f64 : (tensor<100x1xf32>) -> tensor<100x1xf64>
  %0 = vit.mul %a, %b : (tensor<100x700xf32>, tensor<100x1xf32>) -> tensor<100x700xf32>
  %1 = vit.mul %wide_a, %wide_b : (tensor<100x700xf64>, tensor<100x1xf64>) -> tensor<100x700xf64>
  %2 = vit.cast %0 to f64 : (tensor<100x700xf32>) -> tensor<100x700xf64>
  %3 = vit.sub %2, %1 : (tensor<100x700xf64>, tensor<100x700xf64>) -> tensor<100x700xf64>
  %4 = vit.abs %3 : (tensor<100x700xf64>) -> tensor<100x700xf64>
  %5 = vit.reduce_max %4 {axes = array<i64: 0, 1>} : (tensor<100x700xf64>) -> tensor<f64>
  %6 = vit.sub %b, %a : (tensor<100x1xf32>, tensor<100x700xf32>) -> tensor<100x700xf32>
  %7 = vit.sub %wide_b, %wide_a : (tensor<100x1xf64>, tensor<100x700xf64>) -> tensor<100x700xf64>
  %8 = vit.cast %6 to f64 : (tensor<100x700xf32>) -> tensor<100x700xf64>
  %9 = vit.sub %8, %7 : (tensor<100x700xf64>, tensor<100x700xf64>) -> tensor<100x700xf64>
  %10 = vit.abs %9 : (tensor<100x700xf64>) -> tensor<100x700xf64>
  %11 = vit.reduce_max %10 {axes = array<i64: 0, 1>} : (tensor<100x700xf64>) -> tensor<f64>
  return %5, %11 : tensor<f64>, tensor<f64>
}
