//===-- IntegerProduct.cpp: matrix products of integers of 8 and 16 bits ------------------------===//
//
// The tile of Product.cpp, in which a register holds sums of 32 bits and an instruction multiplies several steps of k: a step
// of the loop loads `vectors` vectors of b, and the `together` elements of a of each row as one number, which it spreads. Four
// bytes (vpdpbusd, where the target has it) are one instruction in the place of four multiply-adds of floats. Two steps of 16
// bits are vpmaddwd and an addition, or vpdpwssd, one is smlal; b is widened from bytes on the way, and a was before (`copy`).
//
// Where two products of bytes fit 16 bits, vpmaddubsw adds them up, vpmaddwd with ones two such pairs, and an addition these: three
// instructions for four steps instead of four, and nothing is widened.
//
// Where bytes are signed in both (sdot), a's copy is 128 less, and each panel's columns are summed up once a task.
//
// Where the target has matrix tiles (AMX: tdpbusd), or a vpdpbusd that Halide does not write, the runtime computes the sums of a
// tile, of 16 columns or 32 and many rows, which what follows reads from L1. A few rows, as of a class token, are faster by vectors.
//
// Weights are packed in fours for a target that multiplies fours, or pairs, else in twos. Twos read fours by two sums for each
// column, that is, by twice the registers: that is for files that have both kinds of targets.
//
// Measured on one core of a Zen 5, 198 x 768 x 3072, in 10^9 multiply-adds a second, beside other work: f32 130, fours of
// bytes 535, twos 247 with vpdpwssd and 218 without; with AVX2 alone f32 63, twos 105, twos out of fours 92.
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include "codegen/schedules/ResultTile.h"
#include "ir/VitSchedules.h"
#include "runtime/model.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Var;
using vit::IntegerProductLoopsAttr;
using vit::PackingAttr;

namespace {
/// Vector instructions for an element of a's copy.
constexpr int64_t copyCost = 2;

/// Columns of a panel: a vector of the widest ones. Halide does not see that parts of a panel that steps of k are mixed
/// into lie together, unless a vector of columns is all of it, or half.
int64_t panelColumns(const Target &target, int64_t interleave) {
  return target.vectorBits < 256 && interleave > 1 ? 4 : 16;
}

/// Whether vectors of more than 128 bits have the instruction for pairs.
bool hasPairs(const Target &target) { return target.cpuFeatures & VITC_CPU_AVX2; }

/// Whether fours of bytes are multiplied by way of pairs.
bool addsPairs(const ProductPlan &plan, const Target &target) {
  return plan.integer.pairsFit && !target.multipliesBytes() && hasPairs(target);
}

/// Whether some instruction adds products of neighbours up. NEON alone has none that is worth it: its multiply-add of 16 bits
/// (smlal) takes one step.
bool addsNeighbours(const Target &target) {
  return target.architecture() != "aarch64" || target.multipliesBytes();
}

/// Steps of k that lie together.
int64_t chooseInterleave(const ProductPlan &plan, const Target &target) {
  if (!addsNeighbours(target) && !target.packsForBytes)
    return 1;
  const bool inFours = target.packsForBytes || target.multipliesBytes() ||
                       !target.tileSums().empty() || addsPairs(plan, target);
  return inFours && plan.integer.multipliesBytes && plan.depth % 4 == 0 ? 4 : 2;
}

/// The copy of a as loops of their own.
LoopNest copyOf(const ProductPlan &plan) {
  Extents extents = {plan.depth, plan.m};
  extents.insert(extents.end(), plan.batch.begin(), plan.batch.end());
  const Halide::Func &a = plan.integer.a;
  const int bits = a.defined() ? a.types()[0].bits() : 16;
  return {a,   a.defined() ? a.args() : std::vector<Var>(), extents, PointwisePlan{copyCost}, false,
          bits};
}

/// Whether a does not lie in memory as instructions read it.
bool needsCopy(const ProductPlan &plan, int64_t together, bool signedBytes) {
  return signedBytes || !plan.aDense || plan.integer.aBits != (together == 4 ? 8 : 16);
}
bool needsCopy(const ProductPlan &plan, IntegerProductLoopsAttr loops) {
  return needsCopy(plan, loops.getTogether(), loops.getSignedBytes());
}

/// Sums that registers hold beside the vectors of b, each of `parts` registers, that a step loads; beside ones and a
/// product on its way from 16 to 32 bits, where pairs are added up.
int64_t sumsFor(const Target &target, int64_t parts, bool pairs) {
  return parts == 1 ? sumRegisters(target) - (pairs ? 2 : 0) : sumRegisters(target) / parts - 2;
}
} // namespace

