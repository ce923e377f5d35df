// RUN: vitc-opt %s --vit-round-weights --vit-fold-constants --split-input-file | FileCheck %s
// RUN: vitc-opt %s --vit-round-weights=type=bf16 --vit-fold-constants --split-input-file | FileCheck %s --check-prefix=BF16
// RUN: vitc-opt %s --vit-round-weights --vit-decompose --split-input-file -o /dev/null
// RUN: not vitc-opt %s --vit-round-weights=type=f32 --split-input-file 2>&1 | FileCheck %s --check-prefix=TYPE
// TYPE: vit-round-weights: type = f32 is neither f16 nor bf16
// RUN: vitc-opt %s --vit-round-weights="type=bf16 rows" --cse --vit-fold-constants --split-input-file | FileCheck %s --check-prefix=ROWS
// RUN: not vitc-opt %s --vit-round-weights=rows --split-input-file 2>&1 | FileCheck %s --check-prefix=OF-F16
// OF-F16: vit-round-weights: rows are rounded to bf16, not to f16

// 0.1 is no number of 16 bits; infinities and NaN are. The bias stays.
// CHECK-LABEL: func @main
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{\[\[}}9.997550e-02, 0x7C00, 6.550400e+04], [0.000000e+00, 0x7E00, -1.000000e+00]]> : tensor<2x3xf16>
// CHECK-DAG: %[[B:.*]] = vit.constant dense<1.000000e-01> : tensor<3xf32>
// CHECK: vit.linear(%[[X:.*]] = %arg0 : tensor<1x5x2xf32>, %[[C:.*]] = %[[W]] : tensor<2x3xf16>, %[[D:.*]] = %[[B]] : tensor<3xf32>)
// CHECK-NEXT: vit.matmul %[[X]], %[[C]] : (tensor<1x5x2xf32>, tensor<2x3xf16>) -> tensor<1x5x3xf32>
// CHECK-NEXT: vit.add
// BF16-LABEL: func @main
// BF16: vit.constant dense<{{\[\[}}1.000980e-01, 0x7F80, 6.553600e+04], [1.001170e-08, 0x7FC0, -1.000000e+00]]> : tensor<2x3xbf16>
// ROWS: vit.precision = {products = [{columns = 3 : i64, depth = 2 : i64, flops = 6.000000e+01 : f64, node = "", type = "bf16"}], type = "bf16"}
// ROWS-LABEL: func @main
// ROWS: vit.linear(%[[X:.*]] = %arg0 : tensor<1x5x2xf32>, %[[C:.*]] = %{{.*}} : tensor<2x3xbf16>, %{{.*}})
// ROWS-NEXT: %[[A:.*]] = vit.cast %[[X]] to bf16 : (tensor<1x5x2xf32>) -> tensor<1x5x2xbf16>
// ROWS-NEXT: vit.matmul %[[A]], %[[C]] {f32_sums} : (tensor<1x5x2xbf16>, tensor<2x3xbf16>) -> tensor<1x5x3xf32>
func.func @main(%x: tensor<1x5x2xf32>) -> tensor<1x5x3xf32> {
  %w = vit.constant dense<[[0.1, 0x7F800000, 65504.0], [1.0e-8, 0x7FC00000, -1.0]]> : tensor<2x3xf32>
  %v = vit.constant dense<0.1> : tensor<3xf32>
  %0 = vit.linear(%a = %x : tensor<1x5x2xf32>, %b = %w : tensor<2x3xf32>, %c = %v : tensor<3xf32>) -> tensor<1x5x3xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
    %2 = vit.add %1, %c : (tensor<1x5x3xf32>, tensor<3xf32>) -> tensor<1x5x3xf32>
    vit.yield %2 : tensor<1x5x3xf32>
  }
  return %0 : tensor<1x5x3xf32>
}

// -----

// A product that no fused op has, the filter of a patch embedding, and what else reads a weight.
// CHECK-LABEL: func @main
// CHECK: vit.patch_embedding {{.*}} : (tensor<1x1x2x2xf32>, tensor<2x1x2x2xf16>) -> tensor<1x1x2xf32>
// CHECK: vit.matmul {{.*}} : (tensor<1x1x2xf32>, tensor<2x2xf16>) -> tensor<1x1x2xf32>
// CHECK: vit.add {{.*}} : (tensor<1x1x2xf32>, tensor<2x2xf32>)
// ROWS-LABEL: func @main
// ROWS: vit.patch_embedding {{.*}} : (tensor<1x1x2x2xf32>, tensor<2x1x2x2xbf16>) -> tensor<1x1x2xf32>
// ROWS: vit.matmul {{.*}} {f32_sums} : (tensor<1x1x2xbf16>, tensor<2x2xbf16>) -> tensor<1x1x2xf32>
func.func @main(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2xf32> {
  %f = vit.constant dense<1.0> : tensor<2x1x2x2xf32>
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.patch_embedding %x, %f {strides = array<i64: 2, 2>} : (tensor<1x1x2x2xf32>, tensor<2x1x2x2xf32>) -> tensor<1x1x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x1x2xf32>
  %2 = vit.add %1, %w : (tensor<1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x2x2xf32>
  return %2 : tensor<1x2x2xf32>
}

// -----

// Products of activations, of f16, and what a fused op reads as more than a weight stay as they are.
// CHECK-LABEL: func @main
// CHECK-NOT: vit.cast
// CHECK: vit.matmul {{.*}} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
// CHECK: vit.matmul {{.*}} : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
// CHECK: vit.linear({{.*}} : tensor<2x2xf32>, {{.*}} : tensor<2x2xf32>)
// ROWS-LABEL: func @main
// ROWS-NOT: vit.cast
// ROWS: return
func.func @main(%x: tensor<2x2xf32>, %h: tensor<2x2xf16>) -> (tensor<2x2xf32>, tensor<2x2xf16>) {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %v = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf16>
  %0 = vit.matmul %x, %x : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = vit.matmul %h, %v : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
  %2 = vit.linear(%a = %0 : tensor<2x2xf32>, %b = %w : tensor<2x2xf32>) -> tensor<2x2xf32> {
    %3 = vit.matmul %a, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    %4 = vit.add %3, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    vit.yield %4 : tensor<2x2xf32>
  }
  return %2, %1 : tensor<2x2xf32>, tensor<2x2xf16>
}
