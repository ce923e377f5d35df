//===-- OnnxPooling.cpp: pooling, and the way back --------------------------------------------===//
//
// Largest elements and means of a window in space are those, in depth, of those in the plane.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

namespace vitc::frontend {
namespace {

using mlir::Value;

/// Attributes of a pooling beside its window.
struct Pooling {
  Window window;
  bool ceilMode = false, countPadding = false;
};

bool readPooling(NodeImporter &node, Value x, Pooling &pooling) {
  pooling.ceilMode = node.flagAttr("ceil_mode", false);
  if (!checkSpatialRank(node, x) || !readWindow(node, pooling.window, std::nullopt, rankOf(x) - 2))
    return false;
  resolveAutoPad(pooling.window, shapeOf(x).drop_front(2));
  return true;
}

Value largestIn(NodeImporter &node, Value x, const Pooling &pooling) {
  const Window &w = pooling.window;
  return node.create<vit::MaxPool2dOp>(x, w.kernel, w.strides, w.pads, w.dilations,
                                       pooling.ceilMode);
}

Value meanIn(NodeImporter &node, Value x, const Pooling &pooling) {
  const Window &w = pooling.window;
  return node.create<vit::AvgPool2dOp>(x, w.kernel, w.strides, w.pads, w.dilations,
                                       pooling.ceilMode, pooling.countPadding);
}

using PlanePool = Value (*)(NodeImporter &, Value, const Pooling &);

/// `pool`, of what is two-dimensional, of anything.
Value poolWindow(NodeImporter &node, PlanePool pool, Value x, const Pooling &pooling) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(x));
  if (shape.size() == 4)
    return pool(node, x, pooling);
  Pooling part = pooling;
  if (shape.size() == 3) {
    part.window = pooling.window.withUnit(0);
    Value line = pool(node, node.unsqueeze(x, 2), part);
    return line ? node.reshape(line, {shape[0], shape[1], shapeOf(line)[3]}) : Value();
  }
  part.window = pooling.window.dimensions(1, 2);
  Value planes =
      pool(node, node.reshape(x, {shape[0], shape[1] * shape[2], shape[3], shape[4]}), part);
  if (!planes)
    return {};
  Ints plane(shapeOf(planes).drop_front(2));
  part.window = pooling.window.dimensions(0, 1).withUnit(1);
  Value columns = node.reshape(planes, {shape[0], shape[1], shape[2], product(plane)});
  Value result = pool(node, columns, part);
  if (!result)
    return {};
  return node.reshape(result, {shape[0], shape[1], shapeOf(result)[2], plane[0], plane[1]});
}

//===-- Where the largest elements are --------------------------------------------------------===//

/// Positions along dimension `i` of what tap `k` of the window reads, one for each result.
Value tapPositions(NodeImporter &node, const Window &window, unsigned i, int64_t k, int64_t count) {
  Ints read;
  for (int64_t p = 0; p < count; ++p)
    read.push_back(p * window.strides[i] + k * window.dilations[i] - window.pads[i]);
  Ints shape(window.rank(), 1);
  shape[i] = count;
  return node.reshape(node.constantInts(read), shape);
}

/// What tap `taps` of every window reads of `x`, in which beyond the edges there is nothing large.
Value tapValues(NodeImporter &node, Value x, const Window &window, llvm::ArrayRef<int64_t> taps,
                llvm::ArrayRef<int64_t> results) {
  Ints starts(rankOf(x), 0), sizes(shapeOf(x)), steps(rankOf(x), 1);
  for (unsigned i = 0; i < window.rank(); ++i) {
    starts[2 + i] = taps[i] * window.dilations[i];
    sizes[2 + i] = results[i];
    steps[2 + i] = results[i] > 1 ? window.strides[i] : 1;
  }
  return node.create<vit::SliceOp>(x, starts, sizes, steps);
}

/// MaxPool's second output: the position in the flat input of the largest element of every window.
/// Beginning with the first tap, another one takes over where it is larger.
class LargestPositions {
public:
  LargestPositions(NodeImporter &node, const Window &window, bool isColumnMajor)
      : node(node), window(window), isColumnMajor(isColumnMajor) {}

