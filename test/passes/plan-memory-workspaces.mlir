// RUN: vitc-opt %s --vit-plan-memory | FileCheck %s
// RUN: vitc-opt %s --vit-plan-memory | vitc-opt | FileCheck %s
// RUN: vitc-opt %s --vit-plan-memory --vit-plan-memory | FileCheck %s

// A workspace of 100 bytes takes 512, with what vectors may read after it, and of several targets the one that wants most
// counts. It lies in the arena, beside its launch's operand and result. What threads want is there for the kernel that wants most.
// CHECK: vit.program {
// CHECK-NEXT: vit.memory arena, bytes = 1152, lower_bound = 1152
// CHECK-NEXT: vit.memory weights, bytes = 0
// CHECK-NEXT: vit.memory scratch, bytes = 1024
// CHECK-NEXT: vit.entry @main, images = 1
// CHECK-NEXT: }
vit.kernel @both(%x: tensor<4xf32>)
    schedule "x86-64-v3" [] workspaces [#vit.workspace<launch, "v", bytes = 100>, #vit.workspace<thread, "w", bytes = 100>]
    schedule "x86-64-v4" [] workspaces [#vit.workspace<launch, "v", bytes = 100>, #vit.workspace<launch, "u", bytes = 1>] {
  vit.yield %x : tensor<4xf32>
}
vit.kernel @threads(%x: tensor<4xf32>)
    schedule "x86-64-v3" [] workspaces [#vit.workspace<thread, "v", bytes = 100>, #vit.workspace<thread, "w", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}

// CHECK-LABEL: func.func @main
// CHECK-NEXT: vit.launch @threads({{.*}}) places [#vit.place<arena, 1024>] : (
// CHECK-NEXT: vit.launch @both({{.*}}) places [#vit.place<arena, 1088>] workspace <arena, 0> : (
// CHECK-NEXT: vit.launch @threads({{.*}}) places [#vit.place<arena, 1024>] : (
// CHECK-NEXT: vit.launch @both({{.*}}) places [#vit.place<output, 0>] workspace <arena, 0> : (
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.launch @threads(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @both(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = vit.launch @threads(%1) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.launch @both(%2) : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}
