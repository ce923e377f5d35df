//===-- RfDetr.cpp: rf_detr -----------------------------------------------------------------------===//
#include "frontend/checkpoint/RfDetr.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

void readBackbone(ConfigReader &config, RfDetr &model) {
  WindowedDino &backbone = model.backbone;
  if (std::string type = config.text("model_type", "rf_detr_dinov2"); type != "rf_detr_dinov2")
    return config.fail("model_type", "'" + type +
                                         "' is no backbone that vitc compiles for this kind of "
                                         "model; rf_detr_dinov2 is; export the model to ONNX and "
                                         "compile that");
  model.channels = config.count("num_channels", 3);
  backbone.size = config.count("hidden_size", 768);
  int64_t layers = config.count("num_hidden_layers", 12);
  backbone.heads = config.count("num_attention_heads", 12);
  backbone.windows = config.count("num_windows", 4);
  model.image = config.extent("image_size", {224, 224});
  backbone.patch = config.extent("patch_size", {14, 14});
  backbone.trained = {model.image.height / backbone.patch.height,
                      model.image.width / backbone.patch.width};
  if (backbone.trained.height != backbone.trained.width || backbone.trained.area() == 0)
    config.fail("image_size",
                "positions are those of a square of patches, not of " + toText(backbone.trained));
  backbone.isGated = config.flag("use_swiglu_ffn", false);
  int64_t hidden = scaledSize(backbone.size, config.number("mlp_ratio", 4));
  backbone.mlpSize = backbone.isGated ? (hidden * 2 / 3 + 7) / 8 * 8 : hidden;
  if (backbone.mlpSize < 1 || backbone.mlpSize > ConfigReader::largestCount)
    config.fail("mlp_ratio", "the MLP has to have from 1 to " +
                                 std::to_string(ConfigReader::largestCount) + " channels");
  backbone.activation = config.activation("hidden_act", "gelu");
  backbone.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  backbone.hasBias = config.flag("qkv_bias", true);
  backbone.normsFeatures = config.flag("apply_layernorm", true);
  if (!config.flag("reshape_hidden_states", true))
    config.fail("reshape_hidden_states", "the projector reads images, not tokens: true");
  backbone.read = readStages(config, layers);
  if (backbone.read.empty())
    config.fail("out_indices", "no block is read; name those that the projector takes, such as "
                               "[2, 5, 8, 11]");
  // A block is one of windows unless its number is that of a stage that is read.
  backbone.wholeLayers = backbone.read;
  if (config.has("window_block_indexes")) {
    auto cut = config.integers("window_block_indexes", {});
    backbone.wholeLayers.clear();
    for (int64_t number = 0; number < layers; ++number)
      if (!llvm::is_contained(cut, number))
        backbone.wholeLayers.push_back(number);
  }
  config.ignore(
      {"layerscale_value", "use_mask_token", "stage_names", "out_features", "num_register_tokens"});
  ignoreCommonKeys(config);
  config.warnOfUnread();
}

void readDecoder(ConfigReader &config, RfDetr &model) {
  model.expansion = config.number("hidden_expansion", 0.5);
  model.size = config.count("d_model", 256);
  if (!(model.expansion * double(model.size) >= 1) || model.expansion > 64)
    config.fail("hidden_expansion",
                "blocks of convolutions have to have a channel, and at most 64 times d_model");
  model.blocks = config.count("c2f_num_blocks", 3, 0);
  model.activation = config.activation("activation_function", "silu");
  model.epsilon = config.epsilon("layer_norm_eps", 1e-5);
  model.queries = config.count("num_queries", 300);
  model.groups = config.count("group_detr", 13);
  model.layers = config.count("decoder_layers", 3);
  model.heads = config.count("decoder_self_attention_heads", 8);
  model.lookingHeads = config.count("decoder_cross_attention_heads", 16);
  model.points = config.count("decoder_n_points", 4);
  model.mlpSize = config.count("decoder_ffn_dim", 2048);
  model.decoderActivation = config.activation("decoder_activation_function", "relu");
  if (config.count("num_feature_levels", 1) != 1)
    config.fail("num_feature_levels", "the projector makes features of one size: 1");
  if (!config.flag("attention_bias", true))
    config.fail("attention_bias", "projections without a bias are not compiled from a folder; "
                                  "export the model to ONNX and compile that");
}

std::shared_ptr<RfDetr> readDetector(ConfigReader &config, int64_t labels) {
  auto model = std::make_shared<RfDetr>();
  auto backbone = config.inner("backbone_config");
  if (!backbone) {
    config.fail("backbone_config", "the configuration of the backbone is missing");
    return model;
  }
  readBackbone(*backbone, *model);
  readDecoder(config, *model);
  requireLabels(config, labels);
  model->labels = labels;
  model->hasOpenSize = true;
  config.ignore({"activation_dropout", "disable_custom_kernels", "auxiliary_loss", "focal_alpha",
                 "eos_coefficient", "class_cost", "bbox_cost", "giou_cost", "init_std", "head_dim",
                 "dropout", "attention_dropout", "class_loss_coefficient", "dice_loss_coefficient",
                 "bbox_loss_coefficient", "giou_loss_coefficient", "backbone_kwargs",
                 "use_pretrained_backbone"});
  ignoreCommonKeys(config);
  return model;
}

void finishDetector(ConfigReader &config, ModelDescription &description, int64_t labels) {
  description.network = readDetector(config, labels);
  config.ignoreAll({"mask_"});
  config.ignore({"segmentation_head_activation_function", "intermediate_size"});
}

