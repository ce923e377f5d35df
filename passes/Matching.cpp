//===-- Matching.cpp: small questions that patterns ask of constants and products ----------------===//
#include "passes/Matching.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {

std::optional<double> splatOf(Value value) {
  auto constant = value.getDefiningOp<vit::ConstantOp>();
  if (!constant)
    return std::nullopt;
  auto dense = dyn_cast<DenseElementsAttr>(constant.getValue());
  if (!dense || !dense.isSplat() || dense.getNumElements() == 0)
    return std::nullopt;
  auto tensor = Tensor::fromAttribute(dense);
  if (!tensor) {
    consumeError(tensor.takeError());
    return std::nullopt;
  }
  return tensor->getFloat(0);
}

bool isClose(double a, double b) {
  return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b));
}

bool isSplat(Value value, double number) {
  std::optional<double> splat = splatOf(value);
  return splat && isClose(*splat, number);
}

Scaled scaledBy(Value value) {
  if (auto div = value.getDefiningOp<vit::DivOp>())
    if (auto splat = splatOf(div.getRhs()); splat && div.getLhs().getType() == div.getType())
      return {div.getLhs(), 1 / *splat};
  if (auto mul = value.getDefiningOp<vit::MulOp>()) {
    for (auto [factor, other] :
         {std::pair(mul.getRhs(), mul.getLhs()), {mul.getLhs(), mul.getRhs()}})
      if (auto splat = splatOf(factor); splat && other.getType() == mul.getType())
        return {other, *splat};
  }
  return {value, 1};
}

Product productOf(Value value) {
  Product product;
  SmallVector<Value> open{value};
  while (!open.empty()) {
    Value next = open.pop_back_val();
    if (auto splat = splatOf(next)) {
      product.constant *= *splat;
      continue;
    }
    bool isInner = next == value || next.hasOneUse();
    Scaled scaled = scaledBy(next);
    if (isInner && scaled.value != next) {
      product.constant *= scaled.factor;
      open.push_back(scaled.value);
    } else if (auto mul = next.getDefiningOp<vit::MulOp>(); mul && isInner) {
      open.push_back(mul.getRhs());
      open.push_back(mul.getLhs());
    } else {
      product.factors.push_back(next);
    }
  }
  return product;
}

Value otherOperand(Operation *op, Value known) {
  if (op->getOperand(0) == known)
    return op->getOperand(1);
  return op->getOperand(1) == known ? op->getOperand(0) : Value();
}

bool isLiteral(Value value) {
  auto constant = value.getDefiningOp<vit::ConstantOp>();
  return constant && isa<SplatElementsAttr>(constant.getValue());
}

bool hasConstantWeight(vit::MatmulOp product) {
  Value weight = product.getRhs();
  return weight.getDefiningOp<vit::ConstantOp>() && tensorType(weight).getRank() == 2;
}

Value layerInput(vit::MatmulOp product) {
  Value lhs = product.getLhs(), rhs = product.getRhs();
  if (rhs.getDefiningOp<vit::ConstantOp>())
    return lhs;
  if (lhs.getDefiningOp<vit::ConstantOp>())
    return rhs;
  return tensorType(rhs).getRank() == 2 ? lhs : Value();
}

bool isActivation(Operation *op) {
  const bool isSquare = isa<vit::MulOp>(op) && op->getOperand(0) == op->getOperand(1);
  return isSquare || (isElementwise(op) && !op->hasTrait<vit::trait::Straight>());
}

bool isRowNormalization(Operation *op) {
  int64_t axis = -1;
  if (auto norm = dyn_cast_or_null<vit::LayerNormOp>(op))
    axis = norm.getAxis();
  else if (auto norm = dyn_cast_or_null<vit::RmsNormOp>(op))
    axis = norm.getAxis();
  return axis >= 0 && axis == tensorType(op->getResult(0)).getRank() - 1;
}

bool leadsToAttention(Operation *op) {
  return isElementwise(op) || isLayout(op) || isRowNormalization(op) || isa<vit::RotaryOp>(op);
}

bool equalButForOnes(Value a, Value b) {
  auto isNotOne = [](int64_t size) { return size != 1; };
  return llvm::equal(llvm::make_filter_range(tensorType(a).getShape(), isNotOne),
                     llvm::make_filter_range(tensorType(b).getShape(), isNotOne));
}

bool isUnitReshape(Operation *op) {
  auto reshape = dyn_cast<vit::ReshapeOp>(op);
  return reshape && equalButForOnes(reshape.getInput(), reshape);
}

std::string described(Operation *op) {
  if (op->hasTrait<OpTrait::IsTerminator>())
    return "the model's caller, as an output";
  StringRef name = nodeName(op->getLoc());
  return name.empty() ? ("a " + op->getName().getStringRef()).str() : ("'" + name + "'").str();
}

std::string otherReader(Operation *op, ArrayRef<Operation *> readers) {
  for (Operation *user : op->getUsers())
    if (!llvm::is_contained(readers, user))
      return described(op) + " is also read by " + described(user);
  return "";
}

std::string weightReason(vit::MatmulOp product) {
  if (layerInput(product) == product.getRhs())
    return described(product) + " has its weight on the left";
  return "the weight of " + described(product) + " is not a constant matrix";
}

constexpr StringLiteral reasonName = "vit.not_fused";

void setReason(Operation *op, const Twine &reason) {
  op->setDiscardableAttr(reasonName, StringAttr::get(op->getContext(), reason));
}

std::optional<StringRef> getReason(Operation *op) {
  auto reason = dyn_cast_or_null<StringAttr>(op->getDiscardableAttr(reasonName));
  return reason ? std::optional(reason.getValue()) : std::nullopt;
}

void clearReason(Operation *op) {
  if (getReason(op))
    op->removeDiscardableAttr(reasonName);
}

std::optional<int64_t> movedFrom(Operation *op, int64_t dim) {
  if (auto transpose = dyn_cast_or_null<vit::TransposeOp>(op))
    return transpose.getPermutation()[dim];
  auto reshape = dyn_cast_or_null<vit::ReshapeOp>(op);
  if (!reshape)
    return std::nullopt;
  ArrayRef<int64_t> from = tensorType(reshape.getInput()).getShape(),
                    to = reshape.getType().getShape();
  auto elementsBefore = [](ArrayRef<int64_t> shape, int64_t dim) {
    int64_t elements = 1;
    for (int64_t size : shape.take_front(dim))
      elements *= size;
    return elements;
  };
  for (int64_t source = 0; source < int64_t(from.size()); ++source)
    if (from[source] == to[dim] && elementsBefore(from, source) == elementsBefore(to, dim))
      return source;
  return std::nullopt;
}

} // namespace vitc
