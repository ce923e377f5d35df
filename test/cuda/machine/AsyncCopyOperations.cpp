//===-- AsyncCopyOperations.cpp: cp.async ------------------------------------------------------===//
#include "machine/Access.h"
#include "machine/StatementDecoder.h"

#include <algorithm>
#include <cstring>

namespace standin {
namespace {

/// Checks the global ends: a copy may read less than it writes, or nothing.
void checkSources(Warp &warp, const Instruction &at, Mask mask, uint64_t *addresses) {
  const auto *sizes = warp.lanes<uint32_t>(at.sources[2]);
  Instruction reading = at;
  reading.sources[0] = at.sources[1];
  reading.immediate = static_cast<int32_t>(at.target);
  for (Mask rest = mask; rest;) {
    const uint32_t size = std::min<uint32_t>(sizes[__builtin_ctz(rest)], at.bytes);
    Mask same = 0;
    for (unsigned lane = 0; lane < WARP; ++lane)
      same |= (rest >> lane & 1) && std::min<uint32_t>(sizes[lane], at.bytes) == size
                  ? Mask{1} << lane
                  : 0;
    rest &= ~same;
    Access source(warp, reading, same, AccessKind::Read, size, at.bytes);
    if (size)
      source.prepare(Space::Global);
    std::copy(source.address, source.address + WARP, addresses);
  }
}

/// Checks the end in shared memory, and that nobody is using it.
void checkTarget(Warp &warp, const Instruction &at, const AsyncCopy &copy) {
  Block &block = warp.block;
  const auto who = [&] {
    return block.placeOf(at) + ": " + block.nameOf(warp.firstThread() + copy.lane) + " copies " +
           std::to_string(copy.bytes) + " bytes to " + std::to_string(copy.to) +
           " of shared memory";
  };
  if (copy.to > block.shared.size() || copy.bytes > block.shared.size() - copy.to)
    throw KernelFault(FaultKind::IllegalAddress, who() + ": out of bounds: the block has " +
                                                     std::to_string(block.shared.size()) +
                                                     " bytes");
  if (copy.to % copy.bytes)
    throw KernelFault(FaultKind::MisalignedAddress, who() + ": misaligned");
  const Meeting meeting = block.shared.launch(block.accessor(warp, copy.lane), copy.to, copy.bytes);
  if (meeting.conflict != Conflict::None)
    reportMeeting(block, at, meeting, who());
}

void issue(Warp &warp, const Instruction &at, Mask mask) {
  const auto *to = warp.lanes<uint64_t>(at.sources[0]);
  const auto *sizes = warp.lanes<uint32_t>(at.sources[2]);
  uint64_t from[WARP];
  checkSources(warp, at, mask, from);
  for (Mask rest = mask; rest; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(__builtin_ctz(rest));
    const AsyncCopy copy{lane, from[lane], to[lane] + static_cast<uint64_t>(at.immediate), at.bytes,
                         std::min<unsigned>(sizes[lane], at.bytes)};
    checkTarget(warp, at, copy);
    warp.copies.add(copy);
  }
}

void land(Warp &warp, const std::vector<AsyncCopy> &copies) {
  Block &block = warp.block;
  for (const AsyncCopy &copy : copies) {
    std::byte *to = block.shared.data(copy.to);
    std::memset(to, 0, copy.bytes);
    if (copy.fromBytes)
      std::memcpy(to, block.launch.memory.data(copy.from), copy.fromBytes);
    block.shared.land(block.accessor(warp, copy.lane), copy.to, copy.bytes);
  }
}

/// Groups are kept for a warp, not for each of its threads.
void expectWhole(Warp &warp, const Instruction &at, Mask mask) {
  warp.expectConverged(at, mask, ALL_LANES);
}

void commit(Warp &warp, const Instruction &at, Mask mask) {
  expectWhole(warp, at, mask);
  warp.copies.commit();
}

void wait(Warp &warp, const Instruction &at, Mask mask) {
  expectWhole(warp, at, mask);
  if (at.immediate < 0) // wait_all
    warp.copies.commit();
  land(warp, warp.copies.take(static_cast<size_t>(std::max<int64_t>(at.immediate, 0))));
}

void decodeCopy(StatementDecoder &statement) {
  const bool whole = statement.mnemonic.take("cg");
  if (!whole && !statement.mnemonic.take("ca"))
    statement.fail("ca or cg expected");
  if (!statement.mnemonic.take("shared") && !statement.mnemonic.take("shared::cta"))
    statement.fail("only a copy to shared memory is known");
  statement.mnemonic.take("global");
  for (const char *hint : {"L2::64B", "L2::128B", "L2::256B"})
    statement.mnemonic.take(hint);
  statement.expectNoSuffix();
  const uint64_t bytes = statement.operand(2).bits;
  if (whole ? bytes != 16 : bytes != 4 && bytes != 8 && bytes != 16)
    statement.fail("4, 8 or 16 bytes are copied, with cg 16");
  int64_t toOffset = 0, fromOffset = 0;
  const Slot to = statement.address(statement.operand(0), toOffset);
  const Slot from = statement.address(statement.operand(1), fromOffset);
  const Slot fromBytes = statement.operandCount() > 3
                             ? statement.source(statement.operand(3), {'u', 32})
                             : statement.file.constant(bytes, 32);
  Instruction &instruction = statement.emit(issue);
  instruction.sources = {to, from, fromBytes};
  instruction.bytes = static_cast<uint8_t>(bytes);
  instruction.immediate = toOffset;
  instruction.target = static_cast<uint32_t>(fromOffset);
}

} // namespace

void decodeAsyncCopy(StatementDecoder &statement) {
  if (!statement.mnemonic.take("async"))
    statement.fail("only cp.async is known");
  if (statement.mnemonic.take("commit_group")) {
    statement.expectNoSuffix();
    statement.emitConvergent(commit);
  } else if (statement.mnemonic.take("wait_all")) {
    statement.expectNoSuffix();
    statement.emitConvergent(wait).immediate = -1;
  } else if (statement.mnemonic.take("wait_group")) {
    statement.expectNoSuffix();
    const auto pending = static_cast<int64_t>(statement.operand(0).bits);
    statement.emitConvergent(wait).immediate = pending;
  } else {
    decodeCopy(statement);
  }
}

} // namespace standin
