//===-- Inference.h: what the shape functions of all ops share --------------------------------===//
#ifndef VITC_IR_INFERENCE_H
#define VITC_IR_INFERENCE_H

#include "ir/ElementTypes.h"
#include "ir/VitDialect.h"
#include "mlir/IR/Diagnostics.h"

namespace vitc {

/// Wide enough for sums of products of sizes and attributes, so that no shape function overflows.
using Wide = __int128;

/// The inference of one op's result types: collects the types, reports what is wrong. Every message
/// begins with the op's name and ends with its operands' types.
class Inference {
public:
  Inference(llvm::StringRef opName, std::optional<mlir::Location> location,
            mlir::ValueRange operands, llvm::SmallVectorImpl<mlir::Type> &types)
      : opName(opName), location(location), operands(operands), types(types) {}

  /// Checks what inference relies on: operands are tensors of static shape whose bytes can be
  /// counted.
  mlir::LogicalResult checkOperands() const;

  template <typename... Args> mlir::LogicalResult error(Args &&...args) const {
    return mlir::emitOptionalError(location, opName, ": ", std::forward<Args>(args)...,
                                   operandTypes());
  }

  /// Adds a result. Fails if a size is negative or the tensor's bytes cannot be counted.
  mlir::LogicalResult add(llvm::ArrayRef<int64_t> shape, mlir::Type elementType);
  /// As above, for sizes that were computed from attributes.
  mlir::LogicalResult add(llvm::ArrayRef<Wide> shape, mlir::Type elementType);

  /// Checks that `axis` is a dimension of a tensor of `rank` dimensions.
  mlir::LogicalResult checkAxis(int64_t axis, int64_t rank) const;
  /// Checks that an attribute has `count` numbers.
  mlir::LogicalResult checkCount(llvm::StringRef attribute, size_t has, size_t count) const;
  /// Checks that an attribute has `count` numbers, none below `least`.
  mlir::LogicalResult checkNumbers(llvm::StringRef attribute, llvm::ArrayRef<int64_t> numbers,
                                   size_t count, int64_t least) const;
  /// Checks that all operands given (null ones are skipped) have one element type.
  mlir::LogicalResult checkOneElementType(llvm::ArrayRef<mlir::Value> values) const;
  /// Checks that `value`, if given, is a vector of `size` elements of type `elementType`.
  mlir::LogicalResult checkVector(llvm::StringRef name, mlir::Value value, int64_t size,
                                  mlir::Type elementType) const;

private:
  std::string operandTypes() const;

  llvm::StringRef opName;
  std::optional<mlir::Location> location;
  mlir::ValueRange operands;
  llvm::SmallVectorImpl<mlir::Type> &types;
};

inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) { return tensorType(value).getShape(); }
inline mlir::Type elementOf(mlir::Value value) { return tensorType(value).getElementType(); }

/// Floats of 16 bits, as the weight of a product whose other operand and result are f32.
inline bool isNarrowerWeight(mlir::Type element, mlir::Type weight) {
  return element.isF32() && (weight.isF16() || weight.isBF16());
}

} // namespace vitc

/// Defines OP's inferReturnTypes by FUNCTION(adaptor, inference).
#define VITC_INFER(OP, FUNCTION)                                                                   \
  mlir::LogicalResult OP::inferReturnTypes(                                                        \
      mlir::MLIRContext *, std::optional<mlir::Location> location, Adaptor adaptor,                \
      llvm::SmallVectorImpl<mlir::Type> &types) {                                                  \
    vitc::Inference inference(getOperationName(), location, adaptor.getOperands(), types);         \
    if (failed(inference.checkOperands()))                                                         \
      return mlir::failure();                                                                      \
    return FUNCTION(adaptor, inference);                                                           \
  }

#endif // VITC_IR_INFERENCE_H
