//===-- Files.h: the bytes behind #vit.file_range ------------------------------------------------===//
#ifndef VITC_IR_FILES_H
#define VITC_IR_FILES_H

#include "ir/VitDialect.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitc {

/// Files that weights lie in, mapped into memory when first read and for the context's life. Pages are
/// read lazily and shared with the page cache. Safe to use from several threads.
class Files : public mlir::DialectInterface::Base<Files> {
public:
  explicit Files(mlir::Dialect *dialect);
  ~Files() override;
  static Files &of(mlir::MLIRContext *context);

  /// The bytes that `range` names. Errors: the file cannot be opened, or is shorter.
  llvm::Expected<llvm::ArrayRef<char>> read(vit::FileRangeAttr range);

  /// Notes a file that was read by other means.
  void note(llvm::StringRef path);
  /// Every file that has been read or noted, in order.
  std::vector<std::string> paths() const;

  /// Gives back the memory of pages that are mapped but not needed soon; reading again is allowed.
  void dropPages();

private:
  struct State;
  std::unique_ptr<State> state;
};

/// The file that folded constants go to when they are too large for an attribute: appended to, 64-byte
/// aligned, equal bytes once. Created when first written, or, with a `size`, what lies behind that is replaced.
class Sidecar {
public:
  explicit Sidecar(std::string path, uint64_t size = 0) : path(std::move(path)), size(size) {}

  /// Appends `bytes`, if they are not there yet, and returns the attribute that names them.
  llvm::Expected<vit::FileRangeAttr> append(mlir::RankedTensorType type,
                                            llvm::ArrayRef<char> bytes);
  llvm::StringRef getPath() const { return path; }
  bool isEmpty() const { return size == 0; }

private:
  std::string path;
  uint64_t size;
  std::map<std::string, uint64_t> offsets; // by digests of what was appended
};

/// Whether `path` is no file to be made or replaced: standard output ("" or "-"), a pipe, a device.
bool isStream(llvm::StringRef path);

/// Writes what `print` prints to `path`; to a file under another name until all is written. Errors, a full
/// disk among them, leave an older file as it was.
llvm::Error writeFile(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> print);

} // namespace vitc

#endif // VITC_IR_FILES_H
