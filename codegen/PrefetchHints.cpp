//===-- PrefetchHints.cpp -------------------------------------------------------------------------===//
#include "codegen/PrefetchHints.h"
#include "codegen/LLVMTargets.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCDisassembler/MCDisassembler.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace {
constexpr StringLiteral before = "prefetchnta", after = "prefetcht1";

/// Of x86-64, with what it needs.
class Disassembler {
public:
  Disassembler() {
    vitc::registerLLVMTargets();
    std::string unused;
    target = TargetRegistry::lookupTarget(triple, unused);
    if (!target)
      return;
    registers.reset(target->createMCRegInfo(triple));
    assembly.reset(target->createMCAsmInfo(*registers, triple, MCTargetOptions()));
    subtarget.reset(target->createMCSubtargetInfo(triple, "", ""));
    instructions.reset(target->createMCInstrInfo());
    context.emplace(triple, assembly.get(), registers.get(), subtarget.get());
    decoder.reset(target->createMCDisassembler(*subtarget, *context));
  }

  explicit operator bool() const { return decoder != nullptr; }

  /// Bytes of the first instruction in `code`, 0 if it is none, and whether it is the prefetch.
  std::pair<uint64_t, bool> next(ArrayRef<uint8_t> code) const {
    MCInst instruction;
    uint64_t size = 0;
    if (decoder->getInstruction(instruction, size, code, 0, nulls()) != MCDisassembler::Success)
      return {0, false};
    return {size, instructions->getName(instruction.getOpcode()) == "PREFETCHNTA"};
  }

private:
  Triple triple{"x86_64-unknown-linux-gnu"};
  const Target *target;
  std::unique_ptr<MCRegisterInfo> registers;
  std::unique_ptr<MCAsmInfo> assembly;
  std::unique_ptr<MCSubtargetInfo> subtarget;
  std::unique_ptr<MCInstrInfo> instructions;
  std::optional<MCContext> context;
  std::unique_ptr<MCDisassembler> decoder;
};

/// Opcode, and which of its prefetches, in bits 3 to 5 of the byte behind it (Intel's SDM, PREFETCHh).
constexpr uint8_t opcode[] = {0x0f, 0x18};
constexpr uint8_t extensionBits = 0b111 << 3, extensionOfT1 = 2 << 3;
} // namespace

Error vitc::fetchIntoL2(std::string &object) {
  using File = object::ELFFile<object::ELF64LE>;
  auto file = File::create(object);
  if (!file)
    return file.takeError();
  auto sections = file->sections();
  if (!sections)
    return sections.takeError();
  const Disassembler disassembler;
  if (!disassembler)
    return createStringError("LLVM has no disassembler for x86-64");
  for (const auto &section : *sections) {
    if (!(section.sh_flags & ELF::SHF_EXECINSTR) || section.sh_type != ELF::SHT_PROGBITS)
      continue;
    const MutableArrayRef<uint8_t> code(
        reinterpret_cast<uint8_t *>(object.data()) + section.sh_offset, section.sh_size);
    for (uint64_t place = 0; place < code.size();) {
      const auto [size, isPrefetch] = disassembler.next(code.drop_front(place));
      if (size == 0)
        return createStringError("no instruction of x86-64 at byte " + Twine(place) +
                                 " of its code");
      if (isPrefetch) {
        auto *kind = std::search(code.begin() + place, code.begin() + place + size,
                                 std::begin(opcode), std::end(opcode)) +
                     std::size(opcode);
        *kind = (*kind & ~extensionBits) | extensionOfT1;
      }
      place += size;
    }
  }
  return Error::success();
}

void vitc::fetchIntoL2InAssembly(std::string &assembly) {
  for (size_t place = 0; (place = assembly.find(before, place)) != std::string::npos;)
    assembly.replace(place, before.size(), after);
}
