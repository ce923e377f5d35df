//===-- Signature.h: who made an artifact ----------------------------------------------------------===//
//
// The last 64 bytes of a signed file are an Ed25519 signature (RFC 8032) of all bytes before them, of which the last 16
// say that there is one. A loader of shared objects does not look there. `openssl pkeyutl -rawin` makes and checks the
// same: docs/signing.md.
#ifndef VITC_SIGNING_SIGNATURE_H
#define VITC_SIGNING_SIGNATURE_H

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace vitc {

/// What is wrong, with the remedy; empty: nothing.
using Fault = std::string;

using PublicKey = std::array<uint8_t, 32>;

/// For signing. What is secret of it is overwritten when it goes.
class SigningKey {
public:
  SigningKey() = default;
  SigningKey(const SigningKey &) = delete;
  SigningKey(SigningKey &&) = delete;
  ~SigningKey();

  /// From a file in PEM, as `openssl genpkey -algorithm ed25519` writes it (PKCS #8, RFC 8410).
  Fault read(const std::string &path);

private:
  friend Fault signFile(const std::string &path, const SigningKey &key);

  std::array<uint8_t, 64> secret = {}; // as libsodium has it: seed and public key
};

/// The public keys in a text of PEM, as `openssl pkey -pubout` writes them: at least one. `name` is what messages call
/// the text.
Fault readPublicKeys(const std::string &pem, const std::string &name, std::vector<PublicKey> &keys);
/// The same from a file.
Fault readPublicKeyFile(const std::string &path, std::vector<PublicKey> &keys);

/// Appends the signature. Equal files and keys give equal signatures.
Fault signFile(const std::string &path, const SigningKey &key);

/// Whether the open file ends as signed ones do, whoever has signed it.
bool isSigned(int descriptor, uint64_t size);

/// Whether one of `keys` has signed the open file of `size` bytes: every byte of it counts.
Fault checkSignature(int descriptor, uint64_t size, const std::vector<PublicKey> &keys);

} // namespace vitc

#endif // VITC_SIGNING_SIGNATURE_H
