//===-- OnnxLosses.cpp: losses of classification, in models that were exported for training ------===//
#include "frontend/onnx/OnnxShared.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// The loss of log probabilities [B, C, ...] at the classes `target` [B, ...]: -weight[target] * x[target],
/// 0 where the target is `ignore_index`; all of them, or their sum, or their mean by weight.
Value negativeLogLikelihood(NodeImporter &node, Value x, Value target, Value weight) {
  unsigned reduction = node.choiceAttr("reduction", {"mean", "none", "sum"});
  bool ignores = node.attribute("ignore_index");
  int64_t ignored = node.intAttr("ignore_index", 0);
  if (node.failed)
    return {};
  Ints shape(shapeOf(target)), full(shape);
  if (rankOf(x) < 2 || rankOf(target) != rankOf(x) - 1) {
    node.fail("its input " + toText(shapeOf(x)) + " and target " + toText(shape) +
              " do not fit; it wants [B, C, ...] and [B, ...]");
    return {};
  }
  full.insert(full.begin() + 1, 1);
  mlir::Type element = elementOf(x);
  Value counts = node.filled(1, mlir::RankedTensorType::get(shape, element));
  Value index = target;
  if (ignores) {
    Value at = node.constantInts(ignored);
    Value isIgnored = node.create<vit::CompareOp>(
        vit::ComparePredicate::eq, target, node.cast(node.reshape(at, {}), elementOf(target)));
    index = node.create<vit::SelectOp>(isIgnored, node.scalar(0, elementOf(target)), target);
    counts = node.create<vit::SelectOp>(isIgnored, node.scalar(0, element), counts);
  }
  Value chosen = node.create<vit::GatherElementsOp>(x, node.reshape(index, full), int64_t(1));
  chosen = node.failed ? Value() : node.reshape(chosen, shape);
  if (weight)
    counts = node.mul(counts, node.create<vit::GatherOp>(weight, index, int64_t(0)));
  Value loss = node.create<vit::NegOp>(node.mul(chosen, counts));
  if (node.failed || reduction == 1)
    return loss;
  Ints axes = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(loss)));
  Value sum = node.create<vit::ReduceSumOp>(loss, axes, /*keep_dims=*/false);
  if (reduction == 2)
    return sum;
  Value total = node.create<vit::ReduceSumOp>(counts, axes, /*keep_dims=*/false);
  return node.create<vit::DivOp>(sum, total);
}

Values nllLoss(NodeImporter &node) {
  Value x = node.input(0), target = node.input(1);
  return {negativeLogLikelihood(node, x, target, node.optionalInput(2))};
}

/// Of scores; the second result are the log probabilities.
Values crossEntropyLoss(NodeImporter &node) {
  Value scores = node.input(0), target = node.input(1);
  if (node.failed || rankOf(scores) < 2)
    return node.fail("its input has no classes; it wants [B, C, ...]");
  Value x = logSoftmaxOf(node, scores, 1);
  return {negativeLogLikelihood(node, x, target, node.optionalInput(2)), x};
}

} // namespace

void addLossOps(OpTable &table) {
  table.add("NegativeLogLikelihoodLoss", 12, nllLoss);
  table.add("SoftmaxCrossEntropyLoss", 12, crossEntropyLoss);
}

} // namespace vitc::frontend
