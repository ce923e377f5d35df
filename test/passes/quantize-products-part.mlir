// A part of a model, without @main, is quantised as well.
// RUN: vitc-opt %s --vit-quantize-products | FileCheck %s

// CHECK: func.func @cls
// CHECK: vit.matmul {{.*}}xi8>) -> tensor<3x4xi32>
func.func @cls(%x: tensor<3x8xf32>) -> tensor<3x4xf32> {
  %w = vit.constant dense<0.5> : tensor<8x4xf32>
  %0 = vit.matmul %x, %w : (tensor<3x8xf32>, tensor<8x4xf32>) -> tensor<3x4xf32>
  %1 = vit.gelu %0 : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %1 : tensor<3x4xf32>
}

// A result whose dimensions are in another order is one: what makes it stays as it is.
// CHECK: func.func @turned
// CHECK-NOT: xi8>
func.func @turned(%x: tensor<3x8xf32>) -> tensor<4x3xf32> {
  %w = vit.constant dense<0.5> : tensor<8x4xf32>
  %0 = vit.matmul %x, %w : (tensor<3x8xf32>, tensor<8x4xf32>) -> tensor<3x4xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}
