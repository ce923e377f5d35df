//===-- Numbers.h: float formats that C++ does not have, and what PTX asks of floats -----------===//
// The rounding is that of MXCSR, which the warp sets for each instruction, unless a function says otherwise.
#ifndef STANDIN_MACHINE_NUMBERS_H
#define STANDIN_MACHINE_NUMBERS_H

#include <cmath>
#include <cstdint>
#include <cstring>
#include <immintrin.h>
#include <limits>

namespace standin {

struct Half {
  uint16_t bits;
};
struct BFloat {
  uint16_t bits;
};

template <typename To, typename From> To bitCast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

inline float widen(Half x) { return _cvtsh_ss(x.bits); }
inline float widen(BFloat x) { return bitCast<float>(static_cast<uint32_t>(x.bits) << 16); }
inline float widen(float x) { return x; }
inline double widen(double x) { return x; }

/// The NaN that arithmetic makes.
template <typename T> T canonicalNaN();
template <> inline float canonicalNaN<float>() { return bitCast<float>(0x7fffffffu); }
template <> inline double canonicalNaN<double>() {
  return bitCast<double>(uint64_t{0xfff8000000000000});
}
template <> inline Half canonicalNaN<Half>() { return {0x7fff}; }
template <> inline BFloat canonicalNaN<BFloat>() { return {0x7fff}; }

/// A NaN of f32 has one form. Asked of the bits, since a compiler takes one NaN for another.
inline float canonical(float x) {
  const auto bits = bitCast<uint32_t>(x);
  return bitCast<float>((bits & 0x7fffffff) > 0x7f800000 ? 0x7fffffff : bits);
}
/// A denormal becomes a zero of its sign.
inline float flush(float x) {
  const auto bits = bitCast<uint32_t>(x);
  return bitCast<float>(bits & 0x7f800000 ? bits : bits & 0x80000000);
}

/// A sum whose last bit says whether it is inexact, so that it can be rounded once more.
inline double addToOdd(double a, double b) {
  const double sum = a + b;
  if (!std::isfinite(sum))
    return sum;
  const double bVirtual = sum - a;
  const double error = (a - (sum - bVirtual)) + (b - bVirtual);
  const auto bits = bitCast<uint64_t>(sum);
  if (error == 0 || bits & 1)
    return sum;
  const bool away = (error > 0) == (sum > 0);
  return bitCast<double>(away ? bits + 1 : bits - 1);
}

/// Rounds a double to odd in single precision: what is rounded again is rounded right.
inline float narrowToOdd(double x) {
  const auto nearest = static_cast<float>(x);
  if (!std::isfinite(nearest) || static_cast<double>(nearest) == x)
    return std::isfinite(x) && !std::isfinite(nearest)
               ? std::copysign(std::numeric_limits<float>::max(), nearest)
               : nearest;
  const auto bits = bitCast<uint32_t>(nearest);
  const bool tooLarge = std::fabs(static_cast<double>(nearest)) > std::fabs(x);
  return bitCast<float>((tooLarge ? bits - 1 : bits) | 1);
}

enum class Rounding { Nearest, Zero, NearestAway };

/// Keeps the upper 32 - `dropped` bits of a finite or infinite float.
template <Rounding R> uint32_t roundBits(uint32_t bits, int dropped) {
  const uint32_t unit = uint32_t{1} << dropped;
  if (R == Rounding::NearestAway)
    bits += unit >> 1;
  else if (R == Rounding::Nearest)
    bits += (unit >> 1) - 1 + (bits >> dropped & 1);
  return bits & ~(unit - 1);
}

template <Rounding R = Rounding::Nearest> BFloat toBFloat(float x) {
  if (std::isnan(x))
    return canonicalNaN<BFloat>();
  return {static_cast<uint16_t>(roundBits<R>(bitCast<uint32_t>(x), 16) >> 16)};
}

/// By MXCSR.
inline Half toHalf(float x) {
  if (std::isnan(x))
    return canonicalNaN<Half>();
  return {static_cast<uint16_t>(_cvtss_sh(x, _MM_FROUND_CUR_DIRECTION))};
}

template <typename T> T narrow(float x);
template <> inline float narrow<float>(float x) { return x; }
template <> inline Half narrow<Half>(float x) { return toHalf(x); }
template <> inline BFloat narrow<BFloat>(float x) { return toBFloat(x); }

/// The ten bits of mantissa that tensor cores read.
template <Rounding R> uint32_t toTf32(float x) {
  if (std::isnan(x))
    return 0x7fffffff;
  return roundBits<R>(bitCast<uint32_t>(x), 13);
}

} // namespace standin

#endif // STANDIN_MACHINE_NUMBERS_H
