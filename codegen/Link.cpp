//===-- Link.cpp: objects and weights to one shared object ------------------------------------===//
#include "codegen/Link.h"
#include "codegen/Program.h"
#include "ir/Files.h"
#include "ir/TemporaryFile.h"
#include "lld/Common/Driver.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/ObjCopy/CommonConfig.h"
#include "llvm/ObjCopy/ELF/ELFConfig.h"
#include "llvm/ObjCopy/ELF/ELFObjcopy.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

LLD_HAS_DRIVER(elf)

namespace vitc {
namespace {

using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

Error fileError(StringRef path, const Twine &what) {
  return llvm::createStringError(std::error_code(errno, std::generic_category()),
                                 Twine(path) + ": " + what + ": " + std::strerror(errno));
}

Error writeAll(int fd, const char *data, size_t size, StringRef path) {
  while (size) {
    ssize_t written = ::write(fd, data, size);
    if (written < 0)
      return fileError(path, "cannot write");
    data += written, size -= written;
  }
  return Error::success();
}

/// Files of the linker, which go when it is done.
class Inputs {
public:
  llvm::Expected<std::string> write(StringRef suffix, StringRef contents) {
    auto file = TemporaryFile::create(suffix);
    if (!file)
      return file.takeError();
    if (Error failed = file->write(contents))
      return failed;
    files.push_back(std::move(*file));
    return files.back().getPath();
  }

private:
  std::vector<TemporaryFile> files;
};

std::string versionScript(llvm::ArrayRef<std::string> exports) {
  std::string text = "{ global:";
  for (const std::string &pattern : exports)
    text += " " + pattern + ";";
  return text + " local: *; };\n";
}

/// lld has its output removed on signals, by handlers of LLVM's, which pass signals on to those that were there before.
/// Where LLVM has had none, they go with the linker.
class SignalHandlers {
public:
  SignalHandlers() : before(handler()) {}
  ~SignalHandlers() {
    if (handler() != before)
      llvm::sys::unregisterHandlers();
  }

private:
  static void (*handler())(int) {
    struct sigaction action;
    return ::sigaction(SIGTERM, nullptr, &action) == 0 ? action.sa_handler : SIG_DFL;
  }
  void (*before)(int);
};

Error runLinker(llvm::ArrayRef<std::string> arguments) {
  static std::mutex mutex; // lld keeps global state
  std::lock_guard lock(mutex);
  const SignalHandlers handlers;
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());
  std::string messages;
  llvm::raw_string_ostream os(messages);
  lld::Result result = lld::lldMain(pointers, os, os, {{lld::Gnu, &lld::elf::link}});
  if (result.retCode == 0)
    return Error::success();
  return llvm::createStringError("the linker failed: " + StringRef(messages).rtrim());
}

/// lld writes through a mapping of the file, where a full disk is a signal instead of an error: asks
/// before. What is linked is no larger than the objects, and tables and headers. A file system of no size (ramfs) grows as it is
/// written.
Error checkSpace(llvm::ArrayRef<std::string> objects, StringRef path) {
  uint64_t wanted = 64 << 10;
  for (const std::string &object : objects)
    wanted += object.size();
  StringRef folder = llvm::sys::path::parent_path(path);
  auto space = llvm::sys::fs::disk_space(folder.empty() ? "." : folder);
  if (!space || space->capacity == 0 || space->available >= wanted)
    return Error::success();
  return llvm::createStringError(std::make_error_code(std::errc::no_space_on_device),
                                 "'" + path + "' needs up to " + Twine(wanted) +
                                     " bytes before its weights, and " + Twine(space->available) +
                                     " are free on its disk");
}

/// The last of `arguments` is the file to write.
Error link(Inputs &inputs, llvm::ArrayRef<std::string> objects,
           std::vector<std::string> arguments) {
  if (Error failed = checkSpace(objects, arguments.back()))
    return failed;
  arguments.insert(arguments.begin(), {"ld.lld", "--threads=1"});
  for (const std::string &object : objects) {
    auto file = inputs.write("o", object);
    if (!file)
      return file.takeError();
    arguments.push_back(*file);
  }
  return runLinker(arguments);
}

/// The ELF headers of an open file that concern the weights.
struct WeightsHeaders {
  uint64_t segmentAt = 0; // where in the file the header of their segment stands; 0: none
  llvm::ELF::Elf64_Phdr segment = {};
  llvm::ELF::Elf64_Shdr section = {};
  /// All sections of the segment, or the weights' alone, with their headers' places.
  std::vector<std::pair<uint64_t, llvm::ELF::Elf64_Shdr>> sections;
};

llvm::Expected<WeightsHeaders> findWeights(const char *file) {
  using namespace llvm::ELF;
  WeightsHeaders found;
  Elf64_Ehdr header;
  memcpy(&header, file, sizeof header);
  std::vector<std::pair<uint64_t, Elf64_Shdr>> sections(header.e_shnum);
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    sections[i].first = header.e_shoff + i * sizeof(Elf64_Shdr);
    memcpy(&sections[i].second, file + sections[i].first, sizeof(Elf64_Shdr));
  }
  const char *names = file + sections[header.e_shstrndx].second.sh_offset;
  auto isWeights = [&](const Elf64_Shdr &section) {
    return StringRef(names + section.sh_name) == weightsSection;
  };
  for (auto &[at, section] : sections)
    if (isWeights(section))
      found.section = section;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    uint64_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
    Elf64_Phdr segment;
    memcpy(&segment, file + at, sizeof segment);
    if (segment.p_type == PT_LOAD && segment.p_vaddr <= found.section.sh_addr &&
        found.section.sh_addr < segment.p_vaddr + segment.p_memsz)
      found.segment = segment, found.segmentAt = at;
  }
  const Elf64_Phdr &segment = found.segment;
  for (auto &[at, section] : sections) {
    bool isInside = found.segmentAt && (section.sh_flags & SHF_ALLOC) &&
                    segment.p_vaddr <= section.sh_addr &&
                    section.sh_addr < segment.p_vaddr + segment.p_memsz;
    if (isInside || isWeights(section))
      found.sections.emplace_back(at, section);
  }
  bool isLast = segment.p_vaddr + segment.p_memsz == found.section.sh_addr + found.section.sh_size;
  if (found.sections.empty() || (header.e_type == ET_DYN && (!found.segmentAt || !isLast)))
    return llvm::createStringError("internal: the linker did not put the weights last");
  return found;
}

} // namespace

