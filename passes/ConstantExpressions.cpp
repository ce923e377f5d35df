//===-- ConstantExpressions.cpp ------------------------------------------------------------------===//
#include "passes/ConstantExpressions.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace vitc {

bool isEvaluable(Operation *op) {
  return isa<vit::ModelOp>(op) && (op->getNumOperands() > 0 || isa<vit::ConstantOp>(op));
}

bool ConstantExpressions::isComputedFromKnown(Operation *op) const {
  return isEvaluable(op) && llvm::all_of(op->getOperands(), [&](Value operand) {
           return operand.getDefiningOp() && known.lookup(operand.getDefiningOp());
         });
}

bool ConstantExpressions::contains(Value value) {
  Operation *asked = value.getDefiningOp();
  if (!asked)
    return false;
  SmallVector<Operation *> open{asked};
  while (!open.empty()) {
    Operation *op = open.back();
    // An op that is met again before its operands are known is part of a cycle, in code that is never
    // reached: no constant.
    bool isNew = known.try_emplace(op, false).second;
    if (!isNew) {
      open.pop_back();
      known[op] = isComputedFromKnown(op);
      continue;
    }
    for (Value operand : op->getOperands())
      if (Operation *producer = operand.getDefiningOp(); producer && !known.contains(producer))
        open.push_back(producer);
  }
  return known.lookup(asked);
}

bool ConstantExpressions::containsAll(ValueRange values) {
  return llvm::all_of(values, [&](Value value) { return contains(value); });
}

bool ConstantExpressions::containsVector(Value value, int64_t size) {
  RankedTensorType type = tensorType(value);
  bool isVector =
      type.getNumElements() == size && type.getRank() > 0 && type.getShape().back() == size;
  return (isVector || type.getNumElements() == 1) && contains(value);
}

bool ConstantExpressions::isTied(Value weight) {
  bool isRead = false;
  for (Operation *user : weight.getUsers()) {
    if (user->getNumResults() > 0 && contains(user->getResult(0)))
      continue;
    if (isRead)
      return true;
    isRead = true;
  }
  return false;
}

void ConstantExpressions::notifyOperationModified(Operation *op) {
  SmallVector<Operation *> open{op};
  while (!open.empty()) {
    Operation *next = open.pop_back_val();
    if (!known.contains(next))
      continue;
    containsAll(next->getOperands()); // some may be new
    bool isConstant = isComputedFromKnown(next);
    if (std::exchange(known[next], isConstant) != isConstant)
      llvm::append_range(open, next->getUsers());
  }
}

void ConstantExpressions::notifyOperationErased(Operation *op) { known.erase(op); }

void makeAvailable(Value value, Operation *op) {
  // What is computed before `op` is computed from what is before it, too.
  llvm::SetVector<Operation *> late;
  auto addIfLate = [&](Value part) {
    if (Operation *producer = part.getDefiningOp(); producer && op->isBeforeInBlock(producer))
      late.insert(producer);
  };
  addIfLate(value);
  for (size_t next = 0; next < late.size(); ++next)
    llvm::for_each(late[next]->getOperands(), addIfLate);
  SmallVector<Operation *> inOrder = late.takeVector();
  llvm::sort(inOrder, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  for (Operation *part : inOrder)
    part->moveBefore(op);
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
