//===-- BlockTiles.cpp ----------------------------------------------------------------------------===//
#include "codegen/schedules/gpu/BlockTiles.h"
#include "llvm/Support/MathExtras.h"

using namespace vitc::scheduling;
using Halide::Func;
using Halide::RVar;
using Halide::Stage;
using Halide::TailStrategy;
using Halide::Var;
using Halide::VarOrRVar;

/// Threads of a warp along the columns, if these are as many.
static constexpr int warpColumns = 8, warpThreads = 32;

namespace {
/// The loops that threads are made of, innermost first: columns and rows of a warp's tile, then those of the block's.
struct ThreadLoops {
  Var column{"thread_column"}, row{"thread_row"}, warpColumn{"warp_column"}, warpRow{"warp_row"};

  void divideColumns(Stage stage, const gpu::BlockTile &tile, const Var &own) const {
    const bool isDivided = tile.columnThreads % warpColumns == 0;
    stage.split(own, warpColumn, column, isDivided ? warpColumns : tile.columnThreads);
  }
  void divideRows(Stage stage, const gpu::BlockTile &tile, const Var &own) const {
    const int rows = tile.columnThreads % warpColumns == 0 ? warpThreads / warpColumns : 1;
    stage.split(own, warpRow, row, tile.rowThreads % rows == 0 ? rows : 1);
  }
  std::vector<VarOrRVar> all() const { return {column, row, warpColumn, warpRow}; }
};
} // namespace

Var gpu::fuse(Stage stage, const std::vector<VarOrRVar> &loops) {
  VarOrRVar fused = loops.front();
  for (size_t i = 1; i < loops.size(); ++i) {
    const Var next("thread");
    stage.fuse(fused, loops[i], next);
    fused = next;
  }
  return fused.var;
}

void gpu::shareTile(Stage stage, const BlockTile &tile, Var lane, Var quad, Var row,
                    const std::vector<Var> &slice, const std::vector<RVar> &inner,
                    const std::vector<VarOrRVar> &outer) {
  const ThreadLoops loops;
  Var vector("vector"), own("row");
  stage.split(quad, vector, quad, tile.columnThreads).split(row, row, own, tile.rows);
  loops.divideColumns(stage, tile, quad);
  loops.divideRows(stage, tile, row);
  std::vector<VarOrRVar> threads = loops.all(), order = {lane, vector, own};
  threads.insert(threads.end(), slice.begin(), slice.end());
  order.insert(order.end(), inner.begin(), inner.end());
  order.insert(order.end(), threads.begin(), threads.end());
  order.insert(order.end(), outer.begin(), outer.end());
  stage.reorder(order);
  stage.vectorize(lane).unroll(vector).unroll(own).gpu_threads(fuse(stage, threads));
}

void gpu::shareRows(Stage stage, const BlockTile &tile, Var column, Var row,
                    const std::vector<RVar> &inner, const std::vector<VarOrRVar> &outer) {
  const ThreadLoops loops;
  Var own("row");
  stage.split(row, row, own, tile.rows);
  loops.divideColumns(stage, tile, column);
  loops.divideRows(stage, tile, row);
  std::vector<VarOrRVar> order(inner.begin(), inner.end());
  order.insert(order.begin() + (order.empty() ? 0 : 1), own);
  for (const VarOrRVar &loop : loops.all())
    order.push_back(loop);
  order.insert(order.end(), outer.begin(), outer.end());
  stage.reorder(order);
  stage.unroll(own).gpu_threads(fuse(stage, loops.all()));
}

void gpu::shareCopy(Func copy, Var lane, bool isVector, std::vector<Var> loops, int threads) {
  if (!isVector)
    loops.insert(loops.begin(), lane);
  const std::vector<VarOrRVar> all(loops.begin(), loops.end());
  if (isVector)
    copy.vectorize(lane);
  Var step("step"), thread("thread"), fused = fuse(copy, all);
  copy.split(fused, step, thread, threads, TailStrategy::GuardWithIf);
  if (isVector)
    copy.reorder(lane, step, thread);
  else
    copy.reorder(step, thread);
  copy.unroll(step).gpu_threads(thread);
}

int gpu::paddedRow(int extent) { return static_cast<int>(llvm::alignTo(extent, 4)) + 4; }

int64_t gpu::loadsFor(int64_t elements) {
  return elements % 4 == 0 ? elements / 4 : elements % 2 == 0 ? elements / 2 : elements;
}

int64_t gpu::sharedMemory(const Target &target) {
  const int capability = target.capability();
  const int64_t kilobytes = capability >= 90   ? 228
                            : capability >= 86 ? 100
                            : capability >= 80 ? 164
                            : capability >= 75 ? 64
                                               : 96;
  return kilobytes << 10;
}

/// From sm_80 on each block leaves a kilobyte to the driver.
static int64_t reservedMemory(const vitc::Target &target) {
  return target.capability() >= 80 ? 1024 : 0;
}

/// Code for sm_80 runs on sm_86 and sm_89, too, which have less.
int64_t gpu::mostSharedMemory(const Target &target) {
  constexpr int64_t leastKilobytes = 100;
  const int capability = target.capability();
  if (capability < 80)
    return target.blockBytes;
  return (capability >= 90 ? sharedMemory(target) : leastKilobytes << 10) - reservedMemory(target);
}

int64_t gpu::blocksIn(int64_t sharedBytes, const Target &target) {
  return sharedMemory(target) / (sharedBytes + reservedMemory(target));
}

double gpu::cacheBytesPerCycle(const Target &target) { return target.capability() >= 90 ? 20 : 40; }

/// An instruction is 1024 multiply-adds of tf32, or 2048 of halves, of which a core does twice as many. On sm_90 `mma.sync` reaches two thirds of what the
/// data sheet says.
double gpu::tensorCycles(const Target &target) {
  const int capability = target.capability();
  return capability >= 90 ? 6 : capability > 80 ? 16 : 8;
}

double gpu::tensorPeak(const Target &target) {
  const int capability = target.capability();
  return capability >= 90 ? 1024 : capability > 80 ? 256 : 512;
}

double gpu::endCycles(int64_t elements) { return 2000 + double(elements) / 8; }

double gpu::cyclesOf(const ProductPlan &plan, int64_t height, int64_t width, int64_t resident,
                     const Target &target, llvm::function_ref<double(int64_t)> cycles) {
  const int64_t blocks = int64_t(llvm::divideCeil(plan.m, height)) *
                         int64_t(llvm::divideCeil(plan.n, width)) * elements(plan.batch);
  const int64_t own = llvm::divideCeil(blocks, std::max<int64_t>(target.multiprocessors, 1));
  const int64_t rest = own % resident;
  return double(own / resident) * cycles(resident) + (rest == 0 ? 0 : cycles(rest));
}
