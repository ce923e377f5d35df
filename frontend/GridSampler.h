//===-- GridSampler.h: an image between its pixels ------------------------------------------------===//
//
// A sample is a sum over the pixels around its place, each read by its index and multiplied by its weight.
// Channels lie last meanwhile, so that an index reads all of them.
//
//===--------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_GRIDSAMPLER_H
#define VITC_FRONTEND_GRIDSAMPLER_H

#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include <limits>

namespace vitc::frontend {

/// ONNX GridSample-20, by the numbers of its attributes' choices.
struct SamplingMode {
  enum Taps : uint8_t { Linear, Nearest, Cubic } taps = Linear;
  enum Padding : uint8_t { Zeros, Border, Reflection } padding = Zeros;
  bool alignCorners = false;
};

/// Samples images with the ops of a `Graph`, which makes them: `create`, `add`, `sub`, `mul`, `cast`, `reshape`, `slice`,
/// `transpose`, and `scalar` of a type. What it makes is looked at no further, so that it may be null.
template <typename Graph> class GridSampler {
public:
  GridSampler(Graph &graph, SamplingMode mode) : graph(graph), mode(mode) {}

  /// `x` [B, C, sizes..] at `grid` [B, places.., coordinates], the last dimension's coordinate first: [B, C, places..].
  mlir::Value sample(mlir::Value x, mlir::Value grid);

private:
  using Value = mlir::Value;
  using Predicate = vit::ComparePredicate;
  /// A pixel along one dimension that a sample reads: its weight, and its number as a float.
  struct Tap {
    Value weight, position;
  };
  using Taps = llvm::SmallVector<Tap, 4>;

  Value number(double value) { return graph.scalar(value, element); }
  Value scale(Value x, double factor) { return graph.mul(x, number(factor)); }
  Value shift(Value x, double by) { return graph.add(x, number(by)); }
  Value clamped(Value x, double low, double high) {
    x = graph.template create<vit::MaxOp>(x, number(low));
    return graph.template create<vit::MinOp>(x, number(high));
  }
  Value finite(Value coordinate);
  Value place(Value coordinate, int64_t size);
  Value reflected(Value position, int64_t size);
  Value folded(Value position, int64_t size);
  Taps taps(Value position);
  Taps cubicTaps(Value floor, Value rest);
  Value pixels(llvm::ArrayRef<const Tap *> corner);

  Graph &graph;
  SamplingMode mode;
  mlir::Type element, pixelType;     // of coordinates: f32, or f64
  llvm::SmallVector<int64_t> sizes;  // of the image
  Value image;                       // [B, pixels, C]
  int64_t batch = 0, placeCount = 0; // samples of an image
};

/// NaN and infinity count as -1, as ONNX Runtime has it.
template <typename Graph> mlir::Value GridSampler<Graph>::finite(Value coordinate) {
  double largest = element.isF64() ? std::numeric_limits<double>::max()
                                   : double(std::numeric_limits<float>::max());
  Value size = graph.template create<vit::AbsOp>(coordinate);
  Value isFinite = graph.template create<vit::CompareOp>(Predicate::le, size, number(largest));
  return graph.template create<vit::SelectOp>(isFinite, coordinate, number(-1));
}

/// Where a coordinate from -1 to 1 lies among pixels 0 to size - 1: at the centres of the outermost
/// ones, or with half a pixel beyond them.
template <typename Graph> mlir::Value GridSampler<Graph>::place(Value coordinate, int64_t size) {
  auto extent = static_cast<double>(size);
  if (mode.alignCorners)
    return scale(shift(coordinate, 1), (extent - 1) / 2);
  return scale(shift(scale(shift(coordinate, 1), extent), -1), 0.5);
}

/// Mirrored at the outermost pixels' centres, or at their outer edges, as often as it takes.
template <typename Graph> mlir::Value GridSampler<Graph>::reflected(Value position, int64_t size) {
  double low = mode.alignCorners ? 0 : -0.5;
  double span = mode.alignCorners ? static_cast<double>(size - 1) : static_cast<double>(size);
  if (span <= 0)
    return scale(position, 0);
  Value distance = graph.template create<vit::AbsOp>(shift(position, -low));
  Value periods = graph.template create<vit::FloorOp>(scale(distance, 1 / (2 * span)));
  Value rest = graph.sub(distance, scale(periods, 2 * span));
  Value mirrored = graph.template create<vit::MinOp>(rest, graph.sub(number(2 * span), rest));
  return shift(mirrored, low);
}

/// A position as the padding has it; beyond the edge there are zeros, or pixels that are inside as well.
template <typename Graph> mlir::Value GridSampler<Graph>::folded(Value position, int64_t size) {
  if (mode.padding == SamplingMode::Zeros)
    return position;
  if (mode.padding == SamplingMode::Reflection)
    position = reflected(position, size);
  return clamped(position, 0, static_cast<double>(size - 1));
}

/// Keys 1981, with a = -0.75.
template <typename Graph>
typename GridSampler<Graph>::Taps GridSampler<Graph>::cubicTaps(Value floor, Value rest) {
  constexpr double a = -0.75;
  auto inner = [&](Value t) { // ((a + 2) t - (a + 3)) t^2 + 1
    return shift(graph.mul(graph.mul(shift(scale(t, a + 2), -(a + 3)), t), t), 1);
  };
  auto outer = [&](Value t) { // ((a t - 5a) t + 8a) t - 4a
    return shift(graph.mul(shift(graph.mul(shift(scale(t, a), -5 * a), t), 8 * a), t), -4 * a);
  };
  Value left = graph.sub(number(1), rest);
  return {{outer(shift(rest, 1)), shift(floor, -1)},
          {inner(rest), floor},
          {inner(left), shift(floor, 1)},
          {outer(shift(left, 1)), shift(floor, 2)}};
}

template <typename Graph>
typename GridSampler<Graph>::Taps GridSampler<Graph>::taps(Value position) {
  if (mode.taps == SamplingMode::Nearest)
    return {{Value(), graph.template create<vit::RoundOp>(position)}};
  Value floor = graph.template create<vit::FloorOp>(position), rest = graph.sub(position, floor);
  if (mode.taps == SamplingMode::Cubic)
    return cubicTaps(floor, rest);
  return {{graph.sub(number(1), rest), floor}, {rest, shift(floor, 1)}};
}

/// The pixels of the image at `corner`, one tap for each dimension, [B, places, C], each times its weight.
/// Indices are clamped as integers, whatever the conversion makes of coordinates far outside.
template <typename Graph>
mlir::Value GridSampler<Graph>::pixels(llvm::ArrayRef<const Tap *> corner) {
  mlir::Type i32 = mlir::IntegerType::get(element.getContext(), 32);
  auto whole = [&](int64_t value) { return graph.scalar(static_cast<double>(value), i32); };
  Value index, weight, inside;
  for (auto [tap, size] : llvm::zip(corner, sizes)) {
    Value position = tap->position;
    if (mode.padding == SamplingMode::Zeros) {
      Value first = graph.template create<vit::CompareOp>(Predicate::ge, position, number(0));
      Value last = graph.template create<vit::CompareOp>(Predicate::le, position,
                                                         number(static_cast<double>(size - 1)));
      Value isInside = graph.template create<vit::AndOp>(first, last);
      inside = inside ? graph.template create<vit::AndOp>(inside, isInside) : isInside;
    } else if (mode.taps == SamplingMode::Cubic) {
      position = folded(position, size);
    }
    Value pixel = graph.template create<vit::MinOp>(graph.cast(position, i32), whole(size - 1));
    pixel = graph.template create<vit::MaxOp>(pixel, whole(0));
    index = index ? graph.add(graph.mul(index, whole(size)), pixel) : pixel;
    if (tap->weight)
      weight = weight ? graph.mul(weight, tap->weight) : tap->weight;
  }
  llvm::SmallVector<int64_t> column{batch, placeCount, 1};
  Value read = graph.template create<vit::GatherNdOp>(image, graph.reshape(index, column),
                                                      /*batch_dims=*/int64_t(1));
  if (inside)
    read = graph.template create<vit::SelectOp>(graph.reshape(inside, column), read,
                                                graph.scalar(0, pixelType));
  return weight ? graph.mul(read, graph.cast(graph.reshape(weight, column), pixelType)) : read;
}

template <typename Graph> mlir::Value GridSampler<Graph>::sample(Value x, Value grid) {
  auto product = [](llvm::ArrayRef<int64_t> shape) {
    int64_t all = 1;
    for (int64_t size : shape)
      all *= size;
    return all;
  };
  llvm::ArrayRef<int64_t> shape = tensorType(x).getShape(), places = tensorType(grid).getShape();
  auto last = static_cast<int64_t>(places.size()) - 1;
  places = places.drop_front().drop_back();
  batch = shape[0];
  placeCount = product(places);
  sizes.assign(shape.begin() + 2, shape.end());
  auto rank = static_cast<int64_t>(sizes.size());
  mlir::Type own = tensorType(grid).getElementType();
  element = own.isF64() ? own : mlir::Float32Type::get(x.getContext());
  pixelType = tensorType(x).getElementType();
  llvm::SmallVector<int64_t> flat{batch, shape[1], product(sizes)};
  image = graph.transpose(graph.reshape(x, flat), {0, 2, 1});
  grid = finite(graph.cast(grid, element));
  llvm::SmallVector<Taps> around;
  int64_t count = 1;
  for (int64_t i = 0; i < rank; ++i) {
    Value coordinate = graph.slice(grid, last, rank - 1 - i, 1);
    Value position = place(graph.reshape(coordinate, {batch, placeCount}), sizes[i]);
    // Cubic taps are folded one by one, so that the curve has its shape up to the edge.
    bool isCubic = mode.taps == SamplingMode::Cubic;
    around.push_back(taps(isCubic ? position : folded(position, sizes[i])));
    count *= static_cast<int64_t>(around.back().size());
  }
  Value sum;
  for (int64_t corner = 0; corner < count; ++corner) {
    llvm::SmallVector<const Tap *> chosen;
    int64_t rest = corner;
    for (const Taps &list : around) {
      chosen.push_back(&list[rest % list.size()]);
      rest /= static_cast<int64_t>(list.size());
    }
    Value term = pixels(chosen);
    sum = sum ? graph.add(sum, term) : term;
  }
  llvm::SmallVector<int64_t> full{batch, shape[1]};
  full.append(places.begin(), places.end());
  return graph.reshape(graph.transpose(sum, {0, 2, 1}), full);
}

} // namespace vitc::frontend

#endif // VITC_FRONTEND_GRIDSAMPLER_H
