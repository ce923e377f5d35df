//===-- VitMatte.cpp: vitmatte ------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/Windows.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Li et al. 2022, "Exploring plain vision transformer backbones for object detection": tokens that stay an image, most of
/// whose blocks attend within windows; behind some there are convolutions.
struct Detector {
  int64_t size = 768, layers = 12, heads = 12, mlpSize = 3072, window = 0;
  Size patch{16, 16};
  /// Patches of the images that positions, and distances across whole images, were made for.
  Size positions, distances;
  llvm::SmallVector<int64_t> windowLayers, residualLayers;
  Activation activation = Activation::Gelu;
  double epsilon = 1e-6, pathRate = 0, dropRate = 0;
  bool hasBias = true, hasPositions = true, hasDistances = false;

  int64_t windowOf(int64_t layer) const {
    return llvm::is_contained(windowLayers, layer) ? window : 0;
  }
};

/// Yao et al. 2023, "ViTMatte": what covers each pixel, of an image with a fourth channel that says what is known. Features
/// of the transformer grow step by step, and meet those of a few convolutions.
struct VitMatte : ImageNetwork {
  Detector detector;
  llvm::SmallVector<int64_t> details, fusions; // channels
  double epsilon = 1e-5;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override;

private:
  Size grid() const {
    return {image.height / detector.patch.height, image.width / detector.patch.width};
  }
  Value positions(GraphBuilder &graph) const;
  Value distances(GraphBuilder &graph, const std::string &name, int64_t side,
                  int64_t trained) const;
  Value attention(GraphBuilder &graph, const std::string &module, Value tokens, bool isWhole) const;
  Value normChannels(GraphBuilder &graph, const std::string &module, Value image) const;
  Value residual(GraphBuilder &graph, const std::string &module, Value image) const;
  Value layer(GraphBuilder &graph, int64_t number, Value image) const;
  Value convolve(GraphBuilder &graph, const std::string &module, Value image, int64_t channels,
                 int64_t stride) const;
};

//===-- The transformer -----------------------------------------------------------------------===//

/// [1, H, W, D]; the first row of the table is that of a token that is not there.
Value VitMatte::positions(GraphBuilder &graph) const {
  PositionTable table{detector.size, 1, detector.positions, PositionResampling::Bicubic};
  graph.enter("backbone.embeddings");
  Value rows = buildPositionTable(graph, "backbone.embeddings.position_embeddings", table, grid());
  rows = graph.slice(rows, 1, 1, grid().area());
  return graph.evaluated(graph.reshape(rows, {1, grid().height, grid().width, detector.size}));
}

/// A table of distances along `side` patches, [2 side - 1, D], made of that for `trained`.
Value VitMatte::distances(GraphBuilder &graph, const std::string &name, int64_t side,
                          int64_t trained) const {
  int64_t each = detector.size / detector.heads, from = 2 * trained - 1, to = 2 * side - 1;
  Value table = graph.weight(name, {from, each}, WeightRole::Embedding);
  if (from == to)
    return table;
  table = graph.reshape(table, {1, from, each});
  table = resampleVectors(graph, table, {from, 1}, {to, 1}, PositionResampling::Bilinear);
  return graph.reshape(table, {to, each});
}

/// Attention of all tokens of an image [B, H, W, D], or of a window.
Value VitMatte::attention(GraphBuilder &graph, const std::string &module, Value tokens,
                          bool isWhole) const {
  Ints shape(shapeOf(tokens));
  Size own{shape[1], shape[2]}, trained = isWhole ? detector.distances : own;
  int64_t heads = detector.heads, each = detector.size / heads, count = own.area();
  int64_t images = shape[0] * heads;
  Value all = graph.linear(module + ".qkv", tokens, 3 * detector.size, detector.hasBias);
  all = graph.reshape(all, {shape[0], count, 3, heads, each});
  all = graph.transpose(all, {2, 0, 3, 1, 4});
  all = graph.reshape(all, {3, images, count, each});
  auto part = [&](int64_t number) {
    return graph.reshape(graph.slice(all, 0, number, 1), {images, count, each});
  };
  Value query = part(0), key = part(1), value = part(2);
  graph.enter(module);
  Value scores = graph.create<vit::MatmulOp>(
      graph.mul(query, graph.scalar(1 / std::sqrt(double(each)))), graph.transpose(key, {0, 2, 1}));
  if (detector.hasDistances) {
    Value rows = distances(graph, module + ".rel_pos_h", own.height, trained.height);
    Value columns = distances(graph, module + ".rel_pos_w", own.width, trained.width);
    DistanceScores far = scoreDistances(graph, query, own, rows, columns);
    scores = graph.reshape(scores, {images, own.height, own.width, own.height, own.width});
    scores = graph.add(graph.add(scores, far.rows), far.columns);
    scores = graph.reshape(scores, {images, count, count});
  }
  scores = graph.create<vit::SoftmaxOp>(scores, int64_t(2));
  Value result = graph.create<vit::MatmulOp>(scores, value);
  result = graph.reshape(result, {shape[0], heads, own.height, own.width, each});
  result = graph.transpose(result, {0, 2, 3, 1, 4});
  return graph.linear(module + ".proj", graph.reshape(result, shape), detector.size, true);
}

