//===-- BFloatProduct.cpp: matrix products of bf16 ------------------------------------------------===//
//
// The runtime computes the sums of a tile, of 16 columns or 32 and many rows, which what follows reads from L1: matrices of 16 x 32 by
// 32 x 16 (AMX: tdpbf16ps, 512 multiply-adds at once), or vectors of two steps of k (vdpbf16ps, 32 at once). b lies in panels
// whose rows are together in twos. a is bf16 where it lies already, or a copy is.
//
// Targets without either have the loops of Product.cpp, which widen bf16, in a copy of each panel where rows are in twos. So has a
// Sapphire Rapids without AMX: in registers alone its vdpbf16ps does 38 x 10^9 multiply-adds a second, that of f32 78.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "codegen/schedules/ResultTile.h"
#include "ir/VitSchedules.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Var;
using vit::BFloatProductLoopsAttr;
using vit::PackingAttr;

/// Vector instructions for an element of a's copy.
static constexpr int64_t copyCost = 2;

/// The copy of a as loops of their own.
static LoopNest copyOf(const ProductPlan &plan) {
  Extents extents = {plan.depth, plan.m};
  extents.insert(extents.end(), plan.batch.begin(), plan.batch.end());
  const Halide::Func &a = plan.bfloats.a;
  return {a,       a.defined() ? a.args() : std::vector<Var>(),
          extents, PointwisePlan{copyCost},
          false,   /*elementBits=*/16};
}

//===-- Choice --------------------------------------------------------------------------------===//

PackingAttr scheduling::packingOfBFloats(const ProductPlan &plan, MLIRContext *context) {
  if (!plan.bfloats.isPossible || plan.depth == 0 || plan.depth % 2 != 0)
    return {};
  return PackingAttr::get(context, matrixColumns, /*interleave=*/2, Type(), /*swizzle=*/0);
}

BFloatProductLoopsAttr scheduling::chooseBFloatProduct(const LoopNest &, const ProductPlan &plan,
                                                       const Target &target, MLIRContext *context) {
  PackingAttr packing = plan.weight ? packingOfBFloats(plan, context) : plan.packing;
  if (!plan.bfloats.isPossible || !target.multipliesBFloats() || !packing ||
      packing.getInterleave() != 2)
    return {};
  const std::optional<ProductTile> tile =
      chooseBFloatTile(plan.m, plan.n, plan.depth, target, packing.getColumns());
  if (!tile)
    return {};
  vit::PointwiseLoopsAttr copy;
  if (!plan.aDense)
    copy = choosePointwise(copyOf(plan), PointwisePlan{copyCost}, target, context);
  const auto [tilesPerTask, rowsFirst] = chooseTasks(plan, *tile, /*copiesPanel=*/false);
  return BFloatProductLoopsAttr::get(context, tile->rows, tile->vectors, tile->lanes, tilesPerTask,
                                     isWorthThreads(plan), packing, rowsFirst, copy);
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult scheduling::checkBFloatProduct(const LoopNest &, const ProductPlan &plan,
                                             BFloatProductLoopsAttr loops, const Target &target,
                                             EmitError emitError) {
  const int64_t rows = loops.getRows(), columns = loops.getVectors() * loops.getLanes();
  if (!plan.bfloats.isPossible || plan.depth == 0)
    return emitError() << "multiplies bf16 by bf16, of one step of k at least";
  if (target.bfloatSums().empty())
    return emitError() << "is for targets with avx512bf16 or amx-bf16, like cooperlake, znver4 and "
                          "sapphirerapids; '"
                       << target.name << "' has neither";
  if (columns % matrixColumns != 0 || loops.getPacking().getColumns() % matrixColumns != 0)
    return emitError() << "has tiles of " << matrixColumns
                       << " columns, which vectors times lanes and the columns of panels are "
                          "multiples of";
  if (failed(checkAtMost(emitError, "rows", rows, mostSumBytes / (columns * 4),
                         "which " + Twine(mostSumBytes) + " bytes of sums leave room for")) ||
      failed(checkPackedTiles(plan, loops, target, emitError)))
    return failure();
  if (plan.aDense == bool(loops.getCopy()))
    return emitError() << (plan.aDense ? "has loops that copy a, which lies as it is multiplied"
                                       : "has no loops that copy a, which does not lie as it is "
                                         "multiplied");
  if (!loops.getCopy())
    return success();
  return checkPointwise(copyOf(plan), PointwisePlan{copyCost}, loops.getCopy(), target, emitError);
}

//===-- Loops ---------------------------------------------------------------------------------===//

void scheduling::applyBFloatProduct(LoopNest &nest, ProductPlan &plan,
                                    BFloatProductLoopsAttr loops) {
  ResultTile tile(nest, plan, loops);
  tile.scheduleResult();
  plan.acc.compute_at(tile.out, tile.rowTile)
      .store_in(Halide::MemoryType::Stack)
      .bound_extent(tile.n, tile.width)
      .bound_extent(tile.m, tile.rows);
  tile.out.unroll(tile.vector);
  if (!loops.getCopy())
    return;
  LoopNest copy = copyOf(plan);
  copy.func.compute_root();
  applyPointwise(copy, std::get<PointwisePlan>(copy.plan), loops.getCopy());
}

std::vector<StoredFunc> scheduling::storedByBFloatProduct(const LoopNest &, const ProductPlan &plan,
                                                          BFloatProductLoopsAttr loops) {
  if (!loops.getCopy())
    return {};
  return {{plan.bfloats.a, elements(copyOf(plan).extents) * 2, vit::WorkspaceScope::launch}};
}
