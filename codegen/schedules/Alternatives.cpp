//===-- Alternatives.cpp: loops beside those that a cost model chooses ----------------------------===//
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/ResultTile.h"
#include "codegen/schedules/Schedules.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/SetVector.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using llvm::divideCeil;
using vit::AttentionLoopsAttr;
using vit::BFloatProductLoopsAttr;
using vit::IntegerProductLoopsAttr;
using vit::ProductLoopsAttr;

namespace {
/// More vectors in a row of a tile have not been faster anywhere.
constexpr int64_t mostVectors = 8;

using Alternatives = llvm::SmallSetVector<Attribute, 16>;

/// `rows`, or fewer where the last tile would have fewer anyway.
int64_t evenRows(int64_t m, int64_t rows) { return divideCeil(m, divideCeil(m, rows)); }

/// Tiles of at most `sums` vectors, with all rows that fit, and with rows that tiles share evenly.
template <typename Add>
void forEachTile(const ProductPlan &plan, int64_t lanes, int64_t sums, Add add) {
  for (int64_t vectors = 1; vectors <= std::min(mostVectors, sums); ++vectors) {
    const int64_t rows = std::min(plan.m, sums / vectors);
    add(ProductTile{rows, vectors, lanes});
    add(ProductTile{evenRows(plan.m, rows), vectors, lanes});
  }
}

/// Tasks of half the row tiles and of twice as many, and those that go through the columns first where `own` are of other rows.
template <typename Loops, typename Add>
void forEachOrder(const ProductPlan &plan, Loops own, bool copiesPanel, Add add) {
  const ProductTile tile{own.getRows(), own.getVectors(), own.getLanes()};
  const int64_t tiles = own.getTilesPerTask();
  add(TaskOrder{int64_t(divideCeil(tiles, 2)), own.getRowsFirst()});
  add(TaskOrder{std::min<int64_t>(2 * tiles, divideCeil(plan.m, tile.rows)), own.getRowsFirst()});
  if (own.getRowsFirst())
    add(TaskOrder{chooseTilesPerTask(plan, tile, copiesPanel), false});
}

void addAlternatives(ProductLoopsAttr own, const ProductPlan &plan, const Target &target,
                     Alternatives &all) {
  auto insert = [&](const ProductTile &tile, TaskOrder tasks, bool copiesPanel, bool storesSums,
                    bool fetches) {
    all.insert(ProductLoopsAttr::get(own.getContext(), tile.rows, tile.vectors, tile.lanes,
                                     tasks.tilesPerTask, own.getParallel(), own.getPacking(),
                                     copiesPanel, storesSums, fetches, tasks.rowsFirst,
                                     own.getPatches()));
  };
  auto add = [&](const ProductTile &tile, TaskOrder tasks, bool copiesPanel, bool storesSums) {
    insert(tile, tasks, copiesPanel, storesSums,
           fetchesNext(plan, tile, own.getPacking(), plan.depth, tasks.tilesPerTask, target));
  };
  const ProductTile tile{own.getRows(), own.getVectors(), own.getLanes()};
  const bool copies = own.getCopiesPanel(), stores = own.getStoresSums();
  const TaskOrder tasks{own.getTilesPerTask(), own.getRowsFirst()};
  for (int64_t sums : {sumRegisters(target), mostSums(target)})
    forEachTile(plan, own.getLanes(), sums, [&](const ProductTile &other) {
      add(other, chooseTasks(plan, other, copies), copies, stores);
    });
  if (!own.getPacking() || plan.bHalves)
    add(tile, chooseTasks(plan, tile, !copies), !copies, stores);
  add(tile, tasks, copies, !stores);
  if (own.getFetchesNext())
    insert(tile, tasks, copies, stores, /*fetches=*/false);
  forEachOrder(plan, own, copies, [&](TaskOrder other) { add(tile, other, copies, stores); });
}

/// Tiles whose sums the runtime computes (runtime/MatrixTiles.h): rows that calls share evenly, as many as fit.
template <typename Add> void forEachMatrixTile(const ProductPlan &plan, int64_t lanes, Add add) {
  for (int64_t width : {matrixColumns, 2 * matrixColumns})
    for (int64_t calls = 1; calls <= int64_t(divideCeil(plan.m, matrixRows)); ++calls)
      if (const int64_t rows = divideCeil(plan.m, calls); rows * width * 4 <= mostSumBytes)
        add(ProductTile{rows, width / lanes, lanes});
}

void addAlternatives(BFloatProductLoopsAttr own, const ProductPlan &plan, Alternatives &all) {
  auto add = [&](const ProductTile &tile, TaskOrder tasks) {
    all.insert(BFloatProductLoopsAttr::get(own.getContext(), tile.rows, tile.vectors, tile.lanes,
                                           tasks.tilesPerTask, own.getParallel(), own.getPacking(),
                                           tasks.rowsFirst, own.getCopy()));
  };
  const ProductTile tile{own.getRows(), own.getVectors(), own.getLanes()};
  forEachMatrixTile(plan, tile.lanes, [&](const ProductTile &other) {
    add(other, chooseTasks(plan, other, /*copiesPanel=*/false));
  });
  forEachOrder(plan, own, /*copiesPanel=*/false, [&](TaskOrder tasks) { add(tile, tasks); });
}

void addAlternatives(IntegerProductLoopsAttr own, const ProductPlan &plan, const Target &target,
                     Alternatives &all) {
  auto insert = [&](const ProductTile &tile, TaskOrder tasks, bool fetches) {
    all.insert(IntegerProductLoopsAttr::get(
        own.getContext(), tile.rows, tile.vectors, tile.lanes, own.getTogether(),
        tasks.tilesPerTask, own.getParallel(), own.getPairs(), own.getSignedBytes(),
        own.getMatrixTiles(), own.getPacking(), own.getStoresSums(), fetches, tasks.rowsFirst,
        own.getCopy()));
  };
  const int64_t steps = plan.depth / own.getPacking().getInterleave();
  auto add = [&](const ProductTile &tile, TaskOrder tasks) {
    insert(tile, tasks,
           !own.getMatrixTiles() &&
               fetchesNext(plan, tile, own.getPacking(), steps, tasks.tilesPerTask, target));
  };
  const ProductTile tile{own.getRows(), own.getVectors(), own.getLanes()};
  auto addTile = [&](const ProductTile &other) {
    add(other, chooseTasks(plan, other, /*copiesPanel=*/false));
  };
  if (own.getFetchesNext())
    insert(tile, {own.getTilesPerTask(), own.getRowsFirst()}, /*fetches=*/false);
  if (own.getMatrixTiles())
    forEachMatrixTile(plan, tile.lanes, addTile);
  else
    forEachTile(plan, tile.lanes, tile.rows * tile.vectors, addTile);
  forEachOrder(plan, own, /*copiesPanel=*/false, [&](TaskOrder tasks) { add(tile, tasks); });
}

void addAlternatives(AttentionLoopsAttr own, const AttentionPlan &plan, Alternatives &all) {
  const int64_t rows = own.getRows(), scores = own.getScoreVectors(),
                values = own.getValueVectors(), keys = own.getKeysPerBlock(),
                lanes = own.getLanes();
  const bool copies = own.getCopiesValues();
  auto insert = [&](int64_t rows, int64_t scoreVectors, int64_t valueVectors, bool copiesValues,
                    int64_t keysPerBlock) {
    if (rows < 1 || scoreVectors < 1 || valueVectors < 1 || (keysPerBlock && !copiesValues))
      return;
    // As many queries for a copy of the keys as before; in shares that lie within all, where keys are in blocks.
    const int64_t most = keysPerBlock ? std::max<int64_t>(1, plan.shape.t / rows)
                                      : int64_t(divideCeil(plan.shape.t, rows));
    const int64_t tiles =
        std::min<int64_t>(divideCeil(own.getTilesPerShare() * own.getRows(), rows), most);
    all.insert(AttentionLoopsAttr::get(own.getContext(), rows, lanes, scoreVectors,
                                       own.getValueLanes(), valueVectors, tiles, copiesValues,
                                       keysPerBlock, own.getSharesPerTask()));
  };
  auto add = [&](int64_t rows, int64_t scoreVectors, int64_t valueVectors, bool copiesValues) {
    insert(rows, scoreVectors, valueVectors, copiesValues, keys);
  };
  for (int64_t step : {-1, 1, -2, 2}) {
    add(rows + step, scores, values, copies);
    add(rows, scores + step, values, copies);
    add(rows, scores, values + step, copies);
    add(rows + step, scores - step, values, copies);
    add(rows + step, scores, values - step, copies);
  }
  add(evenRows(plan.shape.t, rows), scores, values, copies);
  add(rows, scores, values, !copies);
  if (keys)
    insert(rows, scores, values, copies, 0);
  for (int64_t vectors :
       {keys / lanes / 2, 2 * keys / lanes, int64_t(divideCeil(plan.shape.s, 2 * lanes))})
    if (vectors >= scores)
      insert(rows, scores, values, /*copiesValues=*/true, vectors * lanes);
}
} // namespace

std::vector<Attribute> vitc::alternativesTo(Attribute loops, const LoopNest &nest,
                                            const Target &target) {
  Alternatives all;
  if (auto own = dyn_cast<ProductLoopsAttr>(loops))
    addAlternatives(own, std::get<ProductPlan>(nest.plan), target, all);
  if (auto own = dyn_cast<IntegerProductLoopsAttr>(loops))
    addAlternatives(own, std::get<ProductPlan>(nest.plan), target, all);
  if (auto own = dyn_cast<BFloatProductLoopsAttr>(loops))
    addAlternatives(own, std::get<ProductPlan>(nest.plan), all);
  if (auto own = dyn_cast<AttentionLoopsAttr>(loops))
    addAlternatives(own, std::get<AttentionPlan>(nest.plan), all);
  all.remove(loops);
  // What is wrong with the others nobody has asked.
  const ScopedDiagnosticHandler silent(loops.getContext(), [](Diagnostic &) { return success(); });
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(loops.getContext())); };
  std::vector<Attribute> legal;
  for (Attribute other : all)
    if (const ScheduleRow *row = findSchedule(nest, target, other);
        row && succeeded(row->check(nest, other, target, emitError)))
      legal.push_back(other);
  return legal;
}
