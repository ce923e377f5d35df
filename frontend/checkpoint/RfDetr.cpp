//===-- RfDetr.cpp --------------------------------------------------------------------------------===//
#include "frontend/checkpoint/RfDetr.h"
#include "frontend/checkpoint/DeformableAttention.h"
#include "frontend/checkpoint/Detr.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace vitc::frontend {
namespace {

class DetectorBuilder {
public:
  DetectorBuilder(GraphBuilder &graph, const RfDetr &model) : graph(graph), model(model) {}

  llvm::SmallVector<NamedValue> build(Value pixels) {
    batch = shapeOf(pixels)[0];
    Value image = project(model.backbone.build(graph, "backbone.backbone", pixels));
    Value features = graph.tokensOf(image);
    Value boxes = firstBoxes(features);
    Value queries = decode(features, boxes);
    llvm::SmallVector<NamedValue> outputs{
        {"logits", graph.linear("class_embed", queries, model.labels, true)},
        {"pred_boxes",
         moved(boxes, buildPerceptron(graph, "bbox_embed", queries, 3, model.size, 4))}};
    if (model.maskReduction)
      outputs.push_back({"pred_masks", masks(image, queries)});
    return outputs;
  }

private:
  //===-- Features

  Value convolve(const std::string &module, Value image, int64_t channels, int64_t side) {
    Filter filter{channels, {side, side}, {1, 1}, {side / 2, side / 2}};
    filter.hasBias = false;
    image = graph.convolution(module + ".conv", image, filter);
    image = graph.normChannels(module + ".norm", image, model.epsilon);
    return graph.activate(image, model.activation);
  }

  Value project(llvm::ArrayRef<Value> features) {
    const std::string module = "backbone.projector.projector_layer.";
    graph.enter("backbone.projector");
    int64_t channels = model.hidden();
    Value image = convolve(module + "conv1", graph.concat(features, 1), 2 * channels, 1);
    llvm::SmallVector<Value> parts{graph.slice(image, 1, 0, channels),
                                   graph.slice(image, 1, channels, channels)};
    for (int64_t i = 0; i < model.blocks; ++i) {
      std::string block = module + "bottlenecks." + std::to_string(i);
      Value part = convolve(block + ".conv1", parts.back(), channels, 3);
      parts.push_back(convolve(block + ".conv2", part, channels, 3));
    }
    graph.enter(module + "conv2");
    image = convolve(module + "conv2", graph.concat(parts, 1), model.size, 1);
    constexpr double ownEpsilon = 1e-6;
    return graph.normChannels("backbone.projector.layer_norm", image, ownEpsilon);
  }

  //===-- Boxes

  /// A box [.., 4], its center moved by shares of its size, and that multiplied with an exponential.
  Value moved(Value box, Value by) {
    int64_t last = tensorType(box).getRank() - 1;
    auto half = [&](Value value, int64_t begin) { return graph.slice(value, last, begin, 2); };
    Value extent = half(box, 2);
    Value center = graph.add(graph.mul(half(by, 0), extent), half(box, 0));
    Value size = graph.mul(graph.create<vit::ExpOp>(half(by, 2)), extent);
    return graph.concat({center, size}, last);
  }

  /// A box around each place, [1, T, 4], and which of them are none, [1, T, 1], as they lie at the edge; these are 0.
  std::pair<Value, Value> proposals() {
    constexpr double side = 0.05, margin = 0.01;
    Size grid = model.grid();
    auto element = Float32Type::get(graph.getLocation()->getContext());
    Tensor boxes(RankedTensorType::get({1, grid.area(), 4}, element));
    Tensor valid(RankedTensorType::get({1, grid.area(), 1}, element));
    for (int64_t i = 0; i < grid.area(); ++i) {
      double x = (double(i % grid.width) + 0.5) / double(grid.width);
      double y = (double(i / grid.width) + 0.5) / double(grid.height);
      bool isValid = std::min(x, y) > margin && std::max(x, y) < 1 - margin;
      valid.setFloat(i, isValid);
      double values[] = {x, y, side, side};
      for (int64_t part = 0; part < 4; ++part)
        boxes.setFloat(i * 4 + part, isValid ? values[part] : 0);
    }
    Value invalid = graph.create<vit::CompareOp>(vit::ComparePredicate::eq, graph.constant(valid),
                                                 graph.scalar(0));
    return {graph.constant(boxes), graph.evaluated(invalid)};
  }

  /// The tokens [B, K, D] of `values` [B, T, D] that `numbers` [B, K] say.
  Value chosen(Value values, Value numbers) {
    int64_t size = shapeOf(values).back();
    Value each = graph.reshape(numbers, {batch, model.queries, 1});
    each = graph.broadcast(each, {batch, model.queries, size});
    return graph.create<vit::GatherElementsOp>(values, each, int64_t(1));
  }

