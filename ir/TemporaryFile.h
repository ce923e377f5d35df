//===-- TemporaryFile.h: files that do not outlive the compiler -------------------------------------===//
#ifndef VITC_IR_TEMPORARYFILE_H
#define VITC_IR_TEMPORARYFILE_H

#include "llvm/Support/Error.h"
#include <string>

namespace vitc {

/// Has temporary files removed when a signal ends the process, too. This changes what signals do: it is for a process
/// that is the compiler, before the first file.
void removeTemporaryFilesOnSignals();

/// A file that goes when this goes, unless it is kept.
class TemporaryFile {
public:
  /// An empty file in the system's folder for temporary files ($TMPDIR), named `vitc-*.SUFFIX`.
  static llvm::Expected<TemporaryFile> create(llvm::StringRef suffix);
  /// An empty file in the folder of `path`, so that it can become `path`.
  static llvm::Expected<TemporaryFile> beside(llvm::StringRef path);
  /// The file at `path`, which somebody is going to write.
  static TemporaryFile own(std::string path);

  TemporaryFile(TemporaryFile &&other) noexcept
      : path(std::exchange(other.path, {})), remedy(other.remedy) {}
  TemporaryFile &operator=(TemporaryFile &&other) noexcept {
    std::swap(path, other.path);
    std::swap(remedy, other.remedy);
    return *this;
  }
  ~TemporaryFile();

  const std::string &getPath() const { return path; }
  /// Replaces what is in it.
  llvm::Error write(llvm::StringRef contents) const;
  /// What is in it; empty if it cannot be read.
  std::string read() const;
  /// Gives it the name `target`, in the place of an older file there. Errors leave that as it was.
  llvm::Error keep(llvm::StringRef target);

private:
  explicit TemporaryFile(std::string path, const char *remedy = "");

  std::string path;   // empty: kept, or moved from
  const char *remedy; // what to do where it cannot be written
};

} // namespace vitc

#endif // VITC_IR_TEMPORARYFILE_H
