//===-- Warp.cpp: 32 threads that execute one program ------------------------------------------===//
// Every lane has its own place in the program. The lanes that are furthest behind run together, up to where the
// next other lane waits: most paths join there. At barriers, shuffles and their kind lanes wait for all others that
// can still come.
#include "machine/Warp.h"

#include "machine/Block.h"
#include <cstdlib>
#include <cstring>
#include <immintrin.h>
#include <new>

namespace standin {
namespace {

constexpr size_t CACHE_LINE = 64;

std::byte *allocateFile(size_t bytes) {
  void *file = std::aligned_alloc(CACHE_LINE, (bytes + CACHE_LINE - 1) & ~(CACHE_LINE - 1));
  if (!file)
    throw std::bad_alloc();
  return static_cast<std::byte *>(file);
}

/// The control register of this thread as it was, afterwards.
class FloatMode {
public:
  FloatMode() : before(_mm_getcsr()), current(before) {}
  ~FloatMode() { _mm_setcsr(before); }
  FloatMode(const FloatMode &) = delete;
  FloatMode &operator=(const FloatMode &) = delete;

  void set(uint32_t mode) {
    if (mode && mode != current)
      _mm_setcsr(current = mode);
  }

private:
  const uint32_t before;
  uint32_t current;
};

} // namespace

void Warp::Free::operator()(std::byte *bytes) const { std::free(bytes); }

Warp::Warp(Block &block, unsigned index)
    : block(block), index(index), local(block.launch.program.localBytes),
      file(allocateFile(block.launch.program.registers.size())) {}

void Warp::restart() {
  const Program &program = block.launch.program;
  const unsigned threads = std::min(block.threads() - firstThread(), WARP);
  std::memcpy(file.get(), program.registers.data(), program.registers.size());
  fillSpecials();
  std::fill(at, at + WARP, 0);
  live = threads == WARP ? ALL_LANES : (Mask{1} << threads) - 1;
  local.reset(threads);
  copies.clear();
  barrier = {};
  time = 0;
  held = 0;
}

void Warp::run() {
  while (live && !barrier.waiting)
    runGroup(nextGroup());
}

Warp::Group Warp::nextGroup() {
  if (held != live)
    return firstOf(live & ~held);
  // Nobody else comes: the first ones go on without the others.
  held = 0;
  Group group = firstOf(live);
  group.forced = true;
  return group;
}

Warp::Group Warp::firstOf(Mask ready) const {
  Group group{~0u, 0, ~0u, false};
  for (Mask rest = ready; rest; rest &= rest - 1) {
    const unsigned lane = static_cast<unsigned>(__builtin_ctz(rest));
    if (at[lane] < group.at) {
      group.limit = group.at;
      group.at = at[lane];
      group.lanes = 0;
    }
    if (at[lane] == group.at)
      group.lanes |= Mask{1} << lane;
    else
      group.limit = std::min(group.limit, at[lane]);
  }
  return group;
}

void Warp::runGroup(Group group) {
  const Instruction *code = block.launch.program.code.data();
  KernelStatistics &statistics = block.launch.statistics;
  FloatMode mode;
  uint32_t next = group.at;
  do {
    const Instruction &current = code[next];
    if (current.convergent && group.lanes != live && !group.forced) {
      held |= group.lanes;
      break;
    }
    group.forced = false;
    ++next;
    const Mask guard = predicate(current.guard) ^ (current.guardNegated ? ALL_LANES : 0);
    const Mask lanes = group.lanes & guard;
    ++statistics.warpInstructions;
    statistics.threadInstructions += static_cast<uint64_t>(__builtin_popcount(lanes));
    block.tick();
    switch (current.flow) {
    case Flow::Next:
      mode.set(current.floatMode);
      if (lanes)
        current.execute(*this, current, lanes);
      break;
    case Flow::Branch:
      if (lanes && lanes != group.lanes)
        return split(current, group.lanes, lanes);
      if (lanes)
        next = current.target;
      break;
    case Flow::Exit:
      live &= ~lanes;
      group.lanes &= ~lanes;
      if (!group.lanes)
        return;
      break;
    case Flow::Barrier:
      if (lanes)
        return arrive(current, lanes, group.lanes);
      break;
    }
  } while (next < group.limit);
  moveTo(group.lanes, next);
}

void Warp::split(const Instruction &branch, Mask lanes, Mask taken) {
  moveTo(taken, branch.target);
  moveTo(lanes & ~taken, branch.index + 1);
}

void Warp::arrive(const Instruction &here, Mask lanes, Mask group) {
  if (lanes != live)
    throw KernelFault(FaultKind::LaunchFailed,
                      block.placeOf(here) + ": divergent barrier: of warp " +
                          std::to_string(index) + ", " + std::to_string(__builtin_popcount(live)) +
                          " threads have to come, " + std::to_string(__builtin_popcount(lanes)) +
                          " come");
  moveTo(group, here.index + 1);
  const auto first = static_cast<unsigned>(__builtin_ctz(lanes));
  const uint32_t id = this->lanes<uint32_t>(here.sources[0])[first];
  const uint32_t threads = here.count > 1 ? this->lanes<uint32_t>(here.sources[1])[first] : 0;
  barrier = {true, id, threads};
}

void Warp::moveTo(Mask lanes, uint32_t target) {
  for (Mask rest = lanes; rest; rest &= rest - 1)
    at[__builtin_ctz(rest)] = target;
}

void Warp::expectConverged(const Instruction &here, Mask lanes, Mask members) {
  const Mask missing = members & live & ~lanes;
  if (!missing)
    return;
  throw KernelFault(
      FaultKind::LaunchFailed,
      block.placeOf(here) + ": " +
          block.nameOf(firstThread() + static_cast<unsigned>(__builtin_ctz(missing))) +
          " is named by the mask and is not there");
}

} // namespace standin
