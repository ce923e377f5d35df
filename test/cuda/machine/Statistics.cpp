//===-- Statistics.cpp: what a kernel did ------------------------------------------------------===//
#include "machine/Statistics.h"

#include <algorithm>

namespace standin {
namespace {

/// The units of 2^`shift` bytes that lanes touch, each once, in order.
struct Units {
  uint64_t unit[WARP * 5];
  size_t size = 0;

  Units(const LaneAddresses &lanes, int shift) {
    bool sorted = true;
    for (Mask rest = lanes.mask; rest; rest &= rest - 1) {
      const uint64_t begin = lanes.address[__builtin_ctz(rest)];
      const uint64_t last = (begin + lanes.bytes - 1) >> shift;
      for (uint64_t at = begin >> shift; at <= last; ++at) {
        if (size && unit[size - 1] == at)
          continue;
        sorted &= !size || unit[size - 1] < at;
        unit[size++] = at;
      }
    }
    if (!sorted) {
      std::sort(unit, unit + size);
      size = static_cast<size_t>(std::unique(unit, unit + size) - unit);
    }
  }
};

unsigned passes(const LaneAddresses &lanes) {
  const Units words(lanes, 2);
  unsigned uses[WARP] = {};
  unsigned most = 0;
  for (size_t i = 0; i < words.size; ++i)
    most = std::max(most, ++uses[words.unit[i] % WARP]);
  return most;
}

} // namespace

unsigned sectorsOf(const LaneAddresses &lanes) {
  return static_cast<unsigned>(Units(lanes, 5).size);
}

unsigned bankConflictsOf(const LaneAddresses &lanes) {
  // Accesses of 8 bytes go by half warps, of 16 bytes by quarters.
  const unsigned parts = lanes.bytes <= 4 ? 1 : lanes.bytes / 4;
  const unsigned width = WARP / parts;
  unsigned conflicts = 0;
  for (unsigned part = 0; part < parts; ++part) {
    const Mask these = parts == 1 ? ALL_LANES : ((Mask{1} << width) - 1) << (part * width);
    if (lanes.mask & these)
      conflicts += passes({lanes.address, lanes.mask & these, lanes.bytes}) - 1;
  }
  return conflicts;
}

} // namespace standin
