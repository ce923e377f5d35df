//===-- ConvNext.cpp: convnext, convnextv2, dinov3_convnext ------------------------------------===//
#include "frontend/checkpoint/ConvNext.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"stem.0", "embeddings.patch_embeddings"},
    {"stem.1", "embeddings.layernorm"},
    {"stages.#", "encoder.stages.#"},
    {"stages.#.downsample", "encoder.stages.#.downsampling_layer"},
    {"stages.#.blocks.#", "encoder.stages.#.layers.#"},
    {"stages.#.blocks.#.conv_dw", "encoder.stages.#.layers.#.dwconv"},
    {"stages.#.blocks.#.norm", "encoder.stages.#.layers.#.layernorm"},
    {"stages.#.blocks.#.mlp.fc1", "encoder.stages.#.layers.#.pwconv1"},
    {"stages.#.blocks.#.mlp.fc2", "encoder.stages.#.layers.#.pwconv2"},
    {"stages.#.blocks.#.mlp.grn", "encoder.stages.#.layers.#.grn"},
    {"stages.#.blocks.#.gamma", "encoder.stages.#.layers.#.layer_scale_parameter"},
    {"norm", "layernorm"},
    {"head", "^classifier"},
};
constexpr NameRule dinoNames[] = {
    {"stem", "stages.0.downsample_layers"},
    {"stages.#.downsample", "stages.#.downsample_layers"},
    {"stages.#.blocks.#", "stages.#.layers.#"},
    {"stages.#.blocks.#.conv_dw", "stages.#.layers.#.depthwise_conv"},
    {"stages.#.blocks.#.norm", "stages.#.layers.#.layer_norm"},
    {"stages.#.blocks.#.mlp.fc1", "stages.#.layers.#.pointwise_conv1"},
    {"stages.#.blocks.#.mlp.fc2", "stages.#.layers.#.pointwise_conv2"},
    {"norm", "layer_norm"},
};

/// Both versions pool the last stage's features, and then normalise them.
struct ConvNextNetwork : ImageNetwork {
  ConvNext model;
  double poolEpsilon = 1e-12;
  /// 0: the features themselves.
  int64_t labels = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value image) const override {
    Value features = buildConvNext(graph, model, image);
    graph.enter("norm");
    Value pooled = graph.create<vit::ReduceMeanOp>(features, Ints{2, 3});
    pooled = graph.norm("norm", pooled, poolEpsilon);
    if (labels > 0)
      return {{"logits", graph.linear("head", pooled, labels, true)}};
    return {{"last_hidden_state", features}, {"pooler_output", pooled}};
  }
  std::string findOwnFault(int64_t) const override { return model.findFault(image); }
  double largestTensor() const override { return model.largestTensor(image); }
  double largestWeight() const override {
    return std::max(model.largestWeight(channels), double(model.channels.back()) * double(labels));
  }
};

/// The mean stands in front of the features, as a class token would, and is normalised as they are.
struct DinoConvNextNetwork : ConvNextNetwork {
  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value image) const override {
    Value features = buildConvNext(graph, model, image);
    graph.enter("norm");
    Value mean = graph.create<vit::ReduceMeanOp>(features, Ints{2, 3}, true);
    Value tokens = graph.concat({graph.tokensOf(mean), graph.tokensOf(features)}, 1);
    tokens = graph.norm("norm", tokens, model.epsilon);
    Value first = graph.slice(tokens, 1, 0, 1);
    return {{"last_hidden_state", tokens},
            {"pooler_output", graph.reshape(first, {shapeOf(tokens)[0], shapeOf(tokens)[2]})}};
  }
};

void readCommon(ConfigReader &config, ConvNextNetwork &network) {
  ConvNext &model = network.model;
  network.channels = config.count("num_channels", 3);
  network.image = config.extent("image_size", {224, 224});
  model.channels = config.counts("hidden_sizes", model.channels);
  model.depths = config.counts("depths", model.depths, model.channels.size());
  model.activation = config.activation("hidden_act", "gelu");
  model.pathRate = config.dropoutRate("drop_path_rate");
  config.ignore({"out_features", "out_indices", "stage_names"});
  ignoreCommonKeys(config);
}

std::shared_ptr<ConvNextNetwork> readConvNext(ConfigReader &config) {
  auto network = std::make_shared<ConvNextNetwork>();
  readCommon(config, *network);
  network->model.patch = config.extent("patch_size", {4, 4});
  network->model.layerScale = config.number("layer_scale_init_value", 1e-6) > 0;
  network->poolEpsilon = config.epsilon("layer_norm_eps", 1e-12);
  int64_t stages = int64_t(network->model.depths.size());
  if (config.count("num_stages", 4) != stages)
    config.fail("num_stages", "hidden_sizes and depths have " + std::to_string(stages) + " stages");
  return network;
}

std::shared_ptr<ConvNextNetwork> readSecond(ConfigReader &config) {
  auto network = readConvNext(config);
  network->model.layerScale = false;
  network->model.responseNorm = true;
  return network;
}

std::shared_ptr<DinoConvNextNetwork> readDino(ConfigReader &config) {
  auto network = std::make_shared<DinoConvNextNetwork>();
  readCommon(config, *network);
  network->model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  config.ignore({"layer_scale_init_value"});
  return network;
}

constexpr ModelClass firstClasses[] = {
    {"ConvNextForImageClassification", finishLabels<readConvNext>, "classifier.weight"},
    {"ConvNextModel", finishNetwork<readConvNext>}};
constexpr ModelClass secondClasses[] = {
    {"ConvNextV2ForImageClassification", finishLabels<readSecond>, "classifier.weight"},
    {"ConvNextV2Model", finishNetwork<readSecond>}};
constexpr ModelClass dinoClasses[] = {{"DINOv3ConvNextModel", finishNetwork<readDino>}};

} // namespace

llvm::ArrayRef<Family> convNextFamilies() {
  static const Family families[] = {
      {"convnext", nullptr, names, {}, "convnext.", {}, firstClasses},
      {"convnextv2", nullptr, names, {}, "convnextv2.", {}, secondClasses},
      {"dinov3_convnext", nullptr, dinoNames, {}, "", {}, dinoClasses},
  };
  return families;
}

} // namespace vitc::frontend
