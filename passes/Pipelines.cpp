//===-- Pipelines.cpp: the named stages ----------------------------------------------------------===//
#include "passes/Pipelines.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {

void buildSimplifyPipeline(OpPassManager &pm, const PipelineOptions &options) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createRaiseIdiomsPass());
  pm.addPass(createAbsorbPaddingPass());
  pm.addPass(createFoldConstantsPass({options.sidecar}));
  pm.addPass(createCanonicalizerPass());
}

void buildFusePipeline(OpPassManager &pm, const PipelineOptions &options) {
  pm.addPass(createFuseAttentionPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createUnpackProjectionsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createNarrowPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createFuseRotaryPass());
  pm.addPass(createJoinProjectionsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(createFoldConstantsPass({options.sidecar}));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createFusePatchEmbeddingPass());
  pm.addPass(createFoldConstantsPass({options.sidecar}));
  pm.addPass(createFuseQKVPass());
  pm.addPass(createFuseMLPPass());
  pm.addPass(createFuseLinearPass());
  if (options.explainFusion || !options.requireFused.empty()) {
    ExplainFusionPassOptions explain{options.explainFusion, {}};
    llvm::append_range(explain.require, options.requireFused);
    pm.addPass(createExplainFusionPass(explain));
  }
}

void buildOutlinePipeline(OpPassManager &pm) {
  pm.addPass(createOutlineKernelsPass());
  pm.addPass(createDeduplicateKernelsPass());
}

void buildPlanPipeline(OpPassManager &pm, const PipelineOptions &options) {
  if (options.panelWidth) {
    pm.addPass(createPackWeightsPass(options.panelWidth));
    pm.addPass(createFoldConstantsPass({options.sidecar}));
  }
  pm.addPass(createPlanMemoryPass());
}

namespace {
struct SimplifyOptions : PassPipelineOptions<SimplifyOptions> {
  Option<std::string> sidecar{*this, "sidecar",
                              llvm::cl::desc("file that large folded constants are written to")};
};

struct PlanOptions : PassPipelineOptions<PlanOptions> {
  Option<std::string> sidecar{*this, "sidecar",
                              llvm::cl::desc("file that packed weights are written to")};
  Option<int64_t> panelWidth{
      *this, "panel-width", llvm::cl::desc("columns of weights that lie together; 0 packs nothing"),
      llvm::cl::init(0)};
};

PipelineOptions pipelineOptions(const SimplifyOptions &options) {
  PipelineOptions result;
  result.sidecar = options.sidecar;
  return result;
}
} // namespace

void registerPipelines() {
  PassPipelineRegistration<SimplifyOptions>("vit-simplify-pipeline",
                                            "fold constants and drop identities",
                                            [](OpPassManager &pm, const SimplifyOptions &options) {
                                              buildSimplifyPipeline(pm, pipelineOptions(options));
                                            });
  PassPipelineRegistration<SimplifyOptions>(
      "vit-fuse-pipeline", "narrow to what is read, fuse projections and attention",
      [](OpPassManager &pm, const SimplifyOptions &options) {
        buildFusePipeline(pm, pipelineOptions(options));
      });
  PassPipelineRegistration<>("vit-outline-pipeline", "model ops to kernels and launches",
                             buildOutlinePipeline);
  PassPipelineRegistration<PlanOptions>(
      "vit-plan-pipeline", "launches to a program with one arena",
      [](OpPassManager &pm, const PlanOptions &options) {
        PipelineOptions result;
        result.sidecar = options.sidecar;
        if (options.panelWidth > 0)
          result.panelWidth = [width = int64_t(options.panelWidth)](Operation *) { return width; };
        buildPlanPipeline(pm, result);
      });
}

} // namespace vitc
