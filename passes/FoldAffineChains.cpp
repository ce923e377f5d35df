//===-- FoldAffineChains.cpp ---------------------------------------------------------------------===//
//
//   (x * a) * b              ->   x * (a b)
//   (x + a) + b              ->   x + (a + b)
//   (x * a + b) * c          ->   x * (a c) + b c
//   (x * a + b) W + d        ->   x (diag(a) W) + (b W + d)
//   conv(x, W) * a + b       ->   conv(x, diag(a) W) + b, as frozen batch normalisations are written
//   (x W1 + b1) W2 + b2      ->   x (W1 W2) + (b1 W2 + b2), where that takes fewer multiplications
//
// with constants a, b, c, d, W; differences and quotients are sums and products.
//
// Must hold: what lies between has one reader; the joined constant is no larger than the larger of the
// two; weights are not tied. Left alone: the sum of a linear's bias and a constant that is none (a
// position embedding), which would take the bias away from the linear; a factor of the low-rank kind,
// W1 [K, M] and W2 [M, N] with a small M; what is rounded to an integer next, where (q a) / b and q (a / b) may be
// two integers.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include "passes/AffineStep.h"
#include "passes/Convolutions.h"
#include "passes/Linear.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDAFFINECHAINSPASS
#include "passes/Passes.h.inc"

namespace {

/// Whether `a op b` has as many elements as the larger of them.
bool joinsWithoutGrowth(Value a, Value b) {
  ArrayRef<int64_t> shapeA = tensorType(a).getShape(), shapeB = tensorType(b).getShape();
  FailureOr<SmallVector<int64_t>> both = broadcastShapes({shapeA, shapeB});
  if (failed(both))
    return false;
  int64_t elements = 1;
  for (int64_t size : *both)
    elements *= size;
  return elements <= std::max(tensorType(a).getNumElements(), tensorType(b).getNumElements());
}

/// Two sums, or two products, with constants.
template <typename RootOp> struct JoinSteps : FoldPattern<RootOp> {
  using FoldPattern<RootOp>::FoldPattern;
  LogicalResult matchAndRewrite(RootOp root, PatternRewriter &rewriter) const override {
    std::optional<AffineStep> outer = matchAffineStep(root, this->constants);
    std::optional<AffineStep> inner =
        outer ? matchAffineStep(outer->input.getDefiningOp(), this->constants) : std::nullopt;
    if (!inner || !inner->op->hasOneUse() || inner->isShift() != outer->isShift())
      return rewriter.notifyMatchFailure(root,
                                         "no step of the same kind whose only reader this is");
    if (!joinsWithoutGrowth(inner->constant, outer->constant))
      return rewriter.notifyMatchFailure(root, "the joined constant would be larger than both");
    auto linear = linearBehind(outer->input, this->constants);
    if (linear && linear->bias &&
        !this->constants.containsVector(outer->constant, linear->getOutputs()))
      return rewriter.notifyMatchFailure(root, "would take a linear's bias away");
    Location loc = root.getLoc();
    if (outer->isShift()) {
      Value sum = vit::AddOp::create(rewriter, loc, inner->shift(root), outer->shift(root));
      rewriter.replaceOpWithNewOp<vit::AddOp>(root, inner->input, sum);
    } else {
      Value product = vit::MulOp::create(rewriter, loc, inner->scale(root), outer->scale(root));
      rewriter.replaceOpWithNewOp<vit::MulOp>(root, inner->input, product);
    }
    ++this->numFolded;
    return success();
  }
};

/// (x * a + b) * c: c moves before the sum, where it meets a.
template <typename RootOp> struct ScaleBeforeShift : FoldPattern<RootOp> {
  using FoldPattern<RootOp>::FoldPattern;
  LogicalResult matchAndRewrite(RootOp root, PatternRewriter &rewriter) const override {
    std::optional<AffineStep> scale = matchAffineStep(root, this->constants);
    std::optional<AffineStep> shift =
        scale ? matchAffineStep(scale->input.getDefiningOp(), this->constants) : std::nullopt;
    std::optional<AffineStep> first =
        shift ? matchAffineStep(shift->input.getDefiningOp(), this->constants) : std::nullopt;
    if (!first || !shift->isShift() || first->isShift() || !shift->op->hasOneUse() ||
        !first->op->hasOneUse())
      return rewriter.notifyMatchFailure(root, "not the second factor around a sum");
    if (!joinsWithoutGrowth(first->constant, scale->constant) ||
        !joinsWithoutGrowth(shift->constant, scale->constant))
      return rewriter.notifyMatchFailure(root, "the joined constant would be larger than both");
    Location loc = root.getLoc();
    Value factor = scale->scale(root);
    Value product = vit::MulOp::create(
        rewriter, loc, first->input, vit::MulOp::create(rewriter, loc, first->scale(root), factor));
    rewriter.replaceOpWithNewOp<vit::AddOp>(
        root, product, vit::MulOp::create(rewriter, loc, shift->shift(root), factor));
    ++this->numFolded;
    return success();
  }
};

/// A sum or product with a constant per channel before a linear.
struct StepIntoLinear : FoldPattern<vit::MatmulOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::MatmulOp product, PatternRewriter &rewriter) const override {
    std::optional<Linear> linear = matchLinear(product, constants);
    Value input = product.getLhs();
    std::optional<AffineStep> step = matchAffineStep(input.getDefiningOp(), constants);
    if (!linear || !step || !constants.containsVector(step->constant, linear->getInputs()))
      return rewriter.notifyMatchFailure(product, "no constant per channel before a linear");
    if (linearBehind(input, constants))
      return rewriter.notifyMatchFailure(product, "the constant is a linear's bias");
    if (!input.hasOneUse())
      return rewriter.notifyMatchFailure(product, "the linear's input is read elsewhere, too");
    if (constants.isTied(linear->weight()))
      return rewriter.notifyMatchFailure(product, "the weights are used elsewhere, too");
    absorbIntoInputs(*linear, step->isShift() ? Value() : step->scale(product),
                     step->isShift() ? step->shift(product) : Value(), rewriter);
    rewriter.modifyOpInPlace(product, [&] { product.getLhsMutable().assign(step->input); });
    ++numFolded;
    return success();
  }
};

