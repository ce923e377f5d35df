//===-- RegisterFile.cpp: where registers and constants of a kernel lie ------------------------===//
#include "machine/RegisterFile.h"

#include <cstring>

namespace standin {
namespace {

constexpr size_t ALIGNMENT = 64;
/// What is in a register that was not written yet: a NaN, and no address.
constexpr std::byte POISON{0xff};

constexpr std::pair<std::string_view, Special> names[] = {
    {"%tid.x", Special::TidX},
    {"%tid.y", Special::TidY},
    {"%tid.z", Special::TidZ},
    {"%ntid.x", Special::NtidX},
    {"%ntid.y", Special::NtidY},
    {"%ntid.z", Special::NtidZ},
    {"%ctaid.x", Special::CtaidX},
    {"%ctaid.y", Special::CtaidY},
    {"%ctaid.z", Special::CtaidZ},
    {"%nctaid.x", Special::NctaidX},
    {"%nctaid.y", Special::NctaidY},
    {"%nctaid.z", Special::NctaidZ},
    {"%laneid", Special::LaneId},
    {"%warpid", Special::WarpId},
    {"%nwarpid", Special::NWarpId},
    {"%lanemask_eq", Special::LanemaskEq},
    {"%lanemask_lt", Special::LanemaskLt},
    {"%lanemask_le", Special::LanemaskLe},
    {"%lanemask_gt", Special::LanemaskGt},
    {"%lanemask_ge", Special::LanemaskGe},
    {"%dynamic_smem_size", Special::DynamicSmemSize},
    {"%total_smem_size", Special::TotalSmemSize},
    {"%clock", Special::Clock},
};

} // namespace

RegisterFile::RegisterFile(const Kernel &kernel) {
  for (const auto &[name, type] : kernel.registers)
    registers[name] = {allocate(type.bits), type};
}

const RegisterFile::Register *RegisterFile::find(const std::string &name) const {
  const auto found = registers.find(name);
  return found == registers.end() ? nullptr : &found->second;
}

std::optional<Slot> RegisterFile::special(const std::string &name) {
  for (const auto &[known, special] : names) {
    if (known != name)
      continue;
    const auto [entry, isNew] = specials.try_emplace(special, 0);
    if (isNew)
      entry->second = allocate(32);
    return entry->second;
  }
  return std::nullopt;
}

Slot RegisterFile::constant(uint64_t value, int bits) {
  const auto [entry, isNew] = constants.try_emplace({value, bits}, 0);
  if (!isNew)
    return entry->second;
  entry->second = allocate(bits);
  const size_t bytes = bits == 1 ? sizeof(Mask) : static_cast<size_t>(bits) / 8;
  for (unsigned lane = 0; lane < (bits == 1 ? 1 : WARP); ++lane)
    std::memcpy(image.data() + entry->second + lane * bytes, &value, bytes);
  return entry->second;
}

Slot RegisterFile::carry() {
  if (!carrySlot)
    carrySlot = allocate(1);
  return *carrySlot;
}

Slot RegisterFile::allocate(int bits) {
  const size_t slot = (image.size() + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  const size_t bytes = bits == 1 ? sizeof(Mask) : WARP * static_cast<size_t>(bits) / 8;
  image.resize(slot + bytes, POISON);
  return static_cast<Slot>(slot);
}

void RegisterFile::finish(Program &program) const {
  program.registers = image;
  program.specials.assign(specials.begin(), specials.end());
}

} // namespace standin
