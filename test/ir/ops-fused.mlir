// Fused ops print as they parse, and mean what they are decomposed into.
// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// RUN: vitc-opt %s --vit-decompose --verify-numerics | FileCheck %s --check-prefix=MODEL

// CHECK-LABEL: func @patch_embedding
// CHECK: vit.patch_embedding %{{.*}}, %{{.*}} bias %{{.*}} prefix %{{.*}} {strides = array<i64: 2, 3>}
// MODEL-LABEL: func @patch_embedding
// MODEL: %[[C:.*]] = vit.conv2d %arg0, %arg1
// MODEL: %[[R:.*]] = vit.reshape %[[C]] {shape = array<i64: 2, 4, 6>}
// MODEL: %[[T:.*]] = vit.transpose %[[R]] {permutation = array<i64: 0, 2, 1>}
// MODEL: %[[A:.*]] = vit.add %[[T]], %arg2
// MODEL: %[[P:.*]] = vit.broadcast %arg3
// MODEL: vit.concat %[[P]], %[[A]] {axis = 1 : i64}
func.func @patch_embedding(%image: tensor<2x3x6x7xf32>, %weight: tensor<4x3x2x2xf32>,
                           %bias: tensor<6x4xf32>, %prefix: tensor<1x2x4xf32>) -> tensor<2x8x4xf32> {
  %0 = vit.patch_embedding %image, %weight bias %bias prefix %prefix {strides = array<i64: 2, 3>}
    : (tensor<2x3x6x7xf32>, tensor<4x3x2x2xf32>, tensor<6x4xf32>, tensor<1x2x4xf32>) -> tensor<2x8x4xf32>
  return %0 : tensor<2x8x4xf32>
}

// CHECK-LABEL: func @bare_patch_embedding
// CHECK: vit.patch_embedding %arg0, %arg1 {strides = array<i64: 2, 2>}
// MODEL-LABEL: func @bare_patch_embedding
// MODEL-NOT: vit.add
// MODEL-NOT: vit.concat
func.func @bare_patch_embedding(%image: tensor<1x3x4x4xf32>, %weight: tensor<4x3x2x2xf32>) -> tensor<1x4x4xf32> {
  %0 = vit.patch_embedding %image, %weight {strides = array<i64: 2, 2>}
    : (tensor<1x3x4x4xf32>, tensor<4x3x2x2xf32>) -> tensor<1x4x4xf32>
  return %0 : tensor<1x4x4xf32>
}

