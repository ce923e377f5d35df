// RUN: vitc-opt %s --split-input-file --vit-pack-weights --verify-diagnostics
// What is to be packed, and cannot be before the model runs.

vit.kernel @wants_panels(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
  // expected-note @+1 {{the kernel's vit.pack}}
  %p = vit.pack %w {packing = #vit.packing<columns = 4>} : (tensor<2x10xf32>) -> tensor<3x2x4xf32>
  %u = vit.unpack %p {packing = #vit.packing<columns = 4>} : (tensor<3x2x4xf32>) -> tensor<2x10xf32>
  %0 = vit.matmul %x, %u : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
  vit.yield %0 : tensor<3x10xf32>
}
func.func @main(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) -> tensor<3x10xf32> {
  // expected-error @+1 {{'vit.launch' op operand 1 is computed when the model runs, but the kernel reads it as #vit.packing<columns = 4>: constants alone are packed}}
  %0 = vit.launch @wants_panels(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
  return %0 : tensor<3x10xf32>
}

// -----

vit.kernel @packs_what_others_read(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
  // expected-error @+1 {{'vit.pack' op packs no operand of the kernel that is read here alone}}
  %p = vit.pack %w {packing = #vit.packing<columns = 4>} : (tensor<2x10xf32>) -> tensor<3x2x4xf32>
  %u = vit.unpack %p {packing = #vit.packing<columns = 4>} : (tensor<3x2x4xf32>) -> tensor<2x10xf32>
  %0 = vit.matmul %x, %u : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
  %1 = vit.relu %w : (tensor<2x10xf32>) -> tensor<2x10xf32>
  vit.yield %0, %1 : tensor<3x10xf32>, tensor<2x10xf32>
}
