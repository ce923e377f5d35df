//===-- MergedDims.cpp: dimensions that a kernel need not tell apart -----------------------------===//
#include "codegen/kernels/KernelBuilder.h"

using namespace mlir;
using namespace vitc;

bool KernelBuilder::mergeable(ArrayRef<Value> values, const Extents &full, size_t dim) const {
  return llvm::all_of(values, [&](Value value) {
    const Extents shape = shapeOf(value);
    const int64_t inner = shape[dim], outer = shape[dim + 1];
    return (inner == full[dim] && outer == full[dim + 1]) || (inner == 1 && outer == 1);
  });
}

void KernelBuilder::mergeDim(ArrayRef<Value> values, size_t dim) {
  for (Value value : values) {
    Extents &shape = merged[value];
    shape[dim] *= shape[dim + 1];
    shape.erase(shape.begin() + dim + 1);
  }
}

/// For every dimension of `op` (Halide's order) a label; dimensions of different labels stay apart.
/// None for ops whose dimensions must all be kept.
static std::optional<std::vector<int>> labelsOf(Operation *op, size_t rank) {
  if (isElementwise(op))
    return std::vector<int>(rank, 0);
  std::vector<int> labels;
  if (isa<vit::LayerNormOp, vit::RmsNormOp>(op)) {
    const int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
    for (size_t i = 0; i < rank; ++i)
      labels.push_back(i < rank - axis ? 0 : 1);
  } else if (isa<vit::GroupNormOp, vit::BatchNormOp>(op)) {
    labels.assign(rank, 0);
    labels[rank - 2] = 1;
    labels[rank - 1] = 2;
  } else {
    return std::nullopt;
  }
  return labels;
}

/// Makes `labels` differ where `own` does too; false if the ranks differ.
static bool addLabels(std::vector<int> &labels, const std::vector<int> &own) {
  labels.resize(labels.empty() ? own.size() : labels.size(), 0);
  if (labels.size() != own.size())
    return false;
  for (size_t i = 0; i < own.size(); ++i)
    labels[i] = labels[i] * 3 + own[i]; // of 0, 1 and 2
  return true;
}

/// Operands that follow the rules of broadcasting; parameters of a channel do not.
static OperandRange broadcastOperands(Operation *op) {
  return isa<vit::GroupNormOp, vit::BatchNormOp>(op) ? op->getOperands().take_front(1)
                                                     : op->getOperands();
}

/// The values of a kernel whose dimensions can be merged, with the labels of all anchors together;
/// no values if some op does not allow it.
static SetVector<Value> mergeableValues(vit::KernelOp kernel, std::vector<int> &labels) {
  SetVector<Value> values;
  for (Operation &op : kernel.getBlock().without_terminator()) {
    auto constant = dyn_cast<vit::ConstantOp>(op);
    auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
    const size_t rank = tensorType(op.getResult(0)).getRank();
    if (!(dense && dense.isSplat())) {
      std::optional<std::vector<int>> own = labelsOf(&op, rank);
      if (!own)
        return {};
      if (!isElementwise(&op) && !addLabels(labels, *own))
        return {};
    }
    for (Value operand : broadcastOperands(&op))
      values.insert(operand);
    values.insert(op.getResult(0));
  }
  for (Value value : kernel.getBlock().getTerminator()->getOperands())
    values.insert(value);
  // A parameter of a channel keeps its shape.
  for (Operation &op : kernel.getBlock().without_terminator())
    for (Value operand : op.getOperands().drop_front(broadcastOperands(&op).size()))
      if (values.contains(operand))
        return {};
  return values;
}

/// Neighbouring dimensions that no op and no operand's broadcasting tells apart become one: fewer and
/// longer loops, and longer vectors.
void KernelBuilder::collapseDims() {
  std::vector<int> labels;
  const SetVector<Value> values = mergeableValues(kernel, labels);
  Extents full;
  for (Value value : values) {
    const Extents shape = shapeOf(value);
    full.resize(std::max(full.size(), shape.size()), 1);
    for (size_t i = 0; i < shape.size(); ++i)
      full[i] = std::max(full[i], shape[i]);
  }
  if (!labels.empty() && labels.size() != full.size())
    return;
  labels.resize(full.size(), 0);
  for (Value value : values) {
    merged[value] = shapeOf(value);
    merged[value].resize(full.size(), 1);
  }
  for (size_t dim = 0; dim + 1 < full.size();) {
    if (labels[dim] != labels[dim + 1] || !mergeable(values.getArrayRef(), full, dim)) {
      ++dim;
      continue;
    }
    mergeDim(values.getArrayRef(), dim);
    full[dim] *= full[dim + 1];
    full.erase(full.begin() + dim + 1);
    labels.erase(labels.begin() + dim + 1);
  }
}

/// Behind a convolution, the two spatial dimensions are one where only elementwise ops follow.
void KernelBuilder::collapseEpilogue(Operation *anchor) {
  SetVector<Value> values;
  values.insert(anchor->getResult(0));
  for (Operation &op : kernel.getBlock().without_terminator()) {
    if (llvm::none_of(op.getOperands(), [&](Value v) { return values.contains(v); }))
      continue;
    if (!isElementwise(&op))
      return;
    for (Value operand : op.getOperands())
      values.insert(operand);
    values.insert(op.getResult(0));
  }
  const Extents full = shapeOf(anchor->getResult(0));
  for (Value value : values) {
    // Whatever something else reads too keeps its shape, and so does what is computed before.
    Operation *def = value.getDefiningOp();
    if (def && def->isBeforeInBlock(anchor) && !isa<vit::ConstantOp>(def))
      return;
    for (Operation *user : value.getUsers())
      if (!isa<vit::YieldOp>(user) && !values.contains(user->getResult(0)))
        return;
    if (value != anchor->getResult(0) && llvm::is_contained(anchor->getOperands(), value))
      return;
    merged[value] = shapeOf(value);
    merged[value].resize(full.size(), 1);
  }
  if (mergeable(values.getArrayRef(), full, 0))
    mergeDim(values.getArrayRef(), 0);
  else
    for (Value value : values)
      merged.erase(value);
}
