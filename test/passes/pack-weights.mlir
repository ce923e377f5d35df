// RUN: vitc-opt %s --split-input-file --vit-pack-weights | FileCheck %s
// RUN: vitc-opt %s --split-input-file --vit-pack-weights --vit-fold-constants --verify-numerics | FileCheck %s --check-prefix=FOLDED
// RUN: vitc-opt %s --split-input-file --vit-pack-weights --vit-pack-weights | FileCheck %s
// FOLDED-NOT: = vit.pack
module {
  // CHECK-LABEL: vit.kernel @packs_weight(%arg0: tensor<3x2xf32>, %arg1: tensor<3x2x4xf32>)
  // CHECK-NEXT: %[[W:.*]] = vit.unpack %arg1 {packing = #vit.packing<columns = 4>} : (tensor<3x2x4xf32>) -> tensor<2x10xf32>
  // CHECK-NEXT: vit.matmul %arg0, %[[W]]
  vit.kernel @packs_weight(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
    %p = vit.pack %w {packing = #vit.packing<columns = 4>} : (tensor<2x10xf32>) -> tensor<3x2x4xf32>
    %u = vit.unpack %p {packing = #vit.packing<columns = 4>} : (tensor<3x2x4xf32>) -> tensor<2x10xf32>
    %0 = vit.matmul %x, %u : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    vit.yield %0 : tensor<3x10xf32>
  }
  // CHECK-LABEL: vit.kernel @packs_otherwise(%arg0: tensor<3x2xf32>, %arg1: tensor<2x2x5xf32>)
  vit.kernel @packs_otherwise(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
    %p = vit.pack %w {packing = #vit.packing<columns = 5>} : (tensor<2x10xf32>) -> tensor<2x2x5xf32>
    %u = vit.unpack %p {packing = #vit.packing<columns = 5>} : (tensor<2x2x5xf32>) -> tensor<2x10xf32>
    %0 = vit.matmul %x, %u : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    vit.yield %0 : tensor<3x10xf32>
  }
  // CHECK-LABEL: vit.kernel @packs_filter(%arg0: tensor<1x1x4x4xf32>, %arg1: tensor<2x4x4xf32>)
  // CHECK-NEXT: %[[F:.*]] = vit.unpack %arg1 {columns_first, packing = #vit.packing<columns = 4>} : (tensor<2x4x4xf32>) -> tensor<6x1x2x2xf32>
  // CHECK-NEXT: vit.patch_embedding %arg0, %[[F]]
  vit.kernel @packs_filter(%x: tensor<1x1x4x4xf32>, %w: tensor<6x1x2x2xf32>) {
    %p = vit.pack %w {columns_first, packing = #vit.packing<columns = 4>} : (tensor<6x1x2x2xf32>) -> tensor<2x4x4xf32>
    %u = vit.unpack %p {columns_first, packing = #vit.packing<columns = 4>} : (tensor<2x4x4xf32>) -> tensor<6x1x2x2xf32>
    %0 = vit.patch_embedding %x, %u {strides = array<i64: 2, 2>} : (tensor<1x1x4x4xf32>, tensor<6x1x2x2xf32>) -> tensor<1x4x6xf32>
    vit.yield %0 : tensor<1x4x6xf32>
  }
  // Panels are evaluated however much of them is zero.
  // CHECK-LABEL: vit.kernel @packs_in_wide_panels(%arg0: tensor<3x2xf32>, %arg1: tensor<1x2x512xf32>)
  vit.kernel @packs_in_wide_panels(%x: tensor<3x2xf32>, %w: tensor<2x10xf32>) {
    %p = vit.pack %w {packing = #vit.packing<columns = 512>} : (tensor<2x10xf32>) -> tensor<1x2x512xf32>
    %u = vit.unpack %p {packing = #vit.packing<columns = 512>} : (tensor<1x2x512xf32>) -> tensor<2x10xf32>
    %0 = vit.matmul %x, %u : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    vit.yield %0 : tensor<3x10xf32>
  }

  // A weight that two launches share is packed once, the original goes.
  // CHECK-LABEL: func.func @main
  // CHECK: %[[W:.*]] = vit.constant dense<{{.*}}> : tensor<2x10xf32>
  // CHECK-DAG: %[[P:.*]] = vit.pack %[[W]] {packing = #vit.packing<columns = 4>} : (tensor<2x10xf32>) -> tensor<3x2x4xf32>
  // CHECK-DAG: %[[Q:.*]] = vit.pack %[[W]] {packing = #vit.packing<columns = 5>} : (tensor<2x10xf32>) -> tensor<2x2x5xf32>
  // CHECK: vit.launch @packs_weight(%arg0, %[[P]])
  // CHECK: vit.launch @packs_weight(%arg0, %[[P]])
  // CHECK: vit.launch @packs_otherwise(%arg0, %[[Q]])
  // FOLDED-LABEL: func.func @main
  // FOLDED-NOT: = vit.pack
  // FOLDED: return
  func.func @main(%x: tensor<3x2xf32>, %image: tensor<1x1x4x4xf32>) -> (tensor<3x10xf32>, tensor<3x10xf32>, tensor<3x10xf32>, tensor<1x4x6xf32>, tensor<3x10xf32>) {
    %w = vit.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]]> : tensor<2x10xf32>
    %filter = vit.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]], [[[9.0, 1.0], [2.0, 3.0]]], [[[4.0, 5.0], [6.0, 7.0]]], [[[8.0, 9.0], [1.0, 2.0]]], [[[3.0, 4.0], [5.0, 6.0]]]]> : tensor<6x1x2x2xf32>
    %0 = vit.launch @packs_weight(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    %1 = vit.launch @packs_weight(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    %2 = vit.launch @packs_otherwise(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    %3 = vit.launch @packs_filter(%image, %filter) : (tensor<1x1x4x4xf32>, tensor<6x1x2x2xf32>) -> tensor<1x4x6xf32>
    %4 = vit.launch @packs_in_wide_panels(%x, %w) : (tensor<3x2xf32>, tensor<2x10xf32>) -> tensor<3x10xf32>
    return %0, %1, %2, %3, %4 : tensor<3x10xf32>, tensor<3x10xf32>, tensor<3x10xf32>, tensor<1x4x6xf32>, tensor<3x10xf32>
  }
}
