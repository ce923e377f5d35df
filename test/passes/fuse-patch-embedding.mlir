// RUN: vitc-opt %s --vit-fuse-patch-embedding --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-fuse-patch-embedding --vit-decompose --verify-numerics -o /dev/null

// CHECK-LABEL: func @takes_positions_and_prefix
// CHECK: %[[B:.*]] = vit.add %{{.*}}, %{{.*}} : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
// CHECK: %[[E:.*]] = vit.patch_embedding %arg0, %{{.*}} bias %[[B]] prefix %{{.*}} {strides = array<i64: 2, 2>}
// CHECK-NEXT: return %[[E]]
func.func @takes_positions_and_prefix(%x: tensor<1x1x4x4xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %b = vit.constant dense<[1.,2.]> : tensor<2xf32>
  %p = vit.constant dense<[[[1.,2.],[3.,4.],[5.,6.],[7.,8.]]]> : tensor<1x4x2xf32>
  %c = vit.constant dense<[[[7.,5.]]]> : tensor<1x1x2xf32>
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %3 = vit.add %2, %p : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.concat %c, %3 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// Channels last, as Swin's export has it; two images; several constants in front.
// CHECK-LABEL: func @takes_the_other_order
// CHECK: %[[P:.*]] = vit.concat
// CHECK: vit.patch_embedding %arg0, %{{.*}} prefix %[[P]]
// CHECK-NOT: vit.transpose
func.func @takes_the_other_order(%x: tensor<2x1x4x4xf32>) -> tensor<2x7x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %c = vit.constant dense<[[[7.,5.]]]> : tensor<1x1x2xf32>
  %r = vit.constant dense<[[[3.,5.],[1.,2.]]]> : tensor<1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<2x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<2x2x2x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<2x2x2x2xf32>) -> tensor<2x2x2x2xf32>
  %2 = vit.reshape %1 {shape = array<i64: 2, 4, 2>} : (tensor<2x2x2x2xf32>) -> tensor<2x4x2xf32>
  %3 = vit.broadcast %c {shape = array<i64: 2, 1, 2>} : (tensor<1x1x2xf32>) -> tensor<2x1x2xf32>
  %4 = vit.broadcast %r {shape = array<i64: 2, 2, 2>} : (tensor<1x2x2xf32>) -> tensor<2x2x2xf32>
  %5 = vit.concat %3, %4, %2 {axis = 1 : i64} : (tensor<2x1x2xf32>, tensor<2x2x2xf32>, tensor<2x4x2xf32>) -> tensor<2x7x2xf32>
  return %5 : tensor<2x7x2xf32>
}

// CHECK-LABEL: func @leaves_rows_that_are_computed
// CHECK: %[[E:.*]] = vit.patch_embedding
// CHECK: vit.concat %arg1, %[[E]]
func.func @leaves_rows_that_are_computed(%x: tensor<1x1x4x4xf32>, %c: tensor<1x1x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %4 = vit.concat %c, %2 {axis = 1 : i64} : (tensor<1x1x2xf32>, tensor<1x4x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// One row for several tokens in front is not a row for each of them.
// CHECK-LABEL: func @leaves_a_row_that_is_repeated
// CHECK: vit.patch_embedding
// CHECK: vit.concat
func.func @leaves_a_row_that_is_repeated(%x: tensor<1x1x4x4xf32>) -> tensor<1x7x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %c = vit.constant dense<[[[7.,5.]]]> : tensor<1x1x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %3 = vit.broadcast %c {shape = array<i64: 1, 3, 2>} : (tensor<1x1x2xf32>) -> tensor<1x3x2xf32>
  %4 = vit.concat %3, %2 {axis = 1 : i64} : (tensor<1x3x2xf32>, tensor<1x4x2xf32>) -> tensor<1x7x2xf32>
  return %4 : tensor<1x7x2xf32>
}

// A repetition for every image may be a constant already; rows that differ from image to image stay outside.
// CHECK-LABEL: func @takes_a_repeated_constant
// CHECK: %[[C:.*]] = vit.constant dense<{{.*}}> : tensor<2x1x2xf32>
// CHECK: %[[P:.*]] = vit.slice %[[C]] {sizes = array<i64: 1, 1, 2>
// CHECK: vit.patch_embedding %{{.*}} prefix %[[P]]
func.func @takes_a_repeated_constant(%x: tensor<2x1x4x4xf32>) -> tensor<2x5x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %c = vit.constant dense<[[[7.,8.]],[[7.,8.]]]> : tensor<2x1x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<2x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<2x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 2, 2, 4>} : (tensor<2x2x2x2xf32>) -> tensor<2x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<2x2x4xf32>) -> tensor<2x4x2xf32>
  %3 = vit.concat %c, %2 {axis = 1 : i64} : (tensor<2x1x2xf32>, tensor<2x4x2xf32>) -> tensor<2x5x2xf32>
  return %3 : tensor<2x5x2xf32>
}

