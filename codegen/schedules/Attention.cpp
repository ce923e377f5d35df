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
// takes 11 x 2 for both at 197 tokens of 64, 4 x 3 and 4 x 5 at 257 of 80; with 16 registers,
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
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "ir/VitSchedules.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::MemoryType;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;
using vit::AttentionLoopsAttr;

namespace {
/// Tasks that are enough, where heads are fewer.
constexpr int64_t wantedTasks = 6;
/// Queries that pay for another copy of the keys and the values.
constexpr int64_t queriesPerCopy = 64;
/// Work for a query and a key beside the two products: softmax.
constexpr int64_t softmaxWork = 16;

/// One share for every head, or several where there are few heads.
int64_t chooseTilesPerShare(const AttentionShape &shape, int64_t tiles) {
  const int64_t most = std::max<int64_t>(1, shape.t / queriesPerCopy);
  const int64_t shares =
      std::clamp<int64_t>(llvm::divideCeil(wantedTasks, shape.b * shape.h), 1, most);
  return llvm::divideCeil(tiles, shares);
}

/// Shares of all heads and images.
int64_t countShares(const AttentionShape &shape, int64_t rows, int64_t tilesPerShare) {
  const int64_t tiles = llvm::divideCeil(shape.t, rows);
  return int64_t(llvm::divideCeil(tiles, tilesPerShare)) * shape.h * shape.b;
}
} // namespace

AttentionLoopsAttr scheduling::chooseAttention(const LoopNest &, const AttentionPlan &plan,
                                               const Target &target, MLIRContext *context) {
  const AttentionShape &shape = plan.shape;
  const AttentionTile tile = chooseAttentionTile(shape, plan.elementBits, target);
  const int64_t tilesPerShare = chooseTilesPerShare(shape, llvm::divideCeil(shape.t, tile.rows));
  const int64_t work =
      tilesPerShare * tile.rows * shape.s * (shape.d + shape.e + softmaxWork) / tile.lanes;
  return AttentionLoopsAttr::get(context, tile.rows, tile.lanes, tile.scoreVectors, tile.valueLanes,
                                 tile.valueVectors, tilesPerShare,
                                 tilesPerShare > 1 || !plan.valuesDense,
                                 stepsPerTask(countShares(shape, tile.rows, tilesPerShare), work));
}

LogicalResult scheduling::checkAttention(const LoopNest &, const AttentionPlan &plan,
                                         AttentionLoopsAttr loops, const Target &target,
                                         EmitError emitError) {
  const AttentionShape &shape = plan.shape;
  const int64_t rows = loops.getRows(), lanes = loops.getLanes(),
                most = mostLanes(target, plan.elementBits);
  // Keys are padded to whole vectors, values are not.
  if (failed(checkLanes(emitError, "lanes", lanes, target, plan.elementBits, most)) ||
      failed(checkLanes(emitError, "value_lanes", loops.getValueLanes(), target, plan.elementBits,
                        shape.e)) ||
      failed(checkAtMost(emitError, "rows", rows, shape.t, "the number of queries")) ||
      failed(checkSums(emitError, rows, "score_vectors", loops.getScoreVectors(), target)) ||
      failed(checkSums(emitError, rows, "value_vectors", loops.getValueVectors(), target)) ||
      failed(checkAtMost(emitError, "score_vectors", loops.getScoreVectors(),
                         llvm::divideCeil(shape.s, lanes), "the vectors of keys")) ||
      failed(checkAtMost(emitError, "value_vectors times value_lanes",
                         loops.getValueVectors() * loops.getValueLanes(), shape.e,
                         "the elements of a value")) ||
      failed(checkAtMost(emitError, "tiles_per_share", loops.getTilesPerShare(),
                         llvm::divideCeil(shape.t, rows), "the row tiles of a head")))
    return failure();
  return checkAtMost(emitError, "shares_per_task", loops.getSharesPerTask(),
                     countShares(shape, rows, loops.getTilesPerShare()), "the number of shares");
}

/// `lanes`, a power of two, or the largest one below that is not above `extent`.
static int largestLanes(int64_t lanes, int64_t extent) {
  while (lanes > extent)
    lanes /= 2;
  return static_cast<int>(std::max<int64_t>(lanes, 1));
}

