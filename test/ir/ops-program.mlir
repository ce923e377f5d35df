// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// Kernels and launches survive printing and parsing.

// CHECK: vit.kernel @matmul_gelu(%[[X:.*]]: tensor<1x197x768xf32>, %[[W:.*]]: tensor<768x3072xf32>) {
// CHECK-NEXT: %[[M:.*]] = vit.matmul %[[X]], %[[W]]
// CHECK-NEXT: %[[G:.*]] = vit.gelu %[[M]]
// CHECK-NEXT: vit.yield %[[G]] : tensor<1x197x3072xf32>
// CHECK-NEXT: }
vit.kernel @matmul_gelu(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  %1 = vit.gelu %0 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  vit.yield %1 : tensor<1x197x3072xf32>
}

// CHECK: vit.kernel @with_attributes(%{{.*}}: tensor<4xf32>) attributes {family = "elementwise", tiles = array<i64: 4, 2>} {
vit.kernel @with_attributes(%x: tensor<4xf32>) attributes {family = "elementwise", tiles = array<i64: 4, 2>} {
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}

// CHECK: vit.kernel @without_arguments() {
vit.kernel @without_arguments() {
  %0 = vit.constant dense<1.0> : tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}

// CHECK: vit.kernel @"a name/with.any~characters"(%{{.*}}: tensor<4xf32>, %{{.*}}: tensor<f32>) {
vit.kernel @"a name/with.any~characters"(%x: tensor<4xf32>, %y: tensor<f32>) {
  // CHECK-NEXT: vit.yield %{{.*}}, %{{.*}} : tensor<4xf32>, tensor<f32>
  vit.yield %x, %y : tensor<4xf32>, tensor<f32>
}

// The layout ops beside an anchor are no anchors, nor are constants.
// CHECK: vit.kernel @one_anchor(
vit.kernel @one_anchor(%x: tensor<1x3x4xf32>) {
  %0 = vit.constant dense<0.5> : tensor<f32>
  %1 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x3x4xf32>) -> tensor<1x4x3xf32>
  %2 = vit.softmax %1 {axis = 2 : i64} : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  %3 = vit.mul %2, %0 : (tensor<1x4x3xf32>, tensor<f32>) -> tensor<1x4x3xf32>
  vit.yield %3 : tensor<1x4x3xf32>
}

// CHECK-LABEL: @launches
func.func @launches(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>) -> tensor<1x197x3072xf32> {
  // CHECK-NEXT: vit.launch @matmul_gelu(%{{.*}}, %{{.*}}) : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  %0 = vit.launch @matmul_gelu(%x, %w) : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  return %0 : tensor<1x197x3072xf32>
}

// CHECK-LABEL: @launches_without_operands
func.func @launches_without_operands() -> tensor<4xf32> {
  // CHECK-NEXT: vit.launch @without_arguments() : () -> tensor<4xf32>
  %0 = vit.launch @without_arguments() : () -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @launches_into_the_arena
func.func @launches_into_the_arena(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<f32> {
  // CHECK-NEXT: vit.launch @"a name/with.any~characters"(%{{.*}}, %{{.*}}) places [#vit.place<arena, 128>, #vit.place<output, 0>] {unit} : (tensor<4xf32>, tensor<f32>) -> (tensor<4xf32>, tensor<f32>)
  %0:2 = vit.launch @"a name/with.any~characters"(%x, %y) places [#vit.place<arena, 128>, #vit.place<output, 0>] {unit}
      : (tensor<4xf32>, tensor<f32>) -> (tensor<4xf32>, tensor<f32>)
  return %0#1 : tensor<f32>
}

// A program that several entries share; memory without a lower bound, an entry without a target.
// CHECK: module attributes {vit.targets = [#vit.target<cpu, "x86-64-v3", vector_bits = 256, vector_registers = 16, features = ["avx2", "fma"]>, #vit.target<cuda, "cuda:sm_80", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_80"]>]} {
module attributes {vit.targets = [#vit.target<cpu, "x86-64-v3", vector_bits = 256, vector_registers = 16,
                                              features = ["avx2", "fma"]>,
                                 #vit.target<cuda, "cuda:sm_80", vector_bits = 128, thread_registers = 255,
                                             block_threads = 1024, block_bytes = 49152, warp = 32,
                                             multiprocessors = 108, features = ["sm_80"]>]} {
  // CHECK-NEXT: vit.program {
  // CHECK-NEXT: vit.memory arena, bytes = 256, lower_bound = 64
  // CHECK-NEXT: vit.memory weights, bytes = 0
  // CHECK-NEXT: vit.memory scratch, bytes = 512
  // CHECK-NEXT: vit.entry @one, images = 1, target = "x86-64-v3"
  // CHECK-NEXT: vit.entry @four, images = 4
  // CHECK-NEXT: }
  vit.program {
    vit.memory arena, bytes = 256, lower_bound = 64
    vit.memory weights, bytes = 0
    vit.memory scratch, bytes = 512
    vit.entry @one, images = 1, target = "x86-64-v3"
    vit.entry @four, images = 4
  }
  vit.kernel @exp(%x: tensor<4xf32>) {
    %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
    vit.yield %0 : tensor<4xf32>
  }
  func.func @one(%x: tensor<4xf32>) -> tensor<4xf32> {
    %0 = vit.launch @exp(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
    return %0 : tensor<4xf32>
  }
  func.func @four(%x: tensor<4xf32>) -> tensor<2x2xf32> {
    %0 = vit.launch @exp(%x) places [#vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
    %1 = vit.launch @exp(%0) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
    %2 = vit.reshape %1 {shape = array<i64: 2, 2>} : (tensor<4xf32>) -> tensor<2x2xf32>
    return %2 : tensor<2x2xf32>
  }
}

// CHECK-LABEL: @launches_with_a_workspace
func.func @launches_with_a_workspace(%x: tensor<4xf32>, %y: tensor<f32>) -> tensor<f32> {
  // CHECK-NEXT: vit.launch @"a name/with.any~characters"(%{{.*}}, %{{.*}}) places [#vit.place<arena, 128>, #vit.place<output, 0>] workspace <arena, 192> : (
  %0:2 = vit.launch @"a name/with.any~characters"(%x, %y) places [#vit.place<arena, 128>, #vit.place<output, 0>] workspace <arena, 192>
      : (tensor<4xf32>, tensor<f32>) -> (tensor<4xf32>, tensor<f32>)
  return %0#1 : tensor<f32>
}

// CHECK: vit.kernel @without_results(%{{.*}}: tensor<4xf32>) {
// CHECK-NEXT: vit.yield{{$}}
vit.kernel @without_results(%x: tensor<4xf32>) {
  vit.yield
}
