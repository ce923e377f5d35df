// Signature.cpp: signs files, and tells whether a key has signed one.
#include "Signature.h"
#include "Pem.h"
#include "Trailer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace vitc;

namespace {

static_assert(signatureBytes == crypto_sign_BYTES &&
              sizeof(PublicKey) == crypto_sign_PUBLICKEYBYTES);

constexpr const char *howToMake =
    "`openssl genpkey -algorithm ed25519 -out key.pem` makes one, and `openssl pkey -in key.pem "
    "-pubout -out public.pem` writes its public half";

/// Before anything else of libsodium.
bool isReady() { return sodium_init() >= 0; }
constexpr const char *notReady =
    "libsodium cannot be used here: the system gives no random numbers";

std::string systemError() { return std::strerror(errno); }

class Descriptor {
public:
  Descriptor(const std::string &path, int flags) : number(open(path.c_str(), flags | O_CLOEXEC)) {}
  Descriptor(const Descriptor &) = delete;
  ~Descriptor() {
    if (number >= 0)
      ::close(number);
  }
  int close() { return ::close(std::exchange(number, -1)); }

  int number;
};

/// The bytes of a file, where they are.
class Mapping {
public:
  Mapping(int descriptor, uint64_t size)
      : size(size), address(mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0)) {
    if (address != MAP_FAILED)
      (void)madvise(address, size, MADV_SEQUENTIAL);
  }
  Mapping(const Mapping &) = delete;
  ~Mapping() {
    if (address != MAP_FAILED)
      munmap(address, size);
  }
  /// Null: it cannot be mapped.
  const uint8_t *bytes() const {
    return address == MAP_FAILED ? nullptr : static_cast<const uint8_t *>(address);
  }

private:
  uint64_t size;
  void *address;
};

/// False: errno says why not.
bool append(int descriptor, const void *bytes, size_t size) {
  const ssize_t written = write(descriptor, bytes, size);
  if (written >= 0 && size_t(written) < size)
    errno = ENOSPC;
  return written == ssize_t(size);
}

/// A key takes some hundred bytes.
Fault readText(const std::string &path, std::string &text) {
  constexpr size_t most = 1 << 16;
  const Descriptor file(path, O_RDONLY);
  text.resize(most);
  ssize_t size = 0, got = 1;
  for (; got > 0 && size < ssize_t(most); size += std::max<ssize_t>(got, 0))
    got = file.number < 0 ? -1 : read(file.number, text.data() + size, most - size_t(size));
  if (got < 0)
    return "cannot read the key '" + path + "': " + systemError();
  text.resize(size_t(size));
  return {};
}

/// Says what a text is that holds no key of the wanted kind.
Fault describe(const std::string &name, const std::vector<PemBlock> &blocks, const char *wanted) {
  const auto has = [&](const char *label) {
    return std::any_of(blocks.begin(), blocks.end(),
                       [&](const PemBlock &block) { return block.label == label; });
  };
  const Fault what = "'" + name + "' ";
  if (blocks.empty())
    return what + "holds no key in PEM; " + howToMake;
  if (has(wanted))
    return what + "holds a key of another algorithm than Ed25519, or a damaged one; " + howToMake;
  if (has("ENCRYPTED PRIVATE KEY"))
    return what + "holds an encrypted key; `openssl pkey -in KEY -out PLAIN` decrypts it";
  if (has("PRIVATE KEY"))
    return what + "holds a private key, and the public half is wanted; `openssl pkey -in KEY "
                  "-pubout -out public.pem` writes it";
  if (has("PUBLIC KEY"))
    return what + "holds a public key, which cannot sign; the private one is wanted";
  return what + "holds a " + blocks.front().label + ", and a " + wanted + " is wanted; " +
         howToMake;
}

} // namespace

SigningKey::~SigningKey() { sodium_memzero(secret.data(), secret.size()); }

Fault SigningKey::read(const std::string &path) {
  if (!isReady())
    return notReady;
  std::string text;
  if (Fault fault = readText(path, text); !fault.empty())
    return fault;
  const std::vector<PemBlock> blocks = parsePem(text);
  sodium_memzero(text.data(), text.size());
  for (const PemBlock &block : blocks) {
    if (block.label != "PRIVATE KEY")
      continue;
    const std::string_view seed = privateKeyOf(block.bytes);
    if (seed.empty())
      break;
    PublicKey ignored;
    crypto_sign_seed_keypair(ignored.data(), secret.data(),
                             reinterpret_cast<const unsigned char *>(seed.data()));
    return {};
  }
  return describe(path, blocks, "PRIVATE KEY");
}

Fault vitc::readPublicKeys(const std::string &pem, const std::string &name,
                           std::vector<PublicKey> &keys) {
  const std::vector<PemBlock> blocks = parsePem(pem);
  size_t found = 0;
  for (const PemBlock &block : blocks) {
    if (block.label != "PUBLIC KEY")
      continue;
    const std::string_view key = publicKeyOf(block.bytes);
    if (key.empty())
      return describe(name, blocks, "PUBLIC KEY");
    std::copy(key.begin(), key.end(), keys.emplace_back().begin());
    ++found;
  }
  return found ? Fault() : describe(name, blocks, "PUBLIC KEY");
}

Fault vitc::readPublicKeyFile(const std::string &path, std::vector<PublicKey> &keys) {
  std::string text;
  Fault fault = readText(path, text);
  return fault.empty() ? readPublicKeys(text, path, keys) : fault;
}

Fault vitc::signFile(const std::string &path, const SigningKey &key) {
  const Fault cannot = "cannot sign '" + path + "': ";
  if (!isReady())
    return cannot + notReady;
  Descriptor file(path, O_RDWR | O_APPEND);
  struct stat status;
  if (file.number < 0 || !append(file.number, marker, markerBytes) ||
      fstat(file.number, &status) != 0)
    return cannot + systemError();
  std::array<uint8_t, signatureBytes> signature;
  {
    const auto size = uint64_t(status.st_size);
    const Mapping mapping(file.number, size);
    if (!mapping.bytes())
      return cannot + systemError();
    crypto_sign_detached(signature.data(), nullptr, mapping.bytes(), size, key.secret.data());
  }
  if (!append(file.number, signature.data(), signature.size()) || file.close() != 0)
    return cannot + systemError();
  return {};
}

Fault vitc::checkSignature(int descriptor, uint64_t size, const std::vector<PublicKey> &keys) {
  if (!isReady())
    return notReady;
  if (!isSigned(descriptor, size))
    return "is not signed, or its end is missing; `vitc --sign=KEY` signs what it compiles";
  const Mapping mapping(descriptor, size);
  if (!mapping.bytes())
    return "cannot be read: " + systemError();
  const uint64_t signedBytes = size - signatureBytes;
  for (const PublicKey &key : keys)
    if (crypto_sign_verify_detached(mapping.bytes() + signedBytes, mapping.bytes(), signedBytes,
                                    key.data()) == 0)
      return {};
  return keys.size() == 1
             ? "the signature does not match: the file is not what the owner of the key has signed"
             : "the signature matches none of the keys: the file is not what an owner of one has "
               "signed";
}
