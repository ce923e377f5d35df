//===-- Targets.h: the machines that one artifact has code for ------------------------------------===//
#ifndef VITC_CODEGEN_TARGETS_H
#define VITC_CODEGEN_TARGETS_H

#include "codegen/Target.h"
#include <optional>

namespace vitc {

/// CPUs, on one of which every artifact runs, and maybe a GPU. In the IR they are the module's `vit.targets`, in this
/// order.
struct Targets {
  /// At least one. A context takes the last whose instructions its machine has; weights are packed for the first.
  std::vector<Target> cpus;
  std::optional<Target> gpu;

  /// The CPUs, then the GPU.
  std::vector<const Target *> all() const;
  /// As --target has them, with commas between: "x86-64-v3,x86-64-v4,cuda:sm_80".
  std::string name() const;

  /// Parses `--target`: targets with commas between. CPUs are brought into an order from narrow vectors to wide, from
  /// few instructions to many, and have one architecture. "all" is x86-64-v2, -v3 and -v4. A GPU alone stands beside the CPU of this machine.
  static llvm::Expected<Targets> parse(llvm::StringRef text);
  static llvm::Expected<Targets> fromAttribute(mlir::ArrayAttr targets);
  mlir::ArrayAttr toAttribute(mlir::MLIRContext *context) const;
};

} // namespace vitc

#endif // VITC_CODEGEN_TARGETS_H
