//===-- Zip.h: where the members of a ZIP archive lie ---------------------------------------------===//
#ifndef VITC_FRONTEND_WEIGHTS_ZIP_H
#define VITC_FRONTEND_WEIGHTS_ZIP_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace vitc::frontend {

/// A file in an archive.
struct ZipMember {
  std::string name;
  bool isDeflated = false;
  /// Where the content, compressed or not, lies in the archive.
  uint64_t offset = 0, packedBytes = 0;
  uint64_t bytes = 0;
};

/// The members of an archive that is mapped into memory; with ZIP64's large sizes, without encryption.
llvm::Expected<std::vector<ZipMember>> listZip(llvm::StringRef archive);

/// The content of a deflated member.
llvm::Expected<std::string> inflate(llvm::StringRef archive, const ZipMember &member);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_WEIGHTS_ZIP_H
