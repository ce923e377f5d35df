// RUN: vitc-opt %s --vit-fuse-mlp --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-fuse-mlp --vit-decompose --verify-numerics -o /dev/null

// CHECK-LABEL: func @takes_normalisation_bias_scale_and_residual
// CHECK: vit.mlp(%[[X:.*]] = %arg0 : tensor<1x5x2xf32>,
// CHECK-NEXT: vit.layer_norm %[[X]]
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.add
// CHECK-NEXT: vit.gelu
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.mul
// CHECK-NEXT: %[[R:.*]] = vit.add %{{.*}}, %[[X]]
// CHECK-NEXT: vit.yield %[[R]]
// CHECK-NOT: vit.not_fused
func.func @takes_normalisation_bias_scale_and_residual(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %b = vit.constant dense<[1.,2.,3.]> : tensor<3xf32>
  %s = vit.constant dense<[1.,2.]> : tensor<2xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %1 = vit.matmul %0, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.add %1, %b : (tensor<1x5x3xf32>, tensor<3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.gelu %2 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %4 = vit.matmul %3, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  %5 = vit.mul %4, %s : (tensor<1x5x2xf32>, tensor<2xf32>) -> tensor<1x5x2xf32>
  %6 = vit.add %x, %5 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  return %6 : tensor<1x5x2xf32>
}

// SwiGLU, with a normalisation of the hidden layer (EVA-02).
// CHECK-LABEL: func @takes_a_gated_hidden_layer
// CHECK: vit.mlp(
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.silu
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.mul
// CHECK-NEXT: vit.layer_norm
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.yield
func.func @takes_a_gated_hidden_layer(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %u = vit.constant dense<[[1.,-2.,3.],[1.,2.,-4.]]> : tensor<2x3xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.matmul %x, %u : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.silu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %4 = vit.mul %3, %2 : (tensor<1x5x3xf32>, tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %5 = vit.layer_norm %4 {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %6 = vit.matmul %5, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  return %6 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_hidden_layer_that_is_read_twice
// CHECK-NOT: vit.mlp
// CHECK: vit.matmul {{.*}}vit.not_fused = "'act' is also read by 'other'"
func.func @leaves_a_hidden_layer_that_is_read_twice(%x: tensor<1x5x2xf32>) -> (tensor<1x5x2xf32>, tensor<1x5x3xf32>) {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.gelu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32> loc("act")
  %3 = vit.matmul %2, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.relu %2 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32> loc("other")
  return %3, %4 : tensor<1x5x2xf32>, tensor<1x5x3xf32>
}

// CHECK-LABEL: func @leaves_what_an_op_stands_between
// CHECK: vit.not_fused = "'sum' (vit.cumsum) stands between the layers"
func.func @leaves_what_an_op_stands_between(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %a = vit.constant dense<1> : tensor<i64>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.cumsum %1 {axis = 1 : i64} : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32> loc("sum")
  %3 = vit.gelu %2 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %4 = vit.matmul %3, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_weight_that_is_computed
// CHECK: vit.not_fused = "the weight of 'second' is not a constant matrix"
func.func @leaves_a_weight_that_is_computed(%x: tensor<1x5x2xf32>, %y: tensor<3x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.gelu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.matmul %2, %y : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32> loc("second")
  return %3 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_gate_of_another_input
// CHECK: vit.not_fused = "'up' and 'gate' read different inputs"
func.func @leaves_a_gate_of_another_input(%x: tensor<1x5x2xf32>, %y: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32> loc("gate")
  %2 = vit.matmul %y, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32> loc("up")
  %3 = vit.silu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %4 = vit.mul %3, %2 : (tensor<1x5x3xf32>, tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %5 = vit.matmul %4, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  return %5 : tensor<1x5x2xf32>
}

// Two linear layers without an activation between them are no MLP.
// CHECK-LABEL: func @leaves_two_linears
// CHECK-NOT: vit.mlp
// CHECK-NOT: not_fused
// CHECK: return
func.func @leaves_two_linears(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.matmul %1, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  return %2 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_normalisation_with_a_second_reader
// CHECK: vit.layer_norm
// CHECK: vit.mlp(
// CHECK-SAME: attributes {vit.not_fused = "'norm' is also read by 'reader'"}
func.func @leaves_a_normalisation_with_a_second_reader(%x: tensor<1x5x2xf32>) -> (tensor<1x5x2xf32>, tensor<1x5x2xf32>) {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %0 = vit.layer_norm %x {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32> loc("norm")
  %1 = vit.matmul %0, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.gelu %1 : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.matmul %2, %v : (tensor<1x5x3xf32>, tensor<3x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.neg %0 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32> loc("reader")
  return %3, %4 : tensor<1x5x2xf32>, tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_movement_between_the_layers
// CHECK: vit.not_fused = "'flat' (vit.reshape) stands between the layers"
func.func @leaves_a_movement_between_the_layers(%x: tensor<1x5x2xf32>) -> tensor<5x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x3xf32>) -> tensor<1x5x3xf32>
  %2 = vit.leaky_relu %1 {alpha = 0.1 : f32} : (tensor<1x5x3xf32>) -> tensor<1x5x3xf32>
  %3 = vit.reshape %2 {shape = array<i64: 5, 3>} : (tensor<1x5x3xf32>) -> tensor<5x3xf32> loc("flat")
  %4 = vit.matmul %3, %v : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  return %4 : tensor<5x2xf32>
}

// A convolution of each channel between the layers (SegFormer), added to what it reads (LeFF).
// CHECK-LABEL: func @leaves_a_depthwise_convolution_between
// CHECK: vit.not_fused = "'tokens' (vit.transpose) stands between the layers"
func.func @leaves_a_depthwise_convolution_between(%x: tensor<1x4x2xf32>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1.,2.,3.],[1.,2.,4.]]> : tensor<2x3xf32>
  %v = vit.constant dense<[[1.,2.],[1.,3.],[4.,2.]]> : tensor<3x2xf32>
  %f = vit.constant dense<[[[[1.]]],[[[2.]]],[[[3.]]]]> : tensor<3x1x1x1xf32>
  %1 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x3xf32>) -> tensor<1x4x3xf32>
  %2 = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x3xf32>) -> tensor<1x3x4xf32>
  %3 = vit.reshape %2 {shape = array<i64: 1, 3, 2, 2>} : (tensor<1x3x4xf32>) -> tensor<1x3x2x2xf32>
  %4 = vit.conv2d %3, %f {strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, groups = 3 : i64} : (tensor<1x3x2x2xf32>, tensor<3x1x1x1xf32>) -> tensor<1x3x2x2xf32>
  %5 = vit.add %4, %3 : (tensor<1x3x2x2xf32>, tensor<1x3x2x2xf32>) -> tensor<1x3x2x2xf32>
  %6 = vit.reshape %5 {shape = array<i64: 1, 3, 4>} : (tensor<1x3x2x2xf32>) -> tensor<1x3x4xf32>
  %7 = vit.transpose %6 {permutation = array<i64: 0, 2, 1>} : (tensor<1x3x4xf32>) -> tensor<1x4x3xf32> loc("tokens")
  %8 = vit.gelu %7 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  %9 = vit.matmul %8, %v : (tensor<1x4x3xf32>, tensor<3x2xf32>) -> tensor<1x4x2xf32>
  return %9 : tensor<1x4x2xf32>
}

// Mixers that multiply tokens from the left.
// CHECK-LABEL: func @leaves_weights_on_the_left
// CHECK: vit.not_fused = "'second' has its weight on the left"
func.func @leaves_weights_on_the_left(%x: tensor<1x2x5xf32>) -> tensor<1x2x5xf32> {
  %w = vit.constant dense<[[1.,2.],[3.,1.],[2.,4.]]> : tensor<3x2xf32>
  %v = vit.constant dense<[[1.,2.,1.],[3.,4.,2.]]> : tensor<2x3xf32>
  %1 = vit.matmul %w, %x : (tensor<3x2xf32>, tensor<1x2x5xf32>) -> tensor<1x3x5xf32>
  %2 = vit.gelu %1 : (tensor<1x3x5xf32>) -> tensor<1x3x5xf32>
  %3 = vit.matmul %v, %2 : (tensor<2x3xf32>, tensor<1x3x5xf32>) -> tensor<1x2x5xf32> loc("second")
  return %3 : tensor<1x2x5xf32>
}

// Of three layers the first two are fused, and the third is no MLP.
// CHECK-LABEL: func @takes_two_of_three_layers
// CHECK: vit.mlp(
// CHECK-NOT: vit.not_fused
// CHECK: return
func.func @takes_two_of_three_layers(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.gelu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %3 = vit.matmul %2, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.gelu %3 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %5 = vit.matmul %4, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %5 : tensor<1x5x2xf32>
}

// What reads the normalised sum of an activation and something else is no second layer: a residual stream.
// CHECK-LABEL: func @leaves_a_residual_stream
// CHECK-NOT: not_fused
// CHECK: return
func.func @leaves_a_residual_stream(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.gelu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %3 = vit.add %x, %2 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.layer_norm %3 {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %5 = vit.matmul %4, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %5 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @leaves_a_skip_around_the_first_layer
// CHECK: vit.not_fused = "the hidden layer reads an input of the model, too"
func.func @leaves_a_skip_around_the_first_layer(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.gelu %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %3 = vit.add %x, %2 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.matmul %3, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// A gate of another branch: a gated attention's projection is no MLP.
// CHECK-LABEL: func @leaves_a_gate_of_something_else
// CHECK-NOT: not_fused
// CHECK: return
func.func @leaves_a_gate_of_something_else(%x: tensor<1x5x2xf32>, %y: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.sigmoid %1 : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %3 = vit.mul %y, %2 : (tensor<1x5x2xf32>, tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %4 = vit.matmul %3, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}

// An activation behind no layer makes no MLP: the image, behind a ReLU.
// CHECK-LABEL: func @leaves_one_layer
// CHECK-NOT: not_fused
// CHECK: return
func.func @leaves_one_layer(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %1 = vit.relu %x : (tensor<1x5x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.matmul %1, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %2 : tensor<1x5x2xf32>
}

// CHECK-LABEL: func @takes_an_activation_by_comparison
// CHECK: vit.mlp(
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.constant
// CHECK-NEXT: vit.compare
// CHECK: vit.select
// CHECK-NEXT: vit.matmul
// CHECK-NEXT: vit.yield
func.func @takes_an_activation_by_comparison(%x: tensor<1x5x2xf32>) -> tensor<1x5x2xf32> {
  %w = vit.constant dense<[[1.,2.],[1.,3.]]> : tensor<2x2xf32>
  %l = vit.constant dense<0.5> : tensor<f32>
  %z = vit.constant dense<0.0> : tensor<f32>
  %1 = vit.matmul %x, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  %2 = vit.compare gt %1, %l : (tensor<1x5x2xf32>, tensor<f32>) -> tensor<1x5x2xi1>
  %3 = vit.select %2, %1, %z : (tensor<1x5x2xi1>, tensor<1x5x2xf32>, tensor<f32>) -> tensor<1x5x2xf32>
  %4 = vit.matmul %3, %w : (tensor<1x5x2xf32>, tensor<2x2xf32>) -> tensor<1x5x2xf32>
  return %4 : tensor<1x5x2xf32>
}
