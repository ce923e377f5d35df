//===-- Hybrid.cpp: vit_hybrid -----------------------------------------------------------------===//
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {

llvm::SmallVector<size_t> readBit(ConfigReader &config, VisionTransformer &model, size_t count) {
  Backbone &backbone = model.backbone.emplace();
  if (std::string type = config.text("model_type", "bit"); type != "bit")
    config.fail("model_type", "'" + type + "' is no backbone that vitc compiles; BiT is");
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
  llvm::SmallVector<size_t> stages;
  for (const std::string &name : config.texts("out_features")) {
    llvm::StringRef digits = name;
    size_t stage = 0;
    if (digits.consume_front("stage") && !digits.getAsInteger(10, stage) && stage >= 1 &&
        stage <= backbone.depths.size() && (stages.empty() || stage > stages.back()))
      stages.push_back(stage);
  }
  if (stages.size() != count || config.texts("out_features").size() != count)
    config.fail("out_features", count == 1
                                    ? "expected one stage of the backbone, such as [\"stage3\"]"
                                    : "expected " + std::to_string(count) +
                                          " stages of the backbone in ascending order, such as "
                                          "[\"stage1\", \"stage2\", \"stage3\"]");
  double pathRate = config.dropoutRate("drop_path_rate");
  if (!config.failed && backbone.depths.size() <= backbone.channels.size()) {
    // What is behind the last stage that is asked for is not computed.
    double all = backbone.blocks();
    backbone.depths.resize(stages.back());
    backbone.channels.resize(stages.back());
    backbone.pathRate = growingRate(pathRate, backbone.blocks() - 1, all);
  }
  for (int64_t &channels : backbone.channels)
    channels = divisibleChannels(double(scaledSize(channels, double(width))));
  ignoreCommonKeys(config);
  config.ignore({"stage_names", "out_indices", "hidden_act", "num_channels"});
  config.warnOfUnread();
  return stages;
}

namespace {

void readHybrid(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.patch = config.size("patch_size", {1, 1});
  auto bit = config.inner("backbone_config");
  if (!bit)
    return config.fail("backbone_config", "vitc compiles hybrids with the backbone BiT, described "
                                          "here; there is none");
  readBit(*bit, model, 1);
  auto features = config.integers("backbone_featmap_shape", {1, 1024, 24, 24});
  if (features.size() == 4)
    model.trainedGrid = Size{features[2] / std::max<int64_t>(1, model.patch.height),
                             features[3] / std::max<int64_t>(1, model.patch.width)};
  if (config.flag("use_timm_backbone", false) || config.has("backbone"))
    config.fail("backbone", "vitc compiles hybrids whose backbone is in backbone_config alone");
  config.ignore({"use_pretrained_backbone", "backbone_kwargs"});
}

constexpr ModelClass hybridClasses[] = {
    {"ViTHybridForImageClassification", finishClassifier, "classifier.weight"},
    {"ViTHybridModel", finishVitModel}};

} // namespace

llvm::ArrayRef<Family> hybridFamilies() {
  static const Family families[] = {
      {"vit-hybrid", readHybrid, vitNames(), {}, "vit.", maskTokens, hybridClasses},
      {"vit_hybrid", readHybrid, vitNames(), {}, "vit.", maskTokens, hybridClasses},
  };
  return families;
}

} // namespace vitc::frontend
