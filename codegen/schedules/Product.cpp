//===-- Matmul.cpp: matrix products and what is computed as one -------------------------------===//
//
// A tile of the result, `rows` x `vectors` registers, stays in registers for the whole of k: of 32
// registers 24 hold sums (6 x 4 with AVX-512), of 16 twelve (6 x 2 with AVX2); the rest hold a row
// of b and, where the instruction set cannot read it from memory, an element of a. Each step of k
// loads `vectors` vectors of b and `rows` elements of a for rows * vectors multiply-adds, and does
// nothing else (test/codegen/inner_loops.py).
//
// A constant b is packed in panels, [panel][k][columns], and is read there (#vit.packing). They are as wide as a line of the cache where a
// tile reads several, so that the CPU follows each of them, and else as wide as the tile; panels that another target has chosen are
// read by tiles that divide them, or several at a time. Steps of k fetch the panels of the next tile, or what they will be copied from
// (fetches_next). Any other b is copied, a panel at a time, to lie as [k][width]: its rows are far apart in the operand, so that a panel
// would not stay in the cache, and where b is computed (patches of a convolution, a transposed operand) this
// is where that happens. Few rows are not worth the copy. Tasks are panels times a share of the row tiles, a panel after the other; where
// a's rows are more than L2 has room for, a share after the other (rows_first), so that it is b that goes by for each.
//
// Panels of bf16 whose rows lie in twos, as instructions of other targets multiply them, are copied, too.
//
// Weights of 16 bits become floats where they are loaded, by an instruction a vector, or in the copy of a panel. A Zen converts
// beside its multiply-adds; other CPUs do it in their place (4 beside 24), so that many rows have a copy there.
//
// Measured on one core of a Zen 5 with AVX-512, as a share of multiply-adds in registers alone (245
// GFLOP/s), b in panels and with a bias: 197x768x3072 0.90, 197x3072x768 0.91, 197x768x768 1.0 (in this
// case a and b stay in L2; the clock is a little higher than in the yardstick); 48, 64 and 96 columns make
// no difference that stands out, 128 are a fifth slower. Copied panels: 0.82, 0.81, 0.9; 12 x 197x64x197
// 0.84, with b transposed 0.79; 12 x 197x197x64 0.89. One row of 768 times 3072 columns: 57 GFLOP/s from
// panels, 38 otherwise. bench/kernels prints such shares.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "codegen/schedules/ResultTile.h"
#include "ir/VitSchedules.h"
#include "runtime/model.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::Var;
using vit::PackingAttr;
using vit::PointwiseLoopsAttr;
using vit::ProductLoopsAttr;

