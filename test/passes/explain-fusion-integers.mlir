// Products of integers, as models have them that are quantised already, are told.
// RUN: vitc-opt %s --vit-fuse-mlp --vit-explain-fusion --verify-diagnostics -o /dev/null

func.func @both(%q: tensor<1x4x2xui8>) -> tensor<1x4x2xi32> {
  %w = vit.constant dense<[[1,2],[3,4]]> : tensor<2x2xi8>
  %s = vit.constant dense<0.1> : tensor<f32>
  %0 = vit.matmul %q, %w : (tensor<1x4x2xui8>, tensor<2x2xi8>) -> tensor<1x4x2xi32>
  %1 = vit.cast %0 to f32 : (tensor<1x4x2xi32>) -> tensor<1x4x2xf32>
  %2 = vit.mul %1, %s : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4x2xf32>
  %3 = vit.gelu %2 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.cast %3 to ui8 : (tensor<1x4x2xf32>) -> tensor<1x4x2xui8>
  // expected-remark @below {{MLP is fused, and multiplies integers}}
  %5 = vit.matmul %4, %w : (tensor<1x4x2xui8>, tensor<2x2xi8>) -> tensor<1x4x2xi32>
  return %5 : tensor<1x4x2xi32>
}

func.func @first(%q: tensor<1x4x2xui8>) -> tensor<1x4x2xf32> {
  %w = vit.constant dense<[[1,2],[3,4]]> : tensor<2x2xi8>
  %f = vit.constant dense<[[1.,2.],[3.,4.]]> : tensor<2x2xf32>
  %0 = vit.matmul %q, %w : (tensor<1x4x2xui8>, tensor<2x2xi8>) -> tensor<1x4x2xi32>
  %1 = vit.cast %0 to f32 : (tensor<1x4x2xi32>) -> tensor<1x4x2xf32>
  %3 = vit.gelu %1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  // expected-remark @below {{MLP is fused, and multiplies integers in 1 of its 2 products}}
  %5 = vit.matmul %3, %f : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
  return %5 : tensor<1x4x2xf32>
}

func.func @not_fused(%q: tensor<1x4x2xui8>, %w: tensor<2x2xi8>) -> tensor<1x4x2xi32> {
  %v = vit.constant dense<[[1,2],[3,4]]> : tensor<2x2xi8>
  %0 = vit.matmul %q, %v : (tensor<1x4x2xui8>, tensor<2x2xi8>) -> tensor<1x4x2xi32>
  %1 = vit.cast %0 to f32 : (tensor<1x4x2xi32>) -> tensor<1x4x2xf32>
  %3 = vit.gelu %1 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
  %4 = vit.cast %3 to ui8 : (tensor<1x4x2xf32>) -> tensor<1x4x2xui8>
  // expected-remark @below {{MLP is not fused: the weight of a vit.matmul is not a constant matrix; it multiplies integers}}
  %5 = vit.matmul %4, %w : (tensor<1x4x2xui8>, tensor<2x2xi8>) -> tensor<1x4x2xi32>
  return %5 : tensor<1x4x2xi32>
}