// CHECK-LABEL: func @linear
// CHECK: vit.linear(%[[X:.*]] = %arg0 : tensor<2x3x4xf32>, %[[W:.*]] = %arg1 : tensor<4x5xf32>) -> tensor<2x3x5xf32> {
// CHECK-NEXT: %[[N:.*]] = vit.layer_norm %[[X]]
// CHECK-NEXT: %[[M:.*]] = vit.matmul %[[N]], %[[W]]
// CHECK-NEXT: vit.yield %[[M]] : tensor<2x3x5xf32>
// MODEL-LABEL: func @linear
// MODEL-NEXT: %[[N:.*]] = vit.layer_norm %arg0
// MODEL-NEXT: %[[M:.*]] = vit.matmul %[[N]], %arg1
// MODEL-NEXT: return %[[M]]
func.func @linear(%x: tensor<2x3x4xf32>, %w: tensor<4x5xf32>) -> tensor<2x3x5xf32> {
  %0 = vit.linear(%a = %x : tensor<2x3x4xf32>, %b = %w : tensor<4x5xf32>) -> tensor<2x3x5xf32> {
    %1 = vit.layer_norm %a {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
    %2 = vit.matmul %1, %b : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
    vit.yield %2 : tensor<2x3x5xf32>
  }
  return %0 : tensor<2x3x5xf32>
}

// CHECK-LABEL: func @projection_of_two
// CHECK: vit.qkv_projection({{.*}}) -> (tensor<1x1x4xf32>, tensor<1x3x8xf32>) {
// MODEL-LABEL: func @projection_of_two
// MODEL-NOT: qkv_projection
func.func @projection_of_two(%x: tensor<1x3x4xf32>, %w: tensor<4x4xf32>, %v: tensor<4x8xf32>) -> (tensor<1x1x4xf32>, tensor<1x3x8xf32>) {
  %0:2 = vit.qkv_projection(%a = %x : tensor<1x3x4xf32>, %b = %w : tensor<4x4xf32>, %c = %v : tensor<4x8xf32>) -> (tensor<1x1x4xf32>, tensor<1x3x8xf32>) {
    %1 = vit.slice %a {starts = array<i64: 0, 0, 0>, sizes = array<i64: 1, 1, 4>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x4xf32>) -> tensor<1x1x4xf32>
    %2 = vit.matmul %1, %b : (tensor<1x1x4xf32>, tensor<4x4xf32>) -> tensor<1x1x4xf32>
    %3 = vit.matmul %a, %c : (tensor<1x3x4xf32>, tensor<4x8xf32>) -> tensor<1x3x8xf32>
    vit.yield %2, %3 : tensor<1x1x4xf32>, tensor<1x3x8xf32>
  }
  return %0#0, %0#1 : tensor<1x1x4xf32>, tensor<1x3x8xf32>
}

// CHECK-LABEL: func @mlp
// CHECK: vit.mlp({{.*}}) -> tensor<1x3x4xf32> {
// MODEL-LABEL: func @mlp
// MODEL: vit.matmul
// MODEL: vit.gelu
// MODEL: vit.matmul
func.func @mlp(%x: tensor<1x3x4xf32>, %w: tensor<4x8xf32>, %v: tensor<8x4xf32>) -> tensor<1x3x4xf32> {
  %0 = vit.mlp(%a = %x : tensor<1x3x4xf32>, %b = %w : tensor<4x8xf32>, %c = %v : tensor<8x4xf32>) -> tensor<1x3x4xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x3x4xf32>, tensor<4x8xf32>) -> tensor<1x3x8xf32>
    %2 = vit.gelu %1 : (tensor<1x3x8xf32>) -> tensor<1x3x8xf32>
    %3 = vit.matmul %2, %c : (tensor<1x3x8xf32>, tensor<8x4xf32>) -> tensor<1x3x4xf32>
    %4 = vit.add %a, %3 : (tensor<1x3x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
    vit.yield %4 : tensor<1x3x4xf32>
  }
  return %0 : tensor<1x3x4xf32>
}

// CHECK-LABEL: func @rotary
// CHECK: vit.rotary %arg0 cos %arg1 sin %arg2 : (
// CHECK: vit.rotary %{{.*}} cos %arg1 sin %arg2 {interleaved} : (
// MODEL-LABEL: func @rotary
// MODEL: vit.neg
// MODEL: vit.concat {{.*}} {axis = 3 : i64}
// MODEL: vit.concat {{.*}} {axis = 4 : i64}
func.func @rotary(%x: tensor<2x3x1x4xf32>, %c: tensor<3x4xf32>, %s: tensor<3x4xf32>) -> tensor<2x3x1x4xf32> {
  %0 = vit.rotary %x cos %c sin %s : (tensor<2x3x1x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<2x3x1x4xf32>
  %1 = vit.rotary %0 cos %c sin %s {interleaved} : (tensor<2x3x1x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<2x3x1x4xf32>
  return %1 : tensor<2x3x1x4xf32>
}

// CHECK-LABEL: func @guarded_attention
// CHECK: vit.attention %arg0, %arg1, %arg2 {guarded, scale = 5.000000e-01 : f64}
// MODEL-LABEL: func @guarded_attention
// MODEL: %[[P:.*]] = vit.softmax
// MODEL: %[[N:.*]] = vit.is_nan %[[P]]
// MODEL: %[[W:.*]] = vit.select %[[N]], %{{.*}}, %[[P]]
// MODEL: vit.matmul %[[W]]
func.func @guarded_attention(%q: tensor<1x3x2x4xf32>, %k: tensor<1x5x2x4xf32>, %v: tensor<1x5x2x4xf32>) -> tensor<1x3x2x4xf32> {
  %0 = vit.attention %q, %k, %v {guarded, scale = 0.5}
    : (tensor<1x3x2x4xf32>, tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x3x2x4xf32>
  return %0 : tensor<1x3x2x4xf32>
}
