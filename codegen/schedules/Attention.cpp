//===-- Attention.cpp: the schedule of attention --------------------------------------------------===//
//
// A task is a head of an image, or a share of its queries where heads are few. It transposes the keys
// to [d][key] and copies the values to lie close together: once, so that what follows reads vectors
// that follow each other. Then, a tile of R queries at a time, in L1:
//
//   query    R x D, scaled (by log2(e) too, so that weights are powers of two)
//   strip    R x S scores; panels of P vectors of keys: R * P sums in registers, P loads and R
//            broadcasts for R * P multiply-adds. Vectors beyond the last whole panel are a panel of
//            their own width, so that 197 keys cost 13 vectors of 16 and not 15 or 16
//   weights  R x S, between lanes of maxima and lanes of sums for all R rows: R chains at a time
//   result   R * V sums in registers for V vectors of a value's elements, scaled once by 1 / sum
//
// With 32 registers, R * P and R * V are at most 24, which leaves room for the loads: the cost model
// below takes 11 x 2 for both at 197 tokens of 64, 4 x 3 and 4 x 5 at 257 of 80; with 16 registers,
// 6 x 2. Measured tiles differ by a few per cent, except with few rows over many keys, where panels
// come from L2 (6 x 4 at 577 tokens: 1.3 times slower). Two multiply-adds a cycle make
// 64 * 13 / 2 + 197 * 4 / 2 = 810 cycles a query, softmax about 130 (13 vectors of 16 instructions,
// two reductions across lanes), copies of keys and values 30, where 197 queries share them.
//
// Measured on one core of a Zen 5 with AVX-512, as a share of multiply-adds in registers alone (255
// GFLOP/s, of which loops that load from L1 reach 0.89): 12 heads of 64, 197 tokens 0.78 (0.60 ms; as
// two products and a softmax 0.81 ms, copies of the heads not counted); 577 tokens 0.73; 16 heads of
// 80, 257 tokens 0.76; windows of 49 tokens, heads of 32, masked 0.46 (keys fill 4 vectors to three
// quarters). With AVX2, of 128 GFLOP/s: 0.86, 0.81, 0.85, 0.60. bench/kernels prints such
// shares.
#include "codegen/schedules/Schedules.h"
#include <algorithm>
#include <limits>

using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::MemoryType;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;

namespace {
int64_t divideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// `lanes`, a power of two, or the largest one below that is not above `extent`.
int largestLanes(int64_t lanes, int64_t extent) {
  while (lanes > extent)
    lanes /= 2;
  return static_cast<int>(std::max<int64_t>(lanes, 1));
}

/// Cycles for one step of a product's tile: two multiply-adds or loads a cycle; too few sums wait for
/// each other.
double stepCost(int64_t rows, int64_t vectors) {
  return std::max({double(rows * vectors) / 2, double(rows + vectors) / 2 * 1.1, 4.0}) +
         0.15 * double(vectors);
}

/// Cycles for a row tile, over rows.
double rowCost(const AttentionShape &shape, const AttentionTile &tile) {
  const int64_t vectors = tile.keyVectors(), rest = vectors % tile.scoreVectors;
  const double scores =
      double(vectors / tile.scoreVectors) * stepCost(tile.rows, tile.scoreVectors) +
      (rest ? stepCost(tile.rows, rest) : 0);
  const double sums = double(divideUp(shape.e, tile.valueVectors * tile.valueLanes)) *
                      stepCost(tile.rows, tile.valueVectors);
  return double(divideUp(shape.t, tile.rows)) * (scores * double(shape.d) + sums * double(shape.s));
}

struct Tasks {
  int64_t tiles = 1;   // of rows, in all
  int64_t perTask = 1; // of one task
};

/// One task for every head, or several where there are few heads; each packs the keys and the values
/// for itself.
Tasks chooseTasks(const AttentionShape &shape, const AttentionTile &tile) {
  constexpr int64_t wanted = 6, packedRows = 64;
  Tasks tasks;
  tasks.tiles = divideUp(shape.t, tile.rows);
  const int64_t most = std::max<int64_t>(1, shape.t / packedRows);
  const int64_t shares = std::clamp<int64_t>(divideUp(wanted, shape.b * shape.h), 1, most);
  tasks.perTask = divideUp(tasks.tiles, shares);
  return tasks;
}
} // namespace

