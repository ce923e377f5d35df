// Tensor.h: a dense array in memory.
#ifndef VITC_TOOLS_RUN_TENSOR_H
#define VITC_TOOLS_RUN_TENSOR_H

#include "runtime/vitc_runtime.h"

#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace vitc::run {

using Shape = std::vector<int64_t>;

/// "2x3x4", or "scalar".
std::string toString(const Shape &shape);
const char *toString(vitc_dtype dtype);
/// Bytes of one element.
uint64_t sizeOf(vitc_dtype dtype);
/// Of NumPy's "f4"; bf16 is "V2".
std::optional<vitc_dtype> dtypeOf(const std::string &numpyType);
/// The other way round.
std::string numpyType(vitc_dtype dtype);
/// Elements; throws Error where that overflows.
uint64_t numElements(const Shape &shape);

/// Aligned memory, not initialised.
class Buffer {
public:
  Buffer() = default;
  explicit Buffer(uint64_t bytes) : bytes(bytes) {
    // One element at least, so that no pointer that a model gets is null.
    data.reset(static_cast<uint8_t *>(std::aligned_alloc(64, (bytes + 64) / 64 * 64)));
    if (!data)
      throw std::bad_alloc();
  }
  uint8_t *begin() const { return data.get(); }
  uint64_t size() const { return bytes; }

private:
  struct Free {
    void operator()(uint8_t *memory) const { std::free(memory); }
  };
  std::unique_ptr<uint8_t, Free> data;
  uint64_t bytes = 0;
};

struct Tensor {
  vitc_dtype dtype = VITC_F32;
  Shape shape;
  Buffer data;
};

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_TENSOR_H
