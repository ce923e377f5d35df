//===-- FoldBatchNorm.cpp ------------------------------------------------------------------------===//
//
// A batch normalisation is `s x + t` per channel, with s = scale / sqrt(variance + epsilon) and
// t = bias - s mean. It goes into the convolution or linear before it, else into the one behind it:
//
//   s (conv(x, W) + b) + t   ->   conv(x, s W) + (s b + t)
//   conv(s x + t, W) + b     ->   conv(x, s W) + (b + sum(t W))
//
// Must hold: nothing else reads what lies between; before it, channels are those of the convolution
// or linear, also through transposes and reshapes; behind it, the convolution does not pad, since
// its zeros would get no shift. Weights that are tied stay.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include "passes/Convolutions.h"
#include "passes/Linear.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDBATCHNORMPASS
#include "passes/Passes.h.inc"

namespace {

/// s x + t.
struct Affine {
  Value scale, shift; // [C]
};

Affine affineOf(vit::BatchNormOp norm, Operation *before, RewriterBase &rewriter) {
  for (Value parameter : norm->getOperands().drop_front())
    makeAvailable(parameter, before);
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(before);
  Location loc = norm.getLoc();
  Value epsilon = scalarConstant(norm.getEpsilon().convertToDouble(),
                                 norm.getType().getElementType(), loc, rewriter);
  Value variance = vit::AddOp::create(rewriter, loc, norm.getVariance(), epsilon);
  Value deviation = vit::SqrtOp::create(rewriter, loc, variance);
  Value scale = vit::DivOp::create(rewriter, loc, norm.getScale(), deviation);
  Value mean = vit::MulOp::create(rewriter, loc, norm.getMean(), scale);
  return {scale, vit::SubOp::create(rewriter, loc, norm.getBias(), mean)};
}

/// The convolution, or else the linear, whose channels are dimension `dim` of `value`.
struct Source {
  Operation *convolution = nullptr;
  std::optional<Linear> linear;
};
Source sourceOf(Value value, int64_t dim, ConstantExpressions &constants) {
  while (value.hasOneUse()) {
    Operation *op = value.getDefiningOp();
    if (isConstantConvolution(op, constants) && dim == 1)
      return {op, std::nullopt};
    if (auto linear = linearBehind(value, constants);
        linear && dim == tensorType(value).getRank() - 1)
      return {nullptr, linear};
    std::optional<int64_t> inner = movedFrom(op, dim);
    if (!inner)
      break;
    dim = *inner;
    value = op->getOperand(0);
  }
  return {};
}

struct FoldBatchNorm : FoldPattern<vit::BatchNormOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::BatchNormOp norm, PatternRewriter &rewriter) const override {
    if (!constants.containsAll(norm->getOperands().drop_front()))
      return rewriter.notifyMatchFailure(norm, "its parameters are not constant");
    if (failed(foldIntoSource(norm, rewriter)) && failed(foldIntoReader(norm, rewriter)))
      return failure();
    rewriter.replaceOp(norm, norm.getInput());
    ++numFolded;
    return success();
  }

private:
  LogicalResult foldIntoSource(vit::BatchNormOp norm, PatternRewriter &rewriter) const {
    Source source = sourceOf(norm.getInput(), 1, constants);
    if (source.convolution && !hasTiedFilter(source.convolution, constants)) {
      Affine affine = affineOf(norm, source.convolution, rewriter);
      applyToResults(source.convolution, affine.scale, affine.shift, rewriter);
      return success();
    }
    if (source.linear && !constants.isTied(source.linear->weight())) {
      Affine affine = affineOf(norm, source.linear->product, rewriter);
      scaleResults(*source.linear, affine.scale, rewriter);
      shiftResults(*matchLinear(source.linear->product, constants), affine.shift, rewriter);
      return success();
    }
    return rewriter.notifyMatchFailure(
        norm, "nothing before it has constant weights of its own and no other reader");
  }

  LogicalResult foldIntoReader(vit::BatchNormOp norm, PatternRewriter &rewriter) const {
    if (!norm->hasOneUse())
      return rewriter.notifyMatchFailure(norm, "has several readers");
    OpOperand &use = *norm->use_begin();
    Operation *reader = use.getOwner();
    if (use.getOperandNumber() != 0)
      return rewriter.notifyMatchFailure(norm, "is a weight of its reader");
    auto convolution = dyn_cast<vit::Conv2dOp>(reader);
    if (convolution && isConstantConvolution(convolution, constants) &&
        !hasTiedFilter(convolution, constants)) {
      if (llvm::any_of(convolution.getPadding(), [](int64_t padding) { return padding != 0; }))
        return rewriter.notifyMatchFailure(norm, "the convolution behind it pads with zeros, which "
                                                 "the normalisation does not see");
      Affine affine = affineOf(norm, convolution, rewriter);
      absorbIntoInputs(convolution, affine.scale, affine.shift, rewriter);
      return success();
    }
    auto product = dyn_cast<vit::MatmulOp>(reader);
    auto linear = product ? matchLinear(product, constants) : std::nullopt;
    if (!linear || constants.isTied(linear->weight()) || norm.getType().getRank() != 2)
      return rewriter.notifyMatchFailure(norm, "no convolution or linear with constant weights of "
                                               "its own reads its channels");
    Affine affine = affineOf(norm, product, rewriter);
    absorbIntoInputs(*linear, affine.scale, affine.shift, rewriter);
    return success();
  }
};

struct FoldBatchNormPass : impl::FoldBatchNormPassBase<FoldBatchNormPass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldBatchNorm>(&getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
