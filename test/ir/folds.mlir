// RUN: vitc-opt %s --canonicalize | FileCheck %s
// What ops are without computing, and what must stay.

//===-- Elementwise -----------------------------------------------------------------------------===//

// CHECK-LABEL: @drops_neutral_operands
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>)
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
func.func @drops_neutral_operands(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) {
  %zero = vit.constant dense<0.0> : tensor<f32>
  %ones = vit.constant dense<1.0> : tensor<3xf32>
  %0 = vit.add %x, %zero : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %1 = vit.add %zero, %x : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = vit.sub %x, %zero : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %3 = vit.mul %x, %ones : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %4 = vit.mul %ones, %x : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = vit.div %x, %ones : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// What is compiled is for inference.
// CHECK-LABEL: @drops_dropout
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf16>)
// CHECK-NEXT: return %[[X]], %[[X]]
func.func @drops_dropout(%x: tensor<2x3xf16>) -> (tensor<2x3xf16>, tensor<2x3xf16>) {
  %0 = vit.dropout %x {ratio = 0.5 : f32} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  %1 = vit.dropout %0 {ratio = 0.0 : f32, per_sample} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return %0, %1 : tensor<2x3xf16>, tensor<2x3xf16>
}

// CHECK-LABEL: @keeps_what_is_not_neutral
// CHECK: vit.sub
// CHECK: vit.div
// CHECK: vit.mul
func.func @keeps_what_is_not_neutral(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %zero = vit.constant dense<0.0> : tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %0 = vit.sub %zero, %x : (tensor<f32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = vit.div %one, %x : (tensor<f32>, tensor<2xf32>) -> tensor<2xf32>
  // NaN * 0 is NaN.
  %2 = vit.mul %x, %zero : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  return %0, %1, %2 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// CHECK-LABEL: @keeps_a_sum_that_broadcasts
// CHECK: vit.add
func.func @keeps_a_sum_that_broadcasts(%x: tensor<3xf32>) -> tensor<2x3xf32> {
  %zeros = vit.constant dense<0.0> : tensor<2x3xf32>
  %0 = vit.add %x, %zeros : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @drops_cast_to_own_type
// CHECK-NEXT: return %arg0
func.func @drops_cast_to_own_type(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = vit.cast %x to f32 : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @selects_by_a_constant
// CHECK-NEXT: return %arg0, %arg1, %arg0
func.func @selects_by_a_constant(%a: tensor<2xf32>, %b: tensor<2xf32>, %c: tensor<2xi1>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %true = vit.constant dense<true> : tensor<2xi1>
  %false = vit.constant dense<false> : tensor<i1>
  %0 = vit.select %true, %a, %b : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = vit.select %false, %a, %b : (tensor<i1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %2 = vit.select %c, %a, %a : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1, %2 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// CHECK-LABEL: @keeps_an_integer_division_by_zero
// CHECK: vit.div
func.func @keeps_an_integer_division_by_zero() -> tensor<2xi32> {
  %a = vit.constant dense<7> : tensor<2xi32>
  %b = vit.constant dense<[1, 0]> : tensor<2xi32>
  %0 = vit.div %a, %b : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

//===-- Layout ----------------------------------------------------------------------------------===//

// CHECK-LABEL: @joins_reshapes
// CHECK-NEXT: %[[R:.*]] = vit.reshape %arg0 {shape = array<i64: 12>}
// CHECK-NEXT: return %[[R]], %arg0
func.func @joins_reshapes(%x: tensor<3x4xf32>) -> (tensor<12xf32>, tensor<3x4xf32>) {
  %0 = vit.reshape %x {shape = array<i64: 2, 6>} : (tensor<3x4xf32>) -> tensor<2x6xf32>
  %1 = vit.reshape %0 {shape = array<i64: 12>} : (tensor<2x6xf32>) -> tensor<12xf32>
  %2 = vit.reshape %0 {shape = array<i64: 3, 4>} : (tensor<2x6xf32>) -> tensor<3x4xf32>
  return %1, %2 : tensor<12xf32>, tensor<3x4xf32>
}

// CHECK-LABEL: @reshapes_a_weight_in_its_file
// CHECK-NEXT: vit.constant #vit.file_range<"w.bin", offset = 64, length = 4096> : tensor<1024xf32>
// CHECK-NEXT: return
func.func @reshapes_a_weight_in_its_file() -> tensor<1024xf32> {
  %w = vit.constant #vit.file_range<"w.bin", offset = 64, length = 4096> : tensor<32x32xf32>
  %0 = vit.reshape %w {shape = array<i64: 1024>} : (tensor<32x32xf32>) -> tensor<1024xf32>
  return %0 : tensor<1024xf32>
}

// CHECK-LABEL: @composes_transposes
// CHECK-NEXT: %[[T:.*]] = vit.transpose %arg0 {permutation = array<i64: 2, 1, 0>}
// CHECK-NEXT: return %[[T]], %arg0
func.func @composes_transposes(%x: tensor<2x3x4xf32>) -> (tensor<4x3x2xf32>, tensor<2x3x4xf32>) {
  %0 = vit.transpose %x {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0, 2>} : (tensor<3x4x2xf32>) -> tensor<4x3x2xf32>
  %2 = vit.transpose %0 {permutation = array<i64: 2, 0, 1>} : (tensor<3x4x2xf32>) -> tensor<2x3x4xf32>
  return %1, %2 : tensor<4x3x2xf32>, tensor<2x3x4xf32>
}

// CHECK-LABEL: @composes_slices
// CHECK-NEXT: vit.slice %arg0 {sizes = array<i64: 3, 1>, starts = array<i64: 7, 3>, steps = array<i64: -2, 1>}
func.func @composes_slices(%x: tensor<10x6xf32>) -> tensor<3x1xf32> {
  %0 = vit.slice %x {starts = array<i64: 1, 1>, sizes = array<i64: 4, 2>, steps = array<i64: 2, 2>} : (tensor<10x6xf32>) -> tensor<4x2xf32>
  %1 = vit.slice %0 {starts = array<i64: 3, 1>, sizes = array<i64: 3, 1>, steps = array<i64: -1, 9>} : (tensor<4x2xf32>) -> tensor<3x1xf32>
  return %1 : tensor<3x1xf32>
}

// CHECK-LABEL: @keeps_a_reversal
// CHECK: vit.slice
func.func @keeps_a_reversal(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.slice %x {starts = array<i64: 3>, sizes = array<i64: 4>, steps = array<i64: -1>} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @drops_layouts_that_change_nothing
// CHECK-NEXT: return %arg0, %arg0, %arg0, %arg0
func.func @drops_layouts_that_change_nothing(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = vit.slice %x {starts = array<i64: 0>, sizes = array<i64: 4>, steps = array<i64: 1>} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.pad %x {low = array<i64: 0>, high = array<i64: 0>, mode = #vit<pad_mode constant>} : (tensor<4xf32>) -> tensor<4xf32>
  %2 = vit.concat %x {axis = 0 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.broadcast %x {shape = array<i64: 4>} : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2, %3 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: @keeps_a_pad_that_shifts
// CHECK: vit.pad
func.func @keeps_a_pad_that_shifts(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.pad %x {low = array<i64: 1>, high = array<i64: -1>, mode = #vit<pad_mode constant>} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

//===-- Constants -------------------------------------------------------------------------------===//

// CHECK-LABEL: @computes_shapes
// CHECK-NEXT: vit.constant dense<[1, 196, 64]> : tensor<3xi64>
// CHECK-NEXT: return
func.func @computes_shapes() -> tensor<3xi64> {
  %shape = vit.constant dense<[1, 3, 224, 224]> : tensor<4xi64>
  %patch = vit.constant dense<16> : tensor<1xi64>
  %d = vit.constant dense<64> : tensor<1xi64>
  %b = vit.slice %shape {starts = array<i64: 0>, sizes = array<i64: 1>, steps = array<i64: 1>} : (tensor<4xi64>) -> tensor<1xi64>
  %h = vit.slice %shape {starts = array<i64: 2>, sizes = array<i64: 1>, steps = array<i64: 1>} : (tensor<4xi64>) -> tensor<1xi64>
  %rows = vit.div %h, %patch : (tensor<1xi64>, tensor<1xi64>) -> tensor<1xi64>
  %tokens = vit.mul %rows, %rows : (tensor<1xi64>, tensor<1xi64>) -> tensor<1xi64>
  %0 = vit.concat %b, %tokens, %d {axis = 0 : i64} : (tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<3xi64>
  return %0 : tensor<3xi64>
}

// CHECK-LABEL: @keeps_a_broadcast_that_would_grow
// CHECK: vit.broadcast
func.func @keeps_a_broadcast_that_would_grow() -> tensor<64x64xf32> {
  %c = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.broadcast %c {shape = array<i64: 64, 64>} : (tensor<f32>) -> tensor<64x64xf32>
  return %0 : tensor<64x64xf32>
}
