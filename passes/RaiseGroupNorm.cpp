//===-- RaiseGroupNorm.cpp -----------------------------------------------------------------------===//
//
// The part of vit-raise-idioms for group normalisation. Before opset 18 ONNX has none, and exporters write
//
//   reshape(instance_norm(reshape(x, [B, groups, ...])), [B, C, ...]) [* scale] [+ bias]
//
// instance_norm being group_norm with as many groups as channels. Scale and bias are per channel.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Idioms.h"
#include "passes/Matching.h"

using namespace mlir;

namespace vitc {
namespace {

/// Whether `value` leaves a product (`neutral` 1) or a sum (0) as it is.
bool isNeutral(Value value, double neutral) { return !value || isSplat(value, neutral); }

struct RaiseGroupNorm : OpRewritePattern<vit::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ReshapeOp back, PatternRewriter &rewriter) const override {
    auto norm = back.getInput().getDefiningOp<vit::GroupNormOp>();
    auto there = norm ? norm.getInput().getDefiningOp<vit::ReshapeOp>() : nullptr;
    if (!there)
      return rewriter.notifyMatchFailure(back, "not a normalisation between two reshapes");
    auto type = cast<RankedTensorType>(back.getType());
    ArrayRef<int64_t> grouped = tensorType(norm.getInput()).getShape();
    int64_t groups = norm.getGroups();
    if (type.getRank() < 2 || grouped[1] != groups || grouped[0] != type.getDimSize(0) ||
        type.getDimSize(1) % groups != 0)
      return rewriter.notifyMatchFailure(back, "not as many groups as channels there");
    if (!isNeutral(norm.getScale(), 1) || !isNeutral(norm.getBias(), 0))
      return rewriter.notifyMatchFailure(back, "the groups are scaled");
    // Another reshape may have become one with the first.
    Value input = there.getInput();
    if (input.getType() != type)
      input = vit::ReshapeOp::create(rewriter, there.getLoc(), input, type.getShape());
    rewriter.replaceOpWithNewOp<vit::GroupNormOp>(back, type, input, Value(), Value(),
                                                  norm.getGroupsAttr(), norm.getEpsilonAttr());
    return success();
  }
};

/// `value` as a vector of one number per channel of `norm`, or null if it is anything else.
Value perChannel(Value value, vit::GroupNormOp norm, PatternRewriter &rewriter) {
  auto type = tensorType(value), result = cast<RankedTensorType>(norm.getType());
  int64_t channels = result.getDimSize(1), shift = result.getRank() - type.getRank();
  bool isVector = shift >= 0 && shift <= 1 && type.getNumElements() == channels &&
                  type.getDimSize(1 - shift) == channels;
  if (!isVector)
    return {};
  return vit::ReshapeOp::create(rewriter, value.getLoc(), value, ArrayRef<int64_t>{channels});
}

/// group_norm(x) * scale, or + bias.
template <typename Op> struct AbsorbPerChannel : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  static constexpr bool isScale = std::is_same_v<Op, vit::MulOp>;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    for (Value operand : op->getOperands()) {
      auto norm = operand.template getDefiningOp<vit::GroupNormOp>();
      if (!norm || norm.getBias() || (isScale && norm.getScale()) || !norm->hasOneUse() ||
          norm.getType() != op.getType())
        continue;
      Value parameter = perChannel(otherOperand(op, operand), norm, rewriter);
      if (!parameter)
        continue;
      rewriter.replaceOpWithNewOp<vit::GroupNormOp>(
          op, norm.getType(), norm.getInput(), isScale ? parameter : norm.getScale(),
          isScale ? Value() : parameter, norm.getGroupsAttr(), norm.getEpsilonAttr());
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no group normalisation of channels");
  }
};

} // namespace

void populateGroupNormPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseGroupNorm, AbsorbPerChannel<vit::MulOp>, AbsorbPerChannel<vit::AddOp>>(
      patterns.getContext());
}

} // namespace vitc
