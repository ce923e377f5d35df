//===-- Warp.h: 32 threads that execute one program --------------------------------------------===//
#ifndef STANDIN_MACHINE_WARP_H
#define STANDIN_MACHINE_WARP_H

#include "machine/AsyncCopies.h"
#include "machine/Instruction.h"
#include "machine/LocalMemory.h"
#include <memory>

namespace standin {

class Block;

/// Where a warp waits: barrier `id` for `threads` threads, 0 for all of the block.
struct BarrierWait {
  bool waiting = false;
  uint32_t id = 0;
  uint32_t threads = 0;
};

class Warp {
public:
  Warp(Block &block, unsigned index);

  /// At the first instruction, registers and local memory as new.
  void restart();
  /// Until all lanes have ended, or wait at a barrier.
  void run();

  bool done() const { return !live; }
  Mask liveLanes() const { return live; }
  unsigned firstThread() const { return index * WARP; }

  template <typename T> T *lanes(Slot slot) { return reinterpret_cast<T *>(file.get() + slot); }
  Mask &predicate(Slot slot) { return *lanes<Mask>(slot); }

  /// All lanes of `members` have to be here, as for a shuffle.
  void expectConverged(const Instruction &at, Mask here, Mask members);

  Block &block;
  const unsigned index;
  uint32_t time = 0; // counts the barriers that this warp has passed
  BarrierWait barrier;
  LocalMemory local;
  AsyncCopies copies;

private:
  struct Group { // lanes at the same instruction
    uint32_t at;
    Mask lanes;
    uint32_t limit; // where the next other lane is
    bool forced;    // past a convergent instruction without the others
  };
  Group nextGroup();
  Group firstOf(Mask ready) const;
  void runGroup(Group group);
  void split(const Instruction &branch, Mask lanes, Mask taken);
  void arrive(const Instruction &at, Mask lanes, Mask here);
  void moveTo(Mask lanes, uint32_t target);
  void fillSpecials();

  struct Free {
    void operator()(std::byte *bytes) const;
  };
  std::unique_ptr<std::byte[], Free> file;
  uint32_t at[WARP] = {};
  Mask live = 0;
  Mask held = 0; // lanes at a convergent instruction, as long as others can come
};

} // namespace standin

#endif // STANDIN_MACHINE_WARP_H
