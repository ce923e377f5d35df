//===-- OnnxScatter.cpp: scatters, and orders that are data -------------------------------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "frontend/onnx/OnnxShared.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

vit::ScatterReduction reductionOf(NodeImporter &node) {
  return static_cast<vit::ScatterReduction>(
      node.choiceAttr("reduction", {"none", "add", "mul", "max", "min"}));
}

/// Of constant tuples of indices, each index has to lie in its dimension.
bool checkTuples(NodeImporter &node, Value x, Value indices) {
  if (node.failed || rankOf(indices) == 0 || shapeOf(indices).back() > rankOf(x))
    return !node.failed; // which the op itself refuses
  for (int64_t i = 0; i < shapeOf(indices).back() && !node.failed; ++i)
    if (indices.getDefiningOp<vit::ConstantOp>())
      checkIndices(node, node.slice(indices, rankOf(indices) - 1, i, 1), shapeOf(x)[i], i);
  return !node.failed;
}

Values scatterNd(NodeImporter &node) {
  vit::ScatterReduction reduction = reductionOf(node);
  Value x = node.input(0), indices = node.input(1), updates = node.input(2);
  if (!checkTuples(node, x, indices))
    return {};
  return {node.create<vit::ScatterNdOp>(x, indices, updates, reduction)};
}

/// Each update falls where it is, but along `axis` where its index says: tuples of its position with that.
Values scatterElements(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 0);
  vit::ScatterReduction reduction = reductionOf(node);
  Value x = node.input(0), indices = node.input(1), updates = node.input(2);
  if (node.failed)
    return {};
  int64_t rank = rankOf(x);
  axis = node.normalizeAxis(axis, rank);
  Ints shape(shapeOf(indices));
  if (rankOf(indices) != rank || shapeOf(updates) != llvm::ArrayRef(shape))
    return node.fail("its input " + toText(shapeOf(x)) + ", indices " + toText(shape) +
                     " and updates " + toText(shapeOf(updates)) +
                     " do not fit together; export the model again");
  if (node.failed || !checkIndices(node, indices, shapeOf(x)[axis], axis))
    return {};
  mlir::Type i64 = node.builder.getI64Type();
  Values tuple;
  for (int64_t i = 0; i < rank && !node.failed; ++i) {
    if (i != axis && shape[i] > shapeOf(x)[i])
      return node.fail("its indices " + toText(shape) + " reach beyond the input " +
                       toText(shapeOf(x)) + "; export the model again");
    Ints line(rank, 1);
    line[i] = shape[i];
    Value along = i == axis ? node.cast(indices, i64)
                            : node.broadcast(positions(node, shape[i], line), shape);
    tuple.push_back(node.unsqueeze(along, rank));
  }
  return {node.create<vit::ScatterNdOp>(x, node.concat(tuple, rank), updates, reduction)};
}

/// Of each sequence the first elements, as many as its length says, in reverse.
Values reverseSequence(NodeImporter &node) {
  int64_t time = node.intAttr("time_axis", 0), batch = node.intAttr("batch_axis", 1);
  Value x = node.input(0), lengths = node.input(1);
  if (node.failed)
    return {};
  time = node.normalizeAxis(time, rankOf(x));
  batch = node.normalizeAxis(batch, rankOf(x));
  if (node.failed || time == batch || product(shapeOf(lengths)) != shapeOf(x)[batch])
    return node.fail("its lengths " + toText(shapeOf(lengths)) + " are not one for each of the " +
                     "sequences in " + toText(shapeOf(x)) + "; export the model again");
  mlir::Type i64 = node.builder.getI64Type();
  Ints row(rankOf(x), 1), column(rankOf(x), 1);
  row[time] = shapeOf(x)[time];
  column[batch] = shapeOf(x)[batch];
  Value position = positions(node, row[time], row);
  Value length = node.reshape(node.cast(lengths, i64), column);
  Value mirrored = node.sub(node.sub(length, node.scalar(1, i64)), position);
  Value isInside = node.create<vit::CompareOp>(vit::ComparePredicate::lt, position, length);
  Value source = node.create<vit::SelectOp>(isInside, mirrored, position);
  if (node.failed)
    return {};
  return {node.create<vit::GatherElementsOp>(x, node.broadcast(source, Ints(shapeOf(x))), time)};
}

//===-- Unique --------------------------------------------------------------------------------===//

/// The slices of a constant along an axis, as rows of numbers that can be compared.
struct Rows {
  int64_t count = 0, length = 0;
  std::vector<double> values;

  llvm::ArrayRef<double> row(int64_t i) const {
    return llvm::ArrayRef(values).slice(i * length, length);
  }
  bool isLess(int64_t a, int64_t b) const {
    return std::lexicographical_compare(row(a).begin(), row(a).end(), row(b).begin(), row(b).end());
  }
};

Rows rowsOf(const Tensor &value, int64_t axis) {
  auto shape = value.getShape();
  int64_t outer = product(shape.take_front(axis)), inner = product(shape.drop_front(axis + 1));
  Rows rows{shape[axis], outer * inner, {}};
  for (int64_t i = 0; i < rows.count; ++i)
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t k = 0; k < inner; ++k)
        rows.values.push_back(value.getFloat((o * rows.count + i) * inner + k));
  return rows;
}

/// The slices that differ, sorted or as they come; for each where it came first and how often, and for each
/// of the input which one it is.
Values unique(NodeImporter &node) {
  bool isSorted = node.flagAttr("sorted", true), isFlat = !node.attribute("axis");
  int64_t axis = node.intAttr("axis", 0);
  Value x = node.input(0);
  if (x && isFlat)
    x = node.reshape(x, {product(shapeOf(x))});
  std::optional<Tensor> value = node.constantValue(x);
  if (!node.failed && !value)
    return node.fail(
        "the shape of its result depends on the model's inputs, and vitc compiles static shapes "
        "only; rewrite this part of the model, as with TopK");
  if (node.failed || !node.canSpellOut(double(value->getNumElements())))
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  if (node.failed)
    return {};
  Rows rows = rowsOf(*value, axis);
  Ints order = llvm::to_vector(llvm::seq<int64_t>(0, rows.count)), first, inverse(rows.count, 0);
  llvm::sort(order, [&](int64_t a, int64_t b) {
    return rows.isLess(a, b) || (!rows.isLess(b, a) && a < b);
  });
  for (int64_t i : order) {
    if (first.empty() || rows.isLess(first.back(), i))
      first.push_back(i);
    inverse[i] = first.back();
  }
  if (!isSorted)
    llvm::sort(first);
  Ints counts(first.size(), 0);
  for (int64_t &which : inverse) {
    which = llvm::find(first, which) - first.begin();
    ++counts[which];
  }
  Value picked = node.create<vit::GatherOp>(x, node.constantInts(first), axis);
  return {picked, node.constantInts(first), node.constantInts(inverse), node.constantInts(counts)};
}

} // namespace

void addScatterOps(OpTable &table) {
  table.add("ReverseSequence", 10, reverseSequence);
  table.add("Scatter", 9, scatterElements);
  table.add("ScatterElements", 11, scatterElements);
  table.add("ScatterND", 11, scatterNd);
  table.add("Unique", 11, unique);
}

} // namespace vitc::frontend
