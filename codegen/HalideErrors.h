//===-- HalideErrors.h: what Halide throws becomes a diagnostic ---------------------------------===//
#ifndef VITC_CODEGEN_HALIDEERRORS_H
#define VITC_CODEGEN_HALIDEERRORS_H

#include "ir/VitOpsProgram.h"

namespace vitc {

/// Where faults of `kernel` as a whole are reported.
mlir::Operation *anchorOf(vit::KernelOp kernel);

/// Runs `body`, which has Halide work on `kernel`. Whatever Halide refuses is a fault of the compiler's own,
/// and reported as one; so is a crash.
mlir::LogicalResult withHalide(vit::KernelOp kernel,
                               llvm::function_ref<mlir::LogicalResult()> body);

} // namespace vitc

#endif // VITC_CODEGEN_HALIDEERRORS_H
