//===-- Code.h: from a planned program to code -----------------------------------------------------===//
#ifndef VITC_DRIVER_CODE_H
#define VITC_DRIVER_CODE_H

#include "codegen/Artifact.h"
#include "codegen/Targets.h"
#include "driver/Session.h"
#include "vitc/Compiler.h"

namespace vitc {

struct CodeOptions {
  Format format = Format::SharedObject;
  Targets targets;
  std::string name; // prefix of the model's symbols
  /// CompileOptions has what these mean.
  std::string cacheDirectory;
  int64_t cacheBytes = 0;
  KernelProgress progress;
  std::optional<SelfTest> selfTest;
  ArtifactCheck check;
};

/// Writes an object or a shared object to `path`, and the header beside it.
mlir::LogicalResult writeObject(mlir::ModuleOp program, const CodeOptions &options,
                                llvm::StringRef path, Session &session);

/// The code as a text: LLVM IR, loop nests, assembly or PTX.
mlir::FailureOr<std::string> printCode(mlir::ModuleOp program, const CodeOptions &options,
                                       Session &session);

} // namespace vitc

#endif // VITC_DRIVER_CODE_H
