// Weights are read where they lie, aligned or not; what a file lacks is told with the numbers.
// RUN: %python -c "import sys, struct; open(sys.argv[1], 'wb').write(b'abc' + struct.pack('<3f', 1, 2, 3))" %t.weights
// RUN: sed s,FILE,%t.weights, %s | vitc-opt --vit-fold-constants --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: @reads_unaligned
// CHECK: dense<[-1.000000e+00, -2.000000e+00, -3.000000e+00]> : tensor<3xf32>
func.func @reads_unaligned() -> tensor<3xf32> {
  %a = vit.constant #vit.file_range<"FILE", offset = 3, length = 12> : tensor<3xf32>
  %0 = vit.neg %a : (tensor<3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

func.func @says_that_a_file_is_short() -> tensor<3xf32> {
  %a = vit.constant #vit.file_range<"FILE", offset = 4, length = 12> : tensor<3xf32>
  // expected-error @+1 {{weights' is too short: a tensor lies at offset 4 with length 12, the file has 15 bytes}}
  %0 = vit.neg %a : (tensor<3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
