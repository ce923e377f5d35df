// RUN: vitc-opt %s --vit-fold-constants="sidecar=%t.weights" --canonicalize | FileCheck %s
// RUN: vitc-opt %s --vit-fold-constants --canonicalize | FileCheck %s --check-prefix=NOSIDECAR

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

// CHECK-LABEL: @writes_large_results_to_the_sidecar
// CHECK: vit.constant #vit.file_range<"{{.*}}.weights", offset = 0, length = 4096> : tensor<32x32xf32>
// NOSIDECAR-LABEL: @writes_large_results_to_the_sidecar
// NOSIDECAR: vit.transpose
func.func @writes_large_results_to_the_sidecar() -> tensor<32x32xf32> {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x32xf32>) -> tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}

// What only the next op reads is not stored: the file holds one tensor more.
// CHECK-LABEL: @stores_the_end_of_a_chain
// CHECK-NEXT: vit.constant #vit.file_range<"{{.*}}.weights", offset = 4096, length = 8192>
// CHECK-NEXT: return
func.func @stores_the_end_of_a_chain() -> tensor<64x32xf32> {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.pad %a {low = array<i64: 0, 0>, high = array<i64: 0, 32>, mode = #vit<pad_mode constant>} : (tensor<32x32xf32>) -> tensor<32x64xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<32x64xf32>) -> tensor<64x32xf32>
  return %1 : tensor<64x32xf32>
}

// CHECK-LABEL: @stores_what_is_read_twice
// CHECK: vit.constant #vit.file_range<"{{.*}}.weights", offset = 12288, length = 4096>
// CHECK: vit.constant #vit.file_range<"{{.*}}.weights", offset = 16384, length = 4096>
func.func @stores_what_is_read_twice() -> (tensor<32x32xf32>, tensor<32x32xf32>) {
  %a = vit.constant dense<1.0> : tensor<32x32xf32>
  %0 = vit.transpose %a {permutation = array<i64: 1, 0>} : (tensor<32x32xf32>) -> tensor<32x32xf32>
  %1 = vit.exp %0 : (tensor<32x32xf32>) -> tensor<32x32xf32>
  return %0, %1 : tensor<32x32xf32>, tensor<32x32xf32>
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
