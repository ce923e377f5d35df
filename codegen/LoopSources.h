//===-- LoopSources.h: loops as they are chosen, and as they are written ------------------------===//
#ifndef VITC_CODEGEN_LOOPSOURCES_H
#define VITC_CODEGEN_LOOPSOURCES_H

#include "codegen/LoopNests.h"
#include "codegen/Target.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"

namespace vitc {

/// What the table of schedules chooses for a target.
class ChosenLoops : public LoopSource {
public:
  ChosenLoops(vit::KernelOp kernel, const Target &target) : kernel(kernel), target(target) {}
  mlir::Attribute loopsOf(size_t position, const LoopNest &nest) override;
  bool mergesRows() const override { return target.isGpu(); }
  bool areConstant(llvm::ArrayRef<int64_t> operands) override;

private:
  vit::KernelOp kernel;
  const Target &target;
};

/// What the kernel's schedule for a target says. What breaks a limit of the target or of the loop nest, or is
/// not there, is an error that names the kernel and the model's node.
class WrittenLoops : public LoopSource {
public:
  WrittenLoops(vit::KernelOp kernel, const Target &target) : kernel(kernel), target(target) {}
  /// Whether the kernel has a schedule for the target.
  mlir::LogicalResult find();
  vit::ScheduleAttr getSchedule() const { return schedule; }
  /// Whether the schedule is that of `loopNests` loop nests.
  mlir::LogicalResult checkNumber(size_t loopNests);
  mlir::Attribute loopsOf(size_t position, const LoopNest &nest) override;
  bool mergesRows() const override { return target.isGpu(); }
  /// As workspaces say.
  bool areConstant(llvm::ArrayRef<int64_t> operands) override;

private:
  vit::KernelOp kernel;
  const Target &target;
  vit::ScheduleAttr schedule;
};

} // namespace vitc

#endif // VITC_CODEGEN_LOOPSOURCES_H
