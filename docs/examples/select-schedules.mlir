// RUN: vitc-opt %s --vit-select-schedules="target=x86-64-v3"
// Rows are normalised in one loop nest and multiplied in the next: loops for both. The weight is a constant, and is
// to be packed in panels of 16 columns.
vit.kernel @normalised_matmul(%x: tensor<197x768xf32>, %w: tensor<768x768xf32>) {
  %0 = vit.layer_norm %x {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<197x768xf32>) -> tensor<197x768xf32>
  %1 = vit.matmul %0, %w : (tensor<197x768xf32>, tensor<768x768xf32>) -> tensor<197x768xf32>
  vit.yield %1 : tensor<197x768xf32>
}
func.func @main(%x: tensor<197x768xf32>) -> tensor<197x768xf32> {
  %w = vit.constant dense<0.125> : tensor<768x768xf32>
  %0 = vit.launch @normalised_matmul(%x, %w) : (tensor<197x768xf32>, tensor<768x768xf32>) -> tensor<197x768xf32>
  return %0 : tensor<197x768xf32>
}