/// Shared objects that define nothing but their sonames: by linking with them the artifact says
/// that it needs libc and libm, which this machine may not have. The loader binds the symbols.
/// `object` only says which machine it is.
static llvm::Expected<std::string> stubLibrary(Inputs &inputs, StringRef soname, StringRef object) {
  auto file = inputs.write("o", object);
  if (!file)
    return file.takeError();
  auto script = inputs.write("map", "{ local: *; };\n");
  if (!script)
    return script.takeError();
  auto path = inputs.write("so", "");
  if (!path)
    return path.takeError();
  if (Error failed = runLinker({"ld.lld", "-shared", "--gc-sections", "-soname", soname.str(),
                                "--version-script=" + *script, *file, "-o", *path}))
    return failed;
  return path;
}

/// Reserves the `bytes` of a file, where its file system can: a disk that is too small says so before weights are computed, and
/// nothing is left to be placed when the file replaces another, which may wait for that.
static Error reserve(int fd, uint64_t bytes, StringRef path) {
  if (::fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, off_t(bytes)) == 0 ||
      (errno != ENOSPC && errno != EDQUOT))
    return Error::success(); // what else is wrong with the file, writing it says
  return fileError(path, "cannot reserve " + Twine(bytes) + " bytes");
}

/// Of the architecture that an ELF header names.
static uint64_t pageBytesOf(uint16_t machine) {
  return pageBytes(StringRef(machine == llvm::ELF::EM_AARCH64 ? "aarch64" : "x86-64"));
}

uint64_t pageBytes(StringRef architecture) {
  return architecture == "aarch64" ? 64 << 10 : 4 << 10;
}

static uint16_t machineOf(StringRef file) {
  llvm::ELF::Elf64_Ehdr header;
  memcpy(&header, file.data(), sizeof header);
  return header.e_machine;
}

