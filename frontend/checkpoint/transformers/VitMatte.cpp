//===-- VitMatte.cpp: vitmatte ------------------------------------------------------------------===//
#include "frontend/checkpoint/VitDet.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Yao et al. 2023, "ViTMatte": what covers each pixel, of an image with a fourth channel that says what is known. Features
/// of the transformer grow step by step, and meet those of a few convolutions.
struct VitMatte : ImageNetwork {
  VitDet detector;
  llvm::SmallVector<int64_t> details, fusions; // channels
  double epsilon = 1e-5;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override;

private:
  Value convolve(GraphBuilder &graph, const std::string &module, Value image, int64_t channels,
                 int64_t stride) const;
};

Value VitMatte::convolve(GraphBuilder &graph, const std::string &module, Value image,
                         int64_t channels, int64_t stride) const {
  Filter filter{channels, {3, 3}, {stride, stride}, {1, 1}};
  filter.hasBias = false;
  image = graph.convolution(module + ".conv", image, filter);
  image = graph.batchNorm(module + ".batch_norm", image, epsilon);
  return graph.activate(image, Activation::Relu);
}

llvm::SmallVector<NamedValue> VitMatte::build(GraphBuilder &graph, Value pixels) const {
  Value features = detector.build(graph, "backbone", pixels);
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

std::string VitMatte::findOwnFault(int64_t) const { return detector.findFault(image); }

double VitMatte::largestTensor() const {
  double widest = double(*llvm::max_element(details) + *llvm::max_element(fusions) + channels);
  return std::max(detector.largestTensor(image),
                  double(image.area()) * std::max(16.0, widest + double(detector.size)));
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
  VitDet &detector = network.detector;
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
  VitDet &detector = network->detector;
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
