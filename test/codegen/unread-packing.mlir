// What no loops of a CPU read is refused, not read slowly.
// RUN: not vitc %s --target=x86-64-v3 -o %t.so 2>&1 | FileCheck %s
// RUN: not ls %t.so
// CHECK: unread-packing.mlir:[[@LINE+5]]:8: kernel @product, loops 1 of 1, #vit.product<{{.*}}, packing = <columns = 8, interleave = 2>>: reads the rows of panels as they are, without interleave, other elements or swizzle
// CHECK-NOT: error:

vit.kernel @product(%x: tensor<8x24xf32>, %p: tensor<6x12x8x2xf32>) {
  %w = vit.unpack %p {packing = #vit.packing<columns = 8, interleave = 2>} : (tensor<6x12x8x2xf32>) -> tensor<24x48xf32>
  %0 = vit.matmul %x, %w : (tensor<8x24xf32>, tensor<24x48xf32>) -> tensor<8x48xf32>
  vit.yield %0 : tensor<8x48xf32>
}
func.func @main(%x: tensor<8x24xf32>, %p: tensor<6x12x8x2xf32>) -> tensor<8x48xf32> {
  %0 = vit.launch @product(%x, %p) : (tensor<8x24xf32>, tensor<6x12x8x2xf32>) -> tensor<8x48xf32>
  return %0 : tensor<8x48xf32>
}
