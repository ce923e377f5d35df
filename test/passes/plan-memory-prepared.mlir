// RUN: vitc-opt %s --vit-plan-memory | FileCheck %s
// RUN: vitc-opt %s --vit-plan-memory | vitc-opt | FileCheck %s
// RUN: vitc-opt %s --vit-plan-memory --vit-plan-memory | FileCheck %s

// What kernels have prepared of constants is there once for each kernel and constant, in a memory of its own.
// CHECK: vit.program {
// CHECK-NEXT: vit.memory arena, bytes = 128
// CHECK-NEXT: vit.memory weights, bytes = 128
// CHECK-NEXT: vit.memory prepared, bytes = 1536
// CHECK-NEXT: vit.entry @main
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "x86-64-v3" []
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 100, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
vit.kernel @other(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 100, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}

// CHECK-LABEL: func.func @main
// CHECK: vit.launch @k({{.*}}) places [#vit.place<arena, {{.*}}>] prepared <prepared, 0> : (
// CHECK: vit.launch @k({{.*}}) places [#vit.place<arena, {{.*}}>] prepared <prepared, 512> : (
// CHECK: vit.launch @k({{.*}}) places [#vit.place<arena, {{.*}}>] prepared <prepared, 0> : (
// CHECK: vit.launch @other({{.*}}) places [#vit.place<output, 0>] prepared <prepared, 1024> : (
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w = vit.constant dense<1.0> : tensor<4xf32>
  %v = vit.constant dense<2.0> : tensor<4xf32>
  %0 = vit.launch @k(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @k(%0, %v) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = vit.launch @k(%1, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.launch @other(%2, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}
