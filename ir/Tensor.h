//===-- Tensor.h: a tensor's values, as the Interpreter computes with them -----------------------===//
#ifndef VITC_IR_TENSOR_H
#define VITC_IR_TENSOR_H

#include "ir/VitDialect.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace vitc {

/// A dense, row-major tensor of any element type of the dialect: shared, immutable once handed on.
/// Storage is as in files and artifacts: little-endian, i1 in one byte.
class Tensor {
public:
  /// A tensor of zeros.
  explicit Tensor(mlir::RankedTensorType type);
  /// A tensor for one who writes every byte of it: zeros of a large weight take as long as what is computed.
  static Tensor forOverwrite(mlir::RankedTensorType type);
  /// A view of `bytes`, which outlive it.
  Tensor(mlir::RankedTensorType type, llvm::ArrayRef<char> bytes);

  /// The value of a constant: a dense attribute, a range of a file, or computed from such, at each call.
  static llvm::Expected<Tensor> fromAttribute(mlir::Attribute value);
  /// A dense attribute of the same value.
  mlir::DenseElementsAttr toAttribute() const;

  mlir::RankedTensorType getType() const { return type; }
  llvm::ArrayRef<int64_t> getShape() const { return type.getShape(); }
  mlir::Type getElementType() const { return type.getElementType(); }
  bool isFloat() const { return llvm::isa<mlir::FloatType>(getElementType()); }
  int64_t getNumElements() const { return type.getNumElements(); }
  llvm::ArrayRef<char> getBytes() const { return bytes; }
  /// The bytes of a tensor that owns its storage.
  llvm::MutableArrayRef<char> getMutableBytes();

  /// Element `index` in row-major order. Integers and booleans convert too.
  double getFloat(int64_t index) const;
  int64_t getInt(int64_t index) const;
  /// Rounds or wraps to the element type.
  void setFloat(int64_t index, double value);
  void setInt(int64_t index, int64_t value);

  /// The same elements under another shape of as many elements.
  Tensor reshaped(llvm::ArrayRef<int64_t> shape) const;

private:
  Tensor(mlir::RankedTensorType type, std::shared_ptr<char[]> storage);

  mlir::RankedTensorType type;
  std::shared_ptr<char[]> storage; // null for a view
  llvm::ArrayRef<char> bytes;
};

} // namespace vitc

#endif // VITC_IR_TENSOR_H
