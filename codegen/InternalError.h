//===-- InternalError.h: faults of the compiler itself ---------------------------------------------===//
//
// Whatever the model, a crash or a refusal by Halide is the compiler's fault: the message says so, names the
// kernel and the model's node, and tells how to get a small input that shows it.
#ifndef VITC_CODEGEN_INTERNALERROR_H
#define VITC_CODEGEN_INTERNALERROR_H

#include "ir/VitOpsProgram.h"

namespace vitc {

/// The exit status of a compiler that found a fault of its own; crashes keep that of their signal.
constexpr int internalErrorStatus = 70;

/// Reports `text` as a fault of the compiler at `op`, which belongs to `kernel`.
mlir::LogicalResult internalError(vit::KernelOp kernel, mlir::Operation *op,
                                  const llvm::Twine &text);
/// Whether `diagnostic` was reported so.
bool isInternalError(mlir::Diagnostic &diagnostic);

/// For as long as it lives, a crash of this thread is one of compiling `kernel`.
class KernelInProgress {
public:
  explicit KernelInProgress(vit::KernelOp kernel);
  ~KernelInProgress();
  KernelInProgress(const KernelInProgress &) = delete;
  KernelInProgress &operator=(const KernelInProgress &) = delete;

private:
  std::string description;
};

/// For a process that is the compiler, before it has threads. Stands for llvm::InitLLVM: reports crashes and LLVM's own fatal errors as above, lack of memory as an error,
/// removes temporary files in any case, and ends quietly when a pipe is closed.
void installCrashReports();

} // namespace vitc

#endif // VITC_CODEGEN_INTERNALERROR_H
