//===-- TensorProduct.cpp: matrix products and what is computed as one, on a GPU's tensor cores --===//
//
// The blocks, copies and edges of Product.cpp, with `mma.sync` (DeviceInstructions.h) in place of multiply-adds: a warp
// computes `rows` x `columns` sums, 16 x 8 of them with an instruction for 8 words of k. It is a schedule of Halide's, and
// not a kernel of MLIR's nvgpu dialect, so that whatever an algorithm reads and whatever follows a product stays one
// definition for all targets; of what there is beside, ldmatrix is missing, which reads as many bytes of shared memory, and
// `wgmma`, which is sm_90a's.
//
// Copies to shared memory: with one stage through registers, where operands are rounded, loaded a step ahead
// (StageAhead.h); with more by asynchronous copies (AsyncCopies.h), of words that lie in memory as they are multiplied. A warp's
// 64 x 64 sums take, for 8 words of k, 32 instructions and 32 loads of 128 bytes from shared memory; 6.4 cycles of an
// H100's tensor cores for an instruction are more than the loads take. Blocks of four such warps read 16 KB of each operand
// for 64 steps of halves; on an H100 the cache that multiprocessors share then gives 0.7 of what it can, and a step of two blocks
// takes 4200 cycles where the tensor cores need 1600. tf32x3 takes 96 instructions for that, and 4 for each of 64 operands to
// take it apart: tensor cores are what it waits for. sm_86 and sm_89 have as many of either: f32 stays with Product.cpp
// there. The cost models weigh that.
//
// Layout: rows of a, [row][words + 4], rows of b, [word][columns + 8 or 0]: the 32 threads of a warp, 8 rows of a or
// columns of b times 4 words, read 32 different banks. Edges are as in Product.cpp; words are stored for whole tiles.
#include "codegen/DeviceInstructions.h"
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
using Halide::Stage;
using Halide::TailStrategy;
using Halide::Var;
using Halide::VarOrRVar;
using vit::TensorPrecision;
using vit::TensorProductLoopsAttr;

namespace {
/// The loops as numbers.
struct Sizes {
  explicit Sizes(TensorProductLoopsAttr loops)
      : precision(loops.getPrecision()), rows(loops.getRows()), columns(loops.getColumns()),
        rowWarps(loops.getRowWarps()), columnWarps(loops.getColumnWarps()), depth(loops.getDepth()),
        stages(loops.getStages()) {}
  explicit Sizes(TensorPrecision precision) : precision(precision) {}

  TensorPrecision precision;
  int64_t rows = mma::rows, columns = mma::columns, rowWarps = 1, columnWarps = 1, depth = 16,
          stages = 1;

