//===-- StoredTensor.h: a weight that lies in some file -------------------------------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_STOREDTENSOR_H
#define VITC_FRONTEND_WEIGHTS_STOREDTENSOR_H

#include "ir/VitDialect.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/Error.h"
#include <map>

namespace vitc::frontend {

/// Where the bytes of a tensor are: little-endian, dense, row-major, at any alignment. Whoever makes one
/// has checked that the file has them.
struct StoredTensor {
  mlir::RankedTensorType type;
  std::string path;
  uint64_t offset = 0;
  /// Of a tensor that is compressed in its file: its bytes.
  std::optional<std::string> unpacked;
};

/// By name, in alphabetical order.
using StoredTensors = std::map<std::string, StoredTensor>;

/// Whether a constant of this type is held as a dense attribute (a scalar, a shape, an index table)
/// rather than named as a range of its file: at most a kilobyte, or 64 KB of integers.
bool becomesDense(mlir::RankedTensorType type);

/// The attribute of a `vit.constant`: a dense one if the tensor is small, else a range of its file,
/// whose bytes are neither read nor copied. Errors: the file cannot be read.
llvm::Expected<mlir::TypedAttr> toConstant(const StoredTensor &tensor);

/// A constant of `tensor`, converted if its elements are not of type `elementType`: a model computes in
/// f32 though its weights are stored in f16. Converted weights are folded at compile time.
llvm::Expected<mlir::Value> createWeight(mlir::OpBuilder &builder, mlir::Location location,
                                         const StoredTensor &tensor, mlir::Type elementType);

/// The type of a tensor of this shape, once its sizes are checked. Errors: a negative size, or more
/// bytes than can be counted.
llvm::Expected<mlir::RankedTensorType> checkedType(llvm::ArrayRef<int64_t> shape,
                                                   mlir::Type elementType);

/// Whether the file at `path` lies in the folder of the model at `modelPath` or below it, once links are
/// followed: those of the file, of the folder, and of the model, which caches of downloads keep elsewhere
/// with all its files. A file that is not there does.
bool liesBesideModel(llvm::StringRef path, llvm::StringRef modelPath);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_STOREDTENSOR_H
