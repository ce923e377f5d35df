//===-- Numpy.h: arrays of .npy and .npz files, and of files without a header ---------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_NUMPY_H
#define VITC_FRONTEND_WEIGHTS_NUMPY_H

#include "frontend/weights/StoredTensor.h"

namespace vitc::frontend {

/// The array of the .npy file at `path`. Two-byte void elements are bf16, which NumPy has no name for.
llvm::Expected<StoredTensor> readNpy(llvm::StringRef path, mlir::MLIRContext *context);

/// What becomes of a compressed array of a .npz file.
enum class Compressed {
  IfSmall, // an error, unless it is small enough for a dense constant: weights are read where they lie
  Unpack,
};

/// Array `name` of the .npz file at `path`. Errors name the arrays that there are.
llvm::Expected<StoredTensor> readNpz(llvm::StringRef path, llvm::StringRef name,
                                     mlir::MLIRContext *context,
                                     Compressed compressed = Compressed::IfSmall);

/// The names of the arrays of the .npz file at `path`.
llvm::Expected<std::vector<std::string>> listNpz(llvm::StringRef path);

/// The tensor of `type` that lies at `offset` of a file of nothing but data.
llvm::Expected<StoredTensor> readRaw(llvm::StringRef path, mlir::RankedTensorType type,
                                     uint64_t offset);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_NUMPY_H
