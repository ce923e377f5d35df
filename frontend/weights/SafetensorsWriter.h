//===-- SafetensorsWriter.h: constants into a .safetensors file -----------------------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_SAFETENSORSWRITER_H
#define VITC_FRONTEND_WEIGHTS_SAFETENSORSWRITER_H

#include "ir/VitDialect.h"
#include "llvm/Support/Error.h"

namespace vitc::frontend {

/// Writes constants (dense ones, or ranges of files), by name, to the file at `path`. An older file of that name is replaced when all is written, and stays on errors.
llvm::Error writeSafetensors(llvm::StringRef path,
                             llvm::ArrayRef<std::pair<std::string, mlir::TypedAttr>> constants);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_SAFETENSORSWRITER_H
