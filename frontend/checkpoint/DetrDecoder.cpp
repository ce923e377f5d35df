//===-- DetrDecoder.cpp: queries that look at features, and boxes that get better -----------------===//
#include "frontend/checkpoint/Detr.h"
#include "frontend/checkpoint/Sampling.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

class DecoderBuilder {
public:
  DecoderBuilder(GraphBuilder &graph, const Detr &model, Value features)
      : graph(graph), model(model), features(features) {}

  llvm::SmallVector<NamedValue> build(Value queries, Value rawBoxes) {
    graph.enter("decoder");
    Value boxes = graph.activate(rawBoxes, Activation::Sigmoid);
    batch = shapeOf(queries)[0];
    for (int64_t number = 0; number < model.layers; ++number) {
      Value before = queries;
      queries = layer("decoder.layers." + std::to_string(number), queries, boxes);
      boxes = isFine() ? refineEdges(number, queries, before, boxes)
                       : refine(head("decoder.bbox_embed.", number), queries, boxes);
    }
    std::string last = std::to_string(model.layers - 1);
    Value logits = graph.linear("decoder.class_embed." + last, queries, model.labels, true);
    if (isFine())
      logits = graph.add(logits, quality("decoder.lqe_layers." + last));
    return {{"logits", logits}, {"pred_boxes", boxes}};
  }

private:
  bool isFine() const { return model.kind == Detr::Fine; }
  static std::string head(const char *name, int64_t number) {
    return name + std::to_string(number);
  }
  Value limited(Value value, double low, double high) {
    value = graph.create<vit::MaxOp>(value, graph.scalar(low));
    return graph.create<vit::MinOp>(value, graph.scalar(high));
  }

  //===-- Layers
  Value norm(const std::string &module, Value value) {
    return graph.norm(module, value, model.epsilon);
  }

  Value layer(const std::string &module, Value queries, Value boxes) {
    Value places =
        buildPerceptron(graph, "decoder.query_pos_head", boxes, 2, 2 * model.size, model.size);
    if (isFine())
      places = limited(places, -10, 10);
    Value branch = buildPlacedAttention(graph, module + ".self_attn", queries, places, model.heads);
    queries = norm(module + ".self_attn_layer_norm", graph.add(queries, branch));
    branch = lookAt(module + ".encoder_attn", graph.add(queries, places), boxes);
    queries = isFine() ? gated(module + ".gateway", queries, branch)
                       : norm(module + ".encoder_attn_layer_norm", graph.add(queries, branch));
    Value hidden = graph.linear(module + ".fc1", queries, model.mlpSize, true);
    hidden = graph.activate(hidden, model.decoderActivation);
    queries = graph.add(queries, graph.linear(module + ".fc2", hidden, model.size, true));
    if (isFine())
      queries = limited(queries, -65504, 65504);
    return norm(module + ".final_layer_norm", queries);
  }

  Value gated(const std::string &module, Value queries, Value branch) {
    graph.enter(module);
    Value both = graph.concat({queries, branch}, 2);
    Value gates = graph.linear(module + ".gate", both, 2 * model.size, true);
    gates = graph.activate(gates, Activation::Sigmoid);
    Value first = graph.slice(gates, 2, 0, model.size);
    Value second = graph.slice(gates, 2, model.size, model.size);
    return norm(module + ".norm", graph.add(graph.mul(first, queries), graph.mul(second, branch)));
  }

  //===-- Deformable attention (Zhu et al. 2020, "Deformable DETR")

  int64_t levels() const { return int64_t(model.points.size()); }
  /// The first version has the sizes of features as a dimension of its own, before that of points.
  bool hasLevels() const { return model.kind == Detr::First; }
  Ints pointDims() const {
    return hasLevels() ? Ints{levels(), model.points[0]} : Ints{model.pointCount()};
  }
  /// [B, Q, heads, ...] as [B, heads, Q, ...].
  Value headsFirst(Value value) {
    Ints order{0, 2, 1};
    for (int64_t i = 3; i < tensorType(value).getRank(); ++i)
      order.push_back(i);
    return graph.transpose(value, order);
  }

