//===-- Towers.cpp: aimv2, clip, owlvit, owlv2, siglip, siglip2 --------------------------------===//
#include "frontend/checkpoint/transformers/Family.h"
#include <cmath>

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"cls_token", "embeddings.class_embedding"},
    {"pos_embed", "embeddings.position_embedding.weight"},
    {"patch_embed.proj", "embeddings.patch_embedding"},
    {"norm_pre", "pre_layrnorm"},
    {"blocks.#", "encoder.layers.#"},
    {"blocks.#.norm1", "encoder.layers.#.layer_norm1"},
    {"blocks.#.norm2", "encoder.layers.#.layer_norm2"},
    {"blocks.#.attn", "encoder.layers.#.self_attn"},
    {"blocks.#.attn.q", "encoder.layers.#.self_attn.q_proj"},
    {"blocks.#.attn.k", "encoder.layers.#.self_attn.k_proj"},
    {"blocks.#.attn.v", "encoder.layers.#.self_attn.v_proj"},
    {"blocks.#.attn.proj", "encoder.layers.#.self_attn.out_proj"},
    {"norm", "post_layernorm"},
    {"fc_norm", "post_layernorm"},
    {"attn_pool", "head"},
    {"attn_pool.latent", "head.probe"},
    {"attn_pool.q", "head.attention"},
    {"attn_pool.k", "head.attention"},
    {"attn_pool.v", "head.attention"},
    {"attn_pool.q.weight", "head.attention.in_proj_weight", 0, 1, 3},
    {"attn_pool.k.weight", "head.attention.in_proj_weight", 1, 1, 3},
    {"attn_pool.v.weight", "head.attention.in_proj_weight", 2, 1, 3},
    {"attn_pool.q.bias", "head.attention.in_proj_bias", 0, 1, 3},
    {"attn_pool.k.bias", "head.attention.in_proj_bias", 1, 1, 3},
    {"attn_pool.v.bias", "head.attention.in_proj_bias", 2, 1, 3},
    {"attn_pool.proj", "head.attention.out_proj"},
    {"attn_pool.norm", "head.layernorm"},
    {"head", "^classifier"},
    {"logit_scale", "^logit_scale"},
    {"logit_bias", "^logit_bias"},
};
constexpr NameRule owlNames[] = {{"norm_pre", "pre_layernorm"}};
constexpr NameRule aimNames[] = {
    {"patch_embed.proj", "embeddings.patch_embed"},
    {"patch_embed.norm", "embeddings.rms_norm"},
    {"blocks.#.norm1", "encoder.layers.#.rms_norm1"},
    {"blocks.#.norm2", "encoder.layers.#.rms_norm2"},
    {"blocks.#.attn", "encoder.layers.#.attention"},
    {"blocks.#.attn.q", "encoder.layers.#.attention.q_proj"},
    {"blocks.#.attn.k", "encoder.layers.#.attention.k_proj"},
    {"blocks.#.attn.v", "encoder.layers.#.attention.v_proj"},
    {"blocks.#.attn.proj", "encoder.layers.#.attention.out_proj"},
    {"blocks.#.mlp", "encoder.layers.#.ffn"},
    {"blocks.#.mlp.fc1_g", "encoder.layers.#.ffn.gate_proj"},
    {"blocks.#.mlp.fc1_x", "encoder.layers.#.ffn.up_proj"},
    {"blocks.#.mlp.fc2", "encoder.layers.#.ffn.down_proj"},
    {"norm", "rms_norm"},
    {"attn_pool.latent", "head.cls_token"},
    {"attn_pool.k.weight", "head.k_proj.weight"},
    {"attn_pool.k.bias", "head.k_proj.bias"},
    {"attn_pool.v.weight", "head.v_proj.weight"},
    {"attn_pool.v.bias", "head.v_proj.bias"},
    {"attn_pool.proj", "head.output_proj"},
};
constexpr llvm::StringLiteral ignored[] = {"embeddings.position_ids", "text_model.*",
                                           "text_projection.*", "logit_scale", "logit_bias"};

