//===-- Limits.h: what a program may need at most, or who is to blame -------------------------------===//
#ifndef VITC_DRIVER_LIMITS_H
#define VITC_DRIVER_LIMITS_H

#include "driver/Session.h"
#include "vitc/Compiler.h"

namespace vitc {

/// Checks what a planned program tells: --assert-arena and --assert-launches.
mlir::LogicalResult checkProgramLimits(mlir::ModuleOp program, const CompileOptions &options);

/// Checks the artifact of `program` at `path`: --assert-artifact-size.
mlir::LogicalResult checkArtifactLimit(mlir::ModuleOp program, llvm::StringRef path,
                                       const CompileOptions &options);

} // namespace vitc

#endif // VITC_DRIVER_LIMITS_H