AttentionTile vitc::chooseAttentionTile(const AttentionShape &shape, int elementBits,
                                        const Target &target) {
  AttentionTile best;
  best.keys = shape.s;
  best.lanes = target.lanes(elementBits);
  best.valueLanes = lanesFor(target, elementBits, shape.e);
  const int64_t sums = target.vectorRegisters * 3 / 4;
  double least = std::numeric_limits<double>::max();
  for (int64_t rows = 1; rows <= std::min<int64_t>(shape.t, 16); ++rows)
    for (int64_t scores = 1; scores <= best.keyVectors() && rows * scores <= sums; ++scores)
      for (int64_t values = 1; values * best.valueLanes <= shape.e && rows * values <= sums;
           ++values) {
        AttentionTile tile = best;
        tile.rows = rows;
        tile.scoreVectors = scores;
        tile.valueVectors = values;
        const double cost = rowCost(shape, tile);
        if (cost < least) {
          least = cost;
          best = tile;
        }
      }
  return best;
}

namespace {
struct Scheduler {
  AttentionPlan &plan;
  const AttentionTile &tile;
  Func out;
  Var e, h, t, b, task{"task"}, rowTile{"row_tile"}, panel{"panel"};
  const int lanes = static_cast<int>(tile.lanes), valueLanes = static_cast<int>(tile.valueLanes),
            rows = static_cast<int>(tile.rows);

  Scheduler(RootStage &stage, AttentionPlan &plan)
      : plan(plan), tile(plan.tile), out(stage.func), e(stage.vars[0]), h(stage.vars[1]),
        t(stage.vars[2]), b(stage.vars[3]) {}

  void scheduleResult();
  void scheduleSums();
  void packOperands();
  void scheduleScores();
  void scheduleReduction(AttentionPlan::RowReduction &reduction);
  void scheduleSoftmax();
};

void Scheduler::scheduleResult() {
  const Tasks tasks = chooseTasks(plan.shape, tile);
  const int width = static_cast<int>(tile.valueVectors * tile.valueLanes);
  Var vector("vector"), lane("lane"), row("row"), share("share");
  out.split(e, panel, e, width, TailStrategy::ShiftInwards)
      .split(e, vector, lane, valueLanes)
      .split(t, rowTile, row, rows, TailStrategy::ShiftInwards)
      .split(rowTile, share, rowTile, static_cast<int>(tasks.perTask), TailStrategy::GuardWithIf)
      .reorder(lane, vector, row, panel, rowTile, share, h, b)
      .vectorize(lane)
      .unroll(vector)
      .unroll(row);
  task = fuseAll(out, {share, h, b});
  const int64_t work =
      tasks.perTask * tile.rows * plan.shape.s * (plan.shape.d + plan.shape.e + 16) / tile.lanes;
  parallelise(out, task, divideUp(tasks.tiles, tasks.perTask) * plan.shape.h * plan.shape.b, work);
}

void Scheduler::scheduleSums() {
  Var vector("vector"), lane("lane");
  Func acc = plan.acc;
  acc.compute_at(out, panel)
      .store_in(MemoryType::Register)
      .bound_extent(e, static_cast<int>(tile.valueVectors * tile.valueLanes))
      .bound_extent(t, rows);
  acc.split(e, vector, lane, valueLanes).reorder(lane, vector, t);
  acc.vectorize(lane).unroll(vector).unroll(t);
  acc.update().split(e, vector, lane, valueLanes).reorder(lane, vector, t, plan.s);
  acc.update().vectorize(lane).unroll(vector).unroll(t);
}

/// Keys are transposed once for a task, a vector of them at a time in registers; values are copied to lie
/// close together.
void Scheduler::packOperands() {
  // Quarters of a 512-bit vector: fewer shuffles than a square of whole vectors.
  const int dLanes = largestLanes(128 / plan.elementBits, plan.shape.d);
  Var n = plan.keys.args()[0], d = plan.keys.args()[1], nTile("n_tile"), dTile("d_tile"), ni("ni"),
      di("di");
  const int64_t columns = tile.keyVectors() * tile.lanes, bytes = plan.elementBits / 8;
  plan.keys.compute_at(out, task)
      .store_in(memoryFor(columns * plan.shape.d * bytes))
      .bound_extent(n, static_cast<int>(columns));
  plan.keys.split(n, nTile, ni, lanes)
      .split(d, dTile, di, dLanes, TailStrategy::ShiftInwards)
      .reorder(ni, di, dTile, nTile)
      .vectorize(ni)
      .unroll(di);
  plan.keyRows.compute_at(plan.keys, dTile).vectorize(plan.keyRows.args()[0]).unroll(n);
  plan.keyColumns.compute_at(plan.keys, dTile).vectorize(d).unroll(n);

  const int64_t perTask = chooseTasks(plan.shape, tile).perTask;
  if (perTask < 2 && plan.valuesDense)
    return;
  plan.values.compute_at(out, task)
      .store_in(memoryFor(plan.shape.s * plan.shape.e * bytes))
      .vectorize(e, valueLanes, TailStrategy::ShiftInwards);
}

void Scheduler::scheduleScores() {
  const Var n = plan.strip.args()[0], d = plan.query.args()[0];
  const int64_t bytes = plan.elementBits / 8, columns = tile.keyVectors() * tile.lanes;
  const int dLanes = largestLanes(tile.lanes, plan.shape.d);
  plan.query.compute_at(out, rowTile)
      .store_in(memoryFor(rows * plan.shape.d * bytes))
      .vectorize(d, dLanes, TailStrategy::ShiftInwards);
  plan.strip.compute_at(out, rowTile).store_in(memoryFor(rows * columns * bytes));
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    AttentionPlan::Part &part = plan.parts[i];
    const int64_t width = std::min(part.keys, tile.scoreVectors * tile.lanes);
    RVar block("block"), inner("inner"), vector("vector"), lane("lane");
    plan.strip.update(static_cast<int>(i))
        .split(part.n, block, inner, static_cast<int>(width))
        .split(inner, vector, lane, lanes)
        .reorder(lane, vector, t, block)
        .allow_race_conditions()
        .vectorize(lane)
        .unroll(vector)
        .unroll(t);
    Var accVector("vector"), accLane("lane");
    part.acc.compute_at(plan.strip, block)
        .store_in(MemoryType::Register)
        .bound_extent(n, static_cast<int>(width))
        .bound_extent(t, rows);
    part.acc.split(n, accVector, accLane, lanes).reorder(accLane, accVector, t);
    part.acc.vectorize(accLane).unroll(accVector).unroll(t);
    part.acc.update().split(n, accVector, accLane, lanes).reorder(accLane, accVector, t, part.d);
    part.acc.update().vectorize(accLane).unroll(accVector).unroll(t);
  }
}

