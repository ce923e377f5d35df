// What a kernel stores in between is written in its schedule, has its place in the program, and is what the code takes. An
// edit that breaks a limit is an error that says which, with status 1 and nothing written.
// RUN: rm -rf %t && mkdir %t && mkdir %t/out
// RUN: vitc %s --target=x86-64-v3,cuda:sm_80 --emit=program -o %t/both.mlir
// RUN: FileCheck %s --check-prefixes=BOTH < %t/both.mlir
// RUN: vitc %s --target=x86-64-v3 --emit=program -o %t/program.mlir
// RUN: FileCheck %s < %t/program.mlir
// RUN: vitc %t/program.mlir --emit=summary | FileCheck %s --check-prefix=SUMMARY
// RUN: vitc %t/program.mlir -o %t/model.so && vitc-run %t/model.so --info | FileCheck %s --check-prefix=INFO
// RUN: vitc %t/program.mlir --emit=stmt | FileCheck %s --check-prefix=STMT

// The hidden layer and the normalised rows: 600 x 96 and 600 x 64 numbers of 4 bytes.
// CHECK: vit.kernel @mlp(
// CHECK: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 153600>, #vit.workspace<launch, "gelu_value", bytes = 230400>] {
// CHECK: vit.kernel @attention(
// CHECK: workspaces [#vit.workspace<thread, "attention_keys", bytes = [[#]]>, #vit.workspace<thread, "attention_values", bytes = 76800>] {
// CHECK: vit.memory arena, bytes = 538368, lower_bound = 538368
// CHECK-NEXT: vit.memory weights
// CHECK-NEXT: vit.memory scratch, bytes = 154368
// CHECK: vit.launch @attention({{.*}}) places [#vit.place<arena, 384768>] :
// CHECK: vit.launch @mlp({{.*}}) places [#vit.place<output, 0>] workspace <arena, 0> :

// The same on a GPU: it stores these two as well, and what attention copies is in its shared memory.
// BOTH: schedule "cuda:sm_80" {{.*}}gpu_product
// BOTH-NEXT: workspaces [#vit.workspace<launch, "layer_norm_value", bytes = 153600>, #vit.workspace<launch, "gelu_value", bytes = 230400>] {
// BOTH: schedule "cuda:sm_80" {{.*}}gpu_attention{{.*}}] {

// SUMMARY: kernel {{ *}}launches {{.*}} workspace {{ *}}scratch {{ *}}first node
// SUMMARY-NEXT: attention {{ *}}1 {{.*}} - {{ *}}154.4 kB
// SUMMARY-NEXT: mlp {{ *}}1 {{.*}} 384.8 kB {{ *}}-
// SUMMARY: {{^ *}}#vit.workspace<launch, "gelu_value", bytes = 230400>
// SUMMARY: arena {{ *}}538.4 kB
// SUMMARY-NEXT: workspaces {{ *}}up to 384.8 kB of the arena
// SUMMARY-NEXT: scratch {{ *}}154.4 kB a thread
// INFO: scratch {{ *}}0.1 MiB a thread

// One after the other in the memory that the kernel is handed.
// STMT: allocate layer_norm_value[{{.*}}] in Heap
// STMT-NEXT: custom_new { reinterpret<(uint8_t *)>(reinterpret<uint64>((uint8_t *)workspace) + (uint64)0) }
// STMT: allocate gelu_value[{{.*}}] in Heap
// STMT-NEXT: custom_new { reinterpret<(uint8_t *)>(reinterpret<uint64>((uint8_t *)workspace) + (uint64)153984) }

// DEFINE: %{edit} =
// DEFINE: %{refused} = sed '%{edit}' %t/program.mlir > %t/edited.mlir && not vitc %t/edited.mlir -o %t/out/model.so 2>&1

// REDEFINE: %{edit} = s/"gelu_value", bytes = 230400/"gelu_value", bytes = 230399/
// RUN: %{refused} | FileCheck %s --check-prefix=SMALL
// SMALL: error: {{.*}}edited.mlir:{{[0-9]+:[0-9]+}}: kernel @mlp, workspaces for 'x86-64-v3': #vit.workspace<launch, "gelu_value", bytes = 230399> is too small for the 230400 bytes that the loops store there

// REDEFINE: %{edit} = s/, #vit.workspace<launch, "gelu_value", bytes = 230400>//
// RUN: %{refused} | FileCheck %s --check-prefix=MISSING
// MISSING: kernel @mlp, workspaces for 'x86-64-v3': the loops store 230400 bytes in no workspace, and the stack has room for 16384: write #vit.workspace<launch, "gelu_value", bytes = 230400>

// REDEFINE: %{edit} = s/"gelu_value"/"hidden"/
// RUN: %{refused} | FileCheck %s --check-prefix=MISSING

