// RUN: vitc-opt %s --vit-fuse-rotary --canonicalize
func.func @main(%q: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %cos = vit.constant dense<[[1.0, 1.0], [0.5, 0.5]]> : tensor<2x2xf32>
  %sin = vit.constant dense<[[0.0, 0.0], [0.8, 0.8]]> : tensor<2x2xf32>
  %first = vit.slice %q {starts = array<i64: 0, 0, 0, 0>, sizes = array<i64: 1, 2, 2, 1>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x1xf32>
  %second = vit.slice %q {starts = array<i64: 0, 0, 0, 1>, sizes = array<i64: 1, 2, 2, 1>, steps = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x1xf32>
  %negated = vit.neg %second : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  %rotated = vit.concat %negated, %first {axis = 3 : i64} : (tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32>
  %0 = vit.mul %q, %cos : (tensor<1x2x2x2xf32>, tensor<2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = vit.mul %rotated, %sin : (tensor<1x2x2x2xf32>, tensor<2x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = vit.add %0, %1 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %2 : tensor<1x2x2x2xf32>
}
