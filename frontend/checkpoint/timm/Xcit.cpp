//===-- Xcit.cpp: xcit ----------------------------------------------------------------------------===//
#include "frontend/checkpoint/timm/Arguments.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// El-Nouby et al. 2021, "XCiT: Cross-covariance image transformers": the channels of a head attend to one another, and
/// neighbouring tokens meet in convolutions. A class token goes through blocks of its own behind them.
struct TimmXcit : ImageNetwork {
  TimmHead head;
  int64_t size = 768, layers = 12, classLayers = 2, heads = 12, mlpSize = 3072;
  bool hasBias = true, hasPositions = true, normsAll = false, poolsMean = false;
  double epsilon = 1e-6;
  Activation activation = Activation::Gelu;
  DropoutRates dropout;
  /// Channels of the convolutions that make tokens, each of half as many pixels each way.
  llvm::SmallVector<int64_t> stem;

  /// Channels of the waves that positions are made of, for rows as for columns.
  static constexpr int64_t waves = 32;
  static constexpr double turn = 6.283185307179586;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override {
    if (size % heads != 0)
      return "embed_dim " + std::to_string(size) + " is no multiple of the " +
             std::to_string(heads) + " heads";
    return findFaultyConstant("positions", grid().area(),
                              double(grid().area()) * double(std::max(2 * waves, size)) * 4);
  }
  double largestTensor() const override {
    double tokens = double(grid().area() + 1), widest = double(std::max(3 * size, mlpSize));
    double firsts = double(image.area()) / 4 * double(stem.front()) * 2;
    return std::max(
        {firsts, tokens * widest, tokens * double(heads), double(size) * double(size / heads)});
  }
  double largestWeight() const override {
    return double(size) * double(std::max({9 * size, mlpSize, head.classes, 9 * channels}));
  }

private:
  Size grid() const {
    Size grid = image;
    for (size_t i = 0; i < stem.size(); ++i)
      grid = {(grid.height + 1) / 2, (grid.width + 1) / 2};
    return grid;
  }
  Value positions(GraphBuilder &graph) const;
  Value channelAttention(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value mixNeighbours(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value mlp(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value scaled(GraphBuilder &graph, const std::string &name, Value tokens) const {
    return graph.mul(graph.weight(name, {size}, WeightRole::LayerScale), tokens);
  }
  Value block(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value classBlock(GraphBuilder &graph, const std::string &module, Value tokens) const;
};

/// Sines and cosines of the row, then of the column, as angles of one turn over the image, in a product: [1, T, D].
Value TimmXcit::positions(GraphBuilder &graph) const {
  const char *module = "pos_embed.token_projection";
  graph.enter(module);
  auto type = RankedTensorType::get({1, 2 * waves, grid().height, grid().width},
                                    Float32Type::get(graph.getLocation().getContext()));
  Tensor table(type);
  for (int64_t i = 0; i < table.getNumElements(); ++i) {
    int64_t column = i % grid().width, row = i / grid().width % grid().height;
    int64_t channel = i / grid().area();
    bool isColumn = channel >= waves;
    double place = double((isColumn ? column : row) + 1);
    double share = place / (double(isColumn ? grid().width : grid().height) + 1e-6);
    double pair = double(channel % waves / 2);
    double angle = turn * share / std::pow(10000.0, 2 * pair / double(waves));
    table.setFloat(i, channel % 2 ? std::cos(angle) : std::sin(angle));
  }
  Value projected = graph.convolution(module, graph.constant(table), {size});
  return graph.evaluated(graph.tokensOf(projected));
}

/// The weight of a channel for another one is how alike they are over all tokens.
Value TimmXcit::channelAttention(GraphBuilder &graph, const std::string &module,
                                 Value tokens) const {
  Ints shape(shapeOf(tokens));
  int64_t each = size / heads;
  Value all = graph.linear(module + ".qkv", tokens, 3 * size, hasBias);
  all = graph.reshape(all, {shape[0], shape[1], 3, heads, each});
  all = graph.transpose(all, {2, 0, 3, 4, 1});
  auto part = [&](int64_t number) {
    return graph.reshape(graph.slice(all, 0, number, 1), {shape[0], heads, each, shape[1]});
  };
  Value query = graph.unit(part(0)), key = graph.unit(part(1)), value = part(2);
  Value scores = graph.create<vit::MatmulOp>(query, graph.transpose(key, {0, 1, 3, 2}));
  scores = graph.mul(scores,
                     graph.weight(module + ".temperature", {heads, 1, 1}, WeightRole::LayerScale));
  Value result = graph.weigh(scores, value, dropout.attention);
  result = graph.reshape(graph.transpose(result, {0, 3, 1, 2}), shape);
  return graph.dropout(graph.linear(module + ".proj", result, size, true), dropout.projection);
}

Value TimmXcit::mixNeighbours(GraphBuilder &graph, const std::string &module, Value tokens) const {
  Filter depthwise{size, {3, 3}, {1, 1}, {1, 1}, size};
  graph.enter(module);
  Value image = graph.convolution(module + ".conv1", graph.gridOf(tokens, grid()), depthwise);
  image = graph.batchNorm(module + ".bn", graph.activate(image, activation));
  return graph.tokensOf(graph.convolution(module + ".conv2", image, depthwise));
}

Value TimmXcit::mlp(GraphBuilder &graph, const std::string &module, Value tokens) const {
  Value hidden = graph.activate(graph.linear(module + ".fc1", tokens, mlpSize, true), activation);
  hidden = graph.dropout(hidden, dropout.mlp);
  return graph.dropout(graph.linear(module + ".fc2", hidden, size, true), dropout.mlp);
}

Value TimmXcit::block(GraphBuilder &graph, const std::string &module, Value tokens) const {
  auto norm = [&](const char *name) { return graph.norm(module + name, tokens, epsilon); };
  auto add = [&](const char *scale, Value branch) {
    graph.enter(module);
    branch = graph.dropout(scaled(graph, module + scale, branch), dropout.path, true);
    return graph.add(tokens, branch);
  };
  tokens = add(".gamma1", channelAttention(graph, module + ".attn", norm(".norm1")));
  tokens = add(".gamma3", mixNeighbours(graph, module + ".local_mp", norm(".norm3")));
  return add(".gamma2", mlp(graph, module + ".mlp", norm(".norm2")));
}

/// A block for the class token. Patches change, too, though nothing of another token: the reference implementation scales
/// their normalised values, normalises them once more or doubles them.
Value TimmXcit::classBlock(GraphBuilder &graph, const std::string &module, Value tokens) const {
  int64_t patches = shapeOf(tokens)[1] - 1;
  auto first = [&](Value value) { return graph.slice(value, 1, 0, 1); };
  auto others = [&](Value value) { return graph.slice(value, 1, 1, patches); };
  auto scale = [&](const char *name, Value value) { return scaled(graph, module + name, value); };
  Value normed = graph.norm(module + ".norm1", tokens, epsilon);
  Value attended = buildClassAttention(graph, module + ".attn", normed, heads, hasBias);
  graph.enter(module);
  attended = graph.concat({attended, others(normed)}, 1);
  tokens = graph.add(tokens, scale(".gamma1", attended));
  if (normsAll) {
    tokens = graph.norm(module + ".norm2", tokens, epsilon);
  } else {
    Value token = graph.norm(module + ".norm2", first(tokens), epsilon);
    tokens = graph.concat({token, others(tokens)}, 1);
  }
  Value token = mlp(graph, module + ".mlp", first(tokens));
  graph.enter(module);
  token = scale(".gamma2", token);
  return graph.add(tokens, graph.concat({token, others(tokens)}, 1));
}

llvm::SmallVector<NamedValue> TimmXcit::build(GraphBuilder &graph, Value pixels) const {
  int64_t batch = shapeOf(pixels)[0];
  Value features = pixels;
  for (auto [number, outputs] : llvm::enumerate(stem)) {
    std::string module = "patch_embed.proj." + std::to_string(2 * number);
    if (number > 0)
      features = graph.activate(features, activation);
    Filter filter{outputs, {3, 3}, {2, 2}, {1, 1}};
    filter.hasBias = false;
    features = graph.batchNorm(module + ".1", graph.convolution(module + ".0", features, filter));
  }
  Value tokens = graph.tokensOf(features);
  if (hasPositions)
    tokens = graph.add(tokens, positions(graph));
  tokens = graph.dropout(tokens, dropout.embedding);
  for (int64_t i = 0; i < layers; ++i)
    tokens = block(graph, "blocks." + std::to_string(i), tokens);
  graph.enter("cls_token");
  Value token = graph.weight("cls_token", {1, 1, size}, WeightRole::Embedding);
  tokens = graph.concat({graph.broadcast(token, {batch, 1, size}), tokens}, 1);
  for (int64_t i = 0; i < classLayers; ++i)
    tokens = classBlock(graph, "cls_attn_blocks." + std::to_string(i), tokens);
  tokens = graph.norm("norm", tokens, epsilon);
  graph.enter("head");
  Value pooled =
      poolsMean ? graph.create<vit::ReduceMeanOp>(graph.slice(tokens, 1, 1, grid().area()), Ints{1})
                : graph.take(tokens, 1, 0);
  return head.build(graph, "head", tokens, pooled);
}

} // namespace

void readTimmXcit(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmXcit>();
  VisionTransformer model;
  readTimmNorm(arguments, model);
  if (model.rmsNorm)
    refuseTimm(arguments, "norm_layer", "another normalisation than 'layernorm'");
  readTimmPooling(arguments, model, "token", {"token", "avg"});
  readTimmDropout(arguments, network->dropout);
  network->head = readTimmHead(arguments, description);
  network->epsilon = model.epsilon;
  network->poolsMean = model.pooling == Pooling::Mean;
  network->channels = arguments.count("in_chans", 3);
  network->image = arguments.extent("img_size", {224, 224});
  network->size = arguments.count("embed_dim", 768, 8);
  network->layers = arguments.count("depth", 12, 0);
  network->classLayers = arguments.count("cls_attn_layers", 2, 0);
  network->heads = arguments.count("num_heads", 12);
  network->mlpSize = scaledSize(network->size, arguments.number("mlp_ratio", 4));
  if (network->mlpSize < 1 || network->mlpSize > ConfigReader::mostLabels)
    arguments.fail("mlp_ratio", "the MLP has to have at least 1 channel");
  network->hasBias = arguments.flag("qkv_bias", true);
  network->activation = arguments.activation("act_layer", "gelu");
  network->hasPositions = arguments.flag("use_pos_embed", true);
  network->normsAll = arguments.flag("tokens_norm", false);
  arguments.number("eta", 1);
  if (arguments.isNull("eta"))
    refuseTimm(arguments, "eta", "no scales of its branches");
  int64_t patch = arguments.count("patch_size", 16);
  if (patch != 8 && patch != 16)
    arguments.fail("patch_size", "it is " + std::to_string(patch) + ", and has to be 8 or 16");
  for (int64_t part = patch / 2; part >= 1; part /= 2)
    network->stem.push_back(network->size / part);
  if (!network->head.classes)
    description.names.leftovers = {"head.*"};
  description.names.ignored.push_back("*num_batches_tracked");
  description.network = network;
}

} // namespace vitc::frontend
