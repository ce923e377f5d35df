// Calls that a whole warp has to come to are convergent for LLVM, which neither sinks them into a branch nor makes two of one.
// RUN: rm -rf %t && mkdir %t
// RUN: env HL_DEBUG_CODEGEN=2 kernel_ptx %s cuda:sm_80+f16 %t > %t/log 2>&1
// RUN: grep -a "^declare.*@vitc_ptx_\|^attributes #" %t/log > %t/declarations
// RUN: FileCheck %s < %t/declarations
// RUN: FileCheck %s --check-prefix=OTHERS < %t/declarations

// CHECK-DAG: declare float @vitc_ptx_maximum_of_quad({{.*}} #[[WARP:[0-9]+]]
// CHECK-DAG: declare float @vitc_ptx_sum_of_quad({{.*}} #[[WARP]]
// CHECK-DAG: declare float @vitc_ptx_mma_f16_0({{.*}} #[[WARP]]
// CHECK-DAG: declare float @vitc_ptx_mma_f16_1({{.*}} #[[WARP]]
// CHECK-DAG: declare float @vitc_ptx_mma_f16_2({{.*}} #[[WARP]]
// CHECK-DAG: declare float @vitc_ptx_mma_f16_3({{.*}} #[[WARP]]
// CHECK: attributes #[[WARP]] = { convergent

// Those of a thread are not.
// OTHERS: declare {{.*}} @vitc_ptx_f16x2({{.*}} #[[THREAD:[0-9]+]]
// OTHERS: attributes #[[THREAD]] = { "nvptx

vit.kernel @attention(%q: tensor<1x20x1x16xf32>, %k: tensor<1x20x1x16xf32>, %v: tensor<1x20x1x16xf32>)
    schedule "cuda:sm_80+f16" [#vit.tensor_attention<precision = f16, rows = 16, warps = 1, keys = 16>] {
  %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x20x1x16xf32>, tensor<1x20x1x16xf32>, tensor<1x20x1x16xf32>) -> tensor<1x20x1x16xf32>
  vit.yield %0 : tensor<1x20x1x16xf32>
}
