//===-- IntegerOperations.cpp: arithmetic of integers ------------------------------------------===//
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <typename T> using Unsigned = std::make_unsigned_t<T>;
template <typename T>
using Wide = std::conditional_t<
    std::is_signed_v<T>,
    std::conditional_t<sizeof(T) == 2, int32_t,
                       std::conditional_t<sizeof(T) == 4, int64_t, __int128>>,
    std::conditional_t<sizeof(T) == 2, uint32_t,
                       std::conditional_t<sizeof(T) == 4, uint64_t, unsigned __int128>>>;

/// Everything wraps.
template <typename T> uint64_t bits(T x) { return static_cast<uint64_t>(x); }
template <typename T> T sum(T a, T b) { return static_cast<T>(bits(a) + bits(b)); }
template <typename T> T difference(T a, T b) { return static_cast<T>(bits(a) - bits(b)); }
template <typename T> T low(T a, T b) { return static_cast<T>(bits(a) * bits(b)); }
template <typename T> Wide<T> wide(T a, T b) { return static_cast<Wide<T>>(a) * b; }
template <typename T> T high(T a, T b) {
  return static_cast<T>((static_cast<Wide<T>>(a) * b) >> (8 * sizeof(T)));
}
template <typename T> T madLow(T a, T b, T c) { return sum(low(a, b), c); }
template <typename T> T madHigh(T a, T b, T c) { return sum(high(a, b), c); }
template <typename T> Wide<T> madWide(T a, T b, Wide<T> c) {
  return static_cast<Wide<T>>(bits(wide(a, b)) + bits(c));
}

/// Division by zero is unspecified; cards give all ones, and the dividend as the rest.
template <typename T> T quotient(T a, T b) {
  if (b == 0)
    return static_cast<T>(-1);
  if (std::is_signed_v<T> && b == static_cast<T>(-1))
    return difference(T{0}, a);
  return static_cast<T>(a / b);
}
template <typename T> T rest(T a, T b) {
  if (b == 0)
    return a;
  if (std::is_signed_v<T> && b == static_cast<T>(-1))
    return 0;
  return static_cast<T>(a % b);
}

template <typename T> T smaller(T a, T b) { return b < a ? b : a; }
template <typename T> T larger(T a, T b) { return a < b ? b : a; }
template <typename T> T negative(T a) { return difference(T{0}, a); }
template <typename T> T magnitude(T a) { return a < 0 ? negative(a) : a; }
template <typename T> T absoluteDifference(T a, T b, T c) {
  return sum(c, a < b ? difference(b, a) : difference(a, b));
}

template <bool Subtract> int32_t saturated(int32_t a, int32_t b) {
  const int64_t exact = Subtract ? int64_t{a} - b : int64_t{a} + b;
  return static_cast<int32_t>(exact < INT32_MIN   ? INT32_MIN
                              : exact > INT32_MAX ? INT32_MAX
                                                  : exact);
}

template <typename A, typename B, typename R> R dot4(uint32_t a, uint32_t b, R c) {
  uint32_t total = static_cast<uint32_t>(c);
  for (int i = 0; i < 4; ++i)
    total += static_cast<uint32_t>(static_cast<A>(a >> (8 * i)) * static_cast<B>(b >> (8 * i)));
  return static_cast<R>(total);
}

template <typename T> void addType(OperationTable &table, const std::string &type) {
  table.add<sum<T>>("add." + type);
  table.add<difference<T>>("sub." + type);
  table.add<low<T>>("mul.lo." + type);
  table.add<high<T>>("mul.hi." + type);
  table.add<madLow<T>>("mad.lo." + type);
  table.add<madHigh<T>>("mad.hi." + type);
  table.add<quotient<T>>("div." + type);
  table.add<rest<T>>("rem." + type);
  table.add<smaller<T>>("min." + type);
  table.add<larger<T>>("max." + type);
  table.add<absoluteDifference<T>>("sad." + type);
  if constexpr (sizeof(T) < 8) {
    table.add<wide<T>>("mul.wide." + type);
    table.add<madWide<T>>("mad.wide." + type);
  }
  if constexpr (std::is_signed_v<T>) {
    table.add<negative<T>>("neg." + type);
    table.add<magnitude<T>>("abs." + type);
  }
}

} // namespace

void addIntegerOperations(OperationTable &table) {
  addType<uint16_t>(table, "u16");
  addType<uint32_t>(table, "u32");
  addType<uint64_t>(table, "u64");
  addType<int16_t>(table, "s16");
  addType<int32_t>(table, "s32");
  addType<int64_t>(table, "s64");
  table.add<saturated<false>>("add.sat.s32");
  table.add<saturated<true>>("sub.sat.s32");
  table.add<dot4<uint8_t, uint8_t, uint32_t>>("dp4a.u32.u32");
  table.add<dot4<int8_t, int8_t, int32_t>>("dp4a.s32.s32");
  table.add<dot4<uint8_t, int8_t, int32_t>>("dp4a.u32.s32");
  table.add<dot4<int8_t, uint8_t, int32_t>>("dp4a.s32.u32");
}

} // namespace standin
