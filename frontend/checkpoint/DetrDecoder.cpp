//===-- DetrDecoder.cpp: queries that look at features, and boxes that get better -----------------===//
#include "frontend/checkpoint/DeformableAttention.h"
#include "frontend/checkpoint/Detr.h"
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

  Value lookAt(const std::string &module, Value queries, Value boxes) {
    DeformableAttention attention;
    attention.size = model.size;
    attention.heads = model.heads;
    attention.points = model.points;
    attention.grids = model.grids();
    attention.offsetScale = model.offsetScale;
    if (model.kind != Detr::First)
      attention.scales = isFine() ? ".num_points_scale" : ".n_points_scale";
    attention.projects = !isFine();
    return attention.build(graph, module, queries, features, boxes);
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