  /// Places [B, Q, heads, points.., 2] that the queries look at, from -1 to 1 in the image, by `offsets` [B, Q, ...].
  Value placesOf(const std::string &module, Value offsets, Value boxes) {
    int64_t points = model.pointCount();
    Ints shape{batch, model.queries, model.heads}, box{batch, model.queries, 1, 1};
    shape.append(pointDims());
    shape.push_back(2);
    box.append(pointDims().size() - 1, 1);
    box.push_back(4);
    offsets = graph.reshape(offsets, shape);
    Value reference = graph.reshape(boxes, box);
    auto last = int64_t(box.size()) - 1;
    Value center = graph.slice(reference, last, 0, 2), extent = graph.slice(reference, last, 2, 2);
    if (hasLevels()) {
      offsets = graph.create<vit::DivOp>(offsets, graph.scalar(double(model.points[0])));
    } else {
      const char *name = isFine() ? ".num_points_scale" : ".n_points_scale";
      Value scale = graph.weight(module + name, {points}, WeightRole::NormScale);
      offsets = graph.mul(offsets, graph.reshape(scale, {points, 1}));
    }
    offsets = graph.mul(graph.mul(offsets, extent), graph.scalar(model.offsetScale));
    Value places = graph.mul(graph.add(center, offsets), graph.scalar(2));
    return graph.create<vit::SubOp>(places, graph.scalar(1));
  }

  /// Of each size of features, [B heads, C, H, W].
  llvm::SmallVector<Value> imagesOf(Value values) {
    int64_t heads = model.heads, channels = model.size / heads, token = 0;
    int64_t tokens = shapeOf(values)[1];
    values = graph.reshape(values, {batch, tokens, heads, channels});
    if (!hasLevels())
      values =
          graph.reshape(graph.transpose(values, {0, 2, 3, 1}), {batch * heads, channels, tokens});
    llvm::SmallVector<Value> images;
    for (Size grid : model.grids()) {
      Value image = graph.slice(values, hasLevels() ? 1 : 2, token, grid.area());
      if (hasLevels())
        image = graph.transpose(graph.reshape(image, {batch, grid.area(), model.size}), {0, 2, 1});
      images.push_back(graph.reshape(image, {batch * heads, channels, grid.height, grid.width}));
      token += grid.area();
    }
    return images;
  }

  /// The same places for each size of features, [B heads, Q, points, 2].
  llvm::SmallVector<Value> byLevel(Value places) {
    llvm::SmallVector<Value> all;
    int64_t rows = batch * model.heads, point = 0;
    if (!hasLevels())
      places = graph.reshape(headsFirst(places), {rows, model.queries, model.pointCount(), 2});
    for (auto [level, count] : llvm::enumerate(model.points)) {
      Value own = hasLevels() ? headsFirst(graph.take(places, 3, int64_t(level)))
                              : graph.slice(places, 2, point, count);
      all.push_back(graph.reshape(own, {rows, model.queries, count, 2}));
      point += count;
    }
    return all;
  }

  Value lookAt(const std::string &module, Value queries, Value boxes) {
    int64_t count = model.queries, points = model.pointCount(), rows = batch * model.heads;
    int64_t channels = model.size / model.heads;
    Value values =
        isFine() ? features : graph.linear(module + ".value_proj", features, model.size, true);
    Value offsets =
        graph.linear(module + ".sampling_offsets", queries, model.heads * points * 2, true);
    Value weights =
        graph.linear(module + ".attention_weights", queries, model.heads * points, true);
    weights = graph.reshape(weights, {batch, count, model.heads, points});
    weights = graph.create<vit::SoftmaxOp>(weights, int64_t(3));
    graph.enter(module);
    Value places = placesOf(module, offsets, boxes);
    llvm::SmallVector<Value> found;
    for (auto [image, own] : llvm::zip(imagesOf(values), byLevel(places))) {
      found.push_back(sampleImage(graph, image, own));
      if (hasLevels())
        found.back() = graph.reshape(found.back(), {rows, channels, count, 1, model.points[0]});
    }
    Ints shape{batch, count, model.heads};
    shape.append(pointDims());
    weights = headsFirst(graph.reshape(weights, shape));
    weights = graph.reshape(weights, {rows, 1, count, points});
    Value all = graph.reshape(graph.concat(found, 3), {rows, channels, count, points});
    Value sum = graph.create<vit::ReduceSumOp>(graph.mul(all, weights), Ints{3}, false);
    sum = graph.transpose(graph.reshape(sum, {batch, model.size, count}), {0, 2, 1});
    return isFine() ? sum : graph.linear(module + ".output_proj", sum, model.size, true);
  }

  //===-- Boxes

  /// The opposite of a sigmoid.
  Value logit(Value value) {
    Value share = limited(value, 0, 1), least = graph.scalar(1e-5);
    Value odds = graph.create<vit::MaxOp>(share, least);
    Value other = graph.create<vit::SubOp>(graph.scalar(1), share);
    odds = graph.create<vit::DivOp>(odds, graph.create<vit::MaxOp>(other, least));
    return graph.create<vit::LogOp>(odds);
  }

  Value refine(const std::string &module, Value queries, Value boxes) {
    Value change = buildPerceptron(graph, module, queries, 3, model.size, 4);
    return graph.activate(graph.add(change, logit(boxes)), Activation::Sigmoid);
  }

