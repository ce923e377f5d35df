// RUN: vitc-opt %s --vit-mark-fitting-pairs
func.func @main(%x: tensor<3x4xui8>) -> tensor<3x2xi32> {
  %w = vit.constant dense<[[127, -128], [1, 127], [-64, 64], [-64, 64]]> : tensor<4x2xi8>
  %0 = vit.matmul %x, %w : (tensor<3x4xui8>, tensor<4x2xi8>) -> tensor<3x2xi32>
  return %0 : tensor<3x2xi32>
}
