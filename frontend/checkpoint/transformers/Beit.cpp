//===-- Beit.cpp: beit, data2vec-vision --------------------------------------------------------===//
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

/// What differs from vit's.
constexpr NameRule names[] = {
    {"blocks.#.attn.relative_position_bias_table",
     "encoder.layer.#.attention.attention.relative_position_bias.relative_position_bias_table"},
    {"rel_pos_bias", "encoder.relative_position_bias"},
    {"blocks.#.ls1.gamma", "encoder.layer.#.lambda_1"},
    {"blocks.#.ls2.gamma", "encoder.layer.#.lambda_2"},
    {"fc_norm", "pooler.layernorm"},
};
constexpr llvm::StringLiteral ignored[] = {"embeddings.mask_token", "*relative_position_index"};

void readBeit(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  model.keyBias = false;
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", "gelu");
  model.patch = config.size("patch_size", {16, 16});
  model.epsilon = config.epsilon("layer_norm_eps", 1e-12);
  model.layerScale = config.number("layer_scale_init_value", 0.1) > 0;
  readLayerDropout(config, model.dropout);
  model.dropout.embedding = model.dropout.mlp;
  model.dropout.path = config.dropoutRate("drop_path_rate", 0.1);
  if (!config.flag("use_absolute_position_embeddings", false))
    model.positions = Positions::None;
  bool perLayer = config.flag("use_relative_position_bias", false);
  bool shared = config.flag("use_shared_relative_position_bias", false);
  if (perLayer && shared)
    config.fail("use_shared_relative_position_bias",
                "vitc compiles a relative position bias per layer or a shared one, not both");
  model.relativeBias = shared     ? RelativeBias::Shared
                       : perLayer ? RelativeBias::PerLayer
                                  : RelativeBias::None;
  bool isMean = config.flag("use_mean_pooling", true);
  model.pooling = isMean ? Pooling::Mean : Pooling::ClassToken;
  model.finalNorm = isMean ? FinalNorm::Pooled : FinalNorm::Tokens;
  config.ignore({"vocab_size", "use_mask_token", "out_features", "out_indices", "stage_names",
                 "segmentation_indices", "pool_scales", "use_auxiliary_head",
                 "auxiliary_loss_weight", "auxiliary_channels", "auxiliary_num_convs",
                 "auxiliary_concat_input", "semantic_loss_ignore_index", "add_fpn",
                 "reshape_hidden_states"});
}

/// A pooler that takes the class token has no weights; whether there is one, nothing tells.
void finishBeitModel(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
  if (description.model.finalNorm == FinalNorm::Pooled)
    description.poolerWeight = "fc_norm.weight";
}

void finishBeitClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
}

constexpr ModelClass dataClasses[] = {
    {"Data2VecVisionForImageClassification", finishBeitClassifier, "classifier.weight"},
    {"Data2VecVisionModel", finishBeitModel}};
constexpr ModelClass classes[] = {
    {"BeitForImageClassification", finishBeitClassifier, "classifier.weight"},
    {"BeitModel", finishBeitModel}};

} // namespace

llvm::ArrayRef<Family> beitFamilies() {
  static const Family families[] = {
      {"beit", readBeit, vitNames(), names, "beit.", ignored, classes},
      {"data2vec-vision", readBeit, vitNames(), names, "data2vec_vision.", ignored, dataClasses},
  };
  return families;
}

} // namespace vitc::frontend
