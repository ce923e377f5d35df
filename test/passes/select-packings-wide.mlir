// Panels that AVX-512 chooses: as wide as a line of the cache, 16 floats, of which a tile reads one or several. Tiles
// of one row have panels as wide as they are.
// RUN: vitc-opt %s --vit-select-schedules --verify-numerics | FileCheck %s

module attributes {vit.targets = [#vit.target<cpu, "x86-64-v4", vector_bits = 512, vector_registers = 32, features = ["avx", "avx2", "avx512f", "f16c", "fma"]>]} {
  // CHECK-LABEL: vit.kernel @splits(
  // CHECK-NEXT: schedule "x86-64-v4" [#vit.product<rows = 6, vectors = 4, lanes = 16, tiles_per_task = 1, packing = <columns = 16>>]
  vit.kernel @splits(%x: tensor<18x8xf32>, %w: tensor<8x128xf32>) {
    %0 = vit.matmul %x, %w : (tensor<18x8xf32>, tensor<8x128xf32>) -> tensor<18x128xf32>
    vit.yield %0 : tensor<18x128xf32>
  }
  // CHECK-LABEL: vit.kernel @one_panel_at_a_time(
  // CHECK-NEXT: schedule "x86-64-v4" [#vit.product<rows = 18, vectors = 1, lanes = 16, tiles_per_task = 1, packing = <columns = 16>>]
  vit.kernel @one_panel_at_a_time(%x: tensor<18x8xf32>, %w: tensor<8x208xf32>) {
    %0 = vit.matmul %x, %w : (tensor<18x8xf32>, tensor<8x208xf32>) -> tensor<18x208xf32>
    vit.yield %0 : tensor<18x208xf32>
  }
  // CHECK-LABEL: vit.kernel @one_row(
  // CHECK-NEXT: schedule "x86-64-v4" [#vit.product<rows = 1, vectors = 8, lanes = 16, tiles_per_task = 1, packing = <columns = 128>>]
  vit.kernel @one_row(%x: tensor<1x8xf32>, %w: tensor<8x128xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x8xf32>, tensor<8x128xf32>) -> tensor<1x128xf32>
    vit.yield %0 : tensor<1x128xf32>
  }
  func.func @main(%x: tensor<18x8xf32>, %y: tensor<1x8xf32>) -> (tensor<18x128xf32>, tensor<18x208xf32>, tensor<1x128xf32>) {
    %a = vit.constant dense<0.5> : tensor<8x128xf32>
    %b = vit.constant dense<0.25> : tensor<8x208xf32>
    %c = vit.constant dense<0.125> : tensor<8x128xf32>
    %0 = vit.launch @splits(%x, %a) : (tensor<18x8xf32>, tensor<8x128xf32>) -> tensor<18x128xf32>
    %1 = vit.launch @one_panel_at_a_time(%x, %b) : (tensor<18x8xf32>, tensor<8x208xf32>) -> tensor<18x208xf32>
    %2 = vit.launch @one_row(%y, %c) : (tensor<1x8xf32>, tensor<8x128xf32>) -> tensor<1x128xf32>
    return %0, %1, %2 : tensor<18x128xf32>, tensor<18x208xf32>, tensor<1x128xf32>
  }
}
