//===-- CarryOperations.cpp: sums of several words ---------------------------------------------===//
// The decoder makes two instructions of each that has .cc: "carry.NAME" for the carry, "NAME" for the value.
// The ones without an incoming carry get a constant one.
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <typename T>
using Double = std::conditional_t<sizeof(T) == 4, uint64_t, unsigned __int128>;

template <typename T> Double<T> exactSum(T a, T b, bool carry) {
  return static_cast<Double<T>>(a) + b + carry;
}
template <typename T> T sum(T a, T b, bool carry) { return static_cast<T>(a + b + carry); }
template <typename T> bool sumCarry(T a, T b, bool carry) {
  return exactSum(a, b, carry) >> (8 * sizeof(T));
}
/// The carry of a difference is its borrow.
template <typename T> T difference(T a, T b, bool borrow) { return static_cast<T>(a - b - borrow); }
template <typename T> bool differenceBorrow(T a, T b, bool borrow) {
  return static_cast<Double<T>>(a) < static_cast<Double<T>>(b) + borrow;
}

template <typename T, bool High> T product(T a, T b) {
  const Double<T> exact = static_cast<Double<T>>(a) * b;
  return static_cast<T>(High ? exact >> (8 * sizeof(T)) : exact);
}
template <typename T, bool High> T mad(T a, T b, T c, bool carry) {
  return sum(product<T, High>(a, b), c, carry);
}
template <typename T, bool High> bool madCarry(T a, T b, T c, bool carry) {
  return sumCarry(product<T, High>(a, b), c, carry);
}

template <typename T> void addType(OperationTable &table, const std::string &type) {
  table.add<sum<T>>("addc." + type);
  table.add<sumCarry<T>>("carry.addc." + type);
  table.add<difference<T>>("subc." + type);
  table.add<differenceBorrow<T>>("carry.subc." + type);
  table.add<mad<T, false>>("madc.lo." + type);
  table.add<madCarry<T, false>>("carry.madc.lo." + type);
  table.add<mad<T, true>>("madc.hi." + type);
  table.add<madCarry<T, true>>("carry.madc.hi." + type);
}

} // namespace

void addCarryOperations(OperationTable &table) {
  addType<uint32_t>(table, "u32");
  addType<uint32_t>(table, "b32");
  addType<uint64_t>(table, "u64");
  addType<uint64_t>(table, "b64");
  // Sums and low halves are the same for signed numbers; high halves are not, and nobody writes them.
  for (const char *name : {"addc.", "subc.", "madc.lo."})
    for (const char *prefix : {"", "carry."})
      for (const char *bits : {"32", "64"})
        table.alias(prefix + std::string(name) + "s" + bits,
                    prefix + std::string(name) + "u" + bits);
}

} // namespace standin
