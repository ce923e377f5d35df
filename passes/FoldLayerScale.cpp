//===-- FoldLayerScale.cpp -----------------------------------------------------------------------===//
//
//   (x W + b) * s   ->   x (W diag(s)) + b * s
//
// LayerScale (Touvron et al. 2021, "Going deeper with image transformers", equation 4) multiplies every
// channel behind a block's last linear; so does whatever else scales a linear's channels by constants.
// One number for all channels is folded through movements of elements, too: the scale of queries whose
// attention was not fused.
//
// Must hold: the linear has no other reader, which would see it scaled, and its weights are used here
// alone: tied weights would be stored twice to save a multiplication that costs next to nothing in an
// epilogue.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "passes/Linear.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDLAYERSCALEPASS
#include "passes/Passes.h.inc"

namespace {

struct FoldLayerScale : FoldPattern<vit::MulOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::MulOp mul, PatternRewriter &rewriter) const override {
    for (auto [value, scale] :
         {std::pair(mul.getLhs(), mul.getRhs()), {mul.getRhs(), mul.getLhs()}}) {
      std::optional<Linear> linear = linearBehind(moved(value, scale), constants);
      if (!linear)
        continue;
      if (!constants.containsVector(scale, linear->getOutputs()) ||
          value.getType() != mul.getType())
        return rewriter.notifyMatchFailure(mul, "the factor is no constant per channel");
      if (!linear->result().hasOneUse() || !value.hasOneUse())
        return rewriter.notifyMatchFailure(mul, "the linear is read without the factor, too");
      if (constants.isTied(linear->weight()))
        return rewriter.notifyMatchFailure(mul, "the linear's weights are used elsewhere, too");
      scaleResults(*linear, scale, rewriter);
      rewriter.replaceOp(mul, value);
      ++numFolded;
      return success();
    }
    return rewriter.notifyMatchFailure(mul, "no linear with constant weights is multiplied");
  }

private:
  /// What `value` was before movements that nobody else reads, which one number for all commutes with.
  static Value moved(Value value, Value scale) {
    if (tensorType(scale).getNumElements() != 1)
      return value;
    while (value.hasOneUse() &&
           isa_and_nonnull<vit::ReshapeOp, vit::TransposeOp, vit::SliceOp>(value.getDefiningOp()))
      value = value.getDefiningOp()->getOperand(0);
    return value;
  }
};

struct FoldLayerScalePass : impl::FoldLayerScalePassBase<FoldLayerScalePass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldLayerScale>(&getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
