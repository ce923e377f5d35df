//===-- ModuleText.h: modules as people read, edit and keep them ------------------------------------===//
#ifndef VITC_IR_MODULETEXT_H
#define VITC_IR_MODULETEXT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <string>

namespace vitc {

/// Puts every constant right before the first op of its block that reads it, in the order of that op's
/// operands, so that one model has one text whatever it came from.
void placeConstants(mlir::Operation *root);

struct ModuleTextOptions {
  bool locations = false; // print the names of nodes
  /// The file that the text is for, from whose folder weights are looked up; "": standard output, and the
  /// working folder.
  std::string path;
  /// Files that will be gone. Weights in them are left out, which the text says.
  std::vector<std::string> lost;
};

/// Prints `module`, of which it changes how constants are held and where they stand: each stands before its
/// first reader, and literals of more than 16 elements come at the end of the text, as MLIR's resources.
void printModule(llvm::raw_ostream &os, mlir::ModuleOp module, const ModuleTextOptions &options);

/// What has to be done with a module that was parsed from the file at `path` ("": none) before passes see
/// it. Resources become dense attributes. Paths of weights that lead from the file's folder are made to lead from the working folder; with
/// `needsWeights`, each weight has to be there. Reports what is missing at the constant.
llvm::LogicalResult completeModule(mlir::ModuleOp module, llvm::StringRef path, bool needsWeights);

/// The module in the file at `path`, complete; null after an error was reported.
mlir::OwningOpRef<mlir::ModuleOp> parseModule(llvm::StringRef path, mlir::MLIRContext *context);

/// Gives the files of weights other names.
void renameWeightFiles(mlir::ModuleOp module,
                       llvm::function_ref<std::string(llvm::StringRef)> newName);

} // namespace vitc

#endif // VITC_IR_MODULETEXT_H
