//===-- SelectSchedules.h: what passes ask of the table of schedules ---------------------------===//
#ifndef VITC_CODEGEN_SELECTSCHEDULES_H
#define VITC_CODEGEN_SELECTSCHEDULES_H

#include "codegen/LoopNests.h"
#include "codegen/Target.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "mlir/Pass/PassManager.h"

namespace vitc {

/// The loops that the table chooses for `kernel` on `target`; fails with a diagnostic at the op that has no
/// algorithm.
mlir::FailureOr<vit::ScheduleAttr> chooseSchedule(vit::KernelOp kernel, const Target &target);
/// The same, of the loops that `source` says.
mlir::FailureOr<vit::ScheduleAttr> planSchedule(vit::KernelOp kernel, const Target &target,
                                                LoopSource &source);
/// Adds to `kernel` what is chosen, unless it has a schedule for the target.
mlir::LogicalResult selectSchedule(vit::KernelOp kernel, const Target &target);

/// kernels and launches -> a program for the module's `vit.targets`: loops chosen, weights packed (what is too
/// long to be said in the text goes to the file `sidecar`), and then places for results (vit-plan-memory).
void buildSchedulePipeline(mlir::OpPassManager &pm, llvm::StringRef sidecar);
/// Registers both together as vit-plan-pipeline. Without a target, weights and loops stay as they are.
void registerPlanPipeline();

} // namespace vitc

#endif // VITC_CODEGEN_SELECTSCHEDULES_H