//===-- Choice --------------------------------------------------------------------------------===//

IntegerProductLoopsAttr scheduling::chooseIntegerProduct(const LoopNest &, const ProductPlan &plan,
                                                         const Target &target,
                                                         MLIRContext *context) {
  PackingAttr packing = plan.packing;
  if (!plan.integer.aBits || (!plan.weight && !packing))
    return {};
  const int64_t interleave = packing ? packing.getInterleave() : chooseInterleave(plan, target);
  if ((interleave == 1 && addsNeighbours(target)) || interleave > 4 ||
      plan.depth % interleave != 0 || plan.depth == 0)
    return {};
  const bool inFours = interleave == 4 && plan.integer.multipliesBytes;
  const bool pairs = inFours && addsPairs(plan, target);
  const int64_t together = pairs || (inFours && target.multipliesBytes()) ? 4
                           : interleave == 1                              ? 1
                                                                          : 2,
                parts = interleave / together;
  const bool signedBytes = together == 4 && target.wantsSignedBytes();
  if (!packing)
    packing = PackingAttr::get(context, panelColumns(target, interleave), interleave, Type(),
                               /*swizzle=*/0);
  auto choose = [&](const ProductTile &tile, int64_t steps, bool matrixTiles) {
    vit::PointwiseLoopsAttr copy;
    if (needsCopy(plan, steps, signedBytes))
      copy = choosePointwise(copyOf(plan), PointwisePlan{copyCost}, target, context);
    const auto [tilesPerTask, rowsFirst] = chooseTasks(plan, tile, /*copiesPanel=*/false);
    const bool fetches = !matrixTiles && fetchesNext(plan, tile, packing, plan.depth / interleave,
                                                     tilesPerTask, target);
    return IntegerProductLoopsAttr::get(
        context, tile.rows, tile.vectors, tile.lanes, steps, tilesPerTask, isWorthThreads(plan),
        pairs && !matrixTiles, signedBytes, matrixTiles, packing,
        plan.expensiveEpilogue && !matrixTiles, fetches, rowsFirst, copy);
  };
  if (inFours && !target.tileSums().empty())
    if (std::optional<ProductTile> tile =
            chooseMatrixTile(plan.m, plan.n, plan.depth, target, packing.getColumns()))
      return choose(*tile, /*steps=*/4, /*matrixTiles=*/true);
  return choose(chooseProductTile(plan.m, plan.n, plan.elementBits, target, packing.getColumns(),
                                  sumsFor(target, parts, pairs)),
                together, /*matrixTiles=*/false);
}

//===-- Limits --------------------------------------------------------------------------------===//

