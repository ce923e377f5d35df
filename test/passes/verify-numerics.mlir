// RUN: vitc-opt %s --vit-raise-idioms --vit-fuse-attention --canonicalize --vit-narrow --verify-numerics -o /dev/null
// RUN: vitc-opt %s --vit-outline-kernels --vit-plan-memory --verify-numerics -o /dev/null
// RUN: not vitc-opt %s --vit-test-break-gelu --verify-numerics 2>&1 | FileCheck %s

// The check can fail, and names the pass and the op.
// CHECK: verify-numerics.mlir:[[@LINE+8]]:{{.*}} error: pass 'vit-test-break-gelu' changes result 0 by {{.*}} this is the first op whose value differs

func.func @main(%q: tensor<2x3x5x8xf32>, %k: tensor<2x3x8x5xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x1x8xf32> {
  %s = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.matmul %q, %k : (tensor<2x3x5x8xf32>, tensor<2x3x8x5xf32>) -> tensor<2x3x5x5xf32>
  %1 = vit.mul %0, %s : (tensor<2x3x5x5xf32>, tensor<f32>) -> tensor<2x3x5x5xf32>
  %2 = vit.softmax %1 {axis = 3} : (tensor<2x3x5x5xf32>) -> tensor<2x3x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<2x3x5x5xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x5x8xf32>
  %g = vit.gelu %3 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x8xf32>
  %4 = vit.slice %g {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 2, 3, 1, 8>, steps = array<i64: 1, 1, 1, 1>} : (tensor<2x3x5x8xf32>) -> tensor<2x3x1x8xf32>
  return %4 : tensor<2x3x1x8xf32>
}
