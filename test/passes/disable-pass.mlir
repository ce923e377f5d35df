// Single passes of simplification and fusion can be left out, to see what each is worth or to find a wrong one.
// RUN: vitc-opt %s --vit-fuse-pipeline | FileCheck %s --check-prefix=ALL
// RUN: vitc-opt %s --vit-fuse-pipeline=disable=vit-fold-layer-scale,vit-fuse-linear | FileCheck %s --check-prefix=WITHOUT
// RUN: vitc %s --emit=fused | FileCheck %s --check-prefix=ALL
// RUN: vitc %s --emit=fused --disable-pass=vit-fold-layer-scale,vit-fuse-linear | FileCheck %s --check-prefix=WITHOUT
// RUN: not vitc %s --emit=fused --disable-pass=vit-fold-everything 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not vitc %s --emit=fused --disable-pass=vit-plan-memory 2>&1 | FileCheck %s --check-prefix=NEEDED

// ALL: vit.linear
// ALL-NOT: vit.mul
// WITHOUT-NOT: vit.linear
// WITHOUT: vit.mul
// UNKNOWN: error: --disable-pass=vit-fold-everything: known are vit-raise-integer-products, vit-raise-idioms, {{.*}}vit-fold-layer-scale{{.*}}vit-fuse-linear
// NEEDED: error: --disable-pass=vit-plan-memory: known are
func.func @main(%x: tensor<5x2xf32> {vit.name = "x"}) -> (tensor<5x2xf32> {vit.name = "y"}) {
  %w = vit.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = vit.constant dense<[10.0, 100.0]> : tensor<2xf32>
  %0 = vit.matmul %x, %w : (tensor<5x2xf32>, tensor<2x2xf32>) -> tensor<5x2xf32>
  %1 = vit.mul %0, %s : (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>
  %2 = vit.gelu %1 : (tensor<5x2xf32>) -> tensor<5x2xf32>
  return %2 : tensor<5x2xf32>
}