/// A sum or product with a constant per channel behind a convolution.
template <typename RootOp> struct StepIntoConvolution : FoldPattern<RootOp> {
  using FoldPattern<RootOp>::FoldPattern;
  LogicalResult matchAndRewrite(RootOp root, PatternRewriter &rewriter) const override {
    std::optional<AffineStep> step = matchAffineStep(root, this->constants);
    Operation *convolution = step ? step->input.getDefiningOp() : nullptr;
    if (!isConstantConvolution(convolution, this->constants) ||
        !isPerChannel(step->constant, tensorType(step->input)))
      return rewriter.notifyMatchFailure(root, "no constant per channel behind a convolution");
    if (!convolution->hasOneUse())
      return rewriter.notifyMatchFailure(root, "the convolution's result is read elsewhere, too");
    if (hasTiedFilter(convolution, this->constants))
      return rewriter.notifyMatchFailure(root, "the filter is used elsewhere, too");
    applyToResults(convolution, step->isShift() ? Value() : step->scale(convolution),
                   step->isShift() ? step->shift(convolution) : Value(), rewriter);
    rewriter.replaceOp(root, step->input);
    ++this->numFolded;
    return success();
  }

private:
  /// [O, 1, 1], with any ones before it, or one element.
  static bool isPerChannel(Value constant, RankedTensorType result) {
    ArrayRef<int64_t> shape = tensorType(constant).getShape();
    const int64_t elements = tensorType(constant).getNumElements();
    return elements == 1 || (elements == result.getDimSize(1) && shape.size() >= 3 &&
                             shape[shape.size() - 3] == elements);
  }
};

struct LinearIntoLinear : FoldPattern<vit::MatmulOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::MatmulOp product, PatternRewriter &rewriter) const override {
    std::optional<Linear> second = matchLinear(product, constants);
    std::optional<Linear> first = linearBehind(product.getLhs(), constants);
    if (!first || !second)
      return rewriter.notifyMatchFailure(product, "not two linears in a row");
    if (!product.getLhs().hasOneUse() || constants.isTied(first->weight()) ||
        constants.isTied(second->weight()))
      return rewriter.notifyMatchFailure(product, "the first linear's results or the weights are "
                                                  "used elsewhere, too");
    int64_t inputs = first->getInputs(), between = first->getOutputs(),
            outputs = second->getOutputs();
    if (inputs * outputs >= between * (inputs + outputs))
      return rewriter.notifyMatchFailure(product, "two products take fewer multiplications");
    if (first->bias)
      absorbIntoInputs(*second, Value(), first->bias, rewriter);
    rewriter.setInsertionPoint(product);
    Value weight =
        vit::MatmulOp::create(rewriter, product.getLoc(), first->weight(), second->weight());
    Value input = first->product.getLhs();
    rewriter.modifyOpInPlace(product, [&] {
      product->setOperands({input, weight});
      product->setLoc(rewriter.getFusedLoc({product.getLoc(), first->product.getLoc()}));
    });
    ++numFolded;
    return success();
  }
};

struct FoldAffineChainsPass : impl::FoldAffineChainsPassBase<FoldAffineChainsPass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns
        .add<JoinSteps<vit::AddOp>, JoinSteps<vit::SubOp>, JoinSteps<vit::MulOp>,
             JoinSteps<vit::DivOp>, ScaleBeforeShift<vit::MulOp>, ScaleBeforeShift<vit::DivOp>,
             StepIntoLinear, StepIntoConvolution<vit::AddOp>, StepIntoConvolution<vit::SubOp>,
             StepIntoConvolution<vit::MulOp>, StepIntoConvolution<vit::DivOp>, LinearIntoLinear>(
            &getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
