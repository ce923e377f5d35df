//===-- Pipelines.cpp: the named stages ----------------------------------------------------------===//
#include "passes/Pipelines.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {

namespace {
/// Adds passes to a stage, less those that are switched off.
class Stage {
public:
  Stage(OpPassManager &pm, const PipelineOptions &options) : pm(pm), options(options) {}

  void add(std::unique_ptr<Pass> pass) {
    if (!llvm::is_contained(options.disabledPasses, pass->getArgument()))
      pm.addPass(std::move(pass));
  }
  void canonicalize() { pm.addPass(createCanonicalizerPass()); }
  void eliminateCommonSubexpressions() { pm.addPass(createCSEPass()); }

private:
  OpPassManager &pm;
  const PipelineOptions &options;
};
} // namespace

void buildSimplifyPipeline(OpPassManager &pm, const PipelineOptions &options) {
  Stage stage(pm, options);
  stage.add(createRaiseIntegerProductsPass()); // before weights become floats
  stage.canonicalize();
  stage.eliminateCommonSubexpressions();
  stage.add(createRaiseIdiomsPass());
  stage.add(createAbsorbPaddingPass());
  stage.add(createFoldConstantsPass({options.sidecar}));
  stage.canonicalize();
}

void buildFusePipeline(OpPassManager &pm, const PipelineOptions &options) {
  Stage stage(pm, options);
  bool explains = options.explainFusion || !options.requireFused.empty();
  if (explains)
    pm.addPass(createCountPatternsPass());
  stage.add(createFuseAttentionPass());
  stage.add(createFuseRotaryPass()); // before slices move, which its idiom is made of
  stage.canonicalize();
  stage.add(createUnpackProjectionsPass());
  stage.canonicalize();
  stage.add(createUnpackProjectionsPass()); // slices that stood behind reshapes which are gone now
  stage.canonicalize();
  stage.eliminateCommonSubexpressions();
  stage.canonicalize();
  stage.add(createNarrowPass());
  stage.canonicalize();
  stage.add(createFoldInputNormalizationPass());
  stage.add(createFoldBatchNormPass());
  stage.add(createFoldAffineChainsPass());
  stage.add(createFoldLayerScalePass());
  stage.add(createFoldNormAffinePass());
  stage.add(createFoldAttentionScalePass());
  stage.add(createFoldPositionEmbeddingPass());
  stage.canonicalize();
  stage.eliminateCommonSubexpressions();
  stage.add(createJoinProjectionsPass());
  stage.canonicalize();
  stage.eliminateCommonSubexpressions();
  // Passes before built expressions of weights, which are evaluated here, once each.
  stage.add(createFoldConstantsPass({options.sidecar}));
  stage.canonicalize();
  stage.add(createFusePatchEmbeddingPass());
  stage.add(createFoldConstantsPass({options.sidecar}));
  stage.add(createFuseQKVPass());
  stage.add(createFuseMLPPass());
  stage.add(createFuseLinearPass());
  if (explains) {
    ExplainFusionPassOptions explain{options.explainFusion, {}};
    llvm::append_range(explain.require, options.requireFused);
    pm.addPass(createExplainFusionPass(explain));
  }
  stage.add(createMarkFittingPairsPass()); // before weights that fit by construction
  if (options.integerBits) {
    pm.addPass(createQuantizeProductsPass(options.integerBits, options.quantization));
    stage.eliminateCommonSubexpressions();
    stage.add(createFoldConstantsPass({options.sidecar}));
  }
  if (!options.weightType.empty()) {
    pm.addPass(createRoundWeightsPass({options.weightType, options.roundsRows}));
    stage.eliminateCommonSubexpressions();
    stage.add(createFoldConstantsPass({options.sidecar}));
  }
}

std::vector<std::string> optionalPasses() {
  OpPassManager pm(ModuleOp::getOperationName());
  buildSimplifyPipeline(pm, {});
  buildFusePipeline(pm, {});
  std::vector<std::string> flags;
  for (Pass &pass : pm)
    if (StringRef flag = pass.getArgument();
        flag.starts_with("vit-") && !llvm::is_contained(flags, flag))
      flags.push_back(flag.str());
  return flags;
}

void buildOutlinePipeline(OpPassManager &pm) {
  pm.addPass(createOutlineKernelsPass());
  pm.addPass(createDeduplicateKernelsPass());
}

namespace {
struct SimplifyOptions : PassPipelineOptions<SimplifyOptions> {
  Option<std::string> sidecar{*this, "sidecar",
                              llvm::cl::desc("file that large folded constants are written to")};
  ListOption<std::string> disable{*this, "disable", llvm::cl::desc("passes that are left out")};
};

PipelineOptions pipelineOptions(const SimplifyOptions &options) {
  PipelineOptions result;
  result.sidecar = options.sidecar;
  result.disabledPasses = {options.disable.begin(), options.disable.end()};
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
}

} // namespace vitc
