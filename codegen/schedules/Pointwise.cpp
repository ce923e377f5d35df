//===-- Pointwise.cpp: elementwise and layout kernels, and whatever has no schedule of its own --===//
//
// Dimension 0 in vectors, the others fused to one loop of rows, divided into tasks of at least
// `taskWork` elements. Kernels of less than two tasks stay on the calling thread. A few long rows are
// divided too: their vectors and the rows are one loop.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "ir/VitSchedules.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;
using vit::PointwiseLoopsAttr;

/// Fewer rows than this are not enough to share, if they are long.
static constexpr int64_t fewRows = 16, longRow = 4 * taskWork;

/// Extents without dimension 0, which may not be there.
static int64_t rowsOf(const LoopNest &nest) {
  return elements(Extents(nest.extents.begin() + 1, nest.extents.end()));
}

static bool isEmpty(const LoopNest &nest) {
  return nest.extents.empty() || elements(nest.extents) == 0;
}

PointwiseLoopsAttr scheduling::choosePointwise(const LoopNest &nest, const PointwisePlan &plan,
                                               const Target &target, MLIRContext *context) {
  if (isEmpty(nest))
    return PointwiseLoopsAttr::get(context, 1, 0, 0);
  const int64_t row = nest.extents[0], rows = rowsOf(nest);
  const int64_t lanes = lanesFor(target, nest.elementBits, row);
  const int64_t vectors = llvm::divideCeil(row, lanes);
  if (rows == 1 || (rows < fewRows && row * plan.cost > longRow))
    return PointwiseLoopsAttr::get(context, lanes, 0,
                                   stepsPerTask(vectors * rows, lanes * plan.cost));
  return PointwiseLoopsAttr::get(context, lanes, stepsPerTask(rows, row * plan.cost), 0);
}

LogicalResult scheduling::checkPointwise(const LoopNest &nest, const PointwisePlan &,
                                         PointwiseLoopsAttr loops, const Target &target,
                                         EmitError emitError) {
  const int64_t lanes = loops.getLanes(), row = isEmpty(nest) ? 1 : nest.extents[0];
  if (failed(checkLanes(emitError, "lanes", lanes, target, nest.elementBits, row)))
    return failure();
  const int64_t rows = isEmpty(nest) ? 0 : rowsOf(nest);
  if (rows < 2 && loops.getRowsPerTask())
    return emitError() << "rows_per_task = " << loops.getRowsPerTask()
                       << ", but there is one row: tasks are vectors_per_task";
  if (failed(checkAtMost(emitError, "rows_per_task", loops.getRowsPerTask(), rows,
                         "the number of rows")))
    return failure();
  return checkAtMost(emitError, "vectors_per_task", loops.getVectorsPerTask(),
                     rows * int64_t(llvm::divideCeil(row, lanes)), "the number of vectors");
}

void scheduling::applyPointwise(LoopNest &nest, PointwisePlan &, PointwiseLoopsAttr loops) {
  if (isEmpty(nest))
    return;
  Func func = nest.func;
  Var outer("block"), inner("lane");
  if (const int lanes = static_cast<int>(loops.getLanes()); lanes > 1)
    func.split(nest.vars[0], outer, inner, lanes, TailStrategy::ShiftInwards).vectorize(inner);
  else
    outer = nest.vars[0];
  if (rowsOf(nest) == 1) {
    divideIntoTasks(func, outer, loops.getVectorsPerTask());
    return;
  }
  const Var row = fuseAll(func, {nest.vars.begin() + 1, nest.vars.end()});
  if (loops.getVectorsPerTask()) {
    Var piece("piece");
    func.fuse(outer, row, piece);
    divideIntoTasks(func, piece, loops.getVectorsPerTask());
    return;
  }
  divideIntoTasks(func, row, loops.getRowsPerTask());
}

//===-- Updates -------------------------------------------------------------------------------===//

PointwiseLoopsAttr scheduling::chooseUpdates(const LoopNest &nest, const UpdatesPlan &,
                                             const Target &target, MLIRContext *context) {
  return choosePointwise(nest, PointwisePlan(), target, context);
}

LogicalResult scheduling::checkUpdates(const LoopNest &nest, const UpdatesPlan &,
                                       PointwiseLoopsAttr loops, const Target &target,
                                       EmitError emitError) {
  return checkPointwise(nest, PointwisePlan(), loops, target, emitError);
}

/// Updates are vectors too, where they run over dimension 0.
void scheduling::applyUpdates(LoopNest &nest, UpdatesPlan &, PointwiseLoopsAttr loops) {
  PointwisePlan pure;
  applyPointwise(nest, pure, loops);
  const int lanes = static_cast<int>(loops.getLanes());
  if (nest.extents.empty() || lanes < 2)
    return;
  for (int i = 0; i < nest.func.num_update_definitions(); ++i) {
    Halide::Stage update = nest.func.update(i);
    for (const Halide::Internal::Dim &dim : update.get_schedule().dims())
      if (dim.var == nest.vars[0].name())
        update.vectorize(nest.vars[0], lanes, TailStrategy::GuardWithIf);
  }
}
