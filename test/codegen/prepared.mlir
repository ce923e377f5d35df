// What a GPU's kernels have prepared of constants: in the program, in the code, and what is refused.
// RUN: rm -rf %t && mkdir %t
// RUN: vitc %s --target=x86-64-v3,cuda:sm_80 --emit=program -o %t/program.mlir
// RUN: FileCheck %s --check-prefix=PROGRAM < %t/program.mlir
// RUN: vitc %t/program.mlir --emit=summary | FileCheck %s --check-prefix=SUMMARY
// RUN: vitc %t/program.mlir --emit=ptx | FileCheck %s --check-prefix=PTX
// RUN: vitc %t/program.mlir --emit=stmt > %t/stmt && FileCheck %s --check-prefix=STMT < %t/stmt
// RUN: vitc %t/program.mlir -o %t/model.so
// In a run, instead.
// RUN: sed 's/<prepared, "matmul_b_words", bytes = 4096, operands = \[1\]>/<launch, "matmul_b_words", bytes = 4096>/' %s > %t/launch.mlir
// RUN: vitc %t/launch.mlir --target=x86-64-v3,cuda:sm_80 --emit=program | FileCheck %s --check-prefix=LAUNCH
// What does not hold is refused.
// RUN: sed 's/, #vit.workspace<prepared.*operands = \[1\]>//' %s > %t/missing.mlir
// RUN: not vitc %t/missing.mlir --target=x86-64-v3,cuda:sm_80 -o %t/other.so 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: sed 's/operands = \[1\]/operands = [1, 2]/' %s > %t/more.mlir
// RUN: not vitc %t/more.mlir --target=x86-64-v3,cuda:sm_80 -o %t/other.so 2>&1 | FileCheck %s --check-prefix=MORE
// RUN: sed 's/bytes = 4096, operands/bytes = 4092, operands/' %s > %t/small.mlir
// RUN: not vitc %t/small.mlir --target=x86-64-v3,cuda:sm_80 -o %t/other.so 2>&1 | FileCheck %s --check-prefix=SMALL

// PROGRAM: vit.memory prepared, bytes = 8960
// PROGRAM: vit.launch @product({{.*}}) places [{{.*}}] workspace <arena, {{.*}}> prepared <prepared, 0> : (
// PROGRAM: vit.launch @product({{.*}}) places [{{.*}}] workspace <arena, {{.*}}> prepared <prepared, 4480> : (

// SUMMARY: weights {{ *}}16.{{.*}} kB
// SUMMARY-NEXT: prepared {{ *}}8960 B on a GPU, once of the weights

// One kernel stores the words of the weight, another those of the rows, and the product.
// PTX: .visible .entry {{.*}}matmul_b_words
// PTX: cvt.rn.f16x2.f32
// PTX: .visible .entry {{.*}}matmul_a_words
// PTX-NOT: .visible .entry {{.*}}matmul_b_words
// PTX: cp.async.cg.shared.global
// PTX: mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32

// STMT: produce matmul_b_words
// STMT: produce matmul_a_words
// STMT-NOT: produce matmul_b_words
// STMT: matmul_b_words_prepared

// LAUNCH-NOT: prepared

// MISSING: error: {{.*}}kernel @product, workspaces for 'cuda:sm_80': the loops store 4096 bytes in no workspace: write #vit.workspace<launch, "matmul_b_words", bytes = 4096> or, where launches pass constants, #vit.workspace<prepared, "matmul_b_words", bytes = 4096, operands = [1]>
// MORE: error: {{.*}}#vit.workspace<prepared, "matmul_b_words", bytes = 4096, operands = [1, 2]> is one of a launch: write #vit.workspace<launch, "matmul_b_words", bytes = 4096>
// SMALL: error: {{.*}} is too small for the 4096 bytes that the loops store there

vit.kernel @product(%x: tensor<20x64xf32>, %w: tensor<64x32xf32>, %b: tensor<32xf32>)
    schedule "cuda:sm_80" [#vit.tensor_product<precision = f16, rows = 16, columns = 16, row_warps = 2, column_warps = 2, depth = 32, stages = 3>]
      workspaces [#vit.workspace<launch, "matmul_a_words", bytes = 4096>, #vit.workspace<prepared, "matmul_b_words", bytes = 4096, operands = [1]>] {
  %0 = vit.matmul %x, %w : (tensor<20x64xf32>, tensor<64x32xf32>) -> tensor<20x32xf32>
  %1 = vit.add %0, %b {vit.epilogue} : (tensor<20x32xf32>, tensor<32xf32>) -> tensor<20x32xf32>
  vit.yield %1 : tensor<20x32xf32>
}

func.func @main(%x: tensor<20x64xf32>, %y: tensor<20x64xf32>) -> (tensor<20x32xf32>, tensor<20x32xf32>) {
  %w = vit.constant dense<1.0> : tensor<64x32xf32>
  %v = vit.constant dense<2.0> : tensor<64x32xf32>
  %b = vit.constant dense<3.0> : tensor<32xf32>
  %0 = vit.launch @product(%x, %w, %b) : (tensor<20x64xf32>, tensor<64x32xf32>, tensor<32xf32>) -> tensor<20x32xf32>
  %1 = vit.launch @product(%y, %v, %b) : (tensor<20x64xf32>, tensor<64x32xf32>, tensor<32xf32>) -> tensor<20x32xf32>
  return %0, %1 : tensor<20x32xf32>, tensor<20x32xf32>
}