/// Lanes of partial results for all rows of the tile, then each row's.
void Scheduler::scheduleReduction(AttentionPlan::RowReduction &reduction) {
  const Var l = reduction.lanes.args()[0];
  reduction.lanes.compute_at(out, rowTile).store_in(MemoryType::Register).bound_extent(l, lanes);
  reduction.lanes.bound_extent(t, rows).vectorize(l).unroll(t);
  reduction.lanes.update().reorder(l, t, reduction.vector).vectorize(l).unroll(t);
  int width = lanes;
  for (Func half : reduction.halves)
    half.compute_at(out, rowTile)
        .store_in(MemoryType::Register)
        .bound_extent(l, width /= 2)
        .bound_extent(t, rows)
        .vectorize(l)
        .unroll(t);
  // A vector apart: LLVM would compute scalars that lie together in vectors, of rows, at a loss.
  if (!reduction.halves.empty())
    reduction.halves.back().store_in(MemoryType::Stack).align_storage(l, 2 * lanes);
}

void Scheduler::scheduleSoftmax() {
  scheduleReduction(plan.maximum);
  scheduleReduction(plan.sum);
  plan.scale.compute_at(out, rowTile).store_in(MemoryType::Stack).bound_extent(t, rows).unroll(t);
  if (plan.keep.defined()) {
    scheduleReduction(plan.magnitude);
    plan.keep.compute_at(out, rowTile).store_in(MemoryType::Stack);
  }
  const int64_t columns = tile.keyVectors() * tile.lanes;
  const Var n = plan.weights.args()[0];
  plan.weights.compute_at(out, rowTile)
      .store_in(memoryFor(rows * columns * plan.elementBits / 8))
      .bound_extent(n, static_cast<int>(columns))
      .vectorize(n, lanes);
}
} // namespace

void vitc::scheduleAttention(RootStage &stage, AttentionPlan &plan, const Target &) {
  Scheduler scheduler(stage, plan);
  scheduler.scheduleResult();
  scheduler.scheduleSums();
  scheduler.packOperands();
  scheduler.scheduleScores();
  scheduler.scheduleSoftmax();
}
