//===-- Matmul.cpp: matrix products and what is computed as one -------------------------------===//
//
// A tile of the result, `rows` x `vectors` registers, stays in registers for the whole of k: of 32
// registers 24 hold sums (6 x 4 with AVX-512), of 16 twelve (6 x 2 with AVX2); the rest hold a row
// of b and, where the instruction set cannot read it from memory, an element of a. Each step of k
// loads `vectors` vectors of b and `rows` elements of a for rows * vectors multiply-adds, and does
// nothing else (test/codegen/inner_loops.py).
//
// A constant b lies in panels of the tile's width already, [panel][k][width] (passes/PackWeights.cpp), and
// is read there. Any other b is copied, a panel at a time, to lie as [k][width]: its rows are far apart in
// the operand, so that a panel would not stay in the cache, and where b is computed (patches of a
// convolution, a transposed operand) this is where that happens. Few rows are not worth the copy. Tasks
// are panels times a share of the row tiles.
//
// Measured on one core of a Zen 5 with AVX-512, as a share of multiply-adds in registers alone (245
// GFLOP/s), b in panels and with a bias: 197x768x3072 0.90, 197x3072x768 0.91, 197x768x768 1.0 (in this
// case a and b stay in L2; the clock is a little higher than in the yardstick); 48, 64 and 96 columns make
// no difference that stands out, 128 are a fifth slower. Copied panels: 0.82, 0.81, 0.9; 12 x 197x64x197
// 0.84, with b transposed 0.79; 12 x 197x197x64 0.89. One row of 768 times 3072 columns: 57 GFLOP/s from
// panels, 38 otherwise. bench/kernels prints such shares.
#include "codegen/schedules/Schedules.h"
#include <algorithm>
#include <limits>

using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;

namespace {
int64_t divideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

struct Tile {
  int64_t rows = 1, vectors = 1, lanes = 1;
  int64_t width() const { return vectors * lanes; }
};

int64_t matmulLanes(int64_t n, int elementBits, const Target &target) {
  int64_t lanes = target.lanes(elementBits);
  while (lanes > n)
    lanes /= 2;
  return lanes;
}

/// The registers that hold sums.
int64_t sumRegisters(const Target &target) { return target.vectorRegisters * 3 / 4; }

/// The cheapest tile: elements computed (with those beyond the edge), weighted by the cost of loads
/// that a multiply-add has to share: a vector of b from L2 for every row tile, an element of a.
Tile chooseTile(const MatmulPlan &plan, const Target &target) {
  constexpr double panelLoad = 0.6, elementLoad = 0.2;
  Tile best;
  best.lanes = matmulLanes(plan.n, plan.elementBits, target);
  const int64_t sums = sumRegisters(target);
  if (plan.panelWidth) {
    best.vectors = plan.panelWidth / best.lanes;
    best.rows = std::clamp<int64_t>(sums / best.vectors, 1, plan.m);
    return best;
  }
  double least = std::numeric_limits<double>::max();
  for (int64_t vectors = 1; vectors <= 8 && vectors * best.lanes <= plan.n; ++vectors) {
    const int64_t rows = std::max<int64_t>(1, std::min(plan.m, sums / vectors));
    if (rows * vectors > sums)
      break;
    const double padded = double(divideUp(plan.n, vectors * best.lanes) * vectors) *
                          double(divideUp(plan.m, rows) * rows);
    // Too few sums wait for each other: four cycles of latency, two a cycle.
    const double latency = std::max(1.0, 8.0 / double(rows * vectors));
    const double cost =
        padded * (latency + panelLoad / double(rows) + elementLoad / double(vectors));
    if (cost < least) {
      least = cost;
      best.rows = rows;
      best.vectors = vectors;
    }
  }
  return best;
}

struct Tasks {
  int64_t rowTiles = 1; // in all
  int64_t perTask = 1;  // row tiles of one task
  bool packed = false;
  bool parallel = false;
};

/// Enough tasks for many cores, but each with enough rows to pay for its panel.
Tasks chooseTasks(const MatmulPlan &plan, const Tile &tile) {
  constexpr int64_t wanted = 64, panelRows = 96;
  Tasks tasks;
  tasks.rowTiles = divideUp(plan.m, tile.rows);
  tasks.packed = !plan.panelWidth && (tasks.rowTiles >= 3 || !plan.bDense);
  int64_t panels = divideUp(plan.n, tile.width()), all = 1;
  for (size_t i = 0; i < plan.batch.size(); ++i) {
    all *= plan.batch[i];
    if (plan.bVaries[i])
      panels *= plan.batch[i];
  }
  const int64_t most = std::max<int64_t>(1, plan.m / panelRows);
  const int64_t shares =
      std::clamp<int64_t>(divideUp(wanted, panels), 1, tasks.packed ? most : tasks.rowTiles);
  tasks.perTask = divideUp(tasks.rowTiles, shares);
  tasks.parallel = plan.m * plan.n * all * plan.depth >= 16 * taskWork;
  return tasks;
}

/// The sums: k outside, the tile unrolled in registers.
void scheduleSums(MatmulPlan &plan, const Tile &tile, const std::vector<Var> &vars) {
  Var vector("vector"), lane("lane");
  const Var n = vars[0], m = vars[1];
  Func acc = plan.acc;
  acc.store_in(Halide::MemoryType::Register).bound_extent(n, static_cast<int>(tile.width()));
  acc.bound_extent(m, static_cast<int>(tile.rows));
  const int lanes = static_cast<int>(tile.lanes);
  acc.split(n, vector, lane, lanes)
      .reorder(lane, vector, m)
      .vectorize(lane)
      .unroll(vector)
      .unroll(m);
  std::vector<Halide::VarOrRVar> order = {lane, vector, m};
  order.insert(order.end(), plan.k.begin(), plan.k.end());
  acc.update().split(n, vector, lane, lanes).reorder(order);
  acc.update().vectorize(lane).unroll(vector).unroll(m);
}
} // namespace

