//===-- TemporaryFile.cpp ---------------------------------------------------------------------===//
#include "ir/TemporaryFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

namespace vitc {

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Error cannotWrite(StringRef path, std::error_code error, const char *remedy = "") {
  if (error == std::errc::file_too_large) // so it is in every folder
    remedy = "";
  return llvm::createStringError(error, "cannot write '" + path + "': " + error.message() + remedy);
}

static constexpr char otherFolder[] = "; TMPDIR=FOLDER names another folder";

static bool areRemovedOnSignals = false;

void removeTemporaryFilesOnSignals() { areRemovedOnSignals = true; }

TemporaryFile::TemporaryFile(std::string path, const char *remedy)
    : path(std::move(path)), remedy(remedy) {
  if (areRemovedOnSignals)
    llvm::sys::RemoveFileOnSignal(this->path);
}

TemporaryFile::~TemporaryFile() {
  if (path.empty())
    return;
  (void)llvm::sys::fs::remove(path); // fails if it is gone: that is what is wanted
  llvm::sys::DontRemoveFileOnSignal(path);
}

Expected<TemporaryFile> TemporaryFile::create(StringRef suffix) {
  llvm::SmallString<128> path;
  if (auto error = llvm::sys::fs::createTemporaryFile("vitc", suffix, path)) {
    llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, path);
    return llvm::createStringError(error, "cannot make a temporary file in '" + path +
                                              "': " + error.message() + otherFolder);
  }
  return TemporaryFile(path.str().str(), otherFolder);
}

Expected<TemporaryFile> TemporaryFile::beside(StringRef path) {
  llvm::SmallString<128> made;
  int descriptor = -1;
  if (auto error = llvm::sys::fs::createUniqueFile(path + ".tmp-%%%%%%%%", descriptor, made))
    return cannotWrite(path, error);
  ::close(descriptor);
  return TemporaryFile(made.str().str());
}

TemporaryFile TemporaryFile::own(std::string path) { return TemporaryFile(std::move(path)); }

Error TemporaryFile::write(StringRef contents) const {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  if (!error) {
    os << contents;
    os.close();
    error = os.error();
    os.clear_error(); // or the stream ends the process
  }
  return error ? cannotWrite(path, error, remedy) : Error::success();
}

std::string TemporaryFile::read() const {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  return buffer ? (*buffer)->getBuffer().str() : std::string();
}

Error TemporaryFile::keep(StringRef target) {
  if (auto error = llvm::sys::fs::rename(path, target))
    return cannotWrite(target, error);
  llvm::sys::DontRemoveFileOnSignal(path);
  path.clear();
  return Error::success();
}

} // namespace vitc
