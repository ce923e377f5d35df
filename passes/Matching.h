//===-- Matching.h: small questions that patterns ask of constants and products ------------------===//
#ifndef VITC_PASSES_MATCHING_H
#define VITC_PASSES_MATCHING_H

#include "ir/VitOps.h"
#include <optional>

namespace vitc {

/// The number that every element of a constant is, if it is one.
std::optional<double> splatOf(mlir::Value value);

/// `value` is a constant whose elements all are `number`, up to rounding to f32.
bool isSplat(mlir::Value value, double number);

/// For a commutative binary op with one operand that is a splat: the other operand and the number.
struct Scaled {
  mlir::Value value;
  double factor;
};

/// `value` as `factor * value`: through a multiplication or division by a splat; factor 1 otherwise.
Scaled scaledBy(mlir::Value value);

/// The factors of a product of products whose inner results nobody else uses, and the product of the
/// splats among them.
struct Product {
  llvm::SmallVector<mlir::Value> factors;
  double constant = 1;
};
Product productOf(mlir::Value value);

/// The operand of `op` that is not `known`; null if neither is.
mlir::Value otherOperand(mlir::Operation *op, mlir::Value known);

/// Equal up to the rounding of f32 constants.
bool isClose(double a, double b);

} // namespace vitc

#endif // VITC_PASSES_MATCHING_H
