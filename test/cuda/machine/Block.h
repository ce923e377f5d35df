//===-- Block.h: the threads of a block, and a kernel's launch ---------------------------------===//
#ifndef STANDIN_MACHINE_BLOCK_H
#define STANDIN_MACHINE_BLOCK_H

#include "machine/DeviceMemory.h"
#include "machine/Findings.h"
#include "machine/SharedMemory.h"
#include "machine/Statistics.h"
#include "machine/Warp.h"
#include <array>
#include <deque>

namespace standin {

using Extents3 = std::array<unsigned, 3>;

struct Launch {
  const Program &program;
  Extents3 grid;
  Extents3 block;
  size_t dynamicShared;
  std::vector<std::byte> parameters;
  const void *owner; // whose allocations the kernel may touch
  DeviceMemory &memory;
  KernelStatistics &statistics;
  Findings &findings;
  uint64_t instructionLimit; // of all warps together
};

/// Executes the grid block by block; throws KernelFault.
void execute(Launch &launch);

class Block {
public:
  explicit Block(Launch &launch);

  void run(const Extents3 &position);

  unsigned threads() const { return threadCount; }
  unsigned warpCount() const { return static_cast<unsigned>(warps.size()); }
  /// "block (1, 0, 0), thread (3, 0, 0)"
  std::string nameOf(unsigned thread) const;
  std::string threadText(unsigned thread) const;
  /// "kernel name, PTX line 12"
  std::string placeOf(const Instruction &at) const;
  Accessor accessor(const Warp &warp, unsigned lane, bool atomic = false) const;
  /// A barrier of one warp.
  void synchroniseWarp(Warp &warp);
  /// Counts an instruction, and faults where there are too many.
  void tick() {
    if (++ticks > launch.instructionLimit)
      tooLong();
  }

  Launch &launch;
  SharedMemory shared;
  Extents3 position{};
  /// For each instruction, the allocation that it accessed last.
  std::vector<const Allocation *> lastAllocation;

private:
  bool runWarps();
  void releaseBarriers();
  bool release(uint32_t id);
  void synchronise(const std::vector<Warp *> &members);
  [[noreturn]] void stuck() const;
  [[noreturn]] void tooLong() const;

  unsigned threadCount;
  uint64_t ticks = 0;
  std::deque<Warp> warps;
  std::vector<std::vector<uint32_t>> known; // known[w][v]: up to which time warp w knows what v did
};

} // namespace standin

#endif // STANDIN_MACHINE_BLOCK_H
