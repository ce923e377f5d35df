//===-- Attention.cpp: scaled dot-product attention on a GPU ------------------------------------===//
//
// A block has some queries of a head, and goes through the keys in blocks (kernels/BlockAttention.cpp). Scores and
// results are tiles of a product each (Product.cpp), of the same threads: `rows` queries by `keys` keys, then by `values`
// elements of a value; `rows` weights of a key are one load. In between, each thread makes its own part of maxima and
// sums of rows, which `column_threads` threads put together through shared memory.
//
// 197 tokens of 64, eight images: 4 x 13 scores and 4 x 4 results of a thread, 4 x 16 threads: all keys are one block (208
// of them), 16 queries of a head. Registers: 52 scores or weights, 4 + 13 for a step of queries and keys and the next one's
// queries, addresses: 128, so 8 blocks or 16 warps of a multiprocessor. Shared memory: weights 208 * (16 + 4), keys
// 8 * (208 + 4) and later values 16 * 64, queries 8 * (16 + 4) and later partial maxima and sums, 3 * 16 * 16 floats:
// 26 KB. Multiply-adds are 0.85 of the instructions of the loop for scores, 0.74 of that for results: softmax, some 14
// instructions a score beside 128 multiply-adds, and what a block waits for between its parts come on top.
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/BlockTiles.h"
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
using vit::GpuAttentionLoopsAttr;

namespace {
/// The loops as numbers.
struct Sizes {
  explicit Sizes(GpuAttentionLoopsAttr loops)
      : rows(loops.getRows()), keys(loops.getKeys()), values(loops.getValues()),
        rowThreads(loops.getRowThreads()), columnThreads(loops.getColumnThreads()),
        depth(loops.getDepth()), keyStep(loops.getKeyStep()) {}
  Sizes() = default;

  int64_t rows = 1, keys = 1, values = 1, rowThreads = 1, columnThreads = 1, depth = 8,
          keyStep = 16;

  int64_t height() const { return rows * rowThreads; }
  int64_t blockKeys() const { return keys * columnThreads; }
  int64_t threads() const { return rowThreads * columnThreads; }
  int64_t blocksOf(const AttentionShape &shape) const {
    return llvm::divideCeil(shape.s, blockKeys());
  }
  /// Elements in shared memory: weights; keys, then values; queries, then what reductions pass on.
  int64_t shared() const {
    const int64_t row = gpu::paddedRow(static_cast<int>(height()));
    return blockKeys() * row +
           std::max(depth * gpu::paddedRow(static_cast<int>(blockKeys())),
                    keyStep * values * columnThreads) +
           std::max(depth * row, 3 * columnThreads * height());
  }
  /// 32-bit registers of a thread: scores or weights, or results of a block of keys; the state where there are several
  /// blocks; a step of what is multiplied and the next one; addresses, and what masks take.
  int64_t registers(const AttentionPlan &plan) const {
    const AttentionShape &shape = plan.shape;
    const int64_t others = plan.isMasked ? 54 : 44;
    const int64_t state = blocksOf(shape) > 1 ? rows * (values + 3) : 0;
    const int64_t words = std::max(plan.elementBits / 32, 1);
    return (rows * std::max(keys, values) + state + 2 * rows + std::max(keys, values)) * words +
           others;
  }
};

bool fits(const AttentionPlan &plan, const Sizes &sizes, const Target &target) {
  return sizes.registers(plan) <= gpu::usualRegisters &&
         sizes.shared() * plan.elementBits / 8 <= target.blockBytes;
}

/// What a thread does for a block: instructions, and loads from shared memory among them.
struct Work {
  double instructions = 0, loads = 0;

