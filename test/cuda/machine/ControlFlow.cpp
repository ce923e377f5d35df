//===-- ControlFlow.cpp: branches, ends, barriers, fences --------------------------------------===//
#include "machine/Block.h"
#include "machine/StatementDecoder.h"

namespace standin {
namespace {

constexpr Type U32{'u', 32};

void nothing(Warp &, const Instruction &, Mask) {}

void trap(Warp &warp, const Instruction &at, Mask mask) {
  const auto lane = static_cast<unsigned>(__builtin_ctz(mask));
  throw KernelFault(FaultKind::LaunchFailed, warp.block.placeOf(at) + ": trap in " +
                                                 warp.block.nameOf(warp.firstThread() + lane));
}

void synchroniseWarp(Warp &warp, const Instruction &at, Mask mask) {
  const Mask members = warp.lanes<uint32_t>(at.sources[0])[__builtin_ctz(mask)];
  warp.expectConverged(at, mask, members);
  warp.block.synchroniseWarp(warp);
}

void decodeWarpBarrier(StatementDecoder &statement) {
  statement.mnemonic.take("sync");
  statement.expectNoSuffix();
  const Slot members = statement.source(statement.operand(0), U32);
  statement.emitConvergent(synchroniseWarp).sources[0] = members;
}

} // namespace

void decodeBranch(StatementDecoder &statement) {
  statement.mnemonic.take("uni");
  statement.expectNoSuffix();
  const auto label = statement.kernel.labels.find(statement.operand(0).name);
  if (label == statement.kernel.labels.end())
    statement.fail("label '" + statement.operand(0).name + "' is not known");
  Instruction &instruction = statement.emit(nothing);
  instruction.flow = Flow::Branch;
  instruction.target = static_cast<uint32_t>(label->second);
}

void decodeExit(StatementDecoder &statement) {
  statement.mnemonic.take("uni");
  statement.expectNoSuffix();
  statement.emit(nothing).flow = Flow::Exit;
}

/// Of `barrier` without `.aligned` other lanes of a warp may come later; LLVM writes none.
void decodeBarrier(StatementDecoder &statement) {
  statement.mnemonic.take("cta");
  if (statement.mnemonic.take("warp"))
    return decodeWarpBarrier(statement);
  if (!statement.mnemonic.take("sync"))
    statement.fail("only a barrier that waits is known");
  statement.mnemonic.take("aligned");
  statement.expectNoSuffix();
  std::vector<Slot> sources;
  for (size_t i = 0; i < statement.operandCount(); ++i)
    sources.push_back(statement.source(statement.operand(i), U32));
  if (sources.empty())
    statement.fail("the barrier's number is missing");
  Instruction &instruction = statement.emitConvergent(nothing);
  instruction.flow = Flow::Barrier;
  instruction.count = static_cast<uint8_t>(sources.size());
  std::copy(sources.begin(), sources.end(), instruction.sources.begin());
}

/// A fence orders memory, and is no barrier: races stay races.
void decodeFence(StatementDecoder &statement) { statement.emit(nothing); }

/// What only changes how long things take.
void decodeHint(StatementDecoder &statement) { statement.emit(nothing); }

void decodeTrap(StatementDecoder &statement) {
  statement.expectNoSuffix();
  statement.emit(trap);
}

} // namespace standin
