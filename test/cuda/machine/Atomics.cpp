//===-- Atomics.cpp: atom and red --------------------------------------------------------------===//
#include "machine/Access.h"
#include "machine/Elementwise.h"
#include "machine/StatementDecoder.h"

#include <algorithm>

namespace standin {
namespace {

template <typename T> T sum(T old, T by, T) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<T>(static_cast<uint64_t>(old) + static_cast<uint64_t>(by));
  else
    return old + by;
}
template <typename T> T smaller(T old, T by, T) { return std::min(old, by); }
template <typename T> T larger(T old, T by, T) { return std::max(old, by); }
template <typename T> T both(T old, T by, T) { return old & by; }
template <typename T> T either(T old, T by, T) { return old | by; }
template <typename T> T differs(T old, T by, T) { return old ^ by; }
template <typename T> T exchange(T, T by, T) { return by; }
template <typename T> T exchangeIf(T old, T expected, T by) { return old == expected ? by : old; }
uint32_t increment(uint32_t old, uint32_t last, uint32_t) { return old >= last ? 0 : old + 1; }
uint32_t decrement(uint32_t old, uint32_t last, uint32_t) {
  return old == 0 || old > last ? last : old - 1;
}

template <typename T, T F(T, T, T)> void change(Warp &warp, const Instruction &at, Mask mask) {
  Access access(warp, at, mask, AccessKind::Atomic);
  access.prepare(at.space);
  for (Mask rest = mask; rest; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(__builtin_ctz(rest));
    T old;
    std::memcpy(&old, access.data[lane], sizeof old);
    const T next = F(old, warp.lanes<T>(at.sources[1])[lane], warp.lanes<T>(at.sources[2])[lane]);
    std::memcpy(access.data[lane], &next, sizeof next);
    warp.lanes<T>(at.results[0])[lane] = old;
  }
}

struct Atomic {
  std::string_view name;
  Handler execute;
};
constexpr Atomic atomics[] = {
    {"add.u32", change<uint32_t, sum>},        {"add.s32", change<int32_t, sum>},
    {"add.u64", change<uint64_t, sum>},        {"add.f32", change<float, sum>},
    {"add.f64", change<double, sum>},          {"min.u32", change<uint32_t, smaller>},
    {"min.s32", change<int32_t, smaller>},     {"min.u64", change<uint64_t, smaller>},
    {"min.s64", change<int64_t, smaller>},     {"max.u32", change<uint32_t, larger>},
    {"max.s32", change<int32_t, larger>},      {"max.u64", change<uint64_t, larger>},
    {"max.s64", change<int64_t, larger>},      {"and.b32", change<uint32_t, both>},
    {"and.b64", change<uint64_t, both>},       {"or.b32", change<uint32_t, either>},
    {"or.b64", change<uint64_t, either>},      {"xor.b32", change<uint32_t, differs>},
    {"xor.b64", change<uint64_t, differs>},    {"exch.b32", change<uint32_t, exchange>},
    {"exch.b64", change<uint64_t, exchange>},  {"cas.b32", change<uint32_t, exchangeIf>},
    {"cas.b64", change<uint64_t, exchangeIf>}, {"inc.u32", change<uint32_t, increment>},
    {"dec.u32", change<uint32_t, decrement>},
};

} // namespace

void decodeAtomic(StatementDecoder &statement) {
  const bool hasResult = statement.mnemonic.base() == "atom";
  for (const char *order : {"relaxed", "acquire", "release", "acq_rel", "cta", "gpu", "sys"})
    statement.mnemonic.take(order);
  const Space space = statement.mnemonic.takeAs(parseSpace).value_or(Space::Generic);
  const std::string name = statement.mnemonic.text().substr(statement.mnemonic.base().size() + 1);
  const auto type = statement.mnemonic.takeType();
  const auto *found = std::find_if(std::begin(atomics), std::end(atomics),
                                   [&](const Atomic &atomic) { return atomic.name == name; });
  if (found == std::end(atomics) || !type)
    statement.fail("this instruction is not known");
  const size_t first = hasResult ? 1 : 0;
  int64_t offset = 0;
  const Slot base = statement.address(statement.operand(first), offset);
  const Slot by = statement.source(statement.operand(first + 1), *type);
  const bool conditional = statement.operandCount() > first + 2;
  const Slot next = conditional ? statement.source(statement.operand(first + 2), *type) : by;
  Instruction &instruction = statement.emit(found->execute);
  instruction.space = space;
  instruction.bytes = static_cast<uint8_t>(type->bytes());
  instruction.immediate = offset;
  instruction.sources = {base, by, next};
  instruction.floatMode = type->isFloat() ? 0x1f80 : 0;
  instruction.results[0] = hasResult ? statement.result(statement.operand(0), *type)
                                     : statement.file.temporary(type->bits);
}

} // namespace standin
