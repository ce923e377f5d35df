//===-- OnnxFourier.cpp: DFT ------------------------------------------------------------------===//
//
// A product with the matrices of cosines and sines, which are constants:
//
//   X[k] = sum_n (re[n] + i im[n]) (C[n, k] - i S[n, k]), C = cos(2 pi n k / N), S = sin(2 pi n k / N)
//
// The inverse has + i S, and 1 / N.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

namespace vitc::frontend {
namespace {

using mlir::Value;

struct Transform {
  int64_t length = 0, results = 0;
  bool inverse = false;
};

/// `function` of 2 pi n k / length, [length, results], times `factor`.
Value waves(NodeImporter &node, const Transform &transform, double (*function)(double),
            double factor, mlir::Type element) {
  int64_t length = transform.length;
  if (!node.canSpellOut(double(length) * double(transform.results)))
    return {};
  llvm::SmallVector<double> values;
  for (int64_t n = 0; n < length; ++n)
    for (int64_t k = 0; k < transform.results; ++k)
      values.push_back(factor * function(2 * M_PI * double(n * k % length) / double(length)));
  return node.reshape(node.constantFloats(values, element), {length, transform.results});
}

/// `x` [.., N, 1 or 2], real or with imaginary parts, transformed along the last dimension but one.
Value transformed(NodeImporter &node, Value x, const Transform &transform) {
  if (node.failed)
    return {};
  mlir::Type element = elementOf(x);
  double factor = transform.inverse ? 1 / double(transform.length) : 1;
  Value cosines = waves(node, transform, std::cos, factor, element);
  Value sines = waves(node, transform, std::sin, transform.inverse ? -factor : factor, element);
  int64_t last = rankOf(x) - 1;
  Ints shape(shapeOf(x).drop_back());
  auto times = [&](int64_t part, Value matrix) {
    return node.create<vit::MatmulOp>(node.reshape(node.slice(x, last, part, 1), shape), matrix);
  };
  Value real = times(0, cosines), imaginary = node.create<vit::NegOp>(times(0, sines));
  if (shapeOf(x).back() == 2) {
    real = node.add(real, times(1, sines));
    imaginary = node.add(imaginary, times(1, cosines));
  }
  if (node.failed)
    return {};
  return node.concat({node.unsqueeze(real, last), node.unsqueeze(imaginary, last)}, last);
}

/// The real signal of `x` [.., N / 2 + 1, 2], whose other frequencies are the conjugates of these: each
/// counts twice, but the first, and that in the middle.
Value realSignal(NodeImporter &node, Value x, int64_t length) {
  Transform transform{length, length, true};
  int64_t last = rankOf(x) - 1, frequencies = shapeOf(x)[last - 1];
  mlir::Type element = elementOf(x);
  llvm::SmallVector<double> counts(frequencies, 2);
  counts.front() = 1;
  if (length % 2 == 0)
    counts.back() = 1;
  Value weight = node.reshape(node.constantFloats(counts, element), {frequencies, 1});
  Ints shape(shapeOf(x).drop_back());
  auto times = [&](int64_t part, double (*function)(double)) {
    Value matrix = waves(node, transform, function, 1 / double(length), element);
    matrix = node.mul(node.slice(matrix, 0, 0, frequencies), weight);
    return node.create<vit::MatmulOp>(node.reshape(node.slice(x, last, part, 1), shape), matrix);
  };
  Value signal = node.sub(times(0, std::cos), times(1, std::sin));
  return node.failed ? Value() : node.unsqueeze(signal, last);
}

/// The axis is an attribute before opset 20, an input from then on.
Values dft(NodeImporter &node) {
  bool inverse = node.flagAttr("inverse", false), oneSided = node.flagAttr("onesided", false);
  int64_t axis = node.getOpset() < 20 ? node.intAttr("axis", 1) : -2;
  Value x = node.input(0);
  Ints length = node.optionalConstantInts(1, "dft_length").value_or(Ints());
  if (auto given = node.optionalConstantInts(2, "axis"); given && given->size() == 1)
    axis = given->front();
  if (node.failed)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  int64_t last = rankOf(x) - 1;
  if (node.failed || axis == last || shapeOf(x)[last] < 1 || shapeOf(x)[last] > 2)
    return node.fail("its input " + toText(shapeOf(x)) + " and axis " + llvm::Twine(axis) +
                     " do not fit; it wants [.., N, 1] or [.., N, 2]");
  bool toReal = inverse && oneSided;
  int64_t given = toReal ? 2 * (shapeOf(x)[axis] - 1) : shapeOf(x)[axis];
  Transform transform{length.empty() ? given : length.front(), 0, inverse};
  if (transform.length < 1 || transform.length > largestCount)
    return node.fail("its dft_length is " + toText(length) + "; export the model again");
  transform.results = oneSided ? transform.length / 2 + 1 : transform.length;
  int64_t read = toReal ? transform.length / 2 + 1 : transform.length;
  x = padAxis(node, x, axis, 0, read - shapeOf(x)[axis]);
  Ints forth, back;
  for (int64_t i = 0; i < last; ++i)
    if (i != axis)
      forth.push_back(i);
  forth.append({axis, last});
  back.assign(forth.size(), 0);
  for (auto [to, from] : llvm::enumerate(forth))
    back[from] = static_cast<int64_t>(to);
  if (node.failed || (toReal && shapeOf(x)[last] != 2))
    return node.fail("its input " + toText(shapeOf(x)) + " has no imaginary parts");
  x = node.transpose(x, forth);
  Value result = toReal ? realSignal(node, x, transform.length) : transformed(node, x, transform);
  return {node.failed ? Value() : node.transpose(result, back)};
}

} // namespace

void addFourierOps(OpTable &table) { table.add("DFT", 17, dft); }

} // namespace vitc::frontend
