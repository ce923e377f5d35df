// VitTargets.td: the machines that code is made for, and where tensors lie there.
#ifndef VITC_IR_VITTARGETS_TD
#define VITC_IR_VITTARGETS_TD

include "ir/VitDialect.td"

def Vit_TargetKind : Vit_Enum<"TargetKind", "what a target's code runs on", ["cpu", "cuda"]>;

def Vit_TargetAttr : AttrDef<Vit_Dialect, "Target"> {
  let mnemonic = "target";
  let summary = "a machine that code is made for";
  let description = [{
    Everything that schedules ask of a machine, so that a module means the same wherever it is compiled
    further. `vit.targets`, an array of these at the module, is there once something depends on it: the
    panels of packed weights, and the schedules of kernels. Vectors are in bits; `features` are LLVM's names.

    ```mlir
    #vit.target<cpu, "x86-64-v3", vector_bits = 256, vector_registers = 16, features = ["avx", "avx2", "f16c", "fma"]>
    #vit.target<cpu, "cortex-a76", vector_bits = 128, vector_registers = 32, features = ["dotprod", "fullfp16", "neon"]>
    #vit.target<cuda, "cuda:sm_80", vector_bits = 128, thread_registers = 255, block_threads = 1024, block_bytes = 49152,
                warp = 32, multiprocessors = 108, features = ["sm_80"]>
    ```

    (c1) A CPU has `vector_registers`, and nothing of what follows them. One of AArch64 has the feature neon. (c2) A GPU has registers of 32 bits for each
    thread, threads and bytes of shared memory for each block, threads in a warp and multiprocessors, and no
    `vector_registers`; its `vector_bits` are those that a thread loads at once. Its features are the architecture and,
    where products need no more, the precision that tensor cores compute them with: tf32, f16 or bf16.
  }];
  let parameters = (ins EnumParameter<Vit_TargetKind>:$kind, "::mlir::StringAttr":$name, "int64_t":$vector_bits,
                        OptionalParameter<"int64_t">:$vector_registers,
                        OptionalParameter<"int64_t">:$thread_registers,
                        OptionalParameter<"int64_t">:$block_threads, OptionalParameter<"int64_t">:$block_bytes,
                        OptionalParameter<"int64_t">:$warp, OptionalParameter<"int64_t">:$multiprocessors,
                        "::mlir::ArrayAttr":$features);
  let assemblyFormat = [{
    `<` $kind `,` $name `,` struct($vector_bits, $vector_registers, $thread_registers, $block_threads, $block_bytes,
                                   $warp, $multiprocessors, $features) `>`
  }];
  let genVerifyDecl = 1;
}

def Vit_MemorySpace : Vit_Enum<"MemorySpace", "what a program's tensors lie in",
                               ["arena", "weights", "output", "scratch", "prepared"]>;
def Vit_MemorySpaceAttr : Vit_EnumAttr<Vit_MemorySpace, "memory_space">;

def Vit_PlaceAttr : AttrDef<Vit_Dialect, "Place"> {
  let mnemonic = "place";
  let summary = "where a tensor lies while the program runs";
  let description = [{
    `#vit.place<arena, 128>` begins 128 bytes behind the beginning of the arena, a multiple of 64;
    `#vit.place<output, 1>` is the buffer that the caller gives for result 1.
  }];
  let parameters = (ins EnumParameter<Vit_MemorySpace>:$space, "int64_t":$position);
  let assemblyFormat = "`<` $space `,` $position `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Bytes of a cache line, and of the widest vector.
    static constexpr int64_t alignment = 64;
  }];
}

#endif // VITC_IR_VITTARGETS_TD
