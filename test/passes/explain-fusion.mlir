// In the order of the model, what is fused, and why the rest is not.
// RUN: vitc-opt %s --vit-fuse-patch-embedding --vit-fuse-attention --vit-fuse-qkv --vit-fuse-mlp --vit-explain-fusion --verify-diagnostics -o /dev/null

func.func @block(%x: tensor<1x1x4x4xf32>, %y: tensor<2x2xf32>) -> tensor<1x4x2xf32> {
  %p = vit.constant dense<[[[[1.,2.],[3.,4.]]],[[[1.,-2.],[3.,5.]]]]> : tensor<2x1x2x2xf32>
  %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
  // expected-remark @below {{patch embedding is fused}}
  %0 = vit.conv2d %x, %p {strides = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 2, 4>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %t = vit.transpose %1 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x4xf32>) -> tensor<1x4x2xf32>
  %n = vit.layer_norm %t {axis = 2 : i64, epsilon = 1.0e-6 : f64} : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32> loc("norm")
  // expected-remark @below {{block 0: qkv projection is fused, without its normalisation: 'norm' is also read by 'residual'}}
  %q = vit.matmul %n, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %k = vit.transpose %q {permutation = array<i64: 0, 2, 1>} : (tensor<1x4x2xf32>) -> tensor<1x2x4xf32>
  %2 = vit.matmul %q, %k : (tensor<1x4x2xf32>, tensor<1x2x4xf32>) -> tensor<1x4x4xf32>
  %3 = vit.softmax %2 {axis = 2} : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  // expected-remark @below {{block 0: attention is fused}}
  %4 = vit.matmul %3, %q : (tensor<1x4x4xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %5 = vit.add %4, %n : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xf32> loc("residual")
  %6 = vit.matmul %5, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  %7 = vit.gelu %6 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  // expected-remark @below {{block 0: MLP is not fused: the weight of a vit.matmul is not a constant matrix}}
  %8 = vit.matmul %7, %y : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  return %8 : tensor<1x4x2xf32>
}
