//===-- Access.cpp: where the lanes of a warp read and write -----------------------------------===//
#include "machine/Access.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace standin {
namespace {

std::string hexadecimal(uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

bool allWritten(const uint8_t *written, unsigned bytes) {
  constexpr uint32_t four = 0x01010101;
  if (bytes == 4)
    return std::memcmp(written, &four, 4) == 0;
  return std::all_of(written, written + bytes, [](uint8_t byte) { return byte == 1; });
}

template <typename Function> void forLanes(Mask mask, Function function) {
  for (Mask rest = mask; rest; rest &= rest - 1)
    function(static_cast<unsigned>(__builtin_ctz(rest)));
}

} // namespace

Access::Access(Warp &warp, const Instruction &at, Mask mask, AccessKind kind)
    : Access(warp, at, mask, kind, unsigned{at.bytes} * at.count, unsigned{at.bytes} * at.count) {}

Access::Access(Warp &warp, const Instruction &at, Mask mask, AccessKind kind, unsigned bytes,
               unsigned alignment)
    : warp(warp), block(warp.block), at(at), mask(mask), kind(kind), bytes(bytes),
      alignment(alignment) {
  const auto *base = warp.lanes<uint64_t>(at.sources[0]);
  for (unsigned lane = 0; lane < WARP; ++lane)
    address[lane] = base[lane] + static_cast<uint64_t>(at.immediate);
}

void Access::prepare(Space space) {
  switch (space) {
  case Space::Generic:
    return generic();
  case Space::Global:
    return global(mask, true);
  case Space::Const:
    return global(mask, false);
  case Space::Shared:
    return shared(mask);
  case Space::Local:
    return local(mask);
  case Space::Param:
    break; // a load of its own
  }
}

void Access::generic() {
  Mask inShared = 0, inLocal = 0;
  forLanes(mask, [&](unsigned lane) {
    const uint64_t window = address[lane] & ~(SHARED_WINDOW - 1);
    inShared |= window == SHARED_WINDOW ? Mask{1} << lane : 0;
    inLocal |= window == LOCAL_WINDOW ? Mask{1} << lane : 0;
  });
  forLanes(inShared | inLocal, [&](unsigned lane) { address[lane] &= SHARED_WINDOW - 1; });
  if (inShared)
    shared(inShared);
  if (inLocal)
    local(inLocal);
  if (const Mask inGlobal = mask & ~inShared & ~inLocal)
    global(inGlobal, true);
}

void Access::global(Mask lanes, bool counted) {
  DeviceMemory &memory = block.launch.memory;
  forLanes(lanes, [&](unsigned lane) {
    checkAlignment(lane);
    allocationOf(lane);
    uint8_t *written = memory.written(address[lane]);
    if (kind != AccessKind::Write && !allWritten(written, bytes))
      reportUninitialised(lane, "global");
    if (kind != AccessKind::Read)
      std::memset(written, 1, bytes);
    data[lane] = memory.data(address[lane]);
  });
  if (counted)
    countGlobal(lanes);
}

const Allocation &Access::allocationOf(unsigned lane) {
  const Allocation *&last = block.lastAllocation[at.index];
  if (!last || !last->holds(address[lane], bytes)) {
    last = block.launch.memory.find(address[lane], bytes);
    if (!last || last->owner != block.launch.owner) {
      last = nullptr;
      outOfBounds(lane, block.launch.memory.describe(address[lane]));
    }
  }
  return *last;
}

void Access::countGlobal(Mask lanes) {
  KernelStatistics &statistics = block.launch.statistics;
  const auto total = static_cast<uint64_t>(__builtin_popcount(lanes)) * bytes;
  if (kind != AccessKind::Write)
    statistics.bytesRead += total;
  if (kind != AccessKind::Read)
    statistics.bytesWritten += total;
  const unsigned sectors = sectorsOf({address, lanes, bytes});
  // Lanes that read the same need less than their bytes in one piece.
  const auto ideal = std::min<uint64_t>(sectors, (total + 31) / 32);
  ++statistics.globalRequests;
  statistics.sectors += sectors;
  statistics.idealSectors += ideal;
  statistics.uncoalesced += sectors > ideal + 1; // a piece that begins within a sector is no fault
}

void Access::shared(Mask lanes) {
  SharedMemory &memory = block.shared;
  forLanes(lanes, [&](unsigned lane) {
    if (address[lane] > memory.size() || bytes > memory.size() - address[lane])
      outOfBounds(lane, "the block has " + std::to_string(memory.size()) + " bytes");
    checkAlignment(lane);
    const Accessor by = block.accessor(warp, lane, kind == AccessKind::Atomic);
    if (kind != AccessKind::Write)
      meet(lane, memory.read(by, address[lane], bytes));
    if (kind != AccessKind::Read)
      meet(lane, memory.write(by, address[lane], bytes, values ? values + lane * bytes : nullptr));
    data[lane] = memory.data(address[lane]);
  });
  ++block.launch.statistics.sharedRequests;
  block.launch.statistics.bankConflicts += bankConflictsOf({address, lanes, bytes});
}

void Access::local(Mask lanes) {
  LocalMemory &memory = warp.local;
  forLanes(lanes, [&](unsigned lane) {
    if (address[lane] > memory.size() || bytes > memory.size() - address[lane])
      outOfBounds(lane, "the thread has " + std::to_string(memory.size()) + " bytes");
    checkAlignment(lane);
    uint8_t *written = memory.written(lane, address[lane]);
    if (kind != AccessKind::Write && !allWritten(written, bytes))
      reportUninitialised(lane, "local");
    if (kind != AccessKind::Read)
      std::memset(written, 1, bytes);
    data[lane] = memory.data(lane, address[lane]);
  });
}

void Access::checkAlignment(unsigned lane) {
  if (address[lane] & (alignment - 1)) // a power of two
    throw KernelFault(FaultKind::MisalignedAddress, text(lane, verb()) + ": misaligned");
}

void Access::outOfBounds(unsigned lane, const std::string &where) {
  throw KernelFault(FaultKind::IllegalAddress, text(lane, verb()) + ": out of bounds: " + where);
}

void Access::reportUninitialised(unsigned lane, const char *space) {
  Findings &findings = block.launch.findings;
  if (!findings.isNew("uninitialised", at.index))
    return findings.count("uninitialised");
  const bool global = std::strcmp(space, "global") == 0;
  findings.say("uninitialised",
               text(lane, verb()) + " of " + space + " memory that nobody wrote" +
                   (global ? ": " + block.launch.memory.describe(address[lane]) : ""));
}

void Access::meet(unsigned lane, const Meeting &meeting) {
  if (meeting.conflict != Conflict::None)
    reportMeeting(block, at, meeting,
                  text(lane, kind == AccessKind::Read ? "reads" : "writes") + " of shared memory");
}

const char *Access::verb() const {
  return kind == AccessKind::Read ? "reads" : kind == AccessKind::Write ? "writes" : "changes";
}

std::string Access::text(unsigned lane, const char *verb) const {
  return block.placeOf(at) + ": " + block.nameOf(warp.firstThread() + lane) + " " + verb + " " +
         std::to_string(bytes) + " bytes at " + hexadecimal(address[lane]);
}

void reportMeeting(Block &block, const Instruction &at, const Meeting &meeting,
                   const std::string &text) {
  const bool race = meeting.conflict != Conflict::Uninitialised;
  const char *kind = race ? "race" : "uninitialised";
  Findings &findings = block.launch.findings;
  if (!findings.isNew(kind, at.index))
    return findings.count(kind);
  const std::string other = "thread " + block.threadText(meeting.other);
  const auto why = [&]() -> std::string {
    switch (meeting.conflict) {
    case Conflict::Uninitialised:
      return " that nobody wrote";
    case Conflict::ReadAfterWrite:
      return " that " + other + " wrote, with no barrier between";
    case Conflict::WriteAfterRead:
      return " that " + other + " read, with no barrier between";
    case Conflict::WriteAfterWrite:
      return " that " + other + " wrote, with no barrier between";
    case Conflict::InFlight:
      return " that an asynchronous copy is still filling";
    case Conflict::None:
      break;
    }
    return "";
  }();
  findings.say(kind, text + why);
}

} // namespace standin
