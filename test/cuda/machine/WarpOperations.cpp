//===-- WarpOperations.cpp: what the lanes of a warp tell each other ---------------------------===//
#include "machine/Block.h"
#include "machine/StatementDecoder.h"

#include <algorithm>

namespace standin {
namespace {

constexpr Type U32{'u', 32};

template <typename Function> void forLanes(Mask mask, Function function) {
  for (Mask rest = mask; rest; rest &= rest - 1)
    function(static_cast<unsigned>(__builtin_ctz(rest)));
}

/// The lanes that take part: the last source says which have to.
void checkMembers(Warp &warp, const Instruction &at, Mask mask, Slot members) {
  warp.expectConverged(at, mask, warp.lanes<uint32_t>(members)[__builtin_ctz(mask)]);
}

/// Where a lane reads, and whether that lies in its segment; `clamp` as the instruction's third operand has it.
struct Source {
  unsigned lane;
  bool inside;
};
using SourceOf = Source (*)(unsigned lane, uint32_t by, uint32_t clamp, uint32_t segment);

Source up(unsigned lane, uint32_t by, uint32_t clamp, uint32_t segment) {
  const int last = static_cast<int>((lane & segment) | (clamp & ~segment & 31));
  const int from = static_cast<int>(lane) - static_cast<int>(by);
  return {static_cast<unsigned>(from), from >= last};
}
Source down(unsigned lane, uint32_t by, uint32_t clamp, uint32_t segment) {
  return {lane + by, lane + by <= ((lane & segment) | (clamp & ~segment & 31))};
}
Source butterfly(unsigned lane, uint32_t by, uint32_t clamp, uint32_t segment) {
  return {lane ^ by, (lane ^ by) <= ((lane & segment) | (clamp & ~segment & 31))};
}
Source index(unsigned lane, uint32_t by, uint32_t clamp, uint32_t segment) {
  const unsigned from = (lane & segment) | (by & ~segment & 31);
  return {from, from <= ((lane & segment) | (clamp & ~segment & 31))};
}

template <Source SourceLane(unsigned, uint32_t, uint32_t, uint32_t)>
void shuffle(Warp &warp, const Instruction &at, Mask mask) {
  checkMembers(warp, at, mask, at.sources[3]);
  const auto *value = warp.lanes<uint32_t>(at.sources[0]);
  const auto *by = warp.lanes<uint32_t>(at.sources[1]);
  const auto *bounds = warp.lanes<uint32_t>(at.sources[2]);
  uint32_t result[WARP];
  Mask insides = 0;
  forLanes(mask, [&](unsigned lane) {
    const uint32_t segment = bounds[lane] >> 8 & 31;
    const Source from = SourceLane(lane, by[lane] & 31, bounds[lane] & 31, segment);
    result[lane] = value[from.inside ? from.lane : lane];
    insides |= from.inside ? Mask{1} << lane : 0;
    if (from.inside && !(mask >> from.lane & 1))
      throw KernelFault(FaultKind::LaunchFailed,
                        warp.block.placeOf(at) + ": " +
                            warp.block.nameOf(warp.firstThread() + lane) + " asks thread " +
                            warp.block.threadText(warp.firstThread() + from.lane) +
                            ", which is not there");
  });
  auto *to = warp.lanes<uint32_t>(at.results[0]);
  forLanes(mask, [&](unsigned lane) { to[lane] = result[lane]; });
  Mask &predicate = warp.predicate(at.results[1]);
  predicate = (predicate & ~mask) | insides;
}

enum class Vote { All, Any, Uniform };
template <Vote V> void vote(Warp &warp, const Instruction &at, Mask mask) {
  checkMembers(warp, at, mask, at.sources[1]);
  const Mask yes = warp.predicate(at.sources[0]) & mask;
  const bool result = V == Vote::Any   ? yes != 0
                      : V == Vote::All ? yes == mask
                                       : yes == mask || yes == 0;
  Mask &to = warp.predicate(at.results[0]);
  to = (to & ~mask) | (result ? mask : 0);
}

void broadcast(Warp &warp, const Instruction &at, Mask mask, uint32_t value) {
  auto *to = warp.lanes<uint32_t>(at.results[0]);
  forLanes(mask, [&](unsigned lane) { to[lane] = value; });
}

void ballot(Warp &warp, const Instruction &at, Mask mask) {
  checkMembers(warp, at, mask, at.sources[1]);
  broadcast(warp, at, mask, warp.predicate(at.sources[0]) & mask);
}

void activeMask(Warp &warp, const Instruction &at, Mask mask) { broadcast(warp, at, mask, mask); }

template <typename T> T add(T a, T b) { return static_cast<T>(uint64_t(a) + uint64_t(b)); }
template <typename T> T smaller(T a, T b) { return std::min(a, b); }
template <typename T> T larger(T a, T b) { return std::max(a, b); }
uint32_t both(uint32_t a, uint32_t b) { return a & b; }
uint32_t either(uint32_t a, uint32_t b) { return a | b; }
uint32_t differs(uint32_t a, uint32_t b) { return a ^ b; }

template <typename T, T F(T, T)> void reduce(Warp &warp, const Instruction &at, Mask mask) {
  checkMembers(warp, at, mask, at.sources[1]);
  const T *value = warp.lanes<T>(at.sources[0]);
  T result = value[__builtin_ctz(mask)];
  forLanes(mask & (mask - 1), [&](unsigned lane) { result = F(result, value[lane]); });
  broadcast(warp, at, mask, static_cast<uint32_t>(result));
}

constexpr std::pair<std::string_view, Handler> shuffles[] = {{"up", shuffle<up>},
                                                             {"down", shuffle<down>},
                                                             {"bfly", shuffle<butterfly>},
                                                             {"idx", shuffle<index>}};
constexpr std::pair<std::string_view, Handler> votes[] = {{"all", vote<Vote::All>},
                                                          {"any", vote<Vote::Any>},
                                                          {"uni", vote<Vote::Uniform>},
                                                          {"ballot", ballot}};
constexpr std::pair<std::string_view, Handler> reductions[] = {
    {"add.u32", reduce<uint32_t, add>},     {"add.s32", reduce<int32_t, add>},
    {"min.u32", reduce<uint32_t, smaller>}, {"min.s32", reduce<int32_t, smaller>},
    {"max.u32", reduce<uint32_t, larger>},  {"max.s32", reduce<int32_t, larger>},
    {"and.b32", reduce<uint32_t, both>},    {"or.b32", reduce<uint32_t, either>},
    {"xor.b32", reduce<uint32_t, differs>}};

} // namespace

void decodeShuffle(StatementDecoder &statement) {
  if (!statement.mnemonic.take("sync") || !statement.mnemonic.take("b32"))
    statement.fail("only shfl.sync of b32 is known");
  for (const auto &[name, execute] : shuffles) {
    if (!statement.mnemonic.take(name))
      continue;
    statement.expectNoSuffix();
    std::array<Slot, 4> sources{};
    for (size_t i = 0; i < sources.size(); ++i)
      sources[i] = statement.source(statement.operand(i + 1), U32);
    const Operand &to = statement.operand(0);
    const Slot inside =
        to.second.empty() ? statement.file.temporary(1) : statement.predicate(to.second);
    Instruction &instruction = statement.emitConvergent(execute);
    std::copy(sources.begin(), sources.end(), instruction.sources.begin());
    instruction.results = {statement.result(to, U32), inside};
    return;
  }
  statement.fail("this shuffle is not known");
}

void decodeVote(StatementDecoder &statement) {
  if (!statement.mnemonic.take("sync"))
    statement.fail("only vote.sync is known");
  const Type type = statement.mnemonic.takeType().value_or(Type{'p', 1});
  for (const auto &[name, execute] : votes) {
    if (!statement.mnemonic.take(name))
      continue;
    statement.expectNoSuffix();
    const Slot condition = statement.source(statement.operand(1), {'p', 1});
    const Slot members = statement.source(statement.operand(2), U32);
    Instruction &instruction = statement.emitConvergent(execute);
    instruction.sources = {condition, members};
    instruction.results[0] = statement.result(statement.operand(0), type);
    return;
  }
  statement.fail("this vote is not known");
}

void decodeActiveMask(StatementDecoder &statement) {
  statement.mnemonic.take("b32");
  statement.expectNoSuffix();
  statement.emit(activeMask).results[0] = statement.result(statement.operand(0), U32);
}

void decodeReduction(StatementDecoder &statement) {
  statement.mnemonic.take("sync");
  const std::string name = statement.mnemonic.text();
  for (const auto &[known, execute] : reductions) {
    if (name != "redux." + std::string(known))
      continue;
    const Slot value = statement.source(statement.operand(1), U32);
    const Slot members = statement.source(statement.operand(2), U32);
    Instruction &instruction = statement.emitConvergent(execute);
    instruction.sources = {value, members};
    instruction.results[0] = statement.result(statement.operand(0), U32);
    return;
  }
  statement.fail("this reduction is not known");
}

} // namespace standin
