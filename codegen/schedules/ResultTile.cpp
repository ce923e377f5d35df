//===-- ResultTile.cpp ------------------------------------------------------------------------------===//
#include "codegen/schedules/ResultTile.h"
#include "codegen/schedules/Families.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;

namespace {
/// Tasks that are enough for many cores; where each of them copies a panel first, twice the copies cost more than fewer tasks.
constexpr int64_t wantedTasks = 64, wantedCopies = 32;
/// Rows that pay for the copy of a panel.
constexpr int64_t rowsPerPanel = 96;
/// Multiply-adds that are worth more than one thread.
constexpr int64_t parallelWork = 16 * taskWork;
/// Bytes of a weight that wait somewhere else than in L2 for their turn.
constexpr int64_t farBytes = 256 * 1024;
/// Bytes of a's rows that are too much for L2, and of the share of them that tasks read one after the other.
constexpr int64_t mostBytesOfRows = 2 << 20, shareBytes = 512 * 1024;
/// What a byte of b costs, which comes from memory, of one of a, which L3 has.
constexpr int64_t bCost = 2;
/// Bytes of a weight behind whose end a place of 32 bits still leads.
constexpr int64_t farthest = int64_t(1) << 30;
/// A line of the cache.
constexpr int64_t lineBytes = 64;
} // namespace

int64_t scheduling::chooseTilesPerTask(const ProductPlan &plan, const ProductTile &tile,
                                       bool copiesPanel) {
  const int64_t rowTiles = llvm::divideCeil(plan.m, tile.rows);
  int64_t panels = llvm::divideCeil(plan.n, tile.width());
  for (size_t i = 0; i < plan.batch.size(); ++i)
    if (plan.bVaries[i])
      panels *= plan.batch[i];
  const int64_t most = copiesPanel ? std::max<int64_t>(1, plan.m / rowsPerPanel) : rowTiles;
  const int64_t wanted = copiesPanel ? wantedCopies : wantedTasks;
  const int64_t shares = std::clamp<int64_t>(llvm::divideCeil(wanted, panels), 1, most);
  return llvm::divideCeil(rowTiles, shares);
}

scheduling::TaskOrder scheduling::chooseTasks(const ProductPlan &plan, const ProductTile &tile,
                                              bool copiesPanel) {
  const TaskOrder columnsFirst = {chooseTilesPerTask(plan, tile, copiesPanel), false};
  const int64_t rowBytes = plan.depth * plan.operandBits / 8,
                aBytes = plan.m * elements(plan.batch) * rowBytes,
                bBytes = plan.n * plan.depth * (plan.bHalves ? 2 : plan.operandBits / 8),
                panels = llvm::divideCeil(plan.n, tile.width());
  // Of an image.
  const int64_t shares = std::max<int64_t>(
      1, plan.m / std::max(rowsPerPanel, shareBytes / std::max<int64_t>(1, rowBytes)));
  const int64_t allShares = shares * elements(plan.batch),
                bTimes = bBytes < farBytes ? 1 : allShares;
  if (aBytes < mostBytesOfRows || allShares < 2 || rowsPerPanel * rowBytes > 2 * shareBytes ||
      llvm::is_contained(plan.bVaries, true) ||
      aBytes + bCost * bTimes * bBytes >= panels * aBytes + bCost * bBytes)
    return columnsFirst;
  const int64_t rowTiles = llvm::divideCeil(plan.m, tile.rows);
  return {std::min<int64_t>(columnsFirst.tilesPerTask, llvm::divideCeil(rowTiles, shares)), true};
}

bool scheduling::isWorthThreads(const ProductPlan &plan) {
  return plan.m * plan.n * elements(plan.batch) * plan.depth >= parallelWork;
}

/// Whether tiles read whole panels, one behind the other, in a single loop over k, a task has several row tiles, and places in the weight
/// fit 32 bits.
static bool readsInOrder(const ProductPlan &plan, const ProductTile &tile, vit::PackingAttr packing,
                         int64_t tilesPerTask) {
  return packing && tile.width() % packing.getColumns() == 0 && plan.kLoops == 1 &&
         tilesPerTask > 1 && plan.n * plan.depth * plan.operandBits / 8 < farthest;
}

bool scheduling::fetchesNext(const ProductPlan &plan, const ProductTile &tile,
                             vit::PackingAttr packing, int64_t steps, int64_t tilesPerTask,
                             const Target &target) {
  if (target.architecture() != "x86-64" || !readsInOrder(plan, tile, packing, tilesPerTask))
    return false;
  const int64_t columnBytes = plan.depth * (plan.bHalves ? 2 : plan.operandBits / 8);
  return plan.n > tile.width() && plan.n * columnBytes >= farBytes &&
         tile.width() * columnBytes <= tilesPerTask * steps * lineBytes;
}

LogicalResult scheduling::checkFetches(const ProductPlan &plan, const ProductTile &tile,
                                       vit::PackingAttr packing, int64_t tilesPerTask,
                                       const Target &target, EmitError emitError) {
  if (target.architecture() != "x86-64")
    return emitError() << "fetches_next is for x86-64, and not for '" << target.name << "'";
  if (!readsInOrder(plan, tile, packing, tilesPerTask))
    return emitError()
           << "fetches_next is for tiles that read whole panels of a weight under 1 GiB, "
              "in one loop over k, several row tiles in a task";
  return success();
}

void ResultTile::scheduleResult() {
  Var share("share");
  // The last of b's own panels may hold columns that do not exist: their sums are not stored.
  if (!readsPanels || plan.n % width == 0)
    out.split(n, panel, n, width, TailStrategy::ShiftInwards).split(n, vector, lane, lanes);
  else if (plan.n % lanes == 0)
    out.split(n, n, lane, lanes).split(n, panel, vector, vectors, TailStrategy::GuardWithIf);
  else
    out.split(n, panel, n, width, TailStrategy::GuardWithIf).split(n, vector, lane, lanes);
  out.split(m, rowTile, row, rows, TailStrategy::ShiftInwards)
      .split(rowTile, share, rowTile, tilesPerTask, TailStrategy::GuardWithIf);
  // Inside a task: batch dimensions that share the panel, row tiles, the tile.
  std::vector<Halide::VarOrRVar> order = {lane, vector, row, rowTile};
  std::vector<Var> outside = {share, panel};
  if (rowsFirst)
    std::swap(outside[0], outside[1]);
  for (size_t i = 0; i < plan.batch.size(); ++i) {
    if (plan.bVaries[i] || rowsFirst)
      outside.push_back(nest.vars[2 + i]);
    else
      order.push_back(nest.vars[2 + i]);
  }
  order.insert(order.end(), outside.begin(), outside.end());
  out.reorder(order).vectorize(lane);
  task = fuseAll(out, outside);
  if (isParallel)
    out.parallel(task);
}

void ResultTile::scheduleEpilogue() {
  if (!storesSums) {
    out.unroll(vector).unroll(row);
    return;
  }
  // The sums leave the registers once, so that the code for what follows need not be unrolled. Only
  // for calls: with GELU in such a loop, LLVM has been seen to move sums about in the loop over k.
  Func sums = plan.acc.in();
  sums.compute_at(out, rowTile)
      .store_in(Halide::MemoryType::Stack)
      .bound_extent(n, width)
      .vectorize(n, lanes)
      .unroll(n)
      .unroll(m);
}