// CHECK-LABEL: func @leaves_rows_that_differ
// CHECK: vit.patch_embedding
// CHECK-NOT: prefix
// CHECK: vit.concat
func.func @leaves_rows_that_differ(%x: tensor<2x1x4x4xf32>) -> tensor<2x5x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %c = vit.constant dense<[[[7.,8.]],[[7.,9.]]]> : tensor<2x1x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<2x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<2x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 2, 2, 4>} : (tensor<2x2x2x2xf32>) -> tensor<2x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<2x2x4xf32>) -> tensor<2x4x2xf32>
  %3 = vit.concat %c, %2 {axis = 1 : i64} : (tensor<2x1x2xf32>, tensor<2x4x2xf32>) -> tensor<2x5x2xf32>
  return %3 : tensor<2x5x2xf32>
}

// CHECK-LABEL: func @leaves_tokens_joined_with_nothing
// CHECK: vit.patch_embedding
// CHECK-NOT: prefix
// CHECK: vit.concat
func.func @leaves_tokens_joined_with_nothing(%x: tensor<1x1x4x4xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<1.0> : tensor<2x1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %3 = vit.concat %2 {axis = 1 : i64} : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  return %3 : tensor<1x4x2xf32>
}

// CHECK-LABEL: func @leaves_rows_of_no_image
// CHECK-NOT: prefix
// CHECK: vit.concat
func.func @leaves_rows_of_no_image(%x: tensor<0x1x4x4xf32>) -> tensor<0x5x2xf32> {
  %w = vit.constant dense<1.0> : tensor<2x1x2x2xf32>
  %c = vit.constant dense<> : tensor<0x1x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<0x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<0x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 0, 2, 4>} : (tensor<0x2x2x2xf32>) -> tensor<0x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<0x2x4xf32>) -> tensor<0x4x2xf32>
  %3 = vit.concat %c, %2 {axis = 1 : i64} : (tensor<0x1x2xf32>, tensor<0x4x2xf32>) -> tensor<0x5x2xf32>
  return %3 : tensor<0x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_padded_convolution
// CHECK: vit.conv2d {{.*}}vit.not_fused = "the convolution pads the image"
func.func @leaves_a_padded_convolution(%x: tensor<1x1x4x4xf32>) -> tensor<1x9x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x3x3xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 9>} : (tensor<1x2x3x3xf32>) -> tensor<1x2x9xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x9xf32>) -> tensor<1x9x2xf32>
  return %2 : tensor<1x9x2xf32>
}

// CHECK-LABEL: func @leaves_an_image_with_a_second_reader
// CHECK: vit.conv2d
// CHECK-NOT: vit.patch_embedding
// CHECK: return
func.func @leaves_an_image_with_a_second_reader(%x: tensor<1x1x4x4xf32>) -> (tensor<1x4x2xf32>, tensor<1x2x2x2xf32>) {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  return %2, %0 : tensor<1x4x2xf32>, tensor<1x2x2x2xf32>
}

// An image with the channels last (Swin) is another view of the tokens.
// CHECK-LABEL: func @gives_an_image_of_tokens
// CHECK: %[[E:.*]] = vit.patch_embedding
// CHECK: %[[R:.*]] = vit.reshape %[[E]] {shape = array<i64: 1, 2, 2, 2>}
// CHECK-NEXT: return %[[R]]
func.func @gives_an_image_of_tokens(%x: tensor<1x1x4x4xf32>) -> tensor<1x2x2x2xf32> {
  %w = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %0 = vit.conv2d %x, %w {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.transpose %0 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}
