//===-- AffineStep.h: sums, differences, products and quotients with a constant -------------------===//
#ifndef VITC_PASSES_AFFINESTEP_H
#define VITC_PASSES_AFFINESTEP_H

#include "ir/VitOpsElementwise.h"
#include "passes/ConstantExpressions.h"
#include <optional>

namespace vitc {

/// An elementwise op with one constant operand that is `scale * input + shift` and keeps the input's type.
struct AffineStep {
  mlir::Operation *op;
  mlir::Value input, constant;

  /// Otherwise it only multiplies.
  bool isShift() const { return llvm::isa<vit::AddOp, vit::SubOp>(op); }
  /// The factor of a step that only multiplies, or the summand of one that shifts, available before `place`.
  mlir::Value scale(mlir::Operation *place) const;
  mlir::Value shift(mlir::Operation *place) const;
};

/// x + c, c + x, x - c, x * c, c * x or x / c of floats, which nobody rounds to an integer; the constant is a
/// constant expression.
std::optional<AffineStep> matchAffineStep(mlir::Operation *op, ConstantExpressions &constants);

} // namespace vitc

#endif // VITC_PASSES_AFFINESTEP_H
