//===-- ConvBackbones.cpp -------------------------------------------------------------------------===//
#include "frontend/checkpoint/ConvBackbones.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// A filter of `side` pixels each way that keeps what its `step` leaves of the image.
Filter square(int64_t channels, int64_t side, int64_t step, int64_t groups = 1) {
  int64_t padding = (side - 1) / 2;
  Filter filter{channels, {side, side}, {step, step}, {padding, padding}, groups};
  filter.hasBias = false;
  return filter;
}

Value normalised(GraphBuilder &graph, const std::string &module, Value image,
                 const Filter &filter) {
  image = graph.convolution(module + ".convolution", image, filter);
  return graph.batchNorm(module + ".normalization", image);
}

Value activated(GraphBuilder &graph, const std::string &module, Value image, const Filter &filter,
                Activation activation = Activation::Relu) {
  return graph.activate(normalised(graph, module, image, filter), activation);
}

/// Means of squares of 2 pixels each way, the last ones of what is there.
Value halved(GraphBuilder &graph, Value image) {
  Ints two{2, 2};
  return graph.create<vit::AvgPool2dOp>(image, two, two, Ints(4, 0), Ints{1, 1}, true, true);
}

} // namespace

llvm::SmallVector<Value> ConvBackbone::build(GraphBuilder &graph, const std::string &module,
                                             Value image) const {
  llvm::SmallVector<Value> features;
  image = stem(graph, module + ".embedder", image);
  for (int64_t number = 1; number <= read.back(); ++number) {
    std::string name = module + ".encoder.stages." + std::to_string(number - 1);
    image = stage(graph, name, number, image);
    if (llvm::is_contained(read, number))
      features.push_back(image);
  }
  return features;
}

//===-- ResNet --------------------------------------------------------------------------------===//

std::string ResNetD::findFault() const {
  if (!hasBottlenecks && !firstStageReduces && stemChannels != channels[0])
    return "the first stage has " + std::to_string(channels[0]) + " channels and the stem " +
           std::to_string(stemChannels) + "; with blocks of two convolutions they are as many";
  if (stemChannels < 2 || (hasBottlenecks && *llvm::min_element(channels) < 4))
    return "the stem has at least 2 channels, and each stage of bottlenecks at least 4";
  return "";
}

int64_t ResNetD::strideOf(int64_t number) const {
  int64_t stride = 4;
  for (int64_t i = 1; i <= number; ++i)
    stride *= stepOf(i);
  return stride;
}

int64_t ResNetD::widest() const { return std::max(stemChannels, *llvm::max_element(channels)); }

Value ResNetD::stem(GraphBuilder &graph, const std::string &module, Value image) const {
  std::string layers = module + ".embedder.";
  image = activated(graph, layers + "0", image, square(stemChannels / 2, 3, 2), activation);
  image = activated(graph, layers + "1", image, square(stemChannels / 2, 3, 1), activation);
  image = activated(graph, layers + "2", image, square(stemChannels, 3, 1), activation);
  graph.enter(module + ".pooler");
  return graph.create<vit::MaxPool2dOp>(image, Ints{3, 3}, Ints{2, 2}, Ints(4, 1), Ints{1, 1},
                                        false);
}

Value ResNetD::bottleneck(GraphBuilder &graph, const std::string &module, Value image,
                          int64_t outputs, int64_t step) const {
  int64_t first = firstConvolutionReduces ? step : 1, inner = outputs / 4;
  std::string layers = module + ".layer.";
  Value hidden = activated(graph, layers + "0", image, square(inner, 1, first));
  hidden = activated(graph, layers + "1", hidden, square(inner, 3, step / first));
  hidden = normalised(graph, layers + "2", hidden, square(outputs, 1, 1));
  Value shortcut = image;
  graph.enter(module + ".shortcut");
  if (step == 2)
    shortcut =
        normalised(graph, module + ".shortcut.1", halved(graph, image), square(outputs, 1, 1));
  else if (shapeOf(image)[1] != outputs)
    shortcut = normalised(graph, module + ".shortcut", image, square(outputs, 1, 1));
  graph.enter(module);
  return graph.activate(graph.add(hidden, shortcut), activation);
}

Value ResNetD::basic(GraphBuilder &graph, const std::string &module, Value image, int64_t outputs,
                     int64_t step, bool isFirst) const {
  std::string layers = module + ".layer.";
  Value hidden = activated(graph, layers + "0", image, square(outputs, 3, step));
  hidden = normalised(graph, layers + "1", hidden, square(outputs, 3, 1));
  Value shortcut = image;
  graph.enter(module + ".shortcut");
  if (shapeOf(image)[1] != outputs)
    shortcut =
        normalised(graph, module + ".shortcut.1", halved(graph, image), square(outputs, 1, 1));
  else if (isFirst)
    shortcut = normalised(graph, module + ".shortcut", image, square(outputs, 1, step));
  graph.enter(module);
  return graph.activate(graph.add(hidden, shortcut), activation);
}

