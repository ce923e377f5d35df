//===-- Block.cpp: the threads of a block, and a kernel's launch -------------------------------===//
#include "machine/Block.h"

#include <algorithm>

namespace standin {
namespace {

std::string tuple(const Extents3 &extents) {
  return "(" + std::to_string(extents[0]) + ", " + std::to_string(extents[1]) + ", " +
         std::to_string(extents[2]) + ")";
}

} // namespace

void execute(Launch &launch) {
  Block block(launch);
  ++launch.statistics.launches;
  for (unsigned z = 0; z < launch.grid[2]; ++z)
    for (unsigned y = 0; y < launch.grid[1]; ++y)
      for (unsigned x = 0; x < launch.grid[0]; ++x)
        block.run({x, y, z});
}

Block::Block(Launch &launch)
    : launch(launch), lastAllocation(launch.program.code.size()),
      threadCount(launch.block[0] * launch.block[1] * launch.block[2]) {
  const unsigned count = (threadCount + WARP - 1) / WARP;
  known.resize(count);
  for (unsigned i = 0; i < count; ++i)
    warps.emplace_back(*this, i);
}

void Block::run(const Extents3 &where) {
  position = where;
  ++launch.statistics.blocks;
  shared.reset(launch.program.sharedBytes + launch.dynamicShared);
  for (auto &times : known)
    times.assign(warps.size(), 0);
  for (Warp &warp : warps)
    warp.restart();
  while (runWarps())
    releaseBarriers();
}

/// False when all have ended.
bool Block::runWarps() {
  bool left = false;
  for (Warp &warp : warps) {
    warp.run();
    left |= !warp.done();
  }
  return left;
}

void Block::releaseBarriers() {
  bool released = false;
  for (Warp &warp : warps)
    if (warp.barrier.waiting && !warp.done())
      released |= release(warp.barrier.id);
  if (!released)
    stuck();
}

/// A barrier opens when as many threads have come as it counts, or all that have not ended.
bool Block::release(uint32_t id) {
  std::vector<Warp *> members;
  unsigned came = 0, live = 0;
  for (Warp &warp : warps) {
    live += warp.done() ? 0 : WARP;
    if (warp.done() || !warp.barrier.waiting || warp.barrier.id != id)
      continue;
    members.push_back(&warp);
    came += WARP;
  }
  const uint32_t counted = members.front()->barrier.threads;
  if (came < (counted ? counted : live))
    return false;
  synchronise(members);
  ++launch.statistics.barriers;
  return true;
}

void Block::synchronise(const std::vector<Warp *> &members) {
  std::vector<uint32_t> all(warps.size(), 0);
  for (Warp *warp : members) {
    known[warp->index][warp->index] = ++warp->time;
    warp->barrier.waiting = false;
    for (size_t i = 0; i < all.size(); ++i)
      all[i] = std::max(all[i], known[warp->index][i]);
  }
  for (Warp *warp : members)
    known[warp->index] = all;
}

void Block::synchroniseWarp(Warp &warp) { known[warp.index][warp.index] = ++warp.time; }

Accessor Block::accessor(const Warp &warp, unsigned lane, bool atomic) const {
  return {Stamp(warp.firstThread() + lane, warp.time, atomic), known[warp.index].data()};
}

std::string Block::threadText(unsigned thread) const {
  const Extents3 &extents = launch.block;
  return tuple(
      {thread % extents[0], thread / extents[0] % extents[1], thread / extents[0] / extents[1]});
}

std::string Block::nameOf(unsigned thread) const {
  return "block " + tuple(position) + ", thread " + threadText(thread);
}

std::string Block::placeOf(const Instruction &at) const {
  return "kernel " + launch.program.name + ", PTX line " + std::to_string(at.line);
}

void Block::stuck() const {
  std::string text;
  for (const Warp &warp : warps)
    if (!warp.done())
      text += (text.empty() ? "warp " : ", warp ") + std::to_string(warp.index) + " at barrier " +
              std::to_string(warp.barrier.id);
  throw KernelFault(FaultKind::Timeout, "kernel " + launch.program.name + ", block " +
                                            tuple(position) +
                                            ": barriers that never open: " + text);
}

void Block::tooLong() const {
  throw KernelFault(FaultKind::Timeout, "kernel " + launch.program.name + ": more than " +
                                            std::to_string(launch.instructionLimit) +
                                            " instructions of warps");
}

} // namespace standin
