//===-- HostMemory.h: host memory that the driver knows ----------------------------------------===//
#ifndef STANDIN_API_HOSTMEMORY_H
#define STANDIN_API_HOSTMEMORY_H

#include <cstddef>
#include <cstdint>
#include <map>

namespace standin {

/// Memory of cuMemHostAlloc, and what was registered.
class HostMemory {
public:
  struct Range {
    size_t bytes;
    bool allocated; // else registered
    const void *owner;
  };

  void add(const void *pointer, const Range &range) { ranges[address(pointer)] = range; }
  void remove(const void *pointer) { ranges.erase(address(pointer)); }
  /// The range that begins there; null where none does.
  const Range *find(const void *pointer) const {
    const auto found = ranges.find(address(pointer));
    return found == ranges.end() ? nullptr : &found->second;
  }
  /// Whether copies may go on while the caller does.
  bool pinned(const void *pointer, size_t bytes) const { return pinned(address(pointer), bytes); }
  bool pinned(uint64_t begin, size_t bytes) const {
    auto above = ranges.upper_bound(begin);
    if (above == ranges.begin())
      return false;
    --above;
    return begin + bytes <= above->first + above->second.bytes;
  }
  const std::map<uint64_t, Range> &all() const { return ranges; }

private:
  static uint64_t address(const void *pointer) { return reinterpret_cast<uint64_t>(pointer); }
  std::map<uint64_t, Range> ranges;
};

} // namespace standin

#endif // STANDIN_API_HOSTMEMORY_H
