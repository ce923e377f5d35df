//===-- HalideErrors.h: what Halide throws becomes a diagnostic ---------------------------------===//
#ifndef VITC_CODEGEN_HALIDEERRORS_H
#define VITC_CODEGEN_HALIDEERRORS_H

#include "ir/VitOpsProgram.h"

namespace vitc {

/// Has Halide throw its errors, and its LLVM know what is said of calls in GPU kernels (DeviceInstructions.h). Before
/// anything else that Halide does; once.
void initialiseHalide();

/// Where faults of `kernel` as a whole are reported.
mlir::Operation *anchorOf(vit::KernelOp kernel);

/// Runs `body`, which has Halide work on `kernel`. Whatever Halide refuses is a fault of the compiler's own,
/// and reported as one; so is a crash.
mlir::LogicalResult withHalide(vit::KernelOp kernel,
                               llvm::function_ref<mlir::LogicalResult()> body);

} // namespace vitc

#endif // VITC_CODEGEN_HALIDEERRORS_H