/// Its operands are what the instructions multiply.
static LogicalResult checkOperands(const ProductPlan &plan, IntegerProductLoopsAttr loops,
                                   const Target &target, EmitError emitError) {
  if (!plan.integer.aBits)
    return emitError() << "multiplies integers of 8 and 16 bits, and these are of "
                       << plan.operandBits;
  if (loops.getPairs() && !plan.integer.pairsFit)
    return emitError() << "pairs of products are added up in 16 bits, which these may not fit "
                          "(pairs_fit of vit.matmul)";
  if (loops.getPairs() && !hasPairs(target))
    return emitError() << "pairs are for targets like x86-64-v3";
  if (loops.getMatrixTiles() && !(plan.integer.multipliesBytes && plan.depth > 0))
    return emitError() << "matrix_tiles multiply ui8 by i8, of one step of k at least";
  if (loops.getMatrixTiles() && target.tileSums().empty())
    return emitError() << "matrix_tiles are for targets with amx-int8, and for those with "
                          "avx512vnni or avxvnni that Halide writes no vpdpbusd for, like "
                          "icelake-server and alderlake; '"
                       << target.name << "' is neither";
  if (loops.getTogether() == 4 && !loops.getPairs() && !loops.getMatrixTiles() &&
      !(plan.integer.multipliesBytes && target.multipliesBytes()))
    return emitError() << "together = 4 multiplies ui8 by i8, on a target like znver4 or "
                          "sapphirerapids";
  if (loops.getSignedBytes() != (loops.getTogether() == 4 && target.wantsSignedBytes()))
    return emitError()
           << "signed_bytes is for together = 4 on a target like cortex-a76, and is needed there";
  if (needsCopy(plan, loops) && !loops.getCopy())
    return emitError() << "has no loops that copy a, which does not lie as it is multiplied";
  if (!needsCopy(plan, loops) && loops.getCopy())
    return emitError() << "has loops that copy a, which lies as it is multiplied";
  return success();
}

/// Sums that lie in registers, or where tiles store them.
static LogicalResult checkRoom(IntegerProductLoopsAttr loops, const Target &target,
                               EmitError emitError) {
  const int64_t parts = loops.getPacking().getInterleave() / loops.getTogether();
  if (!loops.getMatrixTiles())
    return checkSums(emitError, loops.getRows(), "vectors", loops.getVectors() * parts, target);
  const int64_t columns = loops.getVectors() * loops.getLanes();
  if (columns % matrixColumns != 0 || loops.getPacking().getColumns() % matrixColumns != 0)
    return emitError() << "matrix_tiles are of " << matrixColumns
                       << " columns, which vectors times lanes and the columns of panels are "
                          "multiples of";
  return checkAtMost(emitError, "rows", loops.getRows(), mostSumBytes / (columns * 4),
                     "which " + Twine(mostSumBytes) + " bytes of sums leave room for");
}

LogicalResult scheduling::checkIntegerProduct(const LoopNest &, const ProductPlan &plan,
                                              IntegerProductLoopsAttr loops, const Target &target,
                                              EmitError emitError) {
  if (failed(checkOperands(plan, loops, target, emitError)) ||
      failed(checkRoom(loops, target, emitError)) ||
      failed(checkPackedTiles(plan, loops, target, emitError)))
    return failure();
  const ProductTile tile{loops.getRows(), loops.getVectors(), loops.getLanes()};
  if (loops.getFetchesNext() && failed(checkFetches(plan, tile, loops.getPacking(),
                                                    loops.getTilesPerTask(), target, emitError)))
    return failure();
  if (!loops.getCopy())
    return success();
  return checkPointwise(copyOf(plan), PointwisePlan{copyCost}, loops.getCopy(), target, emitError);
}

//===-- Loops ---------------------------------------------------------------------------------===//

namespace {
struct Scheduler : ResultTile {
  Scheduler(LoopNest &nest, ProductPlan &plan, IntegerProductLoopsAttr loops)
      : ResultTile(nest, plan, loops), addsSteps(loops.getTogether() > 1) {}

  void scheduleSums();
  void scheduleMatrixTiles();

private:
  const bool addsSteps; // an instruction adds the products of several steps of k up

