//===-- Dpt.cpp: depth_anything, dpt -----------------------------------------------------------===//
#include "frontend/checkpoint/DptNeck.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule decoderNames[] = {{"neck", "^neck"}, {"head", "^head"}};
/// The first merging has nothing to add to; a second head is for training.
constexpr llvm::StringLiteral ignored[] = {"neck.fusion_stage.layers.0.residual_layer1.*",
                                           "auxiliary_head.*", "*num_batches_tracked",
                                           "embeddings.mask_token", "*relative_position_index"};

enum class DenseHead { Depth, DepthAnything, Segments };

struct DptNetwork : TransformerNetwork {
  /// Which blocks' tokens are read: 1 is the first.
  llvm::SmallVector<int64_t> layers;
  /// Of a hybrid: the stages of its backbone; the first two are images of their own beside those of blocks.
  llvm::SmallVector<size_t> stages;
  bool normsFeatures = false;
  DptNeck neck;
  DenseHead head = DenseHead::Depth;
  /// Which of the merged images is read.
  size_t read = 0;
  int64_t headSize = 32, labels = 0;
  bool projectsFirst = false;
  bool isMetric = false;
  double maxDepth = 1, headDropout = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    VisionTransformer model = sized(), tower = model;
    llvm::SmallVector<Value> features;
    Value body = pixels;
    if (model.backbone) {
      auto all = buildBackbone(graph, *model.backbone, pixels);
      body = all.back();
      features = {all[stages[0]], all[stages[1]]};
      tower.backbone.reset();
      tower.image = {shapeOf(body)[2], shapeOf(body)[3]};
    }
    auto tokens = buildFeatures(graph, tower, shapeOf(pixels)[0], body, layers, normsFeatures);
    Value merged = buildDptNeck(graph, neck, features, tokens, model.grid())[read];
    switch (head) {
    case DenseHead::Depth:
      return {{"predicted_depth", depth(graph, merged)}};
    case DenseHead::DepthAnything:
      return {{"predicted_depth", depthAnything(graph, merged, model)}};
    case DenseHead::Segments:
      return {{"logits", segments(graph, merged)}};
    }
    llvm_unreachable("a head");
  }
  double largestTensor() const override {
    double scale = neck.largestScale(), patch = double(transformer.stride().area());
    return double(image.area()) * std::max(1.0, scale * scale / patch) * widest();
  }
  double largestWeight() const override {
    double factor = *llvm::max_element(neck.factors), each = widest();
    return each * each * std::max(9.0, factor * factor);
  }

protected:
  std::string findOwnFault(int64_t batch) const override {
    Size patch = transformer.stride();
    std::string fault = TransformerNetwork::findOwnFault(batch);
    if (!fault.empty() || !transformer.backbone ||
        (image.height % patch.height == 0 && image.width % patch.width == 0))
      return fault;
    return "hybrids of this kind take images whose height and width are multiples of " +
           toText(patch) + ", not of " + toText(image);
  }

private:
  double widest() const {
    int64_t most = std::max({neck.size, labels, headSize, transformer.hiddenSize});
    return double(std::max(most, *llvm::max_element(neck.channels)));
  }
  static Value convolve(GraphBuilder &graph, const std::string &module, Value value,
                        int64_t channels) {
    return graph.convolution(module, value, {channels, {3, 3}, {1, 1}, {1, 1}});
  }
  static Value doubled(GraphBuilder &graph, Value value) {
    Size size{2 * shapeOf(value)[2], 2 * shapeOf(value)[3]};
    return graph.resize(value, size, vit::ResizeMode::linear, /*alignsCorners=*/true);
  }
  /// [B, 1, H, W] as [B, H, W].
  static Value squeezed(GraphBuilder &graph, Value value) {
    Ints shape(shapeOf(value));
    return graph.reshape(value, {shape[0], shape[2], shape[3]});
  }
  Value depth(GraphBuilder &graph, Value value) const;
  Value depthAnything(GraphBuilder &graph, Value value, const VisionTransformer &model) const;
  Value segments(GraphBuilder &graph, Value value) const;
};

