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
// Where a head has so many keys that they do not stay in L2 beside the scores, a share goes through them in blocks: a block's keys
// are transposed and its values copied, and then each row tile of the share computes its scores, weights and results of the block,
// which lie in L1. `state` has what queries have so far: R * V vectors, scaled by the running maximum, and the maximum and sum, in
// every lane of a vector each. Shares are of some hundred queries, so that their state lies in L2, too.
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
// shares. Blocks of 320 to 352 keys of 64 over all at once, on a Sapphire Rapids with 2 MB of L2: 4097 keys 0.60, 2049 keys 0.90, 1370
// and 1025 1.00; with AVX2 0.62, 1.05, 1.04 and more.
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
/// Bytes of a head's keys and values that are too much for L2, beside scores: keys are in blocks then.
constexpr int64_t farBytes = 1 << 20;
/// Keys of a block.
constexpr int64_t leastKeys = 160, mostKeys = 384;
/// Queries that go through blocks of keys together: what is kept of them lies in L2 with a block.
constexpr int64_t queriesPerShare = 512;

/// One share for every head, or several where there are few heads.
int64_t chooseTilesPerShare(const AttentionShape &shape, int64_t tiles) {
  const int64_t most = std::max<int64_t>(1, shape.t / queriesPerCopy);
  const int64_t shares =
      std::clamp<int64_t>(llvm::divideCeil(wantedTasks, shape.b * shape.h), 1, most);
  return llvm::divideCeil(tiles, shares);
}

/// The same where keys are in blocks. The last share begins so that it ends with the queries: as few as may be are computed again.
int64_t chooseTilesOfBlocks(const AttentionShape &shape, int64_t rows) {
  const int64_t tiles = shape.t / rows, most = std::max<int64_t>(1, queriesPerShare / rows);
  int64_t best = std::min(tiles, most);
  const auto computed = [&](int64_t own) { return llvm::divideCeil(shape.t, own * rows) * own; };
  for (int64_t own = best - 1; own > most / 2; --own)
    if (computed(own) < computed(best))
      best = own;
  return best;
}

/// Keys of a block: vectors that leave as little as may be of the last block empty; 0 where all keys are read at once.
int64_t chooseKeysPerBlock(const AttentionShape &shape, const AttentionTile &tile, int bits) {
  const bool areFar = shape.s > mostKeys && shape.s * (shape.d + shape.e) * bits / 8 >= farBytes;
  if (!areFar || shape.t < queriesPerCopy || shape.e % tile.valueLanes != 0)
    return 0;
  const int64_t vectors = llvm::divideCeil(shape.s, tile.lanes);
  int64_t best = 0, least = 0;
  for (int64_t own = llvm::alignTo(leastKeys / tile.lanes, tile.scoreVectors);
       own <= mostKeys / tile.lanes; own += tile.scoreVectors)
    if (const int64_t all = llvm::divideCeil(vectors, own) * own; !best || all <= least) {
      best = own;
      least = all;
    }
  return best * tile.lanes;
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
  const int64_t keysPerBlock = chooseKeysPerBlock(shape, tile, plan.elementBits);
  const int64_t tilesPerShare =
      keysPerBlock ? chooseTilesOfBlocks(shape, tile.rows)
                   : chooseTilesPerShare(shape, llvm::divideCeil(shape.t, tile.rows));
  const int64_t work =
      tilesPerShare * tile.rows * shape.s * (shape.d + shape.e + softmaxWork) / tile.lanes;
  return AttentionLoopsAttr::get(
      context, tile.rows, tile.lanes, tile.scoreVectors, tile.valueLanes, tile.valueVectors,
      tilesPerShare, keysPerBlock || tilesPerShare > 1 || !plan.valuesDense, keysPerBlock,
      stepsPerTask(countShares(shape, tile.rows, tilesPerShare), work));
}