// REDEFINE: %{edit} = s/launch, "gelu_value"/thread, "gelu_value"/
// RUN: %{refused} | FileCheck %s --check-prefix=PROGRAM
// PROGRAM: 'vit.launch' op kernel @mlp wants [[#]] bytes of scratch for each thread, of 154368

// REDEFINE: %{edit} = s/thread, "attention_keys"/launch, "attention_keys"/
// RUN: %{refused} | FileCheck %s --check-prefix=PLACE
// PLACE: 'vit.launch' op has no workspace, of which kernel @attention wants [[#]] bytes

// REDEFINE: %{edit} = s/scratch, bytes = 154368/scratch, bytes = 154367/; s/thread, "attention_keys", bytes = 76800/thread, "attention_keys", bytes = 76801/
// RUN: %{refused} | FileCheck %s --check-prefix=SCRATCH
// SCRATCH: 'vit.launch' op kernel @attention wants [[#]] bytes of scratch for each thread, of 154367

// REDEFINE: %{edit} = s/workspace <arena, 0>/workspace <arena, 64>/
// RUN: %{refused} | FileCheck %s --check-prefix=OVERLAP
// OVERLAP: 'vit.launch' op has its workspace where a tensor lies that is still needed

// Other tiles want other memory.
// REDEFINE: %{edit} = /attention</s/, copies_values = true//
// RUN: %{refused} | FileCheck %s --check-prefix=SPARE
// SPARE: kernel @attention, workspaces for 'x86-64-v3': #vit.workspace<thread, "attention_values", bytes = 76800> is for nothing that the loops store: leave it out
// REDEFINE: %{edit} = /attention</s/rows = 6/rows = 7/; s/score_vectors = 2/score_vectors = 1/; s/value_vectors = 2/value_vectors = 1/
// RUN: %{refused} | FileCheck %s --check-prefix=TILE
// TILE: kernel @attention, workspaces for 'x86-64-v3': the loops store 16800 bytes in no workspace, and the stack has room for 16384: write #vit.workspace<thread, "attention_strip", bytes = 16800>
// RUN: ls %t/out | count 0

// More than is needed is taken as it is.
// RUN: sed 's/"gelu_value", bytes = 230400/"gelu_value", bytes = 230401/; s/arena, bytes = 538368/arena, bytes = 600000/; s/arena, 384768/arena, 384896/' %t/program.mlir > %t/more.mlir
// RUN: vitc %t/more.mlir --emit=summary | FileCheck %s --check-prefix=MORE
// RUN: vitc %t/more.mlir -o %t/out/model.so
// MORE: workspaces {{ *}}up to 384.9 kB of the arena

module {
  vit.kernel @mlp(%x: tensor<600x64xf32>, %v: tensor<64x96xf32>, %w: tensor<96x64xf32>) {
    %0 = vit.layer_norm %x {axis = 1 : i64, epsilon = 1.0e-6 : f64} : (tensor<600x64xf32>) -> tensor<600x64xf32>
    %1 = vit.matmul %0, %v : (tensor<600x64xf32>, tensor<64x96xf32>) -> tensor<600x96xf32>
    %2 = vit.gelu %1 {vit.epilogue} : (tensor<600x96xf32>) -> tensor<600x96xf32>
    %3 = vit.matmul %2, %w : (tensor<600x96xf32>, tensor<96x64xf32>) -> tensor<600x64xf32>
    vit.yield %3 : tensor<600x64xf32>
  }
  vit.kernel @attention(%q: tensor<1x600x2x32xf32>, %k: tensor<1x600x2x32xf32>, %v: tensor<1x600x2x32xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<1x600x2x32xf32>, tensor<1x600x2x32xf32>, tensor<1x600x2x32xf32>) -> tensor<1x600x2x32xf32>
    vit.yield %0 : tensor<1x600x2x32xf32>
  }
  func.func @main(%q: tensor<1x600x2x32xf32>, %k: tensor<1x600x2x32xf32>, %v: tensor<1x600x2x32xf32>, %a: tensor<64x96xf32>, %b: tensor<96x64xf32>) -> tensor<600x64xf32> {
    %0 = vit.launch @attention(%q, %k, %v) : (tensor<1x600x2x32xf32>, tensor<1x600x2x32xf32>, tensor<1x600x2x32xf32>) -> tensor<1x600x2x32xf32>
    %1 = vit.reshape %0 {shape = array<i64: 600, 64>} : (tensor<1x600x2x32xf32>) -> tensor<600x64xf32>
    %2 = vit.launch @mlp(%1, %a, %b) : (tensor<600x64xf32>, tensor<64x96xf32>, tensor<96x64xf32>) -> tensor<600x64xf32>
    return %2 : tensor<600x64xf32>
  }
}
