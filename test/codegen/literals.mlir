// RUN: vitc %s --emit=summary | FileCheck %s
// CHECK: model
func.func @main(%x: tensor<17xi64>, %h: tensor<17xf16>) -> (tensor<64xf32>, tensor<16xi64>, tensor<17xi16>, tensor<18xi1>, tensor<17xf16>, tensor<17xf16>) {
  %splat = vit.constant dense<1.0> : tensor<64xf32>
  %short = vit.constant dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]> : tensor<16xi64>
  %table = vit.constant dense_resource<numbers> : tensor<17xi16> loc("table")
  %bools = vit.constant dense<[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]> : tensor<18xi1>
  %half = vit.constant dense<[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0xFC00, 0x7E00]> : tensor<17xf16>
  %same = vit.constant dense<[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0xFC00, 0x7E00]> : tensor<17xf16>
  return %splat, %short, %table, %bools, %half, %same : tensor<64xf32>, tensor<16xi64>, tensor<17xi16>, tensor<18xi1>, tensor<17xf16>, tensor<17xf16>
}
{-#
  dialect_resources: {
    builtin: {
      numbers: "0x020000000100000000000000000000000000000000000000000000000000000000000000FFFF"
    }
  }
#-}
