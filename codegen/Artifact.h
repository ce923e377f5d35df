//===-- Artifact.h: from a planned program to a shared object and its header ---------------------===//
#ifndef VITC_CODEGEN_ARTIFACT_H
#define VITC_CODEGEN_ARTIFACT_H

#include "codegen/KernelCompiler.h"
#include "codegen/ModelDescription.h"
#include "codegen/Targets.h"
#include <functional>

namespace vitc {

/// What the code generators made of a program; the input of the link.
struct CompiledProgram {
  ModelDescription model;
  std::vector<CompiledKernel> kernels;
  std::string hostObject;
};

/// Told after each kernel how many of how many are done.
using KernelProgress = std::function<void(size_t done, size_t total)>;

/// Compiles every kernel of `program`, several at a time if the context is multi-threaded.
mlir::FailureOr<std::vector<CompiledKernel>> compileKernels(mlir::ModuleOp program,
                                                            const Target &target,
                                                            const KernelOptions &options = {},
                                                            KernelProgress progress = nullptr);

enum class ArtifactKind { SharedObject, Relocatable };

/// Looks at the finished file at `path`, before it gets its name; reports why it is not to have one.
using ArtifactCheck = std::function<mlir::LogicalResult(llvm::StringRef path)>;

/// Links kernels, host program, runtime and weights into `path`, and writes the header beside it (same
/// name, extension .h). Both appear complete, and with the consent of `check`, or not at all.
mlir::LogicalResult writeArtifact(mlir::ModuleOp program, const ModelDescription &model,
                                  llvm::ArrayRef<CompiledKernel> kernels,
                                  llvm::StringRef hostObject, llvm::StringRef path,
                                  ArtifactKind kind, const ArtifactCheck &check = nullptr);

} // namespace vitc

#endif // VITC_CODEGEN_ARTIFACT_H
