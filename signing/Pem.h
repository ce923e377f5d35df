//===-- Pem.h: Ed25519 keys as other tools write them ----------------------------------------------===//
#ifndef VITC_SIGNING_PEM_H
#define VITC_SIGNING_PEM_H

#include <string>
#include <string_view>
#include <vector>

namespace vitc {

/// What stands between "-----BEGIN LABEL-----" and its end, decoded. It is overwritten when it goes.
struct PemBlock {
  PemBlock(std::string label, std::string bytes)
      : label(std::move(label)), bytes(std::move(bytes)) {}
  PemBlock(PemBlock &&) = default;
  ~PemBlock();

  std::string label, bytes;
};

/// All whole blocks of a text, in order.
std::vector<PemBlock> parsePem(std::string_view text);

/// The 32 bytes of a private key (PKCS #8, RFC 8410) or of a public one (SubjectPublicKeyInfo); empty: it is none of
/// Ed25519, or damaged.
std::string_view privateKeyOf(std::string_view der);
std::string_view publicKeyOf(std::string_view der);

} // namespace vitc

#endif // VITC_SIGNING_PEM_H
