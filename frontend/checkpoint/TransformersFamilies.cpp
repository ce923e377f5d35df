//===-- TransformersFamilies.cpp: the model types of transformers ---------------------------------===//
//
// For every model type: what its configuration says (with the defaults of its configuration class), what
// its weights are called, and what its classes return. Keys that matter only in training are ignored;
// keys that would change what is computed are honoured or refused.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/Families.h"

namespace vitc::frontend {
namespace {

using Outputs = llvm::SmallVector<ModelOutput>;

const ModelOutput tokensOutput{"last_hidden_state", ModelOutput::Tokens};
const ModelOutput pooledOutput{"pooler_output", ModelOutput::Pooled};
const ModelOutput logitsOutput{"logits", ModelOutput::Logits};

/// A class of a model type: what it adds to the common part.
struct ModelClass {
  llvm::StringLiteral name;
  /// Sets head and outputs. `labels` is the number of labels that the configuration has.
  void (*finish)(ConfigReader &config, ModelDescription &description, int64_t labels);
};

struct Family {
  llvm::StringLiteral modelType;
  /// Reads the configuration of the encoder.
  void (*read)(ConfigReader &config, VisionTransformer &model);
  /// The second table counts where both have a rule.
  NameTable names, ownNames;
  llvm::StringLiteral prefix;
  llvm::ArrayRef<llvm::StringLiteral> ignoredWeights;
  llvm::ArrayRef<ModelClass> classes;
};

//===-- Keys that several model types share ---------------------------------------------------===//

/// Keys of every configuration that say nothing about what is computed.
void ignoreCommonKeys(ConfigReader &config) {
  config.ignore({"model_type",
                 "architectures",
                 "transformers_version",
                 "torch_dtype",
                 "dtype",
                 "_name_or_path",
                 "_commit_hash",
                 "name_or_path",
                 "initializer_range",
                 "initializer_factor",
                 "id2label",
                 "label2id",
                 "num_labels",
                 "problem_type",
                 "finetuning_task",
                 "return_dict",
                 "output_attentions",
                 "output_hidden_states",
                 "torchscript",
                 "use_bfloat16",
                 "pruned_heads",
                 "tie_word_embeddings",
                 "chunk_size_feed_forward",
                 "is_encoder_decoder",
                 "is_decoder",
                 "cross_attention_hidden_size",
                 "add_cross_attention",
                 "tie_encoder_decoder",
                 "task_specific_params",
                 "tf_legacy_loss",
                 "attn_implementation",
                 "_attn_implementation",
                 "_attn_implementation_autoset",
                 "_attn_implementation_internal",
                 "gradient_checkpointing",
                 "auto_map",
                 "hidden_dropout_prob",
                 "attention_probs_dropout_prob",
                 "attention_dropout",
                 "dropout",
                 "drop_path_rate",
                 "encoder_stride",
                 "bos_token_id",
                 "eos_token_id",
                 "pad_token_id",
                 "sep_token_id",
                 "decoder_start_token_id",
                 "prefix",
                 "max_length",
                 "min_length",
                 "do_sample",
                 "early_stopping",
                 "num_beams",
                 "num_beam_groups",
                 "diversity_penalty",
                 "temperature",
                 "top_k",
                 "top_p",
                 "typical_p",
                 "repetition_penalty",
                 "length_penalty",
                 "no_repeat_ngram_size",
                 "encoder_no_repeat_ngram_size",
                 "bad_words_ids",
                 "num_return_sequences",
                 "output_scores",
                 "return_dict_in_generate",
                 "forced_bos_token_id",
                 "forced_eos_token_id",
                 "remove_invalid_values",
                 "exponential_decay_length_penalty",
                 "suppress_tokens",
                 "begin_suppress_tokens",
                 "tokenizer_class"});
}

void readEncoder(ConfigReader &config, VisionTransformer &model) {
  model.hiddenSize = config.integer("hidden_size", 768);
  model.layers = config.integer("num_hidden_layers", 12);
  model.heads = config.integer("num_attention_heads", 12);
  model.channels = config.integer("num_channels", 3);
  model.image = config.size("image_size", {224, 224});
  ignoreCommonKeys(config);
}

/// What the layers of vit have: dropout in both branches, before they are added.
void readLayerDropout(ConfigReader &config, DropoutRates &rates) {
  rates.projection = rates.mlp = config.dropoutRate("hidden_dropout_prob");
  rates.attention = config.dropoutRate("attention_probs_dropout_prob");
}

void readBias(ConfigReader &config, VisionTransformer &model) {
  model.queryBias = model.keyBias = model.valueBias = config.flag("qkv_bias", true);
}

int64_t countLabels(ConfigReader &config) {
  if (auto labels = config.inner("id2label"))
    return labels->memberCount();
  return config.integer("num_labels", 2);
}

//===-- vit, deit, vit_mae, vit_hybrid ---------------------------------------------------------===//

constexpr NameRule vitNames[] = {
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
constexpr llvm::StringLiteral vitIgnored[] = {"embeddings.mask_token"};

void readVit(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  readBias(config, model);
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", "gelu");
  model.patch = config.size("patch_size", {16, 16});
  model.epsilon = config.number("layer_norm_eps", 1e-12);
  readLayerDropout(config, model.dropout);
  model.dropout.embedding = model.dropout.mlp;
  config.ignore({"pooler_output_size", "pooler_act"});
}

void readDeit(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.distillationToken = true;
  model.positionedPrefix = 2;
}

/// A linear layer on the first token.
void finishClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  description.names.ignored.push_back("pooler.*");
}

/// Tokens and, if the checkpoint has it, the pooler: a layer on the first token.
void finishVitModel(ConfigReader &config, ModelDescription &description, int64_t) {
  VisionTransformer &model = description.model;
  model.representationSize = config.integer("pooler_output_size", model.hiddenSize);
  model.representationActivation = config.activation("pooler_act", "tanh");
  model.classes = 0;
  model.outputs = {tokensOutput, pooledOutput};
  description.poolerWeight = "pre_logits.fc.weight";
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

constexpr ModelClass vitClasses[] = {{"ViTForImageClassification", finishClassifier},
                                     {"ViTModel", finishVitModel}};
constexpr ModelClass deitClasses[] = {{"DeiTForImageClassification", finishClassifier},
                                      {"DeiTForImageClassificationWithTeacher", finishTeacher},
                                      {"DeiTModel", finishVitModel}};

/// The encoder sees all patches, in their order: masking is a part of training.
void readMae(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.dropout.embedding = 0;
  config.ignore({"mask_ratio", "norm_pix_loss", "decoder_hidden_size", "decoder_intermediate_size",
                 "decoder_num_attention_heads", "decoder_num_hidden_layers"});
}
constexpr ModelClass maeClasses[] = {{"ViTMAEModel", finishEncoder},
                                     {"ViTMAEForPreTraining", finishEncoder}};
constexpr llvm::StringLiteral maeIgnored[] = {"decoder.*"};

/// The backbone of a hybrid, by the configuration of transformers' BiT.
void readBit(ConfigReader &config, Backbone &backbone, VisionTransformer &model) {
  backbone.stemChannels = config.integer("embedding_size", 64);
  backbone.channels = config.integers("hidden_sizes", {256, 512, 1024, 2048});
  backbone.depths = config.integers("depths", {3, 4, 6, 3});
  backbone.groups = config.integer("num_groups", 32);
  int64_t width = config.integer("width_factor", 1);
  if (width < 1 || width > 1024)
    config.fail("width_factor", "expected a number from 1 to 1024");
  std::string padding = llvm::StringRef(config.text("global_padding", "")).lower();
  backbone.samePadding = padding == "same";
  backbone.samePoolPadding = config.flag("embedding_dynamic_padding", false);
  backbone.stemBorder = backbone.samePadding ? 0 : 1;
  if (backbone.samePoolPadding != backbone.samePadding || padding == "valid")
    config.fail("global_padding", "padding is either 'same' with embedding_dynamic_padding, or "
                                  "neither; vitc compiles no mixture");
  if (config.text("layer_type", "preactivation") != "bottleneck")
    config.fail("layer_type", "hybrids have blocks of the type 'bottleneck', which vitc compiles; "
                              "those with pre-activation it does not");
  if (config.activation("hidden_act", "relu") != Activation::Relu)
    config.fail("hidden_act", "vitc compiles backbones with 'relu' alone");
  if (config.integer("output_stride", 32) != 32)
    config.fail("output_stride", "vitc compiles backbones without dilation alone (32)");
  if (int64_t channels = config.integer("num_channels", model.channels); channels != model.channels)
    config.fail("num_channels", "the model itself has " + std::to_string(model.channels));
  // The features are those of the last stage that is asked for.
  auto stages = config.texts("out_features");
  size_t last = 0;
  if (stages.size() != 1 || llvm::StringRef(stages.front()).substr(5).getAsInteger(10, last) ||
      !llvm::StringRef(stages.front()).starts_with("stage") || last < 1 ||
      last > backbone.depths.size())
    config.fail("out_features", "expected one stage of the backbone, such as [\"stage3\"]");
  double pathRate = config.dropoutRate("drop_path_rate");
  if (!config.failed && backbone.depths.size() <= backbone.channels.size()) {
    double all = backbone.pathSteps();
    backbone.depths.resize(last);
    backbone.channels.resize(last);
    backbone.pathRate = pathRate * backbone.pathSteps() / std::max(all, 1.0);
  }
  for (int64_t &channels : backbone.channels)
    channels = divisibleChannels(double(scaledSize(channels, double(width))));
  ignoreCommonKeys(config);
  config.ignore({"stage_names", "out_indices", "hidden_act", "num_channels"});
  config.warnOfUnread();
}

void readHybrid(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.patch = config.size("patch_size", {1, 1});
  auto bit = config.inner("backbone_config");
  if (!bit)
    return config.fail("backbone_config", "vitc compiles hybrids with the backbone BiT, described "
                                          "here; there is none");
  if (std::string type = bit->text("model_type", "bit"); type != "bit")
    return bit->fail("model_type", "'" + type + "' is no backbone that vitc compiles; BiT is");
  model.backbone.emplace();
  readBit(*bit, *model.backbone, model);
  auto features = config.integers("backbone_featmap_shape", {1, 1024, 24, 24});
  if (features.size() == 4)
    model.trainedGrid = Size{features[2] / std::max<int64_t>(1, model.patch.height),
                             features[3] / std::max<int64_t>(1, model.patch.width)};
  if (config.flag("use_timm_backbone", false) || config.has("backbone"))
    config.fail("backbone", "vitc compiles hybrids whose backbone is in backbone_config alone");
  config.ignore({"use_pretrained_backbone", "backbone_kwargs"});
}
constexpr ModelClass hybridClasses[] = {{"ViTHybridForImageClassification", finishClassifier},
                                        {"ViTHybridModel", finishVitModel}};

//===-- dinov2, with and without registers ----------------------------------------------------===//

constexpr NameRule dinov2Names[] = {
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
/// With SwiGLU the second layer has a name of its own.
constexpr NameRule dinov2GatedName = {"blocks.#.mlp.fc2", "encoder.layer.#.mlp.weights_out"};

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
  model.epsilon = config.number("layer_norm_eps", 1e-6);
  model.dropout.embedding = config.dropoutRate("hidden_dropout_prob");
  model.dropout.attention = config.dropoutRate("attention_probs_dropout_prob");
  model.dropout.path = config.dropoutRate("drop_path_rate");
  model.dropout.pathGrows = false;
  config.ignore({"layerscale_value", "use_mask_token", "intermediate_size", "out_features",
                 "out_indices", "stage_names", "apply_layernorm", "reshape_hidden_states"});
}

void readRegisters(ConfigReader &config, VisionTransformer &model) {
  readDinov2(config, model);
  model.patch = config.size("patch_size", {16, 16});
  model.registerTokens = config.integer("num_register_tokens", 4);
  model.resampling = PositionResampling::BicubicAntialias;
  config.ignore({"interpolate_antialias", "interpolate_offset"});
}

void addGatedName(ModelDescription &description) {
  if (description.model.gatedMlp)
    description.names.rules.push_back(dinov2GatedName);
}

void finishDinov2Model(ConfigReader &, ModelDescription &description, int64_t) {
  description.model.classes = 0;
  description.model.outputs = {tokensOutput, pooledOutput};
  addGatedName(description);
}

void finishDinov2Classifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.pooling = Pooling::ClassAndMean;
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  addGatedName(description);
}

constexpr ModelClass dinov2Classes[] = {{"Dinov2ForImageClassification", finishDinov2Classifier},
                                        {"Dinov2Model", finishDinov2Model}};
constexpr ModelClass registerClasses[] = {
    {"Dinov2WithRegistersForImageClassification", finishDinov2Classifier},
    {"Dinov2WithRegistersModel", finishDinov2Model}};

//===-- beit -----------------------------------------------------------------------------------===//

constexpr NameRule beitNames[] = {
    {"blocks.#.attn.relative_position_bias_table",
     "encoder.layer.#.attention.attention.relative_position_bias.relative_position_bias_table"},
    {"rel_pos_bias", "encoder.relative_position_bias"},
    {"blocks.#.ls1.gamma", "encoder.layer.#.lambda_1"},
    {"blocks.#.ls2.gamma", "encoder.layer.#.lambda_2"},
    {"fc_norm", "pooler.layernorm"},
};
constexpr llvm::StringLiteral beitIgnored[] = {"embeddings.mask_token", "*relative_position_index"};

void readBeit(ConfigReader &config, VisionTransformer &model) {
  readEncoder(config, model);
  model.keyBias = false;
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", "gelu");
  model.patch = config.size("patch_size", {16, 16});
  model.epsilon = config.number("layer_norm_eps", 1e-12);
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

constexpr ModelClass beitClasses[] = {{"BeitForImageClassification", finishBeitClassifier},
                                      {"BeitModel", finishBeitModel}};

//===-- clip_vision_model, siglip_vision_model ------------------------------------------------===//

constexpr NameRule clipNames[] = {
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
};
constexpr llvm::StringLiteral towerIgnored[] = {"embeddings.position_ids", "text_model.*",
                                                "text_projection.*", "logit_scale", "logit_bias"};

void readTower(ConfigReader &config, VisionTransformer &model, int64_t patch,
               llvm::StringRef activation, double epsilon) {
  readEncoder(config, model);
  model.mlpSize = config.integer("intermediate_size", 3072);
  model.activation = config.activation("hidden_act", activation);
  model.patch = config.size("patch_size", {patch, patch});
  model.epsilon = config.number("layer_norm_eps", epsilon);
  model.dropout.attention = config.dropoutRate("attention_dropout");
}

void readClip(ConfigReader &config, VisionTransformer &model) {
  readTower(config, model, 32, "quick_gelu", 1e-5);
  model.patchBias = false;
  model.normBeforeBlocks = true;
  model.finalNorm = FinalNorm::Pooled;
  config.ignore({"projection_dim"});
}

void readSiglip(ConfigReader &config, VisionTransformer &model) {
  readTower(config, model, 16, "gelu_pytorch_tanh", 1e-6);
  model.classToken = false;
  model.positionedPrefix = 0;
  model.pooling = config.flag("vision_use_head", true) ? Pooling::Attention : Pooling::None;
  config.ignore({"projection_dim", "logit_scale_init_value"});
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

void finishSiglipClassifier(ConfigReader &, ModelDescription &description, int64_t labels) {
  description.model.pooling = Pooling::Mean;
  description.model.classes = labels;
  description.model.outputs = {logitsOutput};
  description.names.ignored.push_back("head.*");
}

constexpr ModelClass clipVisionClasses[] = {
    {"CLIPVisionModel", finishClipModel}, {"CLIPVisionModelWithProjection", finishClipProjection}};
constexpr ModelClass siglipVisionClasses[] = {{"SiglipVisionModel", finishSiglipModel}};
/// Of both towers, the one that sees images.
constexpr ModelClass clipClasses[] = {{"CLIPModel", finishClipProjection},
                                      {"CLIPForImageClassification", finishClipClassifier}};
constexpr ModelClass siglipClasses[] = {{"SiglipModel", finishSiglipModel},
                                        {"SiglipForImageClassification", finishSiglipClassifier}};

//===-- The table ------------------------------------------------------------------------------===//

const Family families[] = {
    {"beit", readBeit, vitNames, beitNames, "beit.", beitIgnored, beitClasses},
    {"clip", readClip, clipNames, {}, "vision_model.", towerIgnored, clipClasses},
    {"clip_vision_model",
     readClip,
     clipNames,
     {},
     "vision_model.",
     towerIgnored,
     clipVisionClasses},
    {"deit", readDeit, vitNames, {}, "deit.", vitIgnored, deitClasses},
    {"dinov2", readDinov2, dinov2Names, {}, "dinov2.", vitIgnored, dinov2Classes},
    {"dinov2_with_registers",
     readRegisters,
     dinov2Names,
     {},
     "dinov2_with_registers.",
     vitIgnored,
     registerClasses},
    {"siglip", readSiglip, clipNames, {}, "vision_model.", towerIgnored, siglipClasses},
    {"siglip_vision_model",
     readSiglip,
     clipNames,
     {},
     "vision_model.",
     towerIgnored,
     siglipVisionClasses},
    {"vit", readVit, vitNames, {}, "vit.", vitIgnored, vitClasses},
    {"vit-hybrid", readHybrid, vitNames, {}, "vit.", vitIgnored, hybridClasses},
    {"vit_hybrid", readHybrid, vitNames, {}, "vit.", vitIgnored, hybridClasses},
    {"vit_mae", readMae, vitNames, {}, "vit.", maeIgnored, maeClasses},
};

const Family *findFamily(ConfigReader &config) {
  std::string type = config.text("model_type", "");
  std::vector<std::string> known;
  for (const Family &family : families) {
    if (family.modelType == type)
      return &family;
    known.push_back(family.modelType.str());
  }
  config.fail("model_type",
              "'" + type + "' is no model type that vitc compiles" + listKnown(type, known));
  return nullptr;
}

/// The class that the weights were saved from; the first one if the configuration names none.
const ModelClass *findClass(ConfigReader &config, const Family &family) {
  auto named = config.texts("architectures");
  if (named.empty())
    return &family.classes.front();
  std::vector<std::string> known;
  for (const ModelClass &entry : family.classes) {
    if (entry.name == named.front())
      return &entry;
    known.push_back(entry.name.str());
  }
  config.fail("architectures", "'" + named.front() + "' is no class of the model type '" +
                                   family.modelType + "' that vitc compiles" +
                                   listKnown(named.front(), known));
  return nullptr;
}

/// The configuration of the tower that sees images, where there is another one.
std::optional<ConfigReader> visionConfig(ConfigReader &config, const Family &family) {
  if (family.modelType != "clip" && family.modelType != "siglip")
    return std::nullopt;
  config.ignore({"text_config", "text_config_dict", "vision_config_dict", "logit_scale_init_value",
                 "projection_dim"});
  ignoreCommonKeys(config);
  auto inner = config.inner("vision_config");
  if (!inner)
    config.fail("vision_config", "the configuration of the image encoder is missing");
  return inner;
}

} // namespace

std::optional<ModelDescription> readTransformersConfig(ConfigReader &config) {
  const Family *family = findFamily(config);
  const ModelClass *modelClass = family ? findClass(config, *family) : nullptr;
  if (!modelClass)
    return std::nullopt;
  ModelDescription description;
  VisionTransformer &model = description.model;
  model.family = family->modelType.str();
  model.name = modelClass->name.str();
  description.names.rules = family->names;
  llvm::append_range(description.names.rules, family->ownNames);
  description.names.prefix = family->prefix.str();
  for (llvm::StringRef pattern : family->ignoredWeights)
    description.names.ignored.push_back(pattern.str());

  std::optional<ConfigReader> inner = visionConfig(config, *family);
  ConfigReader &reader = inner ? *inner : config;
  family->read(reader, model);
  // Both towers share the size of what they are projected to, which the whole says.
  modelClass->finish(inner && config.has("projection_dim") ? config : reader, description,
                     countLabels(config));
  if (!model.trainedGrid && !reader.failed && model.patch.height > 0 && model.patch.width > 0)
    model.trainedGrid =
        Size{model.image.height / model.patch.height, model.image.width / model.patch.width};
  reader.warnOfUnread();
  if (inner)
    config.warnOfUnread();
  return config.failed ? std::nullopt : std::optional(description);
}

} // namespace vitc::frontend
