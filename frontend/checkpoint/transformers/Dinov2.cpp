//===-- Dinov2.cpp: dinov2, with and without registers, dinov3_vit -----------------------------===//
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {

static constexpr NameRule names[] = {
    {"cls_token", "embeddings.cls_token"},
    {"reg_token", "embeddings.register_tokens"},
    {"pos_embed", "embeddings.position_embeddings"},
    {"patch_embed.proj", "embeddings.patch_embeddings.projection"},
    {"blocks.#", "encoder.layer.#"},
    {"blocks.#.attn", "encoder.layer.#.attention.attention"},
    {"blocks.#.attn.q", "encoder.layer.#.attention.attention.query"},
    {"blocks.#.attn.k", "encoder.layer.#.attention.attention.key"},
    {"blocks.#.attn.v", "encoder.layer.#.attention.attention.value"},
    {"blocks.#.attn.proj", "encoder.layer.#.attention.output.dense"},
    {"blocks.#.ls1.gamma", "encoder.layer.#.layer_scale1.lambda1"},
    {"blocks.#.ls2.gamma", "encoder.layer.#.layer_scale2.lambda1"},
    {"blocks.#.mlp.fc1_g", "encoder.layer.#.mlp.weights_in", 0, 1, 2},
    {"blocks.#.mlp.fc1_x", "encoder.layer.#.mlp.weights_in", 1, 1, 2},
    {"norm", "layernorm"},
    {"head", "^classifier"},
};

NameTable dinov2Names() { return names; }

/// With SwiGLU the second layer has a name of its own.
static constexpr NameRule gatedName = {"blocks.#.mlp.fc2", "encoder.layer.#.mlp.weights_out"};

void readDinov2(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  readBias(config, model);
  double ratio = config.number("mlp_ratio", 4);
  model.mlpSize = scaledSize(model.hiddenSize, ratio);
  model.gatedMlp = config.flag("use_swiglu_ffn", false);
  model.activation = config.activation("hidden_act", "gelu");
  if (model.gatedMlp) {
    model.mlpSize = (int64_t(double(model.mlpSize) * 2 / 3) + 7) / 8 * 8;
    model.activation = Activation::Silu;
  }
  model.layerScale = true;
  model.patch = config.size("patch_size", {14, 14});
  model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  model.dropout.embedding = config.dropoutRate("hidden_dropout_prob");
  model.dropout.attention = config.dropoutRate("attention_probs_dropout_prob");
  model.dropout.path = config.dropoutRate("drop_path_rate");
  model.dropout.pathGrows = false;
  config.ignore({"layerscale_value", "use_mask_token", "intermediate_size", "out_features",
                 "out_indices", "stage_names", "apply_layernorm", "reshape_hidden_states"});
}

namespace {

void readRegisters(ConfigReader &config, VisionTransformer &model) {
  readDinov2(config, model);
  model.patch = config.size("patch_size", {16, 16});
  model.registerTokens = config.integer("num_register_tokens", 4);
  model.resampling = PositionResampling::BicubicAntialias;
  config.ignore({"interpolate_antialias", "interpolate_offset"});
}

constexpr NameRule dinov3Names[] = {
    {"cls_token", "embeddings.cls_token"},
    {"reg_token", "embeddings.register_tokens"},
    {"patch_embed.proj", "embeddings.patch_embeddings"},
    {"blocks.#", "layer.#"},
    {"blocks.#.attn", "layer.#.attention"},
    {"blocks.#.attn.q", "layer.#.attention.q_proj"},
    {"blocks.#.attn.k", "layer.#.attention.k_proj"},
    {"blocks.#.attn.v", "layer.#.attention.v_proj"},
    {"blocks.#.attn.proj", "layer.#.attention.o_proj"},
    {"blocks.#.ls1.gamma", "layer.#.layer_scale1.lambda1"},
    {"blocks.#.ls2.gamma", "layer.#.layer_scale2.lambda1"},
    {"blocks.#.mlp.fc1", "layer.#.mlp.up_proj"},
    {"blocks.#.mlp.fc1_x", "layer.#.mlp.up_proj"},
    {"blocks.#.mlp.fc1_g", "layer.#.mlp.gate_proj"},
    {"blocks.#.mlp.fc2", "layer.#.mlp.down_proj"},
};

/// Patches are turned by where they stand; the tokens before them are not. What moves and stretches the places is for
/// training.
void readDinov3(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  model.hiddenSize = config.integer("hidden_size", 384);
  model.heads = config.integer("num_attention_heads", 6);
  model.mlpSize = config.integer("intermediate_size", 1536);
  model.patch = config.size("patch_size", {16, 16});
  model.registerTokens = config.integer("num_register_tokens", 0);
  model.positions = Positions::None;
  model.positionedPrefix = 0;
  Rope rope;
  rope.kind = Rope::Centered;
  rope.temperature = config.number("rope_theta", 100);
  rope.rotatesHalves = true;
  if (!(rope.temperature > 0))
    config.fail("rope_theta", "expected a positive number");
  model.rope = rope;
  model.queryBias = config.flag("query_bias", true);
  model.keyBias = config.flag("key_bias", false);
  model.valueBias = config.flag("value_bias", true);
  model.projectionBias = config.flag("proj_bias", true);
  model.mlpBias = config.flag("mlp_bias", true);
  model.gatedMlp = config.flag("use_gated_mlp", false);
  model.activation = config.activation("hidden_act", "gelu");
  model.layerScale = true;
  model.epsilon = config.epsilon("layer_norm_eps", 1e-5);
  model.dropout.attention = config.dropoutRate("attention_dropout");
  model.dropout.path = config.dropoutRate("drop_path_rate");
  model.dropout.pathGrows = false;
  config.ignore({"layerscale_value", "pos_embed_shift", "pos_embed_jitter", "pos_embed_rescale",
                 "apply_layernorm", "reshape_hidden_states", "out_features", "out_indices",
                 "stage_names"});
}

void finishDinov3(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
}

void addGatedName(ModelDescription &description) {
  if (description.model.gatedMlp)
    description.names.rules.push_back(gatedName);
}

void finishModel(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
  addGatedName(description);
}

void finishPooledClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.pooling = Pooling::ClassAndMean;
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  addGatedName(description);
}

constexpr ModelClass dinov2Classes[] = {
    {"Dinov2ForImageClassification", finishPooledClassifier, "classifier.weight"},
    {"Dinov2Model", finishModel}};
constexpr ModelClass dinov3Classes[] = {{"DINOv3ViTModel", finishDinov3}};
constexpr ModelClass registerClasses[] = {
    {"Dinov2WithRegistersForImageClassification", finishPooledClassifier, "classifier.weight"},
    {"Dinov2WithRegistersModel", finishModel}};

} // namespace

llvm::ArrayRef<Family> dinov2Families() {
  static const Family families[] = {
      {"dinov2", readDinov2, names, {}, "dinov2.", maskTokens, dinov2Classes},
      {"dinov2_with_registers",
       readRegisters,
       names,
       {},
       "dinov2_with_registers.",
       maskTokens,
       registerClasses},
      {"dinov3_vit", readDinov3, dinov3Names, {}, "", maskTokens, dinov3Classes},
  };
  return families;
}

} // namespace vitc::frontend