  void addProduct(int64_t steps, int64_t rows, int64_t columns) {
    const double own = double(gpu::loadsFor(rows) + gpu::loadsFor(columns));
    instructions += double(steps) * (double(rows * columns) * 1.08 + own);
    loads += double(steps) * own;
  }
};

Work workOf(const AttentionShape &shape, const Sizes &sizes) {
  constexpr int64_t weight = 14; // instructions for a score, beside its sum
  Work work;
  work.addProduct(llvm::alignTo(shape.d, sizes.depth), sizes.rows, sizes.keys);
  work.addProduct(llvm::alignTo(sizes.blockKeys(), sizes.keyStep), sizes.rows, sizes.values);
  work.instructions += double(sizes.rows * (sizes.keys * weight + 3 * sizes.columnThreads));
  work.loads += double(sizes.rows * sizes.columnThreads) / 2;
  const double blocks = double(sizes.blocksOf(shape));
  return {work.instructions * blocks, work.loads * blocks};
}

/// Cycles of the multiprocessor that has most to do.
double attentionCycles(const AttentionPlan &plan, const Sizes &sizes, const Target &target) {
  constexpr double stall = 1.15, aloneStall = 1.5; // instructions that wait for others
  constexpr double barriers = 1500;                // what each block of keys waits for beside
  constexpr double loadCycles = 2, overlap = 4; // of a warp's loads, a part in the way of the rest
  constexpr int64_t schedulers = 4;
  const AttentionShape &shape = plan.shape;
  const Work work = workOf(shape, sizes);
  const int64_t warps = llvm::divideCeil(sizes.threads(), 32);
  const int64_t blocks = int64_t(llvm::divideCeil(shape.t, sizes.height())) * shape.h * shape.b;
  const int64_t own = llvm::divideCeil(blocks, std::max<int64_t>(target.multiprocessors, 1));
  const int64_t registers = llvm::alignTo(sizes.registers(plan), 8);
  const int64_t resident = std::max<int64_t>(
      1, std::min({gpu::registerFile / (registers * warps * 32), gpu::mostWarps / warps,
                   gpu::sharedMemory(target) / (sizes.shared() * plan.elementBits / 8)}));
  const auto cycles = [&](int64_t atATime) {
    if (atATime == 0)
      return 0.0;
    const double issued = double(llvm::divideCeil(atATime * warps, schedulers)) * stall;
    return work.instructions * std::max(issued, aloneStall) +
           work.loads * loadCycles * double(atATime * warps) / overlap +
           barriers * double(sizes.blocksOf(shape));
  };
  return double(own / resident) * cycles(resident) + cycles(own % resident);
}
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

GpuAttentionLoopsAttr gpu::chooseAttention(const LoopNest &, const AttentionPlan &plan,
                                           const Target &target, MLIRContext *context) {
  constexpr int64_t mostKeys = 16, mostThreads = 256;
  const AttentionShape &shape = plan.shape;
  Sizes sizes, best;
  double least = std::numeric_limits<double>::max();
  // One query of a long value: each thread has as much of it as there is.
  best.columnThreads = target.warp;
  best.values = llvm::divideCeil(shape.e, best.columnThreads);
  for (sizes.columnThreads = 8; sizes.columnThreads <= 128; sizes.columnThreads *= 2) {
    sizes.values = llvm::divideCeil(shape.e, sizes.columnThreads);
    for (sizes.rows = 1; sizes.rows <= 8; ++sizes.rows)
      for (sizes.rowThreads = 1; sizes.rowThreads <= 16; ++sizes.rowThreads) {
        if (sizes.threads() % target.warp != 0 || sizes.threads() > mostThreads ||
            (sizes.rows > shape.t))
          continue;
        const int64_t most =
            std::min(mostKeys, int64_t(llvm::divideCeil(shape.s, sizes.columnThreads)));
        for (sizes.keys = 1; sizes.keys <= most; ++sizes.keys) {
          if (!fits(plan, sizes, target))
            continue;
          if (const double cycles = attentionCycles(plan, sizes, target); cycles < least) {
            least = cycles;
            best = sizes;
          }
        }
      }
  }
  return GpuAttentionLoopsAttr::get(context, best.rows, best.keys, best.values, best.rowThreads,
                                    best.columnThreads, best.depth, best.keyStep);
}

double gpu::attentionCost(const AttentionPlan &plan, GpuAttentionLoopsAttr loops,
                          const Target &target) {
  return attentionCycles(plan, Sizes(loops), target);
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult gpu::checkAttention(const LoopNest &, const AttentionPlan &plan,
                                  GpuAttentionLoopsAttr loops, const Target &target,
                                  EmitError emitError) {
  if (failed(checkBlockSizes(emitError, {{"rows", loops.getRows()},
                                         {"keys", loops.getKeys()},
                                         {"values", loops.getValues()},
                                         {"row_threads", loops.getRowThreads()},
                                         {"column_threads", loops.getColumnThreads()},
                                         {"depth", loops.getDepth()},
                                         {"key_step", loops.getKeyStep()}})))
    return failure();
  const Sizes sizes(loops);
  if (sizes.values * sizes.columnThreads < plan.shape.e)
    return emitError() << "values times column_threads = " << sizes.values * sizes.columnThreads
                       << " is less than " << plan.shape.e << ", the elements of a value";
  return checkBlock(emitError, "row_threads times column_threads", sizes.threads(),
                    sizes.registers(plan), sizes.shared() * plan.elementBits / 8, target.blockBytes,
                    target);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler {
  LoopNest &nest;
  BlockAttention &block;
  const Sizes sizes;
  Func out = nest.func;
  Var queries{"queries"};
  const int height = static_cast<int>(sizes.height()),
            columnThreads = static_cast<int>(sizes.columnThreads),
            threads = static_cast<int>(sizes.threads());

  gpu::BlockTile tileOf(int64_t columns, int lanes) const {
    return {static_cast<int>(sizes.rows), static_cast<int>(columns),
            static_cast<int>(sizes.rowThreads), columnThreads, lanes};
  }
  const gpu::BlockTile scoreTile = tileOf(sizes.keys, block.keyLanes),
                       valueTile = tileOf(sizes.values, block.valueLanes);

  void scheduleResult();
  void scheduleState();
  /// Where a block of keys is computed, or the only one.
  Func perBlock(Func func) const {
    if (block.state.defined())
      return func.compute_at(block.state, block.block);
    return func.compute_at(out, queries);
  }
  /// (lane, quad, t, ..) in registers.
  void scheduleTile(Func func, const gpu::BlockTile &tile) const;
  void scheduleProduct(Func func, const gpu::BlockTile &tile, RVar k, int64_t step,
                       llvm::ArrayRef<Func> copies) const;
  void scheduleCopies() const;
  void scheduleReduction(const BlockAttention::Reduction &reduction) const;
  void scheduleWeights() const;
};

void Scheduler::scheduleResult() {
  const Var e = nest.vars[0], h = nest.vars[1], t = nest.vars[2], b = nest.vars[3];
  Var quad("quad"), lane("lane"), whole("whole"), tBlock("t_block");
  out.split(e, quad, lane, block.valueLanes)
      .split(quad, whole, quad, valueTile.quads(), TailStrategy::GuardWithIf)
      .split(t, tBlock, t, height, TailStrategy::GuardWithIf)
      .reorder(lane, quad, t, whole, tBlock, h, b);
  queries = fuseAll(out, {whole, tBlock, h, b});
  out.gpu_blocks(queries);
  gpu::shareTile(out, valueTile, lane, quad, t, {}, {}, {queries});
}

void Scheduler::scheduleState() {
  if (!block.state.defined())
    return;
  const std::vector<Var> args = block.state.args();
  block.state.compute_at(out, queries)
      .store_in(MemoryType::Register)
      .bound_extent(args[0], columnThreads)
      .bound_extent(args[1], height);
  gpu::shareRows(block.state, valueTile, args[0], args[1], {}, {});
  gpu::shareRows(block.state.update(), valueTile, args[0], args[1], {}, {block.block});
}

void Scheduler::scheduleTile(Func func, const gpu::BlockTile &tile) const {
  const std::vector<Var> args = func.args();
  perBlock(func)
      .store_in(MemoryType::Register)
      .bound_extent(args[0], tile.lanes)
      .bound_extent(args[1], tile.quads())
      .bound_extent(args[2], height);
  gpu::shareTile(func, tile, args[0], args[1], args[2], {}, {}, {});
}

void Scheduler::scheduleProduct(Func func, const gpu::BlockTile &tile, RVar k, int64_t step,
                                llvm::ArrayRef<Func> copies) const {
  scheduleTile(func, tile);
  const std::vector<Var> args = func.args();
  RVar outer("step"), inner("k");
  func.update().split(k, outer, inner, static_cast<int>(step));
  gpu::shareTile(func.update(), tile, args[0], args[1], args[2], {}, {inner}, {outer});
  func.update().unroll(inner);
  for (Func copy : copies)
    copy.compute_at(func, outer).store_in(MemoryType::GPUShared);
}

/// Queries and keys lie as [d][..] in shared memory, values as in the operand.
void Scheduler::scheduleCopies() const {
  const std::pair<Func, int> transposed[] = {{block.query, height},
                                             {block.keys, scoreTile.width()}};
  for (auto [copy, extent] : transposed) {
    const std::vector<Var> args = copy.args();
    std::vector<Var> storage = args;
    std::rotate(storage.begin(), storage.begin() + 2, storage.begin() + 3);
    copy.reorder_storage(storage)
        .align_storage(args[2], gpu::paddedRow(extent))
        .bound_extent(args[0], block.depthLanes)
        .bound_extent(args[2], extent);
    gpu::shareCopy(copy, args[0], block.depthLanes > 1, {args[1], args[2]}, threads);
  }
  const std::vector<Var> args = block.values.args();
  block.values.bound_extent(args[0], block.valueLanes)
      .bound_extent(args[1], valueTile.quads())
      .bound_extent(args[2], static_cast<int>(sizes.keyStep));
  gpu::shareCopy(block.values, args[0], block.valueLanes > 1, {args[1], args[2]}, threads);
}

void Scheduler::scheduleReduction(const BlockAttention::Reduction &reduction) const {
  constexpr int atATime = 4; // that are loaded, and wait in registers
  for (const Func &func : {reduction.ofThread, reduction.ofBlock}) {
    const std::vector<Var> args = func.args();
    perBlock(func).bound_extent(args[0], columnThreads).bound_extent(args[1], height);
    gpu::shareRows(func, scoreTile, args[0], args[1], {}, {});
  }
  Func ofThread = reduction.ofThread, ofBlock = reduction.ofBlock;
  ofThread.store_in(MemoryType::GPUShared);
  ofBlock.store_in(MemoryType::Register);
  const std::vector<Var> args = ofThread.args();
  gpu::shareRows(ofThread.update(), scoreTile, args[0], args[1], {reduction.key}, {});
  ofThread.update().unroll(reduction.key);
  RVar outer("step"), inner("of_step");
  ofBlock.update().split(reduction.thread, outer, inner, atATime, TailStrategy::GuardWithIf);
  gpu::shareRows(ofBlock.update(), scoreTile, args[0], args[1], {inner, outer}, {});
  ofBlock.update().unroll(inner);
}

void Scheduler::scheduleWeights() const {
  scheduleTile(block.weights, scoreTile);
  const std::vector<Var> args = block.sharedWeights.args();
  Func shared = block.sharedWeights;
  perBlock(shared)
      .store_in(MemoryType::GPUShared)
      .bound_extent(args[0], height)
      .bound_extent(args[1], scoreTile.width())
      .align_storage(args[0], gpu::paddedRow(height));
  // A thread's rows of a key follow each other.
  Var quad("quad"), lane("lane");
  shared.split(args[1], quad, lane, scoreTile.lanes);
  gpu::shareTile(shared, scoreTile, lane, quad, args[0], {}, {}, {});
}
} // namespace

void gpu::applyAttention(LoopNest &nest, AttentionPlan &plan, GpuAttentionLoopsAttr loops) {
  Scheduler scheduler{nest, plan.block, Sizes(loops)};
  BlockAttention &block = plan.block;
  scheduler.scheduleResult();
  scheduler.scheduleState();
  scheduler.scheduleProduct(block.sums, scheduler.scoreTile, block.d, loops.getDepth(),
                            {block.query, block.keys});
  scheduler.scheduleReduction(block.maximum);
  scheduler.scheduleWeights();
  scheduler.scheduleReduction(block.sum);
  if (block.magnitude.ofBlock.defined())
    scheduler.scheduleReduction(block.magnitude);
  if (block.lost.defined()) {
    const std::vector<Var> args = block.lost.args();
    scheduler.perBlock(block.lost)
        .store_in(MemoryType::Register)
        .bound_extent(args[0], scheduler.columnThreads)
        .bound_extent(args[1], scheduler.height);
    gpu::shareRows(block.lost, scheduler.valueTile, args[0], args[1], {}, {});
  }
  scheduler.scheduleProduct(block.products, scheduler.valueTile, block.n, loops.getKeyStep(),
                            {block.values});
  scheduler.scheduleCopies();
}

//===-- Estimate ------------------------------------------------------------------------------===//

GpuEstimate gpu::estimateAttention(const LoopNest &, const AttentionPlan &plan,
                                   GpuAttentionLoopsAttr loops, const Target &target) {
  const Sizes sizes(loops);
  const AttentionShape &shape = plan.shape;
  GpuEstimate result;
  result.blocks = int64_t(llvm::divideCeil(shape.t, sizes.height())) * shape.h * shape.b;
  result.threads = sizes.threads();
  result.registers = sizes.registers(plan);
  result.sharedBytes = sizes.shared() * plan.elementBits / 8;
  result.cycles = attentionCycles(plan, sizes, target);
  return result;
}
