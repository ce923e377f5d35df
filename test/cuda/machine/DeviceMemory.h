//===-- DeviceMemory.h: the address space of all devices --------------------------------------===//
// Device addresses lie in pages that nobody may touch, so that a host that follows one dies as it does with a
// card. What they hold lies at a constant distance, and a byte for each byte that says whether it was written.
// An address is never given out twice: what uses freed memory is always found.
#ifndef STANDIN_MACHINE_DEVICEMEMORY_H
#define STANDIN_MACHINE_DEVICEMEMORY_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace standin {

struct Allocation {
  uint64_t address = 0;
  uint64_t bytes = 0;
  const void *owner = nullptr; // the context that it belongs to
  std::string what;            // for messages: "allocation 3"
  bool live = true;

  uint64_t end() const { return address + bytes; }
  bool holds(uint64_t begin, uint64_t count) const {
    return begin >= address && count <= bytes && begin - address <= bytes - count;
  }
};

class DeviceMemory {
public:
  DeviceMemory();
  ~DeviceMemory();
  DeviceMemory(const DeviceMemory &) = delete;
  DeviceMemory &operator=(const DeviceMemory &) = delete;

  /// At a multiple of 512 bytes, with unused addresses on both sides; null when they are used up.
  const Allocation *allocate(uint64_t bytes, const void *owner, const std::string &what);
  void release(uint64_t address);

  /// The allocation, live or not, in which `address` lies, or else the nearest one below; null before all.
  const Allocation *near(uint64_t address) const;
  /// The live allocation that holds all these bytes.
  const Allocation *find(uint64_t address, uint64_t bytes) const;
  /// Whether these are addresses of devices at all.
  bool owns(uint64_t address) const { return address - base < span; }

  std::byte *data(uint64_t address) { return contents + (address - base); }
  /// One for each byte: 1 where it was written.
  uint8_t *written(uint64_t address) { return shadow + (address - base); }

  /// Where `address` lies, in words: "8 bytes behind the end of allocation 3 (4096 bytes)".
  std::string describe(uint64_t address) const;
  const std::map<uint64_t, Allocation> &allocations() const { return all; }

private:
  char *pages = nullptr; // that nobody may touch
  uint64_t base = 0;
  uint64_t span = 0;
  uint64_t next = 0;
  std::byte *contents = nullptr;
  uint8_t *shadow = nullptr;
  std::map<uint64_t, Allocation> all;
};

} // namespace standin

#endif // STANDIN_MACHINE_DEVICEMEMORY_H
