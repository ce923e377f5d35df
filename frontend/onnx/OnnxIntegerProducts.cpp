//===-- OnnxIntegerProducts.cpp: products and convolutions of whole numbers --------------------===//
//
// Sums of products are i32 and exact. Of a convolution they are computed in floats, in which whole numbers up
// to 2^24 (f32) or 2^53 (f64) are exact whatever the order of the sum: f32, where the filter's elements show
// that no sum is larger, f64 otherwise. One whose windows touch and do not overlap, as of a patch embedding, is
// a product.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxQuantization.h"
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {

using mlir::Value;

/// The numbers less their zero, in i32.
static Value difference(NodeImporter &node, const WholeNumbers &x) {
  mlir::Type i32 = node.builder.getI32Type();
  if (node.failed)
    return {};
  Value wide = node.cast(x.numbers, i32);
  return x.zero ? node.sub(wide, node.cast(x.zero, i32)) : wide;
}

/// The sums of a matrix's (or matrices') rows or columns, along dimension `fromBehind` counted from the last.
static Value sumsAlong(NodeImporter &node, const WholeNumbers &x, int64_t fromBehind) {
  Value numbers = difference(node, x);
  return node.failed
             ? Value()
             : node.create<vit::ReduceSumOp>(numbers, Ints{rankOf(numbers) - 1 - fromBehind},
                                             /*keep_dims=*/true);
}

/// Products of 8 bits have the numbers as they are for operands, and zero points as sums of rows and columns
/// behind them: sum (a - za) (b - zb) = sum a b - za sum (b - zb) - zb sum a. Of a constant b the zero point is
/// subtracted when the model is compiled.
Value productOfWholeNumbers(NodeImporter &node, const WholeNumbers &a, const WholeNumbers &b) {
  if (node.failed)
    return {};
  auto isByte = [](Value x) { return elementOf(x).isInteger(8) && rankOf(x) >= 2; };
  if (!isByte(a.numbers) || !isByte(b.numbers))
    return multiply(node, difference(node, a), difference(node, b));
  mlir::Type i16 = node.builder.getI16Type(), i32 = node.builder.getI32Type();
  Value weights = b.numbers, sums;
  bool isFolded = b.zero && node.isConstant(b.numbers) && node.isConstant(b.zero);
  if (isFolded)
    weights = node.sub(node.cast(b.numbers, i16), node.cast(b.zero, i16));
  sums = multiply(node, a.numbers, weights);
  if (a.zero)
    sums = node.sub(sums, node.mul(node.cast(a.zero, i32), sumsAlong(node, b, 1)));
  if (b.zero && !isFolded)
    sums = node.sub(sums, node.mul(node.cast(b.zero, i32), sumsAlong(node, {a.numbers, {}}, 0)));
  return sums;
}

//===-- Convolutions --------------------------------------------------------------------------===//

/// The largest |q - zero| that there can be.
static double largestDifference(NodeImporter &node, const WholeNumbers &x) {
  NumberRange range = NumberRange::of(elementOf(x.numbers));
  std::optional<Tensor> zeros = x.zero ? node.constantValue(x.zero) : std::optional<Tensor>();
  if (x.zero && !zeros)
    return range.greatest - range.least;
  double largest = x.zero ? 0 : std::max(range.greatest, -range.least);
  for (int64_t i = 0; zeros && i < zeros->getNumElements(); ++i)
    largest =
        std::max({largest, range.greatest - zeros->getFloat(i), zeros->getFloat(i) - range.least});
  return largest;
}

/// A bound of what |sum of x * filter| may be, and every part of such a sum.
static double largestSum(NodeImporter &node, const WholeNumbers &x, const WholeNumbers &filter) {
  double input = largestDifference(node, x);
  int64_t outputs = std::max<int64_t>(shapeOf(filter.numbers)[0], 1);
  int64_t taps = tensorType(filter.numbers).getNumElements() / outputs;
  std::optional<Tensor> numbers = node.constantValue(filter.numbers);
  std::optional<Tensor> zeros =
      filter.zero ? node.constantValue(filter.zero) : std::optional<Tensor>();
  if (!numbers || (filter.zero && !zeros))
    return input * largestDifference(node, filter) * static_cast<double>(taps);
  double largest = 0;
  for (int64_t output = 0; output < outputs; ++output) {
    double zero = zeros ? zeros->getFloat(zeros->getNumElements() == 1 ? 0 : output) : 0, sum = 0;
    for (int64_t tap = 0; tap < taps; ++tap)
      sum += std::abs(numbers->getFloat(output * taps + tap) - zero);
    largest = std::max(largest, sum);
  }
  return input * largest;
}

/// [B, C, H, W] -> [B, H/KH W/KW, C KH KW]
static Value patchesOf(NodeImporter &node, Value x, const Window &window) {
  Ints shape(shapeOf(x));
  int64_t kh = window.kernel[0], kw = window.kernel[1], rows = shape[2] / kh,
          columns = shape[3] / kw;
  x = node.slice(node.slice(x, 2, 0, rows * kh), 3, 0, columns * kw);
  x = node.reshape(x, {shape[0], shape[1], rows, kh, columns, kw});
  x = node.transpose(x, {0, 2, 4, 1, 3, 5});
  return node.reshape(x, {shape[0], rows * columns, shape[1] * kh * kw});
}

/// The convolution as a product, if its windows touch and do not overlap; null if they do.
static Value productOfPatches(NodeImporter &node, const WholeNumbers &x,
                              const WholeNumbers &filter) {
  Ints shape(shapeOf(x.numbers)), taps(shapeOf(filter.numbers));
  Window window;
  bool isPlane = shape.size() == 4 && taps.size() == 4 && node.intAttr("group", 1) == 1;
  if (!isPlane || !readWindow(node, window, Ints{taps[2], taps[3]}, 2))
    return {};
  resolveAutoPad(window, llvm::ArrayRef(shape).drop_front(2));
  bool isTiled = window.strides == window.kernel && product(window.dilations) == 1 &&
                 llvm::all_of(window.pads, [](int64_t pad) { return pad == 0; });
  bool fits = shape[1] == taps[1] && shape[2] >= taps[2] && shape[3] >= taps[3];
  if (!isTiled || !fits || product(taps) == 0)
    return {};
  Value weights = node.reshape(filter.numbers, {taps[0], taps[1] * taps[2] * taps[3]});
  Value zero = filter.zero;
  if (zero && product(shapeOf(zero)) > 1)
    zero = node.reshape(zero, {1, taps[0]});
  Value sums = productOfWholeNumbers(node, {patchesOf(node, x.numbers, window), x.zero},
                                     {node.transpose(weights, {1, 0}), zero});
  return node.reshape(node.transpose(sums, {0, 2, 1}),
                      {shape[0], taps[0], shape[2] / taps[2], shape[3] / taps[3]});
}

/// Whether there is a filter, a zero point of one number for the images, and one or one for each output for the filter: a
/// fault if not.
static bool isConvolution(NodeImporter &node, const WholeNumbers &x, const WholeNumbers &filter) {
  Ints shape(shapeOf(filter.numbers));
  if (shape.size() < 3) {
    node.fail("its filter has the shape " + toText(shape) +
              ", which is none of a convolution; export the model again");
    return false;
  }
  auto hasOne = [](Value zero) { return !zero || product(shapeOf(zero)) == 1; };
  Ints each(shape.size(), 1);
  each[0] = shape[0];
  for (auto [zero, fits] :
       {std::pair(x.zero, hasOne(x.zero)),
        {filter.zero, hasOne(filter.zero) || Ints(shapeOf(filter.zero)) == each}})
    if (!fits)
      node.fail("a zero point has the shape " + toText(shapeOf(zero)) +
                "; that of the images is one number, and the filter's one, or one for each output; "
                "quantise "
                "the model again");
  return !node.failed;
}

Value convolutionOfWholeNumbers(NodeImporter &node, const WholeNumbers &x,
                                const WholeNumbers &filter) {
  if (node.failed || !isConvolution(node, x, filter))
    return {};
  if (Value sums = productOfPatches(node, x, filter); sums || node.failed)
    return sums;
  constexpr double largestOfSingle = 1 << 24, numbersOf32Bits = 4294967296.0;
  const double largest = largestSum(node, x, filter);
  mlir::Type type =
      largest <= largestOfSingle ? node.builder.getF32Type() : node.builder.getF64Type();
  Value images = node.cast(difference(node, x), type),
        taps = node.cast(difference(node, filter), type);
  Value sums = convolve(node, images, taps, {});
  if (!node.failed && largest >= numbersOf32Bits / 2) { // behind the last number comes the first
    auto scalar = [&](double value) { return node.scalar(value, type); };
    Value rounded = node.add(node.mul(sums, scalar(1 / numbersOf32Bits)), scalar(0.5));
    Value turns = node.create<vit::FloorOp>(rounded);
    sums = node.sub(sums, node.mul(turns, scalar(numbersOf32Bits)));
  }
  return node.cast(sums, node.builder.getI32Type());
}

//===-- Operators -----------------------------------------------------------------------------===//

namespace {

/// The zero point of a product's left operand: one, or one a row.
Value rowZero(NodeImporter &node, unsigned index, Value a) {
  return node.failed ? Value()
                     : zeroPoint(node, index, shapeOf(a), std::max<int64_t>(rankOf(a) - 2, 0));
}

Values matMulInteger(NodeImporter &node) {
  Value a = node.input(0), b = node.input(1);
  if (!areWholeNumbers(node, {a, b}))
    return {};
  WholeNumbers left{a, rowZero(node, 2, a)}, right{b, zeroPoint(node, 3, shapeOf(b), -1)};
  return {productOfWholeNumbers(node, left, right)};
}

Values convInteger(NodeImporter &node) {
  Value x = node.input(0), filter = node.input(1);
  if (!areWholeNumbers(node, {x, filter}))
    return {};
  WholeNumbers images{x, zeroPoint(node, 2, shapeOf(x), 0)};
  WholeNumbers taps{filter, zeroPoint(node, 3, shapeOf(filter), 0)};
  return {convolutionOfWholeNumbers(node, images, taps)};
}

Values qLinearMatMul(NodeImporter &node) {
  enum Inputs : uint8_t { A, AScale, AZero, B, BScale, BZero, YScale, YZero };
  Value a = node.input(A), b = node.input(B);
  if (!areWholeNumbers(node, {a, b}))
    return {};
  int64_t rows = std::max<int64_t>(rankOf(a) - 2, 0);
  Quantization left = quantizationOf(node, AScale, AZero, shapeOf(a), {rows, 0}, false);
  Quantization right = quantizationOf(node, BScale, BZero, shapeOf(b), {-1, 0}, false);
  Quantization result = scalarQuantization(node, YScale, YZero, /*divides=*/true);
  Value sums = productOfWholeNumbers(node, {a, left.zero}, {b, right.zero});
  return {requantized(node, sums, left.scale, right.scale, result, rangeOfZero(node, YZero))};
}

Values qLinearConv(NodeImporter &node) {
  enum Inputs : uint8_t { X, XScale, XZero, W, WScale, WZero, YScale, YZero, Bias };
  bool isLast = node.flagAttr("channels_last", false);
  Value x = node.input(X), filter = node.input(W), bias = node.optionalInput(Bias);
  if (!areWholeNumbers(node, {x, filter}))
    return {};
  if (isLast)
    x = channelsFirst(node, x);
  Quantization image = scalarQuantization(node, XScale, XZero);
  Quantization taps = node.failed
                          ? Quantization()
                          : quantizationOf(node, WScale, WZero, shapeOf(filter), {0, 0}, false);
  Quantization result = scalarQuantization(node, YScale, YZero, /*divides=*/true);
  Value sums = convolutionOfWholeNumbers(node, {x, image.zero}, {filter, taps.zero});
  if (node.failed)
    return {};
  Ints channels(rankOf(sums), 1);
  channels[1] = shapeOf(filter)[0];
  if (bias)
    sums = node.add(sums, node.reshape(bias, channels));
  Value scale = taps.scale && rankOf(taps.scale) ? node.reshape(taps.scale, channels) : taps.scale;
  Value y = requantized(node, sums, image.scale, scale, result, rangeOfZero(node, YZero));
  return {isLast ? channelsLast(node, y) : y};
}

} // namespace

void addIntegerProductOps(OpTable &table) {
  table.add("ConvInteger", 10, convInteger);
  table.add("MatMulInteger", 10, matMulInteger);
  table.add("QLinearConv", 10, qLinearConv);
  table.add("QLinearMatMul", 10, qLinearMatMul);
  table.addForeign(contribDomain, "QLinearConv", qLinearConv);
}

} // namespace vitc::frontend
