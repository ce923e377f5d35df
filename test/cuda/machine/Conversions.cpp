//===-- Conversions.cpp: cvt -------------------------------------------------------------------===//
// Names are "cvt.TO.FROM" and, where floats become integers, "cvt.rni.TO.FROM" and the like. The rounding of
// what becomes a float is the mode's.
#include "machine/Elementwise.h"

namespace standin {
namespace {

enum class Integral { Nearest, Zero, Down, Up };
template <Integral I, typename T> T integral(T a) {
  switch (I) {
  case Integral::Nearest:
    return std::nearbyint(a);
  case Integral::Zero:
    return std::trunc(a);
  case Integral::Down:
    return std::floor(a);
  case Integral::Up:
    return std::ceil(a);
  }
}

/// What lies outside goes to the nearest end, a NaN to zero.
template <typename To, Integral I, typename From> To toInteger(From from) {
  const auto a = static_cast<double>(integral<I>(widen(from)));
  // The largest 64-bit integers are no doubles: the first number beyond them is.
  constexpr double end = static_cast<double>(std::numeric_limits<To>::max() / 2 + 1) * 2;
  if (std::isnan(a))
    return 0;
  if (a >= end)
    return std::numeric_limits<To>::max();
  if (a < static_cast<double>(std::numeric_limits<To>::min()))
    return std::numeric_limits<To>::min();
  return static_cast<To>(a);
}

template <Integral I, typename T> T toIntegral(T a) { return narrow<T>(integral<I>(widen(a))); }
template <> double toIntegral<Integral::Nearest>(double a) { return std::nearbyint(a); }
template <> double toIntegral<Integral::Zero>(double a) { return std::trunc(a); }
template <> double toIntegral<Integral::Down>(double a) { return std::floor(a); }
template <> double toIntegral<Integral::Up>(double a) { return std::ceil(a); }

template <typename To, typename From> To toFloat(From a) { return static_cast<To>(a); }
template <typename From> Half integerToHalf(From a) {
  return toHalf(narrowToOdd(static_cast<double>(a)));
}

template <typename To, typename From> To wrapped(From a) { return static_cast<To>(a); }
template <typename To, typename From> To clamped(From a) {
  const auto exact = static_cast<__int128>(+a);
  if (exact < std::numeric_limits<To>::min())
    return std::numeric_limits<To>::min();
  return exact > std::numeric_limits<To>::max() ? std::numeric_limits<To>::max()
                                                : static_cast<To>(a);
}

float single(double a) { return canonical(static_cast<float>(a)); }
double twice(float a) { return static_cast<double>(a); }
template <typename T> float widened(T a) { return canonical(widen(a)); }
template <typename T> double widenedTwice(T a) { return static_cast<double>(widen(a)); }
Half doubleToHalf(double a) { return toHalf(narrowToOdd(a)); }
BFloat floatToBFloat(float a) { return toBFloat(a); }
BFloat floatToBFloatZero(float a) { return toBFloat<Rounding::Zero>(a); }
float unchanged(float a) { return a; }
float flushed(float a) { return flush(a); }
float saturated(float a) { return a > 0 ? std::fmin(a, 1.0f) : 0.0f; }
template <typename T> T rectified(float a) {
  return std::isnan(a) ? canonicalNaN<T>() : narrow<T>(std::fmax(a, 0.0f));
}
uint32_t nearestTf32(float a) { return toTf32<Rounding::Nearest>(a); }
uint32_t awayTf32(float a) { return toTf32<Rounding::NearestAway>(a); }

/// The first operand becomes the upper half.
template <typename T, T F(float)> uint32_t pair(float upper, float lower) {
  return static_cast<uint32_t>(F(upper).bits) << 16 | F(lower).bits;
}

template <typename From, typename To>
void addTo(OperationTable &table, const std::string &from, const std::string &to) {
  const std::string names = to + "." + from;
  if constexpr (std::is_integral_v<From>) {
    table.add<wrapped<To, From>>("cvt." + names);
    table.add<clamped<To, From>>("cvt.sat." + names);
  } else {
    for (const char *sat : {"", "sat."}) { // it is always so
      table.add<toInteger<To, Integral::Nearest, From>>("cvt.rni." + (sat + names));
      table.add<toInteger<To, Integral::Zero, From>>("cvt.rzi." + (sat + names));
      table.add<toInteger<To, Integral::Down, From>>("cvt.rmi." + (sat + names));
      table.add<toInteger<To, Integral::Up, From>>("cvt.rpi." + (sat + names));
    }
  }
}

template <typename From> void addToIntegers(OperationTable &table, const std::string &from) {
  addTo<From, uint8_t>(table, from, "u8");
  addTo<From, uint16_t>(table, from, "u16");
  addTo<From, uint32_t>(table, from, "u32");
  addTo<From, uint64_t>(table, from, "u64");
  addTo<From, int8_t>(table, from, "s8");
  addTo<From, int16_t>(table, from, "s16");
  addTo<From, int32_t>(table, from, "s32");
  addTo<From, int64_t>(table, from, "s64");
}

template <typename From> void addFromInteger(OperationTable &table, const std::string &from) {
  addToIntegers<From>(table, from);
  table.add<toFloat<float, From>>("cvt.f32." + from);
  table.add<toFloat<double, From>>("cvt.f64." + from);
  table.add<integerToHalf<From>>("cvt.f16." + from);
}

template <typename T> void addFromFloat(OperationTable &table, const std::string &type) {
  addToIntegers<T>(table, type);
  const std::string names = type + "." + type;
  table.add<toIntegral<Integral::Nearest, T>>("cvt.rni." + names);
  table.add<toIntegral<Integral::Zero, T>>("cvt.rzi." + names);
  table.add<toIntegral<Integral::Down, T>>("cvt.rmi." + names);
  table.add<toIntegral<Integral::Up, T>>("cvt.rpi." + names);
}

void addBetweenFloats(OperationTable &table) {
  table.add<single>("cvt.f32.f64");
  table.add<twice>("cvt.f64.f32");
  table.add<widened<Half>>("cvt.f32.f16");
  table.add<widened<BFloat>>("cvt.f32.bf16");
  table.add<widenedTwice<Half>>("cvt.f64.f16");
  table.add<toHalf>("cvt.f16.f32");
  table.add<doubleToHalf>("cvt.f16.f64");
  table.add<unchanged>("cvt.f32.f32");
  table.add<flushed>("cvt.ftz.f32.f32");
  table.add<saturated>("cvt.sat.f32.f32");
  table.add<rectified<Half>>("cvt.relu.f16.f32");
  table.add<rectified<BFloat>>("cvt.rn.relu.bf16.f32");
  // Of these the mode says nothing: the rounding is in the name.
  table.add<floatToBFloat>("cvt.rn.bf16.f32");
  table.add<floatToBFloatZero>("cvt.rz.bf16.f32");
  table.add<pair<Half, toHalf>>("cvt.f16x2.f32");
  table.add<pair<BFloat, floatToBFloat>>("cvt.rn.bf16x2.f32");
  table.add<pair<BFloat, floatToBFloatZero>>("cvt.rz.bf16x2.f32");
  table.add<pair<BFloat, rectified<BFloat>>>("cvt.rn.relu.bf16x2.f32");
  table.add<pair<Half, rectified<Half>>>("cvt.relu.f16x2.f32");
  table.add<nearestTf32>("cvt.rn.tf32.f32");
  table.add<awayTf32>("cvt.rna.tf32.f32");
}

} // namespace

void addConversions(OperationTable &table) {
  addFromInteger<uint8_t>(table, "u8");
  addFromInteger<uint16_t>(table, "u16");
  addFromInteger<uint32_t>(table, "u32");
  addFromInteger<uint64_t>(table, "u64");
  addFromInteger<int8_t>(table, "s8");
  addFromInteger<int16_t>(table, "s16");
  addFromInteger<int32_t>(table, "s32");
  addFromInteger<int64_t>(table, "s64");
  addFromFloat<Half>(table, "f16");
  addFromFloat<BFloat>(table, "bf16");
  addFromFloat<float>(table, "f32");
  addFromFloat<double>(table, "f64");
  addBetweenFloats(table);
}

} // namespace standin
