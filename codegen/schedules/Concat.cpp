//===-- Concat.cpp: parts one after the other ---------------------------------------------------===//
//
// Every part is an update of its own: dimension 0 in vectors, and the outermost loop that has enough steps
// divided into tasks, if the part has work for two.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "ir/VitSchedules.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::TailStrategy;
using vit::ConcatLoopsAttr;
using vit::CopyLoopsAttr;

/// A loop of fewer steps is not worth dividing; a part becomes about `tasksPerPart` tasks.
static constexpr int64_t leastSteps = 4, tasksPerPart = 16;

static CopyLoopsAttr chooseCopy(const Extents &extents, int elementBits, const Target &target,
                                MLIRContext *context) {
  const int64_t lanes = lanesFor(target, elementBits, extents[0]);
  if (elements(extents) >= 2 * taskWork)
    for (size_t d = extents.size(); d-- > 1;)
      if (extents[d] >= leastSteps)
        return CopyLoopsAttr::get(context, lanes, int64_t(d),
                                  llvm::divideCeil(extents[d], tasksPerPart));
  return CopyLoopsAttr::get(context, lanes, 0, 0);
}

ConcatLoopsAttr scheduling::chooseConcat(const LoopNest &nest, const ConcatPlan &plan,
                                         const Target &target, MLIRContext *context) {
  SmallVector<Attribute> parts;
  for (size_t i = 0; i < plan.parts.size(); ++i)
    parts.push_back(chooseCopy(extentsOf(nest, plan, i), nest.elementBits, target, context));
  return ConcatLoopsAttr::get(context, ArrayAttr::get(context, parts));
}

LogicalResult scheduling::checkConcat(const LoopNest &nest, const ConcatPlan &plan,
                                      ConcatLoopsAttr loops, const Target &target,
                                      EmitError emitError) {
  if (failed(checkParts(emitError, loops.getParts().size(), plan)))
    return failure();
  for (auto [index, part] : llvm::enumerate(loops.getParts().getAsRange<CopyLoopsAttr>())) {
    const Extents extents = extentsOf(nest, plan, index);
    if (failed(
            checkLanes(emitError, "lanes", part.getLanes(), target, nest.elementBits, extents[0])))
      return failure();
    if (part.getDimension() == 0)
      continue;
    if (failed(checkAtMost(emitError, "dimension", part.getDimension(), int64_t(extents.size()) - 1,
                           "the outermost one")) ||
        failed(checkAtMost(emitError, "steps_per_task", part.getStepsPerTask(),
                           extents[part.getDimension()], "the extent of the dimension")))
      return failure();
  }
  return success();
}

void scheduling::applyConcat(LoopNest &nest, ConcatPlan &plan, ConcatLoopsAttr loops) {
  for (auto [index, part] : llvm::enumerate(loops.getParts().getAsRange<CopyLoopsAttr>())) {
    Halide::Stage update = nest.func.update(static_cast<int>(index));
    const Halide::RVar r = plan.parts[index].r;
    const int lanes = static_cast<int>(part.getLanes()),
              dim = static_cast<int>(part.getDimension()),
              steps = static_cast<int>(part.getStepsPerTask());
    if (plan.axis == 0 && lanes > 1)
      update.allow_race_conditions().vectorize(r, lanes, TailStrategy::GuardWithIf);
    else if (lanes > 1)
      update.vectorize(nest.vars[0], lanes, TailStrategy::GuardWithIf);
    if (dim == 0)
      continue;
    if (dim == plan.axis)
      update.allow_race_conditions().parallel(r, steps);
    else
      update.parallel(nest.vars[dim], steps);
  }
}
