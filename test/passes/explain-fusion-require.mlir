// What is required and not fused is an error.
// RUN: vitc-opt %s --vit-fuse-mlp --vit-explain-fusion="explain=false require=mlp,qkv" --verify-diagnostics

// expected-error @below {{--require-fused=qkv: the model has none}}
module {
  func.func @mlp(%x: tensor<1x4x2xf32>, %y: tensor<2x2xf32>) -> tensor<1x4x2xf32> {
    %w = vit.constant dense<[[1.,2.],[1.,2.]]> : tensor<2x2xf32>
    %6 = vit.matmul %x, %w : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
    %7 = vit.gelu %6 : (tensor<1x4x2xf32>) -> tensor<1x4x2xf32>
    // expected-error @below {{MLP is not fused: the weight of a vit.matmul is not a constant matrix}}
    %8 = vit.matmul %7, %y : (tensor<1x4x2xf32>, tensor<2x2xf32>) -> tensor<1x4x2xf32>
    return %8 : tensor<1x4x2xf32>
  }
}
