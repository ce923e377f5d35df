//===-- Rows.cpp: softmax, normalisations, reductions on a GPU ----------------------------------===//
//
// Where a reduction runs along dimension 0, a block computes a row: each of its threads reduces every `threads`-th
// element in a register, a few of them what these left in shared memory, and one what is left then. Rows that are computed in between (the
// powers of a softmax) lie in shared memory where they fit, and are computed again where they do not. Other
// reductions, and those whose order counts, are a thread's own.
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/Families.h"
#include "ir/VitSchedules.h"
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

/// So many elements a thread reads at a time, without a loop.
static constexpr int64_t mostUnrolled = 8;
/// Threads that reduce what all threads of a block have left.
static constexpr int64_t secondThreads = 16;

//===-- Facts ---------------------------------------------------------------------------------===//

/// Whether threads can share a row.
static bool canShareRow(const RowsPlan &plan) {
  return plan.reducesInnermost &&
         llvm::all_of(plan.reductions, [](const Reduction &own) { return own.associative; });
}

/// Bytes of shared memory for what threads hand to each other.
static int64_t sharedBytes(const RowsPlan &plan, int64_t threads, bool storesRows) {
  const int64_t element = plan.elementBits / 8;
  int64_t bytes = int64_t(plan.reductions.size()) * (threads + secondThreads + 1) * element;
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

/// Of what is computed for a row.
static int64_t rowElements(const LoopNest &nest, const RowsPlan &plan) {
  int64_t count = 1;
  for (int dim : plan.rowDims)
    count *= nest.extents[dim];
  return count;
}

/// Whether each of `threads` threads has the same few of `length` elements.
static bool isUnrolled(int64_t length, int64_t threads) {
  return length % threads == 0 && length / threads <= mostUnrolled;
}

/// Of the longest reduction.
static int64_t countElements(const RowsPlan &plan) {
  int64_t most = 1;
  for (const Reduction &reduction : plan.reductions) {
    int64_t own = 1;
    for (const Halide::RVar &r : reduction.r)
      own *= Halide::Internal::as_const_int(r.extent()).value_or(1);
    most = std::max(most, own);
  }
  return most;
}

//===-- Choice and limits ---------------------------------------------------------------------===//

/// As few whole warps as leave a thread few elements, of a number that divides the row if there is one. Longer rows have
/// more threads, to have more elements on their way at a time. Measured on an H100 (3.35 TB/s): 12608 rows of 768 at 2.75
/// TB/s with 128 threads, 2.6 with 256, 2.0 with 64; 151296 softmaxes of 197 at 2.1 with 32 threads, 1.3 with 64 or more.
static int64_t chooseRowThreads(int64_t length, const Target &target) {
  constexpr int64_t fewElements = 6, longRow = 4096;
  const int64_t most = std::min<int64_t>(length > longRow ? 512 : 256, target.blockThreads);
  for (int64_t threads = target.warp; threads <= most; threads += target.warp)
    if (length % threads == 0 && length / threads <= fewElements)
      return threads;
  const int64_t threads = llvm::alignTo(llvm::divideCeil(length, mostUnrolled), target.warp);
  return std::clamp(threads, target.warp, most);
}

GpuRowLoopsAttr gpu::chooseRows(const LoopNest &nest, const RowsPlan &plan, const Target &target,
                                MLIRContext *context) {
  if (!canShareRow(plan))
    return GpuRowLoopsAttr::get(context, chooseThreads(elements(nest.extents), target), true,
                                false);
  const int64_t threads = chooseRowThreads(countElements(plan), target);
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
  if (threads % target.warp != 0)
    return emitError() << "threads = " << threads << " are no whole warps of " << target.warp;
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

/// A block for each row. A reduction of everything to one number has no loop for blocks: what it hands on is then
/// computed as a whole.
struct BlockScheduler {
  LoopNest &nest;
  RowsPlan &plan;
  GpuRowLoopsAttr loops;
  Dims dims{nest, plan};
  Func out = nest.func;
  Var row{"row"};
  const int threads = static_cast<int>(loops.getThreads());

  bool isNumber() const { return nest.vars.empty(); }
  void compute(Func func);
  void divideBetweenThreads(Func func, const Var &element);
  RVar reduceInThreads(Func func, RVar all, int64_t length, int count, int64_t most);
  void reduceInOneThread(Func func, RVar all);
  void reduce(Reduction &reduction);
  void scheduleResult();
  void apply();
};

void BlockScheduler::compute(Func func) {
  if (isNumber())
    func.compute_root();
  else
    func.compute_at(out, row).store_in(MemoryType::GPUShared);
}

/// Elements of a row.
void BlockScheduler::divideBetweenThreads(Func func, const Var &element) {
  Var step("step"), thread("thread");
  func.split(element, step, thread, threads, TailStrategy::GuardWithIf)
      .reorder(step, thread)
      .gpu_threads(thread);
  if (isUnrolled(rowElements(nest, plan), threads))
    func.unroll(step);
}

/// Divides the reduction of `func` over `all`, of `length` elements, between `count` threads, each of which hands its
/// result on in shared memory; without a loop where a thread has `most` elements or fewer. Returns what is left to
/// reduce.
RVar BlockScheduler::reduceInThreads(Func func, RVar all, int64_t length, int count, int64_t most) {
  RVar step("step"), lane("lane");
  func.update().split(all, step, lane, count, TailStrategy::GuardWithIf);
  Var thread("thread");
  Func partial = func.update().rfactor(lane, thread), shared = partial.in();
  compute(shared);
  shared.bound_extent(thread, count);
  if (isNumber()) {
    partial.compute_at(shared, gpu::launch(shared, {thread}, count).var);
  } else {
    shared.gpu_threads(thread);
    partial.compute_at(shared, thread);
  }
  if (length % count == 0 && length / count <= most)
    partial.update().unroll(step);
  return lane;
}

/// In a register, within a loop over one thread: what stands outside of such loops is between barriers, each step by
/// itself.
void BlockScheduler::reduceInOneThread(Func func, RVar all) {
  if (isNumber()) {
    func.compute_root().gpu_single_thread();
    func.update().gpu_single_thread();
  } else if (func.args().empty()) {
    reduceInThreads(func, all, secondThreads, 1, secondThreads);
    compute(func);
  } else {
    func.update().unroll(all);
    Func shared = func.in();
    compute(shared);
    const Var only = shared.args()[0];
    shared.gpu_threads(only);
    func.compute_at(shared, only);
  }
}

void BlockScheduler::reduce(Reduction &reduction) {
  Func func = reduction.func;
  RVar all = reduction.r[0];
  int64_t length = reduction.extent;
  for (size_t i = 1; i < reduction.r.size(); ++i) {
    RVar next("elements");
    func.update().fuse(all, reduction.r[i], next);
    all = next;
    length *= *Halide::Internal::as_const_int(reduction.r[i].extent());
  }
  all = reduceInThreads(func, all, length, threads, mostUnrolled);
  all = reduceInThreads(func, all, threads, secondThreads, threads);
  reduceInOneThread(func, all);
}

/// The only row of all is a block too.
void BlockScheduler::scheduleResult() {
  if (isNumber()) {
    out.gpu_single_thread();
    return;
  }
  if (!dims.outside.empty())
    row = fuseAll(out, dims.outside);
  if (!dims.inside.empty()) {
    const Var element = fuseAll(out, dims.inside);
    if (dims.outside.empty())
      out.split(element, row, element, static_cast<int>(rowElements(nest, plan)));
    divideBetweenThreads(out, element);
  }
  out.gpu_blocks(row);
}

void BlockScheduler::apply() {
  scheduleResult();
  for (Reduction &reduction : plan.reductions)
    reduce(reduction);
  for (RowsPlan::Temporary &temporary : plan.temporaries) {
    const bool isRow = temporary.bytes > plan.elementBits / 8;
    if (isRow && !loops.getStoresRows())
      continue;
    compute(temporary.func);
    if (isRow)
      divideBetweenThreads(temporary.func, fuseAll(temporary.func, dims.inside));
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
  for (Reduction &reduction : plan.reductions) {
    reduction.func.compute_at(out, thread);
    // Loads are on their way together.
    if (reduction.extent > mostUnrolled && reduction.extent % mostUnrolled == 0)
      reduction.func.update().unroll(reduction.r[0], static_cast<int>(mostUnrolled));
  }
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

/// Where all is one row, or one number, its parts are GPU kernels of their own, and what they hand on lies in memory.
std::vector<StoredFunc> gpu::storedByRows(const LoopNest &nest, const RowsPlan &plan,
                                          GpuRowLoopsAttr loops) {
  const bool perThread = loops.getRowPerThread();
  if (perThread ? !Dims(nest, plan).outside.empty() : !nest.vars.empty())
    return {};
  constexpr auto launch = vit::WorkspaceScope::launch;
  constexpr int64_t alignment = vit::WorkspaceAttr::alignment;
  std::vector<StoredFunc> stored;
  for (const Reduction &reduction : plan.reductions) {
    int64_t element = 0, bytes = 0;
    for (const Halide::Type &type : reduction.func.types())
      element += llvm::alignTo(type.bytes(), alignment);
    if (!perThread)
      for (int64_t partial : {loops.getThreads(), secondThreads})
        bytes += llvm::alignTo(partial * plan.elementBits / 8, alignment);
    stored.push_back({reduction.func, bytes + element, launch});
  }
  for (const RowsPlan::Temporary &temporary : plan.temporaries)
    if (!perThread && (loops.getStoresRows() || temporary.bytes == plan.elementBits / 8))
      stored.push_back({temporary.func, temporary.bytes, launch});
  return stored;
}

//===-- Estimate ------------------------------------------------------------------------------===//

GpuEstimate gpu::estimateRows(const LoopNest &nest, const RowsPlan &plan, GpuRowLoopsAttr loops,
                              const Target &) {
  GpuEstimate result;
  const int64_t rows = elements(nest.extents) / std::max<int64_t>(rowElements(nest, plan), 1);
  result.threads = loops.getThreads();
  result.blocks = loops.getRowPerThread() ? llvm::divideCeil(rows, result.threads) : rows;
  if (!loops.getRowPerThread())
    result.sharedBytes = sharedBytes(plan, result.threads, loops.getStoresRows());
  return result;
}
