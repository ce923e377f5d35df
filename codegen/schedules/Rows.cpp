//===-- Rows.cpp: softmax, normalisations, reductions, windows --------------------------------===//
//
// Where a reduction runs along dimension 0, a row is one thing: its reductions are computed for
// each row with one to four vectors of partial results, its temporaries are stored beside, and rows
// are shared between tasks. Where dimension 0 stays, a vector of rows is computed at a time, each
// lane reducing its own.
#include "codegen/schedules/Schedules.h"
#include <algorithm>

using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;

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

/// Splits the innermost loop of a reduction into lanes; more than one vector of them hides the
/// latency of additions in long rows.
void reduceInLanes(Reduction &reduction, const Level &level, const Target &target, int bits) {
  Func func = reduction.func;
  level.compute(func);
  const int lanes = target.lanes(bits);
  if (!reduction.associative || reduction.extent < 2 * lanes)
    return;
  const int vectors = reduction.extent >= 16 * lanes ? 4 : reduction.extent >= 8 * lanes ? 2 : 1;
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

bool scheduling::isRowDim(const RowsPlan &plan, size_t dim) {
  return std::find(plan.rowDims.begin(), plan.rowDims.end(), static_cast<int>(dim)) !=
         plan.rowDims.end();
}

/// Reductions along dimension 0.
static void scheduleRowByRow(RootStage &stage, RowsPlan &plan, const Target &target) {
  Func out = stage.func;
  const int lanes = static_cast<int>(
      stage.extents.empty() ? 1 : lanesFor(target, plan.elementBits, stage.extents[0]));
  std::vector<Var> inRow, outside;
  int64_t rows = 1;
  for (size_t i = 0; i < stage.vars.size(); ++i) {
    if (isRowDim(plan, i)) {
      inRow.push_back(stage.vars[i]);
    } else {
      outside.push_back(stage.vars[i]);
      rows *= stage.extents[i];
    }
  }
  if (isRowDim(plan, 0) && lanes > 1)
    out.vectorize(stage.vars[0], lanes, TailStrategy::ShiftInwards);
  Level level{out, Var(), outside.empty()};
  if (!outside.empty()) {
    level.var = fuseAll(out, outside);
    parallelise(out, level.var, rows, plan.rowCost);
  }
  for (Reduction &reduction : plan.reductions)
    reduceInLanes(reduction, level, target, plan.elementBits);
  for (RowsPlan::Temporary &temporary : plan.temporaries) {
    level.compute(temporary.func);
    temporary.func.store_in(memoryFor(temporary.bytes));
    if (isRowDim(plan, 0) && lanes > 1 && temporary.bytes > plan.elementBits / 8)
      temporary.func.vectorize(stage.vars[0], lanes, TailStrategy::ShiftInwards);
  }
}

/// Reductions that leave dimension 0 alone.
static void scheduleVectorOfRows(RootStage &stage, RowsPlan &plan, const Target &target) {
  Func out = stage.func;
  const int lanes = static_cast<int>(lanesFor(target, plan.elementBits, stage.extents[0]));
  Var block("block"), lane("lane");
  out.split(stage.vars[0], block, lane, lanes, TailStrategy::ShiftInwards).vectorize(lane);
  std::vector<Halide::VarOrRVar> order = {lane};
  std::vector<Var> outside = {block};
  int64_t rows = (stage.extents[0] + lanes - 1) / lanes;
  for (size_t i = 1; i < stage.vars.size(); ++i) {
    if (isRowDim(plan, i)) {
      order.push_back(stage.vars[i]);
    } else {
      outside.push_back(stage.vars[i]);
      rows *= stage.extents[i];
    }
  }
  order.insert(order.end(), outside.begin(), outside.end());
  out.reorder(order);
  const Var row = fuseAll(out, outside);
  parallelise(out, row, rows, plan.rowCost * lanes);
  const Var x = stage.vars[0];
  for (Reduction &reduction : plan.reductions) {
    std::vector<Halide::VarOrRVar> loops = {x};
    loops.insert(loops.end(), reduction.r.begin(), reduction.r.end());
    reduction.func.compute_at(out, row).bound_extent(x, lanes).vectorize(x);
    reduction.func.update().reorder(loops).vectorize(x);
  }
  for (RowsPlan::Temporary &temporary : plan.temporaries)
    temporary.func.compute_at(out, row)
        .store_in(memoryFor(temporary.bytes * lanes))
        .bound_extent(x, lanes)
        .vectorize(x);
}

void vitc::scheduleRows(RootStage &stage, RowsPlan &plan, const Target &target) {
  if (plan.reducesInnermost || stage.extents.empty())
    scheduleRowByRow(stage, plan, target);
  else
    scheduleVectorOfRows(stage, plan, target);
}

/// Windows: a vector of positions in registers, a channel at a time in parallel.
void vitc::scheduleWindow(RootStage &stage, WindowPlan &plan, const Target &target) {
  Func out = stage.func;
  const Extents &extents = stage.extents;
  const int lanes = static_cast<int>(lanesFor(target, stage.elementBits, extents[0]));
  Var block("block"), lane("lane");
  out.split(stage.vars[0], block, lane, lanes, TailStrategy::ShiftInwards).vectorize(lane);
  const Var channel = fuseAll(out, {stage.vars[2], stage.vars[3]});
  parallelise(out, channel, extents[2] * extents[3], extents[0] * extents[1] * plan.cost);
  const Var x = stage.vars[0];
  std::vector<Halide::VarOrRVar> loops = {x};
  for (int i = 0; i < plan.window.dimensions(); ++i)
    loops.push_back(plan.window[i]);
  plan.acc.compute_at(out, block).bound_extent(x, lanes).vectorize(x);
  plan.acc.update().reorder(loops).vectorize(x);
  if (plan.padded.defined())
    plan.padded.compute_at(out, channel)
        .store_in(memoryFor(plan.paddedBytes))
        .vectorize(x, lanes, TailStrategy::RoundUp);
}
