//===-- JsonWeights.h: the weights of a JSON graph ------------------------------------------------===//
#ifndef VITC_FRONTEND_JSON_JSONWEIGHTS_H
#define VITC_FRONTEND_JSON_JSONWEIGHTS_H

#include "frontend/json/JsonReader.h"
#include "frontend/weights/StoredTensor.h"

namespace vitc::frontend {

/// Builds the constants of a graph. A file that several weights lie in is looked into once.
class JsonWeights {
public:
  explicit JsonWeights(const JsonReader &reader) : reader(reader) {}

  /// The value of the entry called `name`, or null with a fault reported.
  mlir::TypedAttr read(llvm::StringRef name, const Json &entry, llvm::StringRef pointer);

private:
  mlir::TypedAttr readInline(const Json &entry, llvm::StringRef pointer);
  mlir::TypedAttr readFile(llvm::StringRef name, const Json &entry, llvm::StringRef pointer);
  std::optional<StoredTensor> readRange(const Json &entry, llvm::StringRef pointer,
                                        llvm::StringRef file);
  llvm::Expected<StoredTensor> readTensor(llvm::StringRef file, llvm::StringRef tensor);
  bool checkDeclared(const Json &entry, llvm::StringRef pointer, mlir::RankedTensorType type);
  std::optional<std::string> resolve(const Json &file, llvm::StringRef pointer);

  const JsonReader &reader;
  llvm::StringMap<StoredTensors> safetensors; // by path
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSON_JSONWEIGHTS_H