void readTower(ConfigReader &config, VisionTransformer &model, int64_t patch,
               llvm::StringRef activation, double epsilon) {
  readEncoder(config, model);
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", activation);
  model.patch = config.size("patch_size", {patch, patch});
  model.epsilon = config.epsilon("layer_norm_eps", epsilon);
  model.dropout.attention = config.dropoutRate("attention_dropout");
}

void readClip(ConfigReader &config, VisionTransformer &model) {
  readTower(config, model, 32, "quick_gelu", 1e-5);
  model.patchBias = false;
  model.normBeforeBlocks = true;
  model.finalNorm = FinalNorm::Pooled;
  config.ignore({"projection_dim"});
}

/// Of owlvit and owlv2, the tower alone: a detector compares its tokens with texts.
template <int64_t image, int64_t patch>
void readOwl(ConfigReader &config, VisionTransformer &model) {
  readTower(config, model, patch, "quick_gelu", 1e-5);
  model.image = config.size("image_size", {image, image});
  model.patchBias = false;
  model.normBeforeBlocks = true;
  model.finalNorm = FinalNorm::Pooled;
}

void readSiglip(ConfigReader &config, VisionTransformer &model) {
  readTower(config, model, 16, "gelu_pytorch_tanh", 1e-6);
  model.classToken = false;
  model.positionedPrefix = 0;
  model.pooling = config.flag("vision_use_head", true) ? Pooling::Attention : Pooling::None;
  config.ignore({"projection_dim", "logit_scale_init_value"});
}

/// Its processor cuts images of any shape into patches; here the model takes images of one size, and cuts them itself.
/// Those of the configuration are squares of as many patches as there are positions.
void readSiglip2(ConfigReader &config, VisionTransformer &model) {
  readSiglip(config, model);
  model.patchRows = true;
  model.resampling = PositionResampling::BilinearAntialias;
  int64_t patches = config.count("num_patches", 256);
  auto side = int64_t(std::sqrt(double(patches)));
  if (side * side != patches)
    config.fail("num_patches", "expected a square, whose positions are a grid");
  model.image = {side * model.patch.height, side * model.patch.width};
  config.ignore({"image_size"});
}

void readAim(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  model.queryBias = model.keyBias = model.valueBias = config.flag("qkv_bias", false);
  model.projectionBias = model.queryBias;
  model.hiddenSize = config.integer("hidden_size", 1024);
  model.layers = config.integer("num_hidden_layers", 24);
  model.heads = config.integer("num_attention_heads", 8);
  model.mlpSize = config.integer("intermediate_size", 2816);
  model.mlpBias = config.flag("mlp_bias", false);
  model.gatedMlp = model.rmsNorm = model.patchNorm = true;
  model.activation = config.activation("hidden_act", "silu");
  model.patch = config.size("patch_size", {14, 14});
  model.epsilon = config.epsilon("rms_norm_eps", 1e-5);
  model.dropout.attention = config.dropoutRate("attention_dropout");
  model.classToken = false;
  model.positionedPrefix = 0;
  model.positions = config.flag("is_native", false) ? Positions::Sinusoidal2D : Positions::Learned;
  model.resampling = PositionResampling::None;
  model.poolsPlainly = true;
  model.pooling = config.flag("use_head", true) ? Pooling::Attention : Pooling::None;
}

void finishClipModel(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
  description.names.ignored.push_back("visual_projection.weight");
}

void finishClipProjection(ConfigReader &config, ModelDescription &description, int64_t) {
  description.model.classes = config.integer("projection_dim", 512);
  description.model.headBias = false;
  description.model.outputs = {{"image_embeds", ModelOutput::Logits}, tokensOutput};
  description.names.rules.push_back({"head", "^visual_projection"});
}

/// With both towers, images can be compared with texts.
void finishClipPair(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishClipProjection(config, description, labels);
  description.comparison = Comparison::Softmax;
}

/// The mean of the patches, without the last normalisation.
void finishClipClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.pooling = Pooling::Mean;
  description.model.finalNorm = FinalNorm::None;
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  description.names.ignored.push_back("post_layernorm.*");
}

