//===-- OnnxSampling.cpp: GridSample, AffineGrid -------------------------------------------------===//
//
// A sample is a sum over the pixels around its place, each read by its index and multiplied by its weight.
// Channels lie last meanwhile, so that an index reads all of them.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;
using Predicate = vit::ComparePredicate;

enum class Mode : uint8_t { Linear, Nearest, Cubic };
enum class Padding : uint8_t { Zeros, Border, Reflection };

class GridSampler {
public:
  GridSampler(NodeImporter &node, Mode mode, Padding padding, bool alignCorners)
      : node(node), mode(mode), padding(padding), alignCorners(alignCorners) {}

  Values sample(Value x, Value grid);

private:
  /// A pixel along one dimension that a sample reads: its weight, and its number as a float.
  struct Tap {
    Value weight, position;
  };

  Value number(double value) { return node.scalar(value, element); }
  Value scale(Value x, double factor) { return node.mul(x, number(factor)); }
  Value shift(Value x, double by) { return node.add(x, number(by)); }
  Value atLeast(Value x, double low) { return node.create<vit::MaxOp>(x, number(low)); }
  Value atMost(Value x, double high) { return node.create<vit::MinOp>(x, number(high)); }
  Value clamped(Value x, double low, double high) { return atMost(atLeast(x, low), high); }
  Value place(Value coordinate, int64_t size);
  Value reflected(Value position, int64_t size);
  Value folded(Value position, int64_t size);
  llvm::SmallVector<Tap> taps(Value position);
  llvm::SmallVector<Tap> cubicTaps(Value floor, Value rest);
  Value pixels(llvm::ArrayRef<const Tap *> corner);

  NodeImporter &node;
  Mode mode;
  Padding padding;
  bool alignCorners;
  mlir::Type element; // of coordinates: f32, or f64
  Ints sizes;         // of the image
  Value image;        // [B, pixels, C]
  int64_t places = 0; // samples of an image
};

/// Where a coordinate from -1 to 1 lies among pixels 0 to size - 1: at the centres of the outermost
/// ones, or with half a pixel beyond them.
Value GridSampler::place(Value coordinate, int64_t size) {
  auto extent = static_cast<double>(size);
  if (alignCorners)
    return scale(shift(coordinate, 1), (extent - 1) / 2);
  return scale(shift(scale(shift(coordinate, 1), extent), -1), 0.5);
}

/// Mirrored at the outermost pixels' centres, or at their outer edges, as often as it takes.
Value GridSampler::reflected(Value position, int64_t size) {
  double low = alignCorners ? 0 : -0.5;
  double span = alignCorners ? static_cast<double>(size - 1) : static_cast<double>(size);
  if (span <= 0)
    return scale(position, 0);
  Value distance = node.create<vit::AbsOp>(shift(position, -low));
  Value periods = node.create<vit::FloorOp>(scale(distance, 1 / (2 * span)));
  Value rest = node.sub(distance, scale(periods, 2 * span));
  Value mirrored = node.create<vit::MinOp>(rest, node.sub(number(2 * span), rest));
  return shift(mirrored, low);
}

/// A position as the padding has it; beyond the edge there are zeros, or pixels that are inside as well.
Value GridSampler::folded(Value position, int64_t size) {
  if (padding == Padding::Zeros)
    return position;
  if (padding == Padding::Reflection)
    position = reflected(position, size);
  return clamped(position, 0, static_cast<double>(size - 1));
}

/// Keys 1981, with a = -0.75.
llvm::SmallVector<GridSampler::Tap> GridSampler::cubicTaps(Value floor, Value rest) {
  constexpr double a = -0.75;
  auto inner = [&](Value t) { // ((a + 2) t - (a + 3)) t^2 + 1
    return shift(node.mul(node.mul(shift(scale(t, a + 2), -(a + 3)), t), t), 1);
  };
  auto outer = [&](Value t) { // ((a t - 5a) t + 8a) t - 4a
    return shift(node.mul(shift(node.mul(shift(scale(t, a), -5 * a), t), 8 * a), t), -4 * a);
  };
  Value left = node.sub(number(1), rest);
  return {{outer(shift(rest, 1)), shift(floor, -1)},
          {inner(rest), floor},
          {inner(left), shift(floor, 1)},
          {outer(shift(left, 1)), shift(floor, 2)}};
}

