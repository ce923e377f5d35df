//===-- PairProductSchedule.cpp: how its loops run ----------------------------------------------===//
//
// As a product of floats, with pairs of k in place of k: of 16 registers 12 hold sums, 6 x 2 with AVX2, and a step
// of two k has twelve pmaddwd. Made to be read, not to be fast: LLVM loads most pairs of a element by element.
#include "PairProduct.h"
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "codegen/schedules/ScheduleRow.h"
#include "ir/VitSchedules.h"
#include "ir/VitTargets.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::TailStrategy;
using Halide::Var;
using vit::PackingAttr;
using vit::ProductLoopsAttr;

static ProductLoopsAttr choosePairs(const LoopNest &, const ProductPlan &plan, const Target &target,
                                    MLIRContext *context) {
  const ProductTile tile = chooseProductTile(plan.m, plan.n, plan.elementBits, target,
                                             plan.packing ? plan.packing.getColumns() : 0);
  const PackingAttr packing = plan.packing
                                  ? plan.packing
                                  : PackingAttr::get(context, tile.width(), /*interleave=*/2,
                                                     IntegerType::get(context, 16), /*swizzle=*/0);
  return ProductLoopsAttr::get(context, tile.rows, tile.vectors, tile.lanes,
                               llvm::divideCeil(plan.m, tile.rows), /*parallel=*/false, packing,
                               /*copies_panel=*/false, /*stores_sums=*/false,
                               /*fetches_next=*/false, /*rows_first=*/false, /*patches=*/{});
}

static LogicalResult checkPairs(const LoopNest &, const ProductPlan &plan, ProductLoopsAttr loops,
                                const Target &target, EmitError emitError) {
  const PackingAttr packing = loops.getPacking();
  if (packing != plan.packing)
    return emitError() << "the weight is packed as " << plan.packing << ", not as " << packing;
  if (packing.getInterleave() != 2 || packing.getSwizzle() != 0)
    return emitError() << "reads pairs of rows, not " << packing;
  const int64_t width = loops.getVectors() * loops.getLanes();
  if (!readsPanels(width, plan.n, packing.getColumns()))
    return emitError() << "a tile of " << width << " columns does not fit panels of "
                       << packing.getColumns();
  return checkSums(emitError, loops.getRows(), "vectors", loops.getVectors(), target);
}

static void applyPairs(LoopNest &nest, ProductPlan &plan, ProductLoopsAttr loops) {
  const int lanes = static_cast<int>(loops.getLanes()), rows = static_cast<int>(loops.getRows()),
            width = static_cast<int>(loops.getVectors()) * lanes;
  const Var n = nest.vars[0], m = nest.vars[1];
  Var panel("panel"), tile("tile"), row("row"), vector("vector"), lane("lane");
  nest.func.split(n, panel, n, width, TailStrategy::GuardWithIf)
      .split(n, vector, lane, lanes)
      .split(m, tile, row, rows, TailStrategy::ShiftInwards)
      .reorder(lane, vector, row, tile, panel)
      .vectorize(lane)
      .unroll(vector)
      .unroll(row);
  Halide::Func acc = plan.acc;
  acc.compute_at(nest.func, tile).store_in(Halide::MemoryType::Register);
  acc.bound_extent(n, width).bound_extent(m, rows);
  acc.split(n, vector, lane, lanes).vectorize(lane).unroll(vector).unroll(m);
  const Halide::RVar pair = plan.k[0], step = plan.k[1];
  acc.update().split(n, vector, lane, lanes).reorder(pair, lane, vector, m, step);
  acc.update().atomic().vectorize(pair).vectorize(lane).unroll(vector).unroll(m);
}

ScheduleRow example::pairProductRow() {
  return row(Family::Product, {16, 32}, vit::TargetKind::cpu, choosePairs, checkPairs, applyPairs);
}
