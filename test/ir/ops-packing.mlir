// RUN: vitc-opt %s | FileCheck %s
// RUN: vitc-opt %s | vitc-opt | FileCheck %s
// RUN: vitc-opt %s --canonicalize | FileCheck %s --check-prefix=FOLDED
// What #vit.packing can say, and the types that it makes of weights.

// CHECK-LABEL: @plain_panels
// CHECK: vit.pack %{{.*}} {packing = #vit.packing<columns = 16>} : (tensor<768x1000xf32>) -> tensor<63x768x16xf32>
func.func @plain_panels(%w: tensor<768x1000xf32>) -> tensor<63x768x16xf32> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 16>} : (tensor<768x1000xf32>) -> tensor<63x768x16xf32>
  return %0 : tensor<63x768x16xf32>
}

// CHECK-LABEL: @sums_of_four
// CHECK: {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<64x48xi8>) -> tensor<3x16x16x4xi8>
func.func @sums_of_four(%w: tensor<64x48xi8>) -> tensor<3x16x16x4xi8> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<64x48xi8>) -> tensor<3x16x16x4xi8>
  return %0 : tensor<3x16x16x4xi8>
}

// CHECK-LABEL: @sums_of_two
// CHECK: {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<64x48xbf16>) -> tensor<3x32x16x2xbf16>
func.func @sums_of_two(%w: tensor<64x48xbf16>) -> tensor<3x32x16x2xbf16> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 16, interleave = 2>} : (tensor<64x48xbf16>) -> tensor<3x32x16x2xbf16>
  return %0 : tensor<3x32x16x2xbf16>
}

// CHECK-LABEL: @widened
// CHECK: {packing = #vit.packing<columns = 16, interleave = 2, element = i16>} : (tensor<64x48xi8>) -> tensor<3x32x16x2xi16>
func.func @widened(%w: tensor<64x48xi8>) -> tensor<3x32x16x2xi16> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 16, interleave = 2, element = i16>} : (tensor<64x48xi8>) -> tensor<3x32x16x2xi16>
  return %0 : tensor<3x32x16x2xi16>
}

// CHECK-LABEL: @swizzled
// CHECK: {packing = #vit.packing<columns = 64, swizzle = 128>} : (tensor<64x48xf16>) -> tensor<1x64x64xf16>
func.func @swizzled(%w: tensor<64x48xf16>) -> tensor<1x64x64xf16> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 64, swizzle = 128>} : (tensor<64x48xf16>) -> tensor<1x64x64xf16>
  return %0 : tensor<1x64x64xf16>
}

// CHECK-LABEL: @filter
// CHECK: vit.unpack %{{.*}} {columns_first, packing = #vit.packing<columns = 16>} : (tensor<48x768x16xf32>) -> tensor<768x3x16x16xf32>
func.func @filter(%p: tensor<48x768x16xf32>) -> tensor<768x3x16x16xf32> {
  %0 = vit.unpack %p {columns_first, packing = #vit.packing<columns = 16>} : (tensor<48x768x16xf32>) -> tensor<768x3x16x16xf32>
  return %0 : tensor<768x3x16x16xf32>
}

// FOLDED-LABEL: @unpacks_what_was_packed
// FOLDED-NEXT: return %arg0
func.func @unpacks_what_was_packed(%w: tensor<4x5xf32>) -> tensor<4x5xf32> {
  %0 = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<4x5xf32>) -> tensor<3x4x2xf32>
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x5xf32>
  return %1 : tensor<4x5xf32>
}

// The panels are as large, but the weight is another.
// FOLDED-LABEL: @keeps_what_was_packed_otherwise
// FOLDED: vit.pack
// FOLDED: vit.unpack
// FOLDED: vit.pack
// FOLDED: vit.unpack
func.func @keeps_what_was_packed_otherwise(%w: tensor<4x5xf32>) -> (tensor<4x6xf32>, tensor<5x4xf32>) {
  %0 = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<4x5xf32>) -> tensor<3x4x2xf32>
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x6xf32>
  %2 = vit.pack %w {packing = #vit.packing<columns = 1>} : (tensor<4x5xf32>) -> tensor<5x4x1xf32>
  %3 = vit.unpack %2 {columns_first, packing = #vit.packing<columns = 1>} : (tensor<5x4x1xf32>) -> tensor<5x4xf32>
  return %1, %3 : tensor<4x6xf32>, tensor<5x4xf32>
}
