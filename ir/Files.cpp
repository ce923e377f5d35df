//===-- Files.cpp -----------------------------------------------------------------------------===//
#include "ir/Files.h"
#include "ir/TemporaryFile.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <set>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace mlir;

namespace vitc {
namespace {

llvm::Error fileError(StringRef path, const Twine &what, int code) {
  return llvm::createStringError(std::error_code(code, std::generic_category()),
                                 Twine("'") + path + "': " + what + ": " +
                                     llvm::sys::StrError(code));
}

/// Closes its file descriptor.
struct Descriptor {
  explicit Descriptor(int number) : number(number) {}
  ~Descriptor() {
    if (number >= 0)
      ::close(number);
  }
  Descriptor(const Descriptor &) = delete;
  int number;
};

/// A file's identity and its bytes. `capacity` may reach beyond the file's end, for it to grow
/// into.
struct Mapping {
  dev_t device;
  ino_t inode;
  char *data;
  uint64_t capacity;
};

llvm::Expected<Mapping> mapFile(StringRef path, uint64_t capacity) {
  Descriptor file(::open(path.str().c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status;
  if (file.number < 0 || ::fstat(file.number, &status) != 0)
    return fileError(path, "cannot open", errno);
  void *data = ::mmap(nullptr, capacity, PROT_READ, MAP_PRIVATE, file.number, 0);
  if (data == MAP_FAILED)
    return fileError(path, "cannot map " + Twine(capacity) + " bytes", errno);
  return Mapping{status.st_dev, status.st_ino, static_cast<char *>(data), capacity};
}

} // namespace

//===-- Files ---------------------------------------------------------------------------------===//

struct Files::State {
  std::mutex mutex;
  /// Views of the bytes live as long as the context.
  std::vector<Mapping> mappings;
  std::set<std::string> paths;

  ~State() {
    for (const Mapping &mapping : mappings)
      ::munmap(mapping.data, mapping.capacity);
  }

  const Mapping *find(const struct stat &status, uint64_t end) const {
    for (const Mapping &mapping : mappings)
      if (mapping.device == status.st_dev && mapping.inode == status.st_ino &&
          mapping.capacity >= end)
        return &mapping;
    return nullptr;
  }
};

Files::Files(Dialect *dialect) : Base(dialect), state(std::make_unique<State>()) {}

Files::~Files() = default;

Files &Files::of(MLIRContext *context) {
  return *context->getOrLoadDialect<vit::VitDialect>()->getRegisteredInterface<Files>();
}

llvm::Expected<ArrayRef<char>> Files::read(vit::FileRangeAttr range) {
  StringRef path = range.getPath();
  uint64_t offset = range.getOffset(), length = range.getLength();
  struct stat status;
  if (::stat(path.str().c_str(), &status) != 0)
    return fileError(path, "cannot open", errno);
  uint64_t size = static_cast<uint64_t>(status.st_size);
  if (!S_ISREG(status.st_mode))
    return llvm::createStringError("'" + path + "' is not a regular file");
  if (offset > size || length > size - offset)
    return llvm::createStringError("'" + path + "' is too short: a tensor lies at offset " +
                                   Twine(offset) + " with length " + Twine(length) +
                                   ", the file has " + Twine(size) + " bytes");
  std::lock_guard<std::mutex> lock(state->mutex);
  state->paths.insert(path.str());
  if (length == 0)
    return ArrayRef<char>();
  const Mapping *mapping = state->find(status, offset + length);
  if (!mapping) {
    // Known, but grown since: it is being written to, so leave room for more.
    uint64_t capacity = state->find(status, 0) ? 2 * size : size;
    auto mapped = mapFile(path, capacity);
    if (!mapped)
      return mapped.takeError();
    mapping = &state->mappings.emplace_back(*mapped);
  }
  return ArrayRef<char>(mapping->data + offset, length);
}

void Files::note(StringRef path) {
  std::lock_guard<std::mutex> lock(state->mutex);
  state->paths.insert(path.str());
}

std::vector<std::string> Files::paths() const {
  std::lock_guard<std::mutex> lock(state->mutex);
  return {state->paths.begin(), state->paths.end()};
}

void Files::dropPages() {
  std::lock_guard<std::mutex> lock(state->mutex);
  for (const Mapping &mapping : state->mappings)
    ::madvise(mapping.data, mapping.capacity, MADV_DONTNEED); // advice: failure changes nothing
}

//===-- Sidecar -------------------------------------------------------------------------------===//

/// Writes all of `bytes` at `offset`; 0 or an errno.
static int writeAll(int file, ArrayRef<char> bytes, uint64_t offset) {
  while (!bytes.empty()) {
    ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return written < 0 ? errno : EIO;
    bytes = bytes.drop_front(static_cast<size_t>(written));
    offset += static_cast<uint64_t>(written);
  }
  return 0;
}

static std::string digestOf(ArrayRef<char> bytes) {
  llvm::BLAKE3 digest;
  digest.update(StringRef(bytes.data(), bytes.size()));
  const auto result = digest.final();
  return std::string(reinterpret_cast<const char *>(result.data()), result.size());
}

llvm::Expected<vit::FileRangeAttr> Sidecar::append(RankedTensorType type, ArrayRef<char> bytes) {
  std::string digest = digestOf(bytes);
  if (auto known = offsets.find(digest); known != offsets.end())
    return vit::FileRangeAttr::get(type.getContext(), path, known->second, bytes.size(), type);
  // An older file of this name may be mapped: leave its bytes alone and begin a new one.
  uint64_t oldSize = 0;
  if (isEmpty() && !llvm::sys::fs::file_size(path, oldSize) && oldSize > 0)
    if (std::error_code error = llvm::sys::fs::remove(path))
      return fileError(path, "cannot replace", error.value());
  int number =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (isEmpty() ? O_TRUNC : 0), 0666);
  if (number < 0)
    return fileError(path, "cannot write", errno);
  uint64_t offset = llvm::alignTo(size, 64);
  int error = writeAll(number, bytes, offset);
  if (::close(number) != 0 && error == 0)
    error = errno;
  if (error != 0)
    return fileError(
        path, "cannot write " + Twine(bytes.size()) + " bytes at offset " + Twine(offset), error);
  size = offset + bytes.size();
  offsets.emplace(std::move(digest), offset);
  return vit::FileRangeAttr::get(type.getContext(), path, offset, bytes.size(), type);
}

//===-- Text ----------------------------------------------------------------------------------===//

bool isStream(StringRef path) {
  llvm::sys::fs::file_status status;
  // Open files by their links: what they lead to is not to be replaced, whatever it is.
  if (path.empty() || path == "-" || path == "/dev/stdout" || path == "/dev/stderr" ||
      path.starts_with("/dev/fd/") || path.starts_with("/proc/"))
    return true;
  return !llvm::sys::fs::status(path, status) && !llvm::sys::fs::is_regular_file(status) &&
         !llvm::sys::fs::is_directory(status);
}

/// Writes to what is there: standard output, a pipe, a device, or a file that nobody else knows.
static std::error_code writeThrough(StringRef path,
                                    llvm::function_ref<void(llvm::raw_ostream &)> print) {
  std::error_code error;
  llvm::raw_fd_ostream os(path, error);
  if (error)
    return error;
  print(os);
  if (path == "-")
    os.flush();
  else
    os.close();
  error = os.error();
  os.clear_error(); // or the stream ends the process
  return error;
}

llvm::Error writeFile(StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> print) {
  auto cannotWrite = [&](std::error_code error) {
    return llvm::createStringError(error, "cannot write '" + path + "': " + error.message());
  };
  if (isStream(path)) {
    std::error_code error = writeThrough(path, print);
    return error ? cannotWrite(error) : llvm::Error::success();
  }
  llvm::Expected<TemporaryFile> file = TemporaryFile::beside(path);
  if (!file)
    return file.takeError();
  if (std::error_code error = writeThrough(file->getPath(), print))
    return cannotWrite(error);
  return file->keep(path);
}

} // namespace vitc