llvm::SmallVector<GridSampler::Tap> GridSampler::taps(Value position) {
  if (mode == Mode::Nearest)
    return {{Value(), node.create<vit::RoundOp>(position)}};
  Value floor = node.create<vit::FloorOp>(position), rest = node.sub(position, floor);
  if (mode == Mode::Cubic)
    return cubicTaps(floor, rest);
  return {{node.sub(number(1), rest), floor}, {rest, shift(floor, 1)}};
}

/// The pixels of the image at `corner`, one tap for each dimension, [B, places, C], each times its weight.
/// Indices are clamped as integers: a coordinate may be NaN.
Value GridSampler::pixels(llvm::ArrayRef<const Tap *> corner) {
  mlir::Type i32 = node.builder.getI32Type();
  auto whole = [&](int64_t value) { return node.scalar(static_cast<double>(value), i32); };
  Value index, weight, inside;
  for (auto [tap, size] : llvm::zip(corner, sizes)) {
    Value position = tap->position;
    if (padding == Padding::Zeros) {
      double last = static_cast<double>(size - 1);
      Value isInside = node.create<vit::AndOp>(
          node.create<vit::CompareOp>(Predicate::ge, position, number(0)),
          node.create<vit::CompareOp>(Predicate::le, position, number(last)));
      inside = inside ? node.create<vit::AndOp>(inside, isInside) : isInside;
    } else if (mode == Mode::Cubic) {
      position = folded(position, size);
    }
    Value pixel = node.cast(position, i32);
    pixel = node.create<vit::MaxOp>(node.create<vit::MinOp>(pixel, whole(size - 1)), whole(0));
    index = index ? node.add(node.mul(index, whole(size)), pixel) : pixel;
    if (tap->weight)
      weight = weight ? node.mul(weight, tap->weight) : tap->weight;
  }
  if (node.failed)
    return {};
  int64_t batch = shapeOf(image)[0];
  Value read = node.create<vit::GatherNdOp>(image, node.reshape(index, {batch, places, 1}),
                                            /*batch_dims=*/int64_t(1));
  Ints column{batch, places, 1};
  mlir::Type type = elementOf(image);
  if (inside)
    read = node.create<vit::SelectOp>(node.reshape(inside, column), read, node.scalar(0, type));
  return weight ? node.mul(read, node.cast(node.reshape(weight, column), type)) : read;
}

/// `x` [B, C, sizes..] at `grid` [B, places.., coordinates], the last dimension's coordinate first.
Values GridSampler::sample(Value x, Value grid) {
  Ints shape(shapeOf(x)), result(shapeOf(grid).drop_front().drop_back());
  sizes.assign(shape.begin() + 2, shape.end());
  auto rank = static_cast<int64_t>(sizes.size());
  element = elementOf(grid).isF64() ? elementOf(grid) : node.builder.getF32Type();
  places = product(result);
  Value flat = node.reshape(x, {shape[0], shape[1], product(sizes)});
  image = node.transpose(flat, {0, 2, 1});
  grid = node.cast(grid, element);
  std::vector<llvm::SmallVector<Tap>> around;
  for (int64_t i = 0; i < rank && !node.failed; ++i) {
    Value coordinate = node.slice(grid, rankOf(grid) - 1, rank - 1 - i, 1);
    Value position = place(node.reshape(coordinate, {shape[0], places}), sizes[i]);
    // Cubic taps are folded one by one, so that the curve has its shape up to the edge.
    around.push_back(taps(mode == Mode::Cubic ? position : folded(position, sizes[i])));
  }
  if (node.failed)
    return {};
  Value sum;
  int64_t count = 1;
  for (const auto &list : around)
    count *= static_cast<int64_t>(list.size());
  for (int64_t corner = 0; corner < count && !node.failed; ++corner) {
    llvm::SmallVector<const Tap *> chosen;
    int64_t rest = corner;
    for (const auto &list : around) {
      chosen.push_back(&list[rest % list.size()]);
      rest /= static_cast<int64_t>(list.size());
    }
    Value term = pixels(chosen);
    sum = sum ? node.add(sum, term) : term;
  }
  Ints full{shape[0], shape[1]};
  full.append(result);
  return {node.reshape(node.failed ? sum : node.transpose(sum, {0, 2, 1}), full)};
}