Value DptNetwork::depth(GraphBuilder &graph, Value value) const {
  if (projectsFirst)
    value = graph.activate(convolve(graph, "head.projection", value, neck.size), Activation::Relu);
  value = convolve(graph, "head.head.0", value, neck.size / 2);
  graph.enter("head.head.1");
  value = convolve(graph, "head.head.2", doubled(graph, value), headSize);
  value = graph.activate(value, Activation::Relu);
  value = graph.activate(graph.convolution("head.head.4", value, {1}), Activation::Relu);
  return squeezed(graph, value);
}

Value DptNetwork::depthAnything(GraphBuilder &graph, Value value,
                                const VisionTransformer &model) const {
  Size grid = model.grid(), size{grid.height * model.patch.height, grid.width * model.patch.width};
  value = convolve(graph, "head.conv1", value, neck.size / 2);
  value = graph.resize(value, size, vit::ResizeMode::linear, /*alignsCorners=*/true);
  value = graph.activate(convolve(graph, "head.conv2", value, headSize), Activation::Relu);
  value = graph.convolution("head.conv3", value, {1});
  value = graph.activate(value, isMetric ? Activation::Sigmoid : Activation::Relu);
  return squeezed(graph, graph.mul(value, graph.scalar(maxDepth)));
}

Value DptNetwork::segments(GraphBuilder &graph, Value value) const {
  Filter filter{neck.size, {3, 3}, {1, 1}, {1, 1}};
  filter.hasBias = false;
  value = graph.batchNorm("head.head.1", graph.convolution("head.head.0", value, filter));
  value = graph.dropout(graph.activate(value, Activation::Relu), headDropout);
  return doubled(graph, graph.convolution("head.head.4", value, {labels}));
}

//===-- Configurations ------------------------------------------------------------------------===//

void readBackbone(ConfigReader &config, DptNetwork &network, ModelDescription &description) {
  if (std::string type = config.text("model_type", "dinov2"); type != "dinov2")
    return config.fail("model_type",
                       "'" + type +
                           "' is no backbone that vitc compiles for this kind of model; "
                           "dinov2 is; export the model to ONNX and compile that");
  readDinov2(config, network.transformer);
  network.layers = readStages(config, network.transformer.layers);
  network.normsFeatures = config.flag("apply_layernorm", true);
  if (config.flag("reshape_hidden_states", true))
    config.fail("reshape_hidden_states", "the decoder reads tokens, not images: false");
  config.warnOfUnread();
  WeightNames &names = description.names;
  names.prefix = "backbone.";
  names.rules.assign(dinov2Names().begin(), dinov2Names().end());
  llvm::append_range(names.rules, decoderNames);
  names.ignored.push_back("layernorm.*");
}

void readNeck(ConfigReader &config, DptNetwork &network, llvm::ArrayRef<int64_t> channels,
              int64_t size) {
  DptNeck &neck = network.neck;
  neck.channels = config.counts("neck_hidden_sizes", channels);
  neck.factors = config.numbers("reassemble_factors", {4, 2, 1, 0.5});
  neck.size = config.count("fusion_hidden_size", size, 2);
  size_t count = neck.channels.size(), read = network.layers.size();
  if (!network.stages.empty())
    read += 2;
  if (count != neck.factors.size() || count != read || count > 16)
    config.fail("neck_hidden_sizes", "there are " + std::to_string(count) + " of them, " +
                                         std::to_string(neck.factors.size()) +
                                         " reassemble_factors and " + std::to_string(read) +
                                         " blocks that are read; each has to have its own");
  for (double factor : neck.factors) {
    double scale = factor < 1 ? 1 / factor : factor;
    if (!(factor > 0) || scale > 64 || scale != std::floor(scale))
      config.fail("reassemble_factors", "expected whole numbers up to 64, or 1 divided by one");
  }
  int64_t chosen = config.integer("head_in_index", -1);
  if (chosen < 0)
    chosen += int64_t(count);
  if (chosen < 0 || chosen >= int64_t(count))
    config.fail("head_in_index", "there are " + std::to_string(count) + " merged images");
  network.read = size_t(chosen);
}

