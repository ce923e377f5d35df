//===-- Program.h: the host side of an artifact, as LLVM -----------------------------------------===//
#ifndef VITC_CODEGEN_PROGRAM_H
#define VITC_CODEGEN_PROGRAM_H

#include "codegen/ModelDescription.h"
#include "mlir/IR/OwningOpRef.h"

namespace vitc {

/// The host program of `program` (behind vit-plan-memory) in the LLVM dialect: for each target and entry a function that makes
/// the launches in order (with a GPU's addresses, for a GPU), one that computes what a GPU has prepared, the constants of runtime/model.h, and the functions of the C
/// interface. Kernels and the runtime are declared; `weightsSymbol` names the weights.
mlir::OwningOpRef<mlir::ModuleOp> lowerProgram(mlir::ModuleOp program,
                                               const ModelDescription &model);

/// Symbol and section of the weights in the artifact.
inline constexpr llvm::StringLiteral weightsSymbol = "vitc_weights";
inline constexpr llvm::StringLiteral weightsSection = ".vitc.weights";

/// Symbol and section of vitc_digests.
inline constexpr llvm::StringLiteral digestsSymbol = "vitc_self_test_digests";
inline constexpr llvm::StringLiteral digestsSection = ".vitc.digests";

class LLVMBuilder;
/// The part of the module that is data and interface: info tables, vitc_model, ELF note, NAME_*.
void buildModelInterface(LLVMBuilder &llvm, const ModelDescription &model);
/// Bytes that a GPU has of the weights, and behind them of what kernels have prepared.
uint64_t deviceBytes(const ModelDescription &model);
/// The function that computes the latter.
inline constexpr llvm::StringLiteral prepareSymbol = "vitc_prepare";
/// The function that runs one pass of `entry`, a function of the program, on `target`.
std::string programSymbol(llvm::StringRef entry, const Target &target);

} // namespace vitc

#endif // VITC_CODEGEN_PROGRAM_H
