//===-- SharedMemory.cpp: a block's shared memory, and who touched it --------------------------===//
#include "machine/SharedMemory.h"

#include <algorithm>

namespace standin {

void SharedMemory::reset(size_t size) {
  contents.assign(size, std::byte{0xcd});
  pasts.assign(size, {});
}

template <typename Change> void SharedMemory::forPasts(uint64_t at, unsigned count, Change change) {
  Past *begin = pasts.data() + at, *end = begin + count;
  while (begin < end) {
    Past past = *begin;
    Past *next = begin + 1;
    while (next < end && *next == past)
      ++next;
    change(past, static_cast<uint64_t>(begin - pasts.data()), static_cast<size_t>(next - begin));
    std::fill(begin, next, past);
    begin = next;
  }
}

Conflict SharedMemory::readOf(const Accessor &by, const Past &past, uint32_t &other) {
  other = past.writer.thread();
  if (past.flying)
    return Conflict::InFlight;
  if (!past.writer)
    return Conflict::Uninitialised;
  return by.ordered(past.writer) ? Conflict::None : Conflict::ReadAfterWrite;
}

Conflict SharedMemory::writeOf(const Accessor &by, const Past &past, uint32_t &other) {
  other = past.writer.thread();
  if (past.flying)
    return Conflict::InFlight;
  if (!by.ordered(past.writer))
    return Conflict::WriteAfterWrite;
  for (const Stamp reader : {past.reader, past.otherReader}) {
    other = reader.thread();
    if (!by.ordered(reader))
      return Conflict::WriteAfterRead;
  }
  return Conflict::None;
}

Meeting SharedMemory::read(const Accessor &by, uint64_t at, unsigned count) {
  Meeting meeting;
  forPasts(at, count, [&](Past &past, uint64_t, size_t) {
    uint32_t other = 0;
    if (const Conflict conflict = readOf(by, past, other); conflict != Conflict::None)
      meeting = {conflict, other};
    // Two readers that no barrier separates are enough: a later writer is not both.
    if (past.reader.thread() != by.stamp.thread() && !by.ordered(past.reader))
      past.otherReader = past.reader;
    else if (by.ordered(past.otherReader))
      past.otherReader = Stamp();
    past.reader = by.stamp;
  });
  return meeting;
}

Meeting SharedMemory::write(const Accessor &by, uint64_t at, unsigned count,
                            const std::byte *value) {
  Meeting meeting;
  forPasts(at, count, [&](Past &past, uint64_t begin, size_t bytes) {
    std::byte *to = contents.data() + begin;
    const std::byte *from = value ? value + (begin - at) : nullptr;
    uint32_t other = 0;
    const Conflict conflict = writeOf(by, past, other);
    const bool changes = !from || !std::equal(from, from + bytes, to);
    if (conflict != Conflict::None && (changes || conflict == Conflict::InFlight))
      meeting = {conflict, other};
    past.writer = by.stamp;
    if (from)
      std::copy(from, from + bytes, to);
  });
  return meeting;
}

Meeting SharedMemory::launch(const Accessor &by, uint64_t at, unsigned count) {
  const Meeting meeting = write(by, at, count, nullptr);
  forPasts(at, count, [](Past &past, uint64_t, size_t) { ++past.flying; });
  return meeting;
}

void SharedMemory::land(const Accessor &by, uint64_t at, unsigned count) {
  forPasts(at, count, [&](Past &past, uint64_t, size_t) {
    --past.flying;
    past.writer = by.stamp;
  });
}

} // namespace standin
