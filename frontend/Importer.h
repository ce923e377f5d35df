//===-- Importer.h: the one interface of every way in --------------------------------------------===//
#ifndef VITC_FRONTEND_IMPORTER_H
#define VITC_FRONTEND_IMPORTER_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <string>
#include <vector>

namespace vitc {

class Sidecar;

/// A model that is described by numbers rather than by a file.
struct ModelByName {
  std::string name;
  /// A JSON file whose members replace the model's numbers; "": none.
  std::string configFile;
  /// "KEY=VALUE", after the file.
  std::vector<std::string> settings;
  /// Of random weights. Without one weights have no values.
  std::optional<uint64_t> seed;
};

struct ImportOptions {
  /// Images of one program pass: what the symbolic batch dimension becomes.
  int64_t batch = 1;
  /// Shapes given by the user, by input name.
  llvm::StringMap<llvm::SmallVector<int64_t>> inputShapes;
  /// Height and width of the images, where they are not those of the configuration.
  std::optional<std::pair<int64_t, int64_t>> imageSize;
  /// A file of embeddings of texts, which pictures are compared with; "": none.
  std::string textEmbeddings;
  /// What is compiled of a folder with a model of several parts; "": its encoder of images.
  std::string part;
  /// Whether the user names the classes.
  bool hasLabels = false;
  /// The model, where there is no file of it.
  std::optional<ModelByName> model;
  /// Whether a folder's own preprocessing counts: not where the user gives another one.
  bool takesPreprocessing = true;
  /// Where importers write large constants that they compute: one file for all entries of an artifact.
  Sidecar *sidecar = nullptr;
  /// Of the machine that is taken to have written the model: what ONNX Runtime optimised for a machine has to be read
  /// as that machine would.
  int vectorBits = 256;
};

/// Where the random weights of a model by name go, beside the sidecar `weightsFile`: those that the first size has, and
/// what other sizes have besides.
inline std::string randomWeightsFile(llvm::StringRef weightsFile, size_t number = 0) {
  return (weightsFile + (number ? "." + std::to_string(number) : "") + ".safetensors").str();
}

/// Reads the model at `path`, or the one that `options.model` names, into a module with one function,
/// `@main`, of model ops. Arguments and results carry the model's names (`vit.name`), ops the locations
/// of the model's nodes, constants stand right before their first readers. Every fault of the model is
/// a diagnostic that names the node and what to do.
mlir::OwningOpRef<mlir::ModuleOp> importModel(llvm::StringRef path, const ImportOptions &options,
                                              mlir::MLIRContext *context);

/// Importers, one per kind of model.
mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path, const ImportOptions &options,
                                             mlir::MLIRContext *context);
mlir::OwningOpRef<mlir::ModuleOp> importJson(llvm::StringRef path, const ImportOptions &options,
                                             mlir::MLIRContext *context);

/// Writes a module of model ops as a JSON graph to `path` ("": to `text`), which importJson
/// reads back to the same module. Weights that lie in the folder of `path` or below it stay where they
/// are; the others go to one file beside it. Every fault is a diagnostic; then nothing is written.
mlir::LogicalResult exportJson(mlir::ModuleOp module, llvm::StringRef path, std::string &text);

/// A folder with config.json and model.safetensors.
mlir::OwningOpRef<mlir::ModuleOp>
importCheckpoint(llvm::StringRef folder, const ImportOptions &options, mlir::MLIRContext *context);
/// The model that `options.model` names.
mlir::OwningOpRef<mlir::ModuleOp> importNamedModel(const ImportOptions &options,
                                                   mlir::MLIRContext *context);

} // namespace vitc

#endif // VITC_FRONTEND_IMPORTER_H
