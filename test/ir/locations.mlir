// RUN: vitc-opt %s --mlir-print-debuginfo --mlir-print-local-scope | vitc-opt --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s
// The names of the model's own nodes stay with ops, kernels and their arguments.

// CHECK: vit.kernel @exp(%{{.*}}: tensor<4xf32> loc("/blocks.0/x")) {
vit.kernel @exp(%x: tensor<4xf32> loc("/blocks.0/x")) {
  // CHECK: vit.exp {{.*}} loc("/blocks.0/Exp"("model.onnx":0:0))
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32> loc("/blocks.0/Exp"("model.onnx":0:0))
  // CHECK: vit.yield {{.*}} loc(fused["/blocks.0/Exp", "/blocks.0/Mul"])
  vit.yield %0 : tensor<4xf32> loc(fused["/blocks.0/Exp", "/blocks.0/Mul"])
// CHECK: } loc("/blocks.0/Exp")
} loc("/blocks.0/Exp")