Value ResNetD::stage(GraphBuilder &graph, const std::string &module, int64_t number,
                     Value image) const {
  int64_t outputs = channels[size_t(number - 1)];
  for (int64_t i = 0; i < depths[size_t(number - 1)]; ++i) {
    std::string layer = module + ".layers." + std::to_string(i);
    int64_t step = i == 0 ? stepOf(number) : 1;
    image = hasBottlenecks ? bottleneck(graph, layer, image, outputs, step)
                           : basic(graph, layer, image, outputs, step, i == 0);
  }
  return image;
}

//===-- HGNetV2 -------------------------------------------------------------------------------===//

std::string HgNet::findFault() const {
  if (stemChannels[0] < 2)
    return "the first number of the stem's channels is " + std::to_string(stemChannels[0]) +
           "; it is at least 2";
  int64_t before = stemChannels[1];
  for (auto [number, stage] : llvm::enumerate(stages)) {
    if (stage.inputs != before || stage.outputs < 2)
      return "stage " + std::to_string(number + 1) + " takes " + std::to_string(stage.inputs) +
             " channels and gives " + std::to_string(stage.outputs) + "; it gets " +
             std::to_string(before) + ", and gives at least 2";
    if (stage.kernel % 2 == 0)
      return "stage " + std::to_string(number + 1) + " has filters of " +
             std::to_string(stage.kernel) + " pixels; their number is odd";
    before = stage.outputs;
  }
  return "";
}

int64_t HgNet::strideOf(int64_t number) const {
  int64_t stride = 4;
  for (int64_t i = 0; i < number; ++i)
    stride *= stages[size_t(i)].reduces ? 2 : 1;
  return stride;
}

int64_t HgNet::widest() const {
  int64_t most = 2 * stemChannels[0];
  for (const Stage &stage : stages)
    most = std::max(
        {most, std::max(stage.inputs, stage.outputs) + stage.layers * stage.inner, stage.outputs});
  return most;
}

Value HgNet::layer(GraphBuilder &graph, const std::string &module, Value image,
                   const Filter &filter, std::optional<Activation> act) const {
  image = normalised(graph, module, image, filter);
  if (!act)
    return image;
  image = graph.activate(image, *act);
  if (!hasScales)
    return image;
  graph.enter(module + ".lab");
  Value scale = graph.weight(module + ".lab.scale", {1}, WeightRole::NormScale);
  Value shift = graph.weight(module + ".lab.bias", {1}, WeightRole::Bias);
  return graph.add(graph.mul(scale, image), shift);
}

Value HgNet::stem(GraphBuilder &graph, const std::string &module, Value image) const {
  int64_t channels = stemChannels[0];
  auto next = [&](const char *name, Value input, const Filter &filter) {
    return layer(graph, module + name, input, filter, activation);
  };
  // A row and a column of zeros, which filters of 2 pixels read beyond the edge.
  auto widened = [&](Value input) {
    Ints size(shapeOf(input));
    return graph.padTo(input, {size[0], size[1], size[2] + 1, size[3] + 1});
  };
  image = widened(next(".stem1", image, square(channels, 3, 2)));
  Value branch = widened(next(".stem2a", image, square(channels / 2, 2, 1)));
  branch = next(".stem2b", branch, square(channels, 2, 1));
  graph.enter(module + ".pool");
  Value pooled =
      graph.create<vit::MaxPool2dOp>(image, Ints{2, 2}, Ints{1, 1}, Ints(4, 0), Ints{1, 1}, true);
  image = next(".stem3", graph.concat({pooled, branch}, 1), square(channels, 3, 2));
  return next(".stem4", image, square(stemChannels[1], 1, 1));
}

Value HgNet::block(GraphBuilder &graph, const std::string &module, const Stage &stage,
                   Value image) const {
  llvm::SmallVector<Value> all{image};
  for (int64_t i = 0; i < stage.layers; ++i) {
    std::string name = module + ".layers." + std::to_string(i);
    if (stage.isLight) {
      image = layer(graph, name + ".conv1", image, square(stage.inner, 1, 1), std::nullopt);
      image = layer(graph, name + ".conv2", image,
                    square(stage.inner, stage.kernel, 1, stage.inner), Activation::Relu);
    } else {
      image = layer(graph, name, image, square(stage.inner, stage.kernel, 1), Activation::Relu);
    }
    all.push_back(image);
  }
  graph.enter(module);
  image = layer(graph, module + ".aggregation.0", graph.concat(all, 1),
                square(stage.outputs / 2, 1, 1), Activation::Relu);
  return layer(graph, module + ".aggregation.1", image, square(stage.outputs, 1, 1),
               Activation::Relu);
}

Value HgNet::stage(GraphBuilder &graph, const std::string &module, int64_t number,
                   Value image) const {
  const Stage &own = stages[size_t(number - 1)];
  if (own.reduces)
    image = normalised(graph, module + ".downsample", image, square(own.inputs, 3, 2, own.inputs));
  for (int64_t i = 0; i < own.blocks; ++i) {
    std::string name = module + ".blocks." + std::to_string(i);
    Value result = block(graph, name, own, image);
    image = i == 0 ? result : graph.add(result, image);
  }
  return image;
}

} // namespace vitc::frontend
