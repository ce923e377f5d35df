//===-- DeviceMemory.cpp: the address space of all devices ------------------------------------===//
#include "machine/DeviceMemory.h"

#include <new>
#include <sys/mman.h>

namespace standin {
namespace {

constexpr uint64_t SPAN = uint64_t{1} << 38;
constexpr uint64_t ALIGNMENT = 512;
constexpr uint64_t RED_ZONE = 4096;

template <typename T> T *reserve(int protection) {
  void *pages = mmap(nullptr, SPAN, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED)
    throw std::bad_alloc();
  return static_cast<T *>(pages);
}

std::string bytesText(uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

} // namespace

DeviceMemory::DeviceMemory() : span(SPAN) {
  pages = reserve<char>(PROT_NONE);
  base = reinterpret_cast<uint64_t>(pages);
  contents = reserve<std::byte>(PROT_READ | PROT_WRITE);
  shadow = reserve<uint8_t>(PROT_READ | PROT_WRITE);
  next = base + RED_ZONE;
}

DeviceMemory::~DeviceMemory() {
  munmap(pages, span);
  munmap(contents, span);
  munmap(shadow, span);
}

const Allocation *DeviceMemory::allocate(uint64_t bytes, const void *owner,
                                         const std::string &what) {
  const uint64_t address = next;
  if (bytes > base + span - address - RED_ZONE)
    return nullptr;
  next = (address + bytes + RED_ZONE + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  return &(all[address] = {address, bytes, owner, what, true});
}

void DeviceMemory::release(uint64_t address) {
  Allocation &allocation = all.at(address);
  allocation.live = false;
  const uint64_t page = (address - base + RED_ZONE - 1) & ~(RED_ZONE - 1);
  const uint64_t end = (address - base + allocation.bytes) & ~(RED_ZONE - 1);
  if (end <= page)
    return;
  madvise(contents + page, end - page, MADV_DONTNEED);
  madvise(shadow + page, end - page, MADV_DONTNEED);
}

const Allocation *DeviceMemory::near(uint64_t address) const {
  const auto above = all.upper_bound(address);
  return above == all.begin() ? nullptr : &std::prev(above)->second;
}

const Allocation *DeviceMemory::find(uint64_t address, uint64_t bytes) const {
  const Allocation *allocation = near(address);
  return allocation && allocation->live && allocation->holds(address, bytes) ? allocation : nullptr;
}

std::string DeviceMemory::describe(uint64_t address) const {
  if (address < 4096)
    return "a null pointer";
  if (!owns(address))
    return "no device memory: a host pointer?";
  const Allocation *allocation = near(address);
  const auto above = all.upper_bound(address);
  if (above != all.end() && (!allocation || above->first - address < address - allocation->end()) &&
      (!allocation || address >= allocation->end()))
    return bytesText(above->first - address) + " before " + above->second.what + " (" +
           bytesText(above->second.bytes) + ")";
  if (!allocation)
    return "no allocation";
  const std::string name = (allocation->live ? "" : "the freed ") + allocation->what + " (" +
                           bytesText(allocation->bytes) + ")";
  if (address < allocation->end())
    return bytesText(address - allocation->address) + " into " + name;
  return bytesText(address - allocation->end()) + " behind the end of " + name;
}

} // namespace standin
