// VitAttributes.td: what model ops say beside their operands.
#ifndef VITC_IR_VITATTRIBUTES_TD
#define VITC_IR_VITATTRIBUTES_TD

include "ir/VitDialect.td"

//===-- Constants -------------------------------------------------------------------------------===//

def Vit_FileRangeAttr : AttrDef<Vit_Dialect, "FileRange", [TypedAttrInterface]> {
  let mnemonic = "file_range";
  let summary = "a tensor's bytes in a file: little-endian, dense, row-major";
  let description = [{
    Names a weight without holding it: `#vit.file_range<"model.onnx", offset = 64, length = 4096> :
    tensor<32x32xf32>`. Attributes of equal text are the same weight. Offset and length count bytes;
    the length is that of the tensor.
  }];
  let parameters = (ins StringRefParameter<"path of the file">:$path, "uint64_t":$offset,
                        "uint64_t":$length, AttributeSelfTypeParameter<"">:$type);
  let assemblyFormat = "`<` $path `,` `offset` `=` $offset `,` `length` `=` $length `>`";
  let genVerifyDecl = 1;
}

def Vit_ComputedAttr : AttrDef<Vit_Dialect, "Computed", [TypedAttrInterface]> {
  let mnemonic = "computed";
  let summary = "a tensor by the op that computes it from constants";
  let description = [{
    Names a weight that differs from what a file holds, without holding it: it is evaluated (with the
    Interpreter) when its bytes are asked for, which for most weights is once, on their way into the
    artifact. Operands are dense attributes, file ranges, or computed themselves.

    ```mlir
    #vit.computed<"vit.transpose"(#vit.file_range<"vit.onnx", offset = 64, length = 4096> : tensor<32x32xf32>)
                  {permutation = array<i64: 1, 0>}> : tensor<32x32xf32>
    ```

    (c1) An op of this dialect without regions, with one result. (c2) At most 64 ops in all, counted as they
    are printed.
  }];
  let parameters = (ins "::mlir::StringAttr":$op, ArrayRefParameter<"::mlir::Attribute">:$operands,
                        OptionalParameter<"::mlir::DictionaryAttr">:$attributes,
                        AttributeSelfTypeParameter<"">:$type);
  let assemblyFormat = "`<` $op `(` $operands `)` `` custom<OptionalAttributes>($attributes) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    static constexpr int64_t maxOps = 64;
    /// How many ops the text of `value`, a constant's, names: 0 if it is not computed.
    static int64_t countOps(::mlir::Attribute value);
    /// What `op` computes from `operands`. Its single result has a `countOps` of at most `maxOps`.
    static ComputedAttr get(::mlir::Operation *op, ::llvm::ArrayRef<::mlir::Attribute> operands);
    /// The same elements under another shape; null if that were too many ops.
    ::mlir::Attribute reshaped(::mlir::RankedTensorType type);
  }];
}

//===-- Enumerations ----------------------------------------------------------------------------===//

def Vit_ComparePredicate
    : Vit_Enum<"ComparePredicate", "an order between two numbers",
               ["eq", "ne", "lt", "le", "gt", "ge"]>;
def Vit_ComparePredicateAttr : Vit_EnumAttr<Vit_ComparePredicate, "predicate">;

def Vit_GeluApproximation
    : Vit_Enum<"GeluApproximation", "how GELU's normal distribution function is computed", ["none", "tanh"]>;
def Vit_GeluApproximationAttr : Vit_EnumAttr<Vit_GeluApproximation, "approximation">;

def Vit_PadMode : Vit_Enum<"PadMode", "what stands beyond a tensor's edge",
                           ["constant", "reflect", "edge", "wrap"]>;
def Vit_PadModeAttr : Vit_EnumAttr<Vit_PadMode, "pad_mode">;

def Vit_ResizeMode : Vit_Enum<"ResizeMode", "the interpolation of a resize",
                              ["nearest", "linear", "cubic"]>;
def Vit_ResizeModeAttr : Vit_EnumAttr<Vit_ResizeMode, "resize_mode">;

def Vit_CoordinateMode
    : Vit_Enum<"CoordinateMode", "ONNX Resize's coordinate_transformation_mode",
               ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
                "asymmetric", "tf_crop_and_resize", "tf_half_pixel_for_nn"]>;
def Vit_CoordinateModeAttr : Vit_EnumAttr<Vit_CoordinateMode, "coordinate_mode">;

def Vit_NearestMode
    : Vit_Enum<"NearestMode", "ONNX Resize's nearest_mode",
               ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]>;
def Vit_NearestModeAttr : Vit_EnumAttr<Vit_NearestMode, "nearest_mode">;

def Vit_ScatterReduction
    : Vit_Enum<"ScatterReduction", "how an update meets what it falls on",
               ["none", "add", "mul", "max", "min"]>;
def Vit_ScatterReductionAttr : Vit_EnumAttr<Vit_ScatterReduction, "scatter_reduction">;

#endif // VITC_IR_VITATTRIBUTES_TD
