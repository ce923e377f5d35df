//===-- ConstantExpressions.cpp ------------------------------------------------------------------===//
#include "passes/ConstantExpressions.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace vitc {

/// Passes build expressions of a few ops. Looking no further keeps the question cheap for values in the
/// midst of a model.
static constexpr size_t maxOps = 64;

/// `value` and all that it is computed with, users before what they use; none if some of it is no
/// op that can be evaluated.
static std::optional<llvm::SetVector<Operation *>> expressionOf(Value value) {
  llvm::SetVector<Operation *> ops;
  ops.insert(value.getDefiningOp());
  for (size_t next = 0; next < ops.size(); ++next) {
    Operation *op = ops[next];
    if (!op || ops.size() > maxOps || !isa_and_nonnull<vit::VitDialect>(op->getDialect()) ||
        !isPure(op) || (op->getNumOperands() == 0 && !isa<vit::ConstantOp>(op)))
      return std::nullopt;
    for (Value operand : op->getOperands())
      ops.insert(operand.getDefiningOp());
  }
  return ops;
}

bool isConstantExpression(Value value) { return expressionOf(value).has_value(); }

bool isTied(Value weight) {
  auto isRead = [](OpOperand &use) {
    Operation *user = use.getOwner();
    return user->getNumResults() == 0 || !isConstantExpression(user->getResult(0));
  };
  return llvm::count_if(weight.getUses(), isRead) > 1;
}

void makeAvailable(Value value, Operation *op) {
  auto ops = expressionOf(value);
  assert(ops && "a constant expression");
  SmallVector<Operation *> late;
  for (Operation *part : *ops)
    if (op->isBeforeInBlock(part))
      late.push_back(part);
  // What an op uses stood before it, and has to again.
  llvm::sort(late, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  for (Operation *part : late)
    part->moveBefore(op);
}

bool isConstantVector(Value value, int64_t size) {
  RankedTensorType type = tensorType(value);
  bool isVector =
      type.getNumElements() == size && type.getRank() > 0 && type.getShape().back() == size;
  return (isVector || type.getNumElements() == 1) && isConstantExpression(value);
}

Value flattened(Value vector, Operation *op) {
  makeAvailable(vector, op);
  OpBuilder builder(op);
  int64_t size = tensorType(vector).getNumElements();
  SmallVector<int64_t> shape;
  if (size != 1)
    shape.push_back(size);
  return reshaped(vector, shape, op->getLoc(), builder);
}

Value reshaped(Value value, ArrayRef<int64_t> shape, Location loc, OpBuilder &builder) {
  if (tensorType(value).getShape() == shape)
    return value;
  return builder.createOrFold<vit::ReshapeOp>(loc, value, shape);
}

Value scalarConstant(double number, Type elementType, Location loc, OpBuilder &builder) {
  auto type = RankedTensorType::get({}, elementType);
  return vit::ConstantOp::create(builder, loc,
                                 cast<TypedAttr>(Attribute(DenseElementsAttr::get(
                                     type, builder.getFloatAttr(elementType, number).getValue()))));
}

} // namespace vitc
