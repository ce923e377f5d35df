// RUN: vitc-opt %s --vit-mark-fitting-pairs | FileCheck %s

// CHECK-LABEL: func @main
// CHECK: vit.matmul %{{[a-z0-9]+}}, %{{[a-z0-9]+}} {pairs_fit} : (tensor<3x4xui8>
// CHECK: vit.matmul %{{[a-z0-9]+}}, %{{[a-z0-9]+}} {pairs_fit} :
// The rows 2 and 3 add up to 129, and to -129.
// CHECK: vit.matmul %{{[a-z0-9]+}}, %{{[a-z0-9]+}} : (tensor<3x4xui8>
// CHECK: vit.matmul %{{[a-z0-9]+}}, %{{[a-z0-9]+}} : (tensor<3x4xui8>
func.func @main(%x: tensor<3x4xui8>) -> (tensor<3x2xi32>, tensor<3x2xi32>, tensor<3x2xi32>, tensor<3x2xi32>) {
  %fits = vit.constant dense<[[127, -128], [1, 127], [-64, 64], [-64, 64]]> : tensor<4x2xi8>
  %large = vit.constant dense<[[0, 0], [0, 0], [127, 64], [2, 64]]> : tensor<4x2xi8>
  %small = vit.constant dense<[[0, 0], [0, 0], [-128, 64], [-1, 64]]> : tensor<4x2xi8>
  %0 = vit.matmul %x, %fits : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  %1 = vit.linear(%a = %x : tensor<3x4xui8>, %b = %fits : tensor<4x2xi8>) -> tensor<3x2xi32> {
    %5 = vit.matmul %a, %b : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
    vit.yield %5 : tensor<3x2xi32>
  }
  %2 = vit.matmul %x, %large : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  %3 = vit.matmul %x, %small : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0, %1, %2, %3 : tensor<3x2xi32>, tensor<3x2xi32>, tensor<3x2xi32>, tensor<3x2xi32>
}

// Nothing is said of a B that is not constant, of three rows, and of other numbers.
// CHECK-LABEL: func @others
// CHECK-NOT: pairs_fit
func.func @others(%x: tensor<3x4xui8>, %y: tensor<4x2xi8>, %z: tensor<2x3xui8>, %s: tensor<3x4xi8>) -> (tensor<3x2xi32>, tensor<2x2xi32>, tensor<3x2xi32>) {
  %odd = vit.constant dense<1> : tensor<3x2xi8>
  %w = vit.constant dense<1> : tensor<4x2xi8>
  %0 = vit.matmul %x, %y : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  %1 = vit.matmul %z, %odd : (tensor<2x3xui8>, tensor<3x2xi8>) -> tensor<2x2xi32>
  %2 = vit.matmul %s, %w : (tensor<3x4xi8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0, %1, %2 : tensor<3x2xi32>, tensor<2x2xi32>, tensor<3x2xi32>
}
