// RUN: vitc-opt %s --vit-fuse-rotary --canonicalize --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-fuse-rotary --vit-decompose --verify-numerics -o /dev/null

// CHECK-LABEL: func @rotates_halves
// CHECK: %[[T:.*]] = vit.transpose %arg0 {permutation = array<i64: 0, 2, 1, 3>}
// CHECK: %[[R:.*]] = vit.rotary %[[T]] cos %{{.*}} sin %{{.*}} : (tensor<1x3x2x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>)
// CHECK: vit.transpose %[[R]]
// CHECK-NOT: vit.concat
func.func @rotates_halves(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %cos = vit.constant dense<[[1.,2.,3.,4.],[5.,6.,7.,8.],[9.,8.,7.,6.]]> : tensor<3x4xf32>
  %sin = vit.constant dense<[[3.,2.,1.,4.],[5.,5.,7.,8.],[9.,8.,1.,6.]]> : tensor<3x4xf32>
  %a = vit.slice %x {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %b = vit.slice %x {starts = array<i64: 0, 0, 0, 2>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %n = vit.neg %b : (tensor<1x2x3x2xf32>) -> tensor<1x2x3x2xf32>
  %r = vit.concat %n, %a {axis = 3 : i64} : (tensor<1x2x3x2xf32>, tensor<1x2x3x2xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.mul %x, %cos : (tensor<1x2x3x4xf32>, tensor<3x4xf32>) -> tensor<1x2x3x4xf32>
  %1 = vit.mul %sin, %r : (tensor<3x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  %2 = vit.add %1, %0 : (tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %2 : tensor<1x2x3x4xf32>
}

// The first token has no position: cos 1, sin 0.
// CHECK-LABEL: func @rotates_neighbours_behind_a_class_token
// CHECK: %[[C:.*]] = vit.constant dense<{{\[\[}}1.000000e+00, 1.000000e+00, 1.000000e+00, 1.000000e+00], [1.000000e+00, 2.0
// CHECK: %[[S:.*]] = vit.constant dense<{{\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00], [3.000000e+00, 2.0
// CHECK: vit.rotary %{{.*}} cos %[[C]] sin %[[S]] {interleaved}
// CHECK-NOT: vit.neg
func.func @rotates_neighbours_behind_a_class_token(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %cos = vit.constant dense<[[1.,2.,3.,4.],[5.,6.,7.,8.]]> : tensor<2x4xf32>
  %sin = vit.constant dense<[[3.,2.,1.,4.],[5.,5.,7.,8.]]> : tensor<2x4xf32>
  %p = vit.slice %x {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 2, 1, 4>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x1x4xf32>
  %t = vit.slice %x {starts = array<i64: 0, 0, 1, 0>, sizes = array<i64: 1, 2, 2, 4>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x2x4xf32>
  %a = vit.slice %x {starts = array<i64: 0, 0, 1, 0>, sizes = array<i64: 1, 2, 2, 2>, steps = array<i64: 1, 1, 1, 2>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x2x2xf32>
  %b = vit.slice %x {starts = array<i64: 0, 0, 1, 1>, sizes = array<i64: 1, 2, 2, 2>, steps = array<i64: 1, 1, 1, 2>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x2x2xf32>
  %n = vit.neg %b : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %u = vit.reshape %n {shape = array<i64: 1, 2, 2, 2, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2x1xf32>
  %v = vit.reshape %a {shape = array<i64: 1, 2, 2, 2, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2x1xf32>
  %s = vit.concat %u, %v {axis = 4 : i64} : (tensor<1x2x2x2x1xf32>, tensor<1x2x2x2x1xf32>) -> tensor<1x2x2x2x2xf32>
  %r = vit.reshape %s {shape = array<i64: 1, 2, 2, 4>} : (tensor<1x2x2x2x2xf32>) -> tensor<1x2x2x4xf32>
  %0 = vit.mul %t, %cos : (tensor<1x2x2x4xf32>, tensor<2x4xf32>) -> tensor<1x2x2x4xf32>
  %1 = vit.mul %r, %sin : (tensor<1x2x2x4xf32>, tensor<2x4xf32>) -> tensor<1x2x2x4xf32>
  %2 = vit.add %0, %1 : (tensor<1x2x2x4xf32>, tensor<1x2x2x4xf32>) -> tensor<1x2x2x4xf32>
  %3 = vit.concat %p, %2 {axis = 2 : i64} : (tensor<1x2x1x4xf32>, tensor<1x2x2x4xf32>) -> tensor<1x2x3x4xf32>
  return %3 : tensor<1x2x3x4xf32>
}

// The halves change places without a change of sign.
// CHECK-LABEL: func @leaves_halves_that_are_swapped
// CHECK-NOT: vit.rotary
// CHECK: return
func.func @leaves_halves_that_are_swapped(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %cos = vit.constant dense<[[1.,2.,3.,4.],[5.,6.,7.,8.],[9.,8.,7.,6.]]> : tensor<3x4xf32>
  %a = vit.slice %x {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %b = vit.slice %x {starts = array<i64: 0, 0, 0, 2>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %r = vit.concat %b, %a {axis = 3 : i64} : (tensor<1x2x3x2xf32>, tensor<1x2x3x2xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.mul %x, %cos : (tensor<1x2x3x4xf32>, tensor<3x4xf32>) -> tensor<1x2x3x4xf32>
  %1 = vit.mul %r, %cos : (tensor<1x2x3x4xf32>, tensor<3x4xf32>) -> tensor<1x2x3x4xf32>
  %2 = vit.add %0, %1 : (tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %2 : tensor<1x2x3x4xf32>
}

// What is rotated is another value than what it is added to.
// CHECK-LABEL: func @leaves_a_sum_of_two_values
// CHECK-NOT: vit.rotary
// CHECK: return
func.func @leaves_a_sum_of_two_values(%x: tensor<1x2x3x4xf32>, %y: tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32> {
  %cos = vit.constant dense<[[1.,2.,3.,4.],[5.,6.,7.,8.],[9.,8.,7.,6.]]> : tensor<3x4xf32>
  %a = vit.slice %x {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %b = vit.slice %x {starts = array<i64: 0, 0, 0, 2>, sizes = array<i64: 1, 2, 3, 2>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x2xf32>
  %n = vit.neg %b : (tensor<1x2x3x2xf32>) -> tensor<1x2x3x2xf32>
  %r = vit.concat %n, %a {axis = 3 : i64} : (tensor<1x2x3x2xf32>, tensor<1x2x3x2xf32>) -> tensor<1x2x3x4xf32>
  %0 = vit.mul %y, %cos : (tensor<1x2x3x4xf32>, tensor<3x4xf32>) -> tensor<1x2x3x4xf32>
  %1 = vit.mul %r, %cos : (tensor<1x2x3x4xf32>, tensor<3x4xf32>) -> tensor<1x2x3x4xf32>
  %2 = vit.add %0, %1 : (tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  return %2 : tensor<1x2x3x4xf32>
}
