//===-- Rows.cpp: softmax, normalisations, reductions -----------------------------------------===//
//
// Where a reduction runs along dimension 0, a row is one thing: its reductions are computed for
// each row with one to four vectors of partial results, its temporaries are stored beside, and rows
// are shared between tasks. Where dimension 0 stays, a vector of rows is computed at a time, each
// lane reducing its own.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "ir/VitSchedules.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;
using vit::RowLoopsAttr;

//===-- Choice --------------------------------------------------------------------------------===//

static bool isRowByRow(const LoopNest &nest, const RowsPlan &plan) {
  return plan.reducesInnermost || nest.extents.empty();
}

/// Rows, or vectors of rows: the steps of the outer loop. None where all of the nest is one row.
static int64_t countRows(const LoopNest &nest, const RowsPlan &plan, int64_t lanes) {
  int64_t rows = 1, dims = 0;
  for (size_t i = 0; i < nest.extents.size(); ++i) {
    if (plan.isRowDim(i))
      continue;
    const bool isVector = i == 0 && !isRowByRow(nest, plan);
    rows *= isVector ? int64_t(llvm::divideCeil(nest.extents[i], lanes)) : nest.extents[i];
    ++dims;
  }
  return dims == 0 ? 0 : rows;
}

/// Vectors of partial results: more than one hides the latency of additions in long rows.
static int64_t chooseReductionVectors(const Reduction &reduction, int64_t lanes) {
  if (!reduction.associative || reduction.extent < 2 * lanes)
    return 0;
  return reduction.extent >= 16 * lanes ? 4 : reduction.extent >= 8 * lanes ? 2 : 1;
}

RowLoopsAttr scheduling::chooseRows(const LoopNest &nest, const RowsPlan &plan,
                                    const Target &target, MLIRContext *context) {
  const bool rowByRow = isRowByRow(nest, plan);
  int64_t lanes = 1, reductionLanes = 0;
  if (!nest.extents.empty() && (!rowByRow || plan.isRowDim(0)))
    lanes = lanesFor(target, plan.elementBits, nest.extents[0]);
  SmallVector<int64_t> vectors;
  if (rowByRow)
    for (const Reduction &reduction : plan.reductions)
      vectors.push_back(chooseReductionVectors(reduction, target.lanes(plan.elementBits)));
  if (llvm::any_of(vectors, [](int64_t own) { return own > 0; }))
    reductionLanes = target.lanes(plan.elementBits);
  else
    vectors.clear();
  return RowLoopsAttr::get(
      context, lanes,
      stepsPerTask(countRows(nest, plan, lanes), plan.rowCost * (rowByRow ? 1 : lanes)),
      reductionLanes,
      vectors.empty() ? DenseI64ArrayAttr() : DenseI64ArrayAttr::get(context, vectors));
}

//===-- Limits --------------------------------------------------------------------------------===//

static ArrayRef<int64_t> reductionVectorsOf(RowLoopsAttr loops) {
  return loops.getReductionVectors() ? loops.getReductionVectors().asArrayRef()
                                     : ArrayRef<int64_t>();
}

static LogicalResult checkReductions(const LoopNest &nest, const RowsPlan &plan, RowLoopsAttr loops,
                                     const Target &target, EmitError emitError) {
  ArrayRef<int64_t> vectors = reductionVectorsOf(loops);
  if (vectors.empty())
    return success();
  if (!isRowByRow(nest, plan))
    return emitError()
           << "reduction_vectors are for reductions along dimension 0, and these are not";
  if (vectors.size() != plan.reductions.size())
    return emitError() << "reduction_vectors has " << vectors.size() << " sizes for "
                       << plan.reductions.size() << " reductions";
  const int64_t lanes = loops.getReductionLanes();
  if (failed(checkLanes(emitError, "reduction_lanes", lanes, target, plan.elementBits, lanes)))
    return failure();
  for (auto [own, reduction] : llvm::zip_equal(vectors, plan.reductions)) {
    if (own != 0 && !reduction.associative)
      return emitError() << "reduction_vectors = " << own
                         << " for a reduction that depends on the order of its elements: 0";
    if (failed(checkAtMost(emitError, "reduction_vectors times reduction_lanes", own * lanes,
                           reduction.extent, "the elements that are reduced")))
      return failure();
  }
  return success();
}

