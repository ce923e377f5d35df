//===-- Swin.cpp: swin, swinv2 -----------------------------------------------------------------===//
#include "frontend/checkpoint/Swin.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"patch_embed.proj", "embeddings.patch_embeddings.projection"},
    {"patch_embed.norm", "embeddings.norm"},
    {"absolute_pos_embed", "embeddings.position_embeddings"},
    {"layers.#", "encoder.layers.#"},
    // Behind a stage here, before the next one there.
    {"layers.1.downsample", "encoder.layers.0.downsample"},
    {"layers.2.downsample", "encoder.layers.1.downsample"},
    {"layers.3.downsample", "encoder.layers.2.downsample"},
    {"layers.4.downsample", "encoder.layers.3.downsample"},
    {"layers.5.downsample", "encoder.layers.4.downsample"},
    {"layers.6.downsample", "encoder.layers.5.downsample"},
    {"layers.7.downsample", "encoder.layers.6.downsample"},
    {"layers.#.blocks.#.norm1", "encoder.layers.#.blocks.#.layernorm_before"},
    {"layers.#.blocks.#.norm2", "encoder.layers.#.blocks.#.layernorm_after"},
    {"layers.#.blocks.#.attn", "encoder.layers.#.blocks.#.attention.self"},
    {"layers.#.blocks.#.attn.q", "encoder.layers.#.blocks.#.attention.self.query"},
    {"layers.#.blocks.#.attn.k", "encoder.layers.#.blocks.#.attention.self.key"},
    {"layers.#.blocks.#.attn.v", "encoder.layers.#.blocks.#.attention.self.value"},
    {"layers.#.blocks.#.attn.cpb_mlp",
     "encoder.layers.#.blocks.#.attention.self.continuous_position_bias_mlp"},
    {"layers.#.blocks.#.attn.proj", "encoder.layers.#.blocks.#.attention.output.dense"},
    {"layers.#.blocks.#.mlp.fc1", "encoder.layers.#.blocks.#.intermediate.dense"},
    {"layers.#.blocks.#.mlp.fc2", "encoder.layers.#.blocks.#.output.dense"},
    {"norm", "layernorm"},
    {"head", "^classifier"},
};
/// Older versions saved what follows from the sizes of windows.
constexpr llvm::StringLiteral ignored[] = {"embeddings.mask_token", "*relative_position_index",
                                           "*relative_coords_table", "decoder.*"};

struct SwinNetwork : ImageNetwork {
  Swin model;
  /// Of the windows of the first version.
  int64_t window = 7;
  int64_t labels = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    Value tokens = graph.norm("norm", buildSwin(graph, sized(), pixels), model.epsilon);
    Value pooled =
        graph.create<vit::ReduceMeanOp>(graph.transpose(tokens, {0, 2, 1}), Ints{2}, true);
    pooled = graph.reshape(pooled, {shapeOf(tokens)[0], shapeOf(tokens)[2]});
    if (labels > 0)
      return {{"logits", graph.linear("head", pooled, labels, true)}};
    return {{"last_hidden_state", tokens}, {"pooler_output", pooled}};
  }
  std::string findOwnFault(int64_t) const override { return sized().findFault(image); }
  double largestTensor() const override { return sized().largestTensor(image, channels); }
  double largestWeight() const override {
    double last = double(model.sizeAt(model.stages() - 1));
    return std::max(model.largestWeight(channels), last * double(labels));
  }

private:
  /// A stage of no more tokens than a window has one window, which does not move.
  Swin sized() const {
    Swin result = model;
    if (!model.isSecond)
      for (size_t stage = 0; stage < model.stages(); ++stage) {
        Size grid = model.gridAt(stage, image);
        int64_t shift = std::min(grid.height, grid.width) <= window ? 0 : window / 2;
        result.windows.push_back({{window, window}, {shift, shift}});
      }
    return result;
  }
};

std::shared_ptr<SwinNetwork> readCommon(ConfigReader &config) {
  auto network = std::make_shared<SwinNetwork>();
  Swin &model = network->model;
  network->channels = config.count("num_channels", 3);
  network->image = config.extent("image_size", {224, 224});
  readSwinSizes(config, model);
  network->window = config.count("window_size", 7);
  model.activation = config.activation("hidden_act", "gelu");
  model.epsilon = config.epsilon("layer_norm_eps", 1e-5);
  model.dropout.embedding = model.dropout.mlp = config.dropoutRate("hidden_dropout_prob");
  model.dropout.projection = model.dropout.embedding;
  model.dropout.attention = config.dropoutRate("attention_probs_dropout_prob");
  model.dropout.path = config.dropoutRate("drop_path_rate", 0.1);
  config.ignore({"hidden_size", "num_layers", "encoder_stride", "out_features", "out_indices",
                 "stage_names", "path_norm"});
  ignoreCommonKeys(config);
  return network;
}

std::shared_ptr<SwinNetwork> readFirst(ConfigReader &config) {
  auto network = readCommon(config);
  Size patch = network->model.patch, image = network->image;
  if (config.flag("use_absolute_embeddings", false))
    network->model.positionGrid = Size{image.height / patch.height, image.width / patch.width};
  return network;
}

/// The windows are those of the images that the model was made for, whatever it sees.
std::shared_ptr<SwinNetwork> readSecond(ConfigReader &config) {
  auto network = readCommon(config);
  Swin &model = network->model;
  model.isSecond = true;
  model.keyBias = false;
  model.maskCount = 2;
  model.dropout.projection = model.dropout.attention;
  auto trained = config.integers("pretrained_window_sizes", {0, 0, 0, 0});
  trained.resize(std::max(trained.size(), model.stages()));
  if (llvm::any_of(trained, [](int64_t size) { return size < 0 || size == 1 || size > 4096; }))
    config.fail("pretrained_window_sizes", "expected 0, or sizes from 2 to 4096");
  model.trainedWindows = trained;
  int64_t rows = network->image.height / model.patch.height;
  for (size_t stage = 0; stage < model.stages(); ++stage, rows /= 2) {
    int64_t size = std::max<int64_t>(std::min(rows, network->window), 1);
    int64_t shift = rows <= size ? 0 : network->window / 2;
    model.windows.push_back({{size, size}, {shift, shift}});
  }
  if (config.flag("use_absolute_embeddings", false))
    config.fail("use_absolute_embeddings",
                "the reference implementation cannot compute this model; leave it away");
  return network;
}

constexpr ModelClass firstClasses[] = {
    {"SwinForImageClassification", finishLabels<readFirst>, "classifier.weight"},
    {"SwinModel", finishNetwork<readFirst>}};
constexpr ModelClass secondClasses[] = {
    {"Swinv2ForImageClassification", finishLabels<readSecond>, "classifier.weight"},
    {"Swinv2Model", finishNetwork<readSecond>}};

} // namespace

llvm::ArrayRef<Family> swinFamilies() {
  static const Family families[] = {
      {"swin", nullptr, names, {}, "swin.", ignored, firstClasses},
      {"swinv2", nullptr, names, {}, "swinv2.", ignored, secondClasses},
  };
  return families;
}

} // namespace vitc::frontend