  Value of(Value x, llvm::ArrayRef<int64_t> results) {
    Ints spatial(shapeOf(x).drop_front(2));
    Value images = node.positions(shapeOf(x)[0] * shapeOf(x)[1]);
    Value base = node.mul(images, node.scalar(double(product(spatial)), node.builder.getI64Type()));
    Ints baseShape(rankOf(x), 1);
    baseShape[0] = shapeOf(x)[0];
    baseShape[1] = shapeOf(x)[1];
    Value padded = padEverywhere(x, results), best, where;
    int64_t count = product(window.kernel);
    for (int64_t tap = 0; tap < count && !node.failed; ++tap) {
      Ints taps(window.rank(), 0);
      for (int64_t i = window.rank() - 1, rest = tap; i >= 0; --i) {
        taps[i] = rest % window.kernel[i];
        rest /= window.kernel[i];
      }
      Value value = tapValues(node, padded, window, taps, results);
      Value position = positionOf(taps, spatial, results);
      if (tap == 0) {
        best = value;
        where = node.failed ? Value() : node.broadcast(position, Ints(shapeOf(best)));
        continue;
      }
      Value isLarger = node.create<vit::CompareOp>(vit::ComparePredicate::gt, value, best);
      best = node.create<vit::SelectOp>(isLarger, value, best);
      where = node.create<vit::SelectOp>(isLarger, position, where);
    }
    return node.add(where, node.reshape(base, baseShape));
  }

private:
  /// Row-major positions in an image of what `taps` read.
  Value positionOf(llvm::ArrayRef<int64_t> taps, llvm::ArrayRef<int64_t> spatial,
                   llvm::ArrayRef<int64_t> results) {
    Value sum;
    for (unsigned i = 0; i < window.rank() && !node.failed; ++i) {
      int64_t pitch =
          isColumnMajor ? product(spatial.take_front(i)) : product(spatial.drop_front(i + 1));
      Value term = node.mul(tapPositions(node, window, i, taps[i], results[i]),
                            node.scalar(double(pitch), node.builder.getI64Type()));
      sum = sum ? node.add(sum, term) : term;
    }
    return sum;
  }

  /// So much padding, of what is less than any element, that every window fits in. Small integers become
  /// larger ones, which have such a number.
  Value padEverywhere(Value x, llvm::ArrayRef<int64_t> results) {
    double least = -std::numeric_limits<double>::infinity();
    if (!isFloat(x)) {
      x = node.cast(x, node.builder.getI64Type());
      least = -std::ldexp(1.0, 62);
    }
    for (unsigned i = 0; i < window.rank() && !node.failed; ++i) {
      int64_t needed = (results[i] - 1) * window.strides[i] + window.extent(i);
      int64_t high = std::max<int64_t>(0, needed - shapeOf(x)[2 + i] - window.pads[i]);
      x = padAxis(node, x, 2 + i, window.pads[i], high, least);
    }
    return x;
  }

  NodeImporter &node;
  const Window &window;
  bool isColumnMajor;
};

/// Puts every element where its index says, in a tensor of zeros, of the shape that pooling had made the input
/// of; what an output shape has beyond that is zeros at the end.
Values maxUnpool(NodeImporter &node) {
  Value x = node.input(0), indices = node.input(1);
  auto given = node.optionalConstantInts(2, "output shape");
  Window window;
  if (!checkSpatialRank(node, x) || !readWindow(node, window, std::nullopt, rankOf(x) - 2))
    return {};
  Ints shape(shapeOf(x));
  for (unsigned i = 0; i < window.rank(); ++i)
    shape[2 + i] = (shape[2 + i] - 1) * window.strides[i] + window.kernel[i] - window.pads[i] -
                   window.padEnd(i);
  Ints wanted = given.value_or(shape);
  if (!isReasonable(shape) || !isReasonable(wanted) || wanted.size() != shape.size())
    return node.fail("its output shape is " + toText(wanted) + "; export the model again");
  int64_t count = product(shapeOf(x));
  if (product(shapeOf(indices)) != count)
    return node.fail("its indices " + toText(shapeOf(indices)) + " are not as many as the input " +
                     toText(shapeOf(x)) + "; export the model again");
  auto type = mlir::RankedTensorType::get({product(shape)}, elementOf(x));
  Value result =
      node.create<vit::ScatterNdOp>(node.filled(0, type), node.reshape(indices, {count, 1}),
                                    node.reshape(x, {count}), vit::ScatterReduction::none);
  result = node.reshape(result, shape);
  for (auto [axis, size] : llvm::enumerate(wanted))
    result = padAxis(node, result, static_cast<int64_t>(axis), 0, size - shape[axis]);
  return {result};
}

//===-- Norms of windows ----------------------------------------------------------------------===//

