//===-- AffineStep.cpp ---------------------------------------------------------------------------===//
#include "passes/AffineStep.h"
#include "ir/VitOpsElementwise.h"

using namespace mlir;

namespace vitc {

/// A number that is rounded next is the one that the model says: a step to another integer is no rounding error.
static bool isRounded(Operation *op) {
  return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<vit::RoundOp>(user); });
}

std::optional<AffineStep> matchAffineStep(Operation *op, ConstantExpressions &constants) {
  if (!isa_and_nonnull<vit::AddOp, vit::SubOp, vit::MulOp, vit::DivOp>(op) ||
      !isa<FloatType>(tensorType(op->getResult(0)).getElementType()) || isRounded(op))
    return std::nullopt;
  Value lhs = op->getOperand(0), rhs = op->getOperand(1);
  bool isCommutative = isa<vit::AddOp, vit::MulOp>(op);
  for (auto [input, constant, isAllowed] : {std::tuple(lhs, rhs, true), {rhs, lhs, isCommutative}})
    if (isAllowed && input.getType() == op->getResult(0).getType() &&
        constants.contains(constant) && !constants.contains(input))
      return AffineStep{op, input, constant};
  return std::nullopt;
}

Value AffineStep::scale(Operation *place) const {
  assert(!isShift() && "a factor");
  makeAvailable(constant, place);
  OpBuilder builder(place);
  return isa<vit::MulOp>(op)
             ? constant
             : vit::ReciprocalOp::create(builder, op->getLoc(), constant).getResult();
}

Value AffineStep::shift(Operation *place) const {
  assert(isShift() && "a summand");
  makeAvailable(constant, place);
  OpBuilder builder(place);
  return isa<vit::AddOp>(op) ? constant
                             : vit::NegOp::create(builder, op->getLoc(), constant).getResult();
}

} // namespace vitc
