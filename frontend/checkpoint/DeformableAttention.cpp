//===-- DeformableAttention.cpp -------------------------------------------------------------------===//
#include "frontend/checkpoint/DeformableAttention.h"
#include "frontend/checkpoint/Sampling.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <numeric>

using namespace mlir;

namespace vitc::frontend {
namespace {

class AttentionBuilder {
public:
  AttentionBuilder(GraphBuilder &graph, const DeformableAttention &model, Value queries)
      : graph(graph), model(model), batch(shapeOf(queries)[0]), count(shapeOf(queries)[1]) {}

  Value build(const std::string &module, Value queries, Value features, Value boxes) {
    int64_t points = model.pointCount(), rows = batch * model.heads;
    int64_t channels = model.size / model.heads;
    Value values = model.projects ? graph.linear(module + ".value_proj", features, model.size, true)
                                  : features;
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
    return model.projects ? graph.linear(module + ".output_proj", sum, model.size, true) : sum;
  }

private:
  bool hasLevels() const { return model.scales.empty(); }
  int64_t levels() const { return int64_t(model.points.size()); }
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
    Ints shape{batch, count, model.heads}, box{batch, count, 1, 1};
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
      Value scale = graph.weight(module + model.scales, {points}, WeightRole::NormScale);
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
    for (Size grid : model.grids) {
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
      places = graph.reshape(headsFirst(places), {rows, count, model.pointCount(), 2});
    for (auto [level, own] : llvm::enumerate(model.points)) {
      Value part = hasLevels() ? headsFirst(graph.take(places, 3, int64_t(level)))
                               : graph.slice(places, 2, point, own);
      all.push_back(graph.reshape(part, {rows, count, own, 2}));
      point += own;
    }
    return all;
  }

  GraphBuilder &graph;
  const DeformableAttention &model;
  int64_t batch, count;
};

} // namespace

int64_t DeformableAttention::pointCount() const {
  return std::accumulate(points.begin(), points.end(), int64_t(0));
}

Value DeformableAttention::build(GraphBuilder &graph, const std::string &module, Value queries,
                                 Value features, Value boxes) const {
  return AttentionBuilder(graph, *this, queries).build(module, queries, features, boxes);
}

} // namespace vitc::frontend
