//===-- Vit.cpp: vit, deit, ijepa, pixio, vit_mae, vit_msn -------------------------------------===//
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {

static constexpr NameRule names[] = {
    {"cls_token", "embeddings.cls_token"},
    {"dist_token", "embeddings.distillation_token"},
    {"reg_token", "embeddings.register_tokens"},
    {"pos_embed", "embeddings.position_embeddings"},
    {"patch_embed.proj", "embeddings.patch_embeddings.projection"},
    {"patch_embed.backbone", "embeddings.patch_embeddings.backbone.bit"},
    {"patch_embed.backbone.stem", "embeddings.patch_embeddings.backbone.bit.embedder"},
    {"patch_embed.backbone.stem.conv",
     "embeddings.patch_embeddings.backbone.bit.embedder.convolution"},
    {"patch_embed.backbone.stem.pool", "embeddings.patch_embeddings.backbone.bit.embedder.pooler"},
    {"patch_embed.backbone.stages.#.blocks.#",
     "embeddings.patch_embeddings.backbone.bit.encoder.stages.#.layers.#"},
    {"blocks.#", "encoder.layer.#"},
    {"blocks.#.norm1", "encoder.layer.#.layernorm_before"},
    {"blocks.#.norm2", "encoder.layer.#.layernorm_after"},
    {"blocks.#.attn", "encoder.layer.#.attention.attention"},
    {"blocks.#.attn.q", "encoder.layer.#.attention.attention.query"},
    {"blocks.#.attn.k", "encoder.layer.#.attention.attention.key"},
    {"blocks.#.attn.v", "encoder.layer.#.attention.attention.value"},
    {"blocks.#.attn.proj", "encoder.layer.#.attention.output.dense"},
    {"blocks.#.mlp", "encoder.layer.#.intermediate"},
    {"blocks.#.mlp.fc1", "encoder.layer.#.intermediate.dense"},
    {"blocks.#.mlp.fc2", "encoder.layer.#.output.dense"},
    {"norm", "layernorm"},
    {"pre_logits.fc", "pooler.dense"},
    {"head", "^classifier"},
    {"head_dist", "^distillation_classifier"},
};

NameTable vitNames() { return names; }

void readVit(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  readBias(config, model);
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", "gelu");
  model.patch = config.size("patch_size", {16, 16});
  model.epsilon = config.epsilon("layer_norm_eps", 1e-12);
  readLayerDropout(config, model.dropout);
  model.dropout.embedding = model.dropout.mlp;
  config.ignore({"pooler_output_size", "pooler_act"});
}

void finishClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  description.names.ignored.push_back("pooler.*");
}

void finishVitModel(ConfigReader &config, ModelDescription &description, int64_t) {
  VisionTransformer &model = description.model;
  model.representationSize = config.integer("pooler_output_size", model.hiddenSize);
  model.representationActivation = config.activation("pooler_act", "tanh");
  model.classes = 0;
  model.outputs = {tokensOutput, pooledOutput};
  description.poolerWeight = "pre_logits.fc.weight";
}

namespace {

void readDeit(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.distillationToken = true;
  model.positionedPrefix = 2;
}

void finishTeacher(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishClassifier(config, description, labels);
  description.model.distillationHead = true;
  description.model.outputs = {logitsOutput,
                               {"cls_logits", ModelOutput::ClassLogits},
                               {"distillation_logits", ModelOutput::DistillationLogits}};
  description.names.rules.push_back({"head", "^cls_classifier"});
}

/// Tokens alone.
void finishEncoder(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.pooling = Pooling::None;
  description.model.outputs = {tokensOutput};
}

/// The encoder sees all patches, in their order: masking is a part of training.
void readMae(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.dropout.embedding = 0;
  config.ignore({"mask_ratio", "norm_pix_loss", "decoder_hidden_size", "decoder_intermediate_size",
                 "decoder_num_attention_heads", "decoder_num_hidden_layers"});
}

void readMsn(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
}

/// All tokens are patches.
void readIjepa(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.classToken = false;
  model.positionedPrefix = 0;
}

/// The pooler is none of a trained model.
void finishIjepaModel(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishEncoder(config, description, labels);
  description.names.ignored.push_back("pooler.*");
}

/// Several class tokens, all with positions.
constexpr NameRule pixioNames[] = {{"reg_token", "embeddings.cls_token"},
                                   {"blocks.#.norm1", "encoder.layer.#.norm1"},
                                   {"blocks.#.norm2", "encoder.layer.#.norm2"}};

void readPixio(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.hiddenSize = config.integer("hidden_size", 1280);
  model.layers = config.integer("num_hidden_layers", 32);
  model.heads = config.integer("num_attention_heads", 16);
  model.mlpSize = scaledSize(model.hiddenSize, config.number("mlp_ratio", 4));
  model.image = config.size("image_size", {256, 256});
  model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  model.classToken = false;
  model.registerTokens = model.positionedPrefix = config.integer("n_cls_tokens", 8);
  model.dropout.path = config.dropoutRate("drop_path_rate");
  model.dropout.pathGrows = false;
  config.ignore({"intermediate_size", "apply_layernorm", "reshape_hidden_states", "out_features",
                 "out_indices", "stage_names"});
}

void finishPixio(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.pooling = Pooling::PrefixMean;
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
}

void finishMeanClassifier(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishClassifier(config, description, labels);
  description.model.pooling = Pooling::Mean;
}

constexpr llvm::StringLiteral decoder[] = {"decoder.*"};

constexpr ModelClass vitClasses[] = {
    {"ViTForImageClassification", finishClassifier, "classifier.weight"},
    {"ViTModel", finishVitModel}};
constexpr ModelClass deitClasses[] = {
    {"DeiTForImageClassification", finishClassifier, "classifier.weight"},
    {"DeiTForImageClassificationWithTeacher", finishTeacher, "cls_classifier.weight"},
    {"DeiTModel", finishVitModel}};
constexpr ModelClass ijepaClasses[] = {
    {"IJepaForImageClassification", finishMeanClassifier, "classifier.weight"},
    {"IJepaModel", finishIjepaModel}};
constexpr ModelClass pixioClasses[] = {{"PixioModel", finishPixio}};
constexpr ModelClass msnClasses[] = {
    {"ViTMSNForImageClassification", finishClassifier, "classifier.weight"},
    {"ViTMSNModel", finishEncoder}};
constexpr ModelClass maeClasses[] = {{"ViTMAEModel", finishEncoder},
                                     {"ViTMAEForPreTraining", finishEncoder, "", imageEncoder}};

} // namespace

llvm::ArrayRef<Family> vitFamilies() {
  static const Family families[] = {
      {"deit", readDeit, names, {}, "deit.", maskTokens, deitClasses},
      {"ijepa", readIjepa, names, {}, "ijepa.", maskTokens, ijepaClasses},
      {"pixio", readPixio, names, pixioNames, "pixio.", {}, pixioClasses},
      {"vit", readVit, names, {}, "vit.", maskTokens, vitClasses},
      {"vit_mae", readMae, names, {}, "vit.", decoder, maeClasses},
      {"vit_msn", readMsn, names, {}, "vit.", maskTokens, msnClasses},
  };
  return families;
}

} // namespace vitc::frontend
