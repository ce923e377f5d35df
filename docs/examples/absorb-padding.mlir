// RUN: vitc-opt %s --vit-absorb-padding --canonicalize
func.func @main(%image: tensor<1x3x8x8xf32>, %filter: tensor<4x3x7x7xf32>) -> tensor<1x4x4x4xf32> {
  %padded = vit.pad %image {low = array<i64: 0, 0, 2, 2>, high = array<i64: 0, 0, 3, 3>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x13x13xf32>
  %result = vit.conv2d %padded, %filter {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x13x13xf32>, tensor<4x3x7x7xf32>) -> tensor<1x4x4x4xf32>
  return %result : tensor<1x4x4x4xf32>
}