/// 'linear' and 'cubic' were 'bilinear' and 'bicubic' before opset 20.
Values gridSample(NodeImporter &node) {
  unsigned mode = node.getOpset() >= 20
                      ? node.choiceAttr("mode", {"linear", "nearest", "cubic"})
                      : node.choiceAttr("mode", {"bilinear", "nearest", "bicubic"});
  unsigned padding = node.choiceAttr("padding_mode", {"zeros", "border", "reflection"});
  bool alignCorners = node.flagAttr("align_corners", false);
  Value x = node.input(0), grid = node.input(1);
  if (node.failed)
    return {};
  int64_t rank = rankOf(x) - 2;
  bool fits = (rank == 2 || rank == 3) && rankOf(grid) == rank + 2 &&
              shapeOf(grid).back() == rank && shapeOf(grid)[0] == shapeOf(x)[0] &&
              product(shapeOf(x)) > 0;
  if (!fits)
    return node.fail("its input " + toText(shapeOf(x)) + " and grid " + toText(shapeOf(grid)) +
                     " do not fit together; it wants [B, C, H, W] and [B, H', W', 2], or the same "
                     "with a depth");
  return GridSampler(node, static_cast<Mode>(mode), static_cast<Padding>(padding), alignCorners)
      .sample(x, grid);
}

/// Coordinates of `size` pixels from -1 to 1.
Value ticks(NodeImporter &node, int64_t size, bool alignCorners, mlir::Type element) {
  llvm::SmallVector<double> values;
  auto extent = static_cast<double>(size);
  for (int64_t i = 0; i < size; ++i) {
    auto position = static_cast<double>(i);
    double aligned = size > 1 ? 2 * position / (extent - 1) - 1 : -1;
    values.push_back(alignCorners ? aligned : (2 * position + 1) / extent - 1);
  }
  return node.constantFloats(values, element);
}

/// The places that an affine map takes the pixels of an image of `size` to: theta [B, 2, 3] times (x, y, 1).
Values affineGrid(NodeImporter &node) {
  bool alignCorners = node.flagAttr("align_corners", false);
  Value theta = node.input(0);
  Ints size = node.constantInts(1, "size");
  if (node.failed)
    return {};
  auto rank = static_cast<int64_t>(size.size()) - 2;
  if (rank < 2 || rank > 3 || !isReasonable(size) || rankOf(theta) != 3 ||
      shapeOf(theta)[1] != rank || shapeOf(theta)[2] != rank + 1)
    return node.fail("its theta " + toText(shapeOf(theta)) + " does not fit the size " +
                     toText(size) + "; export the model again");
  Ints spatial(size.begin() + 2, size.end()), column = spatial;
  column.push_back(1);
  mlir::Type element = elementOf(theta);
  Values coordinates;
  for (int64_t i = rank - 1; i >= 0; --i) { // the last dimension's comes first
    Ints line(rank + 1, 1);
    line[i] = spatial[i];
    Value tick = node.reshape(ticks(node, spatial[i], alignCorners, element), line);
    coordinates.push_back(node.broadcast(tick, column));
  }
  coordinates.push_back(node.broadcast(node.scalar(1, element), column));
  Value all = node.reshape(node.concat(coordinates, rank), {product(spatial), rank + 1});
  Value grid = node.create<vit::MatmulOp>(all, node.transpose(theta, {0, 2, 1}));
  Ints shape{shapeOf(theta)[0]};
  shape.append(spatial);
  shape.push_back(rank);
  return {node.reshape(grid, shape)};
}

} // namespace

void addSamplingOps(OpTable &table) {
  table.add("AffineGrid", 20, affineGrid);
  table.add("GridSample", 16, gridSample);
}

} // namespace vitc::frontend
