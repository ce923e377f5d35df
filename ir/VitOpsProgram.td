// VitOpsProgram.td: kernels, and the straight-line program that launches them.
#ifndef VITC_IR_VITOPSPROGRAM_TD
#define VITC_IR_VITOPSPROGRAM_TD

include "ir/VitSchedules.td"
include "ir/VitTargets.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"

def Vit_PlaceArrayAttr : TypedArrayAttrBase<Vit_PlaceAttr, "places of tensors">;
def Vit_ScheduleArrayAttr : TypedArrayAttrBase<Vit_ScheduleAttr, "schedules, one a target">;

//===-- Kernels and programs --------------------------------------------------------------------===//

def Vit_KernelOp : Vit_Op<"kernel", [IsolatedFromAbove, Symbol, SingleBlock]> {
  let summary = "ops that run as one native function";
  let description = [{
    The region's arguments are the kernel's operands (activations and weights), the operands of its
    `vit.yield` the results. Equal kernels exist once, however many launches use them.
    (c1) The region holds model ops and a yield. Those that are neither elementwise nor layout are its
    anchors: each is computed in loops of its own, together with its epilogue, the ops marked `vit.epilogue`
    that follow it. What comes before an anchor, without a mark, is its prologue. (c2) An epilogue holds
    elementwise ops of the anchor's shape, which follow it and no later anchor, and its last op alone is read by
    others. (c3) `schedules`, once they are chosen, has one entry for a target. (c4) A `vit.unpack` takes an operand of the kernel, or the
    `vit.pack` of one before vit-pack-weights has carried that out. Products alone read its result, as their weight.

    ```mlir
    vit.kernel @matmul_197x768x3072_gelu(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>)
        schedule "x86-64-v3" [#vit.product<rows = 6, vectors = 2, lanes = 8, tiles_per_task = 17, parallel = true>] {
      %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
      %1 = vit.gelu %0 {vit.epilogue} : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
      vit.yield %1 : tensor<1x197x3072xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<Vit_ScheduleArrayAttr>:$schedules);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::TypeRange":$inputs)>];
  let extraClassDeclaration = [{
    ::mlir::Block &getBlock() { return getBody().front(); }
    /// The last op that is neither elementwise nor layout or, where there is none, the op whose result is
    /// yielded first.
    ::mlir::Operation *getAnchor();
    ::mlir::TypeRange getResultTypes();
    /// The loops for the target of this name; null where they are not chosen.
    ScheduleAttr getScheduleFor(::llvm::StringRef target);
    /// Bytes that workspaces of `scope` take on the target where they take most.
    int64_t getWorkspaceBytes(WorkspaceScope scope);
    /// The operands that `prepared` workspaces are computed from, on any target; in order.
    ::llvm::SmallVector<int64_t> getPreparedOperands();
  }];
}

def Vit_YieldOp : Vit_Op<"yield", [Pure, Terminator,
                              ParentOneOf<["KernelOp", "LinearOp", "QkvProjectionOp", "MlpOp"]>]> {
  let summary = "results of a kernel or of a fused op";
  let arguments = (ins Variadic<Vit_Tensor>:$operands);
  let assemblyFormat = "attr-dict ($operands^ `:` type($operands))?";
}

def Vit_LaunchOp : Vit_Op<"launch", [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "one run of a kernel";
  let description = [{
    (c1) The symbol is a kernel whose types are those of operands and results. (c2) `places`, once the
    memory is planned, has one entry per result, in the arena or an output. (c3) A constant that `vit.pack` computes
    (`#vit.computed`) is packed as the kernel unpacks it. (c4) `workspace`, a place in the arena, is where the
    kernel's workspaces of a launch lie, one after the other. (c5) Operands that the kernel's `prepared` workspaces are
    computed from are constants. (c6) `prepared`, a place in the memory of that name, is where these lie, one after the other.
  }];
  let arguments = (ins FlatSymbolRefAttr:$kernel, Variadic<Vit_Tensor>:$operands,
                       OptionalAttr<Vit_PlaceArrayAttr>:$places, OptionalAttr<Vit_PlaceAttr>:$workspace,
                       OptionalAttr<Vit_PlaceAttr>:$prepared);
  let results = (outs Variadic<Vit_Tensor>:$results);
  let hasVerifier = 1;
  let assemblyFormat = [{
    $kernel `(` $operands `)` (`places` $places^)? (`workspace` $workspace^)?
    (`prepared` $prepared^)? attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    /// Where the result at `index` lies.
    PlaceAttr getPlace(unsigned index) {
      return ::llvm::cast<PlaceAttr>((*getPlaces())[index]);
    }
    /// The kernel that runs.
    KernelOp getKernelOp();
    /// Bytes of the kernel's workspaces of a launch, on the target where they take most.
    int64_t getWorkspaceBytes();
    /// The same of its `prepared` ones.
    int64_t getPreparedBytes();
    /// What tells these from others: the kernel, and the constants that they are computed from. Null where it has none, or
    /// the launch passes no constants there.
    ::mlir::Attribute getPreparedKey();
  }];
}

