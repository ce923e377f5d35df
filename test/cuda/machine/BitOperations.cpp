//===-- BitOperations.cpp: logic, shifts, fields, moves ----------------------------------------===//
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <typename T> constexpr uint32_t WIDTH = 8 * sizeof(T);

template <typename T> T both(T a, T b) { return a & b; }
template <typename T> T either(T a, T b) { return a | b; }
template <typename T> T differs(T a, T b) { return a ^ b; }
template <typename T> T inverse(T a) {
  if constexpr (std::is_same_v<T, bool>)
    return !a;
  else
    return static_cast<T>(~a);
}
template <typename T> T isZero(T a) { return a == 0; }
template <typename T> T same(T a) { return a; }
template <typename T> T choose(T a, T b, bool first) { return first ? a : b; }

/// Shifts by more than the width shift everything out.
template <typename T> T left(T a, uint32_t by) {
  return by >= WIDTH<T> ? T{0} : static_cast<T>(static_cast<uint64_t>(a) << by);
}
template <typename T> T right(T a, uint32_t by) {
  if (by >= WIDTH<T>)
    return std::is_signed_v<T> && a < 0 ? static_cast<T>(-1) : T{0};
  return static_cast<T>(a >> by);
}

enum class Amount { Wrap, Clamp };
template <Amount A> uint32_t amountOf(uint32_t by) {
  return A == Amount::Wrap ? by & 31 : by > 32 ? 32 : by;
}
template <Amount A> uint32_t funnelLeft(uint32_t low, uint32_t high, uint32_t by) {
  const uint64_t both = static_cast<uint64_t>(high) << 32 | low;
  return static_cast<uint32_t>(both << amountOf<A>(by) >> 32);
}
template <Amount A> uint32_t funnelRight(uint32_t low, uint32_t high, uint32_t by) {
  const uint64_t both = static_cast<uint64_t>(high) << 32 | low;
  return static_cast<uint32_t>(both >> amountOf<A>(by));
}

template <typename T> uint32_t ones(T a) { return static_cast<uint32_t>(__builtin_popcountll(a)); }
template <typename T> uint32_t leadingZeros(T a) {
  return a ? static_cast<uint32_t>(__builtin_clzll(a)) - (64 - WIDTH<T>) : WIDTH<T>;
}
template <typename T> T reversed(T a) {
  T result = 0;
  for (uint32_t i = 0; i < WIDTH<T>; ++i)
    result |= (a >> i & 1) << (WIDTH<T> - 1 - i);
  return result;
}
/// The position of the highest bit that differs from the sign.
template <typename T> uint32_t highestBit(T a) {
  using Bits = std::make_unsigned_t<T>;
  const Bits bits = static_cast<Bits>(a < 0 ? ~a : a);
  return bits ? WIDTH<T> - 1 - leadingZeros(bits) : ~uint32_t{0};
}

/// Bits of the field that lie beyond the operand are its sign.
template <typename T> T extract(T a, uint32_t position, uint32_t length) {
  const uint32_t at = position & 255, count = length & 255, last = WIDTH<T> - 1;
  const bool negative = std::is_signed_v<T> && count && (a >> std::min(at + count - 1, last) & 1);
  uint64_t result = 0;
  for (uint32_t i = 0; i <= last; ++i) {
    const bool bit = i < count && at + i <= last ? a >> (at + i) & 1 : negative;
    result |= static_cast<uint64_t>(bit) << i;
  }
  return static_cast<T>(result);
}
template <typename T> T insert(T field, T into, uint32_t position, uint32_t length) {
  const uint32_t at = position & 255, count = length & 255;
  if (at >= WIDTH<T> || count == 0)
    return into;
  const T mask = static_cast<T>((count >= WIDTH<T> ? ~T{0} : (T{1} << count) - 1) << at);
  return static_cast<T>((into & ~mask) | (static_cast<T>(field << at) & mask));
}

/// Each nibble of `selector` names a byte of the pair, or with its highest bit that byte's sign.
uint32_t permute(uint32_t a, uint32_t b, uint32_t selector) {
  const uint64_t both = static_cast<uint64_t>(b) << 32 | a;
  uint32_t result = 0;
  for (int i = 0; i < 4; ++i) {
    const uint32_t select = selector >> (4 * i);
    const auto byte = static_cast<uint8_t>(both >> (8 * (select & 7)));
    const uint32_t value = select & 8 ? (byte & 0x80 ? 0xffu : 0u) : byte;
    result |= value << (8 * i);
  }
  return result;
}

/// Bit 4a + 2b + c of `table` is the result for the bits a, b and c.
uint32_t lookUp3(uint32_t a, uint32_t b, uint32_t c, uint32_t table) {
  uint32_t result = 0;
  for (uint32_t row = 0; row < 8; ++row)
    if (table >> row & 1)
      result |= (row & 4 ? a : ~a) & (row & 2 ? b : ~b) & (row & 1 ? c : ~c);
  return result;
}

template <typename T> void addLogic(OperationTable &table, const std::string &type) {
  table.add<both<T>>("and." + type);
  table.add<either<T>>("or." + type);
  table.add<differs<T>>("xor." + type);
  table.add<inverse<T>>("not." + type);
}

template <typename U, typename S> void addWidth(OperationTable &table, const std::string &bits) {
  addLogic<U>(table, "b" + bits);
  table.add<isZero<U>>("cnot.b" + bits);
  table.add<left<U>>("shl.b" + bits);
  table.add<right<U>>("shr.b" + bits);
  table.add<right<U>>("shr.u" + bits);
  table.add<right<S>>("shr.s" + bits);
  for (const char *kind : {"b", "u", "s", "f"}) {
    table.add<same<U>>("mov." + (kind + bits));
    table.add<choose<U>>("selp." + (kind + bits));
  }
}

template <typename U, typename S> void addFields(OperationTable &table, const std::string &bits) {
  table.add<ones<U>>("popc.b" + bits);
  table.add<leadingZeros<U>>("clz.b" + bits);
  table.add<reversed<U>>("brev.b" + bits);
  table.add<highestBit<U>>("bfind.u" + bits);
  table.add<highestBit<S>>("bfind.s" + bits);
  table.add<extract<U>>("bfe.u" + bits);
  table.add<extract<S>>("bfe.s" + bits);
  table.add<insert<U>>("bfi.b" + bits);
}

} // namespace

void addBitOperations(OperationTable &table) {
  addLogic<bool>(table, "pred");
  table.add<same<bool>>("mov.pred");
  addWidth<uint16_t, int16_t>(table, "16");
  addWidth<uint32_t, int32_t>(table, "32");
  addWidth<uint64_t, int64_t>(table, "64");
  addFields<uint32_t, int32_t>(table, "32");
  addFields<uint64_t, int64_t>(table, "64");
  table.add<permute>("prmt.b32");
  table.add<lookUp3>("lop3.b32");
  table.add<funnelLeft<Amount::Wrap>>("shf.l.wrap.b32");
  table.add<funnelLeft<Amount::Clamp>>("shf.l.clamp.b32");
  table.add<funnelRight<Amount::Wrap>>("shf.r.wrap.b32");
  table.add<funnelRight<Amount::Clamp>>("shf.r.clamp.b32");
}

} // namespace standin
