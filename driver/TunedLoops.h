//===-- TunedLoops.h: what --tune has found before -------------------------------------------------===//
#ifndef VITC_DRIVER_TUNEDLOOPS_H
#define VITC_DRIVER_TUNEDLOOPS_H

#include "codegen/Target.h"
#include "ir/VitOpsProgram.h"

namespace vitc {

/// Files in the folder of the cache of kernels. One is called by the digest of all that a measurement depends on: what the kernel's
/// code depends on, its loops as they were chosen among it, this machine's kind of CPU, and how many of them the process may use. A
/// file that is damaged counts as none, and what cannot be written is measured again another time.
class TunedLoops {
public:
  /// "": nothing is known, nor kept.
  explicit TunedLoops(std::string directory) : directory(std::move(directory)) {}

  /// Loops of each loop nest of `kernel`; null if there are none.
  mlir::ArrayAttr find(vit::KernelOp kernel, const Target &target) const;
  void keep(vit::KernelOp kernel, const Target &target, mlir::ArrayAttr loops) const;

private:
  /// "" where there is none.
  std::string pathOf(vit::KernelOp kernel, const Target &target) const;

  std::string directory;
};

} // namespace vitc

#endif // VITC_DRIVER_TUNEDLOOPS_H
