//===-- SharedMemory.cpp: a block's shared memory, and who touched it --------------------------===//
#include "machine/SharedMemory.h"

namespace standin {

void SharedMemory::reset(size_t size) {
  contents.assign(size, std::byte{0xcd});
  writers.assign(size, {});
  readers.assign(size, {});
  flying.assign(size, 0);
}

Meeting SharedMemory::read(const Accessor &by, uint64_t at, unsigned count) {
  Meeting meeting;
  for (uint64_t i = at; i < at + count; ++i) {
    const Stamp writer = writers[i];
    if (flying[i])
      meeting = {Conflict::InFlight, by.stamp.thread()};
    else if (!writer)
      meeting = {Conflict::Uninitialised, 0};
    else if (!by.ordered(writer))
      meeting = {Conflict::ReadAfterWrite, writer.thread()};
    Readers &last = readers[i];
    if (last.first == by.stamp)
      continue;
    // Two readers that no barrier separates are enough: a later writer is not both.
    if (last.first.thread() != by.stamp.thread() && !by.ordered(last.first))
      last.second = last.first;
    else if (by.ordered(last.second))
      last.second = Stamp();
    last.first = by.stamp;
  }
  return meeting;
}

Meeting SharedMemory::write(const Accessor &by, uint64_t at, unsigned count,
                            const std::byte *value) {
  Meeting meeting;
  for (uint64_t i = at; i < at + count; ++i) {
    const Readers &last = readers[i];
    if (flying[i])
      meeting = {Conflict::InFlight, by.stamp.thread()};
    else if (!by.ordered(writers[i]) && !(value && value[i - at] == contents[i]))
      meeting = {Conflict::WriteAfterWrite, writers[i].thread()};
    else if (!by.ordered(last.first))
      meeting = {Conflict::WriteAfterRead, last.first.thread()};
    else if (!by.ordered(last.second))
      meeting = {Conflict::WriteAfterRead, last.second.thread()};
    writers[i] = by.stamp;
    if (value)
      contents[i] = value[i - at];
  }
  return meeting;
}

Meeting SharedMemory::launch(const Accessor &by, uint64_t at, unsigned count) {
  const Meeting meeting = write(by, at, count, nullptr);
  for (uint64_t i = at; i < at + count; ++i)
    ++flying[i];
  return meeting;
}

void SharedMemory::land(const Accessor &by, uint64_t at, unsigned count) {
  for (uint64_t i = at; i < at + count; ++i) {
    --flying[i];
    writers[i] = by.stamp;
  }
}

} // namespace standin
