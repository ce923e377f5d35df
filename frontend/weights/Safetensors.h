//===-- Safetensors.h: tensors of .safetensors files, one or several ------------------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_SAFETENSORS_H
#define VITC_FRONTEND_WEIGHTS_SAFETENSORS_H

#include "frontend/weights/StoredTensor.h"

namespace vitc::frontend {

/// The tensors of the file at `path`, and what its header says beside them. Only the header is read. Every error names
/// the file and, where one is to blame, the tensor.
llvm::Expected<StoredTensors>
readSafetensors(llvm::StringRef path, mlir::MLIRContext *context,
                std::map<std::string, std::string> *metadata = nullptr);

/// The tensors of a checkpoint folder: those of its `model.safetensors`, or of all files that its
/// `model.safetensors.index.json` names. Errors also: a tensor that is not in the file that the index
/// says, a file outside the folder.
llvm::Expected<StoredTensors> readCheckpointTensors(llvm::StringRef folder,
                                                    mlir::MLIRContext *context);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_SAFETENSORS_H