/// Blocks of keys end with the last one or behind it, shares of their queries lie within the queries, and what is kept of them is
/// whole vectors of a value.
static LogicalResult checkBlocks(const AttentionShape &shape, AttentionLoopsAttr loops,
                                 EmitError emitError) {
  const int64_t keys = loops.getKeysPerBlock(), lanes = loops.getLanes();
  if (failed(checkAtMost(emitError, "keys_per_block", keys, llvm::alignTo(shape.s, lanes),
                         "the keys in whole vectors")) ||
      failed(checkAtMost(emitError, "score_vectors", loops.getScoreVectors(), keys / lanes,
                         "the vectors of a block of keys")) ||
      failed(checkAtMost(
          emitError, "rows times tiles_per_share", loops.getRows() * loops.getTilesPerShare(),
          shape.t, "the number of queries, which a share has some of where keys are in blocks")))
    return failure();
  if (shape.e % loops.getValueLanes() != 0)
    return emitError() << "value_lanes = " << loops.getValueLanes() << " does not divide the "
                       << shape.e << " elements of a value, which keys_per_block wants";
  return success();
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
                         llvm::divideCeil(shape.t, rows), "the row tiles of a head")) ||
      (loops.getKeysPerBlock() && failed(checkBlocks(shape, loops, emitError))))
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
  Var e, h, t, b, task{"task"}, rowTile{"row_tile"}, panel{"panel"}, share{"share"};
  const int lanes = static_cast<int>(loops.getLanes()),
            valueLanes = static_cast<int>(loops.getValueLanes()),
            valueWidth = static_cast<int>(loops.getValueVectors()) * valueLanes,
            rows = static_cast<int>(loops.getRows()),
            tilesPerShare = static_cast<int>(loops.getTilesPerShare());

  Scheduler(LoopNest &nest, AttentionPlan &plan, AttentionLoopsAttr loops)
      : plan(plan), loops(loops), out(nest.func), e(nest.vars[0]), h(nest.vars[1]), t(nest.vars[2]),
        b(nest.vars[3]) {}

  /// Where keys and values are copied, and where a row tile is computed.
  Func perCopy(Func func) const {
    return plan.state.isUsed() ? func.compute_at(plan.state.func, plan.state.block)
                               : func.compute_at(out, task);
  }
  Func perTile(Func func) const {
    return func.compute_at(plan.state.isUsed() ? plan.state.func : out, rowTile);
  }

  void scheduleResult();
  void scheduleState();
  void scheduleSums();
  void packOperands();
  void scheduleScores();
  void scheduleReduction(AttentionPlan::RowReduction &reduction);
  void scheduleSoftmax();
};

/// A row tile after the other; with blocks of keys, a share after the other, of rows that have been computed.
void Scheduler::scheduleResult() {
  Var vector("vector"), lane("lane"), row("row");
  if (plan.state.isUsed()) {
    out.split(t, share, t, rows * tilesPerShare, TailStrategy::ShiftInwards)
        .split(e, vector, lane, valueLanes)
        .reorder(lane, vector, t, share, h, b)
        .vectorize(lane)
        .unroll(vector);
  } else {
    out.split(e, panel, e, valueWidth, TailStrategy::ShiftInwards)
        .split(e, vector, lane, valueLanes)
        .split(t, rowTile, row, rows, TailStrategy::ShiftInwards)
        .split(rowTile, share, rowTile, tilesPerShare, TailStrategy::GuardWithIf)
        .reorder(lane, vector, row, panel, rowTile, share, h, b)
        .vectorize(lane)
        .unroll(vector)
        .unroll(row);
  }
  task = fuseAll(out, {share, h, b});
  divideIntoTasks(out, task, loops.getSharesPerTask());
}

/// A block of keys after the other, and the row tiles of a share within.
void Scheduler::scheduleState() {
  if (!plan.state.isUsed())
    return;
  Func state = plan.state.func, products = plan.state.products;
  const Var l = state.args()[0];
  Var row("row"), vector("vector"), lane("lane");
  state.compute_at(out, task)
      .bound_extent(l, valueLanes)
      .bound_extent(t, rows * tilesPerShare)
      .vectorize(l);
  state.update()
      .split(t, rowTile, row, rows, TailStrategy::RoundUp)
      .reorder(l, row, rowTile, plan.state.block)
      .vectorize(l);
  products.compute_at(state, rowTile)
      .bound_extent(e, static_cast<int>(plan.shape.e))
      .bound_extent(t, rows);
  products.split(e, panel, e, valueWidth, TailStrategy::ShiftInwards)
      .split(e, vector, lane, valueLanes)
      .reorder(lane, vector, t, panel)
      .vectorize(lane)
      .unroll(vector)
      .unroll(t);
}

