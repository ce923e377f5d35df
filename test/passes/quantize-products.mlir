// RUN: vitc-opt %s --vit-quantize-products --vit-fold-constants | FileCheck %s
// RUN: vitc-opt %s --vit-quantize-products=bits=16 --vit-fold-constants | FileCheck %s --check-prefix=WIDE
// RUN: vitc-opt %s --vit-quantize-products --vit-fold-constants --vit-quantize-products | FileCheck %s
// RUN: vitc-opt %s --vit-quantize-products --vit-decompose -o /dev/null
// RUN: not vitc-opt %s --vit-quantize-products=bits=4 2>&1 | FileCheck %s --check-prefix=BITS
// BITS: vit-quantize-products: bits = 4 is neither 8 nor 16

// Columns have scales of their own: (127 + 64) / 127 of the first, whose two elements add up; that of a column of zeros is no 0.
// 128 * (84 + 43) = 16256.
// CHECK-LABEL: func @main
// CHECK-DAG: %[[Q:.*]] = vit.constant dense<{{\[\[}}84, -64, 0], [43, 127, 0]]> : tensor<2x3xi8>
// CHECK-DAG: %[[SUMS:.*]] = vit.constant dense<[16256, 8064, 0]> : tensor<3xi32>
// CHECK-DAG: %[[SCALES:.*]] = vit.constant dense<[1.50393701, 0.00787401571, 7.87401561E-36]> : tensor<3xf32>
// CHECK: vit.linear(%[[X:.*]] = %arg0 : {{.*}}, %[[B:.*]] = %[[Q]] : tensor<2x3xi8>, %[[C:.*]] = %[[SUMS]] : tensor<3xi32>, %[[D:.*]] = %[[SCALES]] : tensor<3xf32>)
// CHECK-NEXT: %[[ABS:.*]] = vit.abs %[[X]]
// CHECK-NEXT: vit.reduce_max %[[ABS]] {axes = array<i64: 2>, keep_dims}
// CHECK: %[[ROUND:.*]] = vit.round
// CHECK: %[[WHOLE:.*]] = vit.add %[[ROUND]]
// CHECK: %[[ROWS:.*]] = vit.cast %[[WHOLE]] to ui8
// CHECK: %[[P:.*]] = vit.matmul %[[ROWS]], %[[B]] {pairs_fit} : (tensor<1x5x2xui8>, tensor<2x3xi8>) -> tensor<1x5x3xi32>
// CHECK: %[[S:.*]] = vit.sub %[[P]], %[[C]]
// CHECK: %[[F:.*]] = vit.cast %[[S]] to f32
// CHECK: %[[M:.*]] = vit.mul %[[F]], %[[D]]
// CHECK: vit.mul %[[M]]
// CHECK: vit.relu
// 2147483647 / 127 / 2 is more than 16 bits hold.
// WIDE-LABEL: func @main
// WIDE: vit.constant dense<3.276700e+04>
// WIDE-NOT: vit.add
// WIDE: vit.cast {{.*}} to i16
// WIDE: vit.matmul {{.*}} : (tensor<1x5x2xi16>, tensor<2x3xi8>) -> tensor<1x5x3xi32>
// WIDE-NOT: vit.sub
func.func @main(%x: tensor<1x5x2xf32>) -> tensor<1x5x3xf32> {
  %w = vit.constant dense<[[127.0, -0.5, 0.0], [64.0, 1.0, 0.0]]> : tensor<2x3xf32>
  %0 = vit.linear(%a = %x : tensor<1x5x2xf32>, %b = %w : tensor<2x3xf32>) -> tensor<1x5x3xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
    %2 = vit.relu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
    vit.yield %2 : tensor<1x5x3xf32>
  }
  %3 = vit.layer_norm %0 {axis = 2, epsilon = 1.0e-6} : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  return %3 : tensor<1x5x3xf32>
}

// Products that read the same rows have them quantised once, and read other columns.
// CHECK-LABEL: func @reads_rows_once
// CHECK: vit.qkv_projection
// CHECK: vit.layer_norm
// CHECK: vit.cast {{.*}} to ui8
// CHECK-NOT: to ui8
// CHECK: yield
func.func @reads_rows_once(%x: tensor<1x5x2xf32>, %s: tensor<2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[127.0, -0.5], [64.0, 1.0]]> : tensor<2x2xf32>
  %v = vit.constant dense<[[127.0, -0.25], [64.0, 1.0]]> : tensor<2x2xf32>
  %0:2 = vit.qkv_projection(%a = %x : tensor<1x5x2xf32>, %n = %s : tensor<2xf32>, %b = %w : tensor<2x2xf32>, %c = %v : tensor<2x2xf32>) -> (tensor<1x5x2xf32>, tensor<1x5x2xf32>) {
    %1 = vit.layer_norm %a scale %n {axis = 2, epsilon = 1.0e-6} : (tensor<1x5x2xf32>, tensor<2xf32>) -> tensor<1x5x2xf32>
    %2 = vit.matmul %1, %b : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    %3 = vit.matmul %1, %c : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    vit.yield %2, %3 : tensor<1x5x2xf32>, tensor<1x5x2xf32>
  }
  %4 = vit.mul %0#0, %0#1 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// The logits behind the model's result, and a literal.
