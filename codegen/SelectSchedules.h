//===-- SelectSchedules.h: what passes ask of the table of schedules ---------------------------===//
#ifndef VITC_CODEGEN_SELECTSCHEDULES_H
#define VITC_CODEGEN_SELECTSCHEDULES_H

#include "codegen/Target.h"
#include "mlir/Pass/PassManager.h"

namespace vitc {

/// The loops that the table chooses for `kernel` on `target`; fails with a diagnostic at the op that has no
/// algorithm.
mlir::FailureOr<vit::ScheduleAttr> chooseSchedule(vit::KernelOp kernel, const Target &target);
/// Adds to `kernel` what is chosen, unless it has a schedule for the target.
mlir::LogicalResult selectSchedule(vit::KernelOp kernel, const Target &target);

/// How many columns of the weight of `product`, a matmul or a patch_embedding, lie together best
/// (ir/Panels.h); 0 where it is better left as it is.
int64_t panelWidth(mlir::Operation *product, const Target &target);

/// kernels and launches -> a program for `target`: weights packed (large ones in the file `sidecar`), loops
/// chosen, places for results. `target` is copied; the module has it in `vit.targets`.
void buildPlanPipeline(mlir::OpPassManager &pm, const Target &target, llvm::StringRef sidecar);
/// Registers it as vit-plan-pipeline. Without a target, weights and loops stay as they are.
void registerPlanPipeline();

} // namespace vitc

#endif // VITC_CODEGEN_SELECTSCHEDULES_H