/// transformers saves the names of the original implementation.
constexpr NameRule names[] = {
    {"backbone.backbone", "backbone.0.encoder.encoder"},
    {"backbone.backbone.encoder.layer.#.attention.q_proj",
     "backbone.0.encoder.encoder.encoder.layer.#.attention.attention.query"},
    {"backbone.backbone.encoder.layer.#.attention.k_proj",
     "backbone.0.encoder.encoder.encoder.layer.#.attention.attention.key"},
    {"backbone.backbone.encoder.layer.#.attention.v_proj",
     "backbone.0.encoder.encoder.encoder.layer.#.attention.attention.value"},
    {"backbone.backbone.encoder.layer.#.attention.o_proj",
     "backbone.0.encoder.encoder.encoder.layer.#.attention.output.dense"},
    {"backbone.projector.layer_norm", "backbone.0.projector.stages.0.1"},
    {"backbone.projector.projector_layer.conv1.conv", "backbone.0.projector.stages.0.0.cv1.conv"},
    {"backbone.projector.projector_layer.conv1.norm", "backbone.0.projector.stages.0.0.cv1.bn"},
    {"backbone.projector.projector_layer.conv2.conv", "backbone.0.projector.stages.0.0.cv2.conv"},
    {"backbone.projector.projector_layer.conv2.norm", "backbone.0.projector.stages.0.0.cv2.bn"},
    {"backbone.projector.projector_layer.bottlenecks.#.conv1.conv",
     "backbone.0.projector.stages.0.0.m.#.cv1.conv"},
    {"backbone.projector.projector_layer.bottlenecks.#.conv1.norm",
     "backbone.0.projector.stages.0.0.m.#.cv1.bn"},
    {"backbone.projector.projector_layer.bottlenecks.#.conv2.conv",
     "backbone.0.projector.stages.0.0.m.#.cv2.conv"},
    {"backbone.projector.projector_layer.bottlenecks.#.conv2.norm",
     "backbone.0.projector.stages.0.0.m.#.cv2.bn"},
    {"enc_output", "transformer.enc_output"},
    {"enc_output_norm", "transformer.enc_output_norm"},
    {"enc_out_class_embed", "transformer.enc_out_class_embed"},
    {"enc_out_bbox_embed", "transformer.enc_out_bbox_embed"},
    {"reference_point_embed", "refpoint_embed"},
    {"decoder", "transformer.decoder"},
    {"decoder.layernorm", "transformer.decoder.norm"},
    {"decoder.layers.#.self_attn_layer_norm", "transformer.decoder.layers.#.norm1"},
    {"decoder.layers.#.cross_attn_layer_norm", "transformer.decoder.layers.#.norm2"},
    {"decoder.layers.#.layer_norm", "transformer.decoder.layers.#.norm3"},
    {"decoder.layers.#.mlp.fc1", "transformer.decoder.layers.#.linear1"},
    {"decoder.layers.#.mlp.fc2", "transformer.decoder.layers.#.linear2"},
    {"decoder.layers.#.self_attn.q_proj.weight",
     "transformer.decoder.layers.#.self_attn.in_proj_weight", 0, 1, 3},
    {"decoder.layers.#.self_attn.k_proj.weight",
     "transformer.decoder.layers.#.self_attn.in_proj_weight", 1, 1, 3},
    {"decoder.layers.#.self_attn.v_proj.weight",
     "transformer.decoder.layers.#.self_attn.in_proj_weight", 2, 1, 3},
    {"decoder.layers.#.self_attn.q_proj.bias",
     "transformer.decoder.layers.#.self_attn.in_proj_bias", 0, 1, 3},
    {"decoder.layers.#.self_attn.k_proj.bias",
     "transformer.decoder.layers.#.self_attn.in_proj_bias", 1, 1, 3},
    {"decoder.layers.#.self_attn.v_proj.bias",
     "transformer.decoder.layers.#.self_attn.in_proj_bias", 2, 1, 3},
    {"blocks.#.depthwise_conv", "segmentation_head.blocks.#.dwconv"},
    {"blocks.#.layernorm", "segmentation_head.blocks.#.norm"},
    {"blocks.#.pointwise_conv", "segmentation_head.blocks.#.pwconv1"},
    {"spatial_features_proj", "segmentation_head.spatial_features_proj"},
    {"query_features_block.norm", "segmentation_head.query_features_block.norm_in"},
    {"query_features_block.mlp.fc1", "segmentation_head.query_features_block.layers.0"},
    {"query_features_block.mlp.fc2", "segmentation_head.query_features_block.layers.2"},
    {"query_features_proj", "segmentation_head.query_features_proj"},
    {"segmentation_bias", "segmentation_head.bias"}};

/// A detector with masks.
void finishMasks(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto model = readDetector(config, labels);
  model->maskReduction = config.count("mask_downsample_ratio", 4);
  model->maskMlpSize = config.count("intermediate_size", 1024);
  model->maskActivation = config.activation("segmentation_head_activation_function", "gelu");
  config.ignoreAll({"mask_"});
  description.network = model;
}

/// What only training has, other groups of queries among it; blocks behind the last that is read; and a normalisation of
/// features that may not be wanted.
constexpr llvm::StringLiteral ignored[] = {
    "transformer.enc_out*", "backbone.0.encoder.encoder.encoder.layer.*",
    "backbone.0.encoder.encoder.layernorm.*", "backbone.0.encoder.encoder.embeddings.mask_token"};
constexpr ModelClass classes[] = {
    {"RfDetrForObjectDetection", finishDetector},
    {"RfDetrForInstanceSegmentation", finishMasks, "segmentation_head.bias"}};

} // namespace

llvm::ArrayRef<Family> rfDetrFamilies() {
  static const Family families[] = {{"rf_detr", nullptr, {}, names, "", ignored, classes}};
  return families;
}

} // namespace vitc::frontend
