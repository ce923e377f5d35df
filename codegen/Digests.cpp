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

llvm::Expected<vitc_digests> digestsOf(const File &file) {
  auto weights = findSection(file, weightsSection);
  if (!weights)
    return weights.takeError();
  vitc_digests digests = {0, vitc_digest(0, file.base() + weights->offset, weights->size)};
  if (file.getHeader().e_type == llvm::ELF::ET_DYN)
    digests.code = vitc_digest_code(file.base(), /*is_loaded=*/0, weights->address, weights->size);
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
  if (place->size != sizeof *digests)
    return llvm::createStringError(llvm::Twine(path) + ": has no section '" + digestsSection +
                                   "' for the digests of its self-test");
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
