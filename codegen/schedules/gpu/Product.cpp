//===-- Product.cpp: matrix products and what is computed as one, on a GPU ----------------------===//
//
// A block computes a tile of the result, each thread `rows` x `columns` sums in registers for the whole of k. For a few
// steps of k at a time it copies a and b to shared memory, [k][rows] and [k][columns], while the loads of the next
// steps are under way (StageAhead.h). A step of 8 x 8 sums takes 64 multiply-adds and 4 loads of 4 floats; of 4 x 4, 16
// and 2. Multiply-adds are 0.84 of the instructions of such a loop for 8 steps of k (0.79 for 4 x 4 sums and 16 steps):
// that, times what the clock leaves, is the most that it reaches. A multiprocessor issues 128 of them a cycle and reads
// 128 bytes of shared memory: threads of a warp, 8 x 4, read 128 + 64 different bytes for what 8 x 8 sums need, in 4
// loads of 512 bytes that take about 2 cycles each, of 16 for the multiply-adds.
//
// Registers of 8 x 8 sums: 64 + 8 + 8 for a step of a and b, as many for the next one, 8 for loads ahead (128 threads and
// more), some 24 for addresses: 128, of which 65536 / 128 make 512 threads, two blocks of 256 for each multiprocessor.
// Shared memory: 8 * ((128 + 4) + 128) * 4 = 8.3 KB.
//
// Few tiles, those of one image, do not fill the card with blocks of so many threads: then sums are fewer for each
// thread, and k is divided into slices within a block, in the order of which they are added up. The cost model below
// weighs that: 197x768x768 is 168 blocks of 32 x 32 with 4 slices each instead of 24 of 64 x 128.
//
// All edges are dealt with by copies (kernels/Sums.cpp) and by what is written.
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
using vit::GpuProductLoopsAttr;

namespace {
/// The loops as numbers.
struct Sizes {
  explicit Sizes(GpuProductLoopsAttr loops)
      : rows(loops.getRows()), columns(loops.getColumns()), rowThreads(loops.getRowThreads()),
        columnThreads(loops.getColumnThreads()), depth(loops.getDepth()),
        slices(loops.getSlices()) {}
  Sizes() = default;

  int64_t rows = 1, columns = 1, rowThreads = 1, columnThreads = 1, depth = 1, slices = 1;

