//===-- AbsorbPadding.cpp ------------------------------------------------------------------------===//
//
// Models that pad as TensorFlow does (a number of rows that depends on the image's size) are exported with
// padding as an op of its own, which writes a copy of the image. Convolutions and poolings can pad by
// themselves:
//
//   conv2d(pad(x, 0))              conv2d with more padding
//   max_pool2d(pad(x, -inf))       max_pool2d with more padding
//   max_pool2d(pad(relu(x), 0))    the same: no element is below 0
//
// Left alone: padding with anything else, of batch or channels, and that which crops.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_ABSORBPADDINGPASS
#include "passes/Passes.h.inc"

namespace {

/// `padding` (top, left, bottom, right) and what `pad` adds to rows and columns; nothing if it does
/// anything else.
std::optional<SmallVector<int64_t>> absorbed(vit::PadOp pad, ArrayRef<int64_t> padding) {
  ArrayRef<int64_t> low = pad.getLow(), high = pad.getHigh();
  if (pad.getMode() != vit::PadMode::constant || low.size() != 4)
    return std::nullopt;
  bool isOfRowsAndColumns = low[0] == 0 && low[1] == 0 && high[0] == 0 && high[1] == 0;
  bool crops =
      llvm::any_of(llvm::concat<const int64_t>(low, high), [](int64_t count) { return count < 0; });
  if (!isOfRowsAndColumns || crops)
    return std::nullopt;
  return SmallVector<int64_t>{padding[0] + low[2], padding[1] + low[3], padding[2] + high[2],
                              padding[3] + high[3]};
}

struct PadConvolution : OpRewritePattern<vit::Conv2dOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::Conv2dOp conv, PatternRewriter &rewriter) const override {
    auto pad = conv.getInput().getDefiningOp<vit::PadOp>();
    if (!pad || !pad.getValue().isZero())
      return rewriter.notifyMatchFailure(conv, "its input is not padded with zeros");
    auto padding = absorbed(pad, conv.getPadding());
    if (!padding)
      return rewriter.notifyMatchFailure(conv, "its input is not padded at its edges alone");
    rewriter.modifyOpInPlace(conv, [&] {
      conv.getInputMutable().assign(pad.getInput());
      conv.setPadding(*padding);
    });
    return success();
  }
};

struct PadMaxPool : OpRewritePattern<vit::MaxPool2dOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::MaxPool2dOp pool, PatternRewriter &rewriter) const override {
    auto pad = pool.getInput().getDefiningOp<vit::PadOp>();
    if (!pad || !isNeverLargest(pad))
      return rewriter.notifyMatchFailure(pool,
                                         "its input is not padded with what is never largest");
    auto padding = absorbed(pad, pool.getPadding());
    if (!padding)
      return rewriter.notifyMatchFailure(pool, "its input is not padded at its edges alone");
    ArrayRef<int64_t> kernel = pool.getKernel();
    for (auto [side, added] : llvm::enumerate(*padding))
      if (added >= kernel[side % 2])
        return rewriter.notifyMatchFailure(pool, "a window would lie beyond the edge");
    rewriter.modifyOpInPlace(pool, [&] {
      pool.getInputMutable().assign(pad.getInput());
      pool.setPadding(*padding);
    });
    return success();
  }

  static bool isNeverLargest(vit::PadOp pad) {
    APFloat value = pad.getValue();
    if (value.isInfinity() && value.isNegative())
      return isa<FloatType>(tensorType(pad.getInput()).getElementType());
    return value.isZero() && pad.getInput().getDefiningOp<vit::ReluOp>();
  }
};

struct AbsorbPaddingPass : impl::AbsorbPaddingPassBase<AbsorbPaddingPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<PadConvolution, PadMaxPool>(context);
    patterns = std::move(set);
    return success();
  }
  void runOnOperation() override { rewriteToFixpoint(getOperation(), patterns); }
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