// CHECK-LABEL: func @stays_before_softmax
// CHECK-NOT: to ui8
// CHECK: return
func.func @stays_before_softmax(%x: tensor<1x5x2xf32>) -> (tensor<1x5x2xf32>, tensor<1x5x2xf32>) {
  %w = vit.constant dense<[[127.0, -0.5], [64.0, 1.0]]> : tensor<2x2xf32>
  %0 = vit.linear(%a = %x : tensor<1x5x2xf32>, %b = %w : tensor<2x2xf32>) -> tensor<1x5x2xf32> {
    %1 = vit.matmul %a, %b : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    %2 = vit.add %1, %a : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
    vit.yield %2 : tensor<1x5x2xf32>
  }
  %3 = vit.softmax %0 {axis = 2 : i64} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.linear(%a = %3 : tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
    %w0 = vit.constant dense<0.0> : tensor<2x2xf32>
    %1 = vit.matmul %a, %w0 : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
    %2 = vit.relu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
    vit.yield %2 : tensor<1x5x2xf32>
  }
  %5 = vit.relu %4 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %3, %5 : tensor<1x5x2xf32>, tensor<1x5x2xf32>
}

// The model's result, in another shape; two values; another element type.
// CHECK-LABEL: func @stays
// CHECK-NOT: to ui8
// CHECK: return
func.func @stays(%x: tensor<1x5x2xf32>, %y: tensor<2x2xf32>, %h: tensor<5x2xf16>) -> (tensor<5x2xf32>, tensor<1x5x2xf32>, tensor<5x2xf16>) {
  %w = vit.constant dense<[[127.0, -0.5], [64.0, 1.0]]> : tensor<2x2xf32>
  %u = vit.constant dense<[[127.0, -0.5], [64.0, 1.0]]> : tensor<2x2xf16>
  %0 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 5, 2>} : (tensor<1x5x2xf32>) -> tensor<5x2xf32>
  %2 = vit.matmul %x, %y : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %3 = vit.relu %2 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.matmul %h, %u : (tensor<5x2xf16>, tensor<2x2xf16>) -> tensor<5x2xf16>
  %5 = vit.relu %4 : (tensor<5x2xf16>) -> tensor<5x2xf16>
  return %1, %3, %5 : tensor<5x2xf32>, tensor<1x5x2xf32>, tensor<5x2xf16>
}

// There are no pairs of three rows: the largest element is 127.
// CHECK-LABEL: func @odd
// CHECK: vit.constant dense<{{\[\[}}127, -64], [64, 127], [0, 127]]> : tensor<3x2xi8>
// CHECK: vit.matmul {{.*}}, %{{[a-z0-9]+}} : (tensor<5x3xui8>
func.func @odd(%x: tensor<5x3xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[127.0, -0.5], [64.0, 1.0], [0.0, 1.0]]> : tensor<3x2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  %1 = vit.relu %0 : (tensor<5x2xf32>) -> tensor<5x2xf32>
  return %1 : tensor<5x2xf32>
}

// Of products that were joined, one is the result. The first layer of an MLP is none, though its second is.
// CHECK-LABEL: func @parts_of_the_result
// CHECK: vit.matmul %arg0, %{{[a-z0-9_]+}} : (tensor<5x2xf32>, tensor<2x4xf32>)
// CHECK: vit.mlp
// CHECK: vit.matmul {{.*}} : (tensor<5x2xui8>, tensor<2x2xi8>)
// CHECK: vit.gelu
// CHECK: vit.matmul {{.*}} : (tensor<5x2xf32>, tensor<2x2xf32>)
func.func @parts_of_the_result(%x: tensor<5x2xf32>) -> (tensor<5x2xf32>, tensor<5x2xf32>) {
  %w = vit.constant dense<[[127.0, -0.5, 1.0, 2.0], [64.0, 1.0, 0.5, 3.0]]> : tensor<2x4xf32>
  %u = vit.constant dense<[[127.0, -0.5], [64.0, 1.0]]> : tensor<2x2xf32>
  %v = vit.constant dense<[[127.0, -0.25], [64.0, 1.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x4xf32>) -> tensor<5x4xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 0>, sizes = array<i64: 5, 2>, steps = array<i64: 1, 1>} : (tensor<5x4xf32>) -> tensor<5x2xf32>
  %2 = vit.slice %0 {starts = array<i64: 0, 2>, sizes = array<i64: 5, 2>, steps = array<i64: 1, 1>} : (tensor<5x4xf32>) -> tensor<5x2xf32>
  %3 = vit.mlp(%a = %2 : tensor<5x2xf32>, %b = %u : tensor<2x2xf32>, %c = %v : tensor<2x2xf32>) -> tensor<5x2xf32> {
    %4 = vit.matmul %a, %b : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
    %5 = vit.gelu %4 : (tensor<5x2xf32>) -> tensor<5x2xf32>
    %6 = vit.matmul %5, %c : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
    vit.yield %6 : tensor<5x2xf32>
  }
  return %1, %3 : tensor<5x2xf32>, tensor<5x2xf32>
}
