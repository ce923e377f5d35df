//===-- Pipelines.h: the named stages, shared by vitc and vitc-opt -------------------------------===//
#ifndef VITC_PASSES_PIPELINES_H
#define VITC_PASSES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "passes/QuantizeProducts.h"
#include <string>
#include <vector>

namespace vitc {

struct PipelineOptions {
  /// File that large folded constants are written to.
  std::string sidecar;
  /// Remarks that say what was fused and why the rest was not.
  bool explainFusion = false;
  /// Patterns (patch_embedding, qkv, attention, mlp) that are an error where they are not fused.
  std::vector<std::string> requireFused;
  /// Bits of the rows that products with weights multiply as integers, 8 or 16; 0: they multiply floats.
  int64_t integerBits = 0;
  /// What that may lose.
  QuantizationLimits quantization;
  /// The type of 16 bits that weights of products are stored in, f16 or bf16; "": their own.
  std::string weightType;
  /// Whether products round what they multiply by such weights to bf16 as well.
  bool roundsRows = false;
  /// Passes that are left out, by their flags (vit-fold-layer-scale); see `optionalPasses`.
  std::vector<std::string> disabledPasses;
};

/// The flags of the passes that a compilation may go without: those of simplification and fusion.
std::vector<std::string> optionalPasses();

/// model ops -> fewer model ops: constants folded, identities dropped.
void buildSimplifyPipeline(mlir::OpPassManager &pm, const PipelineOptions &options);
/// model ops -> fused ops: narrowed to what is read, projections and attention fused.
void buildFusePipeline(mlir::OpPassManager &pm, const PipelineOptions &options);
/// model and fused ops -> kernels and launches.
void buildOutlinePipeline(mlir::OpPassManager &pm);
/// Registers the stages as vit-simplify-pipeline, vit-fuse-pipeline and vit-outline-pipeline. What follows depends
/// on the machine: codegen/SelectSchedules.h.
void registerPipelines();

} // namespace vitc

#endif // VITC_PASSES_PIPELINES_H
