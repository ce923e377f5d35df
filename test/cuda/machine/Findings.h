//===-- Findings.h: what is wrong with a kernel ------------------------------------------------===//
#ifndef STANDIN_MACHINE_FINDINGS_H
#define STANDIN_MACHINE_FINDINGS_H

#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace standin {

enum class FaultKind { IllegalAddress, MisalignedAddress, LaunchFailed, Timeout };

/// What ends a kernel, as it would on a card.
struct KernelFault : std::runtime_error {
  KernelFault(FaultKind kind, const std::string &text) : std::runtime_error(text), kind(kind) {}
  FaultKind kind;
};

/// What a card would not tell: counted, and said once for each instruction and kind.
class Findings {
public:
  virtual ~Findings() = default;

  /// Whether this is the first of its kind at this instruction: to be said then, and counted otherwise.
  bool isNew(const char *kind, uint32_t instruction) {
    return seen.emplace(kind, instruction).second;
  }
  virtual void say(const char *kind, const std::string &text) = 0;
  virtual void count(const char *kind) = 0;

private:
  std::set<std::pair<std::string, uint32_t>> seen;
};

} // namespace standin

#endif // STANDIN_MACHINE_FINDINGS_H
