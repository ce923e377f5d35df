//===-- OnnxConstants.cpp: ops that are known at compile time: constants, shapes, casts, branches -===//
#include "frontend/onnx/OnnxImporter.h"

namespace vitc::frontend {
namespace {

using mlir::Value;
using onnx::AttributeProto;

/// Constant takes its value from exactly one of several attributes.
Values constant(NodeImporter &node) {
  mlir::Builder &builder = node.builder;
  if (const AttributeProto *value = node.attribute("value"))
    return {node.constant(value->t())};
  if (node.attribute("value_int")) {
    Value value = node.constantInts(node.intAttr("value_int", 0));
    return {node.reshape(value, {})};
  }
  if (auto values = node.intsAttr("value_ints"))
    return {node.constantInts(*values)};
  if (node.attribute("value_float"))
    return {node.scalar(node.floatAttr("value_float", 0), builder.getF32Type())};
  if (const AttributeProto *value = node.attribute("value_floats")) {
    llvm::SmallVector<double> values(value->floats().begin(), value->floats().end());
    return {node.constantFloats(values, builder.getF32Type())};
  }
  for (llvm::StringRef name : {"value_string", "value_strings", "sparse_value"})
    if (node.attribute(name))
      return node.fail("unsupported attribute '" + name +
                       "'; vitc compiles dense tensors of numbers: remove this part of the model");
  return node.fail("it has no value; export the model again");
}

Values constantOfShape(NodeImporter &node) {
  Ints shape = node.constantInts(0, "shape");
  const AttributeProto *attribute = node.attribute("value");
  if (node.failed)
    return {};
  if (llvm::any_of(shape, [](int64_t size) { return size < 0; }))
    return node.fail("its shape " + toText(shape) + " is negative; export the model again");
  Value value =
      attribute ? node.constant(attribute->t()) : node.scalar(0, node.builder.getF32Type());
  if (value && product(shapeOf(value)) != 1)
    return node.fail("its value " + toText(shapeOf(value)) +
                     " is no single number; export the model again");
  return {node.broadcast(node.reshape(value, {}), shape)};
}

Values shape(NodeImporter &node) {
  int64_t start = node.intAttr("start", 0);
  Value x = node.input(0);
  if (!x)
    return {};
  int64_t rank = rankOf(x), end = node.intAttr("end", rank);
  auto clamp = [&](int64_t axis) {
    return std::clamp<int64_t>(axis < 0 ? axis + rank : axis, 0, rank);
  };
  start = clamp(start);
  end = std::max(start, clamp(end));
  return {node.constantInts(shapeOf(x).slice(start, end - start))};
}

Values size(NodeImporter &node) {
  Value x = node.input(0);
  if (!x)
    return {};
  return {node.reshape(node.constantInts(product(shapeOf(x))), {})};
}

/// Range of integers: 64 bits are more than doubles hold.
Values rangeOfIntegers(NodeImporter &node, mlir::Type element, int64_t first, int64_t limit,
                       int64_t delta) {
  const bool isUp = delta > 0;
  const uint64_t step = isUp ? uint64_t(delta) : -uint64_t(delta),
                 distance =
                     isUp ? uint64_t(limit) - uint64_t(first) : uint64_t(first) - uint64_t(limit),
                 count =
                     (isUp ? first < limit : first > limit) ? llvm::divideCeil(distance, step) : 0;
  if (!node.canSpellOut(double(count)))
    return {};
  Tensor values(mlir::RankedTensorType::get({int64_t(count)}, element));
  for (uint64_t i = 0; i < count; ++i)
    values.setInt(int64_t(i), int64_t(uint64_t(first) + i * uint64_t(delta)));
  return {node.constant(values)};
}

/// start, start + delta, ... before limit: none if the step leads away.
Values range(NodeImporter &node) {
  node.ignoreAttrs({"stash_type"}); // of the sums, which are made in double precision
  Value start = node.input(0);
  auto first = node.constantFloats(0, "start"), limit = node.constantFloats(1, "limit"),
       delta = node.constantFloats(2, "delta");
  if (node.failed || first.size() != 1 || limit.size() != 1 || delta.size() != 1 || delta[0] == 0)
    return node.fail(
        "start, limit or delta is no single number, or delta is 0; export the model again");
  if (mlir::Type element = elementOf(start); element.isInteger())
    return rangeOfIntegers(node, element, node.constantInts(0, "start")[0],
                           node.constantInts(1, "limit")[0], node.constantInts(2, "delta")[0]);
  double count = std::max(0.0, std::ceil((limit[0] - first[0]) / delta[0]));
  if (!node.canSpellOut(count))
    return {};
  Tensor values(mlir::RankedTensorType::get({static_cast<int64_t>(count)}, elementOf(start)));
  for (int64_t i = 0; i < values.getNumElements(); ++i)
    values.setFloat(i, first[0] + static_cast<double>(i) * delta[0]);
  return {node.constant(values)};
}

Values eyeLike(NodeImporter &node) {
  int64_t dtype = node.intAttr("dtype", 0), diagonal = node.intAttr("k", 0);
  Value x = node.input(0);
  if (!x)
    return {};
  mlir::Type element = elementOf(x);
  if (dtype)
    element = node.elementType(dtype);
  if (node.failed || rankOf(x) != 2)
    return node.fail("it wants a matrix of numbers; export the model again");
  if (!node.canSpellOut(double(product(shapeOf(x)))))
    return {};
  Tensor value(mlir::RankedTensorType::get(shapeOf(x), element));
  for (int64_t row = 0; row < shapeOf(x)[0]; ++row)
    if (int64_t column = row + diagonal; column >= 0 && column < shapeOf(x)[1])
      value.setFloat(row * shapeOf(x)[1] + column, 1.0);
  return {node.constant(value)};
}

Values cast(NodeImporter &node) {
  node.ignoreAttrs({"saturate", "round_mode"}); // of float8 alone
  int64_t to = node.requiredIntAttr("to");
  Value x = node.input(0);
  if (!x)
    return {};
  return {node.cast(x, node.elementType(to))};
}

Values castLike(NodeImporter &node) {
  node.ignoreAttrs({"saturate", "round_mode"});
  Value x = node.input(0), like = node.input(1);
  if (!like)
    return {};
  return {node.cast(x, elementOf(like))};
}

/// A branch is imported in place of an If whose condition is known.
Values branch(NodeImporter &node) {
  const AttributeProto *thenBranch = node.attribute("then_branch");
  const AttributeProto *elseBranch = node.attribute("else_branch");
  Value condition = node.input(0);
  if (!condition)
    return {};
  std::optional<Tensor> value = node.constantValue(condition);
  if (!value || value->getNumElements() != 1 || !thenBranch || !elseBranch)
    return node.fail(
        "its condition '" + node.getProto().input(0) +
        "' depends on the model's inputs, and vitc compiles straight-line models only; "
        "export the model by tracing, with fixed sizes");
  mlir::Location location = node.getLocation();
  auto line = mlir::cast<mlir::FileLineColLoc>(mlir::cast<mlir::NameLoc>(location).getChildLoc());
  const AttributeProto *chosen = value->getInt(0) ? thenBranch : elseBranch;
  auto results =
      node.model.importBranch(chosen->g(), node.scope, nodeName(location), line.getLine());
  if (results)
    return *results;
  node.failed = true;
  return {};
}

Values loop(NodeImporter &node) {
  return node.fail(
      "loops are not supported, as vitc compiles straight-line models only; export the "
      "model by tracing, with fixed sizes, so that the loop is unrolled");
}

} // namespace

void addConstantOps(OpTable &table) {
  table.add("Cast", 6, cast);
  table.add("CastLike", 15, castLike);
  table.add("Constant", 1, constant);
  table.add("ConstantOfShape", 9, constantOfShape);
  table.add("EyeLike", 9, eyeLike);
  table.add("If", 1, branch);
  table.add("Loop", 1, loop);
  table.add("Range", 11, range);
  table.add("Scan", 1, loop);
  table.add("Shape", 1, shape);
  table.add("Size", 1, size);
}

} // namespace vitc::frontend