LogicalResult scheduling::checkRows(const LoopNest &nest, const RowsPlan &plan, RowLoopsAttr loops,
                                    const Target &target, EmitError emitError) {
  const bool isScalar = nest.extents.empty() || (isRowByRow(nest, plan) && !plan.isRowDim(0));
  if (failed(checkLanes(emitError, "lanes", loops.getLanes(), target, plan.elementBits,
                        isScalar ? 1 : nest.extents[0])) ||
      failed(checkAtMost(emitError, "rows_per_task", loops.getRowsPerTask(),
                         countRows(nest, plan, loops.getLanes()), "the number of rows")))
    return failure();
  return checkReductions(nest, plan, loops, target, emitError);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
/// Where the functions of a row are computed.
struct Level {
  Func consumer;
  Var var;
  bool root = false;

  void compute(Func func) const {
    if (root)
      func.compute_root();
    else
      func.compute_at(consumer, var);
  }
};

/// Splits the innermost loop of a reduction into `vectors` vectors of `lanes`.
void reduceInLanes(Reduction &reduction, const Level &level, int lanes, int vectors) {
  Func func = reduction.func;
  level.compute(func);
  if (vectors == 0)
    return;
  RVar outer("block"), inner("lane");
  Var lane("lanes");
  func.update().split(reduction.r[0], outer, inner, lanes * vectors, TailStrategy::GuardWithIf);
  Func partial = func.update().rfactor(inner, lane);
  level.compute(partial);
  Var vector("vector");
  partial.bound_extent(lane, lanes * vectors)
      .split(lane, vector, lane, lanes)
      .vectorize(lane)
      .unroll(vector);
  RVar rest = outer;
  std::vector<Halide::VarOrRVar> order = {lane, vector, outer};
  for (size_t i = 1; i < reduction.r.size(); ++i)
    order.push_back(reduction.r[i]);
  Halide::Stage update = partial.update();
  update.split(lane, vector, lane, lanes).reorder(order).vectorize(lane).unroll(vector);
  reduceInHalves(func, inner, lanes * vectors, [&](Func half) { level.compute(half); });
}
} // namespace

/// Reductions along dimension 0.
static void scheduleRowByRow(LoopNest &nest, RowsPlan &plan, RowLoopsAttr loops) {
  Func out = nest.func;
  const int lanes = static_cast<int>(loops.getLanes());
  std::vector<Var> outside;
  for (size_t i = 0; i < nest.vars.size(); ++i)
    if (!plan.isRowDim(i))
      outside.push_back(nest.vars[i]);
  if (lanes > 1)
    out.vectorize(nest.vars[0], lanes, TailStrategy::ShiftInwards);
  Level level{out, Var(), outside.empty()};
  if (!outside.empty()) {
    level.var = fuseAll(out, outside);
    divideIntoTasks(out, level.var, loops.getRowsPerTask());
  }
  ArrayRef<int64_t> vectors = reductionVectorsOf(loops);
  for (size_t i = 0; i < plan.reductions.size(); ++i)
    reduceInLanes(plan.reductions[i], level, static_cast<int>(loops.getReductionLanes()),
                  vectors.empty() ? 0 : static_cast<int>(vectors[i]));
  for (RowsPlan::Temporary &temporary : plan.temporaries) {
    level.compute(temporary.func);
    if (lanes > 1 && temporary.bytes > plan.elementBits / 8)
      temporary.func.vectorize(nest.vars[0], lanes, TailStrategy::ShiftInwards);
  }
}

/// Reductions that leave dimension 0 alone.
static void scheduleVectorOfRows(LoopNest &nest, RowsPlan &plan, RowLoopsAttr loops) {
  Func out = nest.func;
  const int lanes = static_cast<int>(loops.getLanes());
  Var block("block"), lane("lane");
  out.split(nest.vars[0], block, lane, lanes, TailStrategy::ShiftInwards).vectorize(lane);
  std::vector<Halide::VarOrRVar> order = {lane};
  std::vector<Var> outside = {block};
  for (size_t i = 1; i < nest.vars.size(); ++i) {
    if (plan.isRowDim(i))
      order.push_back(nest.vars[i]);
    else
      outside.push_back(nest.vars[i]);
  }
  order.insert(order.end(), outside.begin(), outside.end());
  out.reorder(order);
  const Var row = fuseAll(out, outside);
  divideIntoTasks(out, row, loops.getRowsPerTask());
  const Var x = nest.vars[0];
  for (Reduction &reduction : plan.reductions) {
    std::vector<Halide::VarOrRVar> order = {x};
    order.insert(order.end(), reduction.r.begin(), reduction.r.end());
    reduction.func.compute_at(out, row).bound_extent(x, lanes).vectorize(x);
    reduction.func.update().reorder(order).vectorize(x);
  }
  for (RowsPlan::Temporary &temporary : plan.temporaries)
    temporary.func.compute_at(out, row).bound_extent(x, lanes).vectorize(x);
}

void scheduling::applyRows(LoopNest &nest, RowsPlan &plan, RowLoopsAttr loops) {
  if (isRowByRow(nest, plan))
    scheduleRowByRow(nest, plan, loops);
  else
    scheduleVectorOfRows(nest, plan, loops);
}

/// Where all is one row there is no task to compute it in.
std::vector<StoredFunc> scheduling::storedByRows(const LoopNest &nest, const RowsPlan &plan,
                                                 RowLoopsAttr loops) {
  const bool rowByRow = isRowByRow(nest, plan);
  const auto scope = countRows(nest, plan, loops.getLanes()) == 0 ? vit::WorkspaceScope::launch
                                                                  : vit::WorkspaceScope::thread;
  std::vector<StoredFunc> stored;
  for (const RowsPlan::Temporary &temporary : plan.temporaries)
    stored.push_back({temporary.func, temporary.bytes * (rowByRow ? 1 : loops.getLanes()), scope});
  return stored;
}