  /// Those of the queries that are learned, for all images.
  Value learned(const std::string &name, int64_t size) {
    Value table = graph.weight(name, {model.queries * model.groups, size}, WeightRole::Embedding);
    table = graph.reshape(graph.slice(table, 0, 0, model.queries), {1, model.queries, size});
    return graph.broadcast(table, {batch, model.queries, size});
  }

  /// Where the features themselves say that something is, moved as the queries say.
  Value firstBoxes(Value features) {
    graph.enter("enc_output");
    auto [boxes, invalid] = proposals();
    Value memory = graph.create<vit::SelectOp>(invalid, graph.scalar(0), features);
    memory = graph.norm("enc_output_norm.0", graph.linear("enc_output.0", memory, model.size, true),
                        1e-5);
    Value scores = graph.linear("enc_out_class_embed.0", memory, model.labels, true);
    boxes = moved(boxes, buildPerceptron(graph, "enc_out_bbox_embed.0", memory, 3, model.size, 4));
    graph.enter("enc_out_class_embed.0");
    scores = graph.create<vit::SelectOp>(
        invalid, graph.scalar(-std::numeric_limits<double>::infinity()), scores);
    Value best = graph.create<vit::ReduceMaxOp>(scores, Ints{2}, false);
    boxes = chosen(boxes, graph.largest(best, model.queries).second);
    return moved(boxes, learned("reference_point_embed.weight", 4));
  }

  //===-- Decoder

  /// Sines and cosines in turn of each coordinate of boxes, that of the row first: [B, Q, 2 D].
  Value encoded(Value boxes) {
    constexpr double temperature = 10000, pi = 3.14159265358979323846;
    int64_t each = model.size / 2;
    llvm::SmallVector<double> divisors;
    for (int64_t i = 0; i < each; ++i)
      divisors.push_back(std::pow(temperature, double(i / 2 * 2) / double(each)));
    Value divisor = graph.vector(divisors);
    auto everyOther = [&](Value value, int64_t first) {
      return graph.create<vit::SliceOp>(value, Ints{0, 0, first},
                                        Ints{batch, model.queries, each / 2}, Ints{1, 1, 2});
    };
    Ints column{batch, model.queries, each / 2, 1};
    llvm::SmallVector<Value> all;
    for (int64_t coordinate = 0; coordinate < 4; ++coordinate) {
      Value angle = graph.mul(graph.slice(boxes, 2, coordinate, 1), graph.scalar(2 * pi));
      all.push_back(graph.create<vit::DivOp>(angle, divisor));
    }
    for (Value &value : all) {
      Value sine = graph.create<vit::SinOp>(everyOther(value, 0));
      Value cosine = graph.create<vit::CosOp>(everyOther(value, 1));
      value = graph.concat({graph.reshape(sine, column), graph.reshape(cosine, column)}, 3);
      value = graph.reshape(value, {batch, model.queries, each});
    }
    std::swap(all[0], all[1]);
    return graph.concat(all, 2);
  }

  Value decode(Value features, Value boxes) {
    constexpr double epsilon = 1e-5;
    graph.enter("decoder");
    Value places =
        buildPerceptron(graph, "decoder.ref_point_head", encoded(boxes), 2, model.size, model.size);
    Value queries = learned("query_feat.weight", model.size);
    DeformableAttention looking;
    looking.size = model.size;
    looking.heads = model.lookingHeads;
    looking.grids = {model.grid()};
    looking.points = {model.points};
    for (int64_t number = 0; number < model.layers; ++number) {
      const std::string module = "decoder.layers." + std::to_string(number);
      Value branch =
          buildPlacedAttention(graph, module + ".self_attn", queries, places, model.heads);
      queries = graph.norm(module + ".self_attn_layer_norm", graph.add(queries, branch), epsilon);
      branch =
          looking.build(graph, module + ".cross_attn", graph.add(queries, places), features, boxes);
      queries = graph.norm(module + ".cross_attn_layer_norm", graph.add(queries, branch), epsilon);
      Value hidden = graph.linear(module + ".mlp.fc1", queries, model.mlpSize, true);
      hidden = graph.activate(hidden, model.decoderActivation);
      hidden = graph.linear(module + ".mlp.fc2", hidden, model.size, true);
      queries = graph.norm(module + ".layer_norm", graph.add(queries, hidden), epsilon);
    }
    return graph.norm("decoder.layernorm", queries, epsilon);
  }

  //===-- Masks