std::shared_ptr<DptNetwork> begin(const VisionTransformer &model) {
  auto network = std::make_shared<DptNetwork>();
  network->transformer = model;
  return network;
}

void finishDepthAnything(ConfigReader &config, ModelDescription &description, int64_t) {
  auto network = begin(description.model);
  auto backbone = config.inner("backbone_config");
  if (!backbone)
    return config.fail("backbone_config", "vitc compiles models whose backbone is described here");
  readBackbone(*backbone, *network, description);
  readNeck(config, *network, {48, 96, 192, 384}, 64);
  network->neck.followsSizes = true;
  network->head = DenseHead::DepthAnything;
  network->headSize = config.count("head_hidden_size", 32);
  std::string type = config.text("depth_estimation_type", "relative");
  network->isMetric = type == "metric";
  if (type != "metric" && type != "relative")
    config.fail("depth_estimation_type", "'" + type + "' is neither 'relative' nor 'metric'");
  network->maxDepth = config.number("max_depth", 1);
  if (config.size("patch_size", {14, 14}) != network->transformer.patch)
    config.fail("patch_size", "the backbone's is " + toText(network->transformer.patch));
  ignoreCommonKeys(config);
  config.ignore({"reassemble_hidden_size", "use_pretrained_backbone", "use_timm_backbone",
                 "backbone_kwargs"});
  finishTransformer(description, network);
}

constexpr NameRule hybridNames[] = {
    {"patch_embed.proj", "embeddings.projection"},
    {"patch_embed.backbone", "embeddings.backbone.bit"},
    {"patch_embed.backbone.stem", "embeddings.backbone.bit.embedder"},
    {"patch_embed.backbone.stem.conv", "embeddings.backbone.bit.embedder.convolution"},
    {"patch_embed.backbone.stem.pool", "embeddings.backbone.bit.embedder.pooler"},
    {"patch_embed.backbone.stages.#.blocks.#", "embeddings.backbone.bit.encoder.stages.#.layers.#"},
};

/// A Vision Transformer, whose tokens may be what a BiT network makes of the image.
void readEncoder(ConfigReader &config, DptNetwork &network, ModelDescription &description) {
  VisionTransformer &model = network.transformer;
  readVit(config, model);
  model.image = config.size("image_size", {384, 384});
  model.resampling = PositionResampling::Bilinear;
  bool isHybrid = config.flag("is_hybrid", false);
  auto indices = config.integers("backbone_out_indices", {2, 5, 8, 11});
  if (isHybrid) {
    // The reference implementation takes images of one size.
    model.resampling = PositionResampling::None;
    auto backbone = config.inner("backbone_config");
    if (!backbone)
      return config.fail("backbone_config",
                         "vitc compiles hybrids whose backbone is described here");
    network.stages = readBit(*backbone, model, 3);
    Size patch = model.patch;
    model.patch = {1, 1};
    if (!config.failed && model.stride() != patch)
      config.fail("patch_size", "the backbone's features have a pixel for " +
                                    toText(model.stride()) + ", not for " + toText(patch));
    if (config.integers("neck_ignore_stages", {0, 1}) != llvm::SmallVector<int64_t>{0, 1})
      config.fail(
          "neck_ignore_stages",
          "the reference implementation reads the backbone's first two stages alone: [0, 1]");
    llvm::append_range(description.names.rules, hybridNames);
    if (indices.size() < 2)
      return config.fail("backbone_out_indices", "the first two stand for stages of the backbone");
    indices.erase(indices.begin(), indices.begin() + 2);
  }
  for (int64_t layer : indices) {
    if (layer < 0 || layer >= model.layers)
      config.fail("backbone_out_indices",
                  "the model has blocks from 0 to " + std::to_string(model.layers - 1));
    network.layers.push_back(layer + 1);
  }
  llvm::sort(network.layers);
  description.names.ignored.push_back("layernorm.*");
}

