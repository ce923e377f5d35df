// VitDialect.td: the `vit` dialect, and the classes that its attributes and ops derive from. It defines none of them: what
// is generated for a file holds those of the files that it includes.
#ifndef VITC_IR_VITDIALECT_TD
#define VITC_IR_VITDIALECT_TD

include "ir/VitInterfaces.td"
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
  let extraClassDeclaration = [{
    // Each beside the definitions of these ops: they are what takes longest to compile.
    void addElementwiseOps();
    void addLayoutOps();
    void addTensorOps();
    void addFusedOps();
    void addProgramOps();
    void addPackingOps();
  }];
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

//===-- Enumerations --------------------------------------------------------------------------===//

class Vit_Enum<string name, string summary, list<string> cases>
    : I32EnumAttr<name, summary,
                  !foreach(i, !range(!size(cases)),
                           I32EnumAttrCase<cases[i], i>)> {
  let cppNamespace = "::vitc::vit";
  let genSpecializedAttr = 0;
}
class Vit_EnumAttr<EnumAttrInfo info, string mnemonic> : EnumAttr<Vit_Dialect, info, mnemonic>;

//===-- What is asked of ops --------------------------------------------------------------------===//

/// Every element of the result depends on the elements at its own (broadcast) position alone.
def Vit_Elementwise : NativeOpTrait<"Elementwise"> { let cppNamespace = "::vitc::vit::trait"; }
/// Every element of the result is an element of an operand (or a constant); only positions change.
def Vit_Layout : NativeOpTrait<"Layout"> { let cppNamespace = "::vitc::vit::trait"; }
/// The op's one region holds the model ops that it stands for.
def Vit_FusedRegion : NativeOpTrait<"FusedRegion"> { let cppNamespace = "::vitc::vit::trait"; }
/// Elementwise, and no activation: a sum, a product, a choice or a conversion of its operands.
def Vit_Straight : NativeOpTrait<"Straight"> { let cppNamespace = "::vitc::vit::trait"; }

/// What an op says that is more than an addition, an element at a time.
class Vit_Instructions<int number> {
  code extraClassDeclaration = "static int64_t getInstructions() { return " # number # "; }";
}
/// An op with loops of its own says what they compute.
class Vit_Anchor<string kind> {
  code extraClassDeclaration =
      "static AnchorKind getAnchorKind() { return AnchorKind::" # kind # "; }\ndouble getFlops();";
}

class Vit_Narrowable<list<string> methods> : DeclareOpInterfaceMethods<Vit_NarrowableInterface, methods>;

//===-- Op classes ------------------------------------------------------------------------------===//

class Vit_Op<string mnemonic, list<Trait> traits = []> : Op<Vit_Dialect, mnemonic, traits>;

/// An op on tensors that computes nothing but its results; their types follow from operands and
/// attributes, and the verifier checks that they do.
class Vit_TensorOp<string mnemonic, list<Trait> traits = []>
    : Vit_Op<mnemonic, !listconcat([Pure, InferTypeOpAdaptor, Vit_ModelOpInterface], traits)>;

class Vit_ElementwiseOp<string mnemonic, list<Trait> traits = []>
    : Vit_TensorOp<mnemonic, !listconcat([Vit_Elementwise, Vit_NarrowableInterface], traits)>;

#endif // VITC_IR_VITDIALECT_TD
