//===-- TensorAttention.cpp: scaled dot-product attention on a GPU's tensor cores ----------------===//
//
// A block has the queries of its warps, and goes through the keys in blocks (kernels/TensorAttention.cpp): all warps copy the
// keys and values of a block of keys to shared memory, as the words that are multiplied, and each computes the scores, weights
// and results of its own queries, which it has in registers all the time.
//
// 197 tokens of 64 in f16, blocks of 64 keys, 16 queries of a warp: a thread has 16 words of queries, 32 scores, which become 16
// words of weights, 32 results of the block of keys and 32 of those before. 64 instructions of tensor cores for 64 keys read 128
// words from shared memory; the 32 exponentials, of which a multiprocessor makes 16 in a cycle, take as long as these.
//
// Layout: keys, [key][words + 4], values, [word][elements + 8 or 0], so that the 32 threads of a warp read 32 different banks, as
// in TensorProduct.cpp.
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
using vit::TensorAttentionLoopsAttr;
using vit::TensorPrecision;

namespace {
/// The loops as numbers, for an attention.
struct Sizes {
  Sizes(TensorAttentionLoopsAttr loops, const AttentionPlan &plan)
      : Sizes(loops.getPrecision(), plan) {
    rows = loops.getRows();
    warps = loops.getWarps();
    keys = loops.getKeys();
  }
  Sizes(TensorPrecision precision, const AttentionPlan &plan) : precision(precision), plan(plan) {}

  TensorPrecision precision;
  const AttentionPlan &plan;
  int64_t rows = mma::rows, warps = 1, keys = 16;

