// RUN: vitc-opt %s --split-input-file --vit-outline-kernels | FileCheck %s

// The elementwise chain behind a product is its epilogue, though one value in it is used twice.
// CHECK-LABEL: vit.kernel @matmul_4x8_add_sigmoid_mul(
// CHECK-SAME: %[[X:.*]]: tensor<4x16xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[B:.*]]: tensor<8xf32>)
// CHECK: %[[M:.*]] = vit.matmul %[[X]], %[[W]]
// CHECK: %[[A:.*]] = vit.add %[[M]], %[[B]] {vit.epilogue}
// CHECK: %[[S:.*]] = vit.sigmoid %[[A]] {vit.epilogue}
// CHECK: %[[R:.*]] = vit.mul %[[A]], %[[S]] {vit.epilogue}
// CHECK: vit.yield %[[R]]
// CHECK-LABEL: func.func @main
// CHECK: %[[L:.*]] = vit.launch @matmul_4x8_add_sigmoid_mul(%arg0, %{{.*}}, %{{.*}})
// CHECK: return %[[L]]
func.func @main(%x: tensor<4x16xf32>) -> tensor<4x8xf32> {
  %w = vit.constant #vit.file_range<"w", offset = 0, length = 512> : tensor<16x8xf32>
  %b = vit.constant #vit.file_range<"w", offset = 512, length = 32> : tensor<8xf32>
  %0 = vit.matmul %x, %w : (tensor<4x16xf32>, tensor<16x8xf32>) -> tensor<4x8xf32>
  %1 = vit.add %0, %b : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %2 = vit.sigmoid %1 : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %3 = vit.mul %1, %2 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// -----

// What a later anchor is computed from is no epilogue of it, and what two anchors read of a first one closes its own.
// CHECK-LABEL: vit.kernel @qkv_projection_4x8(
// CHECK: %[[N:.*]] = vit.layer_norm
// CHECK-NEXT: %[[Q:.*]] = vit.matmul %[[N]]
// CHECK-NEXT: vit.add %[[Q]], %{{.*}} {vit.epilogue}
// CHECK-NEXT: %[[K:.*]] = vit.matmul %[[N]]
// CHECK-NEXT: %[[B:.*]] = vit.add %[[K]], %{{.*}} {vit.epilogue}
// CHECK-NEXT: vit.slice %[[B]] {sizes
// CHECK-NOT: vit.epilogue
// CHECK: vit.yield
// CHECK-LABEL: func.func @main
func.func @main(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %b: tensor<8xf32>) -> (tensor<4x8xf32>, tensor<2x8xf32>) {
  %0:2 = vit.qkv_projection(%i = %x : tensor<4x8xf32>, %m = %w : tensor<8x8xf32>, %a = %b : tensor<8xf32>) -> (tensor<4x8xf32>, tensor<2x8xf32>) {
    %n = vit.layer_norm %i {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %1 = vit.matmul %n, %m : (tensor<4x8xf32>, tensor<8x8xf32>) -> tensor<4x8xf32>
    %2 = vit.add %1, %a : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    %3 = vit.matmul %n, %m : (tensor<4x8xf32>, tensor<8x8xf32>) -> tensor<4x8xf32>
    %4 = vit.add %3, %a : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    %5 = vit.slice %4 {starts = array<i64: 0, 0>, sizes = array<i64: 2, 8>, steps = array<i64: 1, 1>} : (tensor<4x8xf32>) -> tensor<2x8xf32>
    %6 = vit.neg %5 : (tensor<2x8xf32>) -> tensor<2x8xf32>
    vit.yield %2, %6 : tensor<4x8xf32>, tensor<2x8xf32>
  }
  return %0#0, %0#1 : tensor<4x8xf32>, tensor<2x8xf32>
}

// -----

// A value that another kernel needs too ends the group.
// CHECK: vit.kernel @matmul_4x4(
// CHECK: vit.kernel @softmax_4x4(
// CHECK: vit.kernel @matmul_4x4_{{[0-9a-z_]+}}(
// CHECK-LABEL: func.func @main
// CHECK-COUNT-3: vit.launch
// CHECK-NOT: vit.launch
func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = vit.matmul %x, %x : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = vit.softmax %0 {axis = 1} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %2 = vit.matmul %1, %x : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %3 = vit.add %2, %0 : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %3 : tensor<4x4xf32>
}

// -----

// Transposes are read through by the product; a real reshape is a view in the program.
// CHECK-LABEL: vit.kernel @matmul_2x3x3(
// CHECK: vit.transpose
// CHECK: vit.matmul
// CHECK-LABEL: func.func @main
// CHECK: vit.reshape %{{.*}} {shape = array<i64: 2, 3, 4>}
// CHECK: vit.launch @matmul_2x3x3
func.func @main(%x: tensor<6x4xf32>) -> tensor<2x3x3xf32> {
  %0 = vit.relu %x : (tensor<6x4xf32>) -> tensor<6x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 2, 3, 4>} : (tensor<6x4xf32>) -> tensor<2x3x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  %3 = vit.matmul %1, %2 : (tensor<2x3x4xf32>, tensor<2x4x3xf32>) -> tensor<2x3x3xf32>
  return %3 : tensor<2x3x3xf32>
}

// -----

// What is returned under another shape is a view of the result, not a copy; what is returned twice is copied.
// CHECK-LABEL: func.func @main
// CHECK: %[[M:.*]] = vit.launch @matmul_1x1x4
// CHECK: %[[V:.*]] = vit.reshape %[[M]] {shape = array<i64: 1, 4>}
// CHECK: %[[C:.*]] = vit.launch @reshape_1x1x4(%[[M]])
// CHECK: return %[[V]], %[[C]]
func.func @main(%x: tensor<1x1x4xf32>, %w: tensor<4x4xf32>) -> (tensor<1x4xf32>, tensor<1x1x4xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x1x4xf32>, tensor<4x4xf32>) -> tensor<1x1x4xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 4>} : (tensor<1x1x4xf32>) -> tensor<1x4xf32>
  return %1, %0 : tensor<1x4xf32>, tensor<1x1x4xf32>
}

// -----

// Small constants of one value are literals of the kernel.
// CHECK-LABEL: vit.kernel @mul_4(%{{.*}}: tensor<4xf32>)
// CHECK: vit.constant dense<5.000000e-01> : tensor<f32>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %half = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.mul %x, %half : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// What is returned twice, an input or a constant is copied: each output has a launch of its own.
// CHECK-LABEL: func.func @main
// CHECK-COUNT-4: vit.launch
// CHECK: return
func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<2xf32>) {
  %c = vit.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  return %x, %0, %0, %c : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<2xf32>
}

// -----

// A cheap producer that only a softmax reads is recomputed in it; a dear one is not.
// CHECK-LABEL: vit.kernel @softmax_4x8_
// CHECK: vit.mul
// CHECK: vit.softmax
func.func @main(%x: tensor<4x8xf32>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = vit.mul %x, %y : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = vit.softmax %0 {axis = 1} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}
