//===-- Epilogue.cpp: elementwise ops that compute in the loops of what they follow --------------===//
#include "ir/Epilogue.h"
#include <set>

using namespace mlir;

namespace vitc {

Value growEpilogue(Value result, llvm::SetVector<Operation *> &ops,
                   llvm::function_ref<bool(Operation *)> mayFollow,
                   llvm::function_ref<void(Operation *)> accepted) {
  SmallVector<Operation *> begun{result.getDefiningOp()};
  auto isInside = [&](Operation *op) { return ops.contains(op) || llvm::is_contained(begun, op); };
  auto isEscaping = [&](Operation *op) { return !llvm::all_of(op->getUsers(), isInside); };
  auto earlier = [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); };
  std::set<Operation *, decltype(earlier)> candidates(earlier);
  candidates.insert(result.user_begin(), result.user_end());
  while (!candidates.empty()) {
    Operation *op = *candidates.begin();
    candidates.erase(candidates.begin());
    if (isInside(op))
      continue;
    if (!mayFollow(op))
      break;
    begun.push_back(op);
    candidates.insert(op->user_begin(), op->user_end());
    if (llvm::any_of(ArrayRef(begun).drop_back(), isEscaping))
      continue;
    ops.insert(begun.begin(), begun.end());
    begun = {op}; // the others' users are all inside
    result = op->getResult(0);
    if (accepted)
      accepted(op);
  }
  return result;
}

/// For every op of a kernel, the last anchor that it depends on, itself included: what follows several can be computed
/// in the loops of the last of them only.
static llvm::DenseMap<Operation *, Operation *> latestAnchors(vit::KernelOp kernel) {
  llvm::DenseMap<Operation *, Operation *> latest;
  for (Operation &op : kernel.getBlock()) {
    Operation *anchor = isAnchor(&op) ? &op : nullptr;
    for (Value operand : op.getOperands()) {
      Operation *def = operand.getDefiningOp(), *other = def ? latest.lookup(def) : nullptr;
      if (other && (!anchor || anchor->isBeforeInBlock(other)))
        anchor = other;
    }
    latest[&op] = anchor;
  }
  return latest;
}

/// The ops of all epilogues of a kernel, of those that `mayBelong`.
static llvm::SetVector<Operation *> epiloguesOf(vit::KernelOp kernel,
                                                llvm::function_ref<bool(Operation *)> mayBelong) {
  const llvm::DenseMap<Operation *, Operation *> latest = latestAnchors(kernel);
  llvm::SetVector<Operation *> found;
  for (Operation &anchor : kernel.getBlock()) {
    if (!isAnchor(&anchor) || anchor.getNumResults() != 1)
      continue;
    Value result = anchor.getResult(0);
    llvm::SetVector<Operation *> ops;
    growEpilogue(result, ops, [&](Operation *op) {
      return isElementwise(op) && mayBelong(op) && latest.lookup(op) == &anchor &&
             tensorType(op->getResult(0)).getShape() == tensorType(result).getShape();
    });
    ops.remove(&anchor);
    found.insert(ops.begin(), ops.end());
  }
  return found;
}

void markEpilogues(vit::KernelOp kernel) {
  for (Operation *op : epiloguesOf(kernel, [](Operation *) { return true; }))
    op->setDiscardableAttr(epilogueMark, UnitAttr::get(kernel.getContext()));
}

LogicalResult verifyEpilogues(vit::KernelOp kernel) {
  const llvm::SetVector<Operation *> ops = epiloguesOf(kernel, isInEpilogue);
  for (Operation &op : kernel.getBlock())
    if (isInEpilogue(&op) && !ops.contains(&op))
      return op.emitOpError("is marked ")
             << epilogueMark << ", but is in no epilogue: these are elementwise ops of the shape "
             << "of an anchor, which follow it and no later one, and of which the last alone is "
             << "read by others; without the mark it is computed in loops of its own";
  return success();
}

llvm::DenseMap<Operation *, Value> epilogueEnds(vit::KernelOp kernel) {
  const llvm::DenseMap<Operation *, Operation *> latest = latestAnchors(kernel);
  llvm::DenseMap<Operation *, Value> ends;
  for (Operation &op : kernel.getBlock())
    if (isInEpilogue(&op))
      ends[latest.lookup(&op)] = op.getResult(0);
  return ends;
}

} // namespace vitc
