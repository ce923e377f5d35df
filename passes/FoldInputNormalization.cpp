//===-- FoldInputNormalization.cpp ---------------------------------------------------------------===//
//
//   conv((x - mean) / std, W) + b   ->   conv(x, W / std) + (b - sum(mean W / std))
//
// Models that take pixels and normalise them per channel, in any number of sums and products, do it in
// the weights of their first convolution; so does every convolution behind such steps.
//
// Must hold: nothing else reads the normalised input; the convolution does not pad where a sum is
// folded, since zeros beyond the edges stand for the mean, which W / std would see as black.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsTensor.h"
#include "passes/AffineStep.h"
#include "passes/Convolutions.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDINPUTNORMALIZATIONPASS
#include "passes/Passes.h.inc"

namespace {

/// One element, or one per channel of [B, C, H, W].
bool isPerChannel(Value constant, int64_t channels) {
  ArrayRef<int64_t> shape = tensorType(constant).getShape();
  if (tensorType(constant).getNumElements() == 1)
    return true;
  return tensorType(constant).getNumElements() == channels && shape.size() >= 3 &&
         shape[shape.size() - 3] == channels;
}

struct FoldInputNormalization : FoldPattern<vit::Conv2dOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::Conv2dOp convolution,
                                PatternRewriter &rewriter) const override {
    Value input = convolution.getInput();
    int64_t channels = tensorType(input).getDimSize(1);
    std::optional<AffineStep> step = matchAffineStep(input.getDefiningOp(), constants);
    if (!step || !isPerChannel(step->constant, channels))
      return rewriter.notifyMatchFailure(convolution, "no constant per channel before it");
    if (!isConstantConvolution(convolution, constants) || hasTiedFilter(convolution, constants))
      return rewriter.notifyMatchFailure(convolution, "has no constant weights of its own");
    if (!input.hasOneUse())
      return rewriter.notifyMatchFailure(convolution,
                                         "the normalised input is read elsewhere, too");
    bool isPadded =
        llvm::any_of(convolution.getPadding(), [](int64_t padding) { return padding != 0; });
    if (step->isShift() && isPadded)
      return rewriter.notifyMatchFailure(convolution, "pads with zeros, which stand for the mean");
    Value scale, shift;
    if (step->isShift())
      shift = vectorOf(step->shift(convolution), convolution, rewriter);
    else
      scale = vectorOf(step->scale(convolution), convolution, rewriter);
    absorbIntoInputs(convolution, scale, shift, rewriter);
    rewriter.modifyOpInPlace(convolution,
                             [&] { convolution.getInputMutable().assign(step->input); });
    ++numFolded;
    return success();
  }

private:
  static Value vectorOf(Value constant, Operation *place, RewriterBase &rewriter) {
    rewriter.setInsertionPoint(place);
    return reshaped(constant, {tensorType(constant).getNumElements()}, place->getLoc(), rewriter);
  }
};

struct FoldInputNormalizationPass
    : impl::FoldInputNormalizationPassBase<FoldInputNormalizationPass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldInputNormalization>(&getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
