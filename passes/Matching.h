//===-- Matching.h: small questions that patterns ask of constants and products ------------------===//
#ifndef VITC_PASSES_MATCHING_H
#define VITC_PASSES_MATCHING_H

#include "ir/VitOpsTensor.h"
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

/// A constant that is the same number everywhere: written into a kernel, not read from memory.
bool isLiteral(mlir::Value value);

/// A product whose right operand [K, N] is constant.
bool hasConstantWeight(vit::MatmulOp product);

/// What a linear layer reads: the operand of `product` that is not its weight, which is a constant or a
/// matrix; null if neither operand is one.
mlir::Value layerInput(vit::MatmulOp product);

/// An elementwise op that bends: not a sum, a product or a choice of its operands. Whatever the dialect has
/// of these may stand between the layers of an MLP.
bool isActivation(mlir::Operation *op);

/// A normalisation over the last dimension.
bool isRowNormalization(mlir::Operation *op);

/// What queries, keys and values may pass on the way from their projections: movements, scales, norms of
/// their own, rotations.
bool leadsToAttention(mlir::Operation *op);

/// Shapes that are equal apart from dimensions of size 1.
bool equalButForOnes(mlir::Value a, mlir::Value b);

/// A reshape that only adds or drops dimensions of size 1.
bool isUnitReshape(mlir::Operation *op);

/// `op` for a message: the name of the model's node in quotes, or what it is.
std::string described(mlir::Operation *op);

/// "'act' is also read by 'other'", if another op than those of `readers` reads `op`; else empty.
std::string otherReader(mlir::Operation *op, llvm::ArrayRef<mlir::Operation *> readers);

/// Why a linear layer has no constant weight as products have it: "the weight of 'fc1' is not a constant
/// matrix", or stands on the left.
std::string weightReason(vit::MatmulOp product);

/// Why `op` is not part of a fused op, for people: the attribute `vit.not_fused`.
void setReason(mlir::Operation *op, const llvm::Twine &reason);
std::optional<llvm::StringRef> getReason(mlir::Operation *op);
void clearReason(mlir::Operation *op);

/// The dimension of a transpose's or reshape's operand that is dimension `dim` of its result as a whole;
/// none for other ops.
std::optional<int64_t> movedFrom(mlir::Operation *op, int64_t dim);

/// Equal up to the rounding of f32 constants.
bool isClose(double a, double b);

} // namespace vitc

#endif // VITC_PASSES_MATCHING_H
