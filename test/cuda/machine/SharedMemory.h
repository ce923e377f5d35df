//===-- SharedMemory.h: a block's shared memory, and who touched it ----------------------------===//
// Each byte remembers the last thread that wrote it and two that read it, with the time on the clock of their
// warp. Barriers tell warps the time of others (Block). An access races with an earlier one of another thread,
// one of the two a write, if the accessing warp was not told of a later time of the earlier one's warp.
#ifndef STANDIN_MACHINE_SHAREDMEMORY_H
#define STANDIN_MACHINE_SHAREDMEMORY_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace standin {

/// A thread at a time on its warp's clock.
struct Stamp {
  uint32_t bits = 0; // 0: nobody

  Stamp() = default;
  Stamp(uint32_t thread, uint32_t time, bool atomic)
      : bits(time << 12 | thread << 2 | (atomic ? 2u : 0u) | 1u) {}
  explicit operator bool() const { return bits; }
  uint32_t thread() const { return bits >> 2 & 1023; }
  uint32_t time() const { return bits >> 12; }
  bool atomic() const { return bits & 2; }
  bool operator==(Stamp other) const { return bits == other.bits; }
};

/// Who accesses, and what its warp knows: `known[w]` is the first time of warp w that it was not told of.
struct Accessor {
  Stamp stamp;
  const uint32_t *known;

  bool ordered(Stamp earlier) const {
    return !earlier || earlier.thread() == stamp.thread() ||
           earlier.time() < known[earlier.thread() / 32] || (earlier.atomic() && stamp.atomic());
  }
};

/// What an access meets; `other` is the thread of the earlier access of a race.
enum class Conflict {
  None,
  Uninitialised,
  ReadAfterWrite,
  WriteAfterRead,
  WriteAfterWrite,
  InFlight
};
struct Meeting {
  Conflict conflict = Conflict::None;
  uint32_t other = 0;
};

class SharedMemory {
public:
  /// Forgets everything.
  void reset(size_t size);
  size_t size() const { return contents.size(); }
  std::byte *data(uint64_t at) { return contents.data() + at; }

  Meeting read(const Accessor &by, uint64_t at, unsigned count);
  /// Writes `value`, or leaves that to the caller where it is null. Who writes what is there already races with
  /// nobody.
  Meeting write(const Accessor &by, uint64_t at, unsigned count, const std::byte *value);
  /// An asynchronous copy begins: until it lands nobody may touch these bytes.
  Meeting launch(const Accessor &by, uint64_t at, unsigned count);
  void land(const Accessor &by, uint64_t at, unsigned count);

private:
  /// Who touched a byte.
  struct Past {
    Stamp writer, reader, otherReader;
    uint32_t flying = 0; // asynchronous copies that are under way to it

    bool operator==(const Past &other) const {
      return writer == other.writer && reader == other.reader && otherReader == other.otherReader &&
             flying == other.flying;
    }
  };
  /// Gives every past of these bytes to `change`: once for neighbours that have the same one.
  template <typename Change> void forPasts(uint64_t at, unsigned count, Change change);
  static Conflict readOf(const Accessor &by, const Past &past, uint32_t &other);
  static Conflict writeOf(const Accessor &by, const Past &past, uint32_t &other);

  std::vector<std::byte> contents;
  std::vector<Past> pasts;
};

} // namespace standin

#endif // STANDIN_MACHINE_SHAREDMEMORY_H
