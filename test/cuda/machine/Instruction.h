//===-- Instruction.h: what the machine executes ----------------------------------------------===//
// A statement of PTX becomes one instruction, or several where registers are wider than what is done with them.
// All operands are arrays with a value for each lane of a warp, in the warp's register file: constants and
// special registers as well. So no instruction asks what kind of operand it has.
#ifndef STANDIN_MACHINE_INSTRUCTION_H
#define STANDIN_MACHINE_INSTRUCTION_H

#include "ptx/Types.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace standin {

constexpr unsigned WARP = 32;
using Mask = uint32_t; // a bit for each lane of a warp
constexpr Mask ALL_LANES = ~Mask{0};

class Warp;
struct Instruction;
using Handler = void (*)(Warp &, const Instruction &, Mask);

enum class Flow : uint8_t { Next, Branch, Exit, Barrier };

/// A place in the register file: 32 values, or the Mask of a predicate.
using Slot = uint32_t;

struct Instruction {
  Handler execute = nullptr;
  Flow flow = Flow::Next;
  bool guardNegated = false;
  bool convergent = false;      // lanes wait here for the others, as for a shuffle
  Space space = Space::Generic; // of memory accesses
  uint8_t count = 1;            // elements of a vector access
  uint8_t bytes = 0;            // of an element
  int line = 0;                 // in the PTX text
  uint32_t index = 0;           // in the program
  uint32_t target = 0;          // of a branch
  uint32_t floatMode = 0;       // rounding and flushing, as MXCSR has them; 0: it does not matter
  Slot guard = 0;
  int64_t immediate = 0; // what the handler takes it for: an offset, a table
  std::array<Slot, 4> results{};
  std::array<Slot, 10> sources{};
};

enum class Special : uint8_t {
  TidX,
  TidY,
  TidZ,
  NtidX,
  NtidY,
  NtidZ,
  CtaidX,
  CtaidY,
  CtaidZ,
  NctaidX,
  NctaidY,
  NctaidZ,
  LaneId,
  WarpId,
  NWarpId,
  LanemaskEq,
  LanemaskLt,
  LanemaskLe,
  LanemaskGt,
  LanemaskGe,
  DynamicSmemSize,
  TotalSmemSize,
  Clock,
};

struct Program {
  std::string name;
  std::vector<Instruction> code;
  std::vector<std::byte> registers; // as a warp starts: the constants
  std::vector<std::pair<Special, Slot>> specials;
  size_t localBytes = 0;  // of a thread
  size_t sharedBytes = 0; // without the dynamic ones
  size_t registersUsed = 0;
};

} // namespace standin

#endif // STANDIN_MACHINE_INSTRUCTION_H
