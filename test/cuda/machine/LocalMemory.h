//===-- LocalMemory.h: memory of a warp's threads, each its own --------------------------------===//
#ifndef STANDIN_MACHINE_LOCALMEMORY_H
#define STANDIN_MACHINE_LOCALMEMORY_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace standin {

class LocalMemory {
public:
  explicit LocalMemory(size_t perThread) : perThread(perThread) {}

  void reset(unsigned threads) {
    contents.assign(perThread * threads, std::byte{0xcd});
    touched.assign(perThread * threads, 0);
  }
  size_t size() const { return perThread; }
  std::byte *data(unsigned lane, uint64_t at) { return contents.data() + lane * perThread + at; }
  uint8_t *written(unsigned lane, uint64_t at) { return touched.data() + lane * perThread + at; }

private:
  size_t perThread;
  std::vector<std::byte> contents;
  std::vector<uint8_t> touched;
};

} // namespace standin

#endif // STANDIN_MACHINE_LOCALMEMORY_H
