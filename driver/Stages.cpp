//===-- Stages.cpp: a module on its way through the stages of the IR -------------------------------===//
#include "driver/Stages.h"
#include "codegen/SelectSchedules.h"
#include "ir/Entries.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"

using namespace mlir;

namespace vitc {
namespace {

/// The passes between a module and a stage.
class StageBuilder {
public:
  StageBuilder(PassManager &pm, const StageOptions &options, Session &session)
      : pm(pm), options(options), session(session) {}

  void build(ModuleOp module) {
    if (!hasKernels(module))
      buildModelStages();
    if (options.last >= Stage::Kernels)
      reach(Stage::Kernels);
    if (options.last < Stage::Program)
      return;
    if (!vit::ProgramOp::of(module)) {
      module->setAttr("vit.targets", options.targets.toAttribute(&session.context));
      buildSchedulePipeline(pm, options.files.program);
      if (options.tuning)
        return; // between this and the rest
      pm.addPass(createPlanMemoryPass());
    }
    reach(Stage::Program);
  }

  void planMemory() {
    pm.addPass(createPlanMemoryPass());
    reach(Stage::Program);
  }

  static bool hasKernels(ModuleOp module) { return !module.getOps<vit::KernelOp>().empty(); }

private:
  /// The stages of a module that has no kernels yet.
  void buildModelStages() {
    reach(Stage::Imported);
    if (options.last < Stage::Simplified)
      return;
    buildSimplifyPipeline(pm, pipelineOptions(options.files.simplified));
    reach(Stage::Simplified);
    if (options.last < Stage::Fused)
      return;
    buildFusePipeline(pm, pipelineOptions(options.files.fused));
    if (session.afterFusion)
      session.afterFusion(pm);
    reach(Stage::Fused);
    if (options.last >= Stage::Kernels)
      buildOutlinePipeline(pm);
  }

  void reach(Stage stage) {
    if (options.snapshots)
      takeSnapshot(pm, stage, *options.snapshots);
  }

  PipelineOptions pipelineOptions(StringRef file) {
    PipelineOptions result;
    result.sidecar = file.str();
    result.explainFusion = options.explainFusion;
    result.requireFused = options.requireFused;
    result.integerBits = options.integerBits;
    result.quantization = options.quantization;
    result.weightType = options.weightType;
    result.roundsRows = options.roundsRows;
    result.disabledPasses = options.disabledPasses;
    return result;
  }

  PassManager &pm;
  const StageOptions &options;
  Session &session;
};

} // namespace

/// A program holds launches, weights and views alone; a file that was edited may hold more.
static LogicalResult checkProgram(ModuleOp program) {
  for (func::FuncOp entry : entriesOf(program))
    for (Operation &op : entry.front().without_terminator())
      if (!isa<vit::LaunchOp, vit::ConstantOp, vit::ReshapeOp>(op))
        return op.emitError("is in no kernel, though the module has kernels: put it into one, or "
                            "begin with a module that has none");
  return success();
}

LogicalResult runStages(ModuleOp module, const StageOptions &options, Session &session) {
  if (StageBuilder::hasKernels(module) && failed(checkProgram(module)))
    return failure();
  auto run = [&](llvm::function_ref<void(StageBuilder &)> build) -> LogicalResult {
    PassManager pm(&session.context);
    if (session.configurePasses && failed(session.configurePasses(pm)))
      return failure();
    pm.enableTiming(session.timing);
    std::shared_ptr<bool> isWrong;
    if (options.numerics)
      isWrong = verifyNumerics(pm, *options.numerics);
    StageBuilder builder(pm, options, session);
    build(builder);
    return success(succeeded(pm.run(module)) && !(isWrong && *isWrong));
  };
  const bool tunes = options.tuning && !vit::ProgramOp::of(module);
  if (failed(run([&](StageBuilder &builder) { builder.build(module); })))
    return failure();
  if (!tunes)
    return success();
  // No pass: it compiles and runs programs.
  TimingScope scope = session.timing.nest("tuning");
  if (failed(tuneSchedules(module, *options.tuning)))
    return failure();
  scope.stop();
  return run([](StageBuilder &builder) { builder.planMemory(); });
}

} // namespace vitc
