//===-- OnnxRotary.cpp: RotaryEmbedding (opset 23), spelled out as exporters do ----------------===//
//
//   x * cos + rotated(x) * sin, rotated(x) = [-x[D/2:], x[:D/2]], or (-x[1], x[0], -x[3], x[2], ..)
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxRotary.h"
#include "frontend/onnx/OnnxHeads.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {

using mlir::Value;

namespace {

/// A table of angles [.., T, D/2] for all channels: [T, D] if it is the same for all images.
Value spreadAngles(NodeImporter &node, Value table, bool interleaved) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(table));
  int64_t rank = rankOf(table), half = shape.back();
  Value all;
  if (interleaved) {
    Value column = node.unsqueeze(table, rank);
    all = node.concat({column, column}, rank);
  } else {
    all = node.concat({table, table}, rank - 1);
  }
  int64_t batch = shape[0], tokens = shape[1];
  return batch == 1 ? node.reshape(all, {tokens, 2 * half})
                    : node.reshape(all, {batch, 1, tokens, 2 * half});
}

/// Channels `begin`, `begin` + `step`, ... of [B, heads, T, D]: half of them.
Value halfOf(NodeImporter &node, Value x, int64_t begin, int64_t step) {
  Ints starts(4, 0), sizes(shapeOf(x)), steps(4, 1);
  starts[3] = begin;
  sizes[3] /= 2;
  steps[3] = sizes[3] > 1 ? step : 1;
  return node.create<vit::SliceOp>(x, starts, sizes, steps);
}

Value rotated(NodeImporter &node, Value x, bool interleaved) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(x));
  Value first = halfOf(node, x, 0, interleaved ? 2 : 1);
  Value second = halfOf(node, x, interleaved ? 1 : shape[3] / 2, interleaved ? 2 : 1);
  Value negated = node.create<vit::NegOp>(second);
  if (!interleaved)
    return node.concat({negated, first}, 3);
  return node.reshape(node.concat({node.unsqueeze(negated, 4), node.unsqueeze(first, 4)}, 4),
                      shape);
}

/// The rows of `table` that the tokens are at, [B, T, D/2].
Value anglesAt(NodeImporter &node, Value table, Value ids) {
  if (ids)
    table = node.create<vit::GatherOp>(table, ids, int64_t(0));
  if (node.failed || rankOf(table) == 3)
    return table;
  node.fail("its angles are " + toText(shapeOf(table)) +
            ", where [positions, D/2] with position_ids or [B, T, D/2] is meant; export the model "
            "again");
  return {};
}

} // namespace

Value rotaryOf(NodeImporter &node, Value x, Value cosines, Value sines, Value ids) {
  bool interleaved = node.flagAttr("interleaved", false);
  int64_t heads = node.intAttr("num_heads", 0), channels = node.intAttr("rotary_embedding_dim", 0);
  if (node.failed)
    return {};
  cosines = anglesAt(node, cosines, ids);
  sines = anglesAt(node, sines, ids);
  bool isFlat = rankOf(x) == 3;
  if (node.failed || (!isFlat && rankOf(x) != 4)) {
    node.fail("its input " + toText(shapeOf(x)) +
              " is neither [B, heads, T, D] nor [B, T, heads D]; "
              "export the model again");
    return {};
  }
  if (isFlat && heads == 0)
    heads = shapeOf(x)[2] / std::max<int64_t>(1, 2 * shapeOf(cosines)[2]);
  if (isFlat)
    x = splitHeads(node, x, heads, "num_heads is");
  if (node.failed)
    return {};
  int64_t size = shapeOf(x)[3], turning = channels ? channels : size;
  if (turning > size || turning % 2 != 0 || shapeOf(cosines)[2] != turning / 2 ||
      shapeOf(sines) != shapeOf(cosines)) {
    node.fail("angles " + toText(shapeOf(cosines)) + " and " + toText(shapeOf(sines)) +
              " do not fit heads of " + llvm::Twine(size) + " channels, of which " +
              llvm::Twine(turning) + " turn; export the model again");
    return {};
  }
  Value part = node.slice(x, 3, 0, turning);
  Value plain = node.mul(part, spreadAngles(node, cosines, interleaved));
  Value turned = node.mul(rotated(node, part, interleaved), spreadAngles(node, sines, interleaved));
  Value result = node.add(plain, turned);
  if (turning < size)
    result = node.concat({result, node.slice(x, 3, turning, size - turning)}, 3);
  return isFlat ? mergeHeads(node, result) : result;
}

/// RotaryEmbedding(X, cos_cache, sin_cache, position_ids)
static Values rotaryEmbedding(NodeImporter &node) {
  Value x = node.input(0), cosines = node.input(1), sines = node.input(2);
  return {node.failed ? Value() : rotaryOf(node, x, cosines, sines, node.optionalInput(3))};
}

void addRotaryOps(OpTable &table) { table.add("RotaryEmbedding", 23, rotaryEmbedding); }

} // namespace vitc::frontend
