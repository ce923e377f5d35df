//===-- Epilogues.cpp: what is stored of an anchor and its epilogue (ir/Epilogue.h) --------------===//
#include "codegen/kernels/KernelBuilder.h"

using namespace mlir;
using namespace vitc;

void KernelBuilder::addAnchor(Value result, Extents extents, Plan plan, int elementBits) {
  const Value end = epilogueEnds.lookup(result.getDefiningOp());
  assert((!end || shapeOf(end) == shapeOf(result)) && "loops have the shape of their epilogue");
  epilogueRoots[end ? end : result] = roots.size();
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
