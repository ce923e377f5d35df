// VitOpsProgram.td: kernels, and the straight-line program that launches them.
#ifndef VITC_IR_VITOPSPROGRAM_TD
#define VITC_IR_VITOPSPROGRAM_TD

include "ir/VitDialect.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"

def Vit_KernelOp : Vit_Op<"kernel", [IsolatedFromAbove, Symbol, SingleBlock]> {
  let summary = "ops that run as one native function";
  let description = [{
    The region's arguments are the kernel's operands (activations and weights), the operands of its
    `vit.yield` the results. Equal kernels exist once, however many launches use them.
    (c1) The region holds model ops and a yield. Those that are neither elementwise nor layout are its
    anchors: each is computed in loops of its own, with the elementwise ops that follow it.

    ```mlir
    vit.kernel @matmul_197x768x3072_gelu(%x: tensor<1x197x768xf32>, %w: tensor<768x3072xf32>) {
      %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x3072xf32>) -> tensor<1x197x3072xf32>
      %1 = vit.gelu %0 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
      vit.yield %1 : tensor<1x197x3072xf32>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::TypeRange":$inputs)>];
  let extraClassDeclaration = [{
    ::mlir::Block &getBlock() { return getBody().front(); }
    /// The last op that is neither elementwise nor layout or, where there is none, the op whose result is
    /// yielded first.
    ::mlir::Operation *getAnchor();
    ::mlir::TypeRange getResultTypes();
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
    (c1) The symbol is a kernel whose types are those of operands and results. (c2) `offsets`, once the
    memory is planned, has one entry per result: where the tensor begins in the arena, in bytes, a
    multiple of 64; -1 for a result that is written straight into an output of the model.
  }];
  let arguments = (ins FlatSymbolRefAttr:$kernel, Variadic<Vit_Tensor>:$operands,
                       OptionalAttr<DenseI64ArrayAttr>:$offsets);
  let results = (outs Variadic<Vit_Tensor>:$results);
  let hasVerifier = 1;
  let assemblyFormat = [{
    $kernel `(` $operands `)` (`offsets` $offsets^)? attr-dict `:` functional-type(operands, results)
  }];
}

#endif // VITC_IR_VITOPSPROGRAM_TD
