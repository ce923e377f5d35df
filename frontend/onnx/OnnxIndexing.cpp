//===-- OnnxIndexing.cpp: gathers, scatters and what makes indices ----------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// Says whether constant `indices` all lie in a dimension of `size`; unknown ones pass.
bool checkIndices(NodeImporter &node, Value indices, int64_t size, int64_t axis) {
  auto constant = indices ? indices.getDefiningOp<vit::ConstantOp>() : vit::ConstantOp();
  if (node.failed || !constant)
    return !node.failed;
  std::optional<Tensor> values = node.constantValue(indices);
  for (int64_t i = 0; values && i < values->getNumElements(); ++i) {
    int64_t index = values->getInt(i);
    if (index >= -size && index < size)
      continue;
    node.fail("index " + llvm::Twine(index) + " lies outside axis " + llvm::Twine(axis) +
              " of size " + llvm::Twine(size) + "; export the model again");
    return false;
  }
  return !node.failed;
}

/// Gather and GatherElements: entries along one dimension.
template <typename Op> Values gatherAlong(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 0);
  Value x = node.input(0), indices = node.input(1);
  if (!indices)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  if (node.failed || !checkIndices(node, indices, shapeOf(x)[axis], axis))
    return {};
  return {node.create<Op>(x, indices, axis)};
}

Values gatherNd(NodeImporter &node) {
  int64_t batchDims = node.intAttr("batch_dims", 0);
  Value x = node.input(0), indices = node.input(1);
  return {node.create<vit::GatherNdOp>(x, indices, batchDims)};
}

Values scatterNd(NodeImporter &node) {
  unsigned reduction = node.choiceAttr("reduction", {"none", "add", "mul", "max", "min"});
  Value x = node.input(0), indices = node.input(1), updates = node.input(2);
  return {node.create<vit::ScatterNdOp>(x, indices, updates,
                                        static_cast<vit::ScatterReduction>(reduction))};
}

/// Positions of the elements that are not zero: of constants alone, as the shape depends on them.
Values nonZero(NodeImporter &node) {
  Value x = node.input(0);
  if (!x)
    return {};
  std::optional<Tensor> value = node.constantValue(x);
  if (!value)
    return node.fail(
        "the shape of its result depends on the model's inputs, and vitc compiles static "
        "shapes only; rewrite this part of the model, as with Where");
  if (!node.canSpellOut(double(value->getNumElements())))
    return {};
  Ints hits;
  for (int64_t i = 0; i < value->getNumElements(); ++i)
    if (value->getFloat(i) != 0)
      hits.push_back(i);
  auto count = static_cast<int64_t>(hits.size());
  Tensor positions(mlir::RankedTensorType::get({rankOf(x), count}, node.builder.getI64Type()));
  for (auto [column, hit] : llvm::enumerate(hits)) {
    int64_t rest = hit;
    for (int64_t axis = rankOf(x) - 1; axis >= 0; --axis) {
      positions.setInt(axis * count + static_cast<int64_t>(column), rest % shapeOf(x)[axis]);
      rest /= shapeOf(x)[axis];
    }
  }
  return {node.constant(positions)};
}

/// on where the index equals the position along the new axis, off elsewhere; negative indices count
/// from the end, and those outside are off everywhere.
Values oneHot(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", -1);
  Value indices = node.input(0), values = node.input(2);
  Ints depth = node.constantInts(1, "depth");
  if (node.failed || depth.size() != 1 || depth[0] < 1)
    return node.fail("its depth is no positive number; export the model again");
  axis = node.normalizeAxis(axis, rankOf(indices) + 1);
  mlir::Type i64 = node.builder.getI64Type();
  Value index = node.unsqueeze(node.cast(indices, i64), axis);
  Value limit = node.scalar(static_cast<double>(depth[0]), i64);
  Value isNegative =
      node.create<vit::CompareOp>(vit::ComparePredicate::lt, index, node.scalar(0, i64));
  Value normal = node.create<vit::SelectOp>(isNegative, node.add(index, limit), index);
  Ints shape(rankOf(indices) + 1, 1);
  if (node.failed)
    return {};
  shape[axis] = depth[0];
  Value position = node.reshape(node.positions(depth[0]), shape);
  Value isHot = node.create<vit::CompareOp>(vit::ComparePredicate::eq, normal, position);
  Value off = node.reshape(node.slice(values, 0, 0, 1), {});
  Value on = node.reshape(node.slice(values, 0, 1, 1), {});
  return {node.create<vit::SelectOp>(isHot, on, off)};
}

template <typename Op> Values argument(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 0);
  bool keepDims = node.flagAttr("keepdims", true), last = node.flagAttr("select_last_index", false);
  Value x = node.input(0);
  if (!x)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  return {node.create<Op>(x, axis, keepDims, last)};
}

Values topK(NodeImporter &node) {
  node.ignoreAttrs({"sorted"}); // sorted is one of the orders that 0 allows
  int64_t axis = node.intAttr("axis", -1);
  bool largest = node.flagAttr("largest", true);
  Value x = node.input(0);
  Ints k = node.getOpset() < 10 ? Ints{node.requiredIntAttr("k")} : node.constantInts(1, "k");
  if (node.failed || k.size() != 1 || k[0] < 0)
    return node.fail("its k is no single number; export the model again");
  axis = node.normalizeAxis(axis, rankOf(x));
  return node.createAll<vit::TopKOp>(x, k[0], axis, !largest);
}

Values cumSum(NodeImporter &node) {
  bool exclusive = node.flagAttr("exclusive", false), reverse = node.flagAttr("reverse", false);
  Value x = node.input(0);
  Ints axis = node.constantInts(1, "axis");
  if (node.failed || axis.size() != 1)
    return node.fail("its axis is no single number; export the model again");
  return {
      node.create<vit::CumsumOp>(x, node.normalizeAxis(axis[0], rankOf(x)), exclusive, reverse)};
}

} // namespace

void addIndexingOps(OpTable &table) {
  table.add("ArgMax", 1, argument<vit::ArgMaxOp>);
  table.add("ArgMin", 1, argument<vit::ArgMinOp>);
  table.add("CumSum", 11, cumSum);
  table.add("Gather", 1, gatherAlong<vit::GatherOp>);
  table.add("GatherElements", 11, gatherAlong<vit::GatherElementsOp>);
  table.add("GatherND", 11, gatherNd);
  table.add("NonZero", 9, nonZero);
  table.add("OneHot", 9, oneHot);
  table.add("ScatterND", 11, scatterNd);
  table.add("TopK", 1, topK);
}

} // namespace vitc::frontend
