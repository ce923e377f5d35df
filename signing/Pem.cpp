// Pem.cpp: as much of PEM and of DER as keys of Ed25519 take.
#include "Pem.h"

#include <sodium.h>

using namespace vitc;
using std::string_view;

PemBlock::~PemBlock() { sodium_memzero(bytes.data(), bytes.size()); }

/// Empty: it is no base64.
static std::string decode(string_view text) {
  std::string bytes(text.size(), '\0');
  size_t size = 0;
  const char *end = nullptr;
  const bool isWhole =
      sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(), text.data(),
                        text.size(), " \t\r\n", &size, &end, sodium_base64_VARIANT_ORIGINAL) == 0 &&
      end == text.data() + text.size();
  if (!isWhole)
    sodium_memzero(bytes.data(), bytes.size());
  bytes.resize(isWhole ? size : 0);
  return bytes;
}

std::vector<PemBlock> vitc::parsePem(string_view text) {
  constexpr string_view begin = "-----BEGIN ", dashes = "-----";
  std::vector<PemBlock> blocks;
  for (size_t at = 0; (at = text.find(begin, at)) != string_view::npos;) {
    at += begin.size();
    const size_t labelEnd = text.find(dashes, at);
    if (labelEnd == string_view::npos)
      break;
    const std::string label(text.substr(at, labelEnd - at));
    at = labelEnd + dashes.size();
    const size_t end = text.find("-----END " + label + "-----", at);
    if (end == string_view::npos)
      break;
    blocks.emplace_back(label, decode(text.substr(at, end - at)));
    at = end;
  }
  return blocks;
}

//===-- DER -----------------------------------------------------------------------------------===//

namespace {

enum Tag : unsigned char { Integer = 0x02, BitString = 0x03, OctetString = 0x04, Sequence = 0x30 };

/// Takes the element at the beginning of `der` away, if it has this tag. Keys are short: a length has one byte.
bool take(string_view &der, unsigned char tag, string_view &contents) {
  if (der.size() < 2 || static_cast<unsigned char>(der[0]) != tag)
    return false;
  const size_t size = static_cast<unsigned char>(der[1]);
  if (size > 0x7f || size > der.size() - 2)
    return false;
  contents = der.substr(2, size);
  der.remove_prefix(2 + size);
  return true;
}

/// SEQUENCE { OBJECT IDENTIFIER 1.3.101.112 }
bool takeAlgorithm(string_view &der) {
  string_view algorithm;
  return take(der, Sequence, algorithm) && algorithm == "\x06\x03\x2b\x65\x70";
}

constexpr size_t keyBytes = 32;

} // namespace

/// SEQUENCE { version, algorithm, OCTET STRING { OCTET STRING }, and what else a version 1 has, the public key }
string_view vitc::privateKeyOf(string_view der) {
  string_view key, version, wrapped, seed;
  const bool isKey = take(der, Sequence, key) && der.empty() && take(key, Integer, version) &&
                     version.size() == 1 && version[0] <= 1 && takeAlgorithm(key) &&
                     take(key, OctetString, wrapped) && take(wrapped, OctetString, seed) &&
                     wrapped.empty() && seed.size() == keyBytes;
  return isKey ? seed : string_view();
}

/// SEQUENCE { algorithm, BIT STRING }
string_view vitc::publicKeyOf(string_view der) {
  string_view key, bits;
  const bool isKey = take(der, Sequence, key) && der.empty() && takeAlgorithm(key) &&
                     take(key, BitString, bits) && key.empty() && bits.size() == 1 + keyBytes &&
                     bits[0] == 0; // no bit of the last byte is unused
  return isKey ? bits.substr(1) : string_view();
}
