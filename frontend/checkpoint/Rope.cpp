//===-- Rope.cpp ----------------------------------------------------------------------------------===//
//
// Angles are f32 products of f32 places and frequencies, as the reference implementations compute them.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Rope.h"
#include "ir/Elements.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Where a patch stands, first coordinate and second.
struct Place {
  float first, second;
};

Place placeOf(const Rope &rope, Size grid, int64_t patch) {
  auto coordinate = [&](int64_t index, int64_t size, int64_t reference) {
    if (rope.kind == Rope::Centered)
      return 2 * ((float(index) + 0.5F + float(rope.offset)) / float(size)) - 1;
    float place = float(index) + float(rope.offset);
    return rope.reference ? place / float(size) * float(reference) : place;
  };
  Size reference = rope.reference.value_or(grid);
  float row = coordinate(patch / grid.width, grid.height, reference.height);
  float column = coordinate(patch % grid.width, grid.width, reference.width);
  return rope.columnsFirst ? Place{column, row} : Place{row, column};
}

/// The angle of pair `pair` of `pairs`.
float angleOf(const Rope &rope, Place place, int64_t pair, int64_t pairs) {
  auto power = [&](int64_t index, int64_t count) {
    return std::pow(float(rope.temperature), float(index) / float(count));
  };
  if (rope.kind == Rope::InTurn) {
    bool isRow = pair % 3 == 1 && pair < 3 * rope.rowPairs;
    bool isColumn = pair % 3 == 2 && pair < 3 * rope.columnPairs;
    return (isRow ? place.first : isColumn ? place.second : 0) * (1 / power(pair, pairs));
  }
  int64_t each = pairs / 2;
  float coordinate = pair < each ? place.first : place.second;
  float period = power(pair % each, each);
  return rope.kind == Rope::Centered ? float(2 * M_PI) * coordinate / period
                                     : coordinate * (1 / period);
}

/// Tables of `type` [.., patches, D / heads] of the angles that `angle(head, patch, pair)` gives.
template <typename Angle>
RopeTables tabulate(GraphBuilder &graph, RankedTensorType type, bool rotatesHalves, Angle angle) {
  Tensor cosines(type), sines(type);
  int64_t channels = type.getShape().back(), pairs = channels / 2;
  int64_t patches = type.getShape()[type.getRank() - 2];
  for (int64_t i = 0; i < cosines.getNumElements(); ++i) {
    int64_t channel = i % channels, row = i / channels;
    int64_t pair = rotatesHalves ? channel % pairs : channel / 2;
    float value = angle(row / patches, row % patches, pair);
    cosines.setFloat(i, std::cos(value));
    sines.setFloat(i, std::sin(value));
  }
  return {graph.constant(cosines), graph.constant(sines)};
}

RopeTables buildMixed(GraphBuilder &graph, const VisionTransformer &model, int64_t layer) {
  int64_t pairs = model.headSize() / 2, heads = model.heads;
  auto type = RankedTensorType::get({heads, model.grid().area(), model.headSize()},
                                    Float32Type::get(graph.getLocation().getContext()));
  Value learned =
      graph.weight("rope.freqs", {2, model.layers, heads, pairs}, WeightRole::Embedding);
  std::optional<Tensor> known = graph.computes() ? graph.valueOf(learned) : std::nullopt;
  if (!known)
    return {graph.zeros(type), graph.zeros(type)};
  std::vector<float> frequencies = loadElements<float>(*known);
  auto frequency = [&](int64_t coordinate, int64_t head, int64_t pair) {
    return frequencies[size_t(((coordinate * model.layers + layer) * heads + head) * pairs + pair)];
  };
  return tabulate(
      graph, type, model.rope->rotatesHalves, [&](int64_t head, int64_t patch, int64_t pair) {
        Place place = placeOf(*model.rope, model.grid(), patch);
        return place.first * frequency(0, head, pair) + place.second * frequency(1, head, pair);
      });
}

/// -b and a of the channels' pairs (a, b), in the pairs' places.
Value turned(GraphBuilder &graph, Value value, bool rotatesHalves) {
  Ints shape(shapeOf(value));
  int64_t pairs = shape.back() / 2, axis = int64_t(shape.size()) - 1;
  auto every = [&](int64_t begin, int64_t step) -> Value {
    Ints starts(shape.size(), 0), sizes(shape), steps(shape.size(), 1);
    starts.back() = begin;
    sizes.back() = pairs;
    steps.back() = step;
    return graph.create<vit::SliceOp>(value, starts, sizes, steps);
  };
  if (rotatesHalves)
    return graph.concat({graph.create<vit::NegOp>(every(pairs, 1)), every(0, 1)}, axis);
  Ints stacked(shape);
  stacked.back() = pairs;
  stacked.push_back(1);
  Value second = graph.reshape(graph.create<vit::NegOp>(every(1, 2)), stacked);
  Value first = graph.reshape(every(0, 2), stacked);
  return graph.reshape(graph.concat({second, first}, axis + 1), shape);
}

} // namespace

RopeTables buildRopeTables(GraphBuilder &graph, const VisionTransformer &model, int64_t layer) {
  assert(model.rope && "asked for");
  const Rope &rope = *model.rope;
  graph.enter("rope");
  if (rope.kind == Rope::Mixed)
    return buildMixed(graph, model, layer);
  auto type = RankedTensorType::get({model.grid().area(), model.headSize()},
                                    Float32Type::get(graph.getLocation().getContext()));
  if (!graph.computes())
    return {graph.zeros(type), graph.zeros(type)};
  return tabulate(graph, type, rope.rotatesHalves, [&](int64_t, int64_t patch, int64_t pair) {
    return angleOf(rope, placeOf(rope, model.grid(), patch), pair, model.headSize() / 2);
  });
}

Value rotate(GraphBuilder &graph, Value value, const RopeTables &tables, bool rotatesHalves) {
  int64_t patches = shapeOf(tables.cosines)[tensorType(tables.cosines).getRank() - 2];
  int64_t prefix = shapeOf(value)[2] - patches;
  Value body = graph.slice(value, 2, prefix, patches);
  Value result = graph.add(graph.mul(body, tables.cosines),
                           graph.mul(turned(graph, body, rotatesHalves), tables.sines));
  if (prefix == 0)
    return result;
  return graph.concat({graph.slice(value, 2, 0, prefix), result}, 2);
}

} // namespace vitc::frontend
