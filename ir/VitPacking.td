// VitPacking.td: how weights lie in memory for the products that read them.
#ifndef VITC_IR_VITPACKING_TD
#define VITC_IR_VITPACKING_TD

include "ir/VitDialect.td"

def Vit_PackingAttr : AttrDef<Vit_Dialect, "Packing"> {
  let mnemonic = "packing";
  let summary = "the order of a weight's elements in memory";
  let description = [{
    A weight is a matrix [K, N], b of a product, whose rows are numbered by k. A panel is W = `columns` of its
    columns; `interleave` = I rows of a panel lie together, column by column, for instructions that sum I products
    up at once. The panels are a tensor [ceil(N / W), K, W] or, with an interleave, [ceil(N / W), K / I, W, I]; what
    lies beyond column N is 0. `element` is the type that elements are widened to. With `swizzle` = S of 32, 64 or
    128 bytes, the 16 bytes that would begin at byte p begin at `p ^ (p / 128 % (S / 16)) * 16`: as a GPU's tensor
    memory accelerator lays them out, for shared memory without conflicts between banks.

    | weight | packing | panels |
    | --- | --- | --- |
    | `f32` | `#vit.packing<columns = 16>` | [N/16][K][16] |
    | `i8`, sums of four | `#vit.packing<columns = 16, interleave = 4>` | [N/16][K/4][16][4] |
    | `bf16`, sums of two | `#vit.packing<columns = 16, interleave = 2>` | [N/16][K/2][16][2] |
    | `i8`, widened before | `#vit.packing<columns = 16, interleave = 2, element = i16>` | [N/16][K/2][16][2] |
    | `f16`, for a GPU | `#vit.packing<columns = 64, swizzle = 128>` | [N/64][K][64] |

    What belongs to columns, as the scales of an `i8` weight and its sums over k, lies beside the panels: a matrix
    of one row, packed by as many columns.

    (c1) `columns` is at least 1. (c2) `interleave` is 1, 2, 4 or 8. (c3) `swizzle` is 0, 32, 64 or 128.
    (c4) `element` is an element type of tensors.
  }];
  let parameters = (ins "int64_t":$columns, DefaultValuedParameter<"int64_t", "1">:$interleave,
                        OptionalParameter<"::mlir::Type">:$element, OptionalParameter<"int64_t">:$swizzle);
  let assemblyFormat = "`<` struct(params) `>`";
  let builders = [AttrBuilder<(ins "int64_t":$columns),
                              [{ return $_get($_ctxt, columns, /*interleave=*/1, ::mlir::Type(), /*swizzle=*/0); }]>];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Panels of whole rows, of the weight's own elements.
    bool isPlain() const { return getInterleave() == 1 && !getElement() && getSwizzle() == 0; }
    /// The type of `weight` in panels, or what is wrong with packing it so.
    ::llvm::Expected<::mlir::RankedTensorType> packedType(::mlir::RankedTensorType weight, bool columnsFirst);
  }];
}

class Vit_PackingOp<string mnemonic, list<Trait> traits = []>
    : Vit_Op<mnemonic, !listconcat([Pure, Vit_ModelOpInterface, Vit_Layout], traits)> {
  let results = (outs Vit_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Vit_PackOp : Vit_PackingOp<"pack", [InferTypeOpAdaptor]> {
  let summary = "a weight in panels";
  let description = [{
    The last dimension of the operand counts columns, the others count rows: [.., K, N] is the matrix
    [.. * K, N]. With `columns_first`, the first dimension counts columns: a filter [N, C, P, Q] is the matrix
    [C * P * Q, N]. The result is that matrix as `packing` says.

    (c1) The operand has two dimensions and one element at least. (c2) The interleave divides the rows. (c3) `element` holds every
    value of the operand's elements, and is another type. (c4) With a swizzle, the rows of a panel are multiples
    of 128 bytes.

    ```mlir
    %p = vit.pack %w {packing = #vit.packing<columns = 16>} : (tensor<768x1000xf32>) -> tensor<63x768x16xf32>
    ```
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_PackingAttr:$packing, UnitAttr:$columns_first);
}

def Vit_UnpackOp : Vit_PackingOp<"unpack"> {
  let summary = "the weight that lies in panels";
  let description = [{
    `unpack(pack(w))` is `w`. In a kernel, this op says that its operand is packed, and how: the product behind it
    reads the panels where they lie, and the weight itself is never there.

    (c1) The operand's type is that of the result in panels, as vit.pack has it.

    ```mlir
    %w = vit.unpack %p {packing = #vit.packing<columns = 16>} : (tensor<63x768x16xf32>) -> tensor<768x1000xf32>
    ```
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_PackingAttr:$packing, UnitAttr:$columns_first);
  let hasVerifier = 1;
}

#endif // VITC_IR_VITPACKING_TD
