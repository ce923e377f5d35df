//===-- Importer.cpp: which importer a file belongs to ----------------------------------------===//
#include "frontend/Importer.h"
#include "ir/ModuleText.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace vitc {

static mlir::OwningOpRef<mlir::ModuleOp>
importByKind(llvm::StringRef path, const ImportOptions &options, mlir::MLIRContext *context) {
  if (options.model)
    return importNamedModel(options, context);
  mlir::Location location = mlir::FileLineColLoc::get(context, path, 0, 0);
  if (!llvm::sys::fs::exists(path)) {
    mlir::emitError(location) << "there is no file '" << path << "'; check the path of the model";
    return nullptr;
  }
  if (llvm::sys::fs::is_directory(path))
    return importCheckpoint(path, options, context);
  if (options.imageSize) {
    mlir::emitError(location) << "--image-size is for checkpoint folders and --model; for '" << path
                              << "' there is --input-shape";
    return nullptr;
  }
  llvm::StringRef extension = llvm::sys::path::extension(path);
  if (extension.equals_insensitive(".onnx"))
    return importOnnx(path, options, context);
  if (extension.equals_insensitive(".json"))
    return importJson(path, options, context);
  mlir::emitError(location) << "'" << path << "' is of no kind that vitc reads (extension '"
                            << extension
                            << "'); it compiles .onnx models, .json graphs, checkpoint folders and "
                               ".mlir files of its own";
  return nullptr;
}

mlir::OwningOpRef<mlir::ModuleOp> importModel(llvm::StringRef path, const ImportOptions &options,
                                              mlir::MLIRContext *context) {
  auto module = importByKind(path, options, context);
  if (module)
    placeConstants(*module);
  return module;
}

} // namespace vitc
