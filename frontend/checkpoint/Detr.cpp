//===-- Detr.cpp ----------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Detr.h"
#include "ir/Inference.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <cmath>
#include <numeric>

using namespace mlir;

namespace vitc::frontend {

Value buildPerceptron(GraphBuilder &graph, const std::string &module, Value value, int64_t layers,
                      int64_t hidden, int64_t outputs, Activation activation) {
  for (int64_t i = 0; i + 1 < layers; ++i)
    value = graph.activate(
        graph.linear(module + ".layers." + std::to_string(i), value, hidden, true), activation);
  return graph.linear(module + ".layers." + std::to_string(layers - 1), value, outputs, true);
}

Value buildPlacedAttention(GraphBuilder &graph, const std::string &module, Value value,
                           Value places, int64_t heads) {
  graph.enter(module);
  int64_t size = shapeOf(value).back();
  Value placed = places ? graph.add(value, places) : value;
  auto project = [&](const char *name, Value tokens) {
    return graph.splitHeads(graph.linear(module + name, tokens, size, true), heads);
  };
  Value query = project(".q_proj", placed), key = project(".k_proj", placed);
  value = project(".v_proj", value);
  graph.enter(module);
  return graph.linear(module + ".out_proj", graph.attend(query, key, value, Value()), size, true);
}

llvm::SmallVector<Size> Detr::grids() const {
  llvm::SmallVector<Size> all;
  for (int64_t number : backbone->read) {
    int64_t stride = backbone->strideOf(number);
    all.push_back({image.height / stride, image.width / stride});
  }
  return all;
}

int64_t Detr::pointCount() const {
  return std::accumulate(points.begin(), points.end(), int64_t(0));
}

namespace {

/// Where boxes may be, before the sigmoid, [1, T, 4], and which of them are, [1, T, 1]: a square around the middle of each
/// place, which grows with the size of what it stands for. Boxes at the edge are none.
std::pair<Value, Value> anchors(GraphBuilder &graph, llvm::ArrayRef<Size> grids, int64_t tokens) {
  constexpr double side = 0.05, margin = 0.01;
  auto element = Float32Type::get(graph.getLocation()->getContext());
  auto type = RankedTensorType::get({1, tokens, 4}, element);
  auto flags = RankedTensorType::get({1, tokens, 1}, element);
  if (!graph.computes())
    return {graph.zeros(type), graph.zeros(flags)};
  Tensor boxes(type), valid(flags);
  int64_t token = 0;
  for (auto [level, grid] : llvm::enumerate(grids)) {
    double extent = side * double(int64_t(1) << level);
    for (int64_t i = 0; i < grid.area(); ++i, ++token) {
      double x = (double(i % grid.width) + 0.5) / double(grid.width);
      double y = (double(i / grid.width) + 0.5) / double(grid.height);
      double values[] = {x, y, extent, extent};
      bool isValid =
          llvm::all_of(values, [&](double value) { return value > margin && value < 1 - margin; });
      valid.setFloat(token, isValid);
      for (int64_t part = 0; part < 4; ++part)
        boxes.setFloat(token * 4 + part, isValid ? std::log(values[part] / (1 - values[part]))
                                                 : double(std::numeric_limits<float>::max()));
    }
  }
  return {graph.constant(boxes), graph.constant(valid)};
}

/// The tokens [B, K, D] of `values` [B, T, D] that `numbers` [B, K] say.
Value chosen(GraphBuilder &graph, Value values, Value numbers) {
  Ints shape(shapeOf(numbers));
  int64_t size = shapeOf(values).back();
  Value each = graph.reshape(numbers, {shape[0], shape[1], 1});
  each = graph.create<vit::TileOp>(each, Ints{1, 1, size});
  return graph.create<vit::GatherElementsOp>(values, each, int64_t(1));
}

} // namespace

llvm::SmallVector<NamedValue> Detr::build(GraphBuilder &graph, Value pixels) const {
  llvm::SmallVector<Value> features = backbone->build(graph, "backbone.model", pixels);
  auto project = [&](const std::string &module, Value image, int64_t channels, double eps) {
    Filter filter{channels};
    filter.hasBias = false;
    return graph.batchNorm(module + ".1", graph.convolution(module + ".0", image, filter), eps);
  };
  constexpr double usualEpsilon = 1e-5;
  for (auto [i, image] : llvm::enumerate(features))
    image = project("encoder_input_proj." + std::to_string(i), image, encoderSize, usualEpsilon);
  features = buildHybridEncoder(graph, *this, std::move(features));
  if (projects())
    for (auto [i, image] : llvm::enumerate(features))
      image = project("decoder_input_proj." + std::to_string(i), image, size, batchEpsilon);
  graph.enter("encoder");
  for (Value &image : features)
    image = graph.tokensOf(image);
  Value tokens = graph.concat(features, 1);

  // The queries are what the features themselves say is worth a look.
  graph.enter("enc_output");
  auto [boxes, valid] = anchors(graph, grids(), shapeOf(tokens)[1]);
  Value memory = graph.linear("enc_output.0", graph.mul(valid, tokens), size, true);
  memory = graph.norm("enc_output.1", memory, epsilon);
  Value scores = graph.linear("enc_score_head", memory, labels, true);
  Value places = buildPerceptron(graph, "enc_bbox_head", memory, 3, size, 4);
  places = graph.add(places, boxes);
  Value best = graph.create<vit::ReduceMaxOp>(scores, Ints{2}, false);
  Value numbers = graph.largest(best, queries).second;
  places = chosen(graph, places, numbers);
  return buildDetrDecoder(graph, *this, tokens, chosen(graph, memory, numbers), places);
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string Detr::findOwnFault(int64_t) const {
  if (std::string fault = backbone->findFault(); !fault.empty())
    return fault;
  if (anchored && *anchored != image)
    return "the configuration's anchor_image_size is " + toText(*anchored) +
           ", and the reference implementation takes images of that size alone; leave the image's "
           "size as it is, or anchor_image_size away";
  int64_t stride = backbone->strideOf(backbone->read.back());
  if (image.height % stride != 0 || image.width % stride != 0)
    return "an image of " + toText(image) + " is no multiple of " + std::to_string(stride) +
           " pixels each way, as the sizes of its features have to fit each other; choose one that "
           "is";
  for (size_t i = 1; i < backbone->read.size(); ++i)
    if (backbone->strideOf(backbone->read[i]) != 2 * backbone->strideOf(backbone->read[i - 1]))
      return "each stage of the backbone that is read has to have half the size of the one before";
  int64_t tokens = 0;
  for (Size grid : grids())
    tokens += grid.area();
  if (queries > tokens)
    return std::to_string(queries) + " queries are more than the " + std::to_string(tokens) +
           " places of an image of " + toText(image) + "; choose a larger one";
  if (size % heads != 0 || encoderSize % encoderHeads != 0 || encoderSize % 4 != 0)
    return "the " + std::to_string(size) + " and " + std::to_string(encoderSize) +
           " channels of decoder and encoder are no multiples of the " + std::to_string(heads) +
           " and " + std::to_string(encoderHeads) + " heads, and of 4 in the encoder";
  return findFaultyConstant("anchors", tokens, 4 * double(tokens) * double(encoderSize + 8));
}

double Detr::largestTensor() const {
  double pixels = double(image.area()), tokens = 0;
  double widest = double(std::max({backbone->widest(), 4 * encoderSize, encoderMlpSize}));
  for (Size grid : grids())
    tokens += double(grid.area());
  double attended = 0;
  for (int64_t level : attending) {
    auto own = double(grids()[size_t(level)].area());
    attended = std::max(attended, own * own * double(encoderHeads));
  }
  double each = double(std::max({size, mlpSize, labels, 4 * (bins + 1)}));
  double looked = double(queries) * double(heads) * double(pointCount()) * double(size);
  return std::max({pixels * widest, attended, tokens * each, looked,
                   double(queries) * double(queries) * double(heads)});
}

double Detr::largestWeight() const {
  double widest = double(std::max({backbone->widest(), 4 * encoderSize, encoderMlpSize, size,
                                   mlpSize, labels, 4 * (bins + 1), 2 * heads * pointCount()}));
  return widest * widest * 9;
}

} // namespace vitc::frontend
