//===-- OnnxQuantization.cpp: the chains that quantise and dequantise, and the operators of them ----===//
#include "frontend/onnx/OnnxQuantization.h"
#include "frontend/onnx/OnnxImporter.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {

using mlir::Value;

//===-- Scales and zero points ----------------------------------------------------------------===//

/// `parameter` in a shape that broadcasts to `shape`: one number for all, one for each index of the axis, or
/// one for each block of so many indices.
static Value spread(NodeImporter &node, Value parameter, llvm::ArrayRef<int64_t> shape,
                    Granularity grain) {
  if (node.failed || !parameter)
    return {};
  auto rank = static_cast<int64_t>(shape.size()), own = rankOf(parameter);
  if (grain.blockSize == 0 && product(shapeOf(parameter)) == 1 && own <= 1)
    return node.reshape(parameter, {});
  int64_t axis = node.normalizeAxis(grain.axis, rank);
  if (node.failed)
    return {};
  // A block that is longer than the axis is no more than all of it.
  int64_t block = std::clamp<int64_t>(grain.blockSize, 1, std::max<int64_t>(shape[axis], 1));
  Ints wanted(rank, 1), blocks(shape);
  wanted[axis] = shape[axis];
  blocks[axis] = llvm::divideCeil(shape[axis], block);
  bool isPerAxis = grain.blockSize == 0 && own == 1 && shapeOf(parameter)[0] == shape[axis];
  if (isPerAxis)
    return node.reshape(parameter, wanted);
  bool isSpread = grain.blockSize == 0 && own == rank &&
                  llvm::all_of(llvm::zip(shapeOf(parameter), wanted, shape), [](auto sizes) {
                    auto [size, expected, whole] = sizes;
                    return size == expected || (size == whole && expected == 1) || size == 1;
                  });
  if (isSpread)
    return parameter;
  if (grain.blockSize <= 0 || Ints(shapeOf(parameter)) != blocks) {
    node.fail("its scale or zero point " + toText(shapeOf(parameter)) + " does not fit the input " +
              toText(shape) + " at axis " + llvm::Twine(axis) +
              (grain.blockSize ? " in blocks of " + llvm::Twine(grain.blockSize) : llvm::Twine()) +
              "; export the model again");
    return {};
  }
  Ints repeated(blocks), merged(blocks);
  repeated.insert(repeated.begin() + axis + 1, block);
  merged[axis] *= block;
  Value each = node.broadcast(node.unsqueeze(parameter, axis + 1), repeated);
  return node.slice(node.reshape(each, merged), axis, 0, shape[axis]);
}

/// Input `index`, a scale; a fault where a constant is none.
static Value scaleInput(NodeImporter &node, unsigned index, bool divides) {
  Value scale = node.input(index);
  if (scale && !isFloat(scale))
    node.fail("its scale (input '" + node.getProto().input(static_cast<int>(index)) +
              "') is not of floats; quantise the model again");
  std::optional<Tensor> numbers = node.failed ? std::nullopt : node.constantValue(scale);
  for (int64_t i = 0; numbers && i < numbers->getNumElements() && !node.failed; ++i) {
    double number = numbers->getFloat(i);
    if (!std::isfinite(number) || (divides && number == 0))
      node.fail("its scale (input '" + node.getProto().input(static_cast<int>(index)) + "') is " +
                (number == 0          ? "0"
                 : std::isnan(number) ? "NaN"
                                      : "infinite") +
                " at element " + llvm::Twine(i) +
                ", and a scale is a finite number that is not 0; quantise the model again, with "
                "calibration data that reach this place");
  }
  return scale;
}

/// `zero`, or null if it is a constant of zeros.
static Value unlessZero(NodeImporter &node, Value zero) {
  std::optional<Tensor> numbers =
      zero && !node.failed ? node.constantValue(zero) : std::optional<Tensor>();
  for (int64_t i = 0; numbers && i < numbers->getNumElements(); ++i)
    if (numbers->getFloat(i) != 0)
      return zero;
  return numbers ? Value() : zero;
}

Quantization quantizationOf(NodeImporter &node, unsigned scale, unsigned zero,
                            llvm::ArrayRef<int64_t> shape, Granularity grain, bool divides) {
  Value factor = spread(node, scaleInput(node, scale, divides), shape, grain);
  Value offset = spread(node, node.optionalInput(zero), shape, grain);
  return {single(node, factor), unlessZero(node, offset)};
}

