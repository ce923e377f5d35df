//===-- MobileVit.cpp: mobilevit ------------------------------------------------------------------===//
#include "frontend/checkpoint/Windows.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {{"classifier", "^classifier"},
                              {"segmentation_head", "^segmentation_head"}};
/// How many steps a batch normalisation was trained.
constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked"};

enum class Head { None, Classifier, Segmenter };

/// Mehta and Rastegari 2022, "MobileViT": a convolutional network some of whose stages have a transformer in which the
/// pixels at one place of all patches attend to one another.
struct MobileVit : Network {
  /// Blocks of a stage of convolutions alone, and layers of the transformer of one that has it.
  struct Stage {
    int64_t channels, stride, blocks, layers, size;
    int64_t dilation = 1;
  };
  int64_t stem = 16, features = 640, heads = 4, patch = 2, kernel = 3;
  llvm::SmallVector<Stage> stages;
  double expansion = 4, mlpRatio = 2, epsilon = 1e-5;
  Activation activation = Activation::Silu;
  bool hasBias = true;
  DropoutRates dropout;
  Head head = Head::None;
  int64_t labels = 0, decoderSize = 256;
  llvm::SmallVector<int64_t> rates = {6, 12, 18};
  double headDropout = 0.1;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override {
    double widest = double(std::max({stem, features, labels, 5 * decoderSize}));
    for (const Stage &stage : stages)
      widest = std::max({widest, double(stage.channels) * std::max(expansion, 2.0),
                         double(stage.size) * std::max(mlpRatio, 1.0)});
    return widest * widest * double(std::max<int64_t>(kernel * kernel, 9));
  }

private:
  int64_t expanded(int64_t channels) const;
  Value layer(GraphBuilder &graph, const std::string &module, Value image, Filter filter,
              std::optional<Activation> activation) const;
  Value residual(GraphBuilder &graph, const std::string &module, Value image, int64_t channels,
                 int64_t stride, int64_t dilation) const;
  Value attention(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value transformer(GraphBuilder &graph, const std::string &module, Value tokens,
                    const Stage &stage) const;
  Value global(GraphBuilder &graph, const std::string &module, Value image,
               const Stage &stage) const;
  Value block(GraphBuilder &graph, const std::string &module, Value image,
              const Stage &stage) const;
  Value segment(GraphBuilder &graph, Value image) const;
};

/// The channels within a block: a multiple of 8 that is not much less.
int64_t MobileVit::expanded(int64_t channels) const {
  auto wanted = int64_t(std::nearbyint(double(channels) * expansion));
  int64_t rounded = std::max<int64_t>(8, (wanted + 4) / 8 * 8);
  return double(rounded) < 0.9 * double(wanted) ? rounded + 8 : rounded;
}

//===-- Convolutions --------------------------------------------------------------------------===//

/// A convolution of as many pixels as its stride says, normalised.
Value MobileVit::layer(GraphBuilder &graph, const std::string &module, Value image, Filter filter,
                       std::optional<Activation> activation) const {
  filter.hasBias = false;
  filter.padding = {(filter.kernel.height - 1) / 2 * filter.dilation,
                    (filter.kernel.width - 1) / 2 * filter.dilation};
  image = graph.convolution(module + ".convolution", image, filter);
  image = graph.batchNorm(module + ".normalization", image);
  return activation ? graph.activate(image, *activation) : image;
}

Value MobileVit::residual(GraphBuilder &graph, const std::string &module, Value image,
                          int64_t channels, int64_t stride, int64_t dilation) const {
  int64_t inputs = shapeOf(image)[1], between = expanded(inputs);
  Value value = layer(graph, module + ".expand_1x1", image, {between}, activation);
  Filter depthwise{between, {3, 3}, {stride, stride}};
  depthwise.groups = between;
  depthwise.dilation = dilation;
  value = layer(graph, module + ".conv_3x3", value, depthwise, activation);
  value = layer(graph, module + ".reduce_1x1", value, {channels}, std::nullopt);
  return stride == 1 && inputs == channels ? graph.add(image, value) : value;
}

//===-- Transformers --------------------------------------------------------------------------===//

Value MobileVit::attention(GraphBuilder &graph, const std::string &module, Value tokens) const {
  int64_t size = shapeOf(tokens).back();
  auto projected = [&](const char *name) {
    Value value = graph.linear(module + name, tokens, size, hasBias);
    return graph.splitHeads(value, heads);
  };
  Value query = projected(".attention.query"), key = projected(".attention.key");
  Value value = projected(".attention.value");
  graph.enter(module);
  Value result = graph.attend(query, key, value, {}, dropout.attention);
  result = graph.linear(module + ".output.dense", result, size, true);
  return graph.dropout(result, dropout.projection);
}

Value MobileVit::transformer(GraphBuilder &graph, const std::string &module, Value tokens,
                             const Stage &stage) const {
  for (int64_t number = 0; number < stage.layers; ++number) {
    std::string own = module + ".transformer.layer." + std::to_string(number);
    Value normed = graph.norm(own + ".layernorm_before", tokens, epsilon);
    tokens = graph.add(attention(graph, own + ".attention", normed), tokens);
    Value hidden = graph.norm(own + ".layernorm_after", tokens, epsilon);
    hidden =
        graph.linear(own + ".intermediate.dense", hidden, scaledSize(stage.size, mlpRatio), true);
    hidden = graph.activate(hidden, activation);
    hidden = graph.linear(own + ".output.dense", hidden, stage.size, true);
    tokens = graph.add(graph.dropout(hidden, dropout.mlp), tokens);
  }
  return graph.norm(module + ".layernorm", tokens, epsilon);
}

/// An image whose pixels at one place of all patches are a sequence. It is made larger where patches do not fit.
Value MobileVit::global(GraphBuilder &graph, const std::string &module, Value image,
                        const Stage &stage) const {
  graph.enter(module);
  Ints shape(shapeOf(image));
  int64_t batch = shape[0], size = shape[1], area = patch * patch;
  Size grid{shape[2], shape[3]}, padded = paddedTo({patch, patch}, grid);
  Size count{padded.height / patch, padded.width / patch};
  image = graph.resize(image, padded, vit::ResizeMode::linear);
  Value tokens = graph.reshape(image, {batch * size * count.height, patch, count.width, patch});
  tokens = graph.transpose(tokens, {0, 2, 1, 3});
  tokens = graph.reshape(tokens, {batch, size, count.area(), area});
  tokens = graph.transpose(tokens, {0, 3, 2, 1});
  tokens = graph.reshape(tokens, {batch * area, count.area(), size});
  tokens = transformer(graph, module, tokens, stage);
  graph.enter(module);
  tokens = graph.reshape(tokens, {batch, area, count.area(), size});
  tokens = graph.transpose(tokens, {0, 3, 2, 1});
  tokens = graph.reshape(tokens, {batch * size * count.height, count.width, patch, patch});
  tokens = graph.transpose(tokens, {0, 2, 1, 3});
  image = graph.reshape(tokens, {batch, size, padded.height, padded.width});
  return graph.resize(image, grid, vit::ResizeMode::linear);
}

Value MobileVit::block(GraphBuilder &graph, const std::string &module, Value image,
                       const Stage &stage) const {
  // A stage that keeps its stride looks as far as one that does not.
  bool isDilated = stage.dilation > 1;
  image = residual(graph, module + ".downsampling_layer", image, stage.channels,
                   isDilated ? 1 : stage.stride, isDilated ? stage.dilation / 2 : 1);
  Filter local{stage.channels, {kernel, kernel}};
  Value value = layer(graph, module + ".conv_kxk", image, local, activation);
  Filter projection{stage.size};
  projection.hasBias = false;
  value = graph.convolution(module + ".conv_1x1.convolution", value, projection);
  value = global(graph, module, value, stage);
  value = layer(graph, module + ".conv_projection", value, {stage.channels}, activation);
  return layer(graph, module + ".fusion", graph.concat({image, value}, 1), local, activation);
}

//===-- Heads ---------------------------------------------------------------------------------===//

/// Chen et al. 2017, "Rethinking Atrous Convolution": what is near, farther away, and everywhere.
Value MobileVit::segment(GraphBuilder &graph, Value image) const {
  const std::string module = "segmentation_head.aspp";
  auto convolved = [&](const std::string &name, Value value, int64_t side, int64_t dilation) {
    Filter filter{decoderSize, {side, side}};
    filter.dilation = dilation;
    return layer(graph, module + name, value, filter, Activation::Relu);
  };
  llvm::SmallVector<Value> all{convolved(".convs.0", image, 1, 1)};
  for (auto [number, rate] : llvm::enumerate(rates))
    all.push_back(convolved(".convs." + std::to_string(number + 1), image, 3, rate));
  std::string last = ".convs." + std::to_string(rates.size() + 1);
  graph.enter(module + last);
  Value mean = graph.create<vit::ReduceMeanOp>(image, Ints{2, 3}, true);
  mean = convolved(last + ".conv_1x1", mean, 1, 1);
  Ints shape(shapeOf(image));
  all.push_back(graph.resize(mean, {shape[2], shape[3]}, vit::ResizeMode::linear));
  Value mixed = convolved(".project", graph.concat(all, 1), 1, 1);
  mixed = graph.dropout(mixed, headDropout);
  return graph.convolution("segmentation_head.classifier.convolution", mixed, {labels});
}

llvm::SmallVector<NamedValue> MobileVit::build(GraphBuilder &graph, Value pixels) const {
  Value image = layer(graph, "conv_stem", pixels, {stem, {3, 3}, {2, 2}}, activation);
  for (auto [number, stage] : llvm::enumerate(stages)) {
    std::string module = "encoder.layer." + std::to_string(number);
    for (int64_t i = 0; i < stage.blocks; ++i)
      image = residual(graph, module + ".layer." + std::to_string(i), image, stage.channels,
                       i == 0 ? stage.stride : 1, 1);
    if (stage.layers > 0)
      image = block(graph, module, image, stage);
  }
  if (head == Head::Segmenter)
    return {{"logits", segment(graph, image)}};
  image = layer(graph, "conv_1x1_exp", image, {features}, activation);
  graph.enter("pooler");
  Value mean = graph.create<vit::ReduceMeanOp>(image, Ints{2, 3});
  if (head == Head::Classifier)
    return {{"logits", graph.linear("classifier", graph.dropout(mean, headDropout), labels, true)}};
  return {{"last_hidden_state", image}, {"pooler_output", mean}};
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string MobileVit::findOwnFault(int64_t) const {
  for (const Stage &stage : stages)
    if (stage.layers > 0 && stage.size % heads != 0)
      return "the " + std::to_string(stage.size) +
             " channels of a transformer are no multiple of "
             "its " +
             std::to_string(heads) + " heads";
  return "";
}

double MobileVit::largestTensor() const {
  auto halved = [](Size size) { return Size{(size.height + 1) / 2, (size.width + 1) / 2}; };
  Size grid = halved(image);
  double most = double(grid.area()) * double(stem) * std::max(expansion, 1.0);
  int64_t inputs = stem;
  for (const Stage &stage : stages) {
    double widest = double(std::max(2 * stage.channels, expanded(stage.channels)));
    most = std::max(most, double(grid.area()) * double(expanded(inputs)));
    if (stage.stride == 2 && stage.dilation == 1)
      grid = halved(grid);
    double tokens = double(paddedTo({patch, patch}, grid).area());
    double read = tokens / double(patch * patch) * double(heads);
    double within = double(stage.size) * std::max(mlpRatio, 3.0);
    most = std::max(most, tokens * std::max({widest, within, stage.layers > 0 ? read : 0}));
    inputs = stage.channels;
  }
  return std::max(most,
                  double(grid.area()) * double(std::max({features, labels, 5 * decoderSize})));
}

//===-- Configurations ------------------------------------------------------------------------===//

void readStages(ConfigReader &config, MobileVit &network) {
  auto channels = config.counts("neck_hidden_sizes", {16, 32, 64, 96, 128, 160, 640}, 7);
  auto sizes = config.counts("hidden_sizes", {144, 192, 240}, 3);
  int64_t stride = config.integer("output_stride", 32);
  if (stride != 8 && stride != 16 && stride != 32)
    config.fail("output_stride", "expected 8, 16 or 32");
  if (config.failed)
    return;
  network.stem = channels[0];
  network.features = channels[6];
  network.stages = {{channels[1], 1, 1, 0, 0},
                    {channels[2], 2, 3, 0, 0},
                    {channels[3], 2, 0, 2, sizes[0]},
                    {channels[4], 2, 0, 4, sizes[1]},
                    {channels[5], 2, 0, 3, sizes[2]}};
  network.stages[3].dilation = stride == 8 ? 2 : 1;
  network.stages[4].dilation = stride == 8 ? 4 : stride == 16 ? 2 : 1;
}

std::shared_ptr<MobileVit> read(ConfigReader &config) {
  auto network = std::make_shared<MobileVit>();
  network->channels = config.count("num_channels", 3);
  network->image = config.extent("image_size", {256, 256});
  network->heads = config.count("num_attention_heads", 4);
  network->patch = config.count("patch_size", 2);
  network->kernel = config.count("conv_kernel_size", 3);
  if (network->kernel % 2 == 0)
    config.fail("conv_kernel_size", "filters have to have a pixel in the middle: an odd number");
  readStages(config, *network);
  network->expansion = config.number("expand_ratio", 4);
  network->mlpRatio = config.number("mlp_ratio", 2);
  for (const auto &[key, ratio] :
       {std::pair("expand_ratio", network->expansion), {"mlp_ratio", network->mlpRatio}})
    if (!(ratio >= 0.125) || ratio > 1024)
      config.fail(key, "expected from 0.125 to 1024");
  network->activation = config.activation("hidden_act", "silu");
  network->epsilon = config.epsilon("layer_norm_eps", 1e-5);
  network->hasBias = config.flag("qkv_bias", true);
  DropoutRates &rates = network->dropout;
  rates.projection = rates.mlp = config.dropoutRate("hidden_dropout_prob", 0.1);
  rates.attention = config.dropoutRate("attention_probs_dropout_prob");
  config.ignore({"aspp_dropout_prob", "aspp_out_channels", "atrous_rates",
                 "classifier_dropout_prob", "semantic_loss_ignore_index"});
  ignoreCommonKeys(config);
  return network;
}

std::shared_ptr<MobileVit> readClassifier(ConfigReader &config) {
  auto network = read(config);
  network->head = Head::Classifier;
  network->headDropout = config.dropoutRate("classifier_dropout_prob", 0.1);
  return network;
}

std::shared_ptr<MobileVit> readSegmenter(ConfigReader &config) {
  auto network = read(config);
  network->head = Head::Segmenter;
  network->headDropout = config.dropoutRate("aspp_dropout_prob", 0.1);
  network->decoderSize = config.count("aspp_out_channels", 256);
  network->rates = config.counts("atrous_rates", {6, 12, 18}, 3);
  return network;
}

constexpr ModelClass classes[] = {
    {"MobileViTForSemanticSegmentation", finishLabels<readSegmenter>,
     "segmentation_head.classifier.convolution.weight"},
    {"MobileViTForImageClassification", finishLabels<readClassifier>, "classifier.weight"},
    {"MobileViTModel", finishNetwork<read>}};

} // namespace

llvm::ArrayRef<Family> mobileVitFamilies() {
  static const Family families[] = {
      {"mobilevit", nullptr, {}, names, "mobilevit.", ignored, classes}};
  return families;
}

} // namespace vitc::frontend
