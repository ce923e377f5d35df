// RUN: vitc-opt %s --vit-fuse-linear --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-fuse-linear --vit-decompose --verify-numerics -o /dev/null

// CHECK-LABEL: func @takes_bias_activation_scale_and_residual
// CHECK: %[[R:.*]] = vit.linear(%[[X:.*]] = %arg0 : tensor<1x3x4xf32>, %[[W:.*]] = %{{.*}} : tensor<4x4xf32>, %[[B:.*]] = %{{.*}} : tensor<4xf32>, %[[S:.*]] = %{{.*}} : tensor<4xf32>, %[[Y:.*]] = %arg1 : tensor<1x3x4xf32>)
// CHECK-NEXT: vit.matmul %[[X]], %[[W]]
// CHECK-NEXT: vit.add {{.*}}, %[[B]]
// CHECK-NEXT: vit.relu
// CHECK-NEXT: vit.mul {{.*}}, %[[S]]
// CHECK-NEXT: %[[LAST:.*]] = vit.add {{.*}}, %[[Y]]
// CHECK-NEXT: vit.yield %[[LAST]]
// CHECK: return %[[R]]
func.func @takes_bias_activation_scale_and_residual(%x: tensor<1x3x4xf32>, %y: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %b = vit.constant dense<[1.,2.,3.,4.]> : tensor<4xf32>
  %s = vit.constant dense<[2.,3.,4.,5.]> : tensor<4xf32>
  %0 = vit.matmul %x, %w : (tensor<1x3x4xf32>, tensor<4x4xf32>) -> tensor<1x3x4xf32>
  %1 = vit.add %0, %b : (tensor<1x3x4xf32>, tensor<4xf32>) -> tensor<1x3x4xf32>
  %2 = vit.relu %1 : (tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %3 = vit.mul %s, %2 : (tensor<4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %4 = vit.add %y, %3 : (tensor<1x3x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  return %4 : tensor<1x3x4xf32>
}

// The normalisation comes with its slice of tokens; a literal is written into the region.
// CHECK-LABEL: func @takes_the_normalisation_before_it
// CHECK: vit.linear(%[[X:.*]] = %arg0 : tensor<1x3x4xf32>, %[[W:.*]] = %{{.*}} : tensor<4x4xf32>) -> tensor<1x1x4xf32> {
// CHECK-NEXT: vit.layer_norm %[[X]]
// CHECK-NEXT: vit.slice
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.constant dense<2.0
// CHECK-NEXT: vit.mul
func.func @takes_the_normalisation_before_it(%x: tensor<1x3x4xf32>) -> tensor<1x1x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %c = vit.constant dense<2.0> : tensor<f32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %1 = vit.slice %0 {starts = array<i64: 0, 1, 0>, sizes = array<i64: 1, 1, 4>, steps = array<i64: 1, 1, 1>} : (tensor<1x3x4xf32>) -> tensor<1x1x4xf32>
  %2 = vit.matmul %1, %w : (tensor<1x1x4xf32>, tensor<4x4xf32>) -> tensor<1x1x4xf32>
  %3 = vit.mul %2, %c : (tensor<1x1x4xf32>, tensor<f32>) -> tensor<1x1x4xf32>
  return %3 : tensor<1x1x4xf32>
}

// CHECK-LABEL: func @leaves_a_normalisation_that_is_read_twice
// CHECK: vit.layer_norm
// CHECK: vit.linear
// CHECK-NOT: vit.layer_norm
// CHECK: return
func.func @leaves_a_normalisation_that_is_read_twice(%x: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %1 = vit.matmul %0, %w : (tensor<1x3x4xf32>, tensor<4x4xf32>) -> tensor<1x3x4xf32>
  %2 = vit.add %1, %0 : (tensor<1x3x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  return %2 : tensor<1x3x4xf32>
}

// The residual is [3, 4] against [1, 4]: it would compute three rows of one product.
// CHECK-LABEL: func @leaves_a_residual_of_another_shape
// CHECK: %[[L:.*]] = vit.linear
// CHECK: vit.add %[[L]], %arg1
func.func @leaves_a_residual_of_another_shape(%x: tensor<1x1x4xf32>, %y: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %b = vit.constant dense<[1.,2.,3.,4.]> : tensor<4xf32>
  %0 = vit.matmul %x, %w : (tensor<1x1x4xf32>, tensor<4x4xf32>) -> tensor<1x1x4xf32>
  %1 = vit.add %0, %b : (tensor<1x1x4xf32>, tensor<4xf32>) -> tensor<1x1x4xf32>
  %2 = vit.add %1, %y : (tensor<1x1x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  return %2 : tensor<1x3x4xf32>
}

// What depends on the product by way of other ops cannot be an operand of its epilogue.
// CHECK-LABEL: func @leaves_what_needs_the_result_outside
// CHECK: %[[L:.*]] = vit.linear
// CHECK: %[[S:.*]] = vit.softmax %[[L]]
// CHECK: vit.add %[[L]], %[[S]]
func.func @leaves_what_needs_the_result_outside(%x: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %b = vit.constant dense<[1.,2.,3.,4.]> : tensor<4xf32>
  %0 = vit.matmul %x, %w : (tensor<1x3x4xf32>, tensor<4x4xf32>) -> tensor<1x3x4xf32>
  %1 = vit.add %0, %b : (tensor<1x3x4xf32>, tensor<4xf32>) -> tensor<1x3x4xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  %3 = vit.add %1, %2 : (tensor<1x3x4xf32>, tensor<1x3x4xf32>) -> tensor<1x3x4xf32>
  return %3 : tensor<1x3x4xf32>
}

// CHECK-LABEL: func @leaves_a_bare_product_and_one_of_activations
// CHECK-NOT: vit.linear
// CHECK: return
func.func @leaves_a_bare_product_and_one_of_activations(%x: tensor<1x4x4xf32>) -> tensor<1x4x4xf32> {
  %w = vit.constant dense<[[1.,2.,3.,4.],[1.,2.,3.,5.],[1.,2.,3.,6.],[1.,2.,3.,7.]]> : tensor<4x4xf32>
  %0 = vit.matmul %x, %w : (tensor<1x4x4xf32>, tensor<4x4xf32>) -> tensor<1x4x4xf32>
  %1 = vit.matmul %0, %x : (tensor<1x4x4xf32>, tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  %2 = vit.relu %1 : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  return %2 : tensor<1x4x4xf32>
}