  bool isSplit() const { return precision == TensorPrecision::tf32x3; }
  int64_t stepsPerWord() const { return vitc::stepsPerWord(precision); }
  int64_t words() const { return depth / stepsPerWord(); }
  int64_t height() const { return rows * rowWarps; }
  int64_t width() const { return columns * columnWarps; }
  int64_t warps() const { return rowWarps * columnWarps; }
  int64_t threads() const { return warps() * 32; }
  /// Words of a row of the copies.
  int64_t rowOfA() const { return words() + 4; }
  int64_t rowOfB() const { return width() % 16 == 0 ? width() + 8 : width(); }
  int64_t sharedBytes() const { return (height() * rowOfA() + words() * rowOfB()) * 4 * stages; }
  /// Words that a thread copies in a step; what becomes a word is loaded ahead.
  int64_t copies() const {
    return llvm::divideCeil(height() * words(), threads()) +
           llvm::divideCeil(width() * words(), threads());
  }
  int64_t ahead() const { return stages > 1 ? 0 : copies() * stepsPerWord(); }
  /// Words of a and b that a thread reads for an instruction's share of k.
  int64_t operands() const { return rows / 4 + columns / 4; }
  /// Instructions of a warp for that.
  int64_t products() const {
    return rows / mma::rows * (columns / mma::columns) * (isSplit() ? 3 : 1);
  }
  /// Of a thread: sums, operands (both parts of those that are taken apart), loads ahead, addresses. Where copies are
  /// asynchronous, the operands of the next share are there too; of 64 x 64 sums ptxas makes 220, and 236 for tf32x3.
  int64_t registers() const {
    constexpr int64_t addresses = 40, fewAddresses = 28, parts = 16;
    const int64_t sums = rows * columns / 32;
    return stages > 1 ? sums + operands() * 2 + fewAddresses + (isSplit() ? parts : 0)
                      : sums + operands() * (isSplit() ? 2 : 1) + ahead() + addresses;
  }
};
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

/// Cycles of a multiprocessor for a step of `depth` with `blocks` blocks at a time. Of ViT-B's products on an H100 it is
/// within a tenth, for one stage and for several.
static double stepCycles(const Sizes &sizes, int64_t blocks, const Target &target) {
  const bool isAsync = sizes.stages > 1;
  // Of the start of a step, or of memory, that other blocks hide.
  const double latency = (isAsync ? 400 : 700) / double(blocks);
  // What is not the longest part: how much of it is in its way.
  const double ofRest = isAsync && blocks == 1 ? 1 : 0.35;
  constexpr int64_t schedulers = 4;
  const double shares = double(sizes.words()) / mma::words;
  const double busy = double(llvm::divideCeil(blocks * sizes.warps(), schedulers));
  const double tensor = busy * shares * double(sizes.products()) * gpu::tensorCycles(target);
  const double issue =
      busy * (shares * double(sizes.products() + sizes.operands() * (sizes.isSplit() ? 4 : 1)) +
              3 * double(sizes.ahead()) + double(isAsync ? sizes.copies() : 0) + 60);
  const double shared =
      double(blocks * sizes.warps()) * (shares * double(sizes.operands()) + double(sizes.copies()));
  const double memory = double(blocks * (isAsync ? sizes.words() : sizes.depth) *
                               (sizes.height() + sizes.width()) * 4) /
                        gpu::cacheBytesPerCycle(target);
  const double longest = std::max({tensor, issue, shared, memory});
  return longest + (tensor + issue + shared + memory - longest) * ofRest + latency;
}

/// Cycles before the product, where its operands are stored as words: they are read and written once.
static double wordsCycles(const ProductPlan &plan, const Sizes &sizes) {
  constexpr double launch = 4000, bytesPerCycle = 1200; // of the whole card
  if (sizes.stages == 1)
    return 0;
  const bool isWhole = sizes.isSplit() && plan.depth % sizes.depth == 0;
  // Constants have words before the model runs.
  const bool aIsThere =
      (plan.aFollows && !sizes.isSplit() && plan.depth % sizes.depth == 0) || plan.aIsConstant;
  const bool bIsThere =
      (isWhole && (plan.bDense || plan.packing) && plan.n % 4 == 0) || plan.bIsConstant;
  int64_t columns = plan.n;
  for (auto [varies, extent] : llvm::zip(plan.bVaries, plan.batch))
    columns *= varies ? extent : 1;
  double cycles = 0;
  for (auto [isThere, rows] :
       {std::pair(aIsThere || (isWhole && plan.aDense), plan.m * elements(plan.batch)),
        {bIsThere, columns}})
    if (!isThere)
      cycles += launch + double(rows * plan.depth * (4 + 4 / sizes.stepsPerWord())) / bytesPerCycle;
  return cycles;
}

/// Cycles of the multiprocessor that has most to do.
static double costOf(const ProductPlan &plan, const Sizes &sizes, const Target &target) {
  const int64_t registers = llvm::alignTo(sizes.registers(), 8) * sizes.threads();
  const int64_t resident =
      std::max<int64_t>(1, std::min({gpu::registerFile / registers, gpu::mostWarps / sizes.warps(),
                                     gpu::blocksIn(sizes.sharedBytes(), target)}));
  const double steps = double(llvm::divideCeil(plan.depth, sizes.depth));
  const double end = gpu::endCycles(sizes.height() * sizes.width());
  return wordsCycles(plan, sizes) +
         gpu::cyclesOf(plan, sizes.height(), sizes.width(), resident, target, [&](int64_t blocks) {
           return steps * stepCycles(sizes, blocks, target) +
                  end * double(std::min<int64_t>(blocks, 2));
         });
}

static bool isPossible(const ProductPlan &plan, const Sizes &sizes, const Target &target) {
  constexpr int64_t mostProducts = 192; // in a step, all of which stand in the code
  // Blocks of two warps copy more: a tenth slower on an H100.
  const int64_t leastWarps = sizes.stages > 1 ? 4 : 1;
  return sizes.warps() >= leastWarps && sizes.warps() <= 8 &&
         sizes.sharedBytes() <= gpu::mostSharedMemory(target) &&
         sizes.registers() <= (sizes.stages > 1 ? 240 : 200) &&
         sizes.registers() * sizes.threads() <= gpu::registerFile &&
         sizes.products() * sizes.words() / mma::words <= mostProducts &&
         // Tiles that reach far beyond the result are for smaller ones.
         (sizes.rowWarps == 1 || sizes.height() < 2 * plan.m) &&
         (sizes.columnWarps == 1 || sizes.width() < 2 * plan.n);
}

static bool isOfFloats(const ProductPlan &plan) {
  return plan.elementBits == 32 && plan.depth > 0 && plan.a.types()[0] == Halide::Float(32);
}

TensorProductLoopsAttr gpu::chooseTensorProduct(const LoopNest &nest, const ProductPlan &plan,
                                                const Target &target, MLIRContext *context) {
  const std::optional<TensorPrecision> precision = tensorPrecisionOf(target);
  if (!precision || !isOfFloats(plan))
    return {};
  constexpr int64_t mostStages = 4;
  Sizes sizes(*precision), best(*precision);
  double least = productCost(plan, chooseProduct(nest, plan, target, context), target);
  bool isFound = false;
  for (sizes.rows = 16; sizes.rows <= 64; sizes.rows *= 2)
    for (sizes.columns = 8; sizes.columns <= 64; sizes.columns *= 2)
      for (sizes.rowWarps = 1; sizes.rowWarps <= 8; sizes.rowWarps *= 2)
        for (sizes.columnWarps = 1; sizes.columnWarps <= 8; sizes.columnWarps *= 2)
          for (sizes.depth = 16; sizes.depth <= 64; sizes.depth *= 2)
            // With two stages a copy has but the time of one step.
            for (sizes.stages = 1; sizes.stages <= mostStages; ++sizes.stages)
              if (sizes.stages != 2 && isPossible(plan, sizes, target))
                if (const double cycles = costOf(plan, sizes, target); cycles < least) {
                  least = cycles;
                  best = sizes;
                  isFound = true;
                }
  if (!isFound)
    return {};
  return TensorProductLoopsAttr::get(context, best.precision, best.rows, best.columns,
                                     best.rowWarps, best.columnWarps, best.depth, best.stages);
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult gpu::checkTensorProduct(const LoopNest &, const ProductPlan &plan,
                                      TensorProductLoopsAttr loops, const Target &target,
                                      EmitError emitError) {
  if (failed(checkTensorCores(emitError, loops.getPrecision(), target)))
    return failure();
  if (!isOfFloats(plan))
    return emitError() << "tensor cores multiply what is computed in f32, and this is not";
  if (plan.packing && !plan.packing.isPlain())
    return emitError() << "reads the rows of panels as they are, not " << plan.packing;
  if (failed(checkBlockSizes(emitError, {{"rows", loops.getRows()},
                                         {"columns", loops.getColumns()},
                                         {"row_warps", loops.getRowWarps()},
                                         {"column_warps", loops.getColumnWarps()},
                                         {"depth", loops.getDepth()},
                                         {"stages", loops.getStages()}})))
    return failure();
  const Sizes sizes(loops);
  return checkBlock(emitError, "32 times row_warps times column_warps", sizes.threads(),
                    sizes.registers(), sizes.sharedBytes(), mostSharedMemory(target), target);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler {
  LoopNest &nest;
  const ProductPlan &plan;
  const Sizes sizes;
  Func out = nest.func;
  Var block{"block"};
  Var warpRow{"warp_row"}, warpColumn{"warp_column"}, thread{"thread"};

  void scheduleResult();
  void scheduleSums();
  void scheduleCopies();
  void shareSums(Stage stage, const std::vector<VarOrRVar> &inner,
                 const std::vector<VarOrRVar> &outer);
};
} // namespace

void Scheduler::scheduleResult() {
  const Var n = nest.vars[0], m = nest.vars[1];
  Var pair("pair"), element("element"), nBlock("n_block"), mBlock("m_block"), row("row"),
      half("half"), group("group"), own("own"), column("column");
  const bool isEven = nest.extents[0] % 2 == 0;
  const int columns = static_cast<int>(sizes.columns), rows = static_cast<int>(sizes.rows);
  if (nest.storesPairs)
    pair = n;
  else
    out.split(n, pair, element, 2, isEven ? TailStrategy::Auto : TailStrategy::GuardWithIf);
  out.split(pair, nBlock, pair, static_cast<int>(sizes.width() / 2), TailStrategy::GuardWithIf)
      .split(m, mBlock, row, static_cast<int>(sizes.height()), TailStrategy::GuardWithIf)
      .split(pair, warpColumn, pair, columns / 2)
      .split(pair, column, own, mma::threads)
      .split(row, warpRow, row, rows)
      .split(row, row, half, mma::rows)
      .split(half, half, group, mma::rows / 2);
  std::vector<Var> blocks = {nBlock, mBlock};
  blocks.insert(blocks.end(), nest.vars.begin() + 2, nest.vars.end());
  const std::vector<VarOrRVar> threads = {own, group, warpColumn, warpRow};
  std::vector<VarOrRVar> order = {column, half, row};
  if (!nest.storesPairs)
    order.insert(order.begin(), element);
  order.insert(order.end(), threads.begin(), threads.end());
  order.insert(order.end(), blocks.begin(), blocks.end());
  out.reorder(order);
  block = fuseAll(out, blocks);
  if (!nest.storesPairs && isEven)
    out.vectorize(element);
  else if (!nest.storesPairs)
    out.unroll(element);
  out.unroll(column)
      .unroll(half)
      .unroll(row)
      .gpu_threads(gpu::fuse(out, threads))
      .gpu_blocks(block);
}

/// Divides the sums between the threads: `inner` are unrolled around a thread's own, `outer` are loops of the block.
void Scheduler::shareSums(Stage stage, const std::vector<VarOrRVar> &inner,
                          const std::vector<VarOrRVar> &outer) {
  const std::vector<Var> args = plan.tensor.sums.args();
  const Var lane = args[0], columns = args[1], rows = args[2];
  stage.split(columns, warpColumn, columns, static_cast<int>(sizes.columns / mma::columns))
      .split(rows, warpRow, rows, static_cast<int>(sizes.rows / mma::rows));
  const std::vector<VarOrRVar> threads = {lane, warpColumn, warpRow};
  std::vector<VarOrRVar> order = {columns, rows};
  order.insert(order.end(), inner.begin(), inner.end());
  for (const VarOrRVar &own : order)
    stage.unroll(own);
  order.insert(order.end(), threads.begin(), threads.end());
  order.insert(order.end(), outer.begin(), outer.end());
  stage.reorder(order).gpu_threads(gpu::fuse(stage, threads));
}

void Scheduler::scheduleSums() {
  Func sums = plan.tensor.sums;
  const std::vector<Var> args = sums.args();
  sums.compute_at(out, block)
      .store_in(MemoryType::Register)
      .bound_extent(args[0], 32)
      .bound_extent(args[1], static_cast<int>(sizes.width() / mma::columns))
      .bound_extent(args[2], static_cast<int>(sizes.height() / mma::rows));
  shareSums(sums, {}, {});
  RVar step("step"), share("share");
  sums.update().split(plan.tensor.k, step, share, static_cast<int>(sizes.words() / mma::words));
  shareSums(sums.update(), {share}, {step});
  for (Func copy : {plan.tensor.a, plan.tensor.b})
    copy.compute_at(sums, step).store_in(MemoryType::GPUShared);
}

/// Vectors of `lanes` of dimension 0.
static std::pair<Var, Var> divide(Func copy, int lanes) {
  const Var own = copy.args()[0], quad("quad"), lane("lane");
  copy.split(own, quad, lane, lanes);
  return {quad, lane};
}

/// What lies together is copied by neighbouring threads.
void Scheduler::scheduleCopies() {
  const int threads = static_cast<int>(sizes.threads());
  const TensorProduct &tensor = plan.tensor;
  Func a = tensor.a, b = tensor.b;
  const Var row = a.args()[1], word = b.args()[1];
  a.align_storage(a.args()[0], static_cast<int>(sizes.rowOfA()));
  b.align_storage(b.args()[0], static_cast<int>(sizes.rowOfB()));
  const auto [words, aLane] = divide(a, tensor.aLanes);
  const auto [columns, bLane] = divide(b, tensor.lanes);
  const bool aDense = plan.aDense || tensor.aWords.defined(),
             bDense = plan.bDense || plan.packing || tensor.bWords.defined();
  gpu::shareCopy(a, aLane, tensor.aLanes > 1,
                 aDense ? std::vector<Var>{words, row} : std::vector<Var>{row, words}, threads);
  gpu::shareCopy(b, bLane, bDense && tensor.lanes > 1, {columns, word}, threads);
}

/// All of them before the product, as many as a copy has in a thread.
static void storeWords(Func words, const Extents &extents, int lanes) {
  if (!words.defined())
    return;
  constexpr int64_t threads = 256;
  const std::vector<Var> args = words.args();
  words.compute_root();
  for (size_t i = 0; i < args.size(); ++i)
    words.bound(args[i], 0, static_cast<int>(extents[i]));
  const auto [quad, lane] = divide(words, lanes);
  words.vectorize(lane);
  std::vector<VarOrRVar> steps(args.begin(), args.end());
  steps[0] = quad;
  gpu::launch(words, steps, threads);
}

void gpu::applyTensorProduct(LoopNest &nest, ProductPlan &plan, TensorProductLoopsAttr loops) {
  Scheduler scheduler{nest, plan, Sizes(loops)};
  scheduler.scheduleResult();
  scheduler.scheduleSums();
  scheduler.scheduleCopies();
  const TensorProduct &tensor = plan.tensor;
  storeWords(tensor.aWords, tensor.aExtents, tensor.aLanes);
  storeWords(tensor.bWords, tensor.bExtents, tensor.lanes);
}

std::vector<StoredFunc> gpu::storedByTensorProduct(const LoopNest &, const ProductPlan &plan,
                                                   TensorProductLoopsAttr) {
  std::vector<StoredFunc> stored;
  const TensorProduct &tensor = plan.tensor;
  const auto add = [&](const Func &words, const Extents &extents, bool isConstant,
                       const std::vector<int64_t> &operands) {
    if (words.defined())
      stored.push_back({words, elements(extents) * 4,
                        isConstant ? vit::WorkspaceScope::prepared : vit::WorkspaceScope::launch,
                        operands});
  };
  add(tensor.aWords, tensor.aExtents, plan.aIsConstant, plan.aOperands);
  add(tensor.bWords, tensor.bExtents, plan.bIsConstant, plan.bOperands);
  return stored;
}

//===-- Estimate ------------------------------------------------------------------------------===//

GpuEstimate gpu::estimateTensorProduct(const LoopNest &, const ProductPlan &plan,
                                       TensorProductLoopsAttr loops, const Target &target) {
  const Sizes sizes(loops);
  const int64_t images = elements(plan.batch);
  GpuEstimate result;
  result.blocks = int64_t(llvm::divideCeil(plan.m, sizes.height())) *
                  int64_t(llvm::divideCeil(plan.n, sizes.width())) * images;
  result.threads = sizes.threads();
  result.registers = sizes.registers();
  result.sharedBytes = sizes.sharedBytes();
  result.cycles = costOf(plan, sizes, target);
  result.tensorCycles =
      double(plan.m * plan.n * images) * double(plan.depth) * (sizes.isSplit() ? 3 : 1) /
      (tensorPeak(target) * double(sizes.stepsPerWord())) / double(target.multiprocessors);
  return result;
}
