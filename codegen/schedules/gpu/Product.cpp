//===-- Product.cpp: matrix products on a GPU ---------------------------------------------------===//
//
// A tile of the result stays in the registers of a thread for the whole of k.
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/Families.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;
using vit::GpuProductLoopsAttr;

GpuProductLoopsAttr gpu::chooseProduct(const LoopNest &, const ProductPlan &plan, const Target &,
                                       MLIRContext *context) {
  constexpr int64_t side = 16, tile = 4, wide = side * tile;
  return GpuProductLoopsAttr::get(context, side, side, plan.n >= wide ? tile : 1,
                                  plan.m >= wide ? tile : 1);
}

LogicalResult gpu::checkProduct(const LoopNest &, const ProductPlan &plan,
                                GpuProductLoopsAttr loops, const Target &target,
                                EmitError emitError) {
  const int64_t sums = loops.getRows() * loops.getColumns();
  if (failed(checkThreads(emitError, "threads_n times threads_m",
                          loops.getThreadsN() * loops.getThreadsM(), target)) ||
      failed(checkAtMost(emitError, "columns", loops.getColumns(), plan.n,
                         "the columns of the result")) ||
      failed(checkAtMost(emitError, "rows", loops.getRows(), plan.m, "the rows of the result")))
    return failure();
  return checkAtMost(emitError, "rows times columns", sums, target.threadRegisters / 2,
                     "half of the registers of a thread on '" + target.name + "'");
}

void gpu::applyProduct(LoopNest &nest, ProductPlan &plan, GpuProductLoopsAttr loops) {
  Func out = nest.func, acc = plan.acc;
  const Var n = nest.vars[0], m = nest.vars[1];
  const int columns = static_cast<int>(loops.getColumns()),
            rows = static_cast<int>(loops.getRows());
  Var column("column"), row("row"), nThread("n_thread"), mThread("m_thread"), nBlock("n_block"),
      mBlock("m_block"), nTile("n_tile"), mTile("m_tile");
  out.split(n, nTile, column, columns, TailStrategy::ShiftInwards)
      .split(m, mTile, row, rows, TailStrategy::ShiftInwards)
      .split(nTile, nBlock, nThread, static_cast<int>(loops.getThreadsN()),
             TailStrategy::GuardWithIf)
      .split(mTile, mBlock, mThread, static_cast<int>(loops.getThreadsM()),
             TailStrategy::GuardWithIf)
      .reorder(column, row, nThread, mThread, nBlock, mBlock)
      .unroll(column)
      .unroll(row)
      .gpu_threads(nThread, mThread);
  std::vector<Var> blocks = {nBlock, mBlock};
  blocks.insert(blocks.end(), nest.vars.begin() + 2, nest.vars.end());
  out.gpu_blocks(fuseAll(out, blocks));
  acc.compute_at(out, nThread)
      .store_in(Halide::MemoryType::Register)
      .bound_extent(n, columns)
      .bound_extent(m, rows)
      .unroll(n)
      .unroll(m);
  std::vector<Halide::VarOrRVar> order = {n, m};
  order.insert(order.end(), plan.k.begin(), plan.k.end());
  acc.update().reorder(order).unroll(n).unroll(m);
}
