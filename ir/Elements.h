//===-- Elements.h: how elements lie in memory, and the types that arithmetic is done in ------===//
#ifndef VITC_IR_ELEMENTS_H
#define VITC_IR_ELEMENTS_H

#include "ir/Tensor.h"
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <vector>

namespace vitc {

/// A 16-bit float of `mantissaBits`, converted to and from double; rounds once, to nearest even.
template <unsigned mantissaBits> class SmallFloat {
public:
  SmallFloat() = default;
  explicit SmallFloat(double value);
  explicit operator double() const;

private:
  static constexpr int maxExponent = (1 << (14 - mantissaBits)) - 1; // 15 or 127
  static constexpr int minExponent = 1 - maxExponent;
  static constexpr uint16_t infinity = uint16_t(0x7fff >> mantissaBits << mantissaBits);
  uint16_t bits = 0;
};
using Float16 = SmallFloat<10>;
using BFloat16 = SmallFloat<7>;

/// A truth value: any byte but 0 is true.
struct Bool {
  uint8_t byte = 0;
};

template <unsigned mantissaBits> SmallFloat<mantissaBits>::SmallFloat(double value) {
  uint64_t wide;
  std::memcpy(&wide, &value, sizeof(wide));
  uint16_t sign = uint16_t(wide >> 48 & 0x8000);
  int exponent = int(wide >> 52 & 0x7ff) - 1023;
  uint64_t fraction = wide & ((uint64_t(1) << 52) - 1);
  if (exponent == 1024) {
    bits = sign | infinity | (fraction ? uint16_t(1) << (mantissaBits - 1) : 0);
    return;
  }
  // The significand, cut to what the format holds at this exponent; the cut-off part rounds.
  int shift = 52 - int(mantissaBits) + std::max(0, minExponent - exponent);
  uint64_t rounded = 0;
  if (shift <= 53) {
    uint64_t significand = fraction | uint64_t(1) << 52;
    uint64_t cut = significand & ((uint64_t(1) << shift) - 1), half = uint64_t(1) << (shift - 1);
    rounded = significand >> shift;
    rounded += cut > half || (cut == half && (rounded & 1));
  }
  uint64_t encoded = (uint64_t(std::max(0, exponent - minExponent)) << mantissaBits) + rounded;
  bits = sign | uint16_t(std::min<uint64_t>(encoded, infinity));
}

template <unsigned mantissaBits> SmallFloat<mantissaBits>::operator double() const {
  int fraction = bits & ((1 << mantissaBits) - 1), exponent = (bits & 0x7fff) >> mantissaBits;
  double magnitude;
  if ((bits & infinity) == infinity)
    magnitude = fraction ? std::numeric_limits<double>::quiet_NaN()
                         : std::numeric_limits<double>::infinity();
  else if (exponent == 0)
    magnitude = std::ldexp(fraction, minExponent - int(mantissaBits));
  else
    magnitude =
        std::ldexp(fraction + (1 << mantissaBits), exponent - 1 + minExponent - int(mantissaBits));
  return bits & 0x8000 ? -magnitude : magnitude;
}

//===-- Conversion ----------------------------------------------------------------------------===//

template <typename T>
constexpr bool isSmallFloat = std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16>;

/// Truncates towards zero; what lies outside becomes the nearest end of the range, NaN becomes 0.
template <typename To> To truncateFloat(double value) {
  using Limits = std::numeric_limits<To>;
  if (std::isnan(value))
    return 0;
  if (value <= double(Limits::min()))
    return Limits::min();
  // 2^bits, which a double holds exactly, unlike the largest integer below it.
  return value >= std::ldexp(1.0, Limits::digits) ? Limits::max() : To(value);
}

/// Converts between types that elements are stored in or computed in: integers wrap, floats round
/// to nearest even, floats truncate to integers, anything but 0 is true.
template <typename To, typename From> To convertElement(From value) {
  if constexpr (std::is_same_v<From, Bool>)
    return convertElement<To>(int64_t(value.byte != 0));
  else if constexpr (isSmallFloat<From>)
    return convertElement<To>(double(value));
  else if constexpr (std::is_same_v<To, Bool>)
    return Bool{uint8_t(value != 0)};
  else if constexpr (isSmallFloat<To>)
    return To(double(value));
  else if constexpr (std::is_integral_v<To> && std::is_floating_point_v<From>)
    return truncateFloat<To>(double(value));
  else
    return static_cast<To>(value);
}

/// Calls `visitor` with a value of the C++ type that elements of `type` are stored as.
template <typename Visitor> void visitElementType(mlir::Type type, Visitor visitor) {
  if (type.isF32())
    return visitor(float());
  if (type.isF64())
    return visitor(double());
  if (type.isF16())
    return visitor(Float16());
  if (type.isBF16())
    return visitor(BFloat16());
  bool isUnsigned = type.isUnsignedInteger();
  switch (type.getIntOrFloatBitWidth()) {
  case 1:
    return visitor(Bool());
  case 8:
    return isUnsigned ? visitor(uint8_t()) : visitor(int8_t());
  case 16:
    return isUnsigned ? visitor(uint16_t()) : visitor(int16_t());
  case 32:
    return isUnsigned ? visitor(uint32_t()) : visitor(int32_t());
  case 64:
    return isUnsigned ? visitor(uint64_t()) : visitor(int64_t());
  }
  llvm_unreachable("not an element type of the dialect");
}

//===-- Computing -----------------------------------------------------------------------------===//

/// Calls `visitor` with a zero of the type that the Interpreter computes elements of `type` in:
/// double for floats, uint64_t for ui64, int64_t for other integers and booleans.
template <typename Visitor> auto withComputeType(mlir::Type type, Visitor visitor) {
  if (llvm::isa<mlir::FloatType>(type))
    return visitor(double());
  if (type.isUnsignedInteger(64))
    return visitor(uint64_t());
  return visitor(int64_t());
}

/// Elements of `type` that lie at `bytes` (which need no alignment), converted to `C`.
template <typename C>
void loadElements(mlir::Type type, const char *bytes, llvm::MutableArrayRef<C> values) {
  visitElementType(type, [&](auto element) {
    for (C &value : values) {
      std::memcpy(&element, bytes, sizeof(element));
      bytes += sizeof(element);
      value = convertElement<C>(element);
    }
  });
}

/// All elements of `tensor`, converted to `C`.
template <typename C> std::vector<C> loadElements(const Tensor &tensor) {
  std::vector<C> values(static_cast<size_t>(tensor.getNumElements()));
  loadElements<C>(tensor.getElementType(), tensor.getBytes().data(), values);
  return values;
}

/// A tensor of `values`, each converted to the element type.
template <typename C>
Tensor storeElements(mlir::RankedTensorType type, const std::vector<C> &values) {
  Tensor tensor = Tensor::forOverwrite(type);
  assert(int64_t(values.size()) == tensor.getNumElements() && "as many values as elements");
  char *bytes = tensor.getMutableBytes().data();
  visitElementType(type.getElementType(), [&](auto element) {
    for (C value : values) {
      element = convertElement<decltype(element)>(value);
      std::memcpy(bytes, &element, sizeof(element));
      bytes += sizeof(element);
    }
  });
  return tensor;
}

/// The least value of an element type, -inf for floats.
template <typename C> C lowestElement(mlir::Type type) {
  if constexpr (std::is_floating_point_v<C>)
    return -std::numeric_limits<C>::infinity();
  unsigned width = type.getIntOrFloatBitWidth();
  return type.isUnsignedInteger() || width == 1 ? C(0) : C(uint64_t(-1) << (width - 1));
}

/// The greatest value of an element type, +inf for floats.
template <typename C> C highestElement(mlir::Type type) {
  if constexpr (std::is_floating_point_v<C>)
    return std::numeric_limits<C>::infinity();
  unsigned width = type.getIntOrFloatBitWidth();
  bool isUnsigned = type.isUnsignedInteger() || width == 1;
  return C(~uint64_t(0) >> (64 - width + (isUnsigned ? 0 : 1)));
}

/// Sums and products of integers wrap.
template <typename C> C addElements(C a, C b) {
  if constexpr (std::is_integral_v<C>)
    return C(uint64_t(a) + uint64_t(b));
  else
    return a + b;
}
template <typename C> C multiplyElements(C a, C b) {
  if constexpr (std::is_integral_v<C>)
    return C(uint64_t(a) * uint64_t(b));
  else
    return a * b;
}
/// The smaller or larger; NaN if either is.
template <typename C> C minElements(C a, C b) { return a < b || a != a ? a : b; }
template <typename C> C maxElements(C a, C b) { return a > b || a != a ? a : b; }

} // namespace vitc

#endif // VITC_IR_ELEMENTS_H
