// RUN: not vitc-opt %s --canonicalize --verify-numerics 2>&1 | FileCheck %s
// RUN: not vitc-opt %s --canonicalize --verify-numerics 2>&1 | od -An -c | not grep 033
// What is no text in a name is escaped in messages: a terminal would obey it.

func.func @main(%x: tensor<400xf32>) -> tensor<400xf32> {
  // CHECK: printed-names.mlir:[[@LINE+1]]:{{.*}} error: 'no\x1b[31m\xffsuch': cannot open
  %0 = vit.constant #vit.file_range<"no\1B[31m\FFsuch", offset = 0, length = 1600> : tensor<400xf32>
  %1 = vit.add %x, %0 : (tensor<400xf32>, tensor<400xf32>) -> tensor<400xf32>
  return %1 : tensor<400xf32>
}
