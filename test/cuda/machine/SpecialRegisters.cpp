//===-- SpecialRegisters.cpp: %tid and its kind ------------------------------------------------===//
#include "machine/Block.h"

namespace standin {
namespace {

uint32_t valueOf(Special special, const Block &block, unsigned warp, unsigned lane) {
  const Extents3 &extents = block.launch.block;
  const unsigned thread = warp * WARP + lane;
  const Mask bit = Mask{1} << lane;
  switch (special) {
  case Special::TidX:
    return thread % extents[0];
  case Special::TidY:
    return thread / extents[0] % extents[1];
  case Special::TidZ:
    return thread / extents[0] / extents[1];
  case Special::NtidX:
    return extents[0];
  case Special::NtidY:
    return extents[1];
  case Special::NtidZ:
    return extents[2];
  case Special::CtaidX:
    return block.position[0];
  case Special::CtaidY:
    return block.position[1];
  case Special::CtaidZ:
    return block.position[2];
  case Special::NctaidX:
    return block.launch.grid[0];
  case Special::NctaidY:
    return block.launch.grid[1];
  case Special::NctaidZ:
    return block.launch.grid[2];
  case Special::LaneId:
    return lane;
  case Special::WarpId:
    return warp;
  case Special::NWarpId:
    return block.warpCount();
  case Special::LanemaskEq:
    return bit;
  case Special::LanemaskLt:
    return bit - 1;
  case Special::LanemaskLe:
    return bit | (bit - 1);
  case Special::LanemaskGt:
    return ~(bit | (bit - 1));
  case Special::LanemaskGe:
    return ~(bit - 1);
  case Special::DynamicSmemSize:
    return static_cast<uint32_t>(block.launch.dynamicShared);
  case Special::TotalSmemSize:
    return static_cast<uint32_t>(block.shared.size());
  case Special::Clock:
    return 0; // time stands still
  }
  return 0;
}

} // namespace

void Warp::fillSpecials() {
  for (const auto &[special, slot] : block.launch.program.specials)
    for (unsigned lane = 0; lane < WARP; ++lane)
      lanes<uint32_t>(slot)[lane] = valueOf(special, block, index, lane);
}

} // namespace standin
