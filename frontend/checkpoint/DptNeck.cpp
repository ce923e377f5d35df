//===-- DptNeck.cpp -------------------------------------------------------------------------------===//
#include "frontend/checkpoint/DptNeck.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

class NeckBuilder {
public:
  NeckBuilder(GraphBuilder &graph, const DptNeck &neck, Size grid)
      : graph(graph), neck(neck), grid(grid) {}

  llvm::SmallVector<Value> build(llvm::ArrayRef<Value> features, llvm::ArrayRef<Value> tokens) {
    llvm::SmallVector<Value> images(features), merged;
    for (Value value : tokens)
      images.push_back(reassemble(images.size(), value));
    for (auto [i, image] : llvm::enumerate(images))
      image = graph.convolution("neck.convs." + std::to_string(i), image, mixing(false));
    for (size_t i = 0; i < images.size(); ++i) {
      Value image = images[images.size() - 1 - i];
      Value next =
          neck.followsSizes && i + 1 < images.size() ? images[images.size() - 2 - i] : Value();
      merged.push_back(merge(i, merged.empty() ? Value() : merged.back(), image, next));
    }
    return merged;
  }

private:
  static Size sizeOf(Value image) { return {shapeOf(image)[2], shapeOf(image)[3]}; }
  Filter mixing(bool hasBias) const {
    Filter filter{neck.size, {3, 3}, {1, 1}, {1, 1}};
    filter.hasBias = hasBias;
    return filter;
  }
  Value readOut(size_t number, Value tokens);
  Value reassemble(size_t number, Value tokens);
  Value residual(const std::string &module, Value image);
  Value merge(size_t number, Value before, Value image, Value next);

  GraphBuilder &graph;
  const DptNeck &neck;
  Size grid;
};

/// The patches as an image, with what the class token tells each.
Value NeckBuilder::readOut(size_t number, Value tokens) {
  graph.enter("neck.reassemble_stage.layers." + std::to_string(number));
  Ints shape(shapeOf(tokens));
  Value patches = graph.slice(tokens, 1, 1, shape[1] - 1);
  Value image = graph.reshape(patches, {shape[0], grid.height, grid.width, shape[2]});
  image = graph.channelsFirst(image);
  if (neck.readout == Readout::Ignore)
    return image;
  Value first = graph.slice(tokens, 1, 0, 1);
  Ints imageShape(shapeOf(image));
  if (neck.readout == Readout::Add) {
    Value flat = graph.reshape(image, {shape[0], shape[2], grid.area()});
    flat = graph.add(flat, graph.reshape(first, {shape[0], shape[2], 1}));
    return graph.reshape(flat, imageShape);
  }
  Value both = graph.concat(
      {graph.tokensOf(image), graph.broadcast(first, {shape[0], grid.area(), shape[2]})}, 2);
  std::string module = "neck.reassemble_stage.readout_projects." + std::to_string(number) + ".0";
  Value projected =
      graph.activate(graph.linear(module, both, shape[2], true), neck.readoutActivation);
  return graph.gridOf(projected, grid);
}

Value NeckBuilder::reassemble(size_t number, Value tokens) {
  std::string module = "neck.reassemble_stage.layers." + std::to_string(number);
  int64_t channels = neck.channels[number];
  double factor = neck.factors[number];
  Value image = graph.convolution(module + ".projection", readOut(number, tokens), {channels});
  if (factor > 1)
    return graph.upConvolution(module + ".resize", image, channels, int64_t(factor));
  if (factor == 1)
    return image;
  auto stride = int64_t(1 / factor);
  return graph.convolution(module + ".resize", image, {channels, {3, 3}, {stride, stride}, {1, 1}});
}

Value NeckBuilder::residual(const std::string &module, Value image) {
  Value branch = image;
  for (const char *number : {"1", "2"}) {
    branch = graph.activate(branch, Activation::Relu);
    branch = graph.convolution(module + ".convolution" + number, branch, mixing(neck.hasBias));
    if (neck.batchNorm)
      branch = graph.batchNorm(module + ".batch_norm" + number, branch);
  }
  return graph.add(branch, image);
}

/// Adds `image` to what was merged `before`, and makes it as large as `next`, or twice as large.
Value NeckBuilder::merge(size_t number, Value before, Value image, Value next) {
  std::string module = "neck.fusion_stage.layers." + std::to_string(number);
  graph.enter(module);
  Value merged = image;
  if (before) {
    image = graph.resize(image, sizeOf(before), vit::ResizeMode::linear);
    merged = graph.add(before, residual(module + ".residual_layer1", image));
  }
  merged = residual(module + ".residual_layer2", merged);
  graph.enter(module);
  Size size = sizeOf(merged), wanted = next ? sizeOf(next) : Size{2 * size.height, 2 * size.width};
  merged = graph.resize(merged, wanted, vit::ResizeMode::linear, /*alignsCorners=*/true);
  return graph.convolution(module + ".projection", merged, {neck.size});
}

} // namespace

double DptNeck::largestScale() const {
  double largest = 1;
  for (double factor : factors)
    largest = std::max(largest, factor);
  // The smallest image is doubled as often as there are images.
  double doubled = std::ldexp(std::max(1.0, factors.back()), int(factors.size()));
  return 2 * (followsSizes ? 2 * largest : std::max(largest, doubled));
}

llvm::SmallVector<Value> buildDptNeck(GraphBuilder &graph, const DptNeck &neck,
                                      llvm::ArrayRef<Value> features, llvm::ArrayRef<Value> tokens,
                                      Size grid) {
  return NeckBuilder(graph, neck, grid).build(features, tokens);
}

} // namespace vitc::frontend
