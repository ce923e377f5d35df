//===-- Epilogues.cpp: what is stored of an anchor and its epilogue (ir/Epilogue.h) --------------===//
#include "codegen/DeviceInstructions.h"
#include "codegen/kernels/KernelBuilder.h"

using namespace mlir;
using namespace vitc;

void KernelBuilder::addAnchor(Value result, Extents extents, Plan plan, int elementBits) {
  const Value end = epilogueEnds.lookup(result.getDefiningOp());
  assert((!end || shapeOf(end) == shapeOf(result)) && "loops have the shape of their epilogue");
  epilogueRoots[end ? end : result] = roots.size();
  addRoot(stage(result).func, std::move(extents), std::move(plan), elementBits);
}

LoopNest *KernelBuilder::nestForWords(Value value) {
  constexpr int64_t together = 8; // elements of a copy
  const ValueStage &own = stage(value);
  auto root = llvm::find_if(
      roots, [&](const LoopNest &nest) { return nest.func.name() == own.func.name(); });
  if (root == roots.end() || !value.hasOneUse() || own.func.types()[0] != Halide::Float(32) ||
      root->extents[0] % together != 0)
    return nullptr;
  const auto *product = std::get_if<ProductPlan>(&root->plan);
  const bool isKnown = product ? product->tensor.sums.defined()
                               : std::holds_alternative<RowsPlan>(root->plan) ||
                                     std::holds_alternative<PointwisePlan>(root->plan);
  return isKnown ? &*root : nullptr;
}

Halide::Func KernelBuilder::storeAsWords(Value value, vit::TensorPrecision precision) {
  LoopNest &nest = *nestForWords(value);
  const Halide::Func own = stage(value).func;
  Coords low = coords(nest.extents.size()), high = low;
  Halide::Func words = named(value.getDefiningOp(), "_words");
  if (precision == vit::TensorPrecision::tf32) {
    words(vars(low.size())) = roundToTf32(own(low));
  } else {
    low[0] = dims[0] * 2;
    high[0] = dims[0] * 2 + 1;
    words(vars(low.size())) = packHalves(precision, own(low), own(high));
    nest.extents[0] /= 2;
    nest.storesPairs = true;
  }
  nest.func = words;
  return words;
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
