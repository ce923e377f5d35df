// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in programs, their entries, targets and places.

// vit.program, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-error @+1 {{'vit.program' op has no vit.memory weights}}
vit.program {
  vit.memory arena, bytes = 128
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.program, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-error @+1 {{'vit.program' op has no vit.entry}}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.program, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.memory' op the program has this memory already}}
  vit.memory arena, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.program, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.constant' op is neither a memory nor an entry of a program}}
  %0 = vit.constant dense<1.0> : tensor<f32>
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.program, c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
// expected-error @+1 {{'vit.program' op is one of several: a module has one}}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.memory, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  // expected-error @+1 {{'vit.memory' op bytes = -1 is negative}}
  vit.memory weights, bytes = -1
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.memory
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.memory' op outputs are the caller's memory}}
  vit.memory output, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.entry' op images = -3: a pass has one image at least}}
  vit.entry @main, images = -3
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.entry' op there is no function @main with a body of one block}}
  vit.entry @main, images = 1
}

// -----

// vit.entry, c2
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.entry' op there is no function @main with a body of one block}}
  vit.entry @main, images = 1
}
func.func private @main(tensor<4xf32>) -> tensor<4xf32>

// -----

// vit.entry, c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.exp' op is in no kernel, though the function is an entry of a program}}
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.launch @k(%0) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c3
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op has no places, though its function is an entry of a program}}
  %r = vit.launch @k(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c3
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.constant' op has no place in weights (vit.place)}}
  %w = vit.constant dense<1.0> : tensor<4xf32>
  %r = vit.launch @k(%w) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c4
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op #vit.place<arena, 128> holds 16 bytes of 'tensor<4xf32>', beyond the end of its memory of 128 bytes}}
  %0 = vit.launch @k(%x) places [#vit.place<arena, 128>] : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.launch @k(%0) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c4
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.constant' op #vit.place<weights, 64> holds 16 bytes of 'tensor<4xf32>', beyond the end of its memory of 64 bytes}}
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 64>}
  %r = vit.launch @k(%w) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c5
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @+1 {{the other weight}}
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  // expected-error @+1 {{'vit.constant' op shares bytes with another weight}}
  %v = vit.constant dense<2.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %r = vit.launch @k(%w) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c6: a launch may not write where it reads
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @+1 {{the tensor's launch}}
  %0 = vit.launch @k(%x) places [#vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{'vit.launch' op writes into the arena where a tensor lies that is still needed}}
  %1 = vit.launch @k(%0) places [#vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.launch @k(%1) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c6: a view is read later
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @+1 {{the tensor's launch}}
  %0 = vit.launch @k(%x) places [#vit.place<arena, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  %v = vit.reshape %0 {shape = array<i64: 4>} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = vit.launch @k(%x) places [#vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{'vit.launch' op writes into the arena where a tensor lies that is still needed}}
  %2 = vit.launch @k(%1) places [#vit.place<arena, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  %3 = vit.launch @k(%v) places [#vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.launch @k(%3) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c8
vit.kernel @k(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>] workspaces [#vit.workspace<launch, "v", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 512
  vit.memory weights, bytes = 0
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op has no workspace, of which kernel @k wants 512 bytes}}
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c4: a workspace
vit.kernel @k(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>] workspaces [#vit.workspace<launch, "v", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 512
  vit.memory weights, bytes = 0
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op #vit.place<arena, 64> holds 512 bytes of the kernel's workspaces, beyond the end of its memory of 512 bytes}}
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] workspace <arena, 64> : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c6: a workspace may not lie where the launch reads
vit.kernel @k(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>] workspaces [#vit.workspace<launch, "v", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 1024
  vit.memory weights, bytes = 0
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-note @+1 {{the tensor's launch}}
  %0 = vit.launch @k(%x) places [#vit.place<arena, 512>] workspace <arena, 0> : (tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{'vit.launch' op has its workspace where a tensor lies that is still needed}}
  %r = vit.launch @k(%0) places [#vit.place<output, 0>] workspace <arena, 64> : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c9
vit.kernel @k(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>] workspaces [#vit.workspace<thread, "v", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 64
  vit.memory weights, bytes = 0
  vit.memory scratch, bytes = 256
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op kernel @k wants 512 bytes of scratch for each thread, of 256}}
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c9
vit.kernel @k(%x: tensor<4xf32>)
    schedule "x86-64-v3" [#vit.pointwise<lanes = 4>] workspaces [#vit.workspace<thread, "v", bytes = 100>] {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 64
  vit.memory weights, bytes = 0
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op kernel @k wants 512 bytes of scratch for each thread, of 0}}
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry, c7
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{'func.return' op operand 0 is no result of a launch whose place is output 0}}
  return %x : tensor<4xf32>
}

// -----

// vit.entry, c7
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{'vit.launch' op has a result in output 1, which is not what the function returns there}}
  %0 = vit.launch @k(%x) places [#vit.place<output, 1>] : (tensor<4xf32>) -> tensor<4xf32>
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// vit.entry
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 64
  // expected-error @+1 {{'vit.entry' op the module's vit.targets have no 'pdp-11'}}
  vit.entry @main, images = 1, target = "pdp-11"
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = vit.launch @k(%x) places [#vit.place<output, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// #vit.target
// expected-error @+1 {{vit.target: the name is empty}}
module attributes {vit.targets = [#vit.target<cpu, "", vector_bits = 256, vector_registers = 16, features = []>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: vector_bits = 100 is no power of two of at least 64}}
module attributes {vit.targets = [#vit.target<cpu, "t", vector_bits = 100, vector_registers = 16, features = []>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: vector_registers = 0: a product needs 4 at least}}
module attributes {vit.targets = [#vit.target<cpu, "t", vector_bits = 256, vector_registers = 0, features = []>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: features are names}}
module attributes {vit.targets = [#vit.target<cpu, "t", vector_bits = 256, vector_registers = 16, features = [1]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: a CPU has no threads, blocks, warps and multiprocessors}}
module attributes {vit.targets = [#vit.target<cpu, "t", vector_bits = 256, vector_registers = 16, warp = 32, features = []>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: a GPU has thread_registers, not vector_registers}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, vector_registers = 16, features = ["sm_80"]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: a GPU has thread_registers, block_threads, block_bytes, warp and multiprocessors, of 1 at least}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, features = ["sm_80"]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: block_threads = 1000 are no whole warps of 32, a power of two}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1000, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_80"]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: the features of a GPU are its architecture, sm_70 or a later one, and, from sm_80 on, tf32, f16 or bf16 where products need no more}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = []>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: the features of a GPU are its architecture, sm_70 or a later one, and, from sm_80 on, tf32, f16 or bf16 where products need no more}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_35"]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: the features of a GPU are its architecture, sm_70 or a later one, and, from sm_80 on, tf32, f16 or bf16 where products need no more}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["avx2"]>]} {}

// -----

// #vit.target
// expected-error @+1 {{vit.target: the features of a GPU are its architecture, sm_70 or a later one, and, from sm_80 on, tf32, f16 or bf16 where products need no more}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_80", "sm_90"]>]} {}

// -----

// Tensor cores of sm_75 multiply f16 alone, and not as here.
// expected-error @+1 {{vit.target: the features of a GPU are its architecture, sm_70 or a later one, and, from sm_80 on, tf32, f16 or bf16 where products need no more}}
module attributes {vit.targets = [#vit.target<cuda, "t", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152, warp = 32, multiprocessors = 108, features = ["sm_75", "f16"]>]} {}

// -----

// vit.targets
// expected-error @+1 {{vit.targets is an array of #vit.target<...> at the module}}
module attributes {vit.targets = "host"} {}

// -----

// vit.batch
// expected-error @+1 {{vit.batch is the number of images in a pass, a positive i64 at the module or at one of its entries, not 0 : i64}}
module attributes {vit.batch = 0 : i64} {}

// -----

// vit.entry, c10
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 128
  vit.memory prepared, bytes = 1024
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %v = vit.constant dense<2.0> : tensor<4xf32> {vit.place = #vit.place<weights, 64>}
  // expected-error @+1 {{'vit.launch' op has no place for what kernel @k has prepared, 512 bytes}}
  %0 = vit.launch @k(%x, %w) places [#vit.place<output, 0>] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// vit.entry, c4: what is prepared
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
// expected-note @+1 {{the program}}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 128
  vit.memory prepared, bytes = 576
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %v = vit.constant dense<2.0> : tensor<4xf32> {vit.place = #vit.place<weights, 64>}
  // expected-error @+1 {{'vit.launch' op #vit.place<prepared, 128> holds 512 bytes of what the kernel has prepared, beyond the end of its memory of 576 bytes}}
  %0 = vit.launch @k(%x, %w) places [#vit.place<output, 0>] prepared <prepared, 128> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// vit.entry, c10: with the same constants a place is shared, with others it is not
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
vit.program {
  vit.memory arena, bytes = 128
  vit.memory weights, bytes = 128
  vit.memory prepared, bytes = 1024
  vit.entry @main, images = 1
}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w = vit.constant dense<1.0> : tensor<4xf32> {vit.place = #vit.place<weights, 0>}
  %v = vit.constant dense<2.0> : tensor<4xf32> {vit.place = #vit.place<weights, 64>}
  %0 = vit.launch @k(%x, %w) places [#vit.place<arena, 0>] prepared <prepared, 0> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // expected-note @+1 {{the other launch}}
  %1 = vit.launch @k(%0, %w) places [#vit.place<arena, 64>] prepared <prepared, 0> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{'vit.launch' op shares bytes of what is prepared with a launch of another kernel, or with other constants}}
  %2 = vit.launch @k(%1, %v) places [#vit.place<output, 0>] prepared <prepared, 448> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}
