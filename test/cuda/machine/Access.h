//===-- Access.h: where the lanes of a warp read and write -------------------------------------===//
#ifndef STANDIN_MACHINE_ACCESS_H
#define STANDIN_MACHINE_ACCESS_H

#include "machine/Block.h"

namespace standin {

/// Where shared and local memory lie among generic addresses.
constexpr uint64_t SHARED_WINDOW = uint64_t{1} << 60;
constexpr uint64_t LOCAL_WINDOW = uint64_t{1} << 61;

enum class AccessKind { Read, Write, Atomic };

/// One access of each lane in `mask`, `bytes` at `address`. Preparing it checks and counts it, marks what is
/// written, and finds the bytes themselves.
class Access {
public:
  /// Addresses are the first source of `at` and its offset.
  Access(Warp &warp, const Instruction &at, Mask mask, AccessKind kind);
  Access(Warp &warp, const Instruction &at, Mask mask, AccessKind kind, unsigned bytes,
         unsigned alignment);

  /// Throws KernelFault.
  void prepare(Space space);

  uint64_t address[WARP];
  std::byte *data[WARP];
  /// What is going to be written, `bytes` of each lane one after the other; null where it is not said.
  const std::byte *values = nullptr;

private:
  void generic();
  void global(Mask lanes, bool counted);
  void shared(Mask lanes);
  void local(Mask lanes);
  const Allocation &allocationOf(unsigned lane);
  void meet(unsigned lane, const Meeting &meeting);
  void countGlobal(Mask lanes);
  [[noreturn]] void outOfBounds(unsigned lane, const std::string &where);
  void checkAlignment(unsigned lane);
  void reportUninitialised(unsigned lane, const char *space);
  /// "kernel k, PTX line 3: block ..., thread ... reads 4 bytes at 0x10"
  std::string text(unsigned lane, const char *verb) const;
  const char *verb() const;

  Warp &warp;
  Block &block;
  const Instruction &at;
  Mask mask;
  AccessKind kind;
  unsigned bytes;
  unsigned alignment;
};

/// As an access to shared memory meets what others did: says it unless it is said already.
void reportMeeting(Block &block, const Instruction &at, const Meeting &meeting,
                   const std::string &text);

} // namespace standin

#endif // STANDIN_MACHINE_ACCESS_H
