//===-- LaunchEstimates.h: what a kernel is expected to take of a GPU ------------------------------===//
#ifndef VITC_CODEGEN_LAUNCHESTIMATES_H
#define VITC_CODEGEN_LAUNCHESTIMATES_H

#include "codegen/Target.h"
#include "codegen/schedules/Schedules.h"
#include "ir/VitOpsProgram.h"
#include <string>

namespace vitc {

/// A common card of an architecture, by its data sheet.
struct Card {
  llvm::StringRef name;
  double gigahertz, gigabytesPerSecond;
  int64_t warps; // of a multiprocessor
};
Card cardOf(const Target &target);

/// A loop nest of a kernel.
struct LaunchEstimate {
  std::string stage; // what it stores
  GpuEstimate gpu;
  /// Warps that a multiprocessor has at a time, as a share of the most: by threads, registers and shared memory.
  double occupancy = 0;
  /// On the target's card: the cost models' cycles, or what memory takes for the result and as much that is read.
  double microseconds = 0;
};

/// Of the loop nests of `kernel` as its schedule for `target`, a GPU, has them, in their order.
mlir::FailureOr<std::vector<LaunchEstimate>> estimateLaunches(vit::KernelOp kernel,
                                                              const Target &target);

} // namespace vitc

#endif // VITC_CODEGEN_LAUNCHESTIMATES_H
