//===-- Digests.cpp: what an artifact has to find in memory ----------------------------------------===//
#include "codegen/Digests.h"
#include "codegen/Program.h"
#include "runtime/SelfTestData.h"
#include "runtime/model.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace vitc {
namespace {

using llvm::Error;
using llvm::StringRef;
using File = llvm::object::ELFFile<llvm::object::ELF64LE>;

/// Offset and size in the file, and address; all 0 where there is none.
struct Section {
  uint64_t offset = 0, size = 0, address = 0;
};

llvm::Expected<Section> findSection(const File &file, StringRef wanted) {
  auto sections = file.sections();
  if (!sections)
    return sections.takeError();
  for (const auto &section : *sections) {
    auto name = file.getSectionName(section);
    if (!name)
      return name.takeError();
    if (*name == wanted)
      return Section{section.sh_offset, section.sh_size, section.sh_addr};
  }
  return Section();
}

/// As digest_code of runtime/SelfTest.c.
llvm::Expected<uint64_t> digestCode(const File &file, const Section &weights) {
  const auto &header = file.getHeader();
  auto segments = file.program_headers();
  if (!segments)
    return segments.takeError();
  const uint64_t first = header.e_phoff + header.e_phnum * header.e_phentsize;
  uint64_t digest = 0;
  for (const auto &segment : *segments) {
    if (segment.p_type != llvm::ELF::PT_LOAD || (segment.p_flags & llvm::ELF::PF_W))
      continue;
    const uint64_t begin = std::max<uint64_t>(segment.p_vaddr, first),
                   end = segment.p_vaddr + segment.p_filesz;
    auto add = [&](uint64_t from, uint64_t to) {
      const uint8_t *bytes = file.base() + segment.p_offset + (from - segment.p_vaddr);
      digest = from < to ? vitc_digest(digest, bytes, to - from) : digest;
    };
    const uint64_t behind = weights.address + weights.size;
    if (weights.size == 0 || weights.address >= end || behind <= begin) {
      add(begin, end);
    } else {
      add(begin, weights.address);
      add(behind, end);
    }
  }
  return digest;
}

llvm::Expected<vitc_digests> digestsOf(const File &file) {
  auto weights = findSection(file, weightsSection);
  if (!weights)
    return weights.takeError();
  vitc_digests digests = {0, vitc_digest(0, file.base() + weights->offset, weights->size)};
  if (file.getHeader().e_type != llvm::ELF::ET_DYN)
    return digests;
  auto code = digestCode(file, *weights);
  if (!code)
    return code.takeError();
  digests.code = *code;
  return digests;
}

} // namespace

Error writeDigests(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), llvm::Twine(path) + ": cannot read");
  auto file = File::create((*buffer)->getBuffer());
  if (!file)
    return file.takeError();
  auto place = findSection(*file, digestsSection);
  auto digests = digestsOf(*file);
  if (!place || !digests)
    return llvm::joinErrors(place.takeError(), digests.takeError());
  int descriptor;
  if (auto error = llvm::sys::fs::openFileForReadWrite(
          path, descriptor, llvm::sys::fs::CD_OpenExisting, llvm::sys::fs::OF_None))
    return llvm::createStringError(error, llvm::Twine(path) + ": cannot write");
  llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/true);
  os.seek(place->offset);
  os.write(reinterpret_cast<const char *>(&*digests), sizeof *digests);
  os.flush();
  if (auto error = os.error()) {
    os.clear_error();
    return llvm::createStringError(error, llvm::Twine(path) + ": cannot write");
  }
  return Error::success();
}

} // namespace vitc
