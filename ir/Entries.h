//===-- Entries.h: the functions that callers of an artifact run ----------------------------------===//
//
// A module for one batch and size has `@main` alone. One for several has a function for each beside it, of the same inputs
// and outputs: every pass takes them as any function, kernels and weights that they share exist once.
//
//===----------------------------------------------------------------------------------------------===//
#ifndef VITC_IR_ENTRIES_H
#define VITC_IR_ENTRIES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace vitc {

/// The entries of `module` in order, @main first; none where it has no @main with a body.
llvm::SmallVector<mlir::func::FuncOp> entriesOf(mlir::ModuleOp module);

/// Images of one pass of `entry`, a function of `module`, at any stage.
int64_t imagesOf(mlir::func::FuncOp entry);

/// Moves the @main of each of `others` into `module`, behind its own, and gives all their images. Errors: two of them
/// take the same shapes.
mlir::LogicalResult mergeEntries(mlir::ModuleOp module,
                                 llvm::ArrayRef<mlir::OwningOpRef<mlir::ModuleOp>> others);

/// A copy of `module` in which `entry`, one of its functions, is the only one, as @main.
mlir::OwningOpRef<mlir::ModuleOp> extractEntry(mlir::ModuleOp module, mlir::func::FuncOp entry);

/// What people call an entry: "8 images of 1x3x224x224".
std::string describeEntry(mlir::func::FuncOp entry);

} // namespace vitc

#endif // VITC_IR_ENTRIES_H
