//===-- MergedDims.cpp: dimensions that a kernel need not tell apart -----------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

/// Whether dimensions `dim` and `dim + 1` of `value` are those of `full`, or broadcast to both.
bool KernelBuilder::mergeable(Value value, const Extents &full, size_t dim) const {
  Extents shape = shapeOf(value);
  if (shape.size() > full.size())
    return false;
  shape.resize(full.size(), 1);
  const int64_t inner = shape[dim], outer = shape[dim + 1];
  return (inner == full[dim] && outer == full[dim + 1]) || (inner == 1 && outer == 1);
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

/// Whether `product` multiplies all of its matrices by one, and what makes that is used for nothing else: `weight` then
/// has these ops.
static bool hasOneWeight(vit::MatmulOp product, SetVector<Operation *> &weight) {
  if (tensorType(product.getRhs()).getShape().drop_back(2).size() != 0)
    return false;
  SetVector<Value> values;
  values.insert(product.getRhs());
  for (size_t i = 0; i < values.size(); ++i) { // grows
    Operation *def = values[i].getDefiningOp();
    for (Operation *user : values[i].getUsers())
      if (user != product && !weight.contains(user))
        return false;
    if (!def || isa<vit::ConstantOp>(def))
      continue;
    weight.insert(def);
    values.insert_range(def->getOperands());
  }
  return product.getLhs() != product.getRhs();
}

/// The values of a kernel whose dimensions can be merged, with the labels of all anchors together;
/// no values if some op does not allow it. Products keep columns apart from rows where `mergesRows`, or do not allow it.
static SetVector<Value> mergeableValues(vit::KernelOp kernel, std::vector<int> &labels,
                                        bool mergesRows) {
  SetVector<Value> values;
  SetVector<Operation *> weights;
  if (mergesRows)
    for (auto product : kernel.getBlock().getOps<vit::MatmulOp>())
      if (!hasOneWeight(product, weights))
        return {};
  for (Operation &op : kernel.getBlock().without_terminator()) {
    if (weights.contains(&op))
      continue;
    if (auto product = dyn_cast<vit::MatmulOp>(op); product && mergesRows) {
      std::vector<int> own(tensorType(product.getResult()).getRank(), 1);
      own[0] = 0;
      if (!addLabels(labels, own))
        return {};
      values.insert(product.getLhs());
      values.insert(product.getResult());
      continue;
    }
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
  for (auto product : kernel.getBlock().getOps<vit::MatmulOp>())
    if (values.contains(product.getRhs()))
      return {};
  return values;
}

/// Neighbouring dimensions that no op and no operand's broadcasting tells apart become one: fewer and
/// longer loops, and longer vectors.
void KernelBuilder::collapseDims() {
  std::vector<int> labels;
  const SetVector<Value> values = mergeableValues(kernel, labels, source.mergesRows());
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
    if (labels[dim] != labels[dim + 1] ||
        !llvm::all_of(values, [&](Value value) { return mergeable(value, full, dim); })) {
      ++dim;
      continue;
    }
    mergeDim(values.getArrayRef(), dim);
    full[dim] *= full[dim + 1];
    full.erase(full.begin() + dim + 1);
    labels.erase(labels.begin() + dim + 1);
  }
}

/// The result of `anchor` and of every op that depends on it, if all of them are elementwise and have its rows
/// and columns; otherwise none.
static SetVector<Value> followersOf(Operation *anchor) {
  const ArrayRef<int64_t> image = tensorType(anchor->getResult(0)).getShape().take_back(2);
  SetVector<Value> followers;
  followers.insert(anchor->getResult(0));
  for (Operation *op = anchor->getNextNode(); !isa<vit::YieldOp>(op); op = op->getNextNode()) {
    if (llvm::none_of(op->getOperands(), [&](Value v) { return followers.contains(v); }))
      continue;
    if (!isElementwise(op))
      return {};
    const RankedTensorType type = tensorType(op->getResult(0));
    if (type.getRank() != 4 || type.getShape().take_back(2) != image)
      return {};
    followers.insert(op->getResult(0));
  }
  return followers;
}

/// Whether `user` takes its operands with rows and columns as one, if the values of `merged` have them so.
static bool readsMerged(Operation *user, const SetVector<Value> &merged) {
  return isa<vit::YieldOp>(user) || (isElementwise(user) && merged.contains(user->getResult(0)));
}

/// Behind a convolution, the two spatial dimensions are one for the elementwise ops that follow it, and for
/// whatever these alone read that is elementwise, an operand or a constant. All other values keep their
/// shape: who reads one from here does so by row and column (positionFor).
void KernelBuilder::collapseEpilogue(Operation *anchor) {
  const SetVector<Value> followers = followersOf(anchor);
  if (followers.empty())
    return;
  const Extents full = shapeOf(anchor->getResult(0));
  SetVector<Value> values = followers;
  for (size_t i = 0; i < values.size(); ++i) { // grows
    Operation *op = values[i].getDefiningOp();
    if (!op || !isElementwise(op))
      continue;
    for (Value operand : op->getOperands()) {
      Operation *def = operand.getDefiningOp();
      const bool isLight = !def || isElementwise(def) || isa<vit::ConstantOp>(def);
      if (isLight && !(def && isInEpilogue(def)) && mergeable(operand, full, 0))
        values.insert(operand);
    }
  }
  // What something else reads too keeps its shape, and so then does what it is computed from.
  auto isRead = [&](Value value) {
    return !followers.contains(value) &&
           !llvm::all_of(value.getUsers(), [&](Operation *u) { return readsMerged(u, values); });
  };
  while (values.remove_if(isRead)) {
  }
  for (Value value : values) {
    merged[value] = shapeOf(value);
    merged[value].resize(full.size(), 1);
  }
  mergeDim(values.getArrayRef(), 0);
  rowLength = full[0];
}

Coords KernelBuilder::positionFor(Value operand, Value result) const {
  Coords position = coords(shapeOf(result).size());
  if (rowLength == 0 || !merged.contains(result) || merged.contains(operand))
    return position;
  const Expr pixel = position[0];
  position[0] = pixel % index(rowLength);
  position.insert(position.begin() + 1, pixel / index(rowLength));
  return position;
}