Quantization blockQuantization(NodeImporter &node, Value scale, Value zero,
                               llvm::ArrayRef<int64_t> shape, Granularity grain) {
  return {single(node, spread(node, scale, shape, grain)),
          unlessZero(node, spread(node, zero, shape, grain))};
}

Quantization scalarQuantization(NodeImporter &node, unsigned scale, unsigned zero, bool divides) {
  for (unsigned index : {scale, zero}) {
    Value parameter = node.optionalInput(index);
    if (parameter && product(shapeOf(parameter)) != 1)
      node.fail("its scale or zero point (input '" +
                node.getProto().input(static_cast<int>(index)) + "') has the shape " +
                toText(shapeOf(parameter)) +
                " where one number is meant; quantise the model again");
  }
  return quantizationOf(node, scale, zero, {}, {}, divides);
}

Value zeroPoint(NodeImporter &node, unsigned index, llvm::ArrayRef<int64_t> shape, int64_t axis) {
  return unlessZero(node, spread(node, node.optionalInput(index), shape, {axis, 0}));
}

NumberRange rangeOfZero(NodeImporter &node, unsigned index) {
  Value zero = node.optionalInput(index);
  mlir::Type u8 = node.builder.getIntegerType(8, /*isSigned=*/false);
  if (!zero || !areWholeNumbers(node, {zero}))
    return NumberRange::of(u8);
  return NumberRange::of(elementOf(zero));
}

bool areWholeNumbers(NodeImporter &node, std::initializer_list<Value> inputs) {
  for (Value input : inputs) {
    auto integer =
        input ? llvm::dyn_cast<mlir::IntegerType>(elementOf(input)) : mlir::IntegerType();
    if (!node.failed && (!integer || integer.getWidth() > 16 || integer.getWidth() < 8))
      node.fail(
          "its quantised operands are not of integers of 8 or 16 bits; quantise the model again");
  }
  return !node.failed;
}

//===-- The chains ----------------------------------------------------------------------------===//

Value single(NodeImporter &node, Value x) {
  return x ? node.cast(x, node.builder.getF32Type()) : Value();
}

NumberRange NumberRange::of(mlir::Type element) {
  auto integer = llvm::cast<mlir::IntegerType>(element);
  const double count = std::ldexp(1.0, static_cast<int>(integer.getWidth()));
  return integer.isUnsigned() ? NumberRange{element, 0, count - 1}
                              : NumberRange{element, -count / 2, count / 2 - 1};
}

Value dequantized(NodeImporter &node, Value q, const Quantization &by) {
  if (node.failed)
    return {};
  Value x = q;
  if (by.zero) {
    // Integers are subtracted as such, where nothing is rounded.
    mlir::Type type =
        isFloat(q) ? mlir::Type(node.builder.getF32Type()) : mlir::Type(node.builder.getI32Type());
    x = node.sub(node.cast(q, type), node.cast(by.zero, type));
  }
  return node.mul(single(node, x), by.scale);
}

Value rounded(NodeImporter &node, Value y, Value zero, const NumberRange &range) {
  Value x = node.create<vit::RoundOp>(y);
  if (zero)
    x = node.add(x, single(node, zero));
  if (node.failed)
    return {};
  Value least = node.scalar(range.least, elementOf(x));
  Value below = node.create<vit::MinOp>(x, node.scalar(range.greatest, elementOf(x)));
  Value isAbove = node.create<vit::CompareOp>(vit::ComparePredicate::gt, x, least);
  x = node.create<vit::SelectOp>(isAbove, below, least);
  return node.failed ? Value() : node.cast(x, range.element);
}

Value quantized(NodeImporter &node, Value x, const Quantization &by, const NumberRange &range) {
  return rounded(node, node.create<vit::DivOp>(single(node, x), by.scale), by.zero, range);
}

Value requantized(NodeImporter &node, Value sums, Value scaleA, Value scaleB,
                  const Quantization &result, const NumberRange &range) {
  Value factor = node.create<vit::DivOp>(node.mul(scaleA, scaleB), result.scale);
  return rounded(node, node.mul(single(node, sums), factor), result.zero, range);
}

