//===-- Masks.cpp: the configuration of mask decoders ---------------------------------------------===//
#include "frontend/checkpoint/transformers/Masks.h"

namespace vitc::frontend {
namespace {

void readPrompts(ConfigReader &config, MaskDecoder &model) {
  int64_t side = config.count("image_size", 1024), patch = config.count("patch_size", 16);
  model.image = model.trained = {side, side};
  model.patch = {patch, patch};
  if (config.count("hidden_size", 256) != model.size)
    config.fail("hidden_size", "the mask decoder's is " + std::to_string(model.size));
  if (config.count("num_point_embeddings", 4) != 4)
    config.fail("num_point_embeddings", "there are 4 of them: points outside and inside, and the "
                                        "corners of boxes");
  model.maskChannels = config.count("mask_input_channels", 16, 4);
  model.maskActivation = config.activation("hidden_act", "gelu");
  model.maskEpsilon = config.epsilon("layer_norm_eps", 1e-6);
  config.ignore({"image_embedding_size", "scale"});
  ignoreCommonKeys(config);
}

/// What SAM 2 does not take from its configuration.
void readVersion(ConfigReader &config, MaskDecoder &model) {
  if (model.version == MaskDecoder::Sam) {
    model.activation = config.activation("hidden_act", "relu");
    model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
    return;
  }
  config.ignore({"hidden_act"});
  model.epsilon = 1e-5;
  double delta = config.number("dynamic_multimask_stability_delta", 0.05);
  double threshold = config.number("dynamic_multimask_stability_thresh", 0.98);
  if (config.flag("dynamic_multimask_via_stability", true))
    model.stability = {delta, threshold};
}

void readMasks(ConfigReader &config, MaskDecoder &model) {
  model.size = config.count("hidden_size", 256);
  model.layers = config.count("num_hidden_layers", 2);
  model.heads = config.count("num_attention_heads", 8);
  model.mlpSize = config.count("mlp_dim", 2048);
  model.masks = config.count("num_multimask_outputs", 3);
  model.finalReduction = config.count("attention_downsample_rate", 2);
  model.scoreSize = config.count("iou_head_hidden_dim", 256);
  model.scoreLayers = config.count("iou_head_depth", 3, 2);
  readVersion(config, model);
  ignoreCommonKeys(config);
}

/// What is no part of the decoder, or of the prompts that are taken.
constexpr llvm::StringLiteral ignored[] = {"vision_encoder.*", "prompt_encoder.*"};
constexpr llvm::StringLiteral ignoredOfSam2[] = {"mask_decoder.conv_s*",
                                                 "no_memory_*",
                                                 "memory_*",
                                                 "mask_downsample.*",
                                                 "object_pointer_proj.*",
                                                 "no_object_pointer",
                                                 "temporal_positional_encoding_projection_layer.*",
                                                 "occlusion_spatial_embedding_parameter"};

} // namespace

void finishMaskDecoder(ConfigReader &config, MaskDecoder::Version version,
                       const EncodedImage &encoded, ModelDescription &description) {
  auto network = std::make_shared<MaskDecoder>();
  network->version = version;
  network->isSingle = description.part == maskParts[2];
  auto prompts = config.inner("prompt_encoder_config"), masks = config.inner("mask_decoder_config");
  if (!prompts || !masks)
    return config.fail(prompts ? "mask_decoder_config" : "prompt_encoder_config",
                       "the configuration of this part of the model is missing");
  readMasks(*masks, *network);
  readPrompts(*prompts, *network);
  if (network->size != encoded.channels || network->trained != encoded.image ||
      network->patch != encoded.patch)
    config.fail("prompt_encoder_config",
                "channels, image and patches have to be those of the image encoder: " +
                    std::to_string(encoded.channels) + " channels, " + toText(encoded.image) +
                    ", patches of " + toText(encoded.patch));
  for (auto *part : {&*prompts, &*masks})
    part->warnOfUnread();
  WeightNames &names = description.names;
  names.prefix.clear();
  names.ignored.assign(std::begin(ignored), std::end(ignored));
  if (version == MaskDecoder::Sam2) {
    names.ignored.insert(names.ignored.end(), std::begin(ignoredOfSam2), std::end(ignoredOfSam2));
    names.twins.emplace_back("prompt_encoder.shared_embedding.positional_embedding",
                             "shared_image_embedding.positional_embedding");
  }
  description.network = network;
}

} // namespace vitc::frontend
