//===-- Statistics.h: what a kernel did --------------------------------------------------------===//
#ifndef STANDIN_MACHINE_STATISTICS_H
#define STANDIN_MACHINE_STATISTICS_H

#include "machine/Instruction.h"

namespace standin {

/// Sums over all launches of one kernel. A request is a memory instruction of one warp.
struct KernelStatistics {
  uint64_t launches = 0;
  uint64_t blocks = 0;
  uint64_t warpInstructions = 0;
  uint64_t threadInstructions = 0;
  uint64_t bytesRead = 0;    // of global memory
  uint64_t bytesWritten = 0; // of global memory
  uint64_t globalRequests = 0;
  uint64_t sectors = 0;      // of 32 bytes, that the requests touch
  uint64_t idealSectors = 0; // that as many bytes would touch if they were one piece
  uint64_t uncoalesced = 0;  // requests that touch more sectors than they have to
  uint64_t sharedRequests = 0;
  uint64_t bankConflicts = 0;  // further passes over the banks
  uint64_t barriers = 0;       // of blocks
  uint64_t matrixProducts = 0; // mma of warps
};

/// Addresses of the lanes in `mask` that access `bytes` each.
struct LaneAddresses {
  const uint64_t *address;
  Mask mask;
  unsigned bytes;
};

/// Sectors of 32 bytes that a request touches.
unsigned sectorsOf(const LaneAddresses &lanes);
/// Passes over the 32 banks of 4 bytes that a request takes beyond those that its width alone needs.
unsigned bankConflictsOf(const LaneAddresses &lanes);

} // namespace standin

#endif // STANDIN_MACHINE_STATISTICS_H
