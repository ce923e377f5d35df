// RUN: vitc-opt %s --vit-round-weights --split-input-file --verify-diagnostics
// RUN: not vitc-opt %s --vit-round-weights=type=bf16 --split-input-file 2>&1 | FileCheck %s --check-prefix=BF16
// BF16-NOT: 65505
// BF16: error: a weight of 3.4{{.*}} is more than 'bf16' holds, which is 3.389531e+38: compile with --precision=f32

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // expected-error @+1 {{a weight of -6.550500e+04 is more than 'f16' holds, which is 6.550400e+04: compile with --precision=bf16-weights or f32}}
  %w = vit.constant dense<[[1.0], [-65505.0]]> : tensor<2x1xf32>
  %0 = vit.matmul %x, %w : (tensor<1x2xf32>, tensor<2x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // expected-error @+1 {{a weight of 3.402823e+38 is more than 'f16' holds}}
  %w = vit.constant dense<[[1.0], [3.4028235e38]]> : tensor<2x1xf32>
  %0 = vit.matmul %x, %w : (tensor<1x2xf32>, tensor<2x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// expected-warning @+1 {{no weight is rounded: no product of f32 has a constant matrix}}
module {
func.func @main(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %0 = vit.matmul %x, %x : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}
}
