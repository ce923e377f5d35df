//===-- OnnxReduction.cpp: reductions ---------------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// What a Reduce* node reduces.
struct Reduction {
  Value input;
  Ints axes;
  bool keepDims = true;
  /// No axes were given, and that means: none.
  bool isNothing = false;
};

/// ONNX moved the axes from an attribute to an input: in opset 13 for ReduceSum, 18 for the others.
Reduction readReduction(NodeImporter &node) {
  Reduction reduction;
  reduction.keepDims = node.flagAttr("keepdims", true);
  bool noop = node.flagAttr("noop_with_empty_axes", false);
  reduction.input = node.input(0);
  int inputSince = node.getProto().op_type() == "ReduceSum" ? 13 : 18;
  auto axes = node.intsAttrOrInput("axes", inputSince, 1);
  if (node.failed)
    return reduction;
  int64_t rank = rankOf(reduction.input);
  if (axes && !axes->empty())
    reduction.axes = node.normalizeAxes(*axes, rank);
  else if (noop)
    reduction.isNothing = true;
  else
    reduction.axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  return reduction;
}

template <typename Op> Value reduce(NodeImporter &node, const Reduction &reduction, Value value) {
  if (reduction.isNothing || node.failed)
    return value;
  return node.create<Op>(value, reduction.axes, reduction.keepDims);
}

template <typename Op> Values plain(NodeImporter &node) {
  Reduction reduction = readReduction(node);
  return {reduce<Op>(node, reduction, reduction.input)};
}

/// Largest or smallest; booleans (from opset 20 on) are compared as bytes.
template <typename Op> Values extreme(NodeImporter &node) {
  Reduction reduction = readReduction(node);
  if (node.failed || !elementOf(reduction.input).isInteger(1))
    return {reduce<Op>(node, reduction, reduction.input)};
  mlir::Type boolean = node.builder.getI1Type();
  Value bytes = node.cast(reduction.input, node.builder.getIntegerType(8, /*isSigned=*/false));
  return {node.cast(reduce<Op>(node, reduction, bytes), boolean)};
}

Values l1(NodeImporter &node) {
  Reduction reduction = readReduction(node);
  return {reduce<vit::ReduceSumOp>(node, reduction, node.create<vit::AbsOp>(reduction.input))};
}

Value sumOfSquares(NodeImporter &node, const Reduction &reduction) {
  return reduce<vit::ReduceSumOp>(node, reduction, node.mul(reduction.input, reduction.input));
}

Values sumSquare(NodeImporter &node) { return {sumOfSquares(node, readReduction(node))}; }

Values l2(NodeImporter &node) {
  return {node.create<vit::SqrtOp>(sumOfSquares(node, readReduction(node)))};
}

Values logSum(NodeImporter &node) {
  Reduction reduction = readReduction(node);
  return {node.create<vit::LogOp>(reduce<vit::ReduceSumOp>(node, reduction, reduction.input))};
}

/// log(sum(exp(x - max))) + max, which does not overflow.
Values logSumExp(NodeImporter &node) {
  Reduction reduction = readReduction(node);
  Value x = reduction.input;
  if (node.failed || reduction.isNothing)
    return {x};
  if (tensorType(x).getNumElements() == 0) {
    Value exps = node.create<vit::ExpOp>(x);
    return {node.create<vit::LogOp>(reduce<vit::ReduceSumOp>(node, reduction, exps))};
  }
  Value largest = node.create<vit::ReduceMaxOp>(x, reduction.axes, /*keep_dims=*/true);
  Value exps = node.create<vit::ExpOp>(node.sub(x, largest));
  Value logs = node.create<vit::LogOp>(reduce<vit::ReduceSumOp>(node, reduction, exps));
  if (node.failed)
    return {};
  return {node.add(logs, node.reshape(largest, shapeOf(logs)))};
}

} // namespace

void addReductionOps(OpTable &table) {
  table.add("ReduceL1", 1, l1);
  table.add("ReduceL2", 1, l2);
  table.add("ReduceLogSum", 1, logSum);
  table.add("ReduceLogSumExp", 1, logSumExp);
  table.add("ReduceMax", 1, extreme<vit::ReduceMaxOp>);
  table.add("ReduceMean", 1, plain<vit::ReduceMeanOp>);
  table.add("ReduceMin", 1, extreme<vit::ReduceMinOp>);
  table.add("ReduceProd", 1, plain<vit::ReduceProdOp>);
  table.add("ReduceSum", 1, plain<vit::ReduceSumOp>);
  table.add("ReduceSumSquare", 1, sumSquare);
}

} // namespace vitc::frontend
