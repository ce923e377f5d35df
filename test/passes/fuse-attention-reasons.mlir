// RUN: vitc-opt %s --vit-fuse-attention="explain=true" --verify-diagnostics -o /dev/null

func.func @says_what_is_fused(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  // expected-remark @below {{attention is fused}}
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

func.func @says_that_the_softmax_runs_over_the_queries(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> tensor<6x5x8xf32> {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  // expected-remark @below {{attention is not fused: the softmax does not run over the keys}}
  %2 = vit.softmax %0 {axis = 1} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3 : tensor<6x5x8xf32>
}

func.func @says_that_the_weights_have_another_user(%q: tensor<6x5x8xf32>, %k: tensor<6x8x5xf32>, %v: tensor<6x5x8xf32>) -> (tensor<6x5x8xf32>, tensor<6x5x5xf32>) {
  %0 = vit.matmul %q, %k : (tensor<6x5x8xf32>, tensor<6x8x5xf32>) -> tensor<6x5x5xf32>
  // expected-remark @below {{attention is not fused: scores or weights have another user}}
  %2 = vit.softmax %0 {axis = 2} : (tensor<6x5x5xf32>) -> tensor<6x5x5xf32>
  %3 = vit.matmul %2, %v : (tensor<6x5x5xf32>, tensor<6x5x8xf32>) -> tensor<6x5x8xf32>
  return %3, %2 : tensor<6x5x8xf32>, tensor<6x5x5xf32>
}
