//===-- MobileVit.cpp -----------------------------------------------------------------------------===//
#include "frontend/checkpoint/MobileVit.h"
#include "frontend/checkpoint/Windows.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {

double MobileVit::pathRateOf(int64_t number) const {
  int64_t count = 0;
  for (const Stage &stage : stages)
    count += stage.blocks + (stage.layers > 0 ? 2 : 0);
  return growingRate(pathRate, double(number), double(count));
}

/// The channels within a block: a multiple of 8 that is not much less. transformers rounds to a whole number before, timm does not.
int64_t MobileVit::expanded(int64_t channels) const {
  const double exact = double(channels) * expansion,
               wanted = isTimm ? exact : std::nearbyint(exact);
  const int64_t rounded = std::max<int64_t>(8, int64_t(wanted + 4) / 8 * 8);
  return double(rounded) < 0.9 * wanted ? rounded + 8 : rounded;
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
                          int64_t channels, int64_t stride, int64_t dilation,
                          int64_t number) const {
  int64_t inputs = shapeOf(image)[1], between = expanded(inputs);
  Value value = layer(graph, module + ".expand_1x1", image, {between}, activation);
  Filter depthwise{between, {3, 3}, {stride, stride}};
  depthwise.groups = between;
  depthwise.dilation = dilation;
  value = layer(graph, module + ".conv_3x3", value, depthwise, activation);
  value = layer(graph, module + ".reduce_1x1", value, {channels}, std::nullopt);
  value = graph.dropout(value, pathRateOf(number), /*perSample=*/true);
  if (stride != 1 || inputs != channels)
    return value;
  return isTimm ? graph.add(value, image) : graph.add(image, value);
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
                             const Stage &stage, int64_t number) const {
  auto add = [&](Value branch) {
    branch = graph.dropout(branch, pathRateOf(number), /*perSample=*/true);
    return isTimm ? graph.add(tokens, branch) : graph.add(branch, tokens);
  };
  for (int64_t i = 0; i < stage.layers; ++i) {
    std::string own = module + ".transformer.layer." + std::to_string(i);
    Value normed = graph.norm(own + ".layernorm_before", tokens, epsilon);
    tokens = add(attention(graph, own + ".attention", normed));
    Value hidden = graph.norm(own + ".layernorm_after", tokens, epsilon);
    hidden =
        graph.linear(own + ".intermediate.dense", hidden, scaledSize(stage.size, mlpRatio), true);
    hidden = graph.dropout(graph.activate(hidden, activation), dropout.hidden);
    hidden = graph.linear(own + ".output.dense", hidden, stage.size, true);
    tokens = add(graph.dropout(hidden, dropout.mlp));
  }
  return graph.norm(module + ".layernorm", tokens, epsilon);
}

/// An image whose pixels at one place of all patches are a sequence. It is made larger where patches do not fit.
Value MobileVit::global(GraphBuilder &graph, const std::string &module, Value image,
                        const Stage &stage, int64_t number) const {
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
  tokens = transformer(graph, module, tokens, stage, number);
  graph.enter(module);
  tokens = graph.reshape(tokens, {batch, area, count.area(), size});
  tokens = graph.transpose(tokens, {0, 3, 2, 1});
  tokens = graph.reshape(tokens, {batch * size * count.height, count.width, patch, patch});
  tokens = graph.transpose(tokens, {0, 2, 1, 3});
  image = graph.reshape(tokens, {batch, size, padded.height, padded.width});
  return graph.resize(image, grid, vit::ResizeMode::linear);
}

Value MobileVit::block(GraphBuilder &graph, const std::string &module, Value image,
                       const Stage &stage, int64_t number) const {
  // A stage that keeps its stride looks as far as one that does not.
  bool isDilated = stage.dilation > 1;
  image = residual(graph, module + ".downsampling_layer", image, stage.channels,
                   isDilated ? 1 : stage.stride, isDilated ? stage.dilation / 2 : 1, number);
  if (isSeparable)
    return globalSeparable(graph, module, image, stage, number + 1);
  Filter local{stage.channels, {kernel, kernel}};
  Value value = layer(graph, module + ".conv_kxk", image, local, activation);
  Filter projection{stage.size};
  projection.hasBias = false;
  value = graph.convolution(module + ".conv_1x1.convolution", value, projection);
  value = global(graph, module, value, stage, number + 1);
  value = layer(graph, module + ".conv_projection", value, {stage.channels}, activation);
  return layer(graph, module + ".fusion", graph.concat({image, value}, 1), local, activation);
}

//===-- Version 2 -----------------------------------------------------------------------------===//

/// What all pixels [B, D, places, patches] of a place add up to, each by its share, times what each of them is.
Value MobileVit::separableAttention(GraphBuilder &graph, const std::string &module,
                                    Value pixels) const {
  Ints shape(shapeOf(pixels));
  int64_t size = shape[1];
  Filter filter{1 + 2 * size};
  filter.hasBias = hasBias;
  Value all = graph.convolution(module + ".qkv_proj", pixels, filter);
  Value shares = graph.create<vit::SoftmaxOp>(graph.slice(all, 1, 0, 1), int64_t(3));
  shares = graph.dropout(shares, dropout.attention);
  Value key = graph.slice(all, 1, 1, size), value = graph.slice(all, 1, 1 + size, size);
  Value context = graph.create<vit::ReduceSumOp>(graph.mul(key, shares), Ints{3}, true);
  value = graph.activate(value, Activation::Relu);
  value = graph.mul(value, graph.broadcast(context, shape));
  filter.channels = size;
  value = graph.convolution(module + ".out_proj", value, filter);
  return graph.dropout(value, dropout.projection);
}

