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
