//===-- FittingPairs.cpp ---------------------------------------------------------------------------===//
#include "ir/FittingPairs.h"
#include <algorithm>
#include <limits>

using namespace vitc;

static_assert(255 * mostOfPair <= std::numeric_limits<int16_t>::max());

std::optional<int64_t> vitc::pairTooLarge(const Tensor &weight) {
  const int64_t rows = weight.getShape()[0], columns = weight.getShape()[1];
  const auto *elements = reinterpret_cast<const int8_t *>(weight.getBytes().data());
  for (int64_t k = 0; k < rows; k += 2) {
    const int8_t *first = elements + k * columns, *second = first + columns;
    for (int64_t n = 0; n < columns; ++n)
      if (std::max<int>(first[n], 0) + std::max<int>(second[n], 0) > mostOfPair ||
          std::min<int>(first[n], 0) + std::min<int>(second[n], 0) < -mostOfPair)
        return k;
  }
  return std::nullopt;
}
