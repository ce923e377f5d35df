//===-- Rewriting.h: how passes apply their patterns ----------------------------------------------===//
#ifndef VITC_PASSES_REWRITING_H
#define VITC_PASSES_REWRITING_H

#include "mlir/Pass/Pass.h"
#include "mlir/Rewrite/FrozenRewritePatternSet.h"
#include "passes/ConstantExpressions.h"

namespace vitc {

/// A pattern that asks what is constant, and counts what it folds.
template <typename RootOp> struct FoldPattern : mlir::OpRewritePattern<RootOp> {
  FoldPattern(mlir::MLIRContext *context, ConstantExpressions &constants,
              mlir::Pass::Statistic &numFolded)
      : mlir::OpRewritePattern<RootOp>(context), constants(constants), numFolded(numFolded) {}

protected:
  ConstantExpressions &constants;
  mlir::Pass::Statistic &numFolded;
};

/// Applies the patterns until none matches, however long that takes: MLIR's own bound of ten rounds would
/// leave deep models half rewritten, and every pattern of a pass leads the same way. What `folds` is evaluated
/// before patterns see it.
void rewriteToFixpoint(mlir::Operation *root, const mlir::FrozenRewritePatternSet &patterns,
                       mlir::RewriterBase::Listener *listener = nullptr, bool folds = true);

} // namespace vitc

#endif // VITC_PASSES_REWRITING_H
