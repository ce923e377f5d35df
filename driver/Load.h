//===-- Load.h: from what the options name to a module ---------------------------------------------===//
#ifndef VITC_DRIVER_LOAD_H
#define VITC_DRIVER_LOAD_H

#include "codegen/Targets.h"
#include "driver/Session.h"
#include "vitc/Compiler.h"

namespace vitc {

/// The model as it was read, and the machines that it is compiled for.
struct LoadedModel {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  Targets targets;
};

/// What messages call the model: its file, or its name.
const std::string &modelPath(const CompileOptions &options);
/// Whether the model is a text of MLIR.
bool isText(const CompileOptions &options);

/// The bits of what is multiplied as integers with a `--precision`; 0: floats are.
int64_t integerBitsOf(llvm::StringRef precision);
/// The type of 16 bits that weights are stored in with a `--precision`; "": they keep their own.
llvm::StringRef weightTypeOf(llvm::StringRef precision);
/// Whether CPUs multiply bf16 by bf16 with a `--precision`. Beside a GPU, whose precision it is then, they compute with f32.
bool multipliesBFloats(llvm::StringRef precision, const Targets &targets);

/// Refuses values that no compilation can have.
mlir::LogicalResult checkOptions(const CompileOptions &options, const Session &session);

/// Large constants that the import computes go to `weightsFile`.
mlir::FailureOr<LoadedModel> loadModel(const CompileOptions &options, llvm::StringRef weightsFile,
                                       Session &session);

} // namespace vitc

#endif // VITC_DRIVER_LOAD_H
