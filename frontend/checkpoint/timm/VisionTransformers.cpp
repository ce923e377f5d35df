//===-- VisionTransformers.cpp: vit, deit, aimv2, beit3 and others of timm's VisionTransformer ---===//
#include "frontend/checkpoint/timm/Arguments.h"

namespace vitc::frontend {
namespace {

constexpr NameRule stemAloneName = {"patch_embed.backbone.stem", "patch_embed.backbone"};

void readTokens(ConfigReader &arguments, VisionTransformer &model) {
  model.classToken = arguments.flag("class_token", true);
  model.distillationToken = arguments.flag("distilled", false);
  model.registerTokens = arguments.integer("reg_tokens", 0);
  bool isEmbedded = !arguments.flag("no_embed_class", false);
  model.positionedPrefix = isEmbedded ? model.prefixTokens() : 0;
  std::string positions = arguments.text("pos_embed", "learn");
  if (positions == "none" || positions.empty())
    model.positions = Positions::None;
  else if (positions != "learn")
    arguments.fail("pos_embed", "'" + positions + "' is unknown; known are 'learn' and 'none'");
  std::string resampling = arguments.text("pos_embed_resampling", "");
  if (resampling == "bilinear")
    model.resampling = PositionResampling::Bilinear;
  else if (resampling == "bilinear_corners")
    model.resampling = PositionResampling::BilinearCorners;
  model.normBeforeBlocks = arguments.flag("pre_norm", false);
  model.patchBias = !model.normBeforeBlocks;
}

void readPatches(ConfigReader &arguments, VisionTransformer &model) {
  if (arguments.text("embed_layer", "PatchEmbed") != "PatchEmbed")
    refuseTimm(arguments, "embed_layer", "another patch embedding");
  if (!arguments.text("stem", "").empty())
    refuseTimm(arguments, "stem", "a stem other than BiT's ResNet");
  std::string norm = arguments.text("embed_norm_layer", ""),
              own = arguments.text("norm_layer", "layernorm");
  model.patchNorm = !norm.empty();
  if (model.patchNorm && norm != own)
    arguments.fail("embed_norm_layer", "the normalisation of patches is that of the blocks ('" +
                                           own + "') in what vitc compiles from a folder");
}

/// The kind of a block by the name of its class, and what that class says of attention.
void readBlockKind(ConfigReader &arguments, VisionTransformer &model) {
  std::string block = arguments.text("block_fn", "Block"),
              attention = arguments.text("attn_layer", "Attention");
  model.differential = attention == "diff" || attention == "DiffAttention";
  if (!model.differential && attention != "Attention" && attention != "attn" && !attention.empty())
    arguments.fail("attn_layer",
                   "'" + attention +
                       "' is no attention that vitc compiles; known are 'Attention' and 'diff'");
  model.dualLambda = arguments.flag("dual_lambda", false);
  if (block == "ResPostBlock") {
    model.blockKind = BlockKind::PostNorm;
  } else if (block == "ParallelThingsBlock") {
    model.branches = arguments.integer("num_parallel", 2);
  } else if (block == "ParallelScalingBlock" || block == "DiffParallelScalingBlock") {
    model.blockKind = BlockKind::Parallel;
    model.differential = block == "DiffParallelScalingBlock";
    model.sharedOutput = model.differential || arguments.flag("fuse_out_proj", false);
  } else if (block != "Block") {
    arguments.fail(
        "block_fn",
        "'" + block +
            "' is no block that vitc compiles; known are 'Block', 'ResPostBlock', "
            "'ParallelThingsBlock', 'ParallelScalingBlock' and 'DiffParallelScalingBlock'");
  }
  bool isParallel = model.blockKind == BlockKind::Parallel;
  for (llvm::StringLiteral key :
       {llvm::StringLiteral("scale_attn_norm"), llvm::StringLiteral("scale_mlp_norm")})
    if (arguments.flag(key, false) && isParallel)
      arguments.fail(key, "'" + block + "' has no such normalisation");
  model.attentionNorm = arguments.flag("scale_attn_norm", false);
  model.mlpNorm = arguments.flag("scale_mlp_norm", false);
  double scale = arguments.number("init_values", 0);
  // The parallel blocks have a scale of 0, too; those that normalise last put it in their normalisation.
  model.layerScale = isParallel ? arguments.has("init_values")
                                : scale != 0 && model.blockKind == BlockKind::PreNorm;
}

void readMlp(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  model.activation = arguments.activation("act_layer", "gelu");
  std::string mlp = arguments.text("mlp_layer", "Mlp");
  if (model.blockKind == BlockKind::Parallel)
    return;
  model.gatedMlp = mlp != "Mlp";
  if (mlp == "GluMlp") {
    model.mlpSize /= 2; // gate and value share it
    llvm::append_range(description.names.rules, timmPackedMlpNames());
  } else if (mlp != "Mlp" && mlp != "SwiGLU") {
    arguments.fail("mlp_layer",
                   "'" + mlp +
                       "' is no MLP that vitc compiles; known are 'Mlp', 'GluMlp' and 'SwiGLU'");
  }
}

void readHead(ConfigReader &arguments, VisionTransformer &model) {
  readTimmPooling(arguments, model, "token", {"token", "avg", "max", "avgmax", "map", ""});
  model.poolsPrefix = arguments.flag("pool_include_prefix", false);
  bool isMean = model.pooling == Pooling::Mean || model.pooling == Pooling::Max ||
                model.pooling == Pooling::MeanAndMax;
  bool normsPooled = arguments.flag("fc_norm", isMean);
  model.finalNorm = !arguments.flag("final_norm", true) ? FinalNorm::None
                    : normsPooled                       ? FinalNorm::Pooled
                                                        : FinalNorm::Tokens;
  model.distillationHead = model.distillationToken;
}

/// The number of stages' blocks: [3, 4, 9]; none for a stem alone.
void readBackbone(ConfigReader &arguments, VisionTransformer &model) {
  if (!arguments.has("backbone"))
    return;
  model.backbone.emplace();
  model.backbone->depths = arguments.integers("backbone", {});
  model.backbone->channels.clear();
  for (size_t stage = 0; stage < model.backbone->depths.size(); ++stage)
    model.backbone->channels.push_back(int64_t(256) << std::min<size_t>(stage, 20));
}

} // namespace

WeightNames timmNames(const VisionTransformer &model) {
  WeightNames result;
  llvm::append_range(result.rules, timmQkvNames());
  if (model.backbone && model.backbone->depths.empty())
    result.rules.push_back(stemAloneName);
  return result;
}

void readTimmVisionTransformer(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  readTimmSizes(arguments, model);
  readTokens(arguments, model);
  readPatches(arguments, model);
  readTimmNorm(arguments, model);
  readBlockKind(arguments, model);
  readMlp(arguments, description);
  model.projectionBias = model.mlpBias = arguments.flag("proj_bias", true);
  model.queryKeyNorm = arguments.flag("qk_norm", false);
  readHead(arguments, model);
  readBackbone(arguments, model);
  readTimmDropout(arguments, model.dropout);
  llvm::append_range(description.names.rules, timmNames(model).rules);
}

} // namespace vitc::frontend
