// Check.h: compiled code against a reference, and the way from a wrong output to what is wrong.
#ifndef VITC_TOOLS_COMPILE_CHECK_H
#define VITC_TOOLS_COMPILE_CHECK_H

#include "driver/Compilation.h"
#include "ir/Tensor.h"
#include "ir/VitOpsProgram.h"
#include "passes/VerifyNumerics.h"
#include "llvm/ADT/StringMap.h"

namespace vitc {

/// One pass of a model: what goes in, and what has to come out.
struct ReferencePass {
  llvm::SmallVector<Tensor> inputs;
  llvm::SmallVector<std::optional<Tensor>> outputs; // as far as the file has them
  llvm::StringMap<Tensor> nodes;                    // values of nodes, by the nodes' names
};

/// Reads the arrays of the .npz file at `path` that are named like inputs, outputs ("input:NAME" and
/// "output:NAME" too) and nodes of `main`. Their leading dimensions may hold several passes. Every fault
/// has been reported when it fails.
mlir::FailureOr<std::vector<ReferencePass>> readReference(llvm::StringRef path,
                                                          mlir::func::FuncOp main);

/// The inputs alone, of a .npz file or, for a model of one input, a .npy file.
mlir::FailureOr<std::vector<llvm::SmallVector<Tensor>>> readInputs(llvm::StringRef path,
                                                                   mlir::func::FuncOp main);

/// Those of `entries` whose inputs the arrays of the file are, or the only one. Every fault has been reported when it fails.
mlir::FailureOr<llvm::SmallVector<mlir::func::FuncOp>>
entriesInReference(llvm::StringRef path, llvm::ArrayRef<mlir::func::FuncOp> entries);

/// Names and types of `main`'s results.
std::string outputName(mlir::func::FuncOp main, unsigned index);

/// Runs the artifact at `path`, its code for the CPU `target`, on the `inputs` of one pass of one of its entries and returns
/// its outputs, which are of `types`.
mlir::FailureOr<llvm::SmallVector<Tensor>> runArtifact(llvm::StringRef path, llvm::StringRef target,
                                                       llvm::ArrayRef<Tensor> inputs,
                                                       mlir::TypeRange types,
                                                       mlir::MLIRContext *context);

/// A copy of `program` that also returns what `wanted` names: each value as it is found in memory at the
/// place of the op that it is listed for, once this op has run or, with `isBefore`, right before.
struct Probe {
  mlir::Operation *place;
  mlir::Value value;
  bool isBefore = false;
};
mlir::OwningOpRef<mlir::ModuleOp> addProbes(mlir::ModuleOp program, llvm::ArrayRef<Probe> probes);

/// A program without a plan: every op of `kernel` but constants as a kernel of its own, which computes
/// this op and all that it needs from the kernel's operands. `ops` gets them in the order of the results.
mlir::OwningOpRef<mlir::ModuleOp> splitKernel(vit::KernelOp kernel,
                                              llvm::SmallVectorImpl<mlir::Operation *> &ops);

/// What compiled code is compared with.
struct CheckOptions {
  std::string reference; // .npz
  double tolerance;      // a share of the largest value
  std::string output;    // where the artifact stays; "": nowhere
};

/// Compiles the model and compares the artifact's outputs with the reference. Where they agree, says so on standard
/// output; where not, finds out what differs first (the model as it was read, a pass, a launch, an op) and reports it.
mlir::LogicalResult compileAndCheck(Compilation &compilation, const CheckOptions &options);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_CHECK_H
