//===-- Program.h: the host side of an artifact, as LLVM -----------------------------------------===//
#ifndef VITC_CODEGEN_PROGRAM_H
#define VITC_CODEGEN_PROGRAM_H

#include "codegen/ModelDescription.h"
#include "mlir/IR/OwningOpRef.h"

namespace vitc {

/// The host program of `program` (behind vit-plan-memory) in the LLVM dialect: one function that makes
/// the launches in order (for a GPU another, with its addresses), the constants of runtime/model.h, and the functions of the C interface.
/// Kernels and the runtime are declared; `weightsSymbol` names the weights.
mlir::OwningOpRef<mlir::ModuleOp> lowerProgram(mlir::ModuleOp program,
                                               const ModelDescription &model);

/// Symbol and section of the weights in the artifact.
inline constexpr llvm::StringLiteral weightsSymbol = "vitc_weights";
inline constexpr llvm::StringLiteral weightsSection = ".vitc.weights";

class LLVMBuilder;
/// The part of the module that is data and interface: info tables, vitc_model, ELF note, NAME_*.
/// `programSymbol` is the function that runs one pass on the CPU, `gpuProgramSymbol` that on the GPU, if there is one.
void buildModelInterface(LLVMBuilder &llvm, const ModelDescription &model,
                         llvm::StringRef programSymbol, llvm::StringRef gpuProgramSymbol);

} // namespace vitc

#endif // VITC_CODEGEN_PROGRAM_H
