//===-- Rows.cpp: softmax, normalisations, reductions on a GPU ----------------------------------===//
//
// Where a reduction runs along dimension 0, a block computes a row: each of its threads reduces every `threads`-th
// element in a register, and one of them what these left in shared memory. Rows that are computed in between (the
// powers of a softmax) lie in shared memory where they fit, and are computed again where they do not. Other
// reductions, and those whose order counts, are a thread's own.
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/Families.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::MemoryType;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;
using Halide::VarOrRVar;
using vit::GpuRowLoopsAttr;

//===-- Facts ---------------------------------------------------------------------------------===//

/// Whether threads can share a row.
static bool canShareRow(const RowsPlan &plan) {
  return plan.reducesInnermost &&
         llvm::all_of(plan.reductions, [](const Reduction &own) { return own.associative; });
}

/// Bytes of shared memory for what threads hand to each other.
static int64_t sharedBytes(const RowsPlan &plan, int64_t threads, bool storesRows) {
  const int64_t element = plan.elementBits / 8;
  int64_t bytes = int64_t(plan.reductions.size()) * (threads + 1) * element;
  for (const RowsPlan::Temporary &temporary : plan.temporaries)
    if (storesRows || temporary.bytes == element)
      bytes += temporary.bytes;
  return bytes;
}

static bool hasRows(const RowsPlan &plan) {
  return llvm::any_of(plan.temporaries, [&](const RowsPlan::Temporary &temporary) {
    return temporary.bytes > plan.elementBits / 8;
  });
}

//===-- Choice and limits ---------------------------------------------------------------------===//

GpuRowLoopsAttr gpu::chooseRows(const LoopNest &nest, const RowsPlan &plan, const Target &target,
                                MLIRContext *context) {
  if (!canShareRow(plan))
    return GpuRowLoopsAttr::get(context, chooseThreads(elements(nest.extents), target), true,
                                false);
  constexpr int64_t elementsPerThread = 4;
  int64_t longest = 1;
  for (const Reduction &reduction : plan.reductions)
    longest = std::max(longest, reduction.extent);
  const int64_t threads = chooseThreads(longest / elementsPerThread, target);
  return GpuRowLoopsAttr::get(context, threads, false,
                              hasRows(plan) &&
                                  sharedBytes(plan, threads, true) <= target.blockBytes);
}

