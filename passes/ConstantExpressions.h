//===-- ConstantExpressions.h: what can be computed before the model runs ------------------------===//
#ifndef VITC_PASSES_CONSTANTEXPRESSIONS_H
#define VITC_PASSES_CONSTANTEXPRESSIONS_H

#include "ir/VitDialect.h"
#include "mlir/IR/PatternMatch.h"

namespace vitc {

/// `op` is a constant, or its results are known where its operands are.
bool isEvaluable(mlir::Operation *op);

/// Knows which values are constant expressions: constants, and what is computed from constants alone, so
/// that vit-fold-constants can evaluate it. Passes that change weights build such expressions and leave
/// the arithmetic to it.
///
/// Exact for expressions of any size. Every op is looked at once, when it is first asked for or leads to
/// what is; as a rewriter's listener the analysis follows what is changed and erased.
class ConstantExpressions : public mlir::RewriterBase::Listener {
public:
  bool contains(mlir::Value value);
  bool containsAll(mlir::ValueRange values);

  /// A constant expression of one element, or of `size` elements along its last dimension.
  bool containsVector(mlir::Value value, int64_t size);

  /// More than one op reads `weight` when the model runs: each would need a changed copy of its own.
  bool isTied(mlir::Value weight);

  void notifyOperationModified(mlir::Operation *op) override;
  void notifyOperationErased(mlir::Operation *op) override;

private:
  bool isComputedFromKnown(mlir::Operation *op) const;

  llvm::DenseMap<mlir::Operation *, bool>
      known; // whether the op's results are constant expressions
};

/// Moves what the constant expression `value` is computed with before `op`, which is going to use it.
void makeAvailable(mlir::Value value, mlir::Operation *op);

/// The elements of a vector of any shape as a tensor of shape [size], or [] for one element, before `op`.
mlir::Value flattened(mlir::Value vector, mlir::Operation *op);

/// The same elements under another shape, as a constant where `value` is one.
mlir::Value reshaped(mlir::Value value, llvm::ArrayRef<int64_t> shape, mlir::Location loc,
                     mlir::OpBuilder &builder);

/// A constant of shape [] that has the given number as its element.
mlir::Value scalarConstant(double number, mlir::Type elementType, mlir::Location loc,
                           mlir::OpBuilder &builder);

} // namespace vitc

#endif // VITC_PASSES_CONSTANTEXPRESSIONS_H
