//===-- RelPos.cpp: vit_relpos, vit_srelpos -------------------------------------------------------===//
#include "frontend/checkpoint/timm/Arguments.h"

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"blocks.#.attn.relative_position_bias_table",
     "blocks.#.attn.rel_pos.relative_position_bias_table"},
    {"blocks.#.attn.relative_mlp", "blocks.#.attn.rel_pos.mlp"},
    {"rel_pos_bias", "shared_rel_pos"},
    {"rel_pos_bias.relative_mlp", "shared_rel_pos.mlp"},
};

void readPositions(ConfigReader &arguments, VisionTransformer &model) {
  model.positions = Positions::None;
  model.relativeBias =
      arguments.flag("shared_rel_pos", false) ? RelativeBias::Shared : RelativeBias::PerLayer;
  model.relativeResampling = RelativeResampling::Progression;
  std::string type = arguments.text("rel_pos_type", "mlp");
  int64_t hidden = arguments.integer("rel_pos_dim", 0);
  if (llvm::StringRef(type).starts_with("mlp"))
    model.logDistances =
        LogDistances{hidden ? hidden : 128, llvm::StringRef(type).contains("swin")};
}

} // namespace

void readTimmRelPos(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  readTimmSizes(arguments, model);
  readTimmNorm(arguments, model);
  llvm::append_range(description.names.rules, timmQkvNames());
  llvm::append_range(description.names.rules, names);
  model.classToken = arguments.flag("class_token", false);
  model.positionedPrefix = 0;
  readPositions(arguments, model);
  std::string block = arguments.text("block_fn", "RelPosBlock");
  if (block == "ResPostRelPosBlock")
    model.blockKind = BlockKind::PostNorm;
  else if (block != "RelPosBlock")
    refuseTimm(arguments, "block_fn", "another kind of block");
  if (arguments.text("embed_layer", "PatchEmbed") != "PatchEmbed")
    refuseTimm(arguments, "embed_layer", "another patch embedding");
  model.layerScale =
      arguments.number("init_values", 1e-6) != 0 && model.blockKind == BlockKind::PreNorm;
  model.queryKeyNorm = arguments.flag("qk_norm", false);
  model.activation = arguments.activation("act_layer", "gelu");
  readTimmPooling(arguments, model, "avg", {"avg", "token", ""});
  model.finalNorm = arguments.flag("fc_norm", false) ? FinalNorm::Pooled : FinalNorm::Tokens;
  readTimmDropout(arguments, model.dropout);
}

} // namespace vitc::frontend