  Value masks(Value image, Value queries) {
    constexpr double epsilon = 1e-6, queryEpsilon = 1e-5;
    Size size{model.image.height / model.maskReduction, model.image.width / model.maskReduction};
    graph.enter("blocks");
    image = graph.resize(image, size, vit::ResizeMode::linear);
    for (int64_t number = 0; number < model.layers; ++number) {
      const std::string module = "blocks." + std::to_string(number);
      Filter filter{model.size, {3, 3}, {1, 1}, {1, 1}, model.size};
      Value branch = graph.convolution(module + ".depthwise_conv", image, filter);
      branch = graph.norm(module + ".layernorm", graph.channelsLast(branch), epsilon);
      branch = graph.linear(module + ".pointwise_conv", branch, model.size, true);
      branch = graph.channelsFirst(graph.activate(branch, model.maskActivation));
      image = graph.add(branch, image);
    }
    image = graph.convolution("spatial_features_proj", image, {model.size});
    const std::string module = "query_features_block.";
    Value hidden = graph.norm(module + "norm", queries, queryEpsilon);
    hidden = graph.linear(module + "mlp.fc1", hidden, model.maskMlpSize, true);
    hidden = graph.activate(hidden, model.maskActivation);
    hidden = graph.linear(module + "mlp.fc2", hidden, model.size, true);
    queries = graph.linear("query_features_proj", graph.add(hidden, queries), model.size, true);
    graph.enter("segmentation_bias");
    image = graph.reshape(image, {batch, model.size, size.area()});
    Value found = graph.create<vit::MatmulOp>(queries, image);
    found = graph.reshape(found, {batch, model.queries, size.height, size.width});
    return graph.add(found, graph.weight("segmentation_bias", {1}, WeightRole::Bias));
  }

  GraphBuilder &graph;
  const RfDetr &model;
  int64_t batch = 0;
};

} // namespace

llvm::SmallVector<NamedValue> RfDetr::build(GraphBuilder &graph, Value pixels) const {
  return DetectorBuilder(graph, *this).build(pixels);
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string RfDetr::findOwnFault(int64_t) const {
  Size unit{backbone.patch.height * backbone.windows, backbone.patch.width * backbone.windows};
  if (image.height % unit.height != 0 || image.width % unit.width != 0 ||
      grid().height != grid().width)
    return "an image of " + toText(image) + " is no square of windows, which are " +
           std::to_string(backbone.windows) + " each way, of patches of " + toText(backbone.patch) +
           "; choose a square whose sides are multiples of " + toText(unit);
  if (queries > grid().area())
    return std::to_string(queries) + " queries are more than the " + std::to_string(grid().area()) +
           " places of an image of " + toText(image) + "; choose a larger one";
  if (size % heads != 0 || size % lookingHeads != 0 || size % 4 != 0 ||
      backbone.size % backbone.heads != 0)
    return "the " + std::to_string(size) + " and " + std::to_string(backbone.size) +
           " channels of decoder and backbone are no multiples of 4 and of their heads, " +
           std::to_string(heads) + ", " + std::to_string(lookingHeads) + " and " +
           std::to_string(backbone.heads);
  if (maskReduction > std::min(image.height, image.width))
    return "masks of an image of " + toText(image) + " have no pixel for " +
           std::to_string(maskReduction) + " of it; choose a larger one";
  return findFaultyConstant("positions", grid().area(),
                            4 * double(grid().area()) * double(backbone.size + 8));
}

double RfDetr::largestTensor() const {
  double tokens = double(grid().area() + backbone.windows * backbone.windows);
  double widest = double(std::max({3 * backbone.size, backbone.mlpSize, labels,
                                   int64_t(backbone.read.size()) * backbone.size,
                                   (2 + blocks) * hidden(), 2 * hidden()}));
  double looked = double(queries) * double(lookingHeads) * double(points) * double(size);
  double read = double(std::max({mlpSize, 2 * size, queries * heads, labels}));
  double most = std::max(
      {tokens * tokens * double(backbone.heads), tokens * widest, looked, double(queries) * read});
  if (!maskReduction)
    return most;
  double pixels = double(image.height / maskReduction) * double(image.width / maskReduction);
  return std::max(most, pixels * double(std::max(size, queries)));
}

double RfDetr::largestWeight() const {
  double widest =
      double(std::max({3 * backbone.size, backbone.mlpSize, labels, (2 + blocks) * hidden(),
                       2 * hidden(), 2 * size, mlpSize, maskMlpSize, 2 * lookingHeads * points,
                       int64_t(backbone.read.size()) * backbone.size}));
  double patches = double(backbone.patch.area()) * double(channels) * double(backbone.size);
  return std::max({widest * widest * 9, patches, double(queries) * double(groups * size)});
}

} // namespace vitc::frontend
