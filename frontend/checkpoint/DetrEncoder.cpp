//===-- DetrEncoder.cpp: attention within a size of features, convolutions across them ------------===//
#include "frontend/checkpoint/Detr.h"
#include "ir/Inference.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

class EncoderBuilder {
public:
  EncoderBuilder(GraphBuilder &graph, const Detr &model) : graph(graph), model(model) {}

  llvm::SmallVector<Value> build(llvm::SmallVector<Value> features) {
    if (model.encoderLayers > 0)
      for (auto [i, level] : llvm::enumerate(model.attending))
        features[size_t(level)] =
            attended("encoder.encoder." + std::to_string(i), features[size_t(level)]);
    size_t last = features.size() - 1;
    llvm::SmallVector<Value> found{features[last]}; // the smallest first
    for (size_t i = 0; i < last; ++i) {
      std::string number = std::to_string(i);
      found[i] = layer("encoder.lateral_convs." + number, found[i], 1, 1, lateral());
      Ints shape(shapeOf(features[last - i - 1]));
      Value larger = graph.resize(found[i], {shape[2], shape[3]}, vit::ResizeMode::nearest);
      larger = graph.concat({larger, features[last - i - 1]}, 1);
      found.push_back(block("encoder.fpn_blocks." + number, larger));
    }
    std::reverse(found.begin(), found.end());
    llvm::SmallVector<Value> result{found[0]};
    for (size_t i = 0; i < last; ++i) {
      std::string number = std::to_string(i);
      Value smaller = reduced("encoder.downsample_convs." + number, result[i]);
      smaller = graph.concat({smaller, found[i + 1]}, 1);
      result.push_back(block("encoder.pan_blocks." + number, smaller));
    }
    return result;
  }

private:
  //===-- Attention
  Value positions(Size grid) {
    auto type = RankedTensorType::get({1, grid.area(), model.encoderSize},
                                      Float32Type::get(graph.getLocation()->getContext()));
    if (!graph.computes())
      return graph.zeros(type);
    Tensor table(type);
    int64_t share = model.encoderSize / 4;
    for (int64_t token = 0; token < grid.area(); ++token) {
      auto row = double(token / grid.width), column = double(token % grid.width);
      for (int64_t i = 0; i < share; ++i) {
        double rate = std::pow(model.temperature, -double(i) / double(share));
        double values[] = {std::sin(row * rate), std::cos(row * rate), std::sin(column * rate),
                           std::cos(column * rate)};
        for (int64_t part = 0; part < 4; ++part)
          table.setFloat(token * model.encoderSize + part * share + i, values[part]);
      }
    }
    return graph.constant(table);
  }

  Value attended(const std::string &module, Value image) {
    graph.enter(module);
    Size grid{shapeOf(image)[2], shapeOf(image)[3]};
    Value tokens = graph.tokensOf(image), places;
    if (model.hasPositions)
      places = positions(grid);
    for (int64_t i = 0; i < model.encoderLayers; ++i)
      tokens = attendingLayer(module + ".layers." + std::to_string(i), tokens, places);
    graph.enter(module);
    return graph.gridOf(tokens, grid);
  }

  Value attendingLayer(const std::string &module, Value tokens, Value places) {
    auto norm = [&](const char *name, Value value) {
      return graph.norm(module + name, value, model.epsilon);
    };
    bool before = model.normBefore;
    Value read = before ? norm(".self_attn_layer_norm", tokens) : tokens;
    Value branch =
        buildPlacedAttention(graph, module + ".self_attn", read, places, model.encoderHeads);
    tokens = graph.add(tokens, branch);
    // The second branch is added to what it reads.
    tokens = norm(before ? ".final_layer_norm" : ".self_attn_layer_norm", tokens);
    if (before)
      tokens = graph.add(tokens, mlp(module, tokens));
    else
      tokens = norm(".final_layer_norm", graph.add(tokens, mlp(module, tokens)));
    return tokens;
  }

  Value mlp(const std::string &module, Value tokens) {
    Value hidden = graph.linear(module + ".fc1", tokens, model.encoderMlpSize, true);
    hidden = graph.activate(hidden, model.encoderActivation);
    return graph.linear(module + ".fc2", hidden, model.encoderSize, true);
  }

  //===-- Convolutions
  bool isFine() const { return model.kind == Detr::Fine; }
  Activation lateral() const { return isFine() ? Activation::Identity : model.activation; }

  Value layer(const std::string &module, Value image, int64_t side, int64_t step,
              Activation activation, int64_t channels = 0, int64_t groups = 1) {
    int64_t padding = (side - 1) / 2;
    Filter filter{channels ? channels : model.encoderSize,
                  {side, side},
                  {step, step},
                  {padding, padding},
                  groups};
    filter.hasBias = false;
    image = graph.convolution(module + ".conv", image, filter);
    return graph.activate(graph.batchNorm(module + ".norm", image, model.batchEpsilon), activation);
  }

  Value reduced(const std::string &module, Value image) {
    if (!isFine())
      return layer(module, image, 3, 2, model.activation);
    image = layer(module + ".conv1", image, 1, 1, Activation::Identity);
    return layer(module + ".conv2", image, 3, 2, Activation::Identity, model.encoderSize,
                 model.encoderSize);
  }

  /// A branch of residual blocks of two convolutions side by side, and a branch of one convolution.
  Value crossStage(const std::string &module, Value image, int64_t hidden, int64_t outputs) {
    Value branch = layer(module + ".conv1", image, 1, 1, model.activation, hidden);
    for (int64_t i = 0; i < model.residualBlocks; ++i) {
      std::string name = module + ".bottlenecks." + std::to_string(i);
      Value wide = layer(name + ".conv1", branch, 3, 1, Activation::Identity, hidden);
      Value narrow = layer(name + ".conv2", branch, 1, 1, Activation::Identity, hidden);
      branch = graph.activate(graph.add(wide, narrow), model.activation);
    }
    Value other = layer(module + ".conv2", image, 1, 1, model.activation, hidden);
    graph.enter(module);
    Value sum = graph.add(branch, other);
    return hidden == outputs ? sum : layer(module + ".conv3", sum, 1, 1, model.activation, outputs);
  }

  Value block(const std::string &module, Value image) {
    int64_t channels = model.encoderSize;
    auto hidden = int64_t(double(channels) * model.expansion);
    if (!isFine())
      return crossStage(module, image, hidden, channels);
    auto inner = int64_t(std::floor(double(channels) * model.expansion / 2));
    constexpr Activation act = Activation::Silu;
    Value all = layer(module + ".conv1", image, 1, 1, act, 2 * channels);
    Value first = graph.slice(all, 1, 0, channels),
          second = graph.slice(all, 1, channels, channels);
    Value third = crossStage(module + ".csp_rep1", second, inner, inner);
    third = layer(module + ".conv2", third, 3, 1, act, inner);
    Value fourth = crossStage(module + ".csp_rep2", third, inner, inner);
    fourth = layer(module + ".conv3", fourth, 3, 1, act, inner);
    graph.enter(module);
    return layer(module + ".conv4", graph.concat({first, second, third, fourth}, 1), 1, 1, act);
  }

  GraphBuilder &graph;
  const Detr &model;
};

} // namespace

llvm::SmallVector<Value> buildHybridEncoder(GraphBuilder &graph, const Detr &model,
                                            llvm::SmallVector<Value> features) {
  return EncoderBuilder(graph, model).build(std::move(features));
}

} // namespace vitc::frontend
