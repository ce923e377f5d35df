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
    VisionTransformer model = sized();
    auto tokens = buildFeatures(graph, model, shapeOf(pixels)[0], pixels, layers, normsFeatures);
    Value merged = buildDptNeck(graph, neck, tokens, model.grid())[read];
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
    double scale = neck.largestScale(), patch = double(transformer.patch.area());
    return double(image.area()) * std::max(1.0, scale * scale / patch) * widest();
  }
  double largestWeight() const override {
    double factor = *llvm::max_element(neck.factors), each = widest();
    return each * each * std::max(9.0, factor * factor);
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
  size_t count = neck.channels.size();
  if (count != neck.factors.size() || count != network.layers.size() || count > 16)
    config.fail("neck_hidden_sizes", "there are " + std::to_string(count) + " of them, " +
                                         std::to_string(neck.factors.size()) +
                                         " reassemble_factors and " +
                                         std::to_string(network.layers.size()) +
                                         " blocks that are read; each has to have its own");
  for (double factor : neck.factors) {
    double scale = factor < 1 ? 1 / factor : factor;
    if (!(factor > 0) || scale > 64 || scale != std::floor(scale))
      config.fail("reassemble_factors", "expected whole numbers up to 64, or 1 divided by one");
  }
  int64_t read = config.integer("head_in_index", -1);
  if (read < 0)
    read += int64_t(count);
  if (read < 0 || read >= int64_t(count))
    config.fail("head_in_index", "there are " + std::to_string(count) + " merged images");
  network.read = size_t(read);
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

/// What all classes of dpt have.
std::shared_ptr<DptNetwork> readDpt(ConfigReader &config, ModelDescription &description) {
  auto network = begin(description.model);
  auto backbone = config.inner("backbone_config");
  if (config.flag("is_hybrid", false))
    config.fail("is_hybrid",
                "vitc compiles no hybrids of this kind from a folder; export the model to ONNX and "
                "compile that");
  if (backbone) {
    readBackbone(*backbone, *network, description);
    config.ignore({"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                   "layer_norm_eps", "image_size", "patch_size", "num_channels", "qkv_bias",
                   "hidden_dropout_prob", "attention_probs_dropout_prob", "backbone_out_indices"});
    ignoreCommonKeys(config);
  } else {
    readVit(config, network->transformer);
    network->transformer.image = config.size("image_size", {384, 384});
    network->transformer.resampling = PositionResampling::Bilinear;
    for (int64_t layer : config.integers("backbone_out_indices", {2, 5, 8, 11})) {
      if (layer < 0 || layer >= network->transformer.layers)
        config.fail("backbone_out_indices", "the model has blocks from 0 to " +
                                                std::to_string(network->transformer.layers - 1));
      network->layers.push_back(layer + 1);
    }
    llvm::sort(network->layers);
    description.names.ignored.push_back("layernorm.*");
  }
  readNeck(config, *network, {96, 192, 384, 768}, 256);
  DptNeck &neck = network->neck;
  std::string readout = config.text("readout_type", "project");
  neck.readout = readout == "add"      ? Readout::Add
                 : readout == "ignore" ? Readout::Ignore
                                       : Readout::Project;
  if (neck.readout == Readout::Project && readout != "project")
    config.fail("readout_type", "'" + readout + "' is none of 'ignore', 'add' and 'project'");
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
