//===-- Eva.cpp: eva, eva02, vit_*_rope, dinov3, perception encoders ------------------------------===//
#include "frontend/checkpoint/timm/Arguments.h"

namespace vitc::frontend {
namespace {

constexpr NameRule separateNames[] = {
    {"blocks.#.attn.q", "blocks.#.attn.q_proj"},
    {"blocks.#.attn.k", "blocks.#.attn.k_proj"},
    {"blocks.#.attn.v", "blocks.#.attn.v_proj"},
};

void readTokens(ConfigReader &arguments, VisionTransformer &model) {
  model.classToken = arguments.flag("class_token", true);
  model.registerTokens = arguments.integer("num_reg_tokens", 0);
  model.positionedPrefix = arguments.flag("no_embed_class", false) ? 0 : model.prefixTokens();
  if (!arguments.flag("use_abs_pos_emb", true))
    model.positions = Positions::None;
  model.normBeforeBlocks = arguments.flag("use_pre_transformer_norm", false);
  model.patchBias = !model.normBeforeBlocks;
}

/// The number of pairs of channels that each axis has.
void readSections(ConfigReader &arguments, Rope &rope) {
  auto sections = arguments.integers("rope_mrope_section", {8, 12, 12});
  if (sections.size() != 3 || llvm::any_of(sections, [](int64_t size) { return size < 0; }))
    return arguments.fail("rope_mrope_section",
                          "expected three numbers: of time, rows and columns");
  rope.rowPairs = sections[1];
  rope.columnPairs = sections[2];
}

void readRope(ConfigReader &arguments, VisionTransformer &model) {
  std::string type = arguments.text("rope_type", "cat"),
              order = arguments.text("rope_grid_indexing", "ij");
  Rope rope;
  rope.temperature = arguments.number("rope_temperature", 10000);
  double offset = arguments.number("rope_grid_offset", 0);
  rope.rotatesHalves = arguments.flag("rope_rotate_half", false);
  rope.columnsFirst = order == "xy";
  auto reference = arguments.size("ref_feat_shape", {0, 0});
  constexpr std::pair<llvm::StringLiteral, Rope::Kind> kinds[] = {{"cat", Rope::Axial},
                                                                  {"dinov3", Rope::Centered},
                                                                  {"mixed", Rope::Mixed},
                                                                  {"mrope", Rope::InTurn}};
  const auto *kind = llvm::find_if(kinds, [&](const auto &each) { return each.first == type; });
  // Where and how coordinates are disturbed in training.
  arguments.ignore({"rope_shift_coords", "rope_jitter_coords", "rope_rescale_coords"});
  if (!arguments.flag("use_rot_pos_emb", false)) {
    arguments.ignore({"rope_mrope_section"});
    return;
  }
  if (order != "ij" && (order != "xy" || type == "mrope"))
    arguments.fail("rope_grid_indexing",
                   "'" + order + "' is unknown; known are 'ij' and, except for 'mrope', 'xy'");
  if (kind == std::end(kinds))
    return arguments.fail(
        "rope_type", "'" + type + "' is unknown; known are 'cat', 'dinov3', 'mixed' and 'mrope'");
  if (!(rope.temperature > 0))
    arguments.fail("rope_temperature", "it has to be positive");
  rope.kind = kind->second;
  if (rope.kind == Rope::Axial || rope.kind == Rope::Centered)
    rope.offset = offset;
  if (rope.kind == Rope::Axial && reference.area() > 0)
    rope.reference = reference;
  if (rope.kind == Rope::Mixed && rope.rotatesHalves)
    arguments.fail("rope_rotate_half",
                   "mixed rotary positions turn neighbours, so that it has to be false");
  readSections(arguments, rope);
  rope.rotatesHalves |= rope.kind == Rope::InTurn;
  model.rope = rope;
}

/// Heads of keys and values: a number for all layers, or one for each.
void readKeyValueHeads(ConfigReader &arguments, VisionTransformer &model) {
  if (!arguments.has("num_kv_heads"))
    return;
  if (arguments.isList("num_kv_heads"))
    model.keyValueHeads = arguments.integers("num_kv_heads", {});
  else
    model.keyValueHeads.assign(size_t(std::clamp<int64_t>(model.layers, 0, 10'000)),
                               arguments.integer("num_kv_heads", model.heads));
}

void readAttention(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  std::string type = arguments.text("attn_type", "eva");
  bool isFused = arguments.flag("qkv_fused", true);
  if (type != "eva" && type != "rope")
    arguments.fail("attn_type", "'" + type + "' is unknown; known are 'eva' and 'rope'");
  if (type == "eva")
    model.keyBias = false;
  auto &rules = description.names.rules;
  llvm::append_range(rules, isFused ? timmQkvNames() : llvm::ArrayRef(separateNames));
  if (isFused && type == "eva")
    llvm::append_range(rules, timmBiasNames());
  llvm::append_range(rules, timmScaleNames());
  readKeyValueHeads(arguments, model);
  if (!model.keyValueHeads.empty() && (isFused || type != "rope"))
    arguments.fail(
        "num_kv_heads",
        "keys and values with heads of their own need 'attn_type' \"rope\", and 'qkv_fused' false");
  model.queryKeyNorm = arguments.flag("qk_norm", false);
  model.attentionNorm = arguments.flag("scale_attn_inner", false);
}

void readHead(ConfigReader &arguments, VisionTransformer &model) {
  readTimmPooling(arguments, model, "avg", {"avg", "avgmax", "max", "token", "map", ""});
  model.poolsPrefix = model.pooling == Pooling::Attention;
  bool normsPooled = arguments.flag("use_fc_norm", model.pooling == Pooling::Mean);
  bool normsTokens = arguments.flag("use_post_transformer_norm", !normsPooled);
  model.finalNorm = normsPooled && normsTokens ? FinalNorm::Both
                    : normsPooled              ? FinalNorm::Pooled
                    : normsTokens              ? FinalNorm::Tokens
                                               : FinalNorm::None;
  if (int64_t heads = arguments.integer("attn_pool_num_heads", 0))
    model.poolHeads = heads;
  if (double ratio = arguments.number("attn_pool_mlp_ratio", 0); ratio != 0)
    model.poolMlpSize = scaledSize(model.hiddenSize, ratio);
}

} // namespace

void readTimmEva(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  readTimmSizes(arguments, model);
  readTokens(arguments, model);
  readAttention(arguments, description);
  readTimmSwiglu(arguments, description, /*isPacked=*/true);
  readTimmNorm(arguments, model);
  readRope(arguments, model);
  if (arguments.flag("use_post_norm", false))
    model.blockKind = BlockKind::PostNorm;
  bool isPlain = model.blockKind == BlockKind::PreNorm;
  model.layerScale = arguments.has("init_values") && isPlain;
  model.mlpLayerScale = !arguments.flag("attn_only_layer_scale", false);
  if (!isPlain && (model.queryKeyNorm || !model.mlpLayerScale || !model.keyValueHeads.empty()))
    arguments.fail("use_post_norm",
                   "it excludes 'qk_norm', 'attn_only_layer_scale' and 'num_kv_heads'");
  readHead(arguments, model);
  readTimmDropout(arguments, model.dropout);
}

} // namespace vitc::frontend
