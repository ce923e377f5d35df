//===-- TuneSchedules.h: loops chosen by the clock ------------------------------------------------===//
#ifndef VITC_CODEGEN_TUNESCHEDULES_H
#define VITC_CODEGEN_TUNESCHEDULES_H

#include "codegen/Target.h"
#include "ir/VitOpsProgram.h"
#include "llvm/ADT/StringMap.h"
#include <functional>

namespace vitc {

/// Seconds that each kernel takes of a pass, all of its launches together.
using KernelTimes = llvm::StringMap<double>;

struct Tuning {
  /// The CPU whose loops are tuned, one of the module's `vit.targets`: that which this machine takes.
  Target target;
  /// About how long it may take; what has begun ends.
  double seconds = 60;
  /// Has programs with code for the target alone take turns on this machine, and tells the times of each. Fails with a
  /// diagnostic.
  std::function<mlir::FailureOr<std::vector<KernelTimes>>(llvm::ArrayRef<mlir::ModuleOp> programs)>
      measure;
  /// What an earlier tuning of the same kernel has found, an attribute for each loop nest, null where there was none; and keeps
  /// what this one finds. Null: nobody remembers.
  std::function<mlir::ArrayAttr(vit::KernelOp)> find = nullptr;
  std::function<void(vit::KernelOp, mlir::ArrayAttr loops)> keep = nullptr;
  /// Told what is being done, as ("tuning", 12, 40); null: nobody listens.
  std::function<void(size_t done, size_t total)> progress = nullptr;
};

/// Gives the kernels of `module`, launches with schedules and packed weights, faster loops for `tuning.target`. Loops of products
/// and attention, written ones too, are replaced by others that read weights as they are packed. A kernel's loop nests are
/// changed one at a time, in programs that take turns with one that has the loops as they were; what was faster in each is then
/// put together, and has to be faster again. Says of each kernel that it changes what it did, in remarks; of what cannot be
/// compiled or run, in a warning.
mlir::LogicalResult tuneSchedules(mlir::ModuleOp module, const Tuning &tuning);

} // namespace vitc

#endif // VITC_CODEGEN_TUNESCHEDULES_H
