//===-- Linear.cpp -------------------------------------------------------------------------------===//
#include "passes/Linear.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {

std::optional<Linear> matchLinear(vit::MatmulOp product, ConstantExpressions &constants) {
  if (!product || tensorType(product.getRhs()).getRank() != 2 ||
      !isa<FloatType>(tensorType(product).getElementType()) || product.getF32Sums() ||
      !constants.contains(product.getRhs()) || constants.contains(product))
    return std::nullopt;
  Linear linear{product, nullptr, nullptr};
  auto add = product->hasOneUse() ? dyn_cast<vit::AddOp>(*product->user_begin()) : nullptr;
  if (!add || add.getType() != product.getType())
    return linear;
  Value other = add.getLhs() == product ? add.getRhs() : add.getLhs();
  if (tensorType(other).getNumElements() == linear.getOutputs() &&
      constants.containsVector(other, linear.getOutputs())) {
    linear.add = add;
    linear.bias = other;
  }
  return linear;
}

std::optional<Linear> linearBehind(Value value, ConstantExpressions &constants) {
  if (auto product = value.getDefiningOp<vit::MatmulOp>()) {
    std::optional<Linear> linear = matchLinear(product, constants);
    return linear && !linear->add ? linear : std::nullopt;
  }
  auto add = value.getDefiningOp<vit::AddOp>();
  if (!add)
    return std::nullopt;
  for (Value operand : add.getOperands()) {
    std::optional<Linear> linear = matchLinear(operand.getDefiningOp<vit::MatmulOp>(), constants);
    if (linear && linear->add == add)
      return linear;
  }
  return std::nullopt;
}

/// Gives the linear a bias in the place of the one that it has or has not.
static void setBias(Linear linear, Value bias, RewriterBase &rewriter) {
  if (linear.add) {
    rewriter.modifyOpInPlace(linear.add, [&] {
      linear.add->setOperand(linear.add.getLhs() == linear.bias ? 0 : 1, bias);
    });
    return;
  }
  rewriter.setInsertionPointAfter(linear.product);
  auto add = vit::AddOp::create(rewriter, linear.product.getLoc(), linear.product, bias);
  rewriter.replaceAllUsesExcept(linear.product, add, add);
}

static void setWeight(Linear linear, Value weight, RewriterBase &rewriter) {
  rewriter.modifyOpInPlace(linear.product, [&] { linear.product.getRhsMutable().assign(weight); });
}

/// `vector`, of `size` elements or one, as [size].
static Value vectorOf(Value vector, int64_t size, Linear linear, RewriterBase &rewriter) {
  vector = flattened(vector, linear.product);
  if (tensorType(vector).getRank() == 1)
    return vector;
  return vit::BroadcastOp::create(rewriter, linear.product.getLoc(), vector, ArrayRef(size));
}

/// The linear's bias plus `more`, [N].
static Value biasPlus(Linear linear, Value more, RewriterBase &rewriter) {
  if (!linear.bias)
    return more;
  Value bias = vectorOf(linear.bias, linear.getOutputs(), linear, rewriter);
  return vit::AddOp::create(rewriter, linear.product.getLoc(), bias, more);
}

void scaleResults(Linear linear, Value scale, RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  scale = flattened(scale, linear.product);
  rewriter.setInsertionPoint(linear.product);
  Location loc = linear.product.getLoc();
  if (linear.bias) {
    Value bias = vectorOf(linear.bias, linear.getOutputs(), linear, rewriter);
    setBias(linear, vit::MulOp::create(rewriter, loc, bias, scale), rewriter);
  }
  setWeight(linear, vit::MulOp::create(rewriter, loc, linear.weight(), scale), rewriter);
}

void shiftResults(Linear linear, Value shift, RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(linear.product);
  shift = vectorOf(shift, linear.getOutputs(), linear, rewriter);
  setBias(linear, biasPlus(linear, shift, rewriter), rewriter);
}

void absorbIntoInputs(Linear linear, Value scale, Value shift, RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(linear.product);
  Location loc = linear.product.getLoc();
  Value weight = linear.weight();
  int64_t inputs = linear.getInputs(), outputs = linear.getOutputs();
  if (scale) {
    scale = flattened(scale, linear.product);
    if (tensorType(scale).getRank() == 1)
      scale = reshaped(scale, {inputs, 1}, loc, rewriter);
    setWeight(linear, vit::MulOp::create(rewriter, loc, weight, scale), rewriter);
  }
  if (!shift)
    return;
  Value row = reshaped(vectorOf(shift, inputs, linear, rewriter), {1, inputs}, loc, rewriter);
  Value shifted = vit::MatmulOp::create(rewriter, loc, row, weight);
  setBias(linear, biasPlus(linear, reshaped(shifted, {outputs}, loc, rewriter), rewriter),
          rewriter);
}

} // namespace vitc
