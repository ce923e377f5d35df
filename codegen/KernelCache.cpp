//===-- KernelCache.cpp -----------------------------------------------------------------------------===//
//
// A file holds: a word that says what it is, its own key, the digest of the rest, and the kernel's parts, each behind its
// length. It appears complete, by renaming. Its time of modification is that of its last use, since many file systems note
// no others. Nothing is removed from the folder but files that are named as kernels are.
//
//===---------------------------------------------------------------------------------------------===//
#include "codegen/KernelCache.h"
#include "ir/TemporaryFile.h"
#include "ir/Tensor.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace mlir;

namespace vitc {
namespace {

namespace fs = llvm::sys::fs;
constexpr StringLiteral format = "vitc kernel 2\n", suffix = ".kernel";
constexpr size_t digestBytes = 32, keyCharacters = 2 * digestBytes;
/// Files that a compilation left half written, as when the machine was switched off.
constexpr auto staleAfter = std::chrono::hours(1);

//===-- The compiler's own build --------------------------------------------------------------===//

/// A loaded file, by an address in it.
struct LoadedFile {
  const char *address;
  std::string path, buildId;
};

/// The build id among the notes at `notes`; "" if there is none.
std::string buildIdIn(ArrayRef<uint8_t> notes) {
  auto padded = [](size_t size) { return llvm::alignTo(size, 4); };
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    notes = notes.drop_front(sizeof header);
    const size_t name = padded(header.n_namesz), text = padded(header.n_descsz);
    if (name + text > notes.size())
      break;
    if (header.n_type == NT_GNU_BUILD_ID)
      return llvm::toHex(notes.slice(name, header.n_descsz));
    notes = notes.drop_front(name + text);
  }
  return "";
}

int describe(dl_phdr_info *info, size_t, void *data) {
  auto &file = *static_cast<LoadedFile *>(data);
  ArrayRef<ElfW(Phdr)> segments(info->dlpi_phdr, info->dlpi_phnum);
  const uintptr_t offset = reinterpret_cast<uintptr_t>(file.address) - info->dlpi_addr;
  auto holds = [&](const ElfW(Phdr) & segment) {
    return segment.p_type == PT_LOAD && offset - segment.p_vaddr < segment.p_memsz;
  };
  if (llvm::none_of(segments, holds))
    return 0;
  file.path = *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
  for (const ElfW(Phdr) &segment : segments)
    if (segment.p_type == PT_NOTE && file.buildId.empty())
      file.buildId =
          buildIdIn({reinterpret_cast<const uint8_t *>(file.address - offset + segment.p_vaddr),
                     segment.p_memsz});
  return 1;
}

/// Another text for every build of the file that the function at `address` is in.
std::string buildOf(const void *address) {
  LoadedFile file{static_cast<const char *>(address), "", ""};
  dl_iterate_phdr(describe, &file);
  struct stat status = {};
  if (file.buildId.empty() && ::stat(file.path.c_str(), &status) == 0)
    file.buildId = file.path + " " + std::to_string(status.st_size) + " " +
                   std::to_string(status.st_mtim.tv_sec) + "." +
                   std::to_string(status.st_mtim.tv_nsec);
  return file.buildId;
}

/// Of what makes code: this library, Halide and LLVM.
const std::string &compilerBuild() {
  static const std::string build = [] {
    const void *own = reinterpret_cast<const void *>(&compileKernel);
    const void *halide = reinterpret_cast<const void *>(&Halide::load_plugin);
    const void *llvm = reinterpret_cast<const void *>(&fs::createUniqueDirectory);
    return buildOf(own) + "\n" + buildOf(halide) + "\n" + buildOf(llvm);
  }();
  return build;
}

//===-- Kernels as bytes ----------------------------------------------------------------------===//

void addText(std::string &bytes, StringRef text) {
  char length[8];
  llvm::support::endian::write64le(length, text.size());
  bytes.append(length, sizeof length);
  bytes += text;
}

void addNumber(std::string &bytes, int64_t number) { addText(bytes, std::to_string(number)); }

std::string toBytes(const CompiledKernel &kernel) {
  std::string bytes;
  for (const std::string &part : {kernel.symbol, kernel.object, kernel.ptx})
    addText(bytes, part);
  addNumber(bytes, int64_t(kernel.gpuLaunches.size()));
  for (const GpuLaunch &launch : kernel.gpuLaunches) {
    addText(bytes, launch.entry);
    for (int64_t size : llvm::concat<const int64_t>(launch.grid, launch.block))
      addNumber(bytes, size);
    addNumber(bytes, launch.sharedBytes);
  }
  addNumber(bytes, int64_t(kernel.preparation.size()));
  for (const CompiledKernel &own : kernel.preparation)
    addText(bytes, toBytes(own));
  return bytes;
}

/// Takes apart what `toBytes` has put together.
class Reader {
public:
  explicit Reader(StringRef rest) : rest(rest) {}

