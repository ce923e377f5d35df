//===-- ConstantExpressions.h: what can be computed before the model runs ------------------------===//
#ifndef VITC_PASSES_CONSTANTEXPRESSIONS_H
#define VITC_PASSES_CONSTANTEXPRESSIONS_H

#include "ir/VitOps.h"

namespace vitc {

/// `value` is a constant, or computed from constants alone, so that vit-fold-constants can evaluate it.
/// Passes that change weights build such expressions and leave the arithmetic to it.
bool isConstantExpression(mlir::Value value);

/// More than one op reads `weight` when the model runs: each would need a changed copy of its own.
bool isTied(mlir::Value weight);

/// Moves what the constant expression `value` is computed with before `op`, which is going to use it.
void makeAvailable(mlir::Value value, mlir::Operation *op);

/// `value` is a constant expression of one element, or of `size` elements along its last dimension.
bool isConstantVector(mlir::Value value, int64_t size);

/// The elements of such a vector as a tensor of shape [size], or [] for one element, before `op`.
mlir::Value flattened(mlir::Value vector, mlir::Operation *op);

/// The same elements under another shape, as a constant where `value` is one.
mlir::Value reshaped(mlir::Value value, llvm::ArrayRef<int64_t> shape, mlir::Location loc,
                     mlir::OpBuilder &builder);

/// A constant of shape [] that has the given number as its element.
mlir::Value scalarConstant(double number, mlir::Type elementType, mlir::Location loc,
                           mlir::OpBuilder &builder);

} // namespace vitc

#endif // VITC_PASSES_CONSTANTEXPRESSIONS_H