void Scheduler::scheduleSums() {
  Var vector("vector"), lane("lane");
  Func acc = plan.acc;
  acc.compute_at(plan.state.isUsed() ? plan.state.products : out, panel)
      .store_in(MemoryType::Register)
      .bound_extent(e, valueWidth)
      .bound_extent(t, rows);
  acc.split(e, vector, lane, valueLanes).reorder(lane, vector, t);
  acc.vectorize(lane).unroll(vector).unroll(t);
  acc.update().split(e, vector, lane, valueLanes).reorder(lane, vector, t, plan.s);
  acc.update().vectorize(lane).unroll(vector).unroll(t);
}

/// Keys are transposed once for a task, or a block of them, a vector of them at a time in registers; values are copied to lie
/// close together.
void Scheduler::packOperands() {
  // Quarters of a 512-bit vector: fewer shuffles than a square of whole vectors.
  const int dLanes = largestLanes(128 / plan.elementBits, plan.shape.d);
  Var n = plan.keys.args()[0], d = plan.keys.args()[1], nTile("n_tile"), dTile("d_tile"), ni("ni"),
      di("di");
  perCopy(plan.keys).bound_extent(n, static_cast<int>(plan.storedKeys()));
  plan.keys.split(n, nTile, ni, lanes)
      .split(d, dTile, di, dLanes, TailStrategy::ShiftInwards)
      .reorder(ni, di, dTile, nTile)
      .vectorize(ni)
      .unroll(di);
  plan.keyRows.compute_at(plan.keys, dTile).vectorize(plan.keyRows.args()[0]).unroll(n);
  plan.keyColumns.compute_at(plan.keys, dTile).vectorize(d).unroll(n);

  if (!loops.getCopiesValues())
    return;
  perCopy(plan.values).vectorize(e, valueLanes, TailStrategy::ShiftInwards);
}

void Scheduler::scheduleScores() {
  const Var n = plan.strip.args()[0], d = plan.query.args()[0];
  const int dLanes = largestLanes(lanes, plan.shape.d);
  perTile(plan.query).vectorize(d, dLanes, TailStrategy::ShiftInwards);
  perTile(plan.strip);
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
  perTile(reduction.lanes).store_in(MemoryType::Register).bound_extent(l, lanes);
  reduction.lanes.bound_extent(t, rows).vectorize(l).unroll(t);
  reduction.lanes.update().reorder(l, t, reduction.vector).vectorize(l).unroll(t);
  int width = lanes;
  for (const Func &half : reduction.halves)
    perTile(half)
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
  if (plan.scale.defined())
    perTile(plan.scale).store_in(MemoryType::Stack).bound_extent(t, rows).unroll(t);
  if (plan.keep.defined()) {
    scheduleReduction(plan.magnitude);
    perTile(plan.keep).store_in(MemoryType::Stack);
  }
  const Var n = plan.weights.args()[0];
  perTile(plan.weights).bound_extent(n, static_cast<int>(plan.storedKeys())).vectorize(n, lanes);
}
} // namespace

void scheduling::applyAttention(LoopNest &nest, AttentionPlan &plan, AttentionLoopsAttr loops) {
  Scheduler scheduler(nest, plan, loops);
  scheduler.scheduleResult();
  scheduler.scheduleState();
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
    stored.push_back({plan.values, plan.keysAtOnce() * shape.e * bytes, thread});
  if (!loops.getKeysPerBlock())
    return stored;
  // A buffer for each value of the state.
  const int64_t own = llvm::alignTo(rows * loops.getTilesPerShare() * loops.getValueLanes() * bytes,
                                    vit::WorkspaceAttr::alignment) +
                      vit::WorkspaceAttr::padding;
  const int64_t values = shape.e / loops.getValueLanes() + (plan.isGuarded ? 3 : 2);
  stored.push_back({plan.state.func, own * values, thread});
  stored.push_back({plan.state.products, rows * shape.e * bytes, thread});
  return stored;
}