LogicalResult gpu::checkRows(const LoopNest &, const RowsPlan &plan, GpuRowLoopsAttr loops,
                             const Target &target, EmitError emitError) {
  const int64_t threads = loops.getThreads();
  if (failed(checkThreads(emitError, "threads", threads, target)))
    return failure();
  if (loops.getRowPerThread())
    return success();
  if (!plan.reducesInnermost)
    return emitError() << "threads share rows along dimension 0, and these are not: row_per_thread";
  if (!canShareRow(plan))
    return emitError() << "a reduction depends on the order of its elements: row_per_thread";
  return checkAtMost(emitError, "the bytes that threads hand to each other",
                     sharedBytes(plan, threads, loops.getStoresRows()), target.blockBytes,
                     "the shared memory of a block on '" + target.name + "'");
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
/// The loops of a nest within a row, and those outside.
struct Dims {
  Dims(const LoopNest &nest, const RowsPlan &plan) {
    for (size_t i = 0; i < nest.vars.size(); ++i)
      (plan.isRowDim(i) ? inside : outside).push_back(nest.vars[i]);
  }
  std::vector<Var> inside, outside;
};

/// A block, or the only row of all.
struct BlockScheduler {
  LoopNest &nest;
  RowsPlan &plan;
  GpuRowLoopsAttr loops;
  Dims dims{nest, plan};
  Func out = nest.func;
  Var row{"row"};
  const int threads = static_cast<int>(loops.getThreads());

  bool isOneRow() const { return dims.outside.empty(); }
  void compute(Func func);
  void divideRow(Func func, const std::vector<Var> &loops);
  void reduce(Reduction &reduction);
  void apply();
};

void BlockScheduler::compute(Func func) {
  if (isOneRow())
    func.compute_root();
  else
    func.compute_at(out, row).store_in(MemoryType::GPUShared);
}

/// Elements of a row, or of a function of its loops, between the threads.
void BlockScheduler::divideRow(Func func, const std::vector<Var> &inner) {
  if (isOneRow()) {
    gpu::launch(func, std::vector<VarOrRVar>(inner.begin(), inner.end()), threads);
    return;
  }
  const Var element = fuseAll(func, inner);
  Var step("step"), thread("thread");
  func.split(element, step, thread, threads, TailStrategy::GuardWithIf)
      .reorder(step, thread)
      .gpu_threads(thread);
}

void BlockScheduler::reduce(Reduction &reduction) {
  Func func = reduction.func;
  compute(func);
  RVar all = reduction.r[0];
  for (size_t i = 1; i < reduction.r.size(); ++i) {
    RVar next("elements");
    func.update().fuse(all, reduction.r[i], next);
    all = next;
  }
  RVar step("step"), lane("lane");
  func.update().split(all, step, lane, threads, TailStrategy::GuardWithIf);
  Var thread("thread");
  Func partial = func.update().rfactor(lane, thread);
  Func shared = partial.in();
  compute(shared);
  shared.bound_extent(thread, threads);
  if (isOneRow()) {
    partial.compute_at(shared, gpu::launch(shared, {thread}, threads).var);
    func.gpu_single_thread();
    func.update().gpu_single_thread();
    return;
  }
  shared.gpu_threads(thread);
  partial.compute_at(shared, thread);
}

void BlockScheduler::apply() {
  if (!isOneRow()) {
    row = fuseAll(out, dims.outside);
    out.gpu_blocks(row);
  }
  if (!dims.inside.empty())
    divideRow(out, dims.inside);
  else if (isOneRow())
    out.gpu_single_thread();
  for (Reduction &reduction : plan.reductions)
    reduce(reduction);
  for (RowsPlan::Temporary &temporary : plan.temporaries) {
    const bool isRow = temporary.bytes > plan.elementBits / 8;
    if (isRow && !loops.getStoresRows())
      continue;
    compute(temporary.func);
    if (isRow)
      divideRow(temporary.func, dims.inside);
    else if (isOneRow())
      temporary.func.gpu_single_thread();
  }
}
} // namespace

/// Everything of a row in one thread.
static void applyRowPerThread(LoopNest &nest, RowsPlan &plan, GpuRowLoopsAttr loops) {
  const Dims dims(nest, plan);
  Func out = nest.func;
  std::vector<VarOrRVar> order(dims.inside.begin(), dims.inside.end());
  order.insert(order.end(), dims.outside.begin(), dims.outside.end());
  if (dims.outside.empty()) {
    out.gpu_single_thread();
    for (Reduction &reduction : plan.reductions) {
      reduction.func.compute_root().gpu_single_thread();
      reduction.func.update().gpu_single_thread();
    }
    return;
  }
  out.reorder(order);
  const Var thread =
      gpu::launch(out, std::vector<VarOrRVar>(dims.outside.begin(), dims.outside.end()),
                  loops.getThreads())
          .var;
  for (Reduction &reduction : plan.reductions)
    reduction.func.compute_at(out, thread);
  for (RowsPlan::Temporary &temporary : plan.temporaries)
    if (temporary.bytes == plan.elementBits / 8)
      temporary.func.compute_at(out, thread);
}

void gpu::applyRows(LoopNest &nest, RowsPlan &plan, GpuRowLoopsAttr loops) {
  if (loops.getRowPerThread())
    applyRowPerThread(nest, plan, loops);
  else
    BlockScheduler{nest, plan, loops}.apply();
}
