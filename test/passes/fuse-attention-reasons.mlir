// Why an attention is not fused is noted at its softmax.
// RUN: vitc-opt %s --vit-fuse-attention | FileCheck %s

// CHECK-LABEL: func @fused
// CHECK-NOT: not_fused
func.func @fused(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: func @softmax_over_the_queries
// CHECK: vit.softmax {{.*}}vit.not_fused = "the softmax does not run over the keys"
func.func @softmax_over_the_queries(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 1} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// CHECK-LABEL: func @weights_with_another_user
// CHECK: vit.softmax {{.*}}vit.not_fused = "'weights' is also read by the model's caller, as an output"
func.func @weights_with_another_user(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32> loc("weights")
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3, %2 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}

// CHECK-LABEL: func @scores_with_another_user
// CHECK: vit.softmax {{.*}}vit.not_fused = "'scores' is also read by 'other'"
func.func @scores_with_another_user(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32> loc("scores")
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  %4 = vit.exp %0 : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32> loc("other")
  return %3, %4 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}

// CHECK-LABEL: func @product_with_another_user
// CHECK: vit.softmax {{.*}}vit.not_fused = "'product' is also read by 'other'"
func.func @product_with_another_user(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<6x5x5xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32> loc("product")
  %1 = vit.add %0, %m : (tensor<6x5x5xf32>, tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %1 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  %4 = vit.exp %0 : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32> loc("other")
  return %3, %4 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}

// CHECK-LABEL: func @a_movement_between
// CHECK: vit.softmax {{.*}}vit.not_fused = "'flat' (vit.reshape) stands between the softmax and the values"
func.func @a_movement_between(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<1x6x5x8xf32>) -> tensor<1x6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.reshape %1 {shape = array<i64: 1, 6, 5, 5>} : (tensor<6x5x5xf32>) -> tensor<1x6x5x5xf32> loc("flat")
  %3 = vit.matmul %2, %v : (tensor<1x6x5x5xf32>, tensor<1x6x5x8xf32>) -> tensor<1x6x5x8xf32>
  return %3 : tensor<1x6x5x8xf32>
}

// CHECK-LABEL: func @weights_on_the_right
// CHECK: vit.softmax {{.*}}vit.not_fused = "the weights are the right operand of 'sum'"
func.func @weights_on_the_right(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x8x5xf32>) -> tensor<6x8x5xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.matmul %v, %1 : (tensor<6x8x5xf32>, tensor<6x5x5xf32>) -> tensor<6x8x5xf32> loc("sum")
  return %2 : tensor<6x8x5xf32>
}

// A classifier's softmax is no attention.
// CHECK-LABEL: func @probabilities
// CHECK-NOT: not_fused
func.func @probabilities(%q: tensor<5x8xf32>, %k: tensor<8x5xf32>) -> tensor<5x5xf32> {
  %0 = vit.matmul %q, %k : (tensor<5x8xf32>, tensor<8x5xf32>) -> tensor<5x5xf32>
  %1 = vit.softmax %0 {axis = 1} : (tensor<5x5xf32>) -> tensor<5x5xf32>
  return %1 : tensor<5x5xf32>
}

// CHECK-LABEL: func @weights_that_are_changed
// CHECK: vit.softmax {{.*}}vit.not_fused = "a vit.mul (vit.mul) stands between the softmax and the values"
func.func @weights_that_are_changed(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>, %m: tensor<6x5x5xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %1 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.mul %1, %m : (tensor<6x5x5xf32>, tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

// Talking heads.
// CHECK-LABEL: func @heads_that_are_mixed
// CHECK: vit.softmax {{.*}}vit.not_fused = "'proj_w' (vit.matmul) stands between the softmax and the values"
func.func @heads_that_are_mixed(%q: tensor<1x2x5x8xf32>, %k: tensor<1x2x8x5xf32>, %v: tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32> {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %0 = vit.matmul %q, %k : (tensor<1x2x5x8xf32>, tensor<1x2x8x5xf32>) -> tensor<1x2x5x5xf32>
  %1 = vit.softmax %0 {axis = 3} : (tensor<1x2x5x5xf32>) -> tensor<1x2x5x5xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x5x5xf32>) -> tensor<1x5x5x2xf32>
  %3 = vit.matmul %2, %w : (tensor<1x5x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x5x2xf32> loc("proj_w")
  %4 = vit.transpose %3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x2x5x5xf32>
  %5 = vit.matmul %4, %v : (tensor<1x2x5x5xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  return %5 : tensor<1x2x5x8xf32>
}
