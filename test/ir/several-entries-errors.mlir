// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in programs of several entries.

// c1: a pass of one function is as many images on every target
module attributes {vit.targets = [#vit.target<cpu, "a", vector_bits = 128, vector_registers = 16, features = []>, #vit.target<cpu, "b", vector_bits = 128, vector_registers = 16, features = []>]} {
  vit.kernel @k(%x: tensor<4xf32>) {
    vit.yield %x : tensor<4xf32>
  }
  vit.program {
    vit.memory arena, bytes = 0
    vit.memory weights, bytes = 0
    // expected-error @+1 {{'vit.entry' op a pass of @main has other images elsewhere}}
    vit.entry @main, images = 1, target = "a"
    vit.entry @main, images = 2, target = "b"
  }
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
    return %r : tensor<4xf32>
  }
}

// -----

// c5: of other entries, too
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 0
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
  vit.entry @other, images = 1
}
func.func @main() -> tensor<4xf32> {
  // expected-note @+1 {{the other weight}}
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %r = vit.launch @k(%w) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
func.func @other() -> tensor<4xf32> {
  // expected-error @+1 {{'vit.constant' op shares bytes with another weight}}
  %w = vit.constant dense<2.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %r = vit.launch @k(%w) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// Every function is compiled, so that every function's places are checked.
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 0
  vit.memory weights, bytes = 0
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
// expected-error @+1 {{has no vit.entry in the program of its module}}
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