  int64_t height() const { return rows * rowThreads; }
  int64_t width() const { return columns * columnThreads; }
  int64_t threads() const { return rowThreads * columnThreads * slices; }
  /// Elements in shared memory: the copies, and the sums of slices.
  int64_t shared() const {
    const int64_t copies = depth * slices * (gpu::paddedRow(static_cast<int>(height())) + width());
    return slices == 1 ? copies : copies + slices * height() * width();
  }
  /// Elements that a thread loads ahead.
  int64_t ahead() const {
    const int64_t perSlice = rowThreads * columnThreads;
    return llvm::divideCeil(height() * depth, perSlice) +
           llvm::divideCeil(width() * depth, perSlice);
  }
  /// 32-bit registers of a thread: sums, a step of a and b and the next one, loads ahead, addresses.
  int64_t registers(int elementBits) const {
    constexpr int64_t addresses = 24;
    const int64_t words = std::max(elementBits / 32, 1);
    return (rows * columns + 2 * (rows + columns) + ahead()) * words + addresses;
  }
};
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

namespace {
/// Cycles of a multiprocessor for a step of `depth` with `blocks` blocks at a time.
double stepCycles(const Sizes &sizes, int64_t blocks, const Target &target) {
  constexpr double latency = 600;                  // of memory, with what waits for it
  constexpr double stall = 1.15, aloneStall = 1.5; // instructions that wait for others
  constexpr double loadCycles = 2; // of shared memory, for four floats of each thread of a warp
  constexpr double overlap = 4;    // loads, a part of which is in the way of the rest
  constexpr int64_t schedulers = 4;
  const double loads = double(gpu::loadsFor(sizes.rows) + gpu::loadsFor(sizes.columns));
  const double issue = double(sizes.depth) * (double(sizes.rows * sizes.columns) * 1.08 + loads) +
                       30 + 2.0 * double(sizes.ahead());
  const int64_t warps = blocks * llvm::divideCeil(sizes.threads(), 32);
  const double arithmetic =
      issue * std::max(stall * double(llvm::divideCeil(warps, schedulers)), aloneStall);
  const double shared = double(warps * sizes.depth) * loads * loadCycles;
  const double bytes =
      double(blocks * sizes.depth * sizes.slices * (sizes.height() + sizes.width()) * 4);
  const double memory = bytes / gpu::cacheBytesPerCycle(target);
  return std::max({arithmetic + (shared + memory) / overlap, memory, latency});
}

/// Cycles of the multiprocessor that has most to do.
double productCycles(const ProductPlan &plan, const Sizes &sizes, const Target &target) {
  const int64_t registers =
      llvm::alignTo(sizes.registers(plan.elementBits), 8) * llvm::alignTo(sizes.threads(), 32);
  const int64_t bytes = std::max(plan.elementBits, 8) / 8;
  const int64_t warps = llvm::divideCeil(sizes.threads(), 32);
  const int64_t resident =
      std::max<int64_t>(1, std::min({gpu::registerFile / registers, gpu::mostWarps / warps,
                                     gpu::sharedMemory(target) / (sizes.shared() * bytes)}));
  const double steps = double(llvm::divideCeil(plan.depth, sizes.depth * sizes.slices));
  // Results are written, and sums of slices read before, a few at a time.
  const double end =
      gpu::endCycles(sizes.height() * sizes.width() * (sizes.slices > 1 ? sizes.slices + 1 : 1));
  return gpu::cyclesOf(plan, sizes.height(), sizes.width(), resident, target, [&](int64_t atATime) {
    return steps * stepCycles(sizes, atATime, target) + end * double(std::min<int64_t>(atATime, 2));
  });
}
} // namespace

static bool isPossible(const ProductPlan &plan, const Sizes &sizes, const Target &target) {
  constexpr int64_t usualThreads = 256;
  return sizes.threads() >= target.warp && sizes.threads() <= usualThreads &&
         sizes.threads() % target.warp == 0 &&
         sizes.registers(plan.elementBits) <= gpu::usualRegisters &&
         sizes.shared() * std::max(plan.elementBits, 8) / 8 <= target.blockBytes &&
         // Tiles that reach far beyond the result are for smaller ones.
         (sizes.rowThreads == 1 || sizes.height() < 2 * plan.m) &&
         (sizes.columnThreads <= 8 || sizes.width() < 2 * plan.n);
}

GpuProductLoopsAttr gpu::chooseProduct(const LoopNest &, const ProductPlan &plan,
                                       const Target &target, MLIRContext *context) {
  Sizes sizes, best;
  best.columnThreads = target.warp;
  double least = std::numeric_limits<double>::max();
  for (sizes.rows = 1; sizes.rows <= 8; ++sizes.rows)
    for (sizes.columns = 1; sizes.columns <= 8; sizes.columns *= 2)
      for (sizes.rowThreads = 1; sizes.rowThreads <= 16; ++sizes.rowThreads)
        for (sizes.columnThreads = 8; sizes.columnThreads <= 32; sizes.columnThreads *= 2)
          for (sizes.depth = 8; sizes.depth <= 16; sizes.depth *= 2)
            for (sizes.slices = 1; sizes.slices <= 16; sizes.slices *= 2) {
              if (!isPossible(plan, sizes, target))
                continue;
              if (const double cycles = productCycles(plan, sizes, target); cycles < least) {
                least = cycles;
                best = sizes;
              }
            }
  return GpuProductLoopsAttr::get(context, best.rows, best.columns, best.rowThreads,
                                  best.columnThreads, best.depth, best.slices);
}

double gpu::productCost(const ProductPlan &plan, GpuProductLoopsAttr loops, const Target &target) {
  return productCycles(plan, Sizes(loops), target);
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult gpu::checkProduct(const LoopNest &, const ProductPlan &plan,
                                GpuProductLoopsAttr loops, const Target &target,
                                EmitError emitError) {
  if (plan.packing && !plan.packing.isPlain() && !plan.integer.aBits)
    return emitError() << "reads the rows of panels as they are, not " << plan.packing;
  if (failed(checkBlockSizes(emitError, {{"rows", loops.getRows()},
                                         {"columns", loops.getColumns()},
                                         {"row_threads", loops.getRowThreads()},
                                         {"column_threads", loops.getColumnThreads()},
                                         {"depth", loops.getDepth()},
                                         {"slices", loops.getSlices()}})))
    return failure();
  const Sizes sizes(loops);
  return checkBlock(emitError, "row_threads times column_threads times slices", sizes.threads(),
                    sizes.registers(plan.elementBits),
                    sizes.shared() * std::max(plan.elementBits, 8) / 8, target.blockBytes, target);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler {
  LoopNest &nest;
  BlockProduct &product;
  const ProductPlan &plan;
  const Sizes sizes;
  Func out = nest.func;
  Var n = nest.vars[0], m = nest.vars[1], block{"block"};
  const std::vector<Var> args = product.sums.args();
  const Var lane = args[0], quad = args[1], slice = args.back();
  const gpu::BlockTile tile{static_cast<int>(sizes.rows), static_cast<int>(sizes.columns),
                            static_cast<int>(sizes.rowThreads),
                            static_cast<int>(sizes.columnThreads), product.lanes};

  void scheduleResult();
  void scheduleSums();
  void scheduleCopies();
  void bindTile(Func func);
};

void Scheduler::scheduleResult() {
  Var quad("quad"), nBlock("n_block"), mBlock("m_block"), lane("lane");
  out.split(n, quad, lane, product.lanes)
      .split(quad, nBlock, quad, tile.quads(), TailStrategy::GuardWithIf)
      .split(m, mBlock, m, tile.height(), TailStrategy::GuardWithIf);
  std::vector<Var> blocks = {nBlock, mBlock};
  blocks.insert(blocks.end(), nest.vars.begin() + 2, nest.vars.end());
  std::vector<Halide::VarOrRVar> order = {lane, quad, m};
  order.insert(order.end(), blocks.begin(), blocks.end());
  out.reorder(order);
  block = fuseAll(out, blocks);
  out.gpu_blocks(block);
  if (sizes.slices == 1)
    gpu::shareTile(out, tile, lane, quad, m, {}, {}, {block});
  else
    gpu::shareCopy(out, lane, product.lanes > 1, {quad, m}, static_cast<int>(sizes.threads()));
}

/// A block computes all of its tile, whatever of it is written.
void Scheduler::bindTile(Func func) {
  func.bound_extent(lane, product.lanes)
      .bound_extent(quad, tile.quads())
      .bound_extent(args[2], tile.height())
      .bound_extent(slice, static_cast<int>(sizes.slices));
}

void Scheduler::scheduleSums() {
  Func sums = product.sums;
  if (sizes.slices > 1) {
    Func shared = sums.in();
    shared.compute_at(out, block).store_in(MemoryType::GPUShared);
    bindTile(shared);
    gpu::shareTile(shared, tile, lane, quad, args[2], {slice}, {}, {});
  }
  RVar outer("step"), inner("k");
  sums.compute_at(out, block).store_in(MemoryType::Register);
  bindTile(sums);
  gpu::shareTile(sums, tile, lane, quad, args[2], {slice}, {}, {});
  sums.update().split(product.k, outer, inner, static_cast<int>(sizes.depth));
  gpu::shareTile(sums.update(), tile, lane, quad, args[2], {slice}, {inner}, {outer});
  sums.update().unroll(inner);
  product.a.compute_at(sums, outer);
  product.b.compute_at(sums, outer);
}

void Scheduler::scheduleCopies() {
  const int threads = static_cast<int>(sizes.threads());
  Func a = product.a, b = product.b;
  const std::vector<Var> ofA = a.args(), ofB = b.args();
  std::vector<Var> storage = ofA;
  std::rotate(storage.begin(), storage.begin() + 2, storage.begin() + 3);
  a.store_in(MemoryType::GPUShared)
      .reorder_storage(storage)
      .align_storage(ofA[2], gpu::paddedRow(tile.height()))
      .bound_extent(ofA[0], product.aLanes);
  // What lies together is copied by neighbouring threads.
  if (plan.aDense)
    gpu::shareCopy(a, ofA[0], product.aLanes > 1, {ofA[1], ofA[2], ofA.back()}, threads);
  else
    gpu::shareCopy(a, ofA[0], product.aLanes > 1, {ofA[2], ofA[1], ofA.back()}, threads);
  b.store_in(MemoryType::GPUShared).bound_extent(ofB[0], product.lanes);
  const bool isDense = plan.bDense || plan.packing;
  gpu::shareCopy(b, ofB[0], isDense && product.lanes > 1, {ofB[1], ofB[2], ofB.back()}, threads);
}
} // namespace

void gpu::applyProduct(LoopNest &nest, ProductPlan &plan, GpuProductLoopsAttr loops) {
  if (!plan.block.sums.defined()) { // no k: zeros
    launch(nest.func, {nest.vars.begin(), nest.vars.end()}, loops.getColumnThreads());
    return;
  }
  Scheduler scheduler{nest, plan.block, plan, Sizes(loops)};
  scheduler.scheduleResult();
  scheduler.scheduleSums();
  scheduler.scheduleCopies();
}

//===-- Estimate ------------------------------------------------------------------------------===//

GpuEstimate gpu::estimateProduct(const LoopNest &, const ProductPlan &plan,
                                 GpuProductLoopsAttr loops, const Target &target) {
  const Sizes sizes(loops);
  GpuEstimate result;
  result.blocks = int64_t(llvm::divideCeil(plan.m, sizes.height())) *
                  int64_t(llvm::divideCeil(plan.n, sizes.width())) * elements(plan.batch);
  result.threads = sizes.threads();
  result.registers = sizes.registers(plan.elementBits);
  result.sharedBytes = sizes.shared() * std::max(plan.elementBits, 8) / 8;
  result.cycles = productCycles(plan, sizes, target);
  return result;
}
