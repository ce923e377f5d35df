//===-- Window.cpp: pooling and depthwise convolutions ------------------------------------------===//
//
// A vector of positions in registers, a channel at a time; channels are shared between tasks.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "ir/VitSchedules.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;
using vit::WindowLoopsAttr;

WindowLoopsAttr scheduling::chooseWindow(const LoopNest &nest, const WindowPlan &plan,
                                         const Target &target, MLIRContext *context) {
  const Extents &extents = nest.extents;
  return WindowLoopsAttr::get(
      context, lanesFor(target, nest.elementBits, extents[0]),
      stepsPerTask(extents[2] * extents[3], extents[0] * extents[1] * plan.cost));
}

LogicalResult scheduling::checkWindow(const LoopNest &nest, const WindowPlan &,
                                      WindowLoopsAttr loops, const Target &target,
                                      EmitError emitError) {
  const Extents &extents = nest.extents;
  if (failed(
          checkLanes(emitError, "lanes", loops.getLanes(), target, nest.elementBits, extents[0])))
    return failure();
  return checkAtMost(emitError, "channels_per_task", loops.getChannelsPerTask(),
                     extents[2] * extents[3], "the channels of all images");
}

void scheduling::applyWindow(LoopNest &nest, WindowPlan &plan, WindowLoopsAttr loops) {
  Func out = nest.func;
  const int lanes = static_cast<int>(loops.getLanes());
  Var block("block"), lane("lane");
  out.split(nest.vars[0], block, lane, lanes, TailStrategy::ShiftInwards).vectorize(lane);
  const Var channel = fuseAll(out, {nest.vars[2], nest.vars[3]});
  divideIntoTasks(out, channel, loops.getChannelsPerTask());
  const Var x = nest.vars[0];
  std::vector<Halide::VarOrRVar> order = {x};
  for (int i = 0; i < plan.window.dimensions(); ++i)
    order.push_back(plan.window[i]);
  plan.acc.compute_at(out, block).bound_extent(x, lanes).vectorize(x);
  plan.acc.update().reorder(order).vectorize(x);
  if (plan.padded.defined())
    plan.padded.compute_at(out, channel).vectorize(x, lanes, TailStrategy::RoundUp);
}

/// Rows of a padded channel are whole vectors.
std::vector<StoredFunc> scheduling::storedByWindow(const LoopNest &, const WindowPlan &plan,
                                                   WindowLoopsAttr loops) {
  if (!plan.padded.defined())
    return {};
  const int64_t row = llvm::alignTo(plan.paddedExtents[0], loops.getLanes());
  return {{plan.padded,
           row * plan.paddedExtents[1] * plan.paddedExtents[2] * plan.padded.types()[0].bytes(),
           vit::WorkspaceScope::thread}};
}
