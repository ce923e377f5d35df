// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in kernels and launches.

// c1
// expected-error @+1 {{'vit.kernel' op holds model ops, not func.call}}
vit.kernel @foreign_op(%x: tensor<4xf32>) {
  // expected-note @+1 {{the op that cannot be in a kernel}}
  %0 = func.call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}
func.func private @f(tensor<4xf32>) -> tensor<4xf32>

// -----

// c1
vit.kernel @inner(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-error @+1 {{'vit.kernel' op holds model ops, not vit.launch}}
vit.kernel @launch_in_kernel(%x: tensor<4xf32>) {
  // expected-note @+1 {{the op that cannot be in a kernel}}
  %0 = vit.launch @inner(%x) : (tensor<4xf32>) -> tensor<4xf32>
  vit.yield %0 : tensor<4xf32>
}

// -----

// c1
vit.kernel @no_yield(%x: tensor<4xf32>) {
  // expected-error @+1 {{block with no terminator}}
  %0 = vit.exp %x : (tensor<4xf32>) -> tensor<4xf32>
}

// -----

// c1
vit.kernel @another_terminator(%x: tensor<4xf32>) {
  // expected-error @+1 {{'func.return' op expects parent op 'func.func'}}
  func.return
}

// -----

// c1
// expected-error @+1 {{region #0 ('body') failed to verify constraint: region with 1 blocks}}
vit.kernel @empty() {
}

// -----

// Fused regions are laid open in kernels.
// expected-error @+1 {{'vit.kernel' op holds model ops, not vit.linear}}
vit.kernel @fused(%x: tensor<4x4xf32>) {
  // expected-note @+1 {{the op that cannot be in a kernel}}
  %0 = vit.linear(%a = %x : tensor<4x4xf32>) -> tensor<4x4xf32> {
    %1 = vit.matmul %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    vit.yield %1 : tensor<4x4xf32>
  }
  vit.yield %0 : tensor<4x4xf32>
}

// -----

// Kernels stand in the module.
func.func @kernel_in_function() {
  // expected-error @+1 {{symbol's parent must have the SymbolTable trait}}
  vit.kernel @k(%x: tensor<4xf32>) {
    vit.yield %x : tensor<4xf32>
  }
  return
}

// -----

// Yields belong to kernels.
func.func @yield_in_function(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.yield' op expects parent op to be one of 'vit.kernel, vit.linear, vit.qkv_projection, vit.mlp'}}
  vit.yield %x : tensor<4xf32>
}

// -----

// expected-note @+1 {{see existing symbol definition here}}
vit.kernel @twice(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
// expected-error @+1 {{redefinition of symbol named 'twice'}}
vit.kernel @twice(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}

// -----

// c1
func.func @unknown_kernel(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op there is no kernel @nowhere}}
  %0 = vit.launch @nowhere(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// c1
func.func @launches_function(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op there is no kernel @f}}
  %0 = vit.launch @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}
func.func private @f(tensor<4xf32>) -> tensor<4xf32>

// -----

// c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @too_many_operands(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op has 2 operands, but kernel @k has 1}}
  %0 = vit.launch @k(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @operand_of_another_type(%x: tensor<5xf32>) {
  // expected-error @+1 {{'vit.launch' op operand 0 is 'tensor<5xf32>', but kernel @k has 'tensor<4xf32>'}}
  %0 = vit.launch @k(%x) : (tensor<5xf32>) -> tensor<4xf32>
  return
}

// -----

// c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @too_few_results(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op has 0 results, but kernel @k has 1}}
  vit.launch @k(%x) : (tensor<4xf32>) -> ()
  return
}

// -----

// c1
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @result_of_another_type(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op result 0 is 'tensor<4xi32>', but kernel @k has 'tensor<4xf32>'}}
  %0 = vit.launch @k(%x) : (tensor<4xf32>) -> tensor<4xi32>
  return
}

// -----

// c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @too_many_places(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op has 2 places for 1 results}}
  %0 = vit.launch @k(%x) places [#vit.place<arena, 0>, #vit.place<arena, 64>] : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @writes_weights(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op writes #vit.place<weights, 0>, but weights are read alone}}
  %0 = vit.launch @k(%x) places [#vit.place<weights, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @writes_scratch(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op writes #vit.place<scratch, 0>, but scratch is for what tasks have to themselves}}
  %0 = vit.launch @k(%x) places [#vit.place<scratch, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// c4
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @workspace_elsewhere(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op has its workspace in #vit.place<scratch, 0>: workspaces of a launch are in the arena}}
  %0 = vit.launch @k(%x) workspace <scratch, 0> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// expected-error @+1 {{vit.place: 96 is no multiple of 64}}
func.func private @unaligned() attributes {place = #vit.place<arena, 96>}

// -----

// expected-error @+1 {{vit.place: -64 is before the beginning}}
func.func private @negative() attributes {place = #vit.place<arena, -64>}

// -----

// vit.launch, c5
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
func.func @prepared_of_what_is_computed(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op operand 1 is computed when the model runs, but kernel @k has a workspace prepared of it: make that one of a launch}}
  %0 = vit.launch @k(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// vit.launch, c5
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [2]>] {
  vit.yield %x : tensor<4xf32>
}
func.func @prepared_of_nothing(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op has no operand 2, of which kernel @k has a workspace prepared}}
  %0 = vit.launch @k(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// vit.launch, c6
vit.kernel @k(%x: tensor<4xf32>, %w: tensor<4xf32>)
    schedule "cuda:sm_80" [] workspaces [#vit.workspace<prepared, "w", bytes = 1, operands = [1]>] {
  vit.yield %x : tensor<4xf32>
}
func.func @prepared_elsewhere(%x: tensor<4xf32>) {
  %w = vit.constant dense<1.0> : tensor<4xf32>
  // expected-error @+1 {{'vit.launch' op has prepared workspaces in #vit.place<arena, 0>: these are in the memory of that name}}
  %0 = vit.launch @k(%x, %w) prepared <arena, 0> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// vit.launch, c2
vit.kernel @k(%x: tensor<4xf32>) {
  vit.yield %x : tensor<4xf32>
}
func.func @writes_what_is_prepared(%x: tensor<4xf32>) {
  // expected-error @+1 {{'vit.launch' op writes #vit.place<prepared, 0>, but what is prepared is computed from constants, before}}
  %0 = vit.launch @k(%x) places [#vit.place<prepared, 0>] : (tensor<4xf32>) -> tensor<4xf32>
  return
}
