//===-- Numpy.h: arrays of .npy and .npz files, and of files without a header ---------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_NUMPY_H
#define VITC_FRONTEND_WEIGHTS_NUMPY_H

#include "frontend/weights/StoredTensor.h"

namespace vitc::frontend {

/// The array of the .npy file at `path`. Two-byte void elements are bf16, which NumPy has no name for.
llvm::Expected<StoredTensor> readNpy(llvm::StringRef path, mlir::MLIRContext *context);

/// Array `name` of the .npz file at `path`. A compressed one has to be small enough for a dense
/// constant. Errors name the arrays that there are.
llvm::Expected<StoredTensor> readNpz(llvm::StringRef path, llvm::StringRef name,
                                     mlir::MLIRContext *context);

/// The tensor of `type` that lies at `offset` of a file of nothing but data.
llvm::Expected<StoredTensor> readRaw(llvm::StringRef path, mlir::RankedTensorType type,
                                     uint64_t offset);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_NUMPY_H