namespace {
struct Scheduler {
  AttentionPlan &plan;
  AttentionLoopsAttr loops;
  Func out;
  Var e, h, t, b, task{"task"}, rowTile{"row_tile"}, panel{"panel"};
  const int lanes = static_cast<int>(loops.getLanes()),
            valueLanes = static_cast<int>(loops.getValueLanes()),
            valueWidth = static_cast<int>(loops.getValueVectors()) * valueLanes,
            rows = static_cast<int>(loops.getRows());

  Scheduler(LoopNest &nest, AttentionPlan &plan, AttentionLoopsAttr loops)
      : plan(plan), loops(loops), out(nest.func), e(nest.vars[0]), h(nest.vars[1]), t(nest.vars[2]),
        b(nest.vars[3]) {}

  void scheduleResult();
  void scheduleSums();
  void packOperands();
  void scheduleScores();
  void scheduleReduction(AttentionPlan::RowReduction &reduction);
  void scheduleSoftmax();
};

void Scheduler::scheduleResult() {
  Var vector("vector"), lane("lane"), row("row"), share("share");
  out.split(e, panel, e, valueWidth, TailStrategy::ShiftInwards)
      .split(e, vector, lane, valueLanes)
      .split(t, rowTile, row, rows, TailStrategy::ShiftInwards)
      .split(rowTile, share, rowTile, static_cast<int>(loops.getTilesPerShare()),
             TailStrategy::GuardWithIf)
      .reorder(lane, vector, row, panel, rowTile, share, h, b)
      .vectorize(lane)
      .unroll(vector)
      .unroll(row);
  task = fuseAll(out, {share, h, b});
  divideIntoTasks(out, task, loops.getSharesPerTask());
}

void Scheduler::scheduleSums() {
  Var vector("vector"), lane("lane");
  Func acc = plan.acc;
  acc.compute_at(out, panel)
      .store_in(MemoryType::Register)
      .bound_extent(e, valueWidth)
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
  plan.keys.compute_at(out, task).bound_extent(n, static_cast<int>(plan.storedKeys()));
  plan.keys.split(n, nTile, ni, lanes)
      .split(d, dTile, di, dLanes, TailStrategy::ShiftInwards)
      .reorder(ni, di, dTile, nTile)
      .vectorize(ni)
      .unroll(di);
  plan.keyRows.compute_at(plan.keys, dTile).vectorize(plan.keyRows.args()[0]).unroll(n);
  plan.keyColumns.compute_at(plan.keys, dTile).vectorize(d).unroll(n);

  if (!loops.getCopiesValues())
    return;
  plan.values.compute_at(out, task).vectorize(e, valueLanes, TailStrategy::ShiftInwards);
}

void Scheduler::scheduleScores() {
  const Var n = plan.strip.args()[0], d = plan.query.args()[0];
  const int dLanes = largestLanes(lanes, plan.shape.d);
  plan.query.compute_at(out, rowTile).vectorize(d, dLanes, TailStrategy::ShiftInwards);
  plan.strip.compute_at(out, rowTile);
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    AttentionPlan::Part &part = plan.parts[i];
    const int64_t width = std::min(part.keys, loops.getScoreVectors() * lanes);
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
  const Var n = plan.weights.args()[0];
  plan.weights.compute_at(out, rowTile)
      .bound_extent(n, static_cast<int>(plan.storedKeys()))
      .vectorize(n, lanes);
}
} // namespace

void scheduling::applyAttention(LoopNest &nest, AttentionPlan &plan, AttentionLoopsAttr loops) {
  Scheduler scheduler(nest, plan, loops);
  scheduler.scheduleResult();
  scheduler.scheduleSums();
  scheduler.packOperands();
  scheduler.scheduleScores();
  scheduler.scheduleSoftmax();
}

std::vector<StoredFunc> scheduling::storedByAttention(const LoopNest &, const AttentionPlan &plan,
                                                      AttentionLoopsAttr loops) {
  const AttentionShape &shape = plan.shape;
  const int64_t rows = loops.getRows(), keys = plan.storedKeys(), bytes = plan.elementBits / 8;
  constexpr auto thread = vit::WorkspaceScope::thread;
  std::vector<StoredFunc> stored = {{plan.keys, keys * shape.d * bytes, thread},
                                    {plan.query, rows * shape.d * bytes, thread},
                                    {plan.strip, rows * keys * bytes, thread},
                                    {plan.weights, rows * keys * bytes, thread}};
  if (loops.getCopiesValues())
    stored.push_back({plan.values, shape.s * shape.e * bytes, thread});
  return stored;
}
