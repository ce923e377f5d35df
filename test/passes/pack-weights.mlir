// RUN: vitc-opt %s --vit-pack-weights="panel-width=4" | FileCheck %s
// RUN: vitc-opt %s --vit-pack-weights="panel-width=4" --vit-fold-constants --verify-numerics | FileCheck %s --check-prefix=FOLDED
// RUN: vitc-opt %s --vit-pack-weights | FileCheck %s --check-prefix=NONE
// RUN: vitc-opt %s --vit-pack-weights="panel-width=4" --vit-pack-weights="panel-width=4" | FileCheck %s

// NONE-NOT: vit.transpose
// FOLDED-NOT: vit.pad
module {
  // Two panels and a half: what is beyond the last column is cut off again.
  // CHECK-LABEL: vit.kernel @packs_weight(%arg0: tensor<3x2xf32>, %arg1: tensor<3x2x4xf32>)
  // CHECK-NEXT: %[[T:.*]] = vit.transpose %arg1 {permutation = array<i64: 1, 0, 2>} : (tensor<3x2x4xf32>) -> tensor<2x3x4xf32>
  // CHECK-NEXT: %[[R:.*]] = vit.reshape %[[T]] {shape = array<i64: 2, 12>}
  // CHECK-NEXT: %[[S:.*]] = vit.slice %[[R]] {{.*}} -> tensor<2x10xf32>
  // CHECK-NEXT: vit.matmul %arg0, %[[S]]
  vit.kernel @packs_weight(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
    %0 = vit.matmul %x, %w : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    vit.yield %0 : tensor<3x10xf32>
  }
  // CHECK-LABEL: vit.kernel @packs_whole_panels(%arg0: tensor<3x2xf32>, %arg1: tensor<2x2x4xf32>)
  // CHECK-NOT: vit.slice
  vit.kernel @packs_whole_panels(%x: tensor<3x2xf32>, %w: tensor<2x8xf32>) {
    %0 = vit.matmul %x, %w : (tensor<3x2xf32>, tensor<2x8xf32>) -> tensor<3x8xf32>
    vit.yield %0 : tensor<3x8xf32>
  }
  // CHECK-LABEL: vit.kernel @packs_filter(%arg0: tensor<1x1x4x4xf32>, %arg1: tensor<2x4x4xf32>)
  // CHECK: %[[S:.*]] = vit.slice {{.*}} -> tensor<4x6xf32>
  // CHECK-NEXT: %[[T:.*]] = vit.transpose %[[S]] {permutation = array<i64: 1, 0>}
  // CHECK-NEXT: %[[F:.*]] = vit.reshape %[[T]] {shape = array<i64: 6, 1, 2, 2>}
  // CHECK-NEXT: vit.patch_embedding %arg0, %[[F]]
  vit.kernel @packs_filter(%x: tensor<1x1x4x4xf32>, %w: tensor<6x1x2x2xf32>) {
    %0 = vit.patch_embedding %x, %w {strides = array<i64: 2, 2>} : (tensor<1x1x4x4xf32>, tensor<6x1x2x2xf32>) -> tensor<1x4x6xf32>
    vit.yield %0 : tensor<1x4x6xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_what_others_read({{.*}}, %arg1: tensor<2x10xf32>)
  // CHECK-NOT: vit.transpose
  vit.kernel @keeps_what_others_read(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
    %0 = vit.relu %w : (tensor<2x10xf32>) -> tensor<2x10xf32>
    %1 = vit.matmul %x, %w : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    vit.yield %1, %0 : tensor<3x10xf32>, tensor<2x10xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_left_operand(%arg0: tensor<3x2xf32>, %arg1: tensor<1x2x4xf32>)
  vit.kernel @keeps_left_operand(%x: tensor<3x2xf32>, %w: tensor<2x4xf32>) {
    %0 = vit.matmul %x, %w : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
    vit.yield %0 : tensor<3x4xf32>
  }
  // CHECK-LABEL: vit.kernel @keeps_batches(%arg0: tensor<1x3x2xf32>, %arg1: tensor<1x2x4xf32>)
  // CHECK-NEXT: vit.matmul
  vit.kernel @keeps_batches(%x: tensor<1x3x2xf32>, %w: tensor<1x2x4xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x3x2xf32>, tensor<1x2x4xf32>) -> tensor<1x3x4xf32>
    vit.yield %0 : tensor<1x3x4xf32>
  }
  // One of its launches passes something that is computed.
  // CHECK-LABEL: vit.kernel @keeps_computed_weight(%arg0: tensor<3x2xf32>, %arg1: tensor<2x4xf32>)
  // CHECK-NEXT: vit.matmul
  vit.kernel @keeps_computed_weight(%x: tensor<3x2xf32>, %w: tensor<2x4xf32>) {
    %0 = vit.matmul %x, %w : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
    vit.yield %0 : tensor<3x4xf32>
  }

  // A weight that two launches share is packed once, the original goes.
  // CHECK-LABEL: func.func @main
  // CHECK: %[[W:.*]] = vit.constant dense<{{.*}}> : tensor<2x10xf32>
  // CHECK-NEXT: %[[P:.*]] = vit.pad %[[W]] {high = array<i64: 0, 2>, low = array<i64: 0, 0>, mode = #vit<pad_mode constant>}
  // CHECK-NEXT: %[[R:.*]] = vit.reshape %[[P]] {shape = array<i64: 2, 3, 4>}
  // CHECK-NEXT: %[[PANELS:.*]] = vit.transpose %[[R]] {permutation = array<i64: 1, 0, 2>}
  // CHECK: vit.launch @packs_weight(%arg0, %[[PANELS]])
  // CHECK: vit.launch @packs_weight(%arg0, %[[PANELS]])
  // FOLDED-LABEL: func.func @main
  // FOLDED-NOT: vit.transpose
  // FOLDED: return
  func.func @main(%x: tensor<3x2xf32>, %y: tensor<2x4xf32>, %image: tensor<1x1x4x4xf32>) -> tensor<3x10xf32> {
    %w = vit.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]]> : tensor<2x10xf32>
    %w8 = vit.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]> : tensor<2x8xf32>
    %w4 = vit.constant dense<[[1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 2.0, 3.0]]> : tensor<2x4xf32>
    %left = vit.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
    %w3 = vit.constant dense<[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]]> : tensor<1x2x4xf32>
    %filter = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]], [[[9.0, 1.0], [2.0, 3.0]]], [[[4.0, 5.0], [6.0, 7.0]]], [[[8.0, 9.0], [1.0, 2.0]]], [[[3.0, 4.0], [5.0, 6.0]]]]> : tensor<6x1x2x2xf32>
    %0 = vit.launch @packs_weight(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    %1 = vit.launch @packs_weight(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    %2 = vit.launch @packs_whole_panels(%x, %w8) : (tensor<3x2xf32>, tensor<2x8xf32>) -> tensor<3x8xf32>
    %3 = vit.launch @packs_filter(%image, %filter) : (tensor<1x1x4x4xf32>, tensor<6x1x2x2xf32>) -> tensor<1x4x6xf32>
    %4:2 = vit.launch @keeps_what_others_read(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> (tensor<3x10xf32>, tensor<2x10xf32>)
    %5 = vit.launch @keeps_left_operand(%left, %w4) : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
    %6 = vit.reshape %x {shape = array<i64: 1, 3, 2>} : (tensor<3x2xf32>) -> tensor<1x3x2xf32>
    %7 = vit.launch @keeps_batches(%6, %w3) : (tensor<1x3x2xf32>, tensor<1x2x4xf32>) -> tensor<1x3x4xf32>
    %8 = vit.launch @keeps_computed_weight(%x, %w4) : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
    %9 = vit.launch @keeps_computed_weight(%x, %y) : (tensor<3x2xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
    return %4#0 : tensor<3x10xf32>
  }
}
