//===-- Rewriting.cpp ----------------------------------------------------------------------------===//
#include "passes/Rewriting.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

namespace vitc {

void rewriteToFixpoint(Operation *root, const FrozenRewritePatternSet &patterns,
                       RewriterBase::Listener *listener, bool folds) {
  GreedyRewriteConfig config;
  config.setMaxIterations(GreedyRewriteConfig::kNoLimit).setListener(listener).enableFolding(folds);
  LogicalResult converged = applyPatternsGreedily(root, patterns, config);
  assert(succeeded(converged) && "only a bound ends it early");
  (void)converged;
}

} // namespace vitc