int64_t vitc::choosePanelWidth(int64_t m, int64_t n, int elementBits, const Target &target) {
  MatmulPlan plan;
  plan.m = m;
  plan.n = n;
  plan.elementBits = elementBits;
  return chooseTile(plan, target).width();
}

bool vitc::isPanelWidth(int64_t width, int64_t n, int elementBits, const Target &target) {
  const int64_t lanes = matmulLanes(n, elementBits, target);
  return width % lanes == 0 && width / lanes <= sumRegisters(target);
}

void vitc::scheduleMatmul(RootStage &stage, MatmulPlan &plan, const Target &target) {
  const Tile tile = chooseTile(plan, target);
  const Tasks tasks = chooseTasks(plan, tile);
  Func out = stage.func;
  const Var n = stage.vars[0], m = stage.vars[1];
  const int lanes = static_cast<int>(tile.lanes);
  Var panel("panel"), rowTile("row_tile"), row("row"), vector("vector"), lane("lane"),
      share("share");
  const int width = static_cast<int>(tile.width()), vectors = static_cast<int>(tile.vectors);
  // The last of b's own panels may hold columns that do not exist: their sums are not stored.
  if (!plan.panelWidth || plan.n % width == 0)
    out.split(n, panel, n, width, TailStrategy::ShiftInwards).split(n, vector, lane, lanes);
  else if (plan.n % lanes == 0)
    out.split(n, n, lane, lanes).split(n, panel, vector, vectors, TailStrategy::GuardWithIf);
  else
    out.split(n, panel, n, width, TailStrategy::GuardWithIf).split(n, vector, lane, lanes);
  out.split(m, rowTile, row, static_cast<int>(tile.rows), TailStrategy::ShiftInwards)
      .split(rowTile, share, rowTile, static_cast<int>(tasks.perTask), TailStrategy::GuardWithIf);
  // Inside a task: batch dimensions that share the panel, row tiles, the tile.
  std::vector<Halide::VarOrRVar> order = {lane, vector, row, rowTile};
  std::vector<Var> outside = {share, panel};
  for (size_t i = 0; i < plan.batch.size(); ++i) {
    if (plan.bVaries[i])
      outside.push_back(stage.vars[2 + i]);
    else
      order.push_back(stage.vars[2 + i]);
  }
  order.insert(order.end(), outside.begin(), outside.end());
  out.reorder(order).vectorize(lane);
  const Var task = fuseAll(out, outside);
  if (tasks.parallel)
    out.parallel(task);

  scheduleSums(plan, tile, stage.vars);
  plan.acc.compute_at(out, rowTile);
  if (plan.dearEpilogue) {
    // The sums leave the registers once, so that the code for what follows need not be unrolled. Only
    // for calls: with GELU in such a loop, LLVM has been seen to move sums about in the loop over k.
    Func sums = plan.acc.in();
    sums.compute_at(out, rowTile)
        .store_in(Halide::MemoryType::Stack)
        .bound_extent(n, width)
        .vectorize(n, lanes)
        .unroll(n)
        .unroll(m);
  } else {
    out.unroll(vector).unroll(row);
  }
  if (tasks.packed) {
    const int64_t bytes = plan.depth * tile.width() * plan.elementBits / 8;
    plan.b.compute_at(out, task)
        .store_in(memoryFor(bytes))
        .bound_extent(n, static_cast<int>(tile.width()));
    Var bVector("vector"), bLane("lane");
    plan.b.split(n, bVector, bLane, lanes).vectorize(bLane).unroll(bVector);
  }
  if (plan.patches.defined() && tasks.perTask < tasks.rowTiles) {
    Extents extents = {plan.n, plan.depth};
    std::vector<Var> vars = plan.patches.args();
    for (size_t i = 0; i < plan.batch.size(); ++i)
      extents.push_back(plan.batch[i]);
    RootStage patches{plan.patches, vars, extents, PointwisePlan{4}, false, plan.elementBits};
    patches.func.compute_root();
    schedulePointwise(patches, PointwisePlan{4}, target);
  }
}
