//===-- MarkFittingPairs.cpp ------------------------------------------------------------------------===//
#include "ir/FittingPairs.h"
#include "ir/VitOpsTensor.h"
#include "passes/Grouping.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_MARKFITTINGPAIRSPASS
#include "passes/Passes.h.inc"

namespace {

/// The constant that `value` is, in the region of a fused op or outside; null if it is none.
vit::ConstantOp constantOutside(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    if (Operation *fused = argument.getOwner()->getParentOp(); isFusedRegion(fused))
      value = fused->getOperand(argument.getArgNumber());
  return value.getDefiningOp<vit::ConstantOp>();
}

struct MarkFittingPairsPass : impl::MarkFittingPairsPassBase<MarkFittingPairsPass> {
  void runOnOperation() override {
    const WalkResult result = getOperation().walk([&](vit::MatmulOp product) {
      if (!mayFit(product))
        return WalkResult::advance();
      vit::ConstantOp weight = constantOutside(product.getRhs());
      if (!weight && product.getPairsFit()) {
        product.emitOpError("pairs_fit is said of a constant B, and this one is computed");
        return WalkResult::interrupt();
      }
      if (!weight)
        return WalkResult::advance();
      llvm::Expected<Tensor> elements = Tensor::fromAttribute(weight.getValue());
      if (!elements) {
        weight.emitError(toString(elements.takeError()));
        return WalkResult::interrupt();
      }
      const std::optional<int64_t> row = pairTooLarge(*elements);
      if (row && product.getPairsFit()) {
        product.emitOpError("pairs_fit: the rows ")
            << *row << " and " << *row + 1 << " of B do not fit 16 bits in every column";
        return WalkResult::interrupt();
      }
      numMarked += !row && !product.getPairsFit();
      product.setPairsFit(!row);
      return WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

private:
  static bool mayFit(vit::MatmulOp product) {
    RankedTensorType weight = tensorType(product.getRhs());
    return tensorType(product.getLhs()).getElementType().isUnsignedInteger(8) &&
           weight.getElementType().isSignlessInteger(8) && weight.getRank() == 2 &&
           weight.getDimSize(0) % 2 == 0;
  }
};

} // namespace
} // namespace vitc
