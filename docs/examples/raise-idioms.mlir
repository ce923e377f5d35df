// RUN: vitc-opt %s --vit-raise-idioms --canonicalize
// A root mean square normalisation, as exporters write it.
func.func @main(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %epsilon = vit.constant dense<1.0e-6> : tensor<f32>
  %0 = vit.mul %x, %x : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = vit.reduce_mean %0 {axes = array<i64: 1>, keep_dims} : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %2 = vit.add %1, %epsilon : (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  %3 = vit.sqrt %2 : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %4 = vit.reciprocal %3 : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %5 = vit.mul %x, %4 : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}