/// What the neck of a hybrid reads of its backbone.
void checkStages(ConfigReader &config, DptNetwork &network) {
  const Backbone &backbone = *network.transformer.backbone;
  DptNeck &neck = network.neck;
  if (neck.readout != Readout::Project)
    config.fail("readout_type", "hybrids have 'project' alone");
  for (size_t i = 0; i < 2 && !config.failed; ++i) {
    size_t stage = network.stages[i];
    if (int64_t channels = backbone.channels[stage - 1]; channels != neck.channels[i])
      config.fail("neck_hidden_sizes", "stage " + std::to_string(stage) + " of the backbone has " +
                                           std::to_string(channels) + " channels, not " +
                                           std::to_string(neck.channels[i]));
    neck.factors[i] = std::ldexp(1.0, int(backbone.depths.size() - stage));
  }
}

/// What all classes of dpt have.
std::shared_ptr<DptNetwork> readDpt(ConfigReader &config, ModelDescription &description) {
  auto network = begin(description.model);
  auto backbone = config.inner("backbone_config");
  if (backbone && !config.flag("is_hybrid", false)) {
    readBackbone(*backbone, *network, description);
    config.ignore({"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                   "layer_norm_eps", "image_size", "patch_size", "num_channels", "qkv_bias",
                   "hidden_dropout_prob", "attention_probs_dropout_prob", "backbone_out_indices"});
    ignoreCommonKeys(config);
  } else {
    readEncoder(config, *network, description);
  }
  readNeck(config, *network, {96, 192, 384, 768}, 256);
  DptNeck &neck = network->neck;
  std::string readout = config.text("readout_type", "project");
  neck.readout = readout == "add"      ? Readout::Add
                 : readout == "ignore" ? Readout::Ignore
                                       : Readout::Project;
  if (neck.readout == Readout::Project && readout != "project")
    config.fail("readout_type", "'" + readout + "' is none of 'ignore', 'add' and 'project'");
  if (network->transformer.backbone && !config.failed)
    checkStages(config, *network);
  neck.readoutActivation = config.activation("hidden_act", "gelu");
  neck.batchNorm = config.flag("use_batch_norm_in_fusion_residual", false);
  neck.hasBias = config.flag("use_bias_in_fusion_residual", !neck.batchNorm);
  config.ignore({"neck_ignore_stages", "backbone_featmap_shape", "use_auxiliary_head",
                 "auxiliary_loss_weight", "semantic_loss_ignore_index", "add_projection",
                 "semantic_classifier_dropout", "pooler_output_size", "pooler_act",
                 "use_pretrained_backbone", "use_timm_backbone", "backbone_kwargs"});
  return network;
}

void finishDepth(ConfigReader &config, ModelDescription &description, int64_t) {
  auto network = readDpt(config, description);
  network->projectsFirst = config.flag("add_projection", false);
  if (network->projectsFirst && network->neck.size != 256)
    config.fail("add_projection",
                "the reference implementation has it for a fusion_hidden_size of 256 alone");
  finishTransformer(description, network);
}

void finishSegments(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = readDpt(config, description);
  network->head = DenseHead::Segments;
  requireLabels(config, labels);
  network->labels = labels;
  network->headDropout = config.dropoutRate("semantic_classifier_dropout", 0.1);
  finishTransformer(description, network);
}

constexpr ModelClass depthAnythingClasses[] = {
    {"DepthAnythingForDepthEstimation", finishDepthAnything}};
constexpr ModelClass dptClasses[] = {
    {"DPTForSemanticSegmentation", finishSegments, "head.head.1.running_mean"},
    {"DPTForDepthEstimation", finishDepth}};

} // namespace

llvm::ArrayRef<Family> dptFamilies() {
  static const Family families[] = {
      {"depth_anything", nullptr, {}, decoderNames, "backbone.", ignored, depthAnythingClasses},
      {"dpt", nullptr, vitNames(), decoderNames, "dpt.", ignored, dptClasses},
  };
  return families;
}

} // namespace vitc::frontend