  bool isSplit() const { return precision == TensorPrecision::tf32x3; }
  int64_t stepsPerWord() const { return vitc::stepsPerWord(precision); }
  int64_t height() const { return rows * warps; }
  int64_t threads() const { return warps * 32; }
  bool hasIdleWarps() const { return rows * (warps - 1) >= plan.shape.t; }
  int64_t blocks() const { return llvm::divideCeil(plan.shape.s, keys); }
  /// Tiles of rows of a warp, and of keys and elements of values; words of an element and of a block of keys.
  int64_t rowTiles() const { return rows / mma::rows; }
  int64_t keyTiles() const { return keys / mma::columns; }
  int64_t valueTiles() const { return llvm::divideCeil(plan.shape.e, mma::columns); }
  int64_t words() const {
    return llvm::alignTo(llvm::divideCeil(plan.shape.d, stepsPerWord()), mma::words);
  }
  int64_t keyWords() const { return keys / stepsPerWord(); }
  /// Words of a row of the copies.
  int64_t rowOfKeys() const { return words() + 4; }
  int64_t rowOfValues() const {
    const int64_t width = valueTiles() * mma::columns;
    return width % 16 == 0 ? width + 8 : width;
  }
  /// Keys, and later values.
  int64_t sharedBytes() const {
    return std::max(keys * rowOfKeys(), keyWords() * rowOfValues()) * 4;
  }
  /// Words that a thread copies for a block of keys.
  int64_t keyCopies() const { return llvm::divideCeil(keys * words(), threads()); }
  int64_t valueCopies() const {
    return llvm::divideCeil(keyWords() * valueTiles() * mma::columns, threads());
  }
  int64_t copies() const { return keyCopies() + valueCopies(); }
  /// Loads of words from shared memory for a block of keys, and instructions of tensor cores for 16 rows of it.
  int64_t tiles() const {
    return keyTiles() * words() / mma::words + valueTiles() * keyWords() / mma::words;
  }
  int64_t loads() const { return 2 * tiles(); }
  int64_t products() const { return rowTiles() * tiles() * (isSplit() ? 3 : 1); }
  int64_t scores() const { return 4 * rowTiles() * keyTiles(); }
  /// Of a thread: queries; scores and the values that are copied, or weights and the results of a block of keys; the results before
  /// that, and the next block's keys; addresses, what masks take, and parts of what is taken apart. ptxas makes up to 30 more or less
  /// of it, and spilled nothing of what this has at most 255 for.
  int64_t registers() const {
    constexpr int64_t ofMask = 12, parts = 20;
    const int64_t results = 4 * rowTiles() * valueTiles(), values = valueCopies() * stepsPerWord();
    const int64_t ofBlock =
        std::max(scores() + values, scores() / stepsPerWord() + std::max(results, values));
    const int64_t before =
        blocks() > 1 ? results + 4 * rowTiles() + keyCopies() * stepsPerWord() : 0;
    const int64_t addresses = blocks() > 1 ? 40 : 24;
    return rowTiles() * words() / 2 + ofBlock + before + addresses + (plan.isMasked ? ofMask : 0) +
           (isSplit() ? parts : 0);
  }
};
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

/// Cycles of a multiprocessor for a block of keys with `blocks` blocks at a time. Not fitted: no card has measured it; the parts are
/// those of TensorProduct.cpp, which are.
static double blockCycles(const Sizes &sizes, int64_t blocks, const Target &target) {
  constexpr int64_t schedulers = 4;
  constexpr double latency =
      1500; // of copies and of what warps hand to each other, which other blocks hide
  const double ofRest =
      blocks == 1 ? 1
                  : 0.35; // of what is not the longest part: one block does one thing after another
  constexpr double ofExponential = 8, ofScore = 7, ofMask = 8;
  const double busy = double(llvm::divideCeil(blocks * sizes.warps, schedulers));
  const double scores = double(sizes.scores());
  const double tensor = busy * double(sizes.products()) * gpu::tensorCycles(target);
  const double special = busy * scores * ofExponential;
  const double issue =
      busy *
      (double(sizes.products() + sizes.loads() * (sizes.isSplit() ? 5 : 1)) +
       scores * (ofScore + (sizes.plan.isMasked ? ofMask : 0)) +
       double(sizes.copies() * sizes.stepsPerWord()) * 2 + 4 * double(sizes.valueTiles()) + 100);
  const double shared = double(blocks * sizes.warps) * double(sizes.loads() + sizes.copies());
  const double memory =
      double(blocks * sizes.keys * (sizes.plan.shape.d + sizes.plan.shape.e) * 4) /
      gpu::cacheBytesPerCycle(target);
  const double longest = std::max({tensor, special, issue, shared, memory});
  return longest + (tensor + special + issue + shared + memory - longest) * ofRest +
         latency / double(blocks);
}

/// Cycles of the multiprocessor that has most to do.
static double costOf(const Sizes &sizes, const Target &target) {
  const AttentionShape &shape = sizes.plan.shape;
  const int64_t registers = llvm::alignTo(sizes.registers(), 8) * sizes.threads();
  const int64_t resident =
      std::max<int64_t>(1, std::min({gpu::registerFile / registers, gpu::mostWarps / sizes.warps,
                                     gpu::blocksIn(sizes.sharedBytes(), target)}));
  const int64_t blocks = int64_t(llvm::divideCeil(shape.t, sizes.height())) * shape.h * shape.b;
  const int64_t own = llvm::divideCeil(blocks, std::max<int64_t>(target.multiprocessors, 1));
  const auto cycles = [&](int64_t atATime) {
    if (atATime == 0)
      return 0.0;
    return double(sizes.blocks()) * blockCycles(sizes, atATime, target) +
           gpu::endCycles(sizes.height() * (shape.d + shape.e)) *
               double(std::min<int64_t>(atATime, 2));
  };
  return double(own / resident) * cycles(resident) + cycles(own % resident);
}

static bool isPossible(const Sizes &sizes, const Target &target) {
  constexpr int64_t mostProducts = 512,
                    mostRegisters = 224; // all of the products stand in the code
  // Blocks of few warps copy more.
  const int64_t leastWarps = std::min<int64_t>(4, llvm::divideCeil(sizes.plan.shape.t, sizes.rows));
  return sizes.warps >= leastWarps && sizes.registers() <= mostRegisters &&
         sizes.products() <= mostProducts &&
         sizes.registers() * sizes.threads() <= gpu::registerFile &&
         sizes.sharedBytes() <= gpu::mostSharedMemory(target) && !sizes.hasIdleWarps() &&
         (sizes.keys == 16 || sizes.keys < sizes.plan.shape.s + 16);
}

TensorAttentionLoopsAttr gpu::chooseTensorAttention(const LoopNest &nest, const AttentionPlan &plan,
                                                    const Target &target, MLIRContext *context) {
  const std::optional<TensorPrecision> precision = tensorPrecisionOf(target);
  if (!precision || plan.shape.d == 0 || plan.shape.e == 0 || plan.shape.s == 0)
    return {};
  constexpr int64_t mostKeys = 128;
  TensorAttentionLoopsAttr best;
  double least = attentionCost(plan, chooseAttention(nest, plan, target, context), target);
  Sizes sizes(*precision, plan);
  for (sizes.rows = 16; sizes.rows <= 32; sizes.rows *= 2)
    for (sizes.warps = 1; sizes.warps <= 8; ++sizes.warps)
      for (sizes.keys = 16; sizes.keys <= mostKeys; sizes.keys += 16)
        if (isPossible(sizes, target))
          if (const double cycles = costOf(sizes, target); cycles < least) {
            least = cycles;
            best = TensorAttentionLoopsAttr::get(context, *precision, sizes.rows, sizes.warps,
                                                 sizes.keys);
          }
  return best;
}

//===-- Limits --------------------------------------------------------------------------------===//

LogicalResult gpu::checkTensorAttention(const LoopNest &, const AttentionPlan &plan,
                                        TensorAttentionLoopsAttr loops, const Target &target,
                                        EmitError emitError) {
  if (failed(checkTensorCores(emitError, loops.getPrecision(), target)) ||
      failed(checkBlockSizes(
          emitError,
          {{"rows", loops.getRows()}, {"warps", loops.getWarps()}, {"keys", loops.getKeys()}})))
    return failure();
  if (plan.shape.d == 0 || plan.shape.e == 0 || plan.shape.s == 0)
    return emitError() << "there is nothing for tensor cores to multiply";
  const Sizes sizes(loops, plan);
  if (sizes.hasIdleWarps())
    return emitError() << "warps = " << sizes.warps << " are more than " << plan.shape.t
                       << " queries have, " << sizes.rows << " of them for each";
  return checkBlock(emitError, "32 times warps", sizes.threads(), sizes.registers(),
                    sizes.sharedBytes(), mostSharedMemory(target), target);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler {
  LoopNest &nest;
  TensorAttention &tensor;
  const Sizes sizes;
  Func out = nest.func;
  Var block{"queries"};

  void scheduleResult();
  void scheduleState();
  /// In registers, at each block of keys: a function of (lane, `columns` columns, rows, ..), or without columns.
  void keep(Func func, int64_t columns) const;
  void scheduleProduct(Func func, int64_t columns, RVar step) const;
  void scheduleReduction(const TensorAttention::Reduction &reduction) const;
  /// Of `columns` x `rows` words that lie in shared memory in rows of `row`, where `lanes` of them are copied at once: by
  /// neighbouring threads what lies together, or, of short rows, what lies in other banks.
  void scheduleCopy(Func copy, int lanes, int64_t columns, int64_t rows, int64_t row) const;

  void computePerBlock(Func func) const {
    tensor.state.defined() ? func.compute_at(tensor.state, tensor.block)
                           : func.compute_at(out, block);
  }
  void keepInRegisters(Func func, int64_t columns) const;
  /// Divides `stage` of `func` between the threads: columns and a thread's tiles of rows are unrolled, with `inner` around them;
  /// `outer` is a loop of the block.
  void share(Stage stage, Func func, bool hasColumns, const std::vector<VarOrRVar> &inner,
             const std::vector<VarOrRVar> &outer) const;
};
} // namespace

void Scheduler::scheduleResult() {
  const Var e = nest.vars[0], h = nest.vars[1], t = nest.vars[2], b = nest.vars[3];
  Var pair("pair"), element("element"), eBlock("e_block"), tBlock("t_block"), row("row"),
      half("half"), group("group"), own("own"), column("column"), warp("warp");
  const bool isEven = nest.extents[0] % 2 == 0;
  const int rows = static_cast<int>(sizes.rows),
            width = static_cast<int>(sizes.valueTiles() * mma::threads);
  out.split(e, pair, element, 2, isEven ? TailStrategy::Auto : TailStrategy::GuardWithIf)
      .split(pair, eBlock, pair, width, TailStrategy::GuardWithIf)
      .split(t, tBlock, row, static_cast<int>(sizes.height()), TailStrategy::GuardWithIf)
      .split(pair, column, own, mma::threads)
      .split(row, warp, row, rows)
      .split(row, row, half, mma::rows)
      .split(half, half, group, mma::rows / 2)
      .reorder({element, column, half, row, own, group, warp, eBlock, tBlock, h, b});
  block = fuseAll(out, {eBlock, tBlock, h, b});
  if (isEven)
    out.vectorize(element);
  else
    out.unroll(element);
  out.unroll(column)
      .unroll(half)
      .unroll(row)
      .gpu_threads(gpu::fuse(out, {own, group, warp}))
      .gpu_blocks(block);
}

void Scheduler::share(Stage stage, Func func, bool hasColumns, const std::vector<VarOrRVar> &inner,
                      const std::vector<VarOrRVar> &outer) const {
  const std::vector<Var> args = func.args();
  const Var lane = args[0], rows = args[hasColumns ? 2 : 1];
  Var warp("warp");
  stage.split(rows, warp, rows, static_cast<int>(sizes.rowTiles()));
  std::vector<VarOrRVar> order;
  if (hasColumns)
    order.push_back(args[1]);
  order.push_back(rows);
  order.insert(order.end(), inner.begin(), inner.end());
  for (const VarOrRVar &own : order)
    stage.unroll(own);
  order.insert(order.end(), {lane, warp});
  order.insert(order.end(), outer.begin(), outer.end());
  stage.reorder(order).gpu_threads(gpu::fuse(stage, {lane, warp}));
}

void Scheduler::keepInRegisters(Func func, int64_t columns) const {
  const std::vector<Var> args = func.args();
  func.store_in(MemoryType::Register).bound_extent(args[0], 32);
  if (columns > 0)
    func.bound_extent(args[1], static_cast<int>(columns));
  func.bound_extent(args[columns > 0 ? 2 : 1], static_cast<int>(sizes.warps * sizes.rowTiles()));
  share(func, func, columns > 0, {}, {});
}

void Scheduler::keep(Func func, int64_t columns) const {
  computePerBlock(func);
  keepInRegisters(func, columns);
}

void Scheduler::scheduleState() {
  for (const auto &[func, columns] :
       {std::pair(tensor.query, sizes.words() / mma::words), {tensor.factors, 0}}) {
    Func own = func;
    own.compute_at(out, block);
    keepInRegisters(own, columns);
  }
  if (!tensor.state.defined())
    return;
  tensor.state.compute_at(out, block);
  keepInRegisters(tensor.state, 0);
  share(tensor.state.update(), tensor.state, false, {}, {tensor.block});
}

void Scheduler::scheduleProduct(Func func, int64_t columns, RVar step) const {
  keep(func, columns);
  share(func.update(), func, true, {step}, {});
}

void Scheduler::scheduleReduction(const TensorAttention::Reduction &reduction) const {
  Func func = reduction.func;
  keep(func, 0);
  share(func.update(), func, false, {reduction.column}, {});
}

void Scheduler::scheduleCopy(Func copy, int lanes, int64_t columns, int64_t rows,
                             int64_t row) const {
  const std::vector<Var> args = copy.args();
  computePerBlock(copy);
  copy.store_in(MemoryType::GPUShared)
      .bound_extent(args[0], static_cast<int>(columns))
      .bound_extent(args[1], static_cast<int>(rows))
      .align_storage(args[0], static_cast<int>(row));
  Var quad("quad"), lane("lane");
  copy.split(args[0], quad, lane, lanes);
  const bool isShort = columns < 32; // banks
  gpu::shareCopy(copy, lane, lanes > 1,
                 isShort ? std::vector<Var>{args[1], quad} : std::vector<Var>{quad, args[1]},
                 static_cast<int>(sizes.threads()));
}

void gpu::applyTensorAttention(LoopNest &nest, AttentionPlan &plan,
                               TensorAttentionLoopsAttr loops) {
  TensorAttention &tensor = plan.tensor;
  const Sizes sizes(loops, plan);
  Scheduler scheduler{nest, tensor, sizes};
  scheduler.scheduleResult();
  scheduler.scheduleState();
  scheduler.scheduleCopy(tensor.keys, tensor.keyLanes, sizes.words(), sizes.keys,
                         sizes.rowOfKeys());
  scheduler.scheduleCopy(tensor.values, tensor.valueLanes, sizes.valueTiles() * mma::columns,
                         sizes.keyWords(), sizes.rowOfValues());
  scheduler.scheduleProduct(tensor.sums, sizes.keyTiles(), tensor.d);
  if (tensor.scores.defined())
    scheduler.keep(tensor.scores, sizes.keyTiles());
  scheduler.scheduleReduction(tensor.maxima);
  scheduler.keep(tensor.maximum, 0);
  scheduler.keep(tensor.weights, sizes.keyTiles());
  scheduler.scheduleReduction(tensor.totals);
  if (tensor.flaws.func.defined())
    scheduler.scheduleReduction(tensor.flaws);
  scheduler.keep(tensor.weightWords, sizes.keyWords() / mma::words);
  scheduler.scheduleProduct(tensor.products, sizes.valueTiles(), tensor.n);
}

//===-- Estimate ------------------------------------------------------------------------------===//

GpuEstimate gpu::estimateTensorAttention(const LoopNest &, const AttentionPlan &plan,
                                         TensorAttentionLoopsAttr loops, const Target &target) {
  const Sizes sizes(loops, plan);
  const AttentionShape &shape = plan.shape;
  GpuEstimate result;
  result.blocks = int64_t(llvm::divideCeil(shape.t, sizes.height())) * shape.h * shape.b;
  result.threads = sizes.threads();
  result.registers = sizes.registers();
  result.sharedBytes = sizes.sharedBytes();
  result.cycles = costOf(sizes, target);
  result.tensorCycles =
      double(shape.t * shape.s) * double((shape.d + shape.e) * shape.h * shape.b) *
      (sizes.isSplit() ? 3 : 1) / (gpu::tensorPeak(target) * double(sizes.stepsPerWord())) /
      double(target.multiprocessors);
  return result;
}
