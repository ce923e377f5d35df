// Trailer.cpp: whether a file ends as signed ones do.
#include "Trailer.h"
#include "Signature.h"

#include <cstring>
#include <unistd.h>

bool vitc::isSigned(int descriptor, uint64_t size) {
  char found[markerBytes];
  constexpr uint64_t tail = markerBytes + signatureBytes;
  return size >= tail &&
         pread(descriptor, found, markerBytes, off_t(size - tail)) == ssize_t(markerBytes) &&
         std::memcmp(found, marker, markerBytes) == 0;
}
