//===-- Sbom.h: what an artifact is made of, for those who ship it ----------------------------------===//
#ifndef VITC_DRIVER_SBOM_H
#define VITC_DRIVER_SBOM_H

#include "codegen/Targets.h"
#include "vitc/Compiler.h"
#include "llvm/Support/Error.h"

namespace vitc {

/// A document of SPDX 2.3, as JSON: the compiler and what it stands on, the options that say something about the model,
/// and the digests of the files that it is made of. It is of the time that SOURCE_DATE_EPOCH says, or of now.
llvm::Expected<std::string> sbomOf(const CompileOptions &options, llvm::StringRef name,
                                   const Targets &targets, llvm::ArrayRef<std::string> inputs);

} // namespace vitc

#endif // VITC_DRIVER_SBOM_H