Error linkSharedObject(llvm::ArrayRef<std::string> objects, llvm::ArrayRef<std::string> exports,
                       StringRef name, StringRef path) {
  Inputs inputs;
  auto script = inputs.write("map", versionScript(exports));
  if (!script)
    return script.takeError();
  auto libc = stubLibrary(inputs, "libc.so.6", objects.front());
  if (!libc)
    return libc.takeError();
  auto libm = stubLibrary(inputs, "libm.so.6", objects.front());
  if (!libm)
    return libm.takeError();
  return link(inputs, objects,
              {"-shared",
               "--gc-sections",
               "--strip-debug",
               "-Bsymbolic",
               "-z",
               "noexecstack",
               "-z",
               "relro",
               "-z",
               "now",
               "-z",
               "max-page-size=" + std::to_string(pageBytesOf(machineOf(objects.front()))),
               "--hash-style=gnu",
               "-soname",
               name.str(),
               "--version-script=" + *script,
               *libm,
               *libc,
               "-o",
               path.str()});
}

/// A linker that makes an object keeps every symbol of its inputs global: all but `exports` become local.
static Error makeLocal(llvm::ArrayRef<std::string> exports, StringRef path) {
  auto object = llvm::object::ObjectFile::createObjectFile(path);
  if (!object)
    return object.takeError();
  llvm::objcopy::CommonConfig config;
  for (const std::string &name : exports)
    if (Error failed = config.SymbolsToKeepGlobal.addMatcher(llvm::objcopy::NameOrPattern::create(
            name, llvm::objcopy::MatchStyle::Literal, [](Error error) { return error; })))
      return failed;
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  if (Error failed = llvm::objcopy::elf::executeObjcopyOnBinary(
          config, {}, llvm::cast<llvm::object::ELFObjectFileBase>(*object->getBinary()), os))
    return failed;
  return writeFile(path, [&](llvm::raw_ostream &file) { file << bytes; });
}

Error linkRelocatable(llvm::ArrayRef<std::string> objects, llvm::ArrayRef<std::string> exports,
                      StringRef path) {
  Inputs inputs;
  if (Error failed = link(inputs, objects, {"-r", "-o", path.str()}))
    return failed;
  return makeLocal(exports, path);
}

Error appendWeights(StringRef path, uint64_t bytes, const WeightWriter &write) {
  auto buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), Twine(path) + ": cannot read");
  StringRef file = (*buffer)->getBuffer();
  auto headers = findWeights(file.data());
  if (!headers)
    return headers.takeError();
  auto &[segmentAt, segment, section, sections] = *headers;

  // The whole segment moves to the end of the file: what it holds already, zeros for what it
  // reserves, then the weights, at an offset that equals its address modulo a page.
  const uint64_t page = pageBytesOf(machineOf(file));
  uint64_t offset = llvm::alignTo(file.size(), page) + segment.p_vaddr % page;
  std::string before(file.substr(segment.p_offset, segment.p_filesz));
  before.resize(section.sh_addr - segment.p_vaddr, '\0');
  uint64_t size = file.size();

  int fd = ::open(path.str().c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return fileError(path, "cannot open");
  llvm::scope_exit close([&] { ::close(fd); });
  before.insert(0, offset - size, '\0');
  if (Error failed = reserve(fd, size + before.size() + bytes, path))
    return failed;
  if (::lseek(fd, 0, SEEK_END) < 0)
    return fileError(path, "cannot write");
  if (Error failed = writeAll(fd, before.data(), before.size(), path))
    return failed;
  if (Error failed = write(fd))
    return failed;
  if (uint64_t(::lseek(fd, 0, SEEK_END)) != size + before.size() + bytes)
    return llvm::createStringError("internal: the weights are not as long as planned");

  segment.p_offset = offset;
  segment.p_filesz = segment.p_memsz;
  if (section.sh_addr == segment.p_vaddr)
    segment.p_flags = llvm::ELF::PF_R; // nothing but weights in it
  if (segmentAt && ::pwrite(fd, &segment, sizeof segment, segmentAt) != sizeof segment)
    return fileError(path, "cannot write");
  for (auto &[at, moved] : sections) {
    moved.sh_type = llvm::ELF::SHT_PROGBITS; // what was reserved is in the file now
    moved.sh_offset = offset + (moved.sh_addr - segment.p_vaddr);
    if (::pwrite(fd, &moved, sizeof moved, at) != sizeof moved)
      return fileError(path, "cannot write");
  }
  return Error::success();
}

} // namespace vitc
