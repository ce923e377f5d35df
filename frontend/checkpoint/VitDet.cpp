//===-- VitDet.cpp --------------------------------------------------------------------------------===//
#include "frontend/checkpoint/VitDet.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/Windows.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

class DetBuilder {
public:
  DetBuilder(GraphBuilder &graph, const VitDet &model, const std::string &module, Size grid)
      : graph(graph), model(model), prefix(module + "."), grid(grid) {}

  Value build(Value pixels) {
    Value features = graph.convolution(prefix + "embeddings.projection", pixels,
                                       {model.size, model.patch, model.patch});
    if (model.hasPositions)
      features = graph.channelsFirst(graph.add(graph.channelsLast(features), positions()));
    for (int64_t number = 0; number < model.layers; ++number)
      features = layer(number, features);
    return features;
  }

private:
  /// [1, H, W, D]; the first row of the table is that of a token that is not there.
  Value positions() {
    PositionTable table{model.size, 1, model.positions, PositionResampling::Bicubic};
    graph.enter(prefix + "embeddings");
    Value rows = buildPositionTable(graph, prefix + "embeddings.position_embeddings", table, grid);
    rows = graph.slice(rows, 1, 1, grid.area());
    return graph.evaluated(graph.reshape(rows, {1, grid.height, grid.width, model.size}));
  }

  /// A table of distances along `side` patches, [2 side - 1, D], made of that for `trained`.
  Value distances(const std::string &name, int64_t side, int64_t trained) {
    int64_t each = model.size / model.heads, from = 2 * trained - 1, to = 2 * side - 1;
    Value table = graph.weight(name, {from, each}, WeightRole::Embedding);
    if (from == to)
      return table;
    table = graph.reshape(table, {1, from, each});
    table = resampleVectors(graph, table, {from, 1}, {to, 1}, PositionResampling::Bilinear);
    return graph.reshape(table, {to, each});
  }

  /// Attention of all tokens of an image [B, H, W, D], or of a window.
  Value attention(const std::string &module, Value tokens, bool isWhole) {
    Ints shape(shapeOf(tokens));
    Size own{shape[1], shape[2]}, trained = isWhole ? model.distances : own;
    int64_t heads = model.heads, each = model.size / heads, count = own.area();
    int64_t images = shape[0] * heads;
    Value all = graph.linear(module + ".qkv", tokens, 3 * model.size, model.hasBias);
    all = graph.reshape(all, {shape[0], count, 3, heads, each});
    all = graph.transpose(all, {2, 0, 3, 1, 4});
    all = graph.reshape(all, {3, images, count, each});
    auto part = [&](int64_t number) {
      return graph.reshape(graph.slice(all, 0, number, 1), {images, count, each});
    };
    Value query = part(0), key = part(1), value = part(2);
    graph.enter(module);
    Value scores =
        graph.create<vit::MatmulOp>(graph.mul(query, graph.scalar(1 / std::sqrt(double(each)))),
                                    graph.transpose(key, {0, 2, 1}));
    if (model.hasDistances) {
      Value rows = distances(module + ".rel_pos_h", own.height, trained.height);
      Value columns = distances(module + ".rel_pos_w", own.width, trained.width);
      DistanceScores far = scoreDistances(graph, query, own, rows, columns);
      scores = graph.reshape(scores, {images, own.height, own.width, own.height, own.width});
      scores = graph.add(graph.add(scores, far.rows), far.columns);
      scores = graph.reshape(scores, {images, count, count});
    }
    scores = graph.create<vit::SoftmaxOp>(scores, int64_t(2));
    Value result = graph.create<vit::MatmulOp>(scores, value);
    result = graph.reshape(result, {shape[0], heads, own.height, own.width, each});
    result = graph.transpose(result, {0, 2, 3, 1, 4});
    return graph.linear(module + ".proj", graph.reshape(result, shape), model.size, true);
  }

