// WithoutSodium.cpp: in the place of Signature.cpp, for programs of machines that libsodium is not there for.
#include "Signature.h"

using namespace vitc;

static const char absent[] = "this program was built without libsodium and checks no signatures; "
                             "OpenSSL does (docs/signing.md)";

Fault vitc::readPublicKeyFile(const std::string &, std::vector<PublicKey> &) { return absent; }

Fault vitc::checkSignature(int, uint64_t, const std::vector<PublicKey> &) { return absent; }
