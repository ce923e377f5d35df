//===-- SelectSchedules.cpp -----------------------------------------------------------------------===//
//
// A kernel's algorithm is built as for code generation, so that the table is asked about the very loop nests
// that the loops will be applied to: there is no second definition of them and of their facts.
//
//===---------------------------------------------------------------------------------------------===//
#include "codegen/SelectSchedules.h"
#include "codegen/HalideErrors.h"
#include "codegen/IndexLimit.h"
#include "codegen/KernelNames.h"
#include "codegen/LoopSources.h"
#include "codegen/RequestPackings.h"
#include "codegen/Workspaces.h"
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/schedules/Schedules.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_SELECTSCHEDULESPASS
#include "passes/Passes.h.inc"

FailureOr<vit::ScheduleAttr> planSchedule(vit::KernelOp kernel, const Target &target,
                                          LoopSource &source) {
  MLIRContext *context = kernel.getContext();
  SmallVector<Attribute> loops;
  ArrayAttr workspaces;
  auto choose = [&]() -> LogicalResult {
    const KernelNames names;
    KernelBuilder builder(kernel, source);
    if (failed(builder.build()))
      return failure();
    for (auto [position, nest] : llvm::enumerate(builder.roots)) {
      loops.push_back(source.loopsOf(position, nest));
      if (!loops.back())
        return failure();
    }
    workspaces = chooseWorkspaces(findStored(builder.roots, loops, target), target, context);
    return success();
  };
  if (failed(withHalide(kernel, choose)))
    return failure();
  return vit::ScheduleAttr::get(context, StringAttr::get(context, target.name),
                                ArrayAttr::get(context, loops), workspaces);
}

FailureOr<vit::ScheduleAttr> chooseSchedule(vit::KernelOp kernel, const Target &target) {
  ChosenLoops source(kernel, target);
  return planSchedule(kernel, target, source);
}

LogicalResult selectSchedule(vit::KernelOp kernel, const Target &target) {
  if (kernel.getScheduleFor(target.name))
    return success();
  FailureOr<vit::ScheduleAttr> chosen = chooseSchedule(kernel, target);
  if (failed(chosen))
    return failure();
  SmallVector<Attribute> schedules;
  if (ArrayAttr others = kernel.getSchedulesAttr())
    llvm::append_range(schedules, others);
  schedules.push_back(*chosen);
  kernel.setSchedulesAttr(ArrayAttr::get(kernel.getContext(), schedules));
  return success();
}

namespace {
struct SelectSchedulesPass : impl::SelectSchedulesPassBase<SelectSchedulesPass> {
  using SelectSchedulesPassBase::SelectSchedulesPassBase;

  void runOnOperation() override {
    if (failed(chooseTarget()) || failed(checkIndexable(getOperation())))
      return signalPassFailure();
    auto targets = getOperation()->getAttrOfType<ArrayAttr>("vit.targets");
    if (failed(choosePackings(targets)))
      return signalPassFailure();
    for (auto kernel : getOperation().getOps<vit::KernelOp>())
      for (auto attribute : targets.getAsRange<vit::TargetAttr>())
        if (failed(select(kernel, Target::fromAttribute(attribute))))
          return signalPassFailure();
  }

private:
  /// The module says for which machines; the option may say it for the module.
  LogicalResult chooseTarget() {
    ModuleOp module = getOperation();
    auto targets = module->getAttrOfType<ArrayAttr>("vit.targets");
    if (target.empty())
      return targets ? success()
                     : module.emitError("has no vit.targets to choose schedules for: say "
                                        "target=NAME");
    llvm::Expected<Target> parsed = Target::parse(target);
    if (!parsed)
      return module.emitError() << toString(parsed.takeError());
    const Attribute own = parsed->toAttribute(&getContext());
    if (targets && !llvm::is_contained(targets, own))
      return module.emitError("has other vit.targets than ") << own;
    if (!targets)
      module->setAttr("vit.targets", ArrayAttr::get(&getContext(), own));
    return success();
  }

  /// One copy of a weight serves all targets. The first CPU of 256 bits says how it is packed, else the first: wider
  /// vectors read several of its panels at no cost, narrower ones a panel in parts (bench/README.md has both). Rows of
  /// bytes, and of bf16, lie together as the best of all multiplies them.
  LogicalResult choosePackings(ArrayAttr targets) {
    std::optional<Target> chosen;
    bool packsForBytes = false, packsForBFloats = false;
    for (auto attribute : targets.getAsRange<vit::TargetAttr>()) {
      const Target target = Target::fromAttribute(attribute);
      packsForBytes |= target.multipliesBytes() || !target.tileSums().empty();
      packsForBFloats |= target.multipliesBFloats();
      if (!target.isGpu() && (!chosen || (chosen->vectorBits < 256 && target.vectorBits >= 256)))
        chosen = target;
    }
    if (!chosen)
      return success();
    chosen->packsForBytes = packsForBytes;
    chosen->packsForBFloats = packsForBFloats;
    return requestPackings(getOperation(), *chosen);
  }

  LogicalResult select(vit::KernelOp kernel, const Target &machine) {
    const bool isWritten = bool(kernel.getScheduleFor(machine.name));
    if (failed(selectSchedule(kernel, machine)))
      return failure();
    if (!isWritten)
      numLoopNests += kernel.getScheduleFor(machine.name).getLoops().size();
    return success();
  }
};

struct PlanOptions : PassPipelineOptions<PlanOptions> {
  Option<std::string> sidecar{*this, "sidecar",
                              llvm::cl::desc("file that packed weights are written to")};
  Option<std::string> target{
      *this, "target",
      llvm::cl::desc(
          "the machine that weights are packed and loops chosen for, as vitc's --target; "
          "neither is done without")};
};

/// What follows the choice of schedules.
void addPacking(OpPassManager &pm, StringRef sidecar) {
  pm.addPass(createPackWeightsPass());
  pm.addPass(createFoldConstantsPass({sidecar.str()}));
}
} // namespace

void buildSchedulePipeline(OpPassManager &pm, StringRef sidecar) {
  pm.addPass(createSelectSchedulesPass());
  addPacking(pm, sidecar);
}

void registerPlanPipeline() {
  PassPipelineRegistration<PlanOptions>("vit-plan-pipeline", "launches to a program with one arena",
                                        [](OpPassManager &pm, const PlanOptions &options) {
                                          if (!options.target.empty()) {
                                            pm.addPass(createSelectSchedulesPass({options.target}));
                                            addPacking(pm, options.sidecar);
                                          }
                                          pm.addPass(createPlanMemoryPass());
                                        });
}

} // namespace vitc
