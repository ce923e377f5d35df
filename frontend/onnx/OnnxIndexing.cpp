//===-- OnnxIndexing.cpp: gathers and what makes indices --------------------------------------===//
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

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

/// The value of input `index`, on which the shape of the result depends; a fault if it is not known.
std::optional<Tensor> shapingInput(NodeImporter &node, unsigned index) {
  Value x = node.input(index);
  std::optional<Tensor> value = node.constantValue(x);
  if (x && !value)
    node.fail("the shape of its result depends on the model's inputs, and vitc compiles static "
              "shapes only; rewrite this part of the model, as with Where");
  if (!value || !node.canSpellOut(double(value->getNumElements())))
    return std::nullopt;
  return value;
}

/// Positions of the elements that are not zero: of constants alone, as the shape depends on them.
Values nonZero(NodeImporter &node) {
  Value x = node.input(0);
  if (!x)
    return {};
  std::optional<Tensor> value = shapingInput(node, 0);
  if (!value)
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

/// The entries along an axis (without one: of the flat input) whose condition holds.
Values compress(NodeImporter &node) {
  bool isFlat = !node.attribute("axis");
  int64_t axis = node.intAttr("axis", 0);
  Value x = node.input(0);
  std::optional<Tensor> condition = shapingInput(node, 1);
  if (node.failed)
    return {};
  if (isFlat)
    x = node.reshape(x, {product(shapeOf(x))});
  axis = node.normalizeAxis(axis, rankOf(x));
  Ints kept;
  for (int64_t i = 0; i < condition->getNumElements(); ++i)
    if (condition->getInt(i) != 0)
      kept.push_back(i);
  if (node.failed || (!kept.empty() && kept.back() >= shapeOf(x)[axis]))
    return node.fail("its condition is longer than axis " + llvm::Twine(axis) + " of the input " +
                     toText(shapeOf(x)) + "; export the model again");
  return {node.create<vit::GatherOp>(x, node.constantInts(kept), axis)};
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

/// The running product in a logarithmic number of steps, each of which multiplies by what the step before
/// made of the elements in front.
Values cumProd(NodeImporter &node) {
  bool exclusive = node.flagAttr("exclusive", false), reverse = node.flagAttr("reverse", false);
  Value x = node.input(0);
  Ints axes = node.constantInts(1, "axis");
  if (node.failed || axes.size() != 1)
    return node.fail("its axis is no single number; export the model again");
  int64_t axis = node.normalizeAxis(axes[0], rankOf(x));
  auto shifted = [&](Value value, int64_t by) {
    return reverse ? padAxis(node, value, axis, -by, by, 1)
                   : padAxis(node, value, axis, by, -by, 1);
  };
  int64_t size = node.failed ? 0 : shapeOf(x)[axis];
  if (exclusive && size > 0)
    x = shifted(x, 1);
  for (int64_t step = 1; step < size; step *= 2)
    x = node.mul(x, shifted(x, step));
  return {x};
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

void addIndexingOps(OpTable &table) {
  table.add("ArgMax", 1, argument<vit::ArgMaxOp>);
  table.add("ArgMin", 1, argument<vit::ArgMinOp>);
  table.add("Compress", 9, compress);
  table.add("CumProd", 26, cumProd);
  table.add("CumSum", 11, cumSum);
  table.add("Gather", 1, gatherAlong<vit::GatherOp>);
  table.add("GatherElements", 11, gatherAlong<vit::GatherElementsOp>);
  table.add("GatherND", 11, gatherNd);
  table.add("NonZero", 9, nonZero);
  table.add("OneHot", 9, oneHot);
  table.add("TopK", 1, topK);
}

} // namespace vitc::frontend
