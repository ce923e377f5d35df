// RUN: vitc-opt %s --vit-pack-weights
// The last of two panels is half empty.
vit.kernel @matmul(%x: tensor<5x2xf32>, %w: tensor<2x3xf32>) {
  %p = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<2x3xf32>) -> tensor<2x2x2xf32>
  %u = vit.unpack %p {packing = #vit.packing<columns = 2>} : (tensor<2x2x2xf32>) -> tensor<2x3xf32>
  %0 = vit.matmul %x, %u : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  vit.yield %0 : tensor<5x3xf32>
}
func.func @main(%x: tensor<5x2xf32>) -> tensor<5x3xf32> {
  %w = vit.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %0 = vit.launch @matmul(%x, %w) : (tensor<5x2xf32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}
