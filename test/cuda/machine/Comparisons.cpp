//===-- Comparisons.cpp: setp ------------------------------------------------------------------===//
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <typename T> auto value(T a) {
  if constexpr (std::is_integral_v<T>)
    return a;
  else
    return widen(a);
}

template <typename T> bool equal(T a, T b) { return value(a) == value(b); }
template <typename T> bool less(T a, T b) { return value(a) < value(b); }
template <typename T> bool lessEqual(T a, T b) { return value(a) <= value(b); }
template <typename T> bool greater(T a, T b) { return value(a) > value(b); }
template <typename T> bool greaterEqual(T a, T b) { return value(a) >= value(b); }
template <typename T> bool notEqual(T a, T b) { return value(a) != value(b); }
template <typename T> bool unordered(T a, T b) {
  return value(a) != value(a) || value(b) != value(b);
}
template <typename T> bool ordered(T a, T b) { return !unordered(a, b); }
/// Comparisons of floats are false with a NaN; those with a u are true.
template <typename T> bool orderedNotEqual(T a, T b) { return notEqual(a, b) && ordered(a, b); }
template <typename T> bool unorderedEqual(T a, T b) { return equal(a, b) || unordered(a, b); }
template <typename T> bool notGreaterEqual(T a, T b) { return !greaterEqual(a, b); }
template <typename T> bool notGreater(T a, T b) { return !greater(a, b); }
template <typename T> bool notLessEqual(T a, T b) { return !lessEqual(a, b); }
template <typename T> bool notLess(T a, T b) { return !less(a, b); }

template <typename T> void addEquality(OperationTable &table, const std::string &type) {
  table.add<equal<T>>("setp.eq." + type);
  table.add<notEqual<T>>("setp.ne." + type);
}

template <typename T> void addOrder(OperationTable &table, const std::string &type) {
  table.add<less<T>>("setp.lt." + type);
  table.add<lessEqual<T>>("setp.le." + type);
  table.add<greater<T>>("setp.gt." + type);
  table.add<greaterEqual<T>>("setp.ge." + type);
}

template <typename T> void addInteger(OperationTable &table, const std::string &type) {
  addEquality<T>(table, type);
  addOrder<T>(table, type);
  table.add<less<T>>("setp.lo." + type);
  table.add<lessEqual<T>>("setp.ls." + type);
  table.add<greater<T>>("setp.hi." + type);
  table.add<greaterEqual<T>>("setp.hs." + type);
}

template <typename T> void addFloat(OperationTable &table, const std::string &type) {
  addOrder<T>(table, type);
  table.add<equal<T>>("setp.eq." + type);
  table.add<orderedNotEqual<T>>("setp.ne." + type);
  table.add<unorderedEqual<T>>("setp.equ." + type);
  table.add<notEqual<T>>("setp.neu." + type);
  table.add<notGreaterEqual<T>>("setp.ltu." + type);
  table.add<notGreater<T>>("setp.leu." + type);
  table.add<notLessEqual<T>>("setp.gtu." + type);
  table.add<notLess<T>>("setp.geu." + type);
  table.add<ordered<T>>("setp.num." + type);
  table.add<unordered<T>>("setp.nan." + type);
}

} // namespace

void addComparisons(OperationTable &table) {
  addInteger<uint16_t>(table, "u16");
  addInteger<uint32_t>(table, "u32");
  addInteger<uint64_t>(table, "u64");
  addInteger<int16_t>(table, "s16");
  addInteger<int32_t>(table, "s32");
  addInteger<int64_t>(table, "s64");
  addEquality<uint16_t>(table, "b16");
  addEquality<uint32_t>(table, "b32");
  addEquality<uint64_t>(table, "b64");
  addFloat<Half>(table, "f16");
  addFloat<BFloat>(table, "bf16");
  addFloat<float>(table, "f32");
  addFloat<double>(table, "f64");
}

} // namespace standin
