//===-- RegisterFile.h: where registers and constants of a kernel lie --------------------------===//
#ifndef STANDIN_MACHINE_REGISTERFILE_H
#define STANDIN_MACHINE_REGISTERFILE_H

#include "machine/Instruction.h"
#include "ptx/Syntax.h"

namespace standin {

class RegisterFile {
public:
  explicit RegisterFile(const Kernel &kernel);

  struct Register {
    Slot slot;
    Type type;
  };
  /// Null where there is none of this name.
  const Register *find(const std::string &name) const;
  /// The slot of a special register such as %tid.x; nothing of another name.
  std::optional<Slot> special(const std::string &name);
  /// A value of `bits` bits that all lanes have.
  Slot constant(uint64_t value, int bits);
  /// Predicates that are always true, or false.
  Slot constantPredicate(bool value) { return constant(value ? ALL_LANES : 0, 1); }
  /// Room for a value of each lane that no register of the kernel has.
  Slot temporary(int bits) { return allocate(bits); }
  /// The carry of sums of several words.
  Slot carry();

  void finish(Program &program) const;

private:
  Slot allocate(int bits);

  std::map<std::string, Register> registers;
  std::map<std::pair<uint64_t, int>, Slot> constants;
  std::map<Special, Slot> specials;
  std::vector<std::byte> image;
  std::optional<Slot> carrySlot;
};

} // namespace standin

#endif // STANDIN_MACHINE_REGISTERFILE_H
