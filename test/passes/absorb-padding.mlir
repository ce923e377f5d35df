// RUN: vitc-opt %s --vit-absorb-padding --canonicalize | FileCheck %s

// CHECK-LABEL: @convolution_pads_by_itself
// CHECK-NOT: vit.pad
// CHECK: vit.conv2d %arg0, %arg1 {{.*}}padding = array<i64: 2, 1, 3, 2>
func.func @convolution_pads_by_itself(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x7x7xf32>) -> tensor<1x4x7x5xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 2, 1>, high = array<i64: 0, 0, 3, 2>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x13x11xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x13x11xf32>, tensor<4x3x7x7xf32>) -> tensor<1x4x7x5xf32>
  return %1 : tensor<1x4x7x5xf32>
}

// CHECK-LABEL: @adds_to_the_padding_there_is
// CHECK: vit.conv2d %arg0, %arg1 {{.*}}padding = array<i64: 1, 2, 1, 2>
func.func @adds_to_the_padding_there_is(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x8x10xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 0, 1>, high = array<i64: 0, 0, 0, 1>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x10xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x3x8x10xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x10xf32>
  return %1 : tensor<1x4x8x10xf32>
}

// CHECK-LABEL: @pool_of_minus_infinity
// CHECK-NOT: vit.pad
// CHECK: vit.max_pool2d %arg0 {{.*}}padding = array<i64: 0, 0, 1, 1>
func.func @pool_of_minus_infinity(%x: tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 1, 1>, mode = #vit<pad_mode constant>, value = 0xFFF0000000000000 : f64} : (tensor<1x3x8x8xf32>) -> tensor<1x3x9x9xf32>
  %1 = vit.max_pool2d %0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x9x9xf32>) -> tensor<1x3x4x4xf32>
  return %1 : tensor<1x3x4x4xf32>
}

// CHECK-LABEL: @pool_of_what_is_not_negative
// CHECK-NOT: vit.pad
// CHECK: vit.max_pool2d %{{.*}} {{.*}}padding = array<i64: 0, 0, 1, 1>
func.func @pool_of_what_is_not_negative(%x: tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32> {
  %r = vit.relu %x : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  %0 = vit.pad %r {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 1, 1>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x9x9xf32>
  %1 = vit.max_pool2d %0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x9x9xf32>) -> tensor<1x3x4x4xf32>
  return %1 : tensor<1x3x4x4xf32>
}

// CHECK-LABEL: @keeps_zeros_that_may_be_largest
// CHECK: vit.pad
func.func @keeps_zeros_that_may_be_largest(%x: tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 1, 1>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x9x9xf32>
  %1 = vit.max_pool2d %0 {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x9x9xf32>) -> tensor<1x3x4x4xf32>
  return %1 : tensor<1x3x4x4xf32>
}

// CHECK-LABEL: @keeps_windows_beyond_the_edge
// CHECK: vit.pad
func.func @keeps_windows_beyond_the_edge(%x: tensor<1x3x8x8xf32>) -> tensor<1x3x5x4xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 2, 0>, high = array<i64: 0, 0, 0, 0>, mode = #vit<pad_mode constant>, value = 0xFFF0000000000000 : f64} : (tensor<1x3x8x8xf32>) -> tensor<1x3x10x8xf32>
  %1 = vit.max_pool2d %0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x10x8xf32>) -> tensor<1x3x5x4xf32>
  return %1 : tensor<1x3x5x4xf32>
}

// CHECK-LABEL: @keeps_other_values
// CHECK: vit.pad
func.func @keeps_other_values(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 1, 1>, high = array<i64: 0, 0, 1, 1>, mode = #vit<pad_mode constant>, value = 1.0 : f64} : (tensor<1x3x8x8xf32>) -> tensor<1x3x10x10xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x10x10xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  return %1 : tensor<1x4x8x8xf32>
}

// CHECK-LABEL: @keeps_edges
// CHECK: vit.pad
func.func @keeps_edges(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 1, 1>, high = array<i64: 0, 0, 1, 1>, mode = #vit<pad_mode edge>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x10x10xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x10x10xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  return %1 : tensor<1x4x8x8xf32>
}

// CHECK-LABEL: @keeps_what_crops
// CHECK: vit.pad
func.func @keeps_what_crops(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x6x4xf32> {
  %0 = vit.pad %x {low = array<i64: 0, 0, 1, -1>, high = array<i64: 0, 0, -1, -1>, mode = #vit<pad_mode constant>} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x6xf32>
  %1 = vit.conv2d %0, %w {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x8x6xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x6x4xf32>
  return %1 : tensor<1x4x6x4xf32>
}