  void schedulePairs(Halide::Func sums, const Var &vector);
  void scheduleColumns();
};

/// The sums of a column lie beside each other, and so do the steps of k that an instruction multiplies.
void Scheduler::scheduleSums() {
  Var vector("vector"), lane("lane"), part = plan.integer.sums.args()[0];
  const bool hasParts = plan.integer.parts > 1;
  Halide::Func sums = plan.integer.sums;
  sums.store_in(Halide::MemoryType::Register).bound_extent(n, width).bound_extent(m, rows);
  std::vector<Halide::VarOrRVar> order = {lane, vector, m};
  if (hasParts) {
    sums.bound_extent(part, plan.integer.parts);
    order.insert(order.begin(), part);
  }
  sums.split(n, vector, lane, lanes).reorder(order).vectorize(lane).unroll(vector).unroll(m);
  if (addsSteps)
    order.insert(order.begin(), plan.integer.step);
  order.push_back(plan.k[0]);
  sums.update().split(n, vector, lane, lanes).reorder(order);
  if (addsSteps)
    sums.update().atomic().vectorize(plan.integer.step);
  if (hasParts) {
    sums.vectorize(part);
    sums.update().vectorize(part);
  }
  sums.update().vectorize(lane).unroll(vector).unroll(m);
  sums.compute_at(out, rowTile);
  if (plan.integer.pairs.defined())
    schedulePairs(sums, vector);
  if (plan.integer.columns.defined())
    scheduleColumns();
}

/// One call in the place of loops, and what follows goes through the rows that it has stored.
void Scheduler::scheduleMatrixTiles() {
  plan.integer.sums.compute_at(out, rowTile)
      .store_in(Halide::MemoryType::Stack)
      .bound_extent(n, width)
      .bound_extent(m, rows);
  out.unroll(vector);
}

/// Of a panel, for all its row tiles.
void Scheduler::scheduleColumns() {
  Var vector("vector"), lane("lane");
  Halide::Func columns = plan.integer.columns;
  columns.compute_at(out, task).store_in(Halide::MemoryType::Stack).bound_extent(n, width);
  columns.split(n, vector, lane, lanes).vectorize(lane);
  columns.update()
      .split(n, vector, lane, lanes)
      .reorder(plan.integer.columnStep, lane, vector, columns.rvars()[1])
      .atomic()
      .vectorize(plan.integer.columnStep)
      .vectorize(lane)
      .unroll(vector);
}

/// The pairs of a vector of sums, at its loop.
void Scheduler::schedulePairs(Halide::Func sums, const Var &vector) {
  Halide::Func pairs = plan.integer.pairs;
  const Var pair = pairs.args()[0], column = pairs.args()[2];
  pairs.compute_at(sums, vector).store_in(Halide::MemoryType::Register).bound_extent(pair, 2);
  pairs.vectorize(pair).vectorize(column);
  pairs.update()
      .reorder(plan.integer.pairStep, pair, column)
      .atomic(/*override_associativity_test=*/true)
      .vectorize(plan.integer.pairStep)
      .vectorize(pair)
      .vectorize(column);
}
} // namespace

void scheduling::applyIntegerProduct(LoopNest &nest, ProductPlan &plan,
                                     IntegerProductLoopsAttr loops) {
  Scheduler scheduler(nest, plan, loops);
  scheduler.scheduleResult();
  if (loops.getMatrixTiles()) {
    scheduler.scheduleMatrixTiles();
  } else {
    scheduler.scheduleSums();
    scheduler.scheduleEpilogue();
  }
  if (!loops.getCopy())
    return;
  LoopNest copy = copyOf(plan);
  copy.func.compute_root();
  applyPointwise(copy, std::get<PointwisePlan>(copy.plan), loops.getCopy());
}

std::vector<StoredFunc> scheduling::storedByIntegerProduct(const LoopNest &,
                                                           const ProductPlan &plan,
                                                           IntegerProductLoopsAttr loops) {
  if (!loops.getCopy())
    return {};
  return {{plan.integer.a, elements(copyOf(plan).extents) * plan.integer.a.types()[0].bytes(),
           vit::WorkspaceScope::launch}};
}
