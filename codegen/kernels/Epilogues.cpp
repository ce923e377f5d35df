//===-- Epilogues.cpp: what is computed in an anchor's loops, and what is stored between anchors -===//
//
// An anchor (a product, a normalisation, ...) has loops of its own, a root. The elementwise ops of its
// shape that follow it, up to the one value that others read, are computed in these loops as well: that
// value is stored, or is the kernel's result, and what lies in between never is.
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace vitc;

/// What follows several anchors can be computed in the loops of the last of them only.
void KernelBuilder::findLatestAnchors() {
  for (Operation &op : kernel.getBlock().without_terminator()) {
    const bool hasLoops = !isElementwise(&op) && !isLayout(&op) && !isa<vit::ConstantOp>(op);
    Operation *anchor = hasLoops ? &op : nullptr;
    for (Value operand : op.getOperands()) {
      Operation *other = latestAnchor.lookup(operand);
      if (other && (!anchor || anchor->isBeforeInBlock(other)))
        anchor = other;
    }
    for (Value result : op.getResults())
      latestAnchor[result] = anchor;
  }
}

/// The value that closes the epilogue of `anchor`: the last that all that comes before it leads to.
Value KernelBuilder::epilogueEnd(Operation *anchor) const {
  Value end = anchor->getResult(0);
  const Extents shape = shapeOf(end);
  llvm::SmallPtrSet<Operation *, 8> members = {anchor};
  auto isMember = [&](Operation *op) { return members.contains(op); };
  for (Operation *op = anchor->getNextNode(); !isa<vit::YieldOp>(op); op = op->getNextNode()) {
    const bool follows = llvm::any_of(op->getOperands(), [&](Value operand) {
      return members.contains(operand.getDefiningOp());
    });
    if (!follows || !isElementwise(op) || shapeOf(op->getResult(0)) != shape ||
        latestAnchor.lookup(op->getResult(0)) != anchor)
      continue;
    members.insert(op);
    if (llvm::all_of(members, [&](Operation *m) {
          return m == op || llvm::all_of(m->getUsers(), isMember);
        }))
      end = op->getResult(0);
  }
  return end;
}

void KernelBuilder::addAnchor(Value result, Extents extents, Plan plan, int elementBits) {
  epilogueRoots[epilogueEnd(result.getDefiningOp())] = roots.size();
  addRoot(stage(result).func, std::move(extents), std::move(plan), elementBits);
}

/// Where `value` closes an epilogue, the root computes it.
void KernelBuilder::closeEpilogue(Value value) {
  auto it = epilogueRoots.find(value);
  if (it == epilogueRoots.end())
    return;
  LoopNest &root = roots[it->second];
  ValueStage &own = stage(value);
  root.func = own.func;
  if (auto *plan = std::get_if<ProductPlan>(&root.plan))
    plan->expensiveEpilogue = costOf(value) > 48;
  if (!own.func.types()[0].is_bool())
    own.access = Access::Dense;
  costs[value] = 0;
}
