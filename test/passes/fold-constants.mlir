// RUN: vitc-opt %s --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// CHECK-LABEL: @folds_arithmetic
// CHECK: %[[C:.*]] = vit.constant dense<[5.000000e+00, 7.000000e+00]> : tensor<2xf32>
// CHECK: return %[[C]]
func.func @folds_arithmetic() -> tensor<2xf32> {
  %a = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %b = vit.constant dense<[4.0, 5.0]> : tensor<2xf32>
  %0 = vit.add %a, %b : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @folds_chain
// CHECK: vit.constant dense<2.000000e+00>
// CHECK-NOT: vit.sqrt
func.func @folds_chain() -> tensor<f32> {
  %a = vit.constant dense<3> : tensor<i64>
  %0 = vit.cast %a to f32 : (tensor<i64>) -> tensor<f32>
  %one = vit.constant dense<1.0> : tensor<f32>
  %1 = vit.add %0, %one : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %2 = vit.sqrt %1 : (tensor<f32>) -> tensor<f32>
  return %2 : tensor<f32>
}

// CHECK-LABEL: @says_how_large_results_are_computed
// CHECK-NEXT: vit.constant #vit.computed<"vit.transpose"(dense<1.000000e+00> : tensor<32x32xf32>) {permutation = array<i64: 1, 0>}> : tensor<32x32xf32>
// CHECK-NEXT: return
func.func @says_how_large_results_are_computed() -> tensor<32x32xf32> {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x32xf32>) -> tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}

// CHECK-LABEL: @says_chains_as_a_whole
// CHECK-NEXT: vit.constant #vit.computed<"vit.transpose"(#vit.computed<"vit.pad"(dense<1.000000e+00> : tensor<32x32xf32>) {high = array<i64: 0, 32>, {{.*}}}> : tensor<32x64xf32>) {permutation = array<i64: 1, 0>}> : tensor<64x32xf32>
// CHECK-NEXT: return
func.func @says_chains_as_a_whole() -> tensor<64x32xf32> {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.pad %a {low = array<i64: 0, 0>, high = array<i64: 0, 32>, mode = #vit<pad_mode constant>} : (tensor<32x32xf32>) -> tensor<32x64xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
  return %1 : tensor<64x32xf32>
}

// CHECK-LABEL: @says_what_is_read_twice
// CHECK: vit.constant #vit.computed<"vit.transpose"(dense
// CHECK: vit.constant #vit.computed<"vit.exp"(#vit.computed<"vit.transpose"(dense
func.func @says_what_is_read_twice() -> (tensor<32x32xf32>, tensor<32x32xf32>) {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x32xf32>) -> tensor<32x32xf32>
  %1 = vit.exp %0 : (tensor<32x32xf32>) -> tensor<32x32xf32>
  return %0, %1 : tensor<32x32xf32>, tensor<32x32xf32>
}

// A small result of a large one is evaluated.
// CHECK-LABEL: @evaluates_small_results
// CHECK-NEXT: vit.constant dense<3.200000e+01> : tensor<32xf32>
func.func @evaluates_small_results() -> tensor<32xf32> {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x32xf32>) -> tensor<32x32xf32>
  %1 = vit.reduce_sum %0 {axes = array<i64: 0>} : (tensor<32x32xf32>) -> tensor<32xf32>
  return %1 : tensor<32xf32>
}

// CHECK-LABEL: @reshapes_what_is_computed
// CHECK-NEXT: vit.constant #vit.computed<"vit.reshape"(#vit.computed<"vit.exp"(dense<1.000000e+00> : tensor<32x32xf32>)> : tensor<32x32xf32>) {shape = array<i64: 16, 64>}> : tensor<16x64xf32>
func.func @reshapes_what_is_computed() -> tensor<16x64xf32> {
  %a = vit.constant #vit.computed<"vit.exp"(dense<1.0> : tensor<32x32xf32>)> : tensor<32x32xf32>
  %0 = vit.reshape %a {shape = array<i64: 1024>} : (tensor<32x32xf32>) -> tensor<1024xf32>
  %1 = vit.reshape %0 {shape = array<i64: 16, 64>} : (tensor<1024xf32>) -> tensor<16x64xf32>
  return %1 : tensor<16x64xf32>
}

// CHECK-LABEL: @keeps_broadcasts
// CHECK: vit.broadcast
func.func @keeps_broadcasts() -> tensor<64x64xf32> {
  %a = vit.constant dense<1.0> : tensor<64xf32>
  %0 = vit.broadcast %a {shape = array<i64: 64, 64>} : (tensor<64xf32>) -> tensor<64x64xf32>
  return %0 : tensor<64x64xf32>
}

// CHECK-LABEL: @keeps_what_depends_on_an_input
// CHECK: vit.add
func.func @keeps_what_depends_on_an_input(%x: tensor<2xf32>) -> tensor<2xf32> {
  %a = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = vit.add %x, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
