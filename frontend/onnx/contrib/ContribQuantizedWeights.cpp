//===-- ContribQuantizedWeights.cpp: weights of few bits in blocks, several to a byte -----------===//
//
// The weights of floats that they stand for are constants: (q - zero) * scale, a scale and a zero point for each
// block along an axis. Without a zero point it is the middle, 2^(bits - 1).
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxImporter.h"
#include "frontend/onnx/OnnxQuantization.h"
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// The numbers of `bits` bits that lie in the bytes of `x`, the lowest first: the last dimension is as many
/// times longer.
Value unpacked(NodeImporter &node, Value x, int64_t bits) {
  if (node.failed || bits == 8)
    return x;
  mlir::Type element = elementOf(x);
  Values parts;
  Value count = node.scalar(std::ldexp(1.0, static_cast<int>(bits)), element);
  for (int64_t shift = 0; shift < 8; shift += bits) {
    Value power = node.scalar(std::ldexp(1.0, static_cast<int>(shift)), element);
    Value part = node.create<vit::ModOp>(node.create<vit::DivOp>(x, power), count, /*fmod=*/false);
    parts.push_back(node.failed ? Value() : node.unsqueeze(part, rankOf(x)));
  }
  Value all = node.failed ? Value() : node.concat(parts, rankOf(x));
  if (!all)
    return {};
  Ints shape(shapeOf(x));
  shape.back() *= 8 / bits;
  return node.reshape(all, shape);
}

/// Whether `x` is a constant of bytes, and `bits` are a number of them that lie in one: a fault if not.
bool isPacked(NodeImporter &node, Value x, int64_t bits) {
  bool isByte = x && elementOf(x).isUnsignedInteger(8);
  if (!node.failed && (!isByte || (bits != 2 && bits != 4 && bits != 8)))
    node.fail("its weights are not of 2, 4 or 8 bits in bytes; quantise the model to such");
  if (!node.failed && !node.isConstant(x))
    node.fail("its weights depend on the model's inputs; make them initializers");
  if (!node.failed && rankOf(x) == 0)
    node.fail("its weights or zero points are one number and no table; quantise the model again");
  return !node.failed;
}

/// The first `size` of dimension 1 of `x`, [rows, blocks, ...] as [rows, all the rest].
Value firstColumns(NodeImporter &node, Value x, int64_t rows, int64_t size) {
  if (node.failed)
    return {};
  int64_t all = tensorType(x).getNumElements() / std::max<int64_t>(rows, 1);
  if (rows < 1 || tensorType(x).getNumElements() % rows != 0 || all < size) {
    node.fail("its weights, scales or zero points " + toText(shapeOf(x)) + " are too few for " +
              llvm::Twine(rows) + " rows of " + llvm::Twine(size) + "; quantise the model again");
    return {};
  }
  return node.slice(node.reshape(x, {rows, all}), 1, 0, size);
}

/// [rows, blocks] as [rows, size]: each for so many columns, or for those that `groups` says.
Value perColumn(NodeImporter &node, Value x, int64_t block, int64_t size, Value groups) {
  if (node.failed || !x)
    return {};
  if (groups)
    return node.create<vit::GatherOp>(x, groups, int64_t(1));
  Ints shape(shapeOf(x));
  Value each = node.broadcast(node.unsqueeze(x, 2), {shape[0], shape[1], block});
  return node.slice(node.reshape(each, {shape[0], shape[1] * block}), 1, 0, size);
}

/// The zero points, [rows, blocks]: floats, or packed as the weights are.
Value zeroPoints(NodeImporter &node, Value zeros, int64_t bits, int64_t rows, int64_t blocks) {
  if (!zeros || node.failed)
    return {};
  if (isFloat(zeros))
    return firstColumns(node, zeros, rows, blocks);
  if (!isPacked(node, zeros, bits))
    return {};
  int64_t bytes = llvm::divideCeil(blocks * bits, 8);
  return firstColumns(node, unpacked(node, firstColumns(node, zeros, rows, bytes), bits), rows,
                      blocks);
}