  /// LayerNorm over the channels of each position, written as its definition.
  Value normChannels(const std::string &module, Value image) {
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

  Value residual(const std::string &module, Value image) {
    Filter filter{model.size / 2};
    filter.hasBias = false;
    Value value = graph.convolution(module + ".conv1", image, filter);
    value = graph.activate(normChannels(module + ".norm1", value), model.activation);
    filter.kernel = {3, 3};
    filter.padding = {1, 1};
    value = graph.convolution(module + ".conv2", value, filter);
    value = graph.activate(normChannels(module + ".norm2", value), model.activation);
    Filter last{model.size};
    last.hasBias = false;
    value = graph.convolution(module + ".conv3", value, last);
    return graph.add(image, normChannels(module + ".norm3", value));
  }

  Value layer(int64_t number, Value image) {
    std::string module = prefix + "encoder.layer." + std::to_string(number);
    int64_t side = model.windowOf(number), batch = shapeOf(image)[0], size = model.size;
    double rate = growingRate(model.pathRate, double(number), double(model.layers));
    graph.enter(module);
    Value tokens = graph.channelsLast(image);
    Value branch = graph.norm(module + ".norm1", tokens, model.epsilon);
    graph.enter(module);
    if (side > 0) {
      Size padded = paddedTo({side, side}, grid);
      branch = graph.padTo(branch, {batch, padded.height, padded.width, size});
      branch = attention(module + ".attention", cutWindows(graph, branch, {side, side}), false);
      graph.enter(module);
      branch = joinWindows(graph, branch, {side, side}, padded);
      branch = graph.slice(graph.slice(branch, 1, 0, grid.height), 2, 0, grid.width);
    } else {
      branch = attention(module + ".attention", branch, true);
    }
    graph.enter(module);
    tokens = graph.add(tokens, graph.dropout(branch, rate, /*perSample=*/true));
    Value hidden = graph.norm(module + ".norm2", tokens, model.epsilon);
    hidden = graph.linear(module + ".mlp.fc1", hidden, model.mlpSize, true);
    hidden = graph.dropout(graph.activate(hidden, model.activation), model.dropRate);
    hidden = graph.linear(module + ".mlp.fc2", hidden, size, true);
    hidden = graph.dropout(hidden, model.dropRate);
    tokens = graph.add(tokens, graph.dropout(hidden, rate, /*perSample=*/true));
    image = graph.channelsFirst(tokens);
    bool isFollowed = llvm::is_contained(model.residualLayers, number);
    return isFollowed ? residual(module + ".residual", image) : image;
  }

  GraphBuilder &graph;
  const VitDet &model;
  std::string prefix;
  Size grid;
};

} // namespace

Value VitDet::build(GraphBuilder &graph, const std::string &module, Value pixels) const {
  Size image{shapeOf(pixels)[2], shapeOf(pixels)[3]};
  return DetBuilder(graph, *this, module, gridOf(image)).build(pixels);
}

std::string VitDet::findFault(Size image) const {
  if (size % heads != 0)
    return "hidden_size " + std::to_string(size) + " is no multiple of the " +
           std::to_string(heads) + " heads";
  if (image.height % patch.height != 0 || image.width % patch.width != 0)
    return "images of " + toText(image) + " are no multiples of the patches of " + toText(patch);
  // What distances and positions are made for.
  Size grid = gridOf(image);
  double side = double(std::max({grid.height, grid.width, window}));
  std::string fault =
      findFaultyConstant("distances", grid.area(), side * side * double(size / heads) * 4);
  return !fault.empty()
             ? fault
             : findFaultyConstant("positions", grid.area(), double(grid.area()) * double(size) * 4);
}

double VitDet::largestTensor(Size image) const {
  double most = 0;
  Size grid = gridOf(image);
  for (int64_t number = 0; number < layers; ++number) {
    int64_t side = windowOf(number);
    Size padded = side > 0 ? paddedTo({side, side}, grid) : grid;
    double tokens = double(padded.area()), read = side > 0 ? double(side) * double(side) : tokens;
    double widest = double(std::max(3 * size, mlpSize));
    most = std::max(most, tokens * std::max(widest, read * double(heads)));
  }
  return most;
}

} // namespace vitc::frontend
