// RUN: vitc-opt %s --split-input-file --verify-diagnostics
// What a packing cannot be, and what cannot be packed so.

func.func @wrong(%w: tensor<4x6xf32>) -> tensor<3x4x2xf32> {
  // expected-error @+1 {{vit.packing: columns = 0 is not between 1 and 2147483647}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 0>} : (tensor<4x6xf32>) -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

// -----

func.func @wrong(%w: tensor<6x6xi8>) -> tensor<3x2x2x3xi8> {
  // expected-error @+1 {{vit.packing: interleave = 3 is none of 1, 2, 4, 8}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, interleave = 3>} : (tensor<6x6xi8>) -> tensor<3x2x2x3xi8>
  return %0 : tensor<3x2x2x3xi8>
}

// -----

func.func @wrong(%w: tensor<4x64xf32>) -> tensor<1x4x64xf32> {
  // expected-error @+1 {{vit.packing: swizzle = 16 is none of 0, 32, 64, 128}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 64, swizzle = 16>} : (tensor<4x64xf32>) -> tensor<1x4x64xf32>
  return %0 : tensor<1x4x64xf32>
}

// -----

func.func @wrong(%w: tensor<4x6xi8>) -> tensor<3x4x2xi8> {
  // expected-error @+1 {{vit.packing: tensors have no elements of 'i4'}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, element = i4>} : (tensor<4x6xi8>) -> tensor<3x4x2xi8>
  return %0 : tensor<3x4x2xi8>
}

// -----

// (c1)
func.func @wrong(%w: tensor<6xf32>) -> tensor<3x1x2xf32> {
  // expected-error @+2 {{vit.pack: tensor<6xf32> is no matrix with elements}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<6xf32>) -> tensor<3x1x2xf32>
  return %0 : tensor<3x1x2xf32>
}

// -----

// (c2)
func.func @wrong(%w: tensor<6x8xi8>) -> tensor<4x1x2x4xi8> {
  // expected-error @+2 {{vit.pack: interleave = 4 does not divide the 6 rows of tensor<6x8xi8>}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, interleave = 4>} : (tensor<6x8xi8>) -> tensor<4x1x2x4xi8>
  return %0 : tensor<4x1x2x4xi8>
}

// -----

// (c3)
func.func @wrong(%w: tensor<4x6xf32>) -> tensor<3x4x2xbf16> {
  // expected-error @+2 {{vit.pack: element = bf16 is no wider type than f32}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, element = bf16>} : (tensor<4x6xf32>) -> tensor<3x4x2xbf16>
  return %0 : tensor<3x4x2xbf16>
}

// -----

// (c3)
func.func @wrong(%w: tensor<4x6xui8>) -> tensor<3x4x2xi16> {
  // expected-error @+2 {{vit.pack: element = i16 is no wider type than ui8}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2, element = i16>} : (tensor<4x6xui8>) -> tensor<3x4x2xi16>
  return %0 : tensor<3x4x2xi16>
}

// -----

// (c4)
func.func @wrong(%w: tensor<4x16xf32>) -> tensor<1x4x16xf32> {
  // expected-error @+2 {{vit.pack: swizzle = 128, but the rows of a panel have 64 bytes, no multiple of 128}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 16, swizzle = 128>} : (tensor<4x16xf32>) -> tensor<1x4x16xf32>
  return %0 : tensor<1x4x16xf32>
}

// -----

func.func @wrong(%w: tensor<4x6xf32>) -> tensor<2x4x3xf32> {
  // expected-error @+2 {{'vit.pack' op inferred type(s) 'tensor<3x4x2xf32>' are incompatible with return type(s) of operation 'tensor<2x4x3xf32>'}}
  // expected-error @+1 {{'vit.pack' op failed to infer returned types}}
  %0 = vit.pack %w {packing = #vit.packing<columns = 2>} : (tensor<4x6xf32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

// -----

func.func @wrong(%p: tensor<2x4x3xf32>) -> tensor<4x6xf32> {
  // expected-error @+1 {{'vit.unpack' op 'tensor<4x6xf32>' lies in #vit.packing<columns = 2> as 'tensor<3x4x2xf32>', not as 'tensor<2x4x3xf32>'}}
  %0 = vit.unpack %p {packing = #vit.packing<columns = 2>} : (tensor<2x4x3xf32>) -> tensor<4x6xf32>
  return %0 : tensor<4x6xf32>
}

// -----

func.func @wrong(%p: tensor<1x1x2147483647xf32>) -> tensor<1152921504606846975x2xf32> {
  // expected-error @+1 {{'vit.unpack' op the panels, tensor<1x1152921504606846975x2147483647xf32>, are larger than any memory}}
  %0 = vit.unpack %p {packing = #vit.packing<columns = 2147483647>} : (tensor<1x1x2147483647xf32>) -> tensor<1152921504606846975x2xf32>
  return %0 : tensor<1152921504606846975x2xf32>
}

// -----

vit.kernel @unpacks_what_it_computes(%x: tensor<3x4xf32>, %p: tensor<3x4x2xf32>) {
  %0 = vit.neg %p : (tensor<3x4x2xf32>) -> tensor<3x4x2xf32>
  // expected-error @+1 {{'vit.unpack' op unpacks what the kernel computes: packed weights are its operands}}
  %1 = vit.unpack %0 {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x6xf32>
  %2 = vit.matmul %x, %1 : (tensor<3x4xf32>, tensor<4x6xf32>) -> tensor<3x6xf32>
  vit.yield %2 : tensor<3x6xf32>
}

// -----

vit.kernel @reads_packed_weight_elsewhere(%x: tensor<3x4xf32>, %p: tensor<3x4x2xf32>) {
  // expected-error @+1 {{'vit.unpack' op is packed as #vit.packing<columns = 2> for products to read as their weight, with the last dimension for its columns}}
  %0 = vit.unpack %p {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x6xf32>
  %1 = vit.matmul %x, %0 : (tensor<3x4xf32>, tensor<4x6xf32>) -> tensor<3x6xf32>
  // expected-note @+1 {{the op that does not read it so}}
  %2 = vit.exp %0 : (tensor<4x6xf32>) -> tensor<4x6xf32>
  vit.yield %1, %2 : tensor<3x6xf32>, tensor<4x6xf32>
}

// -----

vit.kernel @reads_packed_weight_on_the_left(%x: tensor<6x3xf32>, %p: tensor<3x4x2xf32>) {
  // expected-error @+1 {{'vit.unpack' op is packed as #vit.packing<columns = 2> for products to read as their weight}}
  %0 = vit.unpack %p {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x6xf32>
  // expected-note @+1 {{the op that does not read it so}}
  %1 = vit.matmul %0, %x : (tensor<4x6xf32>, tensor<6x3xf32>) -> tensor<4x3xf32>
  vit.yield %1 : tensor<4x3xf32>
}

// -----

vit.kernel @reads_rows_as_columns(%x: tensor<3x4xf32>, %p: tensor<2x6x2xf32>) {
  // expected-error @+1 {{'vit.unpack' op is packed as #vit.packing<columns = 2> for products to read as their weight, with the first dimension for its columns}}
  %0 = vit.unpack %p {columns_first, packing = #vit.packing<columns = 2>} : (tensor<2x6x2xf32>) -> tensor<4x6xf32>
  // expected-note @+1 {{the op that does not read it so}}
  %1 = vit.matmul %x, %0 : (tensor<3x4xf32>, tensor<4x6xf32>) -> tensor<3x6xf32>
  vit.yield %1 : tensor<3x6xf32>
}

// -----

vit.kernel @yields_packed_weight(%p: tensor<3x4x2xf32>) {
  // expected-error @+1 {{'vit.unpack' op is packed as #vit.packing<columns = 2> for products to read as their weight}}
  %0 = vit.unpack %p {packing = #vit.packing<columns = 2>} : (tensor<3x4x2xf32>) -> tensor<4x6xf32>
  // expected-note @+1 {{the op that does not read it so}}
  vit.yield %0 : tensor<4x6xf32>
}
