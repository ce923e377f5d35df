// RUN: vitc-opt %s --vit-raise-integer-products --vit-fold-constants
func.func @main(%q: tensor<3x2xui8>) -> tensor<3x2xf32> {
  %w = vit.constant dense<[[1, -2], [3, 4]]> : tensor<2x2xi8>
  %zero = vit.constant dense<128> : tensor<i32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %t = vit.constant dense<[0.25, 0.125]> : tensor<2xf32>
  %0 = vit.cast %q to i32 : (tensor<3x2xui8>) -> tensor<3x2xi32>
  %1 = vit.sub %0, %zero : (tensor<3x2xi32>, tensor<i32>) -> tensor<3x2xi32>
  %2 = vit.cast %1 to f32 : (tensor<3x2xi32>) -> tensor<3x2xf32>
  %x = vit.mul %2, %s : (tensor<3x2xf32>, tensor<f32>) -> tensor<3x2xf32>
  %3 = vit.cast %w to f32 : (tensor<2x2xi8>) -> tensor<2x2xf32>
  %y = vit.mul %3, %t : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %4 = vit.matmul %x, %y : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  return %4 : tensor<3x2xf32>
}
