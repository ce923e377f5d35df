//===-- Importer.h: the one interface of every way in --------------------------------------------===//
#ifndef VITC_FRONTEND_IMPORTER_H
#define VITC_FRONTEND_IMPORTER_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace vitc {

struct ImportOptions {
  /// Images of one program pass: what the symbolic batch dimension becomes.
  int64_t batch = 1;
  /// Shapes given by the user, by input name.
  llvm::StringMap<llvm::SmallVector<int64_t>> inputShapes;
};

/// Reads the model at `path` into a module with one function, `@main`, of model ops. Arguments and
/// results carry the model's names (`vit.name`), ops the locations of the model's nodes. Every fault
/// of the model is a diagnostic that names the node and what to do.
mlir::OwningOpRef<mlir::ModuleOp> importModel(llvm::StringRef path, const ImportOptions &options,
                                              mlir::MLIRContext *context);

/// Importers, one per kind of model.
mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path, const ImportOptions &options,
                                             mlir::MLIRContext *context);

} // namespace vitc

#endif // VITC_FRONTEND_IMPORTER_H