  std::string text() {
    const uint64_t length =
        rest.size() < 8 ? rest.size() + 1 : llvm::support::endian::read64le(rest.data());
    if (rest.size() < 8 || length > rest.size() - 8) {
      isWhole = false;
      return "";
    }
    const StringRef own = rest.substr(8, length);
    rest = rest.drop_front(8 + length);
    return own.str();
  }
  int64_t number() {
    int64_t value = 0;
    isWhole &= llvm::to_integer(text(), value, 10);
    return value;
  }
  bool isDone() const { return isWhole && rest.empty(); }
  bool isBroken() const { return !isWhole; }

private:
  StringRef rest;
  bool isWhole = true;
};

std::optional<CompiledKernel> fromBytes(StringRef bytes) {
  Reader reader(bytes);
  CompiledKernel kernel;
  for (std::string *part : {&kernel.symbol, &kernel.object, &kernel.ptx})
    *part = reader.text();
  for (int64_t left = reader.number(); left > 0 && !reader.isBroken(); --left) {
    GpuLaunch &launch = kernel.gpuLaunches.emplace_back();
    launch.entry = reader.text();
    for (int64_t &size : llvm::concat<int64_t>(launch.grid, launch.block))
      size = reader.number();
    launch.sharedBytes = reader.number();
  }
  for (int64_t left = reader.number(); left > 0 && !reader.isBroken(); --left) {
    std::optional<CompiledKernel> own = fromBytes(reader.text());
    if (!own)
      return std::nullopt;
    kernel.preparation.push_back(std::move(*own));
  }
  if (!reader.isDone())
    return std::nullopt;
  return kernel;
}

std::string digestOf(StringRef bytes) {
  const auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(bytes));
  return std::string(reinterpret_cast<const char *>(digest.data()), digest.size());
}

} // namespace

//===-- Keys ----------------------------------------------------------------------------------===//

FailureOr<std::string> KernelCache::keyOf(vit::KernelOp kernel, const Target &target) {
  std::string text = format.str();
  addText(text, compilerBuild());
  for (const char *variable : {"HL_LLVM_ARGS", "HL_PERMIT_FAILED_UNROLL", "HL_RUNTIME_DROP_FUNCS"})
    addText(text, StringRef(std::getenv(variable))); // which Halide reads
  addText(text, target.halide + " " + target.triple + " " + target.suffix);
  std::string part;
  llvm::raw_string_ostream os(part);
  os << target.toAttribute(kernel.getContext()) << target.packsForBytes << target.packsForBFloats
     << '\n';
  kernel->print(os, OpPrintingFlags().useLocalScope().elideLargeElementsAttrs(16));
  addText(text, part);
  for (auto constant : kernel.getBlock().getOps<vit::ConstantOp>()) {
    llvm::Expected<Tensor> value = Tensor::fromAttribute(constant.getValue());
    if (!value) {
      llvm::consumeError(value.takeError()); // who compiles the kernel says so
      return failure();
    }
    addText(text, StringRef(value->getBytes().data(), value->getBytes().size()));
  }
  return llvm::toHex(digestOf(text), /*LowerCase=*/true);
}

std::string KernelCache::pathOf(StringRef key) const {
  llvm::SmallString<128> path(directory);
  llvm::sys::path::append(path, key + suffix);
  return path.str().str();
}

//===-- Files ---------------------------------------------------------------------------------===//

