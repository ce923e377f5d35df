//===-- Zip.cpp -------------------------------------------------------------------------------===//
#include "frontend/weights/Zip.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include <zlib.h>

using llvm::StringRef;
using llvm::support::endian::read16le;
using llvm::support::endian::read32le;
using llvm::support::endian::read64le;

namespace vitc::frontend {
namespace {

// The records of the format (APPNOTE 6.3.10): signatures and sizes without their variable parts.
constexpr uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50;
constexpr uint32_t endSignature = 0x06054b50, locator64Signature = 0x07064b50;
constexpr uint32_t end64Signature = 0x06064b50;
constexpr uint64_t localBytes = 30, centralBytes = 46, endBytes = 22, locator64Bytes = 20;
constexpr uint64_t end64Bytes = 56, longestComment = 0xffff;
constexpr uint16_t stored = 0, deflated = 8, isEncrypted = 1, zip64Extra = 1;
constexpr uint32_t inZip64 = 0xffffffff;
/// What a byte can become at most (zlib's technical details: 1032), and what zlib counts at once.
constexpr uint64_t mostInflation = 1032, longestInflated = 0xffffffff;

/// Walks an archive's directory. The first fault is kept.
class ZipDirectory {
public:
  explicit ZipDirectory(StringRef archive) : archive(archive) {}

  llvm::Expected<std::vector<ZipMember>> list() {
    std::vector<ZipMember> members;
    uint64_t at = 0, end = 0;
    if (!findDirectory(at, end))
      return llvm::createStringError(fault);
    while (at < end) {
      members.emplace_back();
      if (!readMember(at, members.back()))
        return llvm::createStringError(fault);
    }
    return members;
  }

private:
  bool fail(const llvm::Twine &message) {
    fault = message.str();
    return false;
  }
  /// `count` bytes at `offset`, or null with a fault.
  const char *bytes(uint64_t offset, uint64_t count, uint32_t signature) {
    if (offset <= archive.size() && count <= archive.size() - offset) {
      const char *place = archive.data() + offset;
      if (!signature || read32le(place) == signature)
        return place;
    }
    fail("the ZIP archive is damaged: its directory points to no record; save it again");
    return nullptr;
  }

  bool findDirectory(uint64_t &begin, uint64_t &end);
  bool readMember(uint64_t &at, ZipMember &member);
  bool readZip64(StringRef extra, ZipMember &member);
  bool locateContent(ZipMember &member);

  StringRef archive;
  std::string fault;
};

bool ZipDirectory::findDirectory(uint64_t &begin, uint64_t &end) {
  StringRef tail = archive.take_back(endBytes + longestComment);
  size_t found = tail.rfind(StringRef("PK\5\6", 4));
  if (found == StringRef::npos || tail.size() - found < endBytes)
    return fail("it is no ZIP archive, or a truncated one: it has no directory; save it again");
  uint64_t place = archive.size() - tail.size() + found;
  const char *record = bytes(place, endBytes, endSignature);
  uint64_t size = read32le(record + 12);
  begin = read32le(record + 16);
  if (begin == inZip64 || size == inZip64) {
    const char *locator = bytes(place < locator64Bytes ? archive.size() : place - locator64Bytes,
                                locator64Bytes, locator64Signature);
    const char *record64 =
        locator ? bytes(read64le(locator + 8), end64Bytes, end64Signature) : nullptr;
    if (!record64)
      return false;
    size = read64le(record64 + 40);
    begin = read64le(record64 + 48);
  }
  if (!bytes(begin, size, 0))
    return false;
  end = begin + size;
  return true;
}

/// Sizes of more than 32 bits stand in an extra field, in this order, each only where it is needed.
bool ZipDirectory::readZip64(StringRef extra, ZipMember &member) {
  while (extra.size() >= 4) {
    uint16_t id = read16le(extra.data()), length = read16le(extra.data() + 2);
    StringRef field = extra.drop_front(4).take_front(length);
    extra = extra.drop_front(std::min<size_t>(extra.size(), 4 + size_t(length)));
    if (id != zip64Extra)
      continue;
    for (uint64_t *number : {&member.bytes, &member.packedBytes, &member.offset}) {
      if (*number != inZip64)
        continue;
      if (field.size() < 8)
        return fail("the ZIP archive is damaged: a size is missing; save it again");
      *number = read64le(field.data());
      field = field.drop_front(8);
    }
  }
  return true;
}

bool ZipDirectory::readMember(uint64_t &at, ZipMember &member) {
  const char *record = bytes(at, centralBytes, centralSignature);
  if (!record)
    return false;
  uint16_t flags = read16le(record + 8), method = read16le(record + 10);
  uint64_t nameBytes = read16le(record + 28), extraBytes = read16le(record + 30);
  uint64_t length = centralBytes + nameBytes + extraBytes + read16le(record + 32);
  if (!bytes(at, length, 0))
    return false;
  member.name.assign(record + centralBytes, nameBytes);
  member.packedBytes = read32le(record + 20);
  member.bytes = read32le(record + 24);
  member.offset = read32le(record + 42);
  if (!readZip64(StringRef(record + centralBytes + nameBytes, extraBytes), member))
    return false;
  if (flags & isEncrypted)
    return fail("'" + member.name + "' is encrypted; save it without a password");
  if (method != stored && method != deflated)
    return fail("'" + member.name + "' is compressed by method " + llvm::Twine(method) +
                ", which vitc does not know; save it with numpy.savez");
  member.isDeflated = method == deflated;
  at += length;
  return locateContent(member);
}

/// The content follows a record of its own, whose length only that record says.
bool ZipDirectory::locateContent(ZipMember &member) {
  const char *record = bytes(member.offset, localBytes, localSignature);
  if (!record)
    return false;
  member.offset += localBytes + read16le(record + 26) + read16le(record + 28);
  if (!bytes(member.offset, member.packedBytes, 0))
    return false;
  return member.isDeflated || member.bytes == member.packedBytes ||
         fail("the ZIP archive is damaged: '" + member.name + "' has two sizes; save it again");
}

} // namespace

llvm::Expected<std::vector<ZipMember>> listZip(StringRef archive) {
  return ZipDirectory(archive).list();
}

llvm::Expected<std::string> inflate(StringRef archive, const ZipMember &member) {
  if (member.bytes / mostInflation > member.packedBytes || member.bytes > longestInflated)
    return llvm::createStringError("'" + member.name + "' is damaged: it should have " +
                                   llvm::Twine(member.bytes) + " bytes, which its " +
                                   llvm::Twine(member.packedBytes) +
                                   " compressed ones cannot make; save it again");
  std::string content(member.bytes, '\0');
  z_stream stream = {};
  StringRef packed = archive.substr(member.offset, member.packedBytes);
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef *>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  bool isWhole = ::inflateInit2(&stream, -MAX_WBITS) == Z_OK &&
                 ::inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  ::inflateEnd(&stream);
  if (!isWhole)
    return llvm::createStringError("'" + member.name +
                                   "' is damaged: it does not decompress; save it again");
  return content;
}

} // namespace vitc::frontend
