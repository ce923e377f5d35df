//===-- Sampling.cpp ------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Sampling.h"
#include "ir/Inference.h"
#include "ir/VitOpsLayout.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Of the pixels that a sample reads, along one dimension: its weight, and its number as a float.
struct Tap {
  Value weight, position;
};

class Sampler {
public:
  Sampler(GraphBuilder &graph, Value image, Value places) : graph(graph), places(places) {
    Ints shape(shapeOf(image));
    batch = shape[0];
    size = {shape[2], shape[3]};
    // An index reads all channels.
    pixels =
        graph.transpose(graph.reshape(image, {shape[0], shape[1], shape[2] * shape[3]}), {0, 2, 1});
  }

  Value sample() {
    Ints shape(shapeOf(places));
    count = shape[1] * shape[2];
    auto rows = taps(1, size.height), columns = taps(0, size.width);
    Value sum;
    for (const Tap &column : columns) {
      for (const Tap &row : rows) {
        Value term = read(row, column);
        sum = sum ? graph.add(sum, term) : term;
      }
    }
    int64_t channels = shapeOf(pixels)[2];
    return graph.reshape(graph.transpose(sum, {0, 2, 1}), {batch, channels, shape[1], shape[2]});
  }

private:
  Value shifted(Value value, double by) { return graph.add(value, graph.scalar(by)); }
  Value scaled(Value value, double by) { return graph.mul(value, graph.scalar(by)); }

  /// The two pixels around each place, along the dimension that coordinate `number` is of.
  std::array<Tap, 2> taps(int64_t number, int64_t extent) {
    Value place = graph.reshape(graph.slice(places, 3, number, 1), {batch, count});
    place = scaled(shifted(scaled(shifted(place, 1), double(extent)), -1), 0.5);
    Value floor = graph.create<vit::FloorOp>(place);
    Value rest = graph.create<vit::SubOp>(place, floor);
    return {Tap{graph.create<vit::SubOp>(graph.scalar(1), rest), floor},
            Tap{rest, shifted(floor, 1)}};
  }

  Value isInside(Value position, int64_t extent) {
    using Predicate = vit::ComparePredicate;
    Value first = graph.create<vit::CompareOp>(Predicate::ge, position, graph.scalar(0));
    Value last =
        graph.create<vit::CompareOp>(Predicate::le, position, graph.scalar(double(extent - 1)));
    return graph.create<vit::AndOp>(first, last);
  }

  /// Clamped as an integer: a coordinate may be NaN.
  Value index(Value position, int64_t extent) {
    Value pixel = graph.create<vit::CastOp>(position, IntegerType::get(position.getContext(), 32));
    pixel = graph.create<vit::MinOp>(pixel, graph.integer(extent - 1));
    return graph.create<vit::MaxOp>(pixel, graph.integer(0));
  }

  /// [B, places, C], times the weights.
  Value read(const Tap &row, const Tap &column) {
    Value inside = isInside(row.position, size.height), y = index(row.position, size.height);
    Value isInRow = isInside(column.position, size.width);
    inside = graph.create<vit::AndOp>(inside, isInRow);
    Value x = index(column.position, size.width);
    Value pixel = graph.add(graph.mul(y, graph.integer(size.width)), x);
    Value weight = graph.mul(row.weight, column.weight);
    Ints each{batch, count, 1};
    Value found = graph.create<vit::GatherNdOp>(pixels, graph.reshape(pixel, each),
                                                /*batch_dims=*/int64_t(1));
    found = graph.create<vit::SelectOp>(graph.reshape(inside, each), found, graph.scalar(0));
    return graph.mul(found, graph.reshape(weight, each));
  }

  GraphBuilder &graph;
  Value places, pixels;
  Size size;
  int64_t batch = 0, count = 0;
};

} // namespace

Value sampleImage(GraphBuilder &graph, Value image, Value places) {
  return Sampler(graph, image, places).sample();
}

} // namespace vitc::frontend