std::optional<CompiledKernel> KernelCache::find(StringRef key) {
  const std::string path = pathOf(key);
  if (!fs::is_regular_file(path)) // to open a pipe would wait for who writes it
    return std::nullopt;
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                          /*IsVolatile=*/true);
  if (!file)
    return std::nullopt;
  StringRef bytes = (*file)->getBuffer();
  std::optional<CompiledKernel> kernel;
  if (bytes.consume_front(format) && bytes.consume_front(key) && bytes.size() >= digestBytes &&
      bytes.take_front(digestBytes) == digestOf(bytes.drop_front(digestBytes)))
    kernel = fromBytes(bytes.drop_front(digestBytes));
  if (!kernel)
    return std::nullopt; // the one that is compiled now replaces it
  ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
  ++found;
  return kernel;
}

llvm::Error KernelCache::write(StringRef key, const CompiledKernel &kernel) const {
  if (auto error = fs::create_directories(directory, /*IgnoreExisting=*/true, fs::perms::owner_all))
    return llvm::createStringError(error, "cannot make the folder '" + directory +
                                              "': " + error.message());
  const std::string parts = toBytes(kernel), path = pathOf(key);
  auto file = TemporaryFile::beside(path);
  if (!file)
    return file.takeError();
  if (auto error = file->write(format.str() + key.str() + digestOf(parts) + parts))
    return error;
  return file->keep(path);
}

void KernelCache::keep(StringRef key, const CompiledKernel &kernel) {
  llvm::Error error = write(key, kernel);
  if (!error) {
    ++kept;
    return;
  }
  std::lock_guard lock(mutex);
  if (firstFault.empty())
    firstFault = llvm::toString(std::move(error));
  else
    llvm::consumeError(std::move(error));
}

std::string KernelCache::fault() const {
  std::lock_guard lock(mutex);
  return firstFault;
}

namespace {
struct Entry {
  llvm::sys::TimePoint<> used;
  uint64_t bytes;
  std::string path;
};

/// "0123...cdef.kernel", or ".loops" (driver/TunedLoops.h), and what follows that in the name of a file that is being written.
std::optional<StringRef> restOfName(StringRef name) {
  const StringRef key = name.take_while(llvm::isHexDigit);
  StringRef rest = name.drop_front(key.size());
  if (key.size() != keyCharacters || !(rest.consume_front(suffix) || rest.consume_front(".loops")))
    return std::nullopt;
  return rest;
}
} // namespace

/// Another process may remove the same files meanwhile.
void KernelCache::trim() const {
  if (kept == 0)
    return;
  std::vector<Entry> entries;
  uint64_t total = 0;
  std::error_code error;
  const auto now = std::chrono::system_clock::now();
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    const std::optional<StringRef> rest = restOfName(llvm::sys::path::filename(it->path()));
    llvm::ErrorOr<fs::basic_file_status> status = it->status();
    if (!rest || !status || status->type() != fs::file_type::regular_file)
      continue;
    const auto used = status->getLastModificationTime();
    if (rest->empty()) {
      total += status->getSize();
      entries.push_back({used, status->getSize(), it->path()});
    } else if (rest->starts_with(".tmp-") && now - used > staleAfter) {
      (void)fs::remove(it->path());
    }
  }
  llvm::sort(entries, [](const Entry &a, const Entry &b) { return a.used < b.used; });
  for (const Entry &entry : entries) {
    if (total <= limit)
      break;
    (void)fs::remove(entry.path);
    total -= entry.bytes;
  }
}

//===-- The usual folder ----------------------------------------------------------------------===//

std::string defaultKernelCache() {
  if (const char *own = std::getenv("VITC_CACHE_DIR"))
    return StringRef(own) == "none" ? "" : own;
  llvm::SmallString<128> path;
  const char *caches = std::getenv("XDG_CACHE_HOME"), *home = std::getenv("HOME");
  if (caches && llvm::sys::path::is_absolute(caches))
    llvm::sys::path::append(path, caches, "vitc");
  else if (home && llvm::sys::path::is_absolute(home))
    llvm::sys::path::append(path, home, ".cache", "vitc");
  return path.str().str();
}

} // namespace vitc
