//===-- Grouping.cpp: which ops share a kernel ---------------------------------------------------===//
//
// Legality: a group has one op (`last`) whose results are used outside, and everything between its
// core and `last` is used inside alone. So no cycle through other groups can arise: whatever depends
// on the group depends on `last`.
//
// Profitability: matrix products and convolutions read their operands many times, so only movements
// whose address arithmetic is affine are read through there; normalisations and reductions read a row
// a few times, so cheap elementwise producers are recomputed there. A kernel evaluates `maxKernelOps` at
// most, with what it reads through.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/Grouping.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "passes/Matching.h"

using namespace mlir;

namespace vitc {
namespace {

/// Reads operands a row at a time.
bool readsRows(Operation *op) {
  return anchorKind(op) == vit::AnchorKind::normalization ||
         anchorKind(op) == vit::AnchorKind::reduction;
}

/// Movements that stay affine (an offset and a stride per dimension).
bool isAffineMovement(Operation *op) {
  return isa<vit::TransposeOp, vit::SliceOp, vit::BroadcastOp>(op) || isUnitReshape(op);
}

/// Recomputing costs less than storing and loading.
bool isCheap(Operation *op) { return cast<vit::ModelOp>(op).getInstructions() <= 1; }

/// An op that is computed in a kernel of its own, with what follows it: an anchor, or what no reader reads through.
bool beginsGroup(Operation *op) { return isAnchor(op) || isa<vit::ConcatOp>(op); }

} // namespace

bool isAlias(Operation *op) {
  if (!isa<vit::ReshapeOp>(op))
    return false;
  bool isCopy = op->getResult(0).getType() == op->getOperand(0).getType();
  auto isReturn = [](Operation *user) { return user->hasTrait<OpTrait::IsTerminator>(); };
  return !isUnitReshape(op) || (!isCopy && llvm::any_of(op->getUsers(), isReturn));
}

Grouping::Grouping(Block &block) : block(block) {
  for (auto [index, op] : llvm::enumerate(block))
    position[&op] = index;
  findReadThrough();
  for (Operation &op : block)
    if (beginsGroup(&op) && !isa<vit::RotaryOp>(op))
      form(&op); // attention takes rotary embeddings
  for (Operation &op : block)
    if (isFree(&op))
      form(&op);
  llvm::sort(groups, [&](const Group &a, const Group &b) {
    return position.lookup(a.last) < position.lookup(b.last);
  });
}

/// A layout op is stored only when it is returned, viewed by an alias, or on the way into a
/// contraction by an address that is not affine, or where a chain of them would fill half a kernel.
void Grouping::findReadThrough() {
  auto isMovement = [](Operation *op) { return isLayout(op) && !beginsGroup(op) && !isAlias(op); };
  llvm::DenseSet<Operation *> stored;
  for (Operation &op : block) {
    if (op.hasTrait<OpTrait::IsTerminator>() || isAlias(&op))
      for (Value operand : op.getOperands())
        stored.insert(operand.getDefiningOp());
    if (anchorKind(&op) != vit::AnchorKind::contraction)
      continue;
    for (Value operand : op.getOperands()) {
      Operation *def = operand.getDefiningOp();
      while (def && isMovement(def) && isAffineMovement(def))
        def = def->getOperand(0).getDefiningOp();
      stored.insert(def);
    }
  }
  for (Operation &op : block)
    if (isMovement(&op) && !stored.contains(&op) && sizeOf(&op) <= maxKernelOps / 2)
      readThrough[&op] = sizeOf(&op);
}

/// The ops that a kernel evaluates for `op`: those that it stands for, and what they read through.
unsigned Grouping::sizeOf(Operation *op) const {
  unsigned size = isFusedRegion(op) ? op->getRegion(0).front().getOperations().size() - 1 : 1;
  for (Value operand : op->getOperands())
    size += readThrough.lookup(operand.getDefiningOp());
  return size;
}

unsigned Grouping::sizeOf(const Group &group) const {
  unsigned size = 0;
  for (Operation *op : group.ops)
    size += sizeOf(op);
  return size;
}

/// Not yet in a group and in need of one.
bool Grouping::isFree(Operation *op) const {
  return isa<vit::ModelOp>(op) && !isa<vit::ConstantOp>(op) && !isAlias(op) &&
         !owned.contains(op) && !readThrough.contains(op);
}

void Grouping::form(Operation *core) {
  if (!isFree(core))
    return;
  Group group;
  group.core = group.last = core;
  group.ops.insert(core);
  owned.insert(core);
  if (isElementwise(core) || readsRows(core))
    absorbProducers(group, core);
  if (isa<vit::AttentionOp>(core))
    absorbRotary(group, core);
  if (core->getNumResults() == 1)
    growEpilogue(group);
  groups.push_back(std::move(group));
}

/// Attention reads every query and key once: rotating them costs least there.
void Grouping::absorbRotary(Group &group, Operation *attention) {
  for (Value operand : attention->getOperands()) {
    auto rotary = operand.getDefiningOp<vit::RotaryOp>();
    if (!rotary || !operand.hasOneUse() || !isFree(rotary))
      continue;
    group.ops.insert(rotary);
    owned.insert(rotary);
  }
}

/// Takes cheap elementwise producers of `op` that nobody else needs into the group.
void Grouping::absorbProducers(Group &group, Operation *op) {
  for (Value operand : op->getOperands()) {
    Operation *producer = operand.getDefiningOp();
    if (!producer || !isElementwise(producer) || !isFree(producer) || !operand.hasOneUse())
      continue;
    bool isWide =
        tensorType(operand).getNumElements() >= tensorType(op->getResult(0)).getNumElements();
    if (!isCheap(producer) && !(isWide && isElementwise(op)))
      continue;
    if (sizeOf(group) + sizeOf(producer) > maxKernelOps)
      continue;
    group.ops.insert(producer);
    owned.insert(producer);
    absorbProducers(group, producer);
  }
}

/// `op` may compute in the loop nest of the group's last op.
bool Grouping::mayFollow(const Group &group, Operation *op) const {
  return isElementwise(op) && isFree(op) &&
         equalButForOnes(op->getResult(0), group.last->getResult(0));
}

void Grouping::growEpilogue(Group &group) {
  Value result = group.core->getResult(0);
  unsigned begun = 0; // of ops that are not accepted yet
  auto follows = [&](Operation *op) {
    if (!mayFollow(group, op) || sizeOf(group) + begun + sizeOf(op) > maxKernelOps)
      return false;
    begun += sizeOf(op);
    return true;
  };
  auto accepted = [&](Operation *op) {
    begun = 0;
    group.last = op;
    owned.insert(group.ops.begin(), group.ops.end());
    absorbProducers(group, op);
  };
  vitc::growEpilogue(result, group.ops, follows, accepted);
}

} // namespace vitc
