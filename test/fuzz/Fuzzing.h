// Fuzzing.h: what the fuzz targets share: a folder for the input, and a context that is quiet and does not
// grow for ever.
#ifndef VITC_TEST_FUZZ_FUZZING_H
#define VITC_TEST_FUZZ_FUZZING_H

#include "frontend/Importer.h"
#include "frontend/weights/StoredTensor.h"
#include "ir/VitDialect.h"

namespace vitc::fuzz {

/// A folder of this process, removed at its end.
class Folder {
public:
  Folder();
  ~Folder();
  /// Writes `content` to the file `name` of the folder and returns its path.
  std::string write(llvm::StringRef name, llvm::StringRef content);
  void remove(llvm::StringRef name);
  std::string pathOf(llvm::StringRef name) const;

private:
  std::string path;
};

/// The folder.
Folder &folder();

/// A context, a fresh one now and then, whose diagnostics are kept by importWithNotes alone.
mlir::MLIRContext &context();

/// Imports the model at `path`. Ends the process if it neither succeeds nor says why. A name in
/// `options` goes before the path.
mlir::OwningOpRef<mlir::ModuleOp> import(llvm::StringRef path, ImportOptions options = {});

/// The texts of the notes of the last import's diagnostics.
llvm::ArrayRef<std::string> lastNotes();

/// Ends the process if `tensor` can neither be had nor is refused with a message.
void check(llvm::Expected<frontend::StoredTensor> tensor);
/// The same for `error`, which is no success.
void check(llvm::Error error);

/// A .safetensors file of `header`, whose length it writes, and of `dataBytes` of 1.
std::string safetensors(llvm::StringRef header, size_t dataBytes);
/// A .npy file of version 1 of the same.
std::string npy(llvm::StringRef header, size_t dataBytes);
/// A small sound .safetensors file of tensors `a` [4], `b` [2, 2] and `c` [300] of f32.
std::string smallSafetensors();

inline llvm::StringRef text(const uint8_t *data, size_t size) {
  return llvm::StringRef(reinterpret_cast<const char *>(data), size);
}

} // namespace vitc::fuzz

#endif // VITC_TEST_FUZZ_FUZZING_H
