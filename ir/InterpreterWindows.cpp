//===-- InterpreterWindows.cpp: pooling and resampling ----------------------------------------===//
#include "ir/InterpreterOps.h"
#include "ir/Resampling.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

/// The positions that a pooling window covers along a spatial dimension.
struct Window {
  /// Positions inside the input.
  SmallVector<int64_t> positions;
  /// Positions inside the padded input, of which `positions` are some.
  int64_t padded = 0;
};

/// The window of every output position along spatial dimension `d` (0: height, 1: width).
template <typename Op>
std::vector<Window> windowsOf(Op op, ArrayRef<int64_t> inputShape, ArrayRef<int64_t> outputShape,
                              unsigned d) {
  int64_t size = inputShape[2 + d], low = op.getPadding()[d], high = op.getPadding()[2 + d];
  std::vector<Window> windows(static_cast<size_t>(outputShape[2 + d]));
  for (auto [i, window] : llvm::enumerate(windows))
    for (int64_t k = 0; k < op.getKernel()[d]; ++k) {
      int64_t position = int64_t(i) * op.getStrides()[d] - low + k * op.getDilations()[d];
      if (position >= 0 && position < size)
        window.positions.push_back(position);
      window.padded += position < size + high;
    }
  return windows;
}

/// Calls `reduce(plane, rows, columns)` with the input's plane and the windows of every output
/// element.
template <typename C, typename Op, typename Reduce>
Values pool(Op op, const Tensor &input, Reduce reduce) {
  RankedTensorType type = resultType(op);
  ArrayRef<int64_t> in = input.getShape(), out = type.getShape();
  std::vector<Window> rows = windowsOf(op, in, out, 0), columns = windowsOf(op, in, out, 1);
  std::vector<C> values = loadElements<C>(input), results;
  results.reserve(size_t(type.getNumElements()));
  for (int64_t plane = 0; plane < out[0] * out[1]; ++plane)
    for (const Window &row : rows)
      for (const Window &column : columns)
        results.push_back(reduce(values.data() + plane * in[2] * in[3], row, column));
  return one(storeElements(type, results));
}

Values interpret(vit::MaxPool2dOp op, ArrayRef<Tensor> operands) {
  Type elementType = operands[0].getElementType();
  int64_t width = operands[0].getShape()[3];
  return withComputeType(elementType, [&](auto zero) {
    using C = decltype(zero);
    return pool<C>(op, operands[0], [&](const C *plane, const Window &rows, const Window &columns) {
      C largest = lowestElement<C>(elementType);
      for (int64_t y : rows.positions)
        for (int64_t x : columns.positions)
          largest = maxElements(largest, plane[y * width + x]);
      return largest;
    });
  });
}

Values interpret(vit::AvgPool2dOp op, ArrayRef<Tensor> operands) {
  int64_t width = operands[0].getShape()[3];
  return withComputeType(operands[0].getElementType(), [&](auto zero) {
    using C = decltype(zero);
    return pool<C>(op, operands[0], [&](const C *plane, const Window &rows, const Window &columns) {
      C sum = 0;
      for (int64_t y : rows.positions)
        for (int64_t x : columns.positions)
          sum = addElements(sum, plane[y * width + x]);
      int64_t count = op.getCountIncludePad()
                          ? rows.padded * columns.padded
                          : int64_t(rows.positions.size() * columns.positions.size());
      return count == 0 ? C(0) : C(sum / C(count));
    });
  });
}

/// Resamples one dimension of `values`, which have shape `shape`.
std::vector<double> resample(const std::vector<double> &values, ArrayRef<int64_t> shape,
                             int64_t axis, const Resampling &map, double extrapolation) {
  AxisView from(shape, axis), to = from;
  to.size = int64_t(map.taps.size());
  std::vector<double> results(size_t(to.outer * to.size * to.inner));
  from.forEachRow([&](int64_t o, int64_t n) {
    for (auto [i, taps] : llvm::enumerate(map.taps)) {
      double sum = taps.empty() ? extrapolation : 0;
      for (const Tap &tap : taps)
        sum += tap.weight * values[from.at(o, tap.index, n)];
      results[to.at(o, int64_t(i), n)] = sum;
    }
  });
  return results;
}

/// Integers are rounded to the nearest and saturate, as in ONNX's reference.
Values interpret(vit::ResizeOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  SmallVector<int64_t> shape(operands[0].getShape());
  std::vector<double> values = loadElements<double>(operands[0]);
  for (int64_t axis = 0; axis < type.getRank(); ++axis) {
    Resampling map = resamplingOf(op, axis);
    if (map.isIdentity() && int64_t(map.taps.size()) == shape[axis])
      continue;
    values = resample(values, shape, axis, map, op.getExtrapolationValue().convertToDouble());
    shape[axis] = int64_t(map.taps.size());
  }
  if (!operands[0].isFloat())
    for (double &value : values)
      value = std::nearbyint(value);
  return one(storeElements(type, values));
}

} // namespace

std::optional<Values> interpretWindow(Operation *op, ArrayRef<Tensor> operands) {
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::MaxPool2dOp, vit::AvgPool2dOp, vit::ResizeOp>(
          [&](auto window) { return interpret(window, operands); })
      .Default(std::nullopt);
}

} // namespace vitc
