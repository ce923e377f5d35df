// Kernels that somebody has named: any name links, unless the artifact has a function of that name already.
// RUN: rm -rf %t && mkdir %t
// RUN: vitc %s -o %t/model.so
// RUN: vitc-run %t/model.so --benchmark 1
// RUN: sed s/a.sum/memcpy/ %s > %t/libc.mlir
// RUN: not vitc %t/libc.mlir -o %t/libc.so 2>&1 | FileCheck %s --check-prefix=LIBC
// RUN: sed s/again/a_sum/ %s > %t/same.mlir
// RUN: not vitc %t/same.mlir -o %t/same.so 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: not ls %t/libc.so %t/same.so

// LIBC: libc.mlir:[[#]]:1: would be a function memcpy, which the runtime has or calls: give it another name
// SAME: same.mlir:[[#]]:1: would be the function a_sum, as another kernel is: give it another name

vit.kernel @a.sum(%x: tensor<4xf32>) {
  %0 = vit.add %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
vit.kernel @again(%x: tensor<4xf32>) {
  %0 = vit.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.launch @a.sum(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @again(%0) : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
