//===-- Session.h: what a compilation has from whoever runs it, besides its options ----------------===//
#ifndef VITC_DRIVER_SESSION_H
#define VITC_DRIVER_SESSION_H

#include "codegen/TuneSchedules.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/Timing.h"
#include "passes/QuantizeProducts.h"

namespace vitc {

struct Session {
  mlir::MLIRContext &context;
  mlir::TimingScope &timing;
  /// What MLIR's options on a command line say; null: there is none.
  std::function<mlir::LogicalResult(mlir::PassManager &)> configurePasses = nullptr;

  /// What tests seed: passes after fusion, changes of a program that is about to become code, something to happen
  /// when a kernel is compiled.
  std::function<void(mlir::OpPassManager &)> afterFusion = nullptr;
  std::function<void(mlir::ModuleOp)> beforeCode = nullptr;
  std::function<void(vit::KernelOp)> beforeKernel = nullptr;
  /// Looks at an artifact before it gets its name; reports why it is not to have one.
  std::function<mlir::LogicalResult(llvm::StringRef path)> checkArtifact = nullptr;

  /// Runs artifacts, of one target that this machine has, in turns; null: --tune has nobody to ask.
  std::function<mlir::FailureOr<std::vector<KernelTimes>>(const std::vector<std::string> &paths)>
      timeKernels = nullptr;

  /// What products of integers are measured on; nothing: random inputs.
  std::optional<Calibration> calibration = std::nullopt;

  mlir::LogicalResult fail(const llvm::Twine &message) const {
    return mlir::emitError(mlir::UnknownLoc::get(&context)) << message;
  }
};

/// A context for models: it knows the dialects that they are made of.
std::unique_ptr<mlir::MLIRContext> makeContext();

} // namespace vitc

#endif // VITC_DRIVER_SESSION_H