/// A W' + bias, where W is [N, K] in blocks along K.
Values matMulNBits(NodeImporter &node) {
  enum Inputs : uint8_t { A, Weights, Scales, Zeros, Groups, Bias };
  node.ignoreAttrs({"accuracy_level"}); // how ONNX Runtime may round A
  int64_t columns = node.requiredIntAttr("K"), rows = node.requiredIntAttr("N");
  int64_t bits = node.intAttr("bits", 4), block = node.requiredIntAttr("block_size");
  if (refuseFlag(node, "weight_prepacked", "save the model before ONNX Runtime prepacks it"))
    return {};
  Value a = node.input(A), packed = node.input(Weights), scales = node.input(Scales);
  Value zeros = node.optionalInput(Zeros), groups = node.optionalInput(Groups);
  if (!isPacked(node, packed, bits))
    return {};
  if (columns < 1 || rows < 1 || block < 1 || columns > largestCount || block > largestCount)
    return node.fail("its weights have no rows, columns or blocks; export the model again");
  int64_t blocks = llvm::divideCeil(columns, block);
  block = std::min(block, columns); // a longer one is no more than all
  Value q = firstColumns(node, unpacked(node, packed, bits), rows, columns);
  scales = firstColumns(node, scales, rows, blocks);
  zeros = zeroPoints(node, zeros, bits, rows, blocks);
  if (groups)
    groups = node.slice(groups, 0, 0, columns);
  Value zero =
      zeros ? perColumn(node, single(node, zeros), block, columns, groups)
            : node.scalar(std::ldexp(1.0, static_cast<int>(bits) - 1), node.builder.getF32Type());
  Value scale = perColumn(node, single(node, scales), block, columns, groups);
  Value weight = node.mul(node.sub(single(node, q), zero), scale);
  if (node.failed)
    return {};
  Value result =
      frontend::multiply(node, a, node.cast(node.transpose(weight, {1, 0}), elementOf(a)));
  Value bias = node.optionalInput(Bias);
  return {bias ? node.add(result, bias) : result};
}

/// Rows of a table that is quantised in blocks along its last axis.
Values gatherBlockQuantized(NodeImporter &node) {
  enum Inputs : uint8_t { Data, Indices, Scales, Zeros };
  int64_t axis = node.intAttr("gather_axis", 0), along = node.intAttr("quantize_axis", 1);
  int64_t block = node.intAttr("block_size", 128), bits = node.intAttr("bits", 4);
  Value data = node.input(Data), indices = node.input(Indices);
  Value zeros = node.optionalInput(Zeros);
  if (node.failed)
    return {};
  if (!node.isConstant(data))
    return node.fail("its table depends on the model's inputs; make it an initializer");
  bool isBytes = elementOf(data).isUnsignedInteger(8) && !node.model.narrowTypes.lookup(data);
  Value q = data, middle;
  if (isBytes) {
    q = isPacked(node, data, bits) ? unpacked(node, data, bits) : Value();
    zeros = zeros && isPacked(node, zeros, bits) ? unpacked(node, zeros, bits) : Value();
    middle = node.failed ? Value()
                         : node.scalar(std::ldexp(1.0, static_cast<int>(bits) - 1), elementOf(q));
  }
  if (node.failed)
    return {};
  axis = node.normalizeAxis(axis, rankOf(q));
  Quantization by = blockQuantization(node, node.input(Scales), zeros, shapeOf(q), {along, block});
  if (!zeros && middle)
    by.zero = middle;
  Value table = dequantized(node, q, by);
  if (node.failed || !checkIndices(node, indices, shapeOf(q)[axis], axis))
    return {};
  table = node.cast(table, elementOf(node.input(Scales)));
  return {node.create<vit::GatherOp>(table, indices, axis)};
}

} // namespace

void addContribQuantizedWeights(OpTable &table) {
  table.addForeign(contribDomain, "GatherBlockQuantized", gatherBlockQuantized);
  table.addForeign(contribDomain, "MatMulNBits", matMulNBits);
}

} // namespace vitc::frontend