/// (sum |x|^p)^(1/p), `sum` of whatever.
Value normOf(NodeImporter &node, Value x, int64_t p, llvm::function_ref<Value(Value)> sum) {
  if (node.failed)
    return {};
  mlir::Type element = elementOf(x);
  if (p == 1)
    return sum(node.create<vit::AbsOp>(x));
  if (p == 2)
    return node.create<vit::SqrtOp>(sum(node.mul(x, x)));
  Value powers =
      node.create<vit::PowOp>(node.create<vit::AbsOp>(x), node.scalar(double(p), element));
  return node.create<vit::PowOp>(sum(powers), node.scalar(1.0 / double(p), element));
}

bool checkNorm(NodeImporter &node, int64_t p) {
  if (p >= 1)
    return true;
  node.fail("its p is " + llvm::Twine(p) + ", where at least 1 is meant; export the model again");
  return false;
}

/// The sum of a window is as many times its mean as it has elements: the input is padded by zeros
/// beforehand, so that all windows have as many.
Values lpPool(NodeImporter &node) {
  int64_t p = node.intAttr("p", 2);
  Value x = node.input(0);
  Pooling pooling;
  if (!readPooling(node, x, pooling) || !checkNorm(node, p))
    return {};
  Value shaped = poolWindow(node, meanIn, x, pooling); // for its shape alone
  if (!shaped)
    return {};
  Window &window = pooling.window;
  for (unsigned i = 0; i < window.rank() && !node.failed; ++i) {
    int64_t needed = (shapeOf(shaped)[2 + i] - 1) * window.strides[i] + window.extent(i);
    int64_t high = std::max<int64_t>(0, needed - shapeOf(x)[2 + i] - window.pads[i]);
    x = padAxis(node, x, 2 + i, window.pads[i], high);
  }
  window.pads.assign(window.pads.size(), 0);
  pooling.ceilMode = false;
  return {normOf(node, x, p, [&](Value powers) {
    Value mean = poolWindow(node, meanIn, powers, pooling);
    return mean ? node.mul(mean, node.scalar(double(product(window.kernel)), elementOf(mean)))
                : Value();
  })};
}

Ints spatialAxes(Value x) {
  return llvm::to_vector(llvm::seq<int64_t>(2, std::max<int64_t>(2, rankOf(x))));
}

Values globalLpPool(NodeImporter &node) {
  int64_t p = node.intAttr("p", 2);
  Value x = node.input(0);
  if (!x || !checkNorm(node, p))
    return {};
  return {normOf(node, x, p, [&](Value powers) {
    return node.create<vit::ReduceSumOp>(powers, spatialAxes(x), /*keep_dims=*/true);
  })};
}

} // namespace

Value globalAveragePool(NodeImporter &node, Value x) {
  return x ? node.create<vit::ReduceMeanOp>(x, spatialAxes(x), /*keep_dims=*/true) : Value();
}

Values importGlobalAveragePool(NodeImporter &node) {
  return {globalAveragePool(node, node.input(0))};
}
Values importGlobalMaxPool(NodeImporter &node) {
  Value x = node.input(0);
  return {x ? node.create<vit::ReduceMaxOp>(x, spatialAxes(x), /*keep_dims=*/true) : Value()};
}

Values importMaxPool(NodeImporter &node) {
  bool isColumnMajor = node.flagAttr("storage_order", false);
  Value x = node.input(0);
  Pooling pooling;
  if (!readPooling(node, x, pooling))
    return {};
  Value result = poolWindow(node, largestIn, x, pooling);
  if (!result || !node.hasOutput(1))
    return {result};
  if (!node.canRepeat(product(pooling.window.kernel)))
    return {};
  Ints results(shapeOf(result).drop_front(2));
  return {result, LargestPositions(node, pooling.window, isColumnMajor).of(x, results)};
}

Value averagePool(NodeImporter &node, Value x) {
  Pooling pooling;
  pooling.countPadding = node.flagAttr("count_include_pad", false);
  if (!readPooling(node, x, pooling))
    return {};
  return poolWindow(node, meanIn, x, pooling);
}

Values importAveragePool(NodeImporter &node) { return {averagePool(node, node.input(0))}; }

void addPoolingOps(OpTable &table) {
  table.add("AveragePool", 1, importAveragePool);
  table.add("GlobalAveragePool", 1, importGlobalAveragePool);
  table.add("GlobalLpPool", 2, globalLpPool);
  table.add("GlobalMaxPool", 1, importGlobalMaxPool);
  table.add("LpPool", 2, lpPool);
  table.add("MaxPool", 1, importMaxPool);
  table.add("MaxUnpool", 9, maxUnpool);
}

} // namespace vitc::frontend
