//===-- Linear.h: linear maps with constant weights, and how they are changed ---------------------===//
#ifndef VITC_PASSES_LINEAR_H
#define VITC_PASSES_LINEAR_H

#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include "passes/ConstantExpressions.h"
#include <optional>

namespace vitc {

/// x W + b: a product with constant weights [K, N] and, if it has one, the constant bias that is added
/// to it. Weights and bias are constant expressions, x is none.
struct Linear {
  vit::MatmulOp product;
  vit::AddOp add;   // may be null
  mlir::Value bias; // N elements, may be null

  mlir::Value result() const {
    vit::MatmulOp unbiased = product;
    vit::AddOp biased = add;
    return biased ? biased.getResult() : unbiased.getResult();
  }
  mlir::Value weight() const { return vit::MatmulOp(product).getRhs(); }
  int64_t getInputs() const { return tensorType(weight()).getDimSize(0); }
  int64_t getOutputs() const { return tensorType(weight()).getDimSize(1); }
};

/// The product as a linear; a product of constants is none.
std::optional<Linear> matchLinear(vit::MatmulOp product, ConstantExpressions &constants);

/// The linear, with its bias if it has one, whose result `value` is.
std::optional<Linear> linearBehind(mlir::Value value, ConstantExpressions &constants);

/// Multiplies the linear's results by `scale` (N elements or one).
void scaleResults(Linear linear, mlir::Value scale, mlir::RewriterBase &rewriter);
/// Adds `shift` (N elements or one) to its results.
void shiftResults(Linear linear, mlir::Value shift, mlir::RewriterBase &rewriter);
/// Makes it compute what it did for `scale * x + shift` (K elements or one each, or null).
void absorbIntoInputs(Linear linear, mlir::Value scale, mlir::Value shift,
                      mlir::RewriterBase &rewriter);

} // namespace vitc

#endif // VITC_PASSES_LINEAR_H