  /// D-FINE's boxes: the first layer's, with edges moved by what distributions say, which each layer adds to.
  Value refineEdges(int64_t number, Value queries, Value before, Value boxes) {
    std::string module = head("decoder.bbox_embed.", number);
    Value read = queries;
    if (number == 0) {
      firstBoxes = refine("decoder.pre_bbox_head", queries, boxes);
    } else {
      graph.enter(module);
      read = graph.add(queries, before);
    }
    int64_t outputs = 4 * (model.bins + 1);
    Value corners = buildPerceptron(graph, module, read, 3, model.size, outputs);
    distributions = number == 0 ? corners : graph.add(corners, distributions);
    graph.enter("decoder.integral");
    Value flat = graph.reshape(distributions, {batch * model.queries * 4, model.bins + 1});
    Value distances = graph.create<vit::MatmulOp>(graph.create<vit::SoftmaxOp>(flat, int64_t(1)),
                                                  distanceOfBins());
    return movedEdges(graph.reshape(distances, {batch, model.queries, 4}));
  }

  /// A number that the checkpoint has.
  double known(const char *name) {
    Value weight = graph.weight(name, {1}, WeightRole::NormScale);
    std::optional<Tensor> value = graph.computes() ? graph.valueOf(weight) : std::nullopt;
    return value ? value->getFloat(0) : 1;
  }

  /// The distance that each bin stands for, [bins + 1, 1]: they lie closer around 0.
  Value distanceOfBins() {
    double bound = std::abs(known("decoder.up")) * std::abs(known("decoder.reg_scale"));
    Tensor table(RankedTensorType::get({model.bins + 1, 1},
                                       Float32Type::get(graph.getLocation()->getContext())));
    int64_t middle = model.bins / 2;
    double step = std::pow(bound + 1, 2 / double(model.bins - 2));
    for (int64_t i = 1; i < middle; ++i) {
      double distance = std::pow(step, double(i)) - 1;
      table.setFloat(middle - i, -distance);
      table.setFloat(middle + i, distance);
    }
    table.setFloat(0, -2 * bound);
    table.setFloat(model.bins, 2 * bound);
    return graph.constant(table);
  }

  Value movedEdges(Value distances) {
    graph.enter("decoder");
    double scale = std::abs(known("decoder.reg_scale"));
    Value half = graph.vector({0.5 * scale}), whole = graph.vector({scale});
    auto part = [&](Value value, int64_t number) { return graph.take(value, 2, number); };
    auto moved = [&](int64_t edge) {
      Value extent = graph.create<vit::DivOp>(part(firstBoxes, 2 + edge % 2), whole);
      return graph.mul(graph.add(half, part(distances, edge)), extent);
    };
    Value x = part(firstBoxes, 0), y = part(firstBoxes, 1);
    Value left = graph.create<vit::SubOp>(x, moved(0)), top = graph.create<vit::SubOp>(y, moved(1));
    Value right = graph.add(x, moved(2)), bottom = graph.add(y, moved(3));
    auto middle = [&](Value a, Value b) {
      return graph.create<vit::DivOp>(graph.add(a, b), graph.scalar(2));
    };
    llvm::SmallVector<Value> all{middle(left, right), middle(top, bottom),
                                 graph.create<vit::SubOp>(right, left),
                                 graph.create<vit::SubOp>(bottom, top)};
    for (Value &value : all)
      value = graph.reshape(value, {batch, model.queries, 1});
    return graph.concat(all, 2);
  }

  /// How well the boxes fit, by how sharp their distributions are.
  Value quality(const std::string &module) {
    graph.enter(module);
    Value shares = graph.reshape(distributions, {batch, model.queries, 4, model.bins + 1});
    shares = graph.create<vit::SoftmaxOp>(shares, int64_t(3));
    Value top = graph.largest(shares, model.topValues).first;
    Value mean = graph.create<vit::ReduceMeanOp>(top, Ints{3}, true);
    Value read = graph.reshape(graph.concat({top, mean}, 3),
                               {batch, model.queries, 4 * (model.topValues + 1)});
    return buildPerceptron(graph, module + ".reg_conf", read, model.qualityLayers,
                           model.qualitySize, 1);
  }

  GraphBuilder &graph;
  const Detr &model;
  Value features, firstBoxes, distributions;
  int64_t batch = 0;
};

} // namespace

llvm::SmallVector<NamedValue> buildDetrDecoder(GraphBuilder &graph, const Detr &model,
                                               Value features, Value queries, Value boxes) {
  return DecoderBuilder(graph, model, features).build(queries, boxes);
}

} // namespace vitc::frontend
