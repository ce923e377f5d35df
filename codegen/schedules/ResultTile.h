//===-- ResultTile.h: the tiles of a product's result, whatever it multiplies -----------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_RESULTTILE_H
#define VITC_CODEGEN_SCHEDULES_RESULTTILE_H

#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Schedules.h"

namespace vitc::scheduling {

/// Row tiles of a task: enough tasks for many cores, but each with enough rows to pay for its panel.
int64_t chooseTilesPerTask(const ProductPlan &plan, const ProductTile &tile, bool copiesPanel);

/// Row tiles of a task, and whether tasks of a share of the rows follow each other.
struct TaskOrder {
  int64_t tilesPerTask = 1;
  bool rowsFirst = false;
};
/// The same, where less is read beyond L2 in that order: a's rows for each tile of columns, or b for each share of the rows.
TaskOrder chooseTasks(const ProductPlan &plan, const ProductTile &tile, bool copiesPanel);
/// Whether the product has enough multiply-adds for more than one thread.
bool isWorthThreads(const ProductPlan &plan);

/// Whether it pays that the `steps` of k fetch what the next tile of columns reads of b's panels: the weight is more than the caches keep
/// for the next run, and the row tiles of a task have a step for each line of the cache. On x86-64 alone.
bool fetchesNext(const ProductPlan &plan, const ProductTile &tile, vit::PackingAttr packing,
                 int64_t steps, int64_t tilesPerTask, const Target &target);
/// Loops that say so can do it.
mlir::LogicalResult checkFetches(const ProductPlan &plan, const ProductTile &tile,
                                 vit::PackingAttr packing, int64_t tilesPerTask,
                                 const Target &target, EmitError emitError);

/// Loops over tiles of `rows` x (`vectors` x `lanes`) elements, and over tasks of them.
struct ResultTile {
  template <typename Loops>
  ResultTile(LoopNest &nest, ProductPlan &plan, Loops loops)
      : nest(nest), plan(plan), rows(static_cast<int>(loops.getRows())),
        vectors(static_cast<int>(loops.getVectors())), lanes(static_cast<int>(loops.getLanes())),
        width(vectors * lanes), tilesPerTask(static_cast<int>(loops.getTilesPerTask())),
        isParallel(loops.getParallel()), rowsFirst(loops.getRowsFirst()),
        readsPanels(bool(loops.getPacking())), storesSums(loops.getStoresSums()) {}

  void scheduleResult();
  void scheduleEpilogue();

  LoopNest &nest;
  ProductPlan &plan;
  const int rows, vectors, lanes, width, tilesPerTask;
  const bool isParallel, rowsFirst, readsPanels, storesSums;
  Halide::Func out = nest.func;
  Halide::Var n = nest.vars[0], m = nest.vars[1];
  Halide::Var panel{"panel"}, rowTile{"row_tile"}, row{"row"}, vector{"vector"}, lane{"lane"},
      task{"task"};
};

} // namespace vitc::scheduling

#endif // VITC_CODEGEN_SCHEDULES_RESULTTILE_H
