// VitOpsLayout.td: constants, and ops that move elements without changing them.
#ifndef VITC_IR_VITOPSLAYOUT_TD
#define VITC_IR_VITOPSLAYOUT_TD

include "ir/VitAttributes.td"

def Vit_ConstantOp : Vit_TensorOp<"constant", [ConstantLike]> {
  let summary = "a weight or a small constant";
  let description = [{
    The value is a dense attribute, a `#vit.file_range` that names the bytes of a weight in a file, or
    `#vit.computed` from such.

    ```mlir
    %w = vit.constant #vit.file_range<"vit.onnx", offset = 4096, length = 2359296> : tensor<768x768xf32>
    %e = vit.constant dense<1.0e-6> : tensor<f32>
    ```
  }];
  let arguments = (ins TypedAttrInterface:$value);
  let results = (outs Vit_Tensor:$result);
  let assemblyFormat = "$value attr-dict";
  let extraClassDeclaration = [{
    static AnchorKind getAnchorKind() { return AnchorKind::none; }
    static int64_t getInstructions() { return 0; }
  }];
  let hasFolder = 1;
}

class Vit_LayoutOp<string mnemonic, list<Trait> traits = []>
    : Vit_TensorOp<mnemonic, !listconcat([Vit_Layout], traits)> {
  let results = (outs Vit_Tensor:$result);
}
class Vit_UnaryLayoutOp<string mnemonic, list<Trait> traits = []> : Vit_LayoutOp<mnemonic, traits> {
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

def Vit_ReshapeOp
    : Vit_UnaryLayoutOp<"reshape", [Vit_Narrowable<["isNarrowable", "getDemand", "getComputable", "narrow"]>]> {
  let summary = "the same elements in the same row-major order under another shape";
  let description = "(c1) `shape` holds as many elements as the operand.";
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$shape);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
def Vit_TransposeOp : Vit_UnaryLayoutOp<"transpose", [Vit_Narrowable<["getDemand"]>]> {
  let summary = "dimensions in another order";
  let description = [{
    Dimension `i` of the result is dimension `permutation[i]` of the operand. (c1) `permutation` is one
    of 0 .. rank-1.
  }];
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$permutation);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
def Vit_BroadcastOp : Vit_UnaryLayoutOp<"broadcast", [Vit_Narrowable<["narrow"]>]> {
  let summary = "repetition along dimensions of size 1 (ONNX Expand)";
  let description = "(c1) The operand's shape broadcasts to `shape`.";
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$shape);
  let hasFolder = 1;
}
def Vit_TileOp : Vit_UnaryLayoutOp<"tile"> {
  let summary = "`repeats[i]` copies along dimension i (ONNX Tile-6)";
  let description = "(c1) One repeat per dimension, none negative.";
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$repeats);
}
def Vit_SliceOp : Vit_UnaryLayoutOp<"slice", [Vit_Narrowable<["isNarrowable", "getDemand", "narrow"]>]> {
  let summary = "a strided range of every dimension";
  let description = [{
    `result[i..] = input[starts + i * steps ..]`. (c1) One start, size and step per dimension.
    (c2) No step is 0 (a negative one walks backwards). (c3) First and last index lie in the operand.
  }];
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$starts, DenseI64ArrayAttr:$sizes,
                       DenseI64ArrayAttr:$steps);
  let hasFolder = 1;
}
def Vit_PadOp : Vit_UnaryLayoutOp<"pad"> {
  let summary = "elements added before and behind every dimension (ONNX Pad)";
  let description = [{
    (c1) `low` and `high` have one number per dimension; negative ones crop, together no more than the
    dimension's size. (c2) `reflect` adds less than the dimension's size. (c3) `edge` and `wrap` add to
    dimensions of at least one element. `value` is used by mode `constant` alone.
  }];
  let arguments = (ins Vit_Tensor:$input, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high,
                       Vit_PadModeAttr:$mode, DefaultValuedAttr<F64Attr, "0.0">:$value);
  let hasFolder = 1;
}
def Vit_TriluOp : Vit_UnaryLayoutOp<"trilu"> {
  let summary = "upper or lower triangle of the last two dimensions, the rest 0 (ONNX Trilu-14)";
  let description = "Keeps `col - row >= diagonal` (upper) or `<= diagonal`. (c1) Rank 2 or more.";
  let arguments = (ins Vit_Tensor:$input, UnitAttr:$upper, DefaultValuedAttr<I64Attr, "0">:$diagonal);
}
def Vit_ConcatOp : Vit_LayoutOp<"concat", [Vit_Narrowable<["getDemand", "narrow"]>]> {
  let summary = "tensors one behind the other along a dimension";
  let description = [{
    (c1) At least one operand; one rank and element type. (c2) `axis` is a dimension. (c3) All other
    dimensions are equal.
  }];
  let arguments = (ins Variadic<Vit_Tensor>:$inputs, I64Attr:$axis);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
def Vit_GatherOp
    : Vit_LayoutOp<"gather", [Vit_Narrowable<["isNarrowable", "getDemand", "getComputable", "narrow"]>]> {
  let summary = "entries of a dimension by number (ONNX Gather-13)";
  let description = [{
    `result[i.., j.., k..] = input[i.., indices[j..], k..]`; a negative index counts from the end.
    (c1) `axis` is a dimension of the input.
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_IndexTensor:$indices, I64Attr:$axis);
  let assemblyFormat = "$input `,` $indices attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = [{
    /// The indices if they are a constant of rank 0 or 1 and in range, counted from 0; else none.
    ::llvm::SmallVector<int64_t> getConstantIndices();
  }];
}
def Vit_GatherElementsOp : Vit_LayoutOp<"gather_elements"> {
  let summary = "one element per index, along a dimension (ONNX GatherElements-13)";
  let description = [{
    `result[i, j, k] = input[i, indices[i, j, k], k]` for axis 1. (c1) One rank; `axis` is a dimension.
    (c2) `indices` is nowhere larger than the input but along `axis`.
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_IndexTensor:$indices, I64Attr:$axis);
  let assemblyFormat = "$input `,` $indices attr-dict `:` functional-type(operands, results)";
}
def Vit_GatherNdOp : Vit_LayoutOp<"gather_nd"> {
  let summary = "slices by tuples of indices (ONNX GatherND-13)";
  let description = [{
    The last dimension of `indices` holds tuples that index the input's dimensions from `batch_dims`
    on. (c1) The tuples are no longer than the dimensions left. (c2) The batch dimensions are equal.
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_IndexTensor:$indices,
                       DefaultValuedAttr<I64Attr, "0">:$batch_dims);
  let assemblyFormat = "$input `,` $indices attr-dict `:` functional-type(operands, results)";
}
def Vit_ScatterNdOp : Vit_TensorOp<"scatter_nd"> {
  let summary = "a copy with slices replaced by tuples of indices (ONNX ScatterND-18)";
  let description = [{
    (c1) `updates` has the shape of `indices` less its last dimension, then the input's dimensions that
    the tuples do not index. (c2) One element type. Updates fall in row-major order.
  }];
  let arguments = (ins Vit_Tensor:$input, Vit_IndexTensor:$indices, Vit_Tensor:$updates,
                       DefaultValuedAttr<Vit_ScatterReductionAttr,
                                         "::vitc::vit::ScatterReduction::none">:$reduction);
  let results = (outs Vit_Tensor:$result);
  let assemblyFormat =
      "$input `,` $indices `,` $updates attr-dict `:` functional-type(operands, results)";
}

#endif // VITC_IR_VITOPSLAYOUT_TD
