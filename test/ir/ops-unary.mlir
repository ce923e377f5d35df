// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// Every op of one operand survives printing and parsing.

// CHECK-LABEL: @abs
// CHECK: vit.abs %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @abs(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.abs %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @neg
// CHECK: vit.neg %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @neg(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.neg %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @sign
// CHECK: vit.sign %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @sign(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.sign %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @exp
// CHECK: vit.exp %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @exp(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.exp %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @log
// CHECK: vit.log %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @log(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.log %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @sqrt
// CHECK: vit.sqrt %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @sqrt(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.sqrt %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @reciprocal
// CHECK: vit.reciprocal %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @reciprocal(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.reciprocal %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @sin
// CHECK: vit.sin %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @sin(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.sin %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @cos
// CHECK: vit.cos %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @cos(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.cos %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ceil
// CHECK: vit.ceil %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @ceil(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.ceil %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @floor
// CHECK: vit.floor %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @floor(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.floor %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @round
// CHECK: vit.round %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @round(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.round %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @erf
// CHECK: vit.erf %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @erf(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.erf %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @tanh
// CHECK: vit.tanh %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @tanh(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.tanh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @sigmoid
// CHECK: vit.sigmoid %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @sigmoid(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @relu
// CHECK: vit.relu %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @relu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @silu
// CHECK: vit.silu %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @silu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.silu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @softplus
// CHECK: vit.softplus %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @softplus(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.softplus %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @mish
// CHECK: vit.mish %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @mish(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.mish %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @hard_swish
// CHECK: vit.hard_swish %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @hard_swish(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.hard_swish %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @gelu
// CHECK: vit.gelu %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @gelu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = vit.gelu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @gelu_tanh
// CHECK: vit.gelu %{{.*}} {approximate = #vit<approximation tanh>} : (tensor<4xbf16>) -> tensor<4xbf16>
func.func @gelu_tanh(%x: tensor<4xbf16>) -> tensor<4xbf16> {
  %0 = vit.gelu %x {approximate = #vit<approximation tanh>} : (tensor<4xbf16>) -> tensor<4xbf16>
  return %0 : tensor<4xbf16>
}

// CHECK-LABEL: @elu
// CHECK: vit.elu %{{.*}} {alpha = 1.500000e+00 : f32} : (tensor<4xf32>) -> tensor<4xf32>
func.func @elu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.elu %x {alpha = 1.500000e+00 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @leaky_relu
// CHECK: vit.leaky_relu %{{.*}} {alpha = 2.500000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
func.func @leaky_relu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.leaky_relu %x {alpha = 2.500000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @hard_sigmoid
// CHECK: vit.hard_sigmoid %{{.*}} {alpha = 1.250000e-01 : f32, beta = 5.000000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
func.func @hard_sigmoid(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.hard_sigmoid %x {alpha = 1.250000e-01 : f32, beta = 5.000000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @not
// CHECK: vit.not %{{.*}} : (tensor<4xi1>) -> tensor<4xi1>
func.func @not(%x: tensor<4xi1>) -> tensor<4xi1> {
  %0 = vit.not %x : (tensor<4xi1>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// CHECK-LABEL: @dropout
// CHECK: vit.dropout %{{.*}} {ratio = 2.500000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
func.func @dropout(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.dropout %x {ratio = 2.500000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @dropout_of_samples
// CHECK: vit.dropout %{{.*}} {per_sample, ratio = 0.000000e+00 : f32} : (tensor<4x2xbf16>) -> tensor<4x2xbf16>
func.func @dropout_of_samples(%x: tensor<4x2xbf16>) -> tensor<4x2xbf16> {
  %0 = vit.dropout %x {ratio = 0.0 : f32, per_sample} : (tensor<4x2xbf16>) -> tensor<4x2xbf16>
  return %0 : tensor<4x2xbf16>
}

// CHECK-LABEL: @atan
// CHECK: vit.atan %{{.*}} : (tensor<4xf32>) -> tensor<4xf32>
func.func @atan(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.atan %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @not_of_bits
// CHECK: vit.not %{{.*}} : (tensor<4xui16>) -> tensor<4xui16>
func.func @not_of_bits(%x: tensor<4xui16>) -> tensor<4xui16> {
  %0 = vit.not %x : (tensor<4xui16>) -> tensor<4xui16>
  return %0 : tensor<4xui16>
}

// CHECK-LABEL: @is_nan
// CHECK: vit.is_nan %{{.*}} : (tensor<4xf16>) -> tensor<4xi1>
func.func @is_nan(%x: tensor<4xf16>) -> tensor<4xi1> {
  %0 = vit.is_nan %x : (tensor<4xf16>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// CHECK-LABEL: @abs_of_integers
// CHECK: vit.abs %{{.*}} : (tensor<4xi8>) -> tensor<4xi8>
func.func @abs_of_integers(%x: tensor<4xi8>) -> tensor<4xi8> {
  %0 = vit.abs %x : (tensor<4xi8>) -> tensor<4xi8>
  return %0 : tensor<4xi8>
}

// CHECK-LABEL: @cast_f32_to_i64
// CHECK: vit.cast %{{.*}} to i64 : (tensor<4xf32>) -> tensor<4xi64>
func.func @cast_f32_to_i64(%x: tensor<4xf32>) -> tensor<4xi64> {
  %0 = vit.cast %x to i64 : (tensor<4xf32>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

// CHECK-LABEL: @cast_i1_to_f32
// CHECK: vit.cast %{{.*}} to f32 : (tensor<4xi1>) -> tensor<4xf32>
func.func @cast_i1_to_f32(%x: tensor<4xi1>) -> tensor<4xf32> {
  %0 = vit.cast %x to f32 : (tensor<4xi1>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @cast_ui8_to_bf16
// CHECK: vit.cast %{{.*}} to bf16 : (tensor<4xui8>) -> tensor<4xbf16>
func.func @cast_ui8_to_bf16(%x: tensor<4xui8>) -> tensor<4xbf16> {
  %0 = vit.cast %x to bf16 : (tensor<4xui8>) -> tensor<4xbf16>
  return %0 : tensor<4xbf16>
}