void finishSiglipModel(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput};
  if (description.model.pooling == Pooling::Attention)
    description.model.outputs.push_back(pooledOutput);
}

/// Its encoder of images, whose pooled tokens are projected.
void finishAimPair(ConfigReader &config, ModelDescription &description, int64_t labels) {
  if (description.model.pooling == Pooling::None)
    config.fail("use_head", "what is compared with texts is pooled by the head: true");
  finishClipProjection(config, description, labels);
  config.ignore({"max_logit_scale"});
}

void finishSiglipPair(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishSiglipModel(config, description, labels);
  description.comparison = Comparison::Sigmoid;
}

void finishSiglipClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.pooling = Pooling::Mean;
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  description.names.ignored.push_back("head.*");
}

constexpr ModelClass aimVisionClasses[] = {{"Aimv2VisionModel", finishSiglipModel}};
constexpr ModelClass aimClasses[] = {{"Aimv2Model", finishAimPair, "", imageEncoder}};
constexpr ModelClass clipVisionClasses[] = {
    {"CLIPVisionModel", finishClipModel},
    {"CLIPVisionModelWithProjection", finishClipProjection, "visual_projection.weight"}};
constexpr ModelClass owlVisionClasses[] = {{"OwlViTVisionModel", finishClipModel}};
constexpr ModelClass owl2VisionClasses[] = {{"Owlv2VisionModel", finishClipModel}};
constexpr ModelClass owlClasses[] = {{"OwlViTModel", finishClipProjection, "", imageEncoder}};
constexpr ModelClass owl2Classes[] = {{"Owlv2Model", finishClipProjection, "", imageEncoder}};
constexpr ModelClass siglip2VisionClasses[] = {{"Siglip2VisionModel", finishSiglipModel}};
constexpr ModelClass siglip2Classes[] = {
    {"Siglip2Model", finishSiglipPair, "", imageEncoder},
    {"Siglip2ForImageClassification", finishSiglipClassifier, "classifier.weight"}};
constexpr ModelClass siglipVisionClasses[] = {{"SiglipVisionModel", finishSiglipModel}};
/// Of both towers, the one that sees images.
constexpr ModelClass clipClasses[] = {
    {"CLIPModel", finishClipPair, "", imageEncoder},
    {"CLIPForImageClassification", finishClipClassifier, "classifier.weight"}};
constexpr ModelClass siglipClasses[] = {
    {"SiglipModel", finishSiglipPair, "", imageEncoder},
    {"SiglipForImageClassification", finishSiglipClassifier, "classifier.weight"}};

constexpr llvm::StringLiteral prefix = "vision_model.", encoder = "vision_config";

} // namespace

llvm::ArrayRef<Family> towerFamilies() {
  static const Family families[] = {
      {"aimv2", readAim, names, aimNames, prefix, ignored, aimClasses, encoder},
      {"aimv2_vision_model", readAim, names, aimNames, prefix, ignored, aimVisionClasses},
      {"clip", readClip, names, {}, prefix, ignored, clipClasses, encoder},
      {"clip_vision_model", readClip, names, {}, prefix, ignored, clipVisionClasses},
      {"owlv2", readOwl<768, 16>, names, owlNames, prefix, ignored, owl2Classes, encoder},
      {"owlv2_vision_model", readOwl<768, 16>, names, owlNames, prefix, ignored, owl2VisionClasses},
      {"owlvit", readOwl<768, 32>, names, owlNames, prefix, ignored, owlClasses, encoder},
      {"owlvit_vision_model", readOwl<768, 32>, names, owlNames, prefix, ignored, owlVisionClasses},
      {"siglip2", readSiglip2, names, {}, prefix, ignored, siglip2Classes, encoder},
      {"siglip2_vision_model", readSiglip2, names, {}, prefix, ignored, siglip2VisionClasses},
      {"siglip", readSiglip, names, {}, prefix, ignored, siglipClasses, encoder},
      {"siglip_vision_model", readSiglip, names, {}, prefix, ignored, siglipVisionClasses},
  };
  return families;
}

} // namespace vitc::frontend