Value MobileVit::separableTransformer(GraphBuilder &graph, const std::string &module, Value pixels,
                                      const Stage &stage, int64_t number) const {
  auto add = [&](Value branch) {
    return graph.add(pixels, graph.dropout(branch, pathRateOf(number), /*perSample=*/true));
  };
  for (int64_t i = 0; i < stage.layers; ++i) {
    std::string own = module + ".transformer.layer." + std::to_string(i);
    Value normed = graph.groupNorm(own + ".layernorm_before", pixels, 1, epsilon);
    pixels = add(separableAttention(graph, own + ".attention", normed));
    Value hidden = graph.groupNorm(own + ".layernorm_after", pixels, 1, epsilon);
    hidden =
        graph.convolution(own + ".intermediate.dense", hidden, {scaledSize(stage.size, mlpRatio)});
    hidden = graph.dropout(graph.activate(hidden, activation), dropout.hidden);
    pixels = add(graph.convolution(own + ".output.dense", hidden, {stage.size}));
  }
  return graph.groupNorm(module + ".layernorm", pixels, 1, epsilon);
}

/// An image whose pixels at one place of all patches are a row, among all of them. It stays larger where patches do not
/// fit.
Value MobileVit::globalSeparable(GraphBuilder &graph, const std::string &module, Value image,
                                 const Stage &stage, int64_t number) const {
  graph.enter(module);
  Ints shape(shapeOf(image));
  Size padded = paddedTo({patch, patch}, {shape[2], shape[3]});
  Size count{padded.height / patch, padded.width / patch};
  image = graph.resize(image, padded, vit::ResizeMode::linear, /*alignsCorners=*/true);
  Filter depthwise{stage.channels, {kernel, kernel}, {1, 1}, {0, 0}, stage.channels};
  image = layer(graph, module + ".conv_kxk", image, depthwise, activation);
  Filter projection{stage.size};
  projection.hasBias = false;
  image = graph.convolution(module + ".conv_1x1.convolution", image, projection);
  Value pixels =
      graph.reshape(image, {shape[0], stage.size, count.height, patch, count.width, patch});
  pixels = graph.transpose(pixels, {0, 1, 3, 5, 2, 4});
  pixels = graph.reshape(pixels, {shape[0], stage.size, patch * patch, count.area()});
  pixels = separableTransformer(graph, module, pixels, stage, number);
  graph.enter(module);
  pixels = graph.reshape(pixels, {shape[0], stage.size, patch, patch, count.height, count.width});
  pixels = graph.transpose(pixels, {0, 1, 4, 2, 5, 3});
  image = graph.reshape(pixels, {shape[0], stage.size, padded.height, padded.width});
  return layer(graph, module + ".conv_projection", image, {stage.channels}, std::nullopt);
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

Value MobileVit::buildFeatures(GraphBuilder &graph, Value pixels) const {
  int64_t built = 0;
  Value image = layer(graph, "conv_stem", pixels, {stem, {3, 3}, {2, 2}}, activation);
  for (auto [number, stage] : llvm::enumerate(stages)) {
    std::string module = "encoder.layer." + std::to_string(number);
    for (int64_t i = 0; i < stage.blocks; ++i)
      image = residual(graph, module + ".layer." + std::to_string(i), image, stage.channels,
                       i == 0 ? stage.stride : 1, 1, built++);
    if (stage.layers > 0) {
      image = block(graph, module, image, stage, built);
      built += 2;
    }
  }
  if (head == Head::Segmenter || features == 0)
    return image;
  return layer(graph, "conv_1x1_exp", image, {features}, activation);
}

llvm::SmallVector<NamedValue> MobileVit::build(GraphBuilder &graph, Value pixels) const {
  Value image = buildFeatures(graph, pixels);
  if (head == Head::Segmenter)
    return {{"logits", segment(graph, image)}};
  graph.enter("pooler");
  Value mean = graph.create<vit::ReduceMeanOp>(image, Ints{2, 3});
  if (head == Head::Classifier)
    return {{"logits", graph.linear("classifier", graph.dropout(mean, headDropout), labels, true)}};
  return {{"last_hidden_state", image}, {"pooler_output", mean}};
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string MobileVit::findOwnFault(int64_t) const {
  for (const Stage &stage : stages)
    if (stage.layers > 0 && !isSeparable && stage.size % heads != 0)
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

double MobileVit::largestWeight() const {
  double widest = double(std::max({stem, features, labels, 5 * decoderSize}));
  for (const Stage &stage : stages)
    widest = std::max({widest, double(stage.channels) * std::max(expansion, 2.0),
                       double(stage.size) * std::max(mlpRatio, 1.0)});
  return widest * widest * double(std::max<int64_t>(kernel * kernel, 9));
}

} // namespace vitc::frontend
