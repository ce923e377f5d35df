// Loops that somebody has written are the loops of the code: 2 x 3 sums, where 4 x 3 would be chosen.
// RUN: vitc %s --target=x86-64-v3 --emit=asm | FileCheck %s
// RUN: sed '/^ *schedule/d; s/tensor<24x48xf32>)$/tensor<24x48xf32>) {/' %s > %t.mlir
// RUN: vitc-opt %t.mlir --vit-select-schedules=target=x86-64-v3 | FileCheck %s --check-prefix=CHOSEN
// RUN: vitc-opt %t.mlir --vit-plan-pipeline=target=x86-64-v3 | FileCheck %s --check-prefix=CHOSEN
// RUN: vitc %t.mlir --target=x86-64-v3 --emit=program | FileCheck %s --check-prefix=CHOSEN
// RUN: vitc %t.mlir --target=x86-64-v3 --emit=asm | FileCheck %s --check-prefix=OTHER

// CHECK-LABEL: product:
// CHECK-COUNT-6: vfmadd
// CHECK-NOT: vfmadd
// CHECK: ret
// CHOSEN: vit.targets = [#vit.target<cpu, "x86-64-v3", vector_bits = 256, vector_registers = 16,
// CHOSEN: schedule "x86-64-v3" [#vit.product<rows = 4, vectors = 3, lanes = 8, tiles_per_task = 1>] {
// OTHER-LABEL: product:
// OTHER-COUNT-12: vfmadd
// OTHER-NOT: vfmadd
// OTHER: ret
vit.kernel @product(%x: tensor<8x24xf32>, %w: tensor<24x48xf32>)
    schedule "x86-64-v3" [#vit.product<rows = 2, vectors = 3, lanes = 8, tiles_per_task = 2>] {
  %0 = vit.matmul %x, %w : (tensor<8x24xf32>, tensor<24x48xf32>) -> tensor<8x48xf32>
  vit.yield %0 : tensor<8x48xf32>
}
func.func @main(%x: tensor<8x24xf32>, %w: tensor<24x48xf32>) -> tensor<8x48xf32> {
  %0 = vit.launch @product(%x, %w) : (tensor<8x24xf32>, tensor<24x48xf32>) -> tensor<8x48xf32>
  return %0 : tensor<8x48xf32>
}