def Vit_ProgramOp : Vit_Op<"program", [IsolatedFromAbove, NoTerminator, NoRegionArguments, SingleBlock]> {
  let summary = "what an artifact runs: entry points, and the memory that they share";
  let description = [{
    (c1) It holds one `vit.memory` each for `arena` and `weights`, one for `scratch` where kernels have workspaces of a
    thread, one for `prepared` where they have such, and at least one `vit.entry`. (c2) A module has one program at most. Whoever edits one by hand gets an error where it breaks what the
    runtime relies on, never an artifact that reads or writes where it should not.

    ```mlir
    vit.program {
      vit.memory arena, bytes = 128, lower_bound = 128
      vit.memory weights, bytes = 64
      vit.memory scratch, bytes = 51584
      vit.entry @main, images = 1, target = "x86-64-v3"
    }
    ```
  }];
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "attr-dict-with-keyword $body";
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins)>];
  let extraClassDeclaration = [{
    /// The memory of `space`; null only in a program that is not verified.
    MemoryOp getMemory(MemorySpace space);
    /// The first entry.
    EntryOp getEntry();
    /// The program of a module; null if it is not planned.
    static ProgramOp of(::mlir::ModuleOp module);
  }];
}

def Vit_MemoryOp : Vit_Op<"memory", [HasParent<"ProgramOp">]> {
  let summary = "a memory space of a program";
  let description = [{
    `arena` holds what launches hand to each other and their workspaces, once for every pass that runs at a time;
    `weights` are part of the artifact and read alone; every thread has `scratch` for the workspaces of the task that it
    runs. `prepared` lies behind the weights on a GPU, and has what kernels compute of these alone: once for all contexts of a
    process, when the device gets the weights. (c1) `bytes` is not negative. `lower_bound` is the largest sum of what lives at one time: no plan does with
    less.
  }];
  let arguments = (ins Vit_MemorySpaceAttr:$space, I64Attr:$bytes, OptionalAttr<I64Attr>:$lower_bound);
  let assemblyFormat = [{
    `` $space `,` `bytes` `=` $bytes (`,` `lower_bound` `=` $lower_bound^)? attr-dict
  }];
  let hasVerifier = 1;
}

def Vit_EntryOp : Vit_Op<"entry", [HasParent<"ProgramOp">,
                                   DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a function that callers of the artifact run";
  let description = [{
    The function's arguments are the caller's inputs, its results the caller's outputs, `images` images in
    one pass. `target` is the name of one of the module's `vit.targets`. A model for several batches or sizes has a
    function for each, over one copy of the weights and one arena: of a context one entry runs at a time.

    (c1) `images` is at least 1, and the same wherever the function is an entry. (c2) The symbol is a function with a body of one block, of launches,
    constants and the reshapes that are views. (c3) Every launch has places and every constant has one in
    `weights` (`vit.place`). (c4) Each lies within its memory. (c5) Weights that share bytes are equal, whatever
    entries they are of.
    (c6) Launch results that share bytes of the arena do not live at one time; a tensor lives from the
    launch that makes it to the last that reads it or a view of it, a workspace during its launch. (c7) What is
    returned is the result of a launch, or a view of it, in the place of its output; nothing else is in an output.
    (c8) A launch has a `workspace` if its kernel has workspaces of a launch, for any target. (c9) `scratch` is
    enough for the workspaces that any kernel has of a thread. (c10) A launch has a place in `prepared` if its kernel has such
    workspaces, of its own but for launches of the same kernel with the same constants.
  }];
  let arguments = (ins FlatSymbolRefAttr:$function, I64Attr:$images, OptionalAttr<StrAttr>:$target);
  let assemblyFormat = [{
    $function `,` `images` `=` $images (`,` `target` `=` $target^)? attr-dict
  }];
  let hasVerifier = 1;
}

#endif // VITC_IR_VITOPSPROGRAM_TD
