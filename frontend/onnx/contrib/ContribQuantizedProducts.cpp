//===-- ContribQuantizedProducts.cpp: products of whole numbers whose results are real ----------===//
//
//   sum_k (a - zero a) (b - zero b) * (scale a * scale b) + bias
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "frontend/onnx/OnnxQuantization.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// The product in floats, of `element`, plus a bias that may be null.
Value realProduct(NodeImporter &node, const QuantizedTensor &a, const QuantizedTensor &b,
                  Value bias) {
  Value sums = productOfWholeNumbers(node, {a.numbers, a.by.zero}, {b.numbers, b.by.zero});
  Value result = node.mul(single(node, sums), node.mul(a.by.scale, b.by.scale));
  return bias ? node.add(result, single(node, bias)) : result;
}

/// Inputs `numbers`, `scale` and `zero`: weights of one scale, or one for each column.
QuantizedTensor weightsAt(NodeImporter &node, unsigned numbers, unsigned scale, unsigned zero) {
  Value w = node.input(numbers);
  if (!areWholeNumbers(node, {w}))
    return {};
  return {w, quantizationOf(node, scale, zero, shapeOf(w), {-1, 0}, /*divides=*/false)};
}

Values dynamicQuantizeMatMul(NodeImporter &node) {
  QuantizedTensor x = dynamicallyQuantized(node, node.input(0));
  QuantizedTensor weights = weightsAt(node, 1, 2, 3);
  return {realProduct(node, x, weights, node.optionalInput(4))};
}

Values matMulIntegerToFloat(NodeImporter &node) {
  enum Inputs : uint8_t { A, B, AScale, BScale, AZero, BZero, Bias };
  Value a = node.input(A);
  if (!areWholeNumbers(node, {a}))
    return {};
  Quantization by = scalarQuantization(node, AScale, AZero);
  QuantizedTensor weights = weightsAt(node, B, BScale, BZero);
  return {realProduct(node, {a, by}, weights, node.optionalInput(Bias))};
}

/// alpha A' B' + C, with C in integers of scale alpha (scale a) (scale b); floats without a scale for it.
Values gemm(NodeImporter &node) {
  enum Inputs : uint8_t { A, AScale, AZero, B, BScale, BZero, C, YScale, YZero };
  double alpha = node.floatAttr("alpha", 1.0);
  bool transA = node.flagAttr("transA", false), transB = node.flagAttr("transB", false);
  Value a = node.input(A), b = node.input(B), c = node.optionalInput(C);
  if (!areWholeNumbers(node, {a, b}))
    return {};
  if (rankOf(a) != 2 || rankOf(b) != 2)
    return node.fail("its operands are " + toText(shapeOf(a)) + " and " + toText(shapeOf(b)) +
                     ", where matrices are meant; quantise the model again");
  a = transA ? node.transpose(a, {1, 0}) : a;
  b = transB ? node.transpose(b, {1, 0}) : b;
  Quantization left = scalarQuantization(node, AScale, AZero);
  Quantization right = node.failed
                           ? Quantization()
                           : quantizationOf(node, BScale, BZero, shapeOf(b), {-1, 0}, false);
  Value sums = productOfWholeNumbers(node, {a, left.zero}, {b, right.zero});
  if (c)
    sums = node.add(sums, c);
  Value scale =
      node.failed ? Value() : node.mul(node.scalar(alpha, elementOf(left.scale)), left.scale);
  if (!node.hasInput(YScale))
    return {node.mul(single(node, sums), node.mul(scale, right.scale))};
  Quantization result = scalarQuantization(node, YScale, YZero, /*divides=*/true);
  return {requantized(node, sums, scale, right.scale, result, rangeOfZero(node, YZero))};
}

/// As Attention, with an input and weights of whole numbers.
Values quantizedAttention(NodeImporter &node) {
  enum Inputs : uint8_t { X, Weights, Bias, XScale, WScale, Mask, XZero, WZero, Past };
  if (refuseCache(node, Past))
    return {};
  Value x = node.input(X);
  if (!areWholeNumbers(node, {x}))
    return {};
  Quantization by = scalarQuantization(node, XScale, XZero);
  QuantizedTensor weights = weightsAt(node, Weights, WScale, WZero);
  Value projected = realProduct(node, {x, by}, weights, node.input(Bias));
  return {selfAttention(node, projected, node.optionalInput(Mask))};
}

} // namespace

void addContribQuantizedProducts(OpTable &table) {
  table.addForeign(contribDomain, "DynamicQuantizeMatMul", dynamicQuantizeMatMul);
  table.addForeign(contribDomain, "MatMulIntegerToFloat", matMulIntegerToFloat);
  table.addForeign(contribDomain, "QAttention", quantizedAttention);
  table.addForeign(contribDomain, "QGemm", gemm);
}

} // namespace vitc::frontend