namespace {
/// Row tiles from which on a copy pays at all, unless b has to be computed or is strided.
constexpr int64_t tilesPerPanel = 3;
/// Columns whose floats are a line of the cache.
constexpr int64_t lineColumns = 16;
/// Vector instructions for an element of a convolution's patches.
constexpr int64_t patchCost = 4;

/// Halves are converted to floats by another unit than that of multiply-adds.
bool convertsBeside(const Target &target) { return target.cpuFeatures & VITC_CPU_ZEN4; }

/// Columns of the panels that a tile reads best.
int64_t panelColumns(const ProductTile &tile, int64_t n) {
  const bool isSplit =
      tile.rows > 1 && tile.width() % lineColumns == 0 && readsPanels(tile.width(), n, lineColumns);
  return isSplit ? lineColumns : tile.width();
}

/// The patches of a convolution as loops of their own.
LoopNest patchesOf(const ProductPlan &plan) {
  Extents extents = {plan.n, plan.depth};
  extents.insert(extents.end(), plan.batch.begin(), plan.batch.end());
  return {plan.patches, plan.patches.args(), extents, PointwisePlan{patchCost},
          false,        plan.elementBits};
}
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

ProductLoopsAttr scheduling::chooseProduct(const LoopNest &, const ProductPlan &plan,
                                           const Target &target, MLIRContext *context) {
  PackingAttr packing = plan.packing;
  if (plan.weight && target.packsForBFloats)
    packing = packingOfBFloats(plan, context);
  const ProductTile tile = chooseProductTile(plan.m, plan.n, plan.elementBits, target,
                                             packing ? packing.getColumns() : 0);
  if (plan.weight && !packing)
    packing = PackingAttr::get(context, panelColumns(tile, plan.n));
  const int64_t rowTiles = llvm::divideCeil(plan.m, tile.rows);
  const bool isPaired = packing && !packing.isPlain() && plan.bfloats.isPossible;
  const bool isDense = (plan.bDense || packing) && !isPaired;
  const bool wantsCopy = !packing || (plan.bHalves && !convertsBeside(target));
  const bool copiesPanel = !isDense || (wantsCopy && rowTiles >= tilesPerPanel);
  const auto [tilesPerTask, rowsFirst] = chooseTasks(plan, tile, copiesPanel);
  PointwiseLoopsAttr patches;
  if (plan.patches.defined() && tilesPerTask < rowTiles) {
    const LoopNest nest = patchesOf(plan);
    patches = choosePointwise(nest, PointwisePlan{patchCost}, target, context);
  }
  const bool fetches = fetchesNext(plan, tile, packing, plan.depth, tilesPerTask, target);
  return ProductLoopsAttr::get(context, tile.rows, tile.vectors, tile.lanes, tilesPerTask,
                               isWorthThreads(plan), packing, copiesPanel, plan.expensiveEpilogue,
                               fetches, rowsFirst, patches);
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult scheduling::checkPacking(const ProductPlan &plan, PackingAttr wanted,
                                       EmitError emitError) {
  if (wanted == plan.packing)
    return success();
  InFlightDiagnostic error = emitError();
  if (plan.packing)
    error << "the weight is packed as " << plan.packing;
  else
    error << "the weight is not packed";
  if (wanted)
    return error << ", and not as " << wanted << ", which the loops read";
  return error << ", but the loops name no packing";
}

LogicalResult scheduling::checkPanels(const ProductPlan &plan, PackingAttr packing, int64_t vectors,
                                      int64_t lanes, EmitError emitError) {
  if (readsPanels(vectors * lanes, plan.n, packing.getColumns()))
    return success();
  return emitError() << "a tile of " << vectors << " x " << lanes
                     << " columns is no part of a panel of " << packing.getColumns()
                     << ", and no number of panels that divides all "
                     << llvm::divideCeil(plan.n, packing.getColumns());
}

/// A tile lies within the matrix, or reads panels from their first column to their last.
static LogicalResult checkWidth(const ProductPlan &plan, ProductLoopsAttr loops,
                                EmitError emitError) {
  const PackingAttr packing = loops.getPacking();
  const int64_t width = loops.getVectors() * loops.getLanes();
  if (!packing)
    return checkAtMost(emitError, "vectors times lanes", width, plan.n,
                       "the columns of the result");
  const bool isCopied = loops.getCopiesPanel() && plan.bfloats.isPossible &&
                        packing.getInterleave() == 2 && !packing.getElement() &&
                        packing.getSwizzle() == 0;
  if (!packing.isPlain() && !isCopied)
    return emitError()
           << "reads the rows of panels as they are, without interleave, other "
              "elements or swizzle; those of bf16 may be in twos where copies_panel has "
              "them copied";
  return checkPanels(plan, packing, loops.getVectors(), loops.getLanes(), emitError);
}

LogicalResult scheduling::checkProduct(const LoopNest &, const ProductPlan &plan,
                                       ProductLoopsAttr loops, const Target &target,
                                       EmitError emitError) {
  const int64_t rows = loops.getRows();
  if (failed(checkLanes(emitError, "lanes", loops.getLanes(), target, plan.elementBits, plan.n)) ||
      failed(checkAtMost(emitError, "rows", rows, plan.m, "the rows of the result")) ||
      failed(checkSums(emitError, rows, "vectors", loops.getVectors(), target)) ||
      failed(checkPacking(plan, loops.getPacking(), emitError)) ||
      failed(checkWidth(plan, loops, emitError)) ||
      failed(checkAtMost(emitError, "tiles_per_task", loops.getTilesPerTask(),
                         llvm::divideCeil(plan.m, rows), "the number of row tiles")))
    return failure();
  const ProductTile tile{rows, loops.getVectors(), loops.getLanes()};
  if (loops.getFetchesNext() && failed(checkFetches(plan, tile, loops.getPacking(),
                                                    loops.getTilesPerTask(), target, emitError)))
    return failure();
  if (!loops.getPatches())
    return success();
  if (!plan.patches.defined())
    return emitError() << "has loops for patches, but is no convolution that has them";
  const LoopNest nest = patchesOf(plan);
  return checkPointwise(nest, PointwisePlan{patchCost}, loops.getPatches(), target, emitError);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler : ResultTile {
  Scheduler(LoopNest &nest, ProductPlan &plan, ProductLoopsAttr loops)
      : ResultTile(nest, plan, loops), loops(loops) {}

  ProductLoopsAttr loops;

  void scheduleSums();
  void copyPanel();
  void storePatches();
};

/// The sums: k outside, the tile unrolled in registers.
void Scheduler::scheduleSums() {
  Var vector("vector"), lane("lane");
  Func acc = plan.acc;
  acc.store_in(Halide::MemoryType::Register).bound_extent(n, width);
  acc.bound_extent(m, rows);
  acc.split(n, vector, lane, lanes)
      .reorder(lane, vector, m)
      .vectorize(lane)
      .unroll(vector)
      .unroll(m);
  std::vector<Halide::VarOrRVar> order = {lane, vector, m};
  order.insert(order.end(), plan.k.begin(), plan.k.end());
  acc.update().split(n, vector, lane, lanes).reorder(order);
  acc.update().vectorize(lane).unroll(vector).unroll(m);
  acc.compute_at(out, rowTile);
}

void Scheduler::copyPanel() {
  if (!loops.getCopiesPanel())
    return;
  plan.b.compute_at(out, task).bound_extent(n, width);
  Var vector("vector"), lane("lane");
  plan.b.split(n, vector, lane, lanes).vectorize(lane).unroll(vector);
}

void Scheduler::storePatches() {
  if (!loops.getPatches())
    return;
  LoopNest patches = patchesOf(plan);
  patches.func.compute_root();
  applyPointwise(patches, std::get<PointwisePlan>(patches.plan), loops.getPatches());
}
} // namespace

void scheduling::applyProduct(LoopNest &nest, ProductPlan &plan, ProductLoopsAttr loops) {
  Scheduler scheduler(nest, plan, loops);
  scheduler.scheduleResult();
  scheduler.scheduleSums();
  scheduler.scheduleEpilogue();
  scheduler.copyPanel();
  scheduler.storePatches();
}

std::vector<StoredFunc> scheduling::storedByProduct(const LoopNest &, const ProductPlan &plan,
                                                    ProductLoopsAttr loops) {
  std::vector<StoredFunc> stored;
  if (loops.getPatches())
    stored.push_back({plan.patches,
                      elements(patchesOf(plan).extents) * plan.patches.types()[0].bytes(),
                      vit::WorkspaceScope::launch});
  if (loops.getCopiesPanel())
    stored.push_back({plan.b,
                      plan.depth * loops.getVectors() * loops.getLanes() * plan.elementBits / 8,
                      vit::WorkspaceScope::thread});
  return stored;
}
