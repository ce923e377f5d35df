// Why an attention is not fused is noted at its softmax.
// RUN: vitc-opt %s --vit-fuse-attention | FileCheck %s

// CHECK-LABEL: func @fused
// CHECK-NOT: not_fused
func.func @fused(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: func @softmax_over_the_queries
// CHECK: vit.softmax {{.*}}vit.not_fused = "the softmax does not run over the keys"
func.func @softmax_over_the_queries(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 1} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: func @weights_with_another_user
// CHECK: vit.softmax {{.*}}vit.not_fused = "scores or weights have another user"
func.func @weights_with_another_user(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3, %2 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}

// CHECK-LABEL: func @weights_that_are_changed
// CHECK: vit.softmax {{.*}}vit.not_fused = "a vit.mul (vit.mul) stands between the softmax and the values"
func.func @weights_that_are_changed(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<6x5x5xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.mul %1, %m : (tensor<6x5x5xf32>, tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// Talking heads.
// CHECK-LABEL: func @heads_that_are_mixed
// CHECK: vit.softmax {{.*}}vit.not_fused = "'proj_w' (vit.matmul) stands between the softmax and the values"
func.func @heads_that_are_mixed(%q: tensor<1x2x5x8xf32>, %k: tensor<1x2x8x5xf32>, %v: tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x5x8xf32>, tensor<1x2x8x5xf32>) -> tensor<1x2x5x5xf32>
  %1 = vit.softmax %0 {axis = 3} : (tensor<1x2x5x5xf32>) -> tensor<1x2x5x5xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x5x5xf32>) -> tensor<1x5x5x2xf32>
  %3 = vit.matmul %2, %w : (tensor<1x5x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x5x2xf32> loc("proj_w")
  %4 = vit.transpose %3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x2x5x5xf32>
  %5 = vit.matmul %4, %v : (tensor<1x2x5x5xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  return %5 : tensor<1x2x5x8xf32>
}
