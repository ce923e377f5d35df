//===-- VitOpsFused.cpp: shapes of fused ops, and the model ops that they stand for --------------===//
#include "ir/Inference.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#include "ir/VitInterfaces.cpp.inc"

//===-- Attention --------------------------------------------------------------------------------===//

static LogicalResult inferAttention(AttentionOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> query = shapeOf(op.getQuery()), key = shapeOf(op.getKey()),
                    value = shapeOf(op.getValue());
  if (query.size() != 4 || key.size() != 4 || value.size() != 4)
    return inference.error("query, key and value have ranks ", query.size(), ", ", key.size(),
                           " and ", value.size(), ", not 4");
  if (failed(
          inference.checkOneElementType({op.getQuery(), op.getKey(), op.getValue(), op.getMask()})))
    return failure();
  bool isOneBatch =
      query[0] == key[0] && key[0] == value[0] && query[2] == key[2] && key[2] == value[2];
  if (!isOneBatch || query[3] != key[3] || key[1] != value[1])
    return inference.error("query [", query, "], key [", key, "] and value [", value,
                           "] are not [B, T, H, D], [B, S, H, D] and [B, S, H, E]");
  if (op.getMask()) {
    SmallVector<int64_t> scores{query[0], query[2], query[1], key[1]};
    auto shape = broadcastShapes({scores, shapeOf(op.getMask())});
    if (failed(shape) || *shape != scores)
      return inference.error("the mask [", shapeOf(op.getMask()), "] does not broadcast to [",
                             scores, "]");
  }
  SmallVector<int64_t> shape{query[0], query[1], query[2], value[3]};
  return inference.add(shape, elementOf(op.getQuery()));
}

VITC_INFER(AttentionOp, inferAttention)

SmallVector<Value> AttentionOp::decompose(OpBuilder &builder) {
  Location loc = getLoc();
  auto type = cast<RankedTensorType>(getType());
  auto permuted = [&](Value value, ArrayRef<int64_t> permutation) -> Value {
    return TransposeOp::create(builder, loc, value, permutation);
  };
  Value query = permuted(getQuery(), {0, 2, 1, 3}), key = permuted(getKey(), {0, 2, 3, 1}),
        value = permuted(getValue(), {0, 2, 1, 3});
  Value scores = MatmulOp::create(builder, loc, query, key);
  auto element = cast<FloatType>(type.getElementType());
  auto number = [&](const APFloat &value) -> Value {
    auto scalar = DenseElementsAttr::get(RankedTensorType::get({}, element), value);
    return ConstantOp::create(builder, loc, cast<TypedAttr>(Attribute(scalar)));
  };
  Value scale = number(
      cast<FloatAttr>(builder.getFloatAttr(element, getScale().convertToDouble())).getValue());
  scores = MulOp::create(builder, loc, scores, scale);
  if (getMask()) {
    scores = AddOp::create(builder, loc, scores, getMask());
    // A row of nothing but -infinity has no softmax: the lowest number gives the mean.
    Value lowest = number(APFloat::getLargest(element.getFloatSemantics(), /*Negative=*/true));
    scores = MaxOp::create(builder, loc, scores, lowest);
  }
  Value weights = SoftmaxOp::create(builder, loc, scores, 3);
  Value result = MatmulOp::create(builder, loc, weights, value);
  return {permuted(result, {0, 2, 1, 3})};
}
