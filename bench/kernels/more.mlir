// Single kernels whose speed is watched: bench-kernels bench/kernels/more.mlir.
vit.kernel @fc1(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>, %b: tensor<3072xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  %1 = vit.add %0, %b : (tensor<1x197x3072xf32>, tensor<3072xf32>) -> tensor<1x197x3072xf32>
  %2 = vit.gelu %1 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  vit.yield %2 : tensor<1x197x3072xf32>
}
vit.kernel @fc1_plain(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
  vit.yield %0 : tensor<1x197x3072xf32>
}
vit.kernel @fc2(%x: tensor<1x197x3072xf32>, %w: tensor<3072x768xf32>, %b: tensor<768xf32>, %r: tensor<1x197x768xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x197x3072xf32>, tensor<3072x768xf32>) -> tensor<1x197x768xf32>
  %1 = vit.add %0, %b : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  %2 = vit.add %1, %r : (tensor<1x197x768xf32>, tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %2 : tensor<1x197x768xf32>
}
vit.kernel @qkv(%x: tensor<1x197x768xf32>, %w: tensor<768x2304xf32>, %b: tensor<2304xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x2304xf32>) -> tensor<1x197x2304xf32>
  %1 = vit.add %0, %b : (tensor<1x197x2304xf32>, tensor<2304xf32>) -> tensor<1x197x2304xf32>
  vit.yield %1 : tensor<1x197x2304xf32>
}
vit.kernel @qk_transposed(%q: tensor<1x12x197x64xf32>, %k: tensor<1x12x197x64xf32>) {
  %0 = vit.transpose %k {permutation = array<i64: 0, 1, 3, 2>} : (tensor<1x12x197x64xf32>) -> tensor<1x12x64x197xf32>
  %1 = vit.matmul %q, %0 : (tensor<1x12x197x64xf32>, tensor<1x12x64x197xf32>) -> tensor<1x12x197x197xf32>
  vit.yield %1 : tensor<1x12x197x197xf32>
}
vit.kernel @qk(%q: tensor<1x12x197x64xf32>, %k: tensor<1x12x64x197xf32>) {
  %1 = vit.matmul %q, %k : (tensor<1x12x197x64xf32>, tensor<1x12x64x197xf32>) -> tensor<1x12x197x197xf32>
  vit.yield %1 : tensor<1x12x197x197xf32>
}
vit.kernel @pv(%p: tensor<1x12x197x197xf32>, %v: tensor<1x12x197x64xf32>) {
  %1 = vit.matmul %p, %v : (tensor<1x12x197x197xf32>, tensor<1x12x197x64xf32>) -> tensor<1x12x197x64xf32>
  vit.yield %1 : tensor<1x12x197x64xf32>
}
vit.kernel @k_softmax(%x: tensor<1x12x197x197xf32>) {
  %0 = vit.softmax %x {axis = 3} : (tensor<1x12x197x197xf32>) -> tensor<1x12x197x197xf32>
  vit.yield %0 : tensor<1x12x197x197xf32>
}
vit.kernel @k_layer_norm(%x: tensor<1x197x768xf32>, %s: tensor<768xf32>, %b: tensor<768xf32>) {
  %0 = vit.layer_norm %x scale %s bias %b {axis = 2, epsilon = 1.0e-6} : (tensor<1x197x768xf32>, tensor<768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @k_gelu(%x: tensor<1x197x3072xf32>) {
  %0 = vit.gelu %x : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  vit.yield %0 : tensor<1x197x3072xf32>
}
vit.kernel @head(%x: tensor<1x768xf32>, %w: tensor<768x1000xf32>, %b: tensor<1000xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1x768xf32>, tensor<768x1000xf32>) -> tensor<1x1000xf32>
  %1 = vit.add %0, %b : (tensor<1x1000xf32>, tensor<1000xf32>) -> tensor<1x1000xf32>
  vit.yield %1 : tensor<1x1000xf32>
}
vit.kernel @patch_embedding(%x: tensor<1x3x224x224xf32>, %w: tensor<768x3x16x16xf32>, %b: tensor<768xf32>) {
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 16, 16>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x3x224x224xf32>, tensor<768x3x16x16xf32>, tensor<768xf32>) -> tensor<1x768x14x14xf32>
  vit.yield %0 : tensor<1x768x14x14xf32>
}
vit.kernel @conv3x3(%x: tensor<1x64x56x56xf32>, %w: tensor<64x64x3x3xf32>, %b: tensor<64xf32>) {
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x64x56x56xf32>, tensor<64x64x3x3xf32>, tensor<64xf32>) -> tensor<1x64x56x56xf32>
  %1 = vit.relu %0 : (tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
  vit.yield %1 : tensor<1x64x56x56xf32>
}
vit.kernel @depthwise(%x: tensor<1x384x14x14xf32>, %w: tensor<384x1x3x3xf32>, %b: tensor<384xf32>) {
  %0 = vit.conv2d %x, %w, %b {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, groups = 384} : (tensor<1x384x14x14xf32>, tensor<384x1x3x3xf32>, tensor<384xf32>) -> tensor<1x384x14x14xf32>
  vit.yield %0 : tensor<1x384x14x14xf32>
}
vit.kernel @transpose_heads(%x: tensor<1x197x12x64xf32>) {
  %0 = vit.transpose %x {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x197x12x64xf32>) -> tensor<1x12x197x64xf32>
  vit.yield %0 : tensor<1x12x197x64xf32>
}
vit.kernel @transpose_patches(%x: tensor<1x768x196xf32>) {
  %0 = vit.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x768x196xf32>) -> tensor<1x196x768xf32>
  vit.yield %0 : tensor<1x196x768xf32>
}
vit.kernel @k_add(%x: tensor<1x197x768xf32>, %y: tensor<1x197x768xf32>) {
  %0 = vit.add %x, %y : (tensor<1x197x768xf32>, tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %0 : tensor<1x197x768xf32>
}
vit.kernel @attention(%q: tensor<1x197x12x64xf32>, %k: tensor<1x197x12x64xf32>, %v: tensor<1x197x12x64xf32>) {
  %0 = vit.attention %q, %k, %v {scale = 0.125} : (tensor<1x197x12x64xf32>, tensor<1x197x12x64xf32>, tensor<1x197x12x64xf32>) -> tensor<1x197x12x64xf32>
  vit.yield %0 : tensor<1x197x12x64xf32>
}
vit.kernel @attention_of_class_token(%q: tensor<1x1x12x64xf32>, %k: tensor<1x197x12x64xf32>, %v: tensor<1x197x12x64xf32>) {
  %0 = vit.attention %q, %k, %v {scale = 0.125} : (tensor<1x1x12x64xf32>, tensor<1x197x12x64xf32>, tensor<1x197x12x64xf32>) -> tensor<1x1x12x64xf32>
  vit.yield %0 : tensor<1x1x12x64xf32>
}
