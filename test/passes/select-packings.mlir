// Which weights vit-select-schedules has packed, and how: as the loops of the first CPU want them. What another
// target makes of these panels is in its own loops.
// RUN: vitc-opt %s --vit-select-schedules --verify-numerics | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules --vit-pack-weights --vit-fold-constants --verify-numerics | FileCheck %s --check-prefix=PACKED
// RUN: vitc-opt %s --vit-select-schedules --vit-pack-weights | vitc-opt --vit-select-schedules --vit-pack-weights | FileCheck %s --check-prefix=PACKED

module attributes {vit.targets = [#vit.target<cpu, "x86-64-v3", vector_bits = 256, vector_registers = 16, features = ["avx", "avx2", "f16c", "fma"]>,
                                  #vit.target<cpu, "x86-64-v2", vector_bits = 128, vector_registers = 16, features = []>]} {
  // What the second target reads is half a panel at a time.
  // CHECK-LABEL: vit.kernel @packs_weight(
  // CHECK-NEXT: schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, {{.*}}, packing = <columns = 16>>]
  // CHECK-NEXT: schedule "x86-64-v2" [#vit.product<rows = {{[0-9]+}}, vectors = 2, lanes = 4, {{.*}}, packing = <columns = 16>>] {
  // CHECK-NEXT: %[[P:.*]] = vit.pack %arg1 {packing = #vit.packing<columns = 16>} : (tensor<4x48xf32>) -> tensor<3x4x16xf32>
  // CHECK-NEXT: %[[W:.*]] = vit.unpack %[[P]] {packing = #vit.packing<columns = 16>} : (tensor<3x4x16xf32>) -> tensor<4x48xf32>
  // CHECK-NEXT: vit.matmul %arg0, %[[W]]
  // PACKED-LABEL: vit.kernel @packs_weight(%arg0: tensor<18x4xf32>, %arg1: tensor<3x4x16xf32>)
  // PACKED-NOT: vit.pack
  // PACKED: vit.unpack %arg1
  vit.kernel @packs_weight(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>) {
    %0 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    vit.yield %0 : tensor<18x48xf32>
  }
  // CHECK-LABEL: vit.kernel @packs_filter(
  // CHECK: packing = <columns = 8>>]
  // CHECK: vit.pack %arg1 {columns_first, packing = #vit.packing<columns = 8>} : (tensor<8x1x2x2xf32>) -> tensor<1x4x8xf32>
  vit.kernel @packs_filter(%x: tensor<1x1x4x4xf32>, %w: tensor<8x1x2x2xf32>) {
    %0 = vit.patch_embedding %x, %w {strides = array<i64: 2, 2>} : (tensor<1x1x4x4xf32>, tensor<8x1x2x2xf32>) -> tensor<1x4x8xf32>
    vit.yield %0 : tensor<1x4x8xf32>
  }
  // What is written decides.
  // CHECK-LABEL: vit.kernel @packs_as_it_is_written(
  // CHECK-NEXT: schedule "x86-64-v3" [#vit.product<rows = 3, vectors = 1, lanes = 8, tiles_per_task = 1, packing = <columns = 24>>]
  // CHECK: vit.unpack {{.*}} {packing = #vit.packing<columns = 24>} : (tensor<2x4x24xf32>) -> tensor<4x48xf32>
  vit.kernel @packs_as_it_is_written(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>)
      schedule "x86-64-v3" [#vit.product<rows = 3, vectors = 1, lanes = 8, tiles_per_task = 1, packing = #vit.packing<columns = 24>>] {
    %0 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    vit.yield %0 : tensor<18x48xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_as_it_is_written(
  // CHECK-NOT: vit.pack
  // CHECK: vit.yield
  vit.kernel @keeps_as_it_is_written(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>)
      schedule "x86-64-v3" [#vit.product<rows = 3, vectors = 1, lanes = 8, tiles_per_task = 1>] {
    %0 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    vit.yield %0 : tensor<18x48xf32>
  }
  // This kernel has the same weight as one with more arithmetic: alone it would want panels of 24.
  // CHECK-LABEL: vit.kernel @packs_as_others_do(
  // CHECK-NEXT: schedule "x86-64-v3" [#vit.product<rows = {{[0-9]+}}, vectors = {{[0-9]+}}, lanes = 8, {{.*}}, packing = <columns = 16>>]
  vit.kernel @packs_as_others_do(%x: tensor<4x4xf32>, %w: tensor<4x48xf32>) {
    %0 = vit.matmul %x, %w : (tensor<4x4xf32>, tensor<4x48xf32>) -> tensor<4x48xf32>
    vit.yield %0 : tensor<4x48xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_what_others_read(
  // CHECK-NOT: vit.pack
  // CHECK: vit.yield
  vit.kernel @keeps_what_others_read(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>) {
    %0 = vit.relu %w : (tensor<4x48xf32>) -> tensor<4x48xf32>
    %1 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    vit.yield %1, %0 : tensor<18x48xf32>, tensor<4x48xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_left_operand(
  // CHECK-NEXT: schedule
  // CHECK-NEXT: schedule
  // CHECK-NEXT: %[[P:.*]] = vit.pack %arg1
  // CHECK-NEXT: vit.unpack %[[P]]
  // CHECK-NEXT: vit.matmul %arg0,
  vit.kernel @keeps_left_operand(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>) {
    %0 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %1 = vit.neg %0 : (tensor<18x48xf32>) -> tensor<18x48xf32>
    vit.yield %1 : tensor<18x48xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_batches(
  // CHECK-NOT: vit.pack
  // CHECK: vit.yield
  vit.kernel @keeps_batches(%x: tensor<2x18x4xf32>, %w: tensor<2x4x48xf32>) {
    %0 = vit.matmul %x, %w : (tensor<2x18x4xf32>, tensor<2x4x48xf32>) -> tensor<2x18x48xf32>
    vit.yield %0 : tensor<2x18x48xf32>
  }
  // Halves are packed as they are; for many rows a copy makes floats of a panel.
  // CHECK-LABEL: vit.kernel @packs_halves(
  // CHECK: packing = <columns = 16>, copies_panel = true>
  // CHECK: vit.pack %{{.*}} {packing = #vit.packing<columns = 16>} : (tensor<4x48xf16>) -> tensor<3x4x16xf16>
  // CHECK: vit.yield
  vit.kernel @packs_halves(%x: tensor<18x4xf16>, %w: tensor<4x48xf16>) {
    %0 = vit.matmul %x, %w : (tensor<18x4xf16>, tensor<4x48xf16>) -> tensor<18x48xf16>
    vit.yield %0 : tensor<18x48xf16>
  }
  // One of its launches passes something that is computed.
  // CHECK-LABEL: vit.kernel @keeps_computed_weight(
  // CHECK-NOT: vit.pack
  // CHECK: vit.yield
  vit.kernel @keeps_computed_weight(%x: tensor<18x4xf32>, %w: tensor<4x48xf32>) {
    %0 = vit.matmul %x, %w : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %1 = vit.exp %0 : (tensor<18x48xf32>) -> tensor<18x48xf32>
    vit.yield %1 : tensor<18x48xf32>
  }

  // PACKED-LABEL: func.func @main
  func.func @main(%x: tensor<18x4xf32>, %few: tensor<4x4xf32>, %y: tensor<4x48xf32>, %image: tensor<1x1x4x4xf32>, %h: tensor<18x4xf16>)
      -> (tensor<18x48xf32>, tensor<4x48xf32>, tensor<18x48xf32>, tensor<18x48xf32>, tensor<1x4x8xf32>, tensor<18x48xf32>, tensor<4x48xf32>, tensor<18x48xf32>, tensor<2x18x48xf32>, tensor<18x48xf16>, tensor<18x48xf32>, tensor<18x48xf32>) {
    %a = vit.constant dense<0.5> : tensor<4x48xf32>
    %b = vit.constant dense<0.25> : tensor<4x48xf32>
    %c = vit.constant dense<0.125> : tensor<4x48xf32>
    %filter = vit.constant dense<0.125> : tensor<8x1x2x2xf32>
    %left = vit.constant dense<0.5> : tensor<18x4xf32>
    %batch = vit.constant dense<0.5> : tensor<2x4x48xf32>
    %half = vit.constant dense<0.5> : tensor<4x48xf16>
    %0 = vit.launch @packs_weight(%x, %a) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %1 = vit.launch @packs_as_others_do(%few, %a) : (tensor<4x4xf32>, tensor<4x48xf32>) -> tensor<4x48xf32>
    %2 = vit.launch @packs_as_it_is_written(%x, %b) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %3 = vit.launch @keeps_as_it_is_written(%x, %c) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %4 = vit.launch @packs_filter(%image, %filter) : (tensor<1x1x4x4xf32>, tensor<8x1x2x2xf32>) -> tensor<1x4x8xf32>
    %5:2 = vit.launch @keeps_what_others_read(%x, %a) : (tensor<18x4xf32>, tensor<4x48xf32>) -> (tensor<18x48xf32>, tensor<4x48xf32>)
    %6 = vit.launch @keeps_left_operand(%left, %a) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %both = vit.constant dense<1.0> : tensor<2x18x4xf32>
    %7 = vit.launch @keeps_batches(%both, %batch) : (tensor<2x18x4xf32>, tensor<2x4x48xf32>) -> tensor<2x18x48xf32>
    %8 = vit.launch @packs_halves(%h, %half) : (tensor<18x4xf16>, tensor<4x48xf16>) -> tensor<18x48xf16>
    %9 = vit.launch @keeps_computed_weight(%x, %a) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    %10 = vit.launch @keeps_computed_weight(%x, %y) : (tensor<18x4xf32>, tensor<4x48xf32>) -> tensor<18x48xf32>
    return %0, %1, %2, %3, %4, %5#0, %5#1, %6, %7, %8, %9, %10 : tensor<18x48xf32>, tensor<4x48xf32>, tensor<18x48xf32>, tensor<18x48xf32>, tensor<1x4x8xf32>, tensor<18x48xf32>, tensor<4x48xf32>, tensor<18x48xf32>, tensor<2x18x48xf32>, tensor<18x48xf16>, tensor<18x48xf32>, tensor<18x48xf32>
  }
}
