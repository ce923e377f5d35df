//===-- Detr.cpp: d_fine, rt_detr, rt_detr_v2 -----------------------------------------------------===//
#include "frontend/checkpoint/Detr.h"
#include "frontend/checkpoint/transformers/Family.h"
#include <cmath>

namespace vitc::frontend {
namespace {

constexpr size_t mostStages = 16;
/// What only training has, what layers say that are not the last, and how often batches were seen.
constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked",  "denoising_class_embed.weight",
                                           "decoder.class_embed.*", "decoder.lqe_layers.*",
                                           "class_embed.*",         "bbox_embed.*"};

//===-- Backbones -----------------------------------------------------------------------------===//

/// The stages that are read, of as many as there are.
void readOutputs(ConfigReader &config, ConvBackbone &backbone, size_t stages) {
  if (stages > mostStages)
    config.fail("depths", "there are " + std::to_string(stages) + " stages; vitc compiles up to " +
                              std::to_string(mostStages));
  config.ignore({"stage_names"});
  // The names stand beside the numbers.
  config.ignore({"out_features"});
  backbone.read = readStages(config, int64_t(stages));
  if (backbone.read.empty())
    config.fail("out_features", "no stage is read; name those that the encoder takes, such as "
                                "[\"stage2\", \"stage3\", \"stage4\"]");
  ignoreCommonKeys(config);
}

std::shared_ptr<ConvBackbone> readResNet(ConfigReader &config, int64_t &channels) {
  auto backbone = std::make_shared<ResNetD>();
  channels = config.count("num_channels", 3);
  backbone->stemChannels = config.count("embedding_size", 64);
  backbone->channels = config.counts("hidden_sizes", {256, 512, 1024, 2048});
  backbone->depths = config.counts("depths", {3, 4, 6, 3}, backbone->channels.size());
  std::string type = config.text("layer_type", "bottleneck");
  if (type != "bottleneck" && type != "basic")
    config.fail("layer_type", "'" + type + "' is neither 'basic' nor 'bottleneck'");
  backbone->hasBottlenecks = type == "bottleneck";
  backbone->firstStageReduces = config.flag("downsample_in_first_stage", false);
  backbone->firstConvolutionReduces = config.flag("downsample_in_bottleneck", false);
  backbone->activation = config.activation("hidden_act", "relu");
  readOutputs(config, *backbone, backbone->depths.size());
  return backbone;
}

/// Reports it where the numbers of a list are others than those that are compiled.
void requireNumbers(ConfigReader &config, const char *key, llvm::ArrayRef<int64_t> only) {
  if (config.integers(key, only) != only)
    config.fail(key, "vitc compiles the usual steps alone, each 2 or 1 in its place; export the "
                     "model to ONNX and compile that");
}

std::shared_ptr<ConvBackbone> readHgNet(ConfigReader &config, int64_t &channels) {
  auto backbone = std::make_shared<HgNet>();
  auto inputs = config.counts("stage_in_channels", {48, 128, 512, 1024});
  size_t count = inputs.size();
  auto each = [&](const char *key, llvm::ArrayRef<int64_t> otherwise) {
    return config.counts(key, otherwise, count);
  };
  auto inner = each("stage_mid_channels", {48, 96, 192, 384});
  auto outputs = each("stage_out_channels", {128, 512, 1024, 2048});
  auto blocks = each("stage_num_blocks", {1, 1, 3, 1});
  auto layers = each("stage_numb_of_layers", {6, 6, 6, 6});
  auto kernels = each("stage_kernel_size", {3, 3, 5, 5});
  auto reduces = config.flags("stage_downsample", {false, true, true, true}, count);
  auto light = config.flags("stage_light_block", {false, false, true, true}, count);
  requireNumbers(config, "stem_strides", {2, 1, 1, 2, 1});
  requireNumbers(config, "stage_downsample_strides", Ints(count, 2));
  auto stem = config.counts("stem_channels", {3, 32, 48}, 3);
  channels = config.count("num_channels", 3);
  if (stem[0] != channels)
    config.fail("stem_channels",
                "the first number is that of the image's channels, " + std::to_string(channels));
  backbone->stemChannels = {stem[1], stem[2]};
  for (size_t i = 0; i < count && !config.failed; ++i)
    backbone->stages.push_back(
        {inputs[i], inner[i], outputs[i], blocks[i], layers[i], kernels[i], reduces[i], light[i]});
  backbone->activation = config.activation("hidden_act", "relu");
  backbone->hasScales = config.flag("use_learnable_affine_block", false);
  config.ignore({"embedding_size", "hidden_sizes", "depths"});
  readOutputs(config, *backbone, count);
  return backbone;
}

void readBackbone(ConfigReader &config, Detr &model) {
  config.ignore({"backbone_kwargs", "use_pretrained_backbone", "freeze_backbone_batch_norms"});
  auto own = config.inner("backbone_config");
  if (config.flag("use_timm_backbone", false) || config.has("backbone"))
    return config.fail(config.has("backbone") ? "backbone" : "use_timm_backbone",
                       "backbones of other libraries are not compiled from a folder; export the "
                       "model to ONNX and compile that");
  if (!own)
    return config.fail("backbone_config", "the configuration of the backbone is missing");
  std::string type = own->text("model_type", "");
  if (type == "rt_detr_resnet")
    model.backbone = readResNet(*own, model.channels);
  else if (type == "hgnet_v2")
    model.backbone = readHgNet(*own, model.channels);
  else
    own->fail("model_type",
              "'" + type +
                  "' is no backbone of a detector that vitc compiles; "
                  "known are 'hgnet_v2' and 'rt_detr_resnet'; export the model to ONNX "
                  "and compile that");
  own->warnOfUnread();
}

//===-- Encoder and decoder -------------------------------------------------------------------===//

void readEncoder(ConfigReader &config, Detr &model, size_t levels) {
  model.encoderSize = config.count("encoder_hidden_dim", 256);
  model.encoderLayers = config.count("encoder_layers", 1, 0);
  model.encoderHeads = config.count("encoder_attention_heads", 8);
  model.encoderMlpSize = config.count("encoder_ffn_dim", 1024);
  model.attending = config.integers("encode_proj_layers", {2});
  for (int64_t &level : model.attending) {
    level += level < 0 ? int64_t(levels) : 0;
    if (level < 0 || level >= int64_t(levels))
      config.fail("encode_proj_layers",
                  "there are " + std::to_string(levels) + " sizes of features, from 0 on");
  }
  model.encoderActivation = config.activation("encoder_activation_function", "gelu");
  model.activation = config.isNull("activation_function")
                         ? Activation::Identity
                         : config.activation("activation_function", "silu");
  model.temperature = config.number("positional_encoding_temperature", 10000);
  if (model.temperature <= 0)
    config.fail("positional_encoding_temperature", "it is more than 0");
  model.hasPositions = !config.has("eval_size");
  model.normBefore = config.flag("normalize_before", false);
  model.expansion = config.number("hidden_expansion", 1);
  double hidden = double(model.encoderSize) * model.expansion / 2;
  if (!(hidden >= 1 && hidden <= double(ConfigReader::largestCount)))
    config.fail("hidden_expansion", "blocks of convolutions have to have from 2 to " +
                                        std::to_string(2 * ConfigReader::largestCount) +
                                        " channels");
  if (config.counts("encoder_in_channels", {512, 1024, 2048}).size() != levels)
    config.fail("encoder_in_channels", "the backbone gives features of " + std::to_string(levels) +
                                           " sizes; name the channels of each");
}

/// How many points a head reads of each size of features.
llvm::SmallVector<int64_t> readPoints(ConfigReader &config, Detr::Kind kind, size_t levels) {
  if (kind == Detr::Fine && config.isList("decoder_n_points"))
    return config.counts("decoder_n_points", {}, levels);
  return llvm::SmallVector<int64_t>(levels, config.count("decoder_n_points", 4));
}

void readDecoder(ConfigReader &config, Detr &model, size_t levels) {
  model.size = config.count("d_model", 256);
  model.queries = config.count("num_queries", 300);
  model.layers = config.count("decoder_layers", 6);
  model.heads = config.count("decoder_attention_heads", 8);
  model.mlpSize = config.count("decoder_ffn_dim", 1024);
  model.decoderActivation = config.activation("decoder_activation_function", "relu");
  model.points = readPoints(config, model.kind, levels);
  model.epsilon = config.epsilon("layer_norm_eps", 1e-5);
  model.batchEpsilon = config.epsilon("batch_norm_eps", 1e-5);
  auto inputs = config.counts("decoder_in_channels", {256, 256, 256});
  if (inputs != llvm::SmallVector<int64_t>(levels, model.encoderSize))
    config.fail("decoder_in_channels", "the encoder gives " + std::to_string(model.encoderSize) +
                                           " channels of each of " + std::to_string(levels) +
                                           " sizes");
  auto requireLevels = [&](const char *key) {
    if (config.count(key, 3) != int64_t(levels))
      config.fail(key, "vitc compiles as many sizes of features as the encoder gives, " +
                           std::to_string(levels) + "; export the model to ONNX and compile that");
  };
  requireLevels("num_feature_levels");
  if (model.kind == Detr::Second)
    requireLevels("decoder_n_levels");
  if (model.kind != Detr::First) {
    model.offsetScale = config.number("decoder_offset_scale", 0.5);
    if (std::string method = config.text("decoder_method", "default"); method != "default")
      config.fail("decoder_method", "'" + method +
                                        "' is not compiled from a folder: export the "
                                        "model to ONNX and compile that; 'default' is");
  }
  if (config.flag("learn_initial_query", false))
    config.fail("learn_initial_query",
                "the reference implementation does not run with queries that are learned");
  if (!config.flag("with_box_refine", true))
    config.fail("with_box_refine", "vitc compiles decoders that refine boxes, as the reference "
                                   "implementation does; leave the key out");
}

/// What D-FINE has besides.
void readDistributions(ConfigReader &config, Detr &model) {
  model.bins = config.count("max_num_bins", 32, 4);
  if (model.bins % 2 != 0)
    config.fail("max_num_bins", "it is even: as many bins on either side of the middle");
  model.topValues = config.count("top_prob_values", 4, 1, model.bins + 1);
  model.qualitySize = config.count("lqe_hidden_dim", 64);
  model.qualityLayers = config.count("lqe_layers", 2);
  double blocks = std::nearbyint(3 * config.number("depth_mult", 1));
  if (!(blocks >= 0 && blocks <= double(ConfigReader::largestCount)))
    config.fail("depth_mult", "it makes " + std::to_string(int64_t(std::clamp(blocks, -1e6, 1e6))) +
                                  " blocks; from 0 to " +
                                  std::to_string(ConfigReader::largestCount) + " can be built");
  else
    model.residualBlocks = int64_t(blocks);
  int64_t chosen = config.integer("eval_idx", -1);
  if (chosen != -1 && chosen != model.layers - 1)
    config.fail("eval_idx", "the reference implementation runs with the last layer alone, -1");
  config.ignore({"layer_scale", "reg_scale", "up"}); // the weights say the last two
}

template <Detr::Kind kind>
void finishDetector(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto model = std::make_shared<Detr>();
  model->kind = kind;
  readBackbone(config, *model);
  if (config.failed)
    return;
  size_t levels = model->backbone->read.size();
  readEncoder(config, *model, levels);
  readDecoder(config, *model, levels);
  if (kind == Detr::Fine)
    readDistributions(config, *model);
  requireLabels(config, labels);
  model->labels = labels;
  if (config.has("anchor_image_size"))
    model->anchored = config.extent("anchor_image_size", {640, 640});
  model->image = model->anchored.value_or(Size{640, 640});
  model->hasOpenSize = !model->anchored;
  config.ignore({"feat_strides", "activation_dropout", "num_denoising", "label_noise_ratio",
                 "box_noise_scale", "initializer_bias_prior_prob", "disable_custom_kernels",
                 "auxiliary_loss", "use_focal_loss", "eos_coefficient", "head_dim"});
  config.ignoreAll({"matcher_", "focal_loss_", "weight_loss_"});
  ignoreCommonKeys(config);
  description.network = model;
}

constexpr ModelClass firstClasses[] = {{"RTDetrForObjectDetection", finishDetector<Detr::First>}};
constexpr ModelClass secondClasses[] = {
    {"RTDetrV2ForObjectDetection", finishDetector<Detr::Second>}};
constexpr ModelClass fineClasses[] = {{"DFineForObjectDetection", finishDetector<Detr::Fine>}};

} // namespace

llvm::ArrayRef<Family> detrFamilies() {
  static const Family families[] = {
      {"d_fine", nullptr, {}, {}, "model.", ignored, fineClasses},
      {"rt_detr", nullptr, {}, {}, "model.", ignored, firstClasses},
      {"rt_detr_v2", nullptr, {}, {}, "model.", ignored, secondClasses},
  };
  return families;
}

} // namespace vitc::frontend
