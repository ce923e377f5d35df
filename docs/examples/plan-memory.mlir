// RUN: vitc-opt %s --vit-plan-memory
// Two places take turns; the last result goes into the caller's buffer; the weight has its place in the file.
vit.kernel @add(%x: tensor<4xf32>, %w: tensor<4xf32>) {
  %0 = vit.add %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = vit.launch @add(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @add(%0, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = vit.launch @add(%1, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.launch @add(%2, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}
