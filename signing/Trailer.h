//===-- Trailer.h: the end of a signed file ----------------------------------------------------------===//
#ifndef VITC_SIGNING_TRAILER_H
#define VITC_SIGNING_TRAILER_H

#include <cstddef>

namespace vitc {

/// What stands before the signature.
inline constexpr char marker[] = "\nvitc:ed25519:1\n";
inline constexpr size_t markerBytes = sizeof marker - 1, signatureBytes = 64;
static_assert(markerBytes == 16);

} // namespace vitc

#endif // VITC_SIGNING_TRAILER_H
