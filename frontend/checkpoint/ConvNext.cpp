//===-- ConvNext.cpp ------------------------------------------------------------------------------===//
#include "frontend/checkpoint/ConvNext.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <numeric>

using namespace mlir;

namespace vitc::frontend {
namespace {

class ConvNextBuilder {
public:
  ConvNextBuilder(GraphBuilder &graph, const ConvNext &model) : graph(graph), model(model) {}

  Value build(Value image) {
    Value features =
        graph.convolution("stem.0", image, {model.channels[0], model.patch, model.patch});
    features = graph.normChannels("stem.1", features, model.epsilon);
    for (size_t stage = 0; stage < model.depths.size(); ++stage)
      features = buildStage("stages." + std::to_string(stage), features, stage);
    return features;
  }

private:
  Value buildStage(const std::string &module, Value features, size_t stage) {
    int64_t channels = model.channels[stage];
    if (stage > 0) {
      features = graph.normChannels(module + ".downsample.0", features, model.epsilon);
      features = graph.convolution(module + ".downsample.1", features, {channels, {2, 2}, {2, 2}});
    }
    for (int64_t block = 0; block < model.depths[stage]; ++block)
      features = buildBlock(module + ".blocks." + std::to_string(block), features);
    return features;
  }

  Value buildBlock(const std::string &module, Value features) {
    int64_t channels = shapeOf(features)[1];
    Value branch = graph.convolution(module + ".conv_dw", features,
                                     {channels, {7, 7}, {1, 1}, {3, 3}, channels});
    if (model.convolvesMlp)
      return addBranch(features, convolvedMlp(module, branch));
    branch = graph.norm(module + ".norm", graph.channelsLast(branch), model.epsilon);
    branch = graph.linear(module + ".mlp.fc1", branch, 4 * channels, true);
    branch = graph.activate(branch, model.activation);
    if (model.responseNorm)
      branch = normResponses(module + ".mlp.grn", branch, 3);
    branch = graph.linear(module + ".mlp.fc2", branch, channels, true);
    graph.enter(module);
    if (model.scalesImages)
      return addBranch(features, scaledImage(module, graph.channelsFirst(branch)));
    if (model.layerScale)
      branch =
          graph.mul(branch, graph.weight(module + ".gamma", {channels}, WeightRole::LayerScale));
    return addBranch(features, graph.channelsFirst(branch));
  }

  Value addBranch(Value features, Value branch) {
    branch = graph.dropout(branch, nextPathRate(), /*perSample=*/true);
    return model.scalesImages ? graph.add(branch, features) : graph.add(features, branch);
  }

  Value scaledImage(const std::string &module, Value image) {
    int64_t channels = shapeOf(image)[1];
    if (!model.layerScale)
      return image;
    Value scale = graph.weight(module + ".gamma", {channels}, WeightRole::LayerScale);
    return graph.mul(image, graph.reshape(scale, {1, channels, 1, 1}));
  }

  Value convolvedMlp(const std::string &module, Value features) {
    int64_t channels = shapeOf(features)[1];
    auto layer = [&](const char *name, Value value, int64_t outputs) {
      return graph.convolution(module + name, value, {outputs, {1, 1}, {1, 1}});
    };
    Value branch = graph.normChannels(module + ".norm", features, model.epsilon);
    branch = graph.activate(layer(".mlp.fc1", branch, 4 * channels), model.activation);
    if (model.responseNorm)
      branch = normResponses(module + ".mlp.grn", branch, 1);
    branch = layer(".mlp.fc2", branch, channels);
    graph.enter(module);
    return scaledImage(module, branch);
  }

  /// `x + bias + weight x |x_c| / mean |x|`, the norms being those of whole channels, which are dimension `axis`.
  Value normResponses(const std::string &module, Value value, int64_t axis) {
    graph.enter(module);
    int64_t channels = shapeOf(value)[axis];
    Ints shape(4, 1), pixels = axis == 3 ? Ints{1, 2} : Ints{2, 3};
    shape[axis] = channels;
    Value weight = graph.weight(module + ".weight", {1, 1, 1, channels}, WeightRole::NormScale);
    Value bias = graph.weight(module + ".bias", {1, 1, 1, channels}, WeightRole::Bias);
    weight = graph.reshape(weight, shape);
    bias = graph.reshape(bias, shape);
    Value squares = graph.create<vit::ReduceSumOp>(graph.mul(value, value), pixels, true);
    Value norms = graph.create<vit::SqrtOp>(squares);
    Value mean = graph.create<vit::ReduceMeanOp>(norms, Ints{axis}, true);
    Value share = graph.create<vit::DivOp>(norms, graph.add(mean, graph.scalar(1e-6)));
    Value scaled = graph.mul(weight, graph.mul(value, share));
    scaled = graph.add(scaled, bias);
    return model.scalesImages ? graph.add(value, scaled) : graph.add(scaled, value);
  }

  double nextPathRate() {
    double count = std::accumulate(model.depths.begin(), model.depths.end(), 0.0);
    return growingRate(model.pathRate, blocksBuilt++, count);
  }

  GraphBuilder &graph;
  const ConvNext &model;
  double blocksBuilt = 0;
};

} // namespace

std::string ConvNext::findFault(Size image) const {
  Size size{image.height / std::max<int64_t>(1, patch.height),
            image.width / std::max<int64_t>(1, patch.width)};
  for (size_t stage = 1; stage < depths.size(); ++stage)
    size = {size.height / 2, size.width / 2};
  return size.area() > 0 ? ""
                         : "of an image of " + toText(image) +
                               " nothing is left in the last stage; choose a larger one";
}

double ConvNext::largestTensor(Size image) const {
  return 4.0 * double(image.area()) * double(*llvm::max_element(channels));
}

double ConvNext::largestWeight(int64_t imageChannels) const {
  double widest = double(*llvm::max_element(channels));
  double stem = double(patch.area()) * double(imageChannels) * double(channels[0]);
  return std::max(stem, 4.0 * widest * widest);
}

Value buildConvNext(GraphBuilder &graph, const ConvNext &model, Value image) {
  return ConvNextBuilder(graph, model).build(image);
}

} // namespace vitc::frontend
