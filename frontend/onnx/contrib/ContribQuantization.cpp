//===-- ContribQuantization.cpp: functions of whole numbers that stand for real ones ------------===//
//
// ONNX Runtime puts one operator in the place of a function of floats between DequantizeLinear and
// QuantizeLinear. They are read as these three again, but for means of windows, and sums and products of two tensors, where its
// arithmetic is another: the zero point is added before what is rounded.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxQuantization.h"
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/OnnxWindow.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

namespace vitc::frontend {
namespace {

using mlir::Value;

/// The operand whose numbers, scale and zero point are inputs `first` and the next two.
QuantizedTensor operandAt(NodeImporter &node, unsigned first) {
  QuantizedTensor x{node.input(first), scalarQuantization(node, first + 1, first + 2)};
  if (!node.failed)
    areWholeNumbers(node, {x.numbers});
  return x;
}

/// `x` quantised by inputs `scale` and `scale + 1`, as `like` is where there is no zero point.
Value result(NodeImporter &node, Value x, unsigned scale, Value like) {
  Quantization by = scalarQuantization(node, scale, scale + 1, /*divides=*/true);
  if (node.failed)
    return {};
  NumberRange range =
      node.hasInput(scale + 1) ? rangeOfZero(node, scale + 1) : NumberRange::of(elementOf(like));
  return quantized(node, x, by, range);
}

/// The quantised function of input 0, quantised again by inputs 3 and 4.
template <typename Function> Values quantizedFunction(NodeImporter &node, Function function) {
  QuantizedTensor x = operandAt(node, 0);
  Value y = function(dequantized(node, x.numbers, x.by));
  return {result(node, y, 3, x.numbers)};
}

/// `x`, of channels that may come last, through `function`, of channels that come first.
template <typename Function>
Value withChannelsFirst(NodeImporter &node, Value x, Function function) {
  if (!node.flagAttr("channels_last", false))
    return function(x);
  return channelsLast(node, function(channelsFirst(node, x)));
}

Values sigmoid(NodeImporter &node) {
  return quantizedFunction(node, [&](Value x) { return node.create<vit::SigmoidOp>(x); });
}

Values leakyRelu(NodeImporter &node) {
  llvm::APFloat alpha(static_cast<float>(node.floatAttr("alpha", 0.01)));
  return quantizedFunction(node, [&](Value x) { return node.create<vit::LeakyReluOp>(x, alpha); });
}

/// `y`, which counts steps of the result, plus its zero point, rounded.
Value roundedSum(NodeImporter &node, Value y, const Quantization &by, Value like) {
  if (by.zero)
    y = node.add(y, single(node, by.zero));
  return node.failed ? Value() : rounded(node, y, {}, NumberRange::of(elementOf(like)));
}

/// The mean is rounded with its zero point, which matters half way between two numbers.
Values averagePool(NodeImporter &node) {
  QuantizedTensor x = operandAt(node, 0);
  Quantization by = scalarQuantization(node, 3, 4, /*divides=*/true);
  Value mean = withChannelsFirst(node, dequantized(node, x.numbers, x.by),
                                 [&](Value y) { return frontend::averagePool(node, y); });
  if (node.failed)
    return {};
  return {roundedSum(node, node.create<vit::DivOp>(mean, by.scale), by, x.numbers)};
}

Values globalAveragePool(NodeImporter &node) {
  return quantizedFunction(node, [&](Value x) {
    return withChannelsFirst(node, x,
                             [&](Value y) { return frontend::globalAveragePool(node, y); });
  });
}

Values reduceMean(NodeImporter &node) {
  Ints axes = node.intsAttr("axes").value_or(Ints());
  bool keeps = node.flagAttr("keepdims", true);
  return quantizedFunction(node, [&](Value x) {
    Ints normal = node.failed ? Ints() : node.normalizeAxes(axes, rankOf(x));
    return node.create<vit::ReduceMeanOp>(x, normal, keeps);
  });
}

/// Shares of floor(1 / scale), as many as its result has steps.
Values softmax(NodeImporter &node) {
  int64_t opset = node.requiredIntAttr("opset"), axis = node.intAttr("axis", opset < 13 ? 1 : -1);
  QuantizedTensor x = operandAt(node, 0);
  Quantization by = scalarQuantization(node, 3, 4, /*divides=*/true);
  if (node.failed)
    return {};
  Value real = dequantized(node, x.numbers, {x.by.scale, {}});
  axis = node.normalizeAxis(axis, rankOf(real));
  Value shares =
      opset < 13 ? softmaxFrom(node, real, axis) : node.create<vit::SoftmaxOp>(real, axis);
  Value steps = node.create<vit::FloorOp>(node.create<vit::ReciprocalOp>(by.scale));
  NumberRange range =
      node.hasInput(4) ? rangeOfZero(node, 4) : NumberRange::of(elementOf(x.numbers));
  return {rounded(node, node.mul(shares, steps), by.zero, range)};
}

//===-- Two operands --------------------------------------------------------------------------===//

/// (a - zero a) (scale a / scale c) + (b - zero b) (scale b / scale c). ONNX Runtime sums up in another order,
/// so that they may differ where the sum is half way between two numbers.
Values add(NodeImporter &node) {
  QuantizedTensor a = operandAt(node, 0), b = operandAt(node, 3);
  Quantization c = scalarQuantization(node, 6, 7, /*divides=*/true);
  Value ratioA = node.create<vit::DivOp>(a.by.scale, c.scale);
  Value ratioB = node.create<vit::DivOp>(b.by.scale, c.scale);
  Value left = dequantized(node, a.numbers, {ratioA, a.by.zero});
  return {roundedSum(node, node.add(left, dequantized(node, b.numbers, {ratioB, b.by.zero})), c,
                     a.numbers)};
}

/// (a b) (scale a scale b / scale c), where a and b are integers
Values multiply(NodeImporter &node) {
  QuantizedTensor a = operandAt(node, 0), b = operandAt(node, 3);
  Quantization c = scalarQuantization(node, 6, 7, /*divides=*/true);
  if (node.failed)
    return {};
  Value one = node.scalar(1, node.builder.getF32Type());
  Value product = node.mul(dequantized(node, a.numbers, {one, a.by.zero}),
                           dequantized(node, b.numbers, {one, b.by.zero}));
  Value ratio = node.create<vit::DivOp>(node.mul(a.by.scale, b.by.scale), c.scale);
  return {roundedSum(node, node.mul(product, ratio), c, a.numbers)};
}

//===-- Several operands ----------------------------------------------------------------------===//

Values concat(NodeImporter &node) {
  int64_t axis = node.requiredIntAttr("axis");
  Values parts;
  for (unsigned first = 2; first < node.getNumInputs() && !node.failed; first += 3) {
    QuantizedTensor x = operandAt(node, first);
    parts.push_back(result(node, dequantized(node, x.numbers, x.by), 0, x.numbers));
  }
  if (node.failed)
    return {};
  if (parts.empty())
    return node.fail("it has no inputs to join; export the model again");
  axis = node.normalizeAxis(axis, rankOf(parts.front()));
  return {node.concat(parts, axis)};
}

Values where(NodeImporter &node) {
  Value condition = node.input(0);
  QuantizedTensor x = operandAt(node, 1), y = operandAt(node, 4);
  Value then = result(node, dequantized(node, x.numbers, x.by), 7, x.numbers);
  Value otherwise = result(node, dequantized(node, y.numbers, y.by), 7, y.numbers);
  return {node.create<vit::SelectOp>(condition, then, otherwise)};
}

} // namespace

void addContribQuantization(OpTable &table) {
  table.addForeign(contribDomain, "QLinearAdd", add);
  table.addForeign(contribDomain, "QLinearAveragePool", averagePool);
  table.addForeign(contribDomain, "QLinearConcat", concat);
  table.addForeign(contribDomain, "QLinearGlobalAveragePool", globalAveragePool);
  table.addForeign(contribDomain, "QLinearLeakyRelu", leakyRelu);
  table.addForeign(contribDomain, "QLinearMul", multiply);
  table.addForeign(contribDomain, "QLinearReduceMean", reduceMean);
  table.addForeign(contribDomain, "QLinearSigmoid", sigmoid);
  table.addForeign(contribDomain, "QLinearSoftmax", softmax);
  table.addForeign(contribDomain, "QLinearWhere", where);
}

} // namespace vitc::frontend