/// LayerNorm over the channels of each position, written as its definition.
Value VitMatte::normChannels(GraphBuilder &graph, const std::string &module, Value image) const {
  graph.enter(module);
  int64_t channels = shapeOf(image)[1];
  auto parameter = [&](const char *name, WeightRole role) {
    return graph.reshape(graph.weight(module + name, {channels}, role), {channels, 1, 1});
  };
  auto mean = [&](Value value) { return graph.create<vit::ReduceMeanOp>(value, Ints{1}, true); };
  Value centred = graph.create<vit::SubOp>(image, mean(image));
  Value variance = mean(graph.create<vit::PowOp>(centred, graph.scalar(2)));
  Value deviation = graph.create<vit::SqrtOp>(graph.add(variance, graph.scalar(1e-6)));
  Value normed = graph.create<vit::DivOp>(centred, deviation);
  normed = graph.mul(parameter(".weight", WeightRole::NormScale), normed);
  return graph.add(normed, parameter(".bias", WeightRole::Bias));
}

Value VitMatte::residual(GraphBuilder &graph, const std::string &module, Value image) const {
  Filter filter{detector.size / 2};
  filter.hasBias = false;
  Value value = graph.convolution(module + ".conv1", image, filter);
  value = graph.activate(normChannels(graph, module + ".norm1", value), detector.activation);
  filter.kernel = {3, 3};
  filter.padding = {1, 1};
  value = graph.convolution(module + ".conv2", value, filter);
  value = graph.activate(normChannels(graph, module + ".norm2", value), detector.activation);
  Filter last{detector.size};
  last.hasBias = false;
  value = graph.convolution(module + ".conv3", value, last);
  return graph.add(image, normChannels(graph, module + ".norm3", value));
}

Value VitMatte::layer(GraphBuilder &graph, int64_t number, Value image) const {
  std::string module = "backbone.encoder.layer." + std::to_string(number);
  int64_t side = detector.windowOf(number), batch = shapeOf(image)[0], size = detector.size;
  double rate = growingRate(detector.pathRate, double(number), double(detector.layers));
  graph.enter(module);
  Value tokens = graph.channelsLast(image);
  Value branch = graph.norm(module + ".norm1", tokens, detector.epsilon);
  graph.enter(module);
  if (side > 0) {
    Size padded = paddedTo({side, side}, grid());
    branch = graph.padTo(branch, {batch, padded.height, padded.width, size});
    branch =
        attention(graph, module + ".attention", cutWindows(graph, branch, {side, side}), false);
    graph.enter(module);
    branch = joinWindows(graph, branch, {side, side}, padded);
    branch = graph.slice(graph.slice(branch, 1, 0, grid().height), 2, 0, grid().width);
  } else {
    branch = attention(graph, module + ".attention", branch, true);
  }
  graph.enter(module);
  tokens = graph.add(tokens, graph.dropout(branch, rate, /*perSample=*/true));
  Value hidden = graph.norm(module + ".norm2", tokens, detector.epsilon);
  hidden = graph.linear(module + ".mlp.fc1", hidden, detector.mlpSize, true);
  hidden = graph.dropout(graph.activate(hidden, detector.activation), detector.dropRate);
  hidden = graph.linear(module + ".mlp.fc2", hidden, size, true);
  hidden = graph.dropout(hidden, detector.dropRate);
  tokens = graph.add(tokens, graph.dropout(hidden, rate, /*perSample=*/true));
  image = graph.channelsFirst(tokens);
  bool isFollowed = llvm::is_contained(detector.residualLayers, number);
  return isFollowed ? residual(graph, module + ".residual", image) : image;
}

