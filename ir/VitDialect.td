// VitDialect.td: the `vit` dialect, its attributes and the classes that its ops derive from.
#ifndef VITC_IR_VITDIALECT_TD
#define VITC_IR_VITDIALECT_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Vit_Dialect : Dialect {
  let name = "vit";
  let cppNamespace = "::vitc::vit";
  let summary = "Vision Transformers, from the graph of a model to the program of a native artifact";
  let description = [{
    Values are builtin ranked tensors of static shape. There are three levels of ops: model ops, which
    say what a trained model computes; fused ops, which are defined by model ops; and kernels with the
    program that launches them. Dimensions are named B (batch), T (tokens), D (embedding), H (heads),
    C, H, W (channels, height, width).

    Elementwise ops broadcast their operands as NumPy does (ONNX: "multidirectional broadcasting").
  }];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

//===-- Types -----------------------------------------------------------------------------------===//

def Vit_Float : AnyTypeOf<[F16, BF16, F32, F64], "float">;
def Vit_Integer : AnyTypeOf<[I8, I16, I32, I64, UI8, UI16, UI32, UI64], "integer">;
def Vit_Element : AnyTypeOf<[F16, BF16, F32, F64, I1, I8, I16, I32, I64, UI8, UI16, UI32, UI64],
                            "element type of a model (float, integer or i1)">;
def Vit_Index : AnyTypeOf<[I32, I64], "index element type (i32 or i64)">;

class Vit_TensorOf<list<Type> types> : StaticShapeTensorOf<types>;
def Vit_Tensor : Vit_TensorOf<[Vit_Element]>;
def Vit_FloatTensor : Vit_TensorOf<[Vit_Float]>;
def Vit_NumberTensor : Vit_TensorOf<[Vit_Float, Vit_Integer]>;
def Vit_BoolTensor : Vit_TensorOf<[I1]>;
def Vit_IndexTensor : Vit_TensorOf<[Vit_Index]>;

//===-- Attributes ------------------------------------------------------------------------------===//

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

class Vit_Enum<string name, string summary, list<string> cases>
    : I32EnumAttr<name, summary,
                  !foreach(i, !range(!size(cases)),
                           I32EnumAttrCase<cases[i], i>)> {
  let cppNamespace = "::vitc::vit";
  let genSpecializedAttr = 0;
}
class Vit_EnumAttr<EnumAttrInfo info, string mnemonic> : EnumAttr<Vit_Dialect, info, mnemonic>;

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

//===-- Op classes ------------------------------------------------------------------------------===//

/// Every element of the result depends on the elements at its own (broadcast) position alone.
def Vit_Elementwise : NativeOpTrait<"Elementwise"> { let cppNamespace = "::vitc::vit::trait"; }
/// Every element of the result is an element of an operand (or a constant); only positions change.
def Vit_Layout : NativeOpTrait<"Layout"> { let cppNamespace = "::vitc::vit::trait"; }
/// The op's one region holds the model ops that it stands for.
def Vit_FusedRegion : NativeOpTrait<"FusedRegion"> { let cppNamespace = "::vitc::vit::trait"; }

class Vit_Op<string mnemonic, list<Trait> traits = []> : Op<Vit_Dialect, mnemonic, traits>;

/// An op on tensors that computes nothing but its results; their types follow from operands and
/// attributes, and the verifier checks that they do.
class Vit_TensorOp<string mnemonic, list<Trait> traits = []>
    : Vit_Op<mnemonic, !listconcat([Pure, InferTypeOpAdaptor], traits)>;

#endif // VITC_IR_VITDIALECT_TD
