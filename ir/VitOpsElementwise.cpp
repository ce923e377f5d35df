//===-- VitOpsElementwise.cpp: shapes of ops that treat every element by itself ---------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/Inference.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitOpsElementwise.cpp.inc"

void VitDialect::addElementwiseOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitOpsElementwise.cpp.inc"
      >();
}

/// Adds the result whose shape is that of all operands together.
static LogicalResult addBroadcast(Inference &inference, ValueRange operands, Type elementType) {
  SmallVector<ArrayRef<int64_t>> shapes;
  for (Value operand : operands)
    shapes.push_back(shapeOf(operand));
  FailureOr<SmallVector<int64_t>> shape = broadcastShapes(shapes);
  if (failed(shape))
    return inference.error("the operands' shapes do not broadcast");
  return inference.add(*shape, elementType);
}

template <typename Adaptor> static LogicalResult inferUnary(Adaptor op, Inference &inference) {
  return inference.add(shapeOf(op.getInput()), elementOf(op.getInput()));
}

static LogicalResult inferDropout(DropoutOp::Adaptor op, Inference &inference) {
  double ratio = op.getRatio().convertToDouble();
  if (!(ratio >= 0 && ratio < 1))
    return inference.error("the ratio ", ratio, " is not at least 0 and below 1");
  if (op.getPerSample() && shapeOf(op.getInput()).empty())
    return inference.error("a scalar has no samples to be dropped");
  return inferUnary(op, inference);
}

static LogicalResult inferIsNan(IsNanOp::Adaptor op, Inference &inference) {
  return inference.add(shapeOf(op.getInput()), IntegerType::get(op.getInput().getContext(), 1));
}

static LogicalResult inferCast(CastOp::Adaptor op, Inference &inference) {
  if (!isElementType(op.getTo()))
    return inference.error("elements cannot be converted to ", op.getTo());
  return inference.add(shapeOf(op.getInput()), op.getTo());
}

template <typename Adaptor> static LogicalResult inferBinary(Adaptor op, Inference &inference) {
  if (failed(inference.checkOneElementType({op.getLhs(), op.getRhs()})))
    return failure();
  return addBroadcast(inference, op.getOperands(), elementOf(op.getLhs()));
}

static LogicalResult inferMod(ModOp::Adaptor op, Inference &inference) {
  if (failed(inferBinary(op, inference)))
    return failure();
  if (!op.getFmod() && !isa<IntegerType>(elementOf(op.getLhs())))
    return inference.error("without 'fmod' the operands are integers, not ",
                           elementOf(op.getLhs()));
  return success();
}

static LogicalResult inferPow(PowOp::Adaptor op, Inference &inference) {
  return addBroadcast(inference, op.getOperands(), elementOf(op.getLhs()));
}

static LogicalResult inferCompare(CompareOp::Adaptor op, Inference &inference) {
  if (failed(inference.checkOneElementType({op.getLhs(), op.getRhs()})))
    return failure();
  return addBroadcast(inference, op.getOperands(), IntegerType::get(op.getLhs().getContext(), 1));
}

VITC_INFER(AbsOp, inferUnary)
VITC_INFER(NegOp, inferUnary)
VITC_INFER(SignOp, inferUnary)
VITC_INFER(ExpOp, inferUnary)
VITC_INFER(LogOp, inferUnary)
VITC_INFER(SqrtOp, inferUnary)
VITC_INFER(ReciprocalOp, inferUnary)
VITC_INFER(SinOp, inferUnary)
VITC_INFER(CosOp, inferUnary)
VITC_INFER(AtanOp, inferUnary)
VITC_INFER(CeilOp, inferUnary)
VITC_INFER(FloorOp, inferUnary)
VITC_INFER(RoundOp, inferUnary)
VITC_INFER(ErfOp, inferUnary)
VITC_INFER(TanhOp, inferUnary)
VITC_INFER(SigmoidOp, inferUnary)
VITC_INFER(ReluOp, inferUnary)
VITC_INFER(SiluOp, inferUnary)
VITC_INFER(SoftplusOp, inferUnary)
VITC_INFER(MishOp, inferUnary)
VITC_INFER(HardSwishOp, inferUnary)
VITC_INFER(NotOp, inferUnary)
VITC_INFER(GeluOp, inferUnary)
VITC_INFER(EluOp, inferUnary)
VITC_INFER(LeakyReluOp, inferUnary)
VITC_INFER(HardSigmoidOp, inferUnary)
VITC_INFER(DropoutOp, inferDropout)
VITC_INFER(IsNanOp, inferIsNan)
VITC_INFER(CastOp, inferCast)

VITC_INFER(AddOp, inferBinary)
VITC_INFER(SubOp, inferBinary)
VITC_INFER(MulOp, inferBinary)
VITC_INFER(DivOp, inferBinary)
VITC_INFER(ModOp, inferMod)
VITC_INFER(PowOp, inferPow)
VITC_INFER(MinOp, inferBinary)
VITC_INFER(MaxOp, inferBinary)
VITC_INFER(PReluOp, inferBinary)
VITC_INFER(AndOp, inferBinary)
VITC_INFER(OrOp, inferBinary)
VITC_INFER(XorOp, inferBinary)
VITC_INFER(CompareOp, inferCompare)
VITC_INFER(SelectOp, inferBinary)
