//===-- OnnxQuantization.cpp: quantised weights -----------------------------------------------===//
//
// A weight that is stored in few bits, and the weight of floats that it stands for, are constants: the
// model is one of floats. Activations in few bits are refused; OnnxGraph.cpp says so of the other
// operators that work on them.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsElementwise.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// A scale or zero point, and which elements of `x` it is for.
struct Granularity {
  Value x;
  int64_t axis, blockSize;
};

/// `parameter` in a shape that broadcasts to `x`: one number for all, one for each index of the axis, or one
/// for each block of so many indices.
Value spread(NodeImporter &node, Value parameter, const Granularity &grain) {
  if (node.failed || !parameter)
    return {};
  auto shape = shapeOf(grain.x);
  int64_t axis = grain.axis, rank = rankOf(grain.x), own = rankOf(parameter);
  if (grain.blockSize == 0 && product(shapeOf(parameter)) == 1 && own <= 1)
    return node.reshape(parameter, {});
  axis = node.normalizeAxis(axis, rank);
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

/// Whether the input is a constant: a fault if not.
bool isOfWeights(NodeImporter &node, Value x) {
  if (x && !node.isConstant(x))
    node.fail("its input '" + node.getProto().input(0) + "' depends on the model's inputs, and " +
              quantisedRemedy);
  return x && !node.failed;
}

/// (x - zero point) * scale, in single precision.
Values dequantize(NodeImporter &node) {
  Granularity grain{node.input(0), node.intAttr("axis", 1), node.intAttr("block_size", 0)};
  int64_t dtype = node.intAttr("output_dtype", 0);
  Value scale = node.input(1), zero = node.optionalInput(2);
  if (!isOfWeights(node, grain.x) || node.failed)
    return {};
  mlir::Type element = dtype ? node.elementType(dtype) : elementOf(scale);
  mlir::Type wide = node.builder.getF32Type();
  // Integers are subtracted as such, where nothing is rounded.
  mlir::Type difference = isFloat(grain.x) ? wide : mlir::Type(node.builder.getI32Type());
  Value x = node.cast(grain.x, difference);
  if (Value offset = spread(node, zero, grain))
    x = node.sub(x, node.cast(offset, difference));
  Value factor = spread(node, scale, grain);
  if (node.failed)
    return {};
  return {node.cast(node.mul(node.cast(x, wide), node.cast(factor, wide)), element)};
}

/// saturate(round(x / scale) + zero point), halves to the even number.
Values quantize(NodeImporter &node) {
  node.ignoreAttrs({"saturate", "precision"}); // of float8; of the division
  Granularity grain{node.input(0), node.intAttr("axis", 1), node.intAttr("block_size", 0)};
  int64_t dtype = node.intAttr("output_dtype", 0);
  Value scale = node.input(1), zero = node.optionalInput(2);
  if (!isOfWeights(node, grain.x) || node.failed)
    return {};
  mlir::Type element = zero ? elementOf(zero) : node.builder.getIntegerType(8, /*isSigned=*/false);
  if (dtype && !zero)
    element = node.elementType(dtype);
  auto integer = node.failed ? mlir::IntegerType() : llvm::dyn_cast<mlir::IntegerType>(element);
  if (!integer || integer.getWidth() > 16)
    return node.fail(llvm::Twine("its result has no element type of 8 or 16 bits; ") +
                     quantisedRemedy);
  mlir::Type wide = node.builder.getF32Type();
  Value factor = spread(node, scale, grain), offset = spread(node, zero, grain);
  if (node.failed)
    return {};
  Value x = node.create<vit::DivOp>(node.cast(grain.x, wide), node.cast(factor, wide));
  x = node.create<vit::RoundOp>(x);
  if (offset)
    x = node.add(x, node.cast(offset, wide));
  bool isUnsigned = integer.isUnsigned();
  double count = std::ldexp(1.0, static_cast<int>(integer.getWidth()));
  x = node.create<vit::MaxOp>(x, node.scalar(isUnsigned ? 0 : -count / 2, wide));
  x = node.create<vit::MinOp>(x, node.scalar((isUnsigned ? count : count / 2) - 1, wide));
  return {node.cast(x, element)};
}

} // namespace

void addQuantizationOps(OpTable &table) {
  table.add("DequantizeLinear", 10, dequantize);
  table.add("QuantizeLinear", 10, quantize);
}

} // namespace vitc::frontend
