//===-- VisionTransformers.cpp: vit, deit and others of timm's VisionTransformer, its NaFlexVit ---===//
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

//===-- NaFlexVit -----------------------------------------------------------------------------===//

constexpr NameRule naflexNames[] = {
    {"cls_token", "embeds.cls_token"},     {"reg_token", "embeds.reg_token"},
    {"pos_embed", "embeds.pos_embed"},     {"pos_embed_y", "embeds.pos_embed_y"},
    {"pos_embed_x", "embeds.pos_embed_x"}, {"patch_embed.proj", "embeds.proj"},
};

PositionResampling readNaFlexResampling(ConfigReader &arguments) {
  std::string mode = arguments.text("pos_embed_interp_mode", "bicubic");
  bool antialias = arguments.flag("pos_embed_antialias", true),
       corners = arguments.flag("pos_embed_align_corners", false);
  if (mode != "bicubic" && mode != "bilinear")
    arguments.fail("pos_embed_interp_mode",
                   "'" + mode + "' is unknown; known are 'bicubic' and 'bilinear'");
  if (corners && (antialias || mode == "bicubic"))
    refuseTimm(arguments, "pos_embed_align_corners", "positions that are resampled in another way");
  if (mode == "bicubic")
    return antialias ? PositionResampling::BicubicAntialias : PositionResampling::Bicubic;
  return antialias ? PositionResampling::BilinearAntialias
         : corners ? PositionResampling::BilinearCorners
                   : PositionResampling::Bilinear;
}

void readNaFlexEmbedding(ConfigReader &arguments, VisionTransformer &model) {
  model.classToken = arguments.flag("class_token", false);
  model.registerTokens = arguments.integer("reg_tokens", 0);
  model.positionedPrefix = 0;
  std::string positions = arguments.text("pos_embed", "learned");
  if (positions == "none" || positions.empty())
    model.positions = Positions::None;
  else if (positions == "factorized")
    model.positions = Positions::Factorized;
  else if (positions != "learned")
    arguments.fail("pos_embed",
                   "'" + positions + "' is unknown; known are 'learned', 'factorized' and 'none'");
  if (!arguments.isNull("pos_embed_grid_size"))
    model.trainedGrid = arguments.size("pos_embed_grid_size", {16, 16});
  model.positionsInGrid = true;
  model.squarePositions = arguments.flag("pos_embed_ar_preserving", false);
  model.resampling = readNaFlexResampling(arguments);
  model.normBeforeBlocks = arguments.flag("pre_norm", false);
  model.patchBias = !model.normBeforeBlocks;
  std::string kind = arguments.text("embed_proj_type", "linear");
  model.patchRows = kind == "linear";
  if (model.patchRows && !arguments.flag("patchify_channels_last", true))
    refuseTimm(arguments, "patchify_channels_last", "patches whose channels lie apart");
  for (const char *key : {"input_norm_layer", "embed_norm_layer"})
    if (!arguments.text(key, "").empty())
      refuseTimm(arguments, key, "a normalisation of its patches");
  // Images of one size have no coordinates, and patches of one size.
  arguments.ignore(
      {"pos_embed_use_grid_sample", "enable_patch_interpolator", "use_key_only_attn_mask"});
}

/// What of the class's blocks is that of timm's Eva.
void refuseEvaBlocks(ConfigReader &arguments) {
  std::string rope = arguments.text("rope_type", "");
  if (!rope.empty() && rope != "none")
    refuseTimm(arguments, "rope_type", "rotary positions in this class");
  if (arguments.text("attn_type", "standard") != "standard")
    refuseTimm(arguments, "attn_type", "the attention of another class");
  for (const char *key : {"swiglu_mlp", "attn_gated", "attn_only_layer_scale"})
    if (arguments.flag(key, false))
      refuseTimm(arguments, key, "the blocks of another class");
  if (arguments.has("num_kv_heads"))
    refuseTimm(arguments, "num_kv_heads", "the blocks of another class");
  arguments.ignoreAll({"rope_"});
  arguments.ignore({"swiglu_align_to", "qkv_fused"});
}

void readNaFlexHead(ConfigReader &arguments, VisionTransformer &model) {
  readTimmPooling(arguments, model, "map", {"token", "avg", "max", "avgmax", "map", ""});
  model.poolsPrefix = arguments.flag("pool_include_prefix", false);
  bool normsPooled = arguments.flag("fc_norm", model.pooling == Pooling::Mean);
  model.finalNorm = !arguments.flag("final_norm", true) ? FinalNorm::None
                    : normsPooled                       ? FinalNorm::Pooled
                                                        : FinalNorm::Tokens;
  if (int64_t heads = arguments.integer("attn_pool_num_heads", 0))
    model.poolHeads = heads;
  if (double ratio = arguments.number("attn_pool_mlp_ratio", 0); ratio != 0)
    model.poolMlpSize = scaledSize(model.hiddenSize, ratio);
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

void readTimmNaFlex(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  readTimmSizes(arguments, model);
  readNaFlexEmbedding(arguments, model);
  refuseEvaBlocks(arguments);
  readTimmNorm(arguments, model);
  readBlockKind(arguments, model);
  model.attentionNorm = arguments.flag("scale_attn_inner_norm", false);
  readMlp(arguments, description);
  model.projectionBias = model.mlpBias = arguments.flag("proj_bias", true);
  model.queryKeyNorm = arguments.flag("qk_norm", false);
  readNaFlexHead(arguments, model);
  readTimmDropout(arguments, model.dropout);
  llvm::append_range(description.names.rules, timmQkvNames());
  llvm::append_range(description.names.rules, naflexNames);
}

} // namespace vitc::frontend