QuantizedTensor dynamicallyQuantized(NodeImporter &node, Value x) {
  if (node.failed)
    return {};
  x = single(node, x);
  Ints axes = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  Value zero = node.scalar(0, elementOf(x)), most = node.scalar(255, elementOf(x));
  Value low = node.create<vit::MinOp>(node.create<vit::ReduceMinOp>(x, axes, false), zero);
  Value high = node.create<vit::MaxOp>(node.create<vit::ReduceMaxOp>(x, axes, false), zero);
  Value scale = node.create<vit::DivOp>(node.sub(high, low), most);
  Value isFlat = node.create<vit::CompareOp>(vit::ComparePredicate::eq, high, low);
  Quantization by;
  by.scale =
      node.create<vit::SelectOp>(isFlat, node.failed ? zero : node.scalar(1, elementOf(x)), scale);
  NumberRange range = NumberRange::of(node.builder.getIntegerType(8, /*isSigned=*/false));
  by.zero = rounded(node, node.sub(zero, node.create<vit::DivOp>(low, by.scale)), {}, range);
  return {quantized(node, x, by, range), by};
}

//===-- Operators -----------------------------------------------------------------------------===//

namespace {

/// The numbers that a QuantizeLinear makes: those of its zero point's type, or of `dtype` (ONNX's number of a
/// type, 0 for u8). Of fewer than 8 bits they lie in bytes.
NumberRange resultRange(NodeImporter &node, Value zero, int64_t dtype) {
  mlir::Type i8 = node.builder.getI8Type();
  mlir::Type u8 = node.builder.getIntegerType(8, /*isSigned=*/false);
  int narrow = zero ? node.model.narrowTypes.lookup(zero) : static_cast<int>(dtype);
  switch (narrow) {
  case onnx::TensorProto::INT4:
    return {i8, -8, 7};
  case onnx::TensorProto::UINT4:
    return {u8, 0, 15};
  case onnx::TensorProto::INT2:
    return {i8, -2, 1};
  case onnx::TensorProto::UINT2:
    return {u8, 0, 3};
  default:
    break;
  }
  mlir::Type element = zero ? elementOf(zero) : dtype ? node.elementType(dtype) : u8;
  auto integer = llvm::dyn_cast_or_null<mlir::IntegerType>(element);
  if (integer && integer.getWidth() >= 8 && integer.getWidth() <= 16)
    return NumberRange::of(element);
  node.fail(llvm::Twine("its result is not of integers of up to 16 bits; ") + quantisedRemedy);
  return {u8, 0, 0};
}

Granularity granularityOf(NodeImporter &node) {
  return {node.intAttr("axis", 1), node.intAttr("block_size", 0)};
}

Values dequantize(NodeImporter &node) {
  int64_t dtype = node.intAttr("output_dtype", 0);
  Value x = node.input(0), scale = node.input(1);
  if (node.failed)
    return {};
  mlir::Type element = dtype ? node.elementType(dtype) : elementOf(scale);
  Quantization by = quantizationOf(node, 1, 2, shapeOf(x), granularityOf(node), /*divides=*/false);
  return {node.failed ? Value() : node.cast(dequantized(node, x, by), element)};
}

Values quantize(NodeImporter &node) {
  node.ignoreAttrs({"saturate", "precision"}); // of float8; of the division
  int64_t dtype = node.intAttr("output_dtype", 0);
  Value x = node.input(0), zero = node.optionalInput(2);
  if (node.failed)
    return {};
  NumberRange range = resultRange(node, zero, dtype);
  Quantization by = quantizationOf(node, 1, 2, shapeOf(x), granularityOf(node), /*divides=*/true);
  return {quantized(node, x, by, range)};
}

Values dynamicQuantize(NodeImporter &node) {
  auto [numbers, by] = dynamicallyQuantized(node, node.input(0));
  return {numbers, by.scale, by.zero};
}

} // namespace

void addQuantizationOps(OpTable &table) {
  table.add("DequantizeLinear", 10, dequantize);
  table.add("DynamicQuantizeLinear", 11, dynamicQuantize);
  table.add("QuantizeLinear", 10, quantize);
}

} // namespace vitc::frontend
