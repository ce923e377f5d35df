//===-- LoopSources.cpp ---------------------------------------------------------------------------===//
#include "codegen/LoopSources.h"
#include "codegen/HalideErrors.h"
#include "codegen/schedules/Schedules.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"

using namespace mlir;
using namespace vitc;

static void refuse(vit::KernelOp kernel, const LoopNest &nest, const Target &target) {
  anchorOf(kernel)->emitError("there is no schedule for ")
      << describe(nest) << " on '" << target.name << "'";
}

Attribute ChosenLoops::loopsOf(size_t, const LoopNest &nest) {
  const Attribute loops = chooseLoops(nest, target, kernel.getContext());
  if (!loops)
    refuse(kernel, nest, target);
  return loops;
}

bool ChosenLoops::areConstant(ArrayRef<int64_t> operands) {
  auto module = kernel->getParentOfType<ModuleOp>();
  if (!target.isGpu() || operands.empty() || !module)
    return false;
  bool isLaunched = false, ok = true;
  module.walk([&](vit::LaunchOp launch) {
    if (launch.getKernelAttr().getAttr() != kernel.getSymNameAttr())
      return;
    isLaunched = true;
    for (int64_t operand : operands)
      ok &= launch.getOperand(operand).getDefiningOp<vit::ConstantOp>() != nullptr;
  });
  return isLaunched && ok;
}

bool WrittenLoops::areConstant(ArrayRef<int64_t> operands) {
  return llvm::any_of(schedule.getWorkspacesOf(vit::WorkspaceScope::prepared),
                      [&](vit::WorkspaceAttr workspace) {
                        return workspace.getOperands().asArrayRef() == operands;
                      });
}

LogicalResult WrittenLoops::find() {
  schedule = kernel.getScheduleFor(target.name);
  if (schedule)
    return success();
  InFlightDiagnostic error = anchorOf(kernel)->emitError("kernel @")
                             << kernel.getSymName() << " has no schedule for '" << target.name
                             << "': write one";
  if (ArrayAttr others = kernel.getSchedulesAttr())
    error << " beside that for " << cast<vit::ScheduleAttr>(others[0]).getTarget();
  return error << ", or have it chosen: vitc-opt --vit-select-schedules";
}

LogicalResult WrittenLoops::checkNumber(size_t loopNests) {
  const size_t written = schedule.getLoops().size();
  if (written == loopNests)
    return success();
  return anchorOf(kernel)->emitError("kernel @")
         << kernel.getSymName() << ": the schedule for '" << target.name << "' has the loops of "
         << written << " loop nests, not of " << loopNests;
}

Attribute WrittenLoops::loopsOf(size_t position, const LoopNest &nest) {
  if (position >= schedule.getLoops().size()) {
    (void)checkNumber(position + 1);
    return {};
  }
  const Attribute loops = schedule.getLoops()[position];
  const ScheduleRow *row = findSchedule(nest, target, loops);
  if (!row)
    return refuse(kernel, nest, target), Attribute();
  auto emitError = [&] {
    return anchorOf(kernel)->emitError("kernel @")
           << kernel.getSymName() << ", loops " << position + 1 << " of "
           << schedule.getLoops().size() << ", " << loops << ": ";
  };
  return succeeded(row->check(nest, loops, target, emitError)) ? loops : Attribute();
}
