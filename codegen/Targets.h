//===-- Targets.h: the machines that one artifact has code for ------------------------------------===//
#ifndef VITC_CODEGEN_TARGETS_H
#define VITC_CODEGEN_TARGETS_H

#include "codegen/Target.h"
#include <optional>

namespace vitc {

/// A CPU, on which every artifact runs, and maybe a GPU. In the IR they are the module's `vit.targets`, the CPU first.
struct Targets {
  Target cpu;
  std::optional<Target> gpu;

  /// As --target has them, with commas between: "x86-64-v3,cuda:sm_80".
  std::string name() const;

  /// Parses `--target`. A GPU alone stands beside the CPU of this machine.
  static llvm::Expected<Targets> parse(llvm::StringRef text);
  static llvm::Expected<Targets> fromAttribute(mlir::ArrayAttr targets);
  mlir::ArrayAttr toAttribute(mlir::MLIRContext *context) const;
};

} // namespace vitc

#endif // VITC_CODEGEN_TARGETS_H
