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

/// The ELF headers of a file that concern the weights.
struct WeightsHeaders {
  std::vector<llvm::ELF::Elf64_Phdr> segments; // none in a relocatable object
  size_t segment = 0;                          // the weights', of these
  llvm::ELF::Elf64_Shdr section = {};
  uint64_t segmentsAt = 0, sectionAt = 0; // in the file
};

llvm::Expected<WeightsHeaders> findWeights(const char *file) {
  using namespace llvm::ELF;
  WeightsHeaders found;
  Elf64_Ehdr header;
  memcpy(&header, file, sizeof header);
  std::vector<Elf64_Shdr> sections(header.e_shnum);
  memcpy(sections.data(), file + header.e_shoff, sections.size() * sizeof(Elf64_Shdr));
  const char *names = file + sections[header.e_shstrndx].sh_offset;
  for (auto [i, section] : llvm::enumerate(sections))
    if (StringRef(names + section.sh_name) == weightsSection) {
      found.section = section;
      found.sectionAt = header.e_shoff + i * sizeof(Elf64_Shdr);
    }
  found.segmentsAt = header.e_phoff;
  found.segments.resize(header.e_phnum);
  memcpy(found.segments.data(), file + header.e_phoff, header.e_phnum * sizeof(Elf64_Phdr));
  const uint64_t begin = found.section.sh_addr, end = begin + found.section.sh_size;
  auto isTheirs = [&](const Elf64_Phdr &segment) {
    return segment.p_type == PT_LOAD && segment.p_vaddr <= begin &&
           segment.p_vaddr + segment.p_memsz == end;
  };
  found.segment = llvm::find_if(found.segments, isTheirs) - found.segments.begin();
  if (!found.sectionAt || (header.e_type == ET_DYN && (found.segment == found.segments.size() ||
                                                       found.segments.front().p_type != PT_PHDR)))
    return llvm::createStringError("internal: the linker did not put the weights last");
  return found;
}

/// Gives the weights, at `offset` of the file, a segment of their own that nobody can write to, and that takes none of the memory that a
/// process may have for itself. The linker has put them behind the data that is written; the table of segments gets a place for
/// theirs by the entry for the table itself, which only programs need.
void separateWeights(WeightsHeaders &headers, uint64_t offset) {
  using namespace llvm::ELF;
  const Elf64_Shdr &section = headers.section;
  Elf64_Phdr own = headers.segments[headers.segment];
  own.p_flags = PF_R;
  own.p_offset = offset;
  own.p_vaddr = own.p_paddr = section.sh_addr;
  own.p_filesz = own.p_memsz = section.sh_size;
  Elf64_Phdr &before = headers.segments[headers.segment];
  if (before.p_vaddr == section.sh_addr) {
    before = own;
    return;
  }
  before.p_memsz = section.sh_addr - before.p_vaddr;
  headers.segments.insert(headers.segments.begin() + int64_t(headers.segment) + 1, own);
  headers.segments.erase(headers.segments.begin());
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
  // At an offset that equals their address modulo a page.
  llvm::ELF::Elf64_Shdr &section = headers->section;
  const uint64_t page = pageBytesOf(machineOf(file)), size = file.size(),
                 offset = llvm::alignTo(size, page) + section.sh_addr % page;

  int fd = ::open(path.str().c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return fileError(path, "cannot open");
  llvm::scope_exit close([&] { ::close(fd); });
  if (Error failed = reserve(fd, offset + bytes, path))
    return failed;
  if (::lseek(fd, 0, SEEK_END) < 0)
    return fileError(path, "cannot write");
  const std::string padding(offset - size, '\0');
  if (Error failed = writeAll(fd, padding.data(), padding.size(), path))
    return failed;
  if (Error failed = write(fd))
    return failed;
  if (uint64_t(::lseek(fd, 0, SEEK_END)) != offset + bytes)
    return llvm::createStringError("internal: the weights are not as long as planned");

  section.sh_type = llvm::ELF::SHT_PROGBITS; // what was reserved is in the file now
  section.sh_offset = offset;
  if (!headers->segments.empty()) {
    section.sh_flags &= ~uint64_t(llvm::ELF::SHF_WRITE);
    separateWeights(*headers, offset);
  }
  const size_t table = headers->segments.size() * sizeof(llvm::ELF::Elf64_Phdr);
  if (::pwrite(fd, headers->segments.data(), table, int64_t(headers->segmentsAt)) !=
          int64_t(table) ||
      ::pwrite(fd, &section, sizeof section, int64_t(headers->sectionAt)) != sizeof section)
    return fileError(path, "cannot write");
  return Error::success();
}

} // namespace vitc
