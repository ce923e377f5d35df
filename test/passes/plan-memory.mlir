// RUN: vitc-opt %s --vit-plan-memory | FileCheck %s

// Two places take turns; the result goes into the caller's buffer; equal weights are stored once. Weights lie in the
// order in which launches read them, wherever the constants stood.
// CHECK: vit.program {
// CHECK-NEXT: vit.memory arena, bytes = 128, lower_bound = 128
// CHECK-NEXT: vit.memory weights, bytes = 128
// CHECK-NEXT: vit.entry @main, images = 1
// CHECK-NEXT: }
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>) {
  %0 = vit.add %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @main
// CHECK-NEXT: vit.constant dense<[1.0{{.*}} {vit.place = #vit.place<weights, 0>}
// CHECK-NEXT: vit.launch @k({{.*}}) places [#vit.place<arena, 0>]
// CHECK-NEXT: vit.constant dense<[1.0{{.*}} {vit.place = #vit.place<weights, 0>}
// CHECK-NEXT: vit.launch @k({{.*}}) places [#vit.place<arena, 64>]
// CHECK-NEXT: vit.constant dense<2.0{{.*}} {vit.place = #vit.place<weights, 64>}
// CHECK: vit.launch @k({{.*}}) places [#vit.place<arena, 0>]
// CHECK: vit.launch @k({{.*}}) places [#vit.place<output, 0>]
func.func @main(%x: tensor<4xf32>) -> tensor<2x2xf32> {
  %last = vit.constant dense<2.0> : tensor<4xf32>
  %w = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %v = vit.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = vit.launch @k(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @k(%0, %v) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = vit.launch @k(%1, %last) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.launch @k(%2, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = vit.reshape %3 {shape = array<i64: 2, 2>} : (tensor<4xf32>) -> tensor<2x2xf32>
  return %4 : tensor<2x2xf32>
}
