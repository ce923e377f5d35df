// What fusion should find is noted at the module, with the op and the node that it is known by.
// RUN: vitc-opt %s --vit-count-patterns --split-input-file | FileCheck %s

// CHECK: #[[PATCHES:.*]] = loc("patches")
// CHECK: #[[Q:.*]] = loc("q")
// CHECK: #[[KV:.*]] = loc("kv")
// CHECK: #[[SOFTMAX:.*]] = loc("softmax")
// CHECK: #[[FC2:.*]] = loc("fc2")
// CHECK{LITERAL}: module attributes {vit.census = [["patch_embedding", "vit.conv2d",
// CHECK-SAME: #[[PATCHES]]], ["qkv", "vit.matmul", #[[Q]]], ["qkv", "vit.matmul", #[[KV]]],
// CHECK-SAME: ["attention", "vit.softmax", #[[SOFTMAX]]], ["mlp", "vit.matmul", #[[FC2]]]
module {
  func.func @block(%x: tensor<1x1x4x4xf32>) -> tensor<1x4x2xf32> {
    %p = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
    %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
    %v = vit.constant dense<[[1.,3.],[1.,3.]]> : tensor<2x2xf32>
    %0 = vit.conv2d %x, %p {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32> loc("patches")
    %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
    %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
    %3 = vit.matmul %2, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("q")
    %4 = vit.matmul %2, %v : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("kv")
    %5 = vit.transpose %4 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
    %6 = vit.matmul %3, %5 : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
    %7 = vit.softmax %6 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32> loc("softmax")
    %8 = vit.matmul %7, %4 : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
    %9 = vit.matmul %8, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("projection")
    %10 = vit.matmul %9, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("fc1")
    %11 = vit.hard_swish %10 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
    %12 = vit.matmul %11, %v : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32> loc("fc2")
    return %12 : tensor<1x4x2xf32>
  }
}

// -----

// An attention that nothing projects for stands for its projection, too.
// CHECK{LITERAL}: module attributes {vit.census = [["qkv", "vit.softmax", #loc], ["attention", "vit.softmax", #loc]]}
module {
  func.func @attention(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
    %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
    %1 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32> loc("softmax")
    %2 = vit.matmul %1, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
    return %2 : tensor<6x5x8xf32>
  }
}

// -----

// CHECK: module attributes {vit.census = []}
module {
  func.func @classifier(%x: tensor<5x8xf32>, %y: tensor<8x3xf32>) -> tensor<5x3xf32> {
    %0 = vit.matmul %x, %y : (tensor<5x8xf32>, tensor<8x3xf32>) -> tensor<5x3xf32>
    %1 = vit.softmax %0 {axis = 1} : (tensor<5x3xf32>) -> tensor<5x3xf32>
    return %1 : tensor<5x3xf32>
  }
}
