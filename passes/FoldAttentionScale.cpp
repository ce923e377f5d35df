//===-- FoldAttentionScale.cpp -------------------------------------------------------------------===//
//
//   attention(q = x W + b, scale)   ->   attention(q = x (scale W) + scale b, 1)
//   attention(q, scale)             ->   attention(scale q, 1)      where q is constant
//
// Must hold: the query comes from a linear with constant weights through nothing but movements of
// elements, each with one reader; or it is constant, as attention pooling's is. Left alone: a query
// that was normalised (the scale would vanish in it) or rotated behind its projection, one that keys,
// values or anything else are cut from too, and tied weights.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "passes/Linear.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDATTENTIONSCALEPASS
#include "passes/Passes.h.inc"

namespace {

struct FoldAttentionScale : FoldPattern<vit::AttentionOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::AttentionOp attention,
                                PatternRewriter &rewriter) const override {
    double scale = attention.getScale().convertToDouble();
    if (scale == 1)
      return rewriter.notifyMatchFailure(attention, "has no scale");
    if (constants.contains(attention.getQuery()))
      return foldIntoConstant(attention, rewriter);
    Value query = attention.getQuery();
    while (query.hasOneUse() && isMovement(query.getDefiningOp()))
      query = query.getDefiningOp()->getOperand(0);
    std::optional<Linear> linear = linearBehind(query, constants);
    if (!query.hasOneUse())
      return rewriter.notifyMatchFailure(attention, "the query is read elsewhere, too");
    if (!linear)
      return rewriter.notifyMatchFailure(attention, [&](Diagnostic &reason) {
        reason << "the query does not come straight from a projection with constant weights";
        if (Operation *producer = query.getDefiningOp())
          reason << ", but from " << described(producer);
      });
    if (constants.isTied(linear->weight()))
      return rewriter.notifyMatchFailure(attention, "the query's weights are used elsewhere, too");
    rewriter.setInsertionPoint(linear->product);
    scaleResults(*linear, scaleOf(attention, rewriter), rewriter);
    rewriter.modifyOpInPlace(attention, [&] { attention.setScale(APFloat(1.0)); });
    ++numFolded;
    return success();
  }

private:
  static Value scaleOf(vit::AttentionOp attention, PatternRewriter &rewriter) {
    return scalarConstant(attention.getScale().convertToDouble(),
                          tensorType(attention.getQuery()).getElementType(), attention.getLoc(),
                          rewriter);
  }

  LogicalResult foldIntoConstant(vit::AttentionOp attention, PatternRewriter &rewriter) const {
    if (constants.isTied(attention.getQuery()))
      return rewriter.notifyMatchFailure(attention, "the constant query is read elsewhere, too");
    Value query = vit::MulOp::create(rewriter, attention.getLoc(), attention.getQuery(),
                                     scaleOf(attention, rewriter));
    rewriter.modifyOpInPlace(attention, [&] {
      attention.getQueryMutable().assign(query);
      attention.setScale(APFloat(1.0));
    });
    ++numFolded;
    return success();
  }

  static bool isMovement(Operation *op) {
    return isa_and_nonnull<vit::ReshapeOp, vit::TransposeOp, vit::SliceOp>(op);
  }
};

struct FoldAttentionScalePass : impl::FoldAttentionScalePassBase<FoldAttentionScalePass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldAttentionScale>(&getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
