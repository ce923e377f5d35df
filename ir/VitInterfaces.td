// VitInterfaces.td: what passes, code generation and the summary ask of ops.
#ifndef VITC_IR_VITINTERFACES_TD
#define VITC_IR_VITINTERFACES_TD

include "mlir/IR/OpBase.td"

def Vit_ModelOpInterface : OpInterface<"ModelOp"> {
  let cppNamespace = "::vitc::vit";
  let description = [{
    An op that computes tensors from tensors, and what grouping, schedules and the summary ask of it. The defaults
    hold for elementwise and layout ops, and for others that are computed once, without arithmetic.
  }];
  let methods = [
    StaticInterfaceMethod<[{
      Whether the op is an anchor, one with loops of its own in a kernel, and how these read its operands: every element
      many times (contraction), a few times, a row after the other (normalization, which knows no NaN in kernels, and
      reduction), or in another way. Elementwise and layout ops are none.}],
      "::vitc::vit::AnchorKind", "getAnchorKind", (ins), "", [{
        return ConcreteOp::template hasTrait<::vitc::vit::trait::Elementwise>() ||
                       ConcreteOp::template hasTrait<::vitc::vit::trait::Layout>()
                   ? ::vitc::vit::AnchorKind::none
                   : ::vitc::vit::AnchorKind::other;
      }]>,
    StaticInterfaceMethod<"About how many vector instructions an element of the result takes, its operands at hand.",
                          "int64_t", "getInstructions", (ins), "", "return 1;">,
    InterfaceMethod<"Floating-point operations of one evaluation, a multiply-add counted as two.",
                    "double", "getFlops", (ins), "", "return ::vitc::defaultFlops($_op);">];
}

def Vit_NarrowableInterface : OpInterface<"Narrowable"> {
  let cppNamespace = "::vitc::vit";
  let description = [{
    An op that can compute a part of its result: for each dimension the indices that are read of it, ascending. The
    defaults are those of elementwise ops.
  }];
  let methods = [
    InterfaceMethod<"Whether it can, with these attributes and constants.", "bool", "isNarrowable", (ins), "",
                    "return true;">,
    InterfaceMethod<"What it reads of `operand` to compute the part `wanted`.", "::vitc::Demand", "getDemand",
                    (ins "::mlir::OpOperand &":$operand, "const ::vitc::Demand &":$wanted), "",
                    "return ::vitc::broadcastDemand(operand.get(), wanted);">,
    InterfaceMethod<"`wanted`, grown to what it can be rebuilt for, and to what is worth it.", "::vitc::Demand",
                    "getComputable", (ins "::vitc::Demand":$wanted), "",
                    "return ::vitc::withoutSmallGaps(std::move(wanted));">,
    InterfaceMethod<"Builds it for the part `wanted`; the operands are what it reads for that, null if that is nothing.",
                    "::mlir::Value", "narrow",
                    (ins "::mlir::OpBuilder &":$builder, "::mlir::ValueRange":$operands,
                         "const ::vitc::Demand &":$wanted), "",
                    "return ::vitc::cloneNarrowed($_op, builder, operands, wanted);">];
}

def Vit_FusedOpInterface : OpInterface<"FusedOp"> {
  let cppNamespace = "::vitc::vit";
  let description = "An op that is defined by the model ops that it stands for.";
  let methods = [InterfaceMethod<
      "Builds those model ops at the builder's place and returns their results.",
      "::llvm::SmallVector<::mlir::Value>", "decompose", (ins "::mlir::OpBuilder &":$builder)>];
}

#endif // VITC_IR_VITINTERFACES_TD