//===-- The decoder ---------------------------------------------------------------------------===//

Value VitMatte::convolve(GraphBuilder &graph, const std::string &module, Value image,
                         int64_t channels, int64_t stride) const {
  Filter filter{channels, {3, 3}, {stride, stride}, {1, 1}};
  filter.hasBias = false;
  image = graph.convolution(module + ".conv", image, filter);
  image = graph.batchNorm(module + ".batch_norm", image, epsilon);
  return graph.activate(image, Activation::Relu);
}

llvm::SmallVector<NamedValue> VitMatte::build(GraphBuilder &graph, Value pixels) const {
  Value features = graph.convolution("backbone.embeddings.projection", pixels,
                                     {detector.size, detector.patch, detector.patch});
  if (detector.hasPositions)
    features = graph.channelsFirst(graph.add(graph.channelsLast(features), positions(graph)));
  for (int64_t number = 0; number < detector.layers; ++number)
    features = layer(graph, number, features);
  llvm::SmallVector<Value> maps{pixels};
  for (auto [number, channels] : llvm::enumerate(details))
    maps.push_back(convolve(graph, "decoder.convstream.convs." + std::to_string(number),
                            maps.back(), channels, 2));
  for (auto [number, channels] : llvm::enumerate(fusions)) {
    std::string module = "decoder.fusion_blocks." + std::to_string(number);
    graph.enter(module);
    Ints shape(shapeOf(features));
    features = graph.resize(features, {2 * shape[2], 2 * shape[3]}, vit::ResizeMode::linear);
    features = graph.concat({maps[maps.size() - 1 - number], features}, 1);
    features = convolve(graph, module + ".conv", features, channels, 1);
  }
  const std::string head = "decoder.matting_head.matting_convs.";
  features = graph.convolution(head + "0", features, {16, {3, 3}, {1, 1}, {1, 1}});
  features = graph.activate(graph.batchNorm(head + "1", features), Activation::Relu);
  features = graph.convolution(head + "3", features, {1});
  return {{"alphas", graph.activate(features, Activation::Sigmoid)}};
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string VitMatte::findOwnFault(int64_t) const {
  Size patch = detector.patch;
  if (detector.size % detector.heads != 0)
    return "hidden_size " + std::to_string(detector.size) + " is no multiple of the " +
           std::to_string(detector.heads) + " heads";
  if (image.height % patch.height != 0 || image.width % patch.width != 0)
    return "images of " + toText(image) + " are no multiples of the patches of " + toText(patch);
  // What distances and positions are made for.
  double side = double(std::max({grid().height, grid().width, detector.window}));
  std::string fault = findFaultyConstant("distances", grid().area(),
                                         side * side * double(detector.size / detector.heads) * 4);
  return !fault.empty() ? fault
                        : findFaultyConstant("positions", grid().area(),
                                             double(grid().area()) * double(detector.size) * 4);
}

double VitMatte::largestTensor() const {
  double most = 0;
  for (int64_t number = 0; number < detector.layers; ++number) {
    int64_t side = detector.windowOf(number);
    Size padded = side > 0 ? paddedTo({side, side}, grid()) : grid();
    double tokens = double(padded.area()), read = side > 0 ? double(side) * double(side) : tokens;
    double widest = double(std::max(3 * detector.size, detector.mlpSize));
    most = std::max(most, tokens * std::max(widest, read * double(detector.heads)));
  }
  double widest = double(*llvm::max_element(details) + *llvm::max_element(fusions) + channels);
  return std::max(most, double(image.area()) * std::max(16.0, widest + double(detector.size)));
}

double VitMatte::largestWeight() const {
  double widest = double(*llvm::max_element(details) + *llvm::max_element(fusions) + channels) +
                  double(std::max({3 * detector.size, detector.mlpSize}));
  return widest * widest * double(std::max<int64_t>(9, detector.patch.area()));
}

//===-- Configuration -------------------------------------------------------------------------===//

Size patchesOf(Size image, Size patch) {
  return {image.height / patch.height, image.width / patch.width};
}

void readDetector(ConfigReader &config, VitMatte &network) {
  Detector &detector = network.detector;
  if (std::string type = config.text("model_type", "vitdet"); type != "vitdet")
    return config.fail("model_type", "'" + type +
                                         "' is no backbone that vitc compiles for this kind of "
                                         "model; vitdet is; export the model to ONNX and compile "
                                         "that");
  network.channels = config.count("num_channels", 3);
  network.image = config.extent("image_size", {224, 224});
  detector.size = config.count("hidden_size", 768, 2);
  int64_t layers = config.count("num_hidden_layers", 12);
  detector.heads = config.count("num_attention_heads", 12);
  detector.patch = config.extent("patch_size", {16, 16});
  detector.mlpSize = scaledSize(detector.size, config.number("mlp_ratio", 4));
  if (detector.mlpSize < 1 || detector.mlpSize > ConfigReader::largestCount)
    config.fail("mlp_ratio", "the MLP has to have from 1 to " +
                                 std::to_string(ConfigReader::largestCount) + " channels");
  detector.window = config.count("window_size", 0, 0);
  detector.windowLayers = config.integers("window_block_indices", {});
  detector.residualLayers = config.integers("residual_block_indices", {});
  detector.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  detector.activation = config.activation("hidden_act", "gelu");
  detector.hasBias = config.flag("qkv_bias", true);
  detector.hasPositions = config.flag("use_absolute_position_embeddings", true);
  detector.hasDistances = config.flag("use_relative_position_embeddings", false);
  detector.pathRate = config.dropoutRate("drop_path_rate");
  detector.dropRate = config.dropoutRate("dropout_prob");
  detector.positions = patchesOf(config.extent("pretrain_image_size", {224, 224}), detector.patch);
  detector.distances = patchesOf(network.image, detector.patch);
  if (detector.positions.height != detector.positions.width || detector.positions.area() == 0)
    config.fail("pretrain_image_size",
                "positions are those of a square of patches, not of " + toText(detector.positions));
  if (detector.distances.area() == 0)
    config.fail("image_size", "an image of " + toText(network.image) + " has no patch of " +
                                  toText(detector.patch));
  auto stages = readStages(config, layers);
  // What is behind the last stage that is asked for is not computed.
  detector.layers = stages.empty() ? layers : stages.back();
  detector.pathRate = growingRate(detector.pathRate, double(detector.layers - 1), double(layers));
  ignoreCommonKeys(config);
  config.ignore({"out_features", "out_indices", "stage_names"});
  config.warnOfUnread();
}

void finishMatte(ConfigReader &config, ModelDescription &description, int64_t) {
  auto network = std::make_shared<VitMatte>();
  auto backbone = config.inner("backbone_config");
  if (!backbone)
    return config.fail("backbone_config", "vitc compiles models whose backbone is described here");
  readDetector(*backbone, *network);
  Detector &detector = network->detector;
  if (int64_t size = config.count("hidden_size", 384); size != detector.size)
    config.fail("hidden_size", "the backbone's is " + std::to_string(detector.size));
  network->epsilon = config.epsilon("batch_norm_eps", 1e-5);
  network->details = config.counts("convstream_hidden_sizes", {48, 96, 192});
  network->fusions = config.counts("fusion_hidden_sizes", {256, 128, 64, 32});
  size_t count = network->fusions.size();
  if (count != network->details.size() + 1 || count < 2 || count > 12)
    config.fail("fusion_hidden_sizes", "there is one more of them than convstream_hidden_sizes, of "
                                       "which there are " +
                                           std::to_string(network->details.size()));
  int64_t growth = int64_t(1) << count % 16;
  if (!config.failed && detector.patch != Size{growth, growth})
    config.fail("fusion_hidden_sizes", std::to_string(count) +
                                           " of them make an image of patches of " +
                                           toText({growth, growth}) + ", and the backbone's are " +
                                           toText(detector.patch));
  ignoreCommonKeys(config);
  config.ignore({"use_pretrained_backbone", "use_timm_backbone", "backbone_kwargs", "backbone"});
  description.network = network;
}

constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked"};
constexpr ModelClass classes[] = {{"VitMatteForImageMatting", finishMatte}};

} // namespace

llvm::ArrayRef<Family> matteFamilies() {
  static const Family families[] = {{"vitmatte", nullptr, {}, {}, "", ignored, classes}};
  return families;
}

} // namespace vitc::frontend
