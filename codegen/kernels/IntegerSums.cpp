//===-- IntegerSums.cpp: sums of products of integers of 8 and 16 bits ----------------------------===//
//
// An instruction multiplies a few steps of k, which lie together in a row of a and in a column of b's panels, and adds the
// products up: one or two steps of 16 bits, or four of 8 bits, unsigned by signed, or signed by signed where that is what there
// is: a is 128 less then, and 128 times the sums of b's columns are what the sums begin with. Where two products of bytes are known to fit 16
// bits (pairs_fit), one instruction adds these up, and another two such sums. With matrix_tiles the runtime computes a tile of sums.
// Sums are exact, modulo 2^32.
#include "codegen/MatrixTiles.h"
#include "codegen/kernels/KernelBuilder.h"

using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::RDom;
using Halide::Var;

std::pair<Expr, Expr> vitc::operandsAt(const ProductPlan &plan, const Func &ofA, const Expr &k,
                                       const std::vector<Var> &position) {
  Coords a = {k, position[1]}, b = {position[0], k};
  for (size_t i = 0; i < plan.batch.size(); ++i) {
    a.push_back(position[2 + i]);
    if (plan.bVaries[i])
      b.push_back(position[2 + i]);
  }
  return {ofA(a), plan.b(b)};
}

/// The products of a pair of steps, added up in 16 bits, which they fit.
static Expr pairAt(ProductPlan &plan, const Expr &four, const Expr &pair,
                   const std::vector<Var> &position, const std::string &name) {
  Func &pairs = plan.integer.pairs;
  const Var x("pair"), y("four");
  const RDom two(0, 2, "two");
  plan.integer.pairStep = two.x;
  const auto [a, b] = operandsAt(plan, plan.integer.a, y * 4 + x * 2 + two.x, position);
  std::vector<Var> place = {x, y};
  llvm::append_range(place, position);
  pairs = Func(name + "_pairs");
  pairs(place) = Halide::cast<int16_t>(0);
  // The one instruction there is saturates, and never does here.
  pairs(place) = Halide::saturating_add(
      pairs(place), Halide::widening_mul(Halide::cast<uint8_t>(a), Halide::cast<int8_t>(b)));
  Coords at = {pair, four};
  llvm::append_range(at, position);
  return Halide::cast<int32_t>(pairs(at));
}

/// The sums as they are computed at once, of whole rows of a and columns of b.
static void defineTileSums(ProductPlan &plan, int64_t panel, const std::vector<Var> &position,
                           const std::string &name) {
  const auto [firstA, firstB] = operandsAt(plan, plan.integer.a, 0, position);
  const auto [lastA, lastB] = operandsAt(plan, plan.integer.a, index(plan.depth - 1), position);
  plan.integer.sums = Func(name + "_sums");
  plan.integer.sums(position) =
      tileSum(Halide::Int(32), {firstA, lastA}, {firstB, lastB}, plan.depth, panel);
  plan.acc = plan.integer.sums;
}

/// The sums of b's columns.
static void defineColumns(ProductPlan &plan, int together, const std::vector<Var> &position,
                          const std::string &name) {
  IntegerProduct &integer = plan.integer;
  std::vector<Var> place = {position[0]};
  for (size_t i = 0; i < plan.batch.size(); ++i)
    if (plan.bVaries[i])
      place.push_back(position[2 + i]);
  const RDom k(0, together, 0, index(plan.depth / together), "column_k");
  integer.columnStep = k.x;
  const auto [a, b] = operandsAt(plan, plan.integer.a, k.y * together + k.x, position);
  integer.columns = Func(name + "_columns");
  integer.columns(place) = 0;
  integer.columns(place) += Halide::cast<int32_t>(b);
}

void vitc::defineIntegerSums(ProductPlan &plan, vit::IntegerProductLoopsAttr loops,
                             const std::vector<Var> &position, const std::string &name) {
  IntegerProduct &integer = plan.integer;
  const int together = static_cast<int>(loops.getTogether()),
            interleave = static_cast<int>(loops.getPacking().getInterleave());
  integer.parts = interleave / together;
  if (loops.getCopy()) {
    const std::vector<Var> own = plan.a.args();
    const Coords at(own.begin(), own.end());
    integer.a = Func(name + "_a");
    integer.a(own) = together != 4            ? Halide::cast<int16_t>(plan.a(at))
                     : loops.getSignedBytes() ? Halide::cast<int8_t>(plan.a(at) - 128)
                                              : Halide::cast<uint8_t>(plan.a(at));
  } else {
    integer.a = plan.a;
  }
  if (loops.getMatrixTiles())
    return defineTileSums(plan, loops.getPacking().getColumns(), position, name);
  const int steps = loops.getPairs() ? together / 2 : together;
  const Expr groups = index(plan.depth / interleave);
  const RDom k = together == 1 ? RDom(0, groups, "k") : RDom(0, steps, 0, groups, "k");
  integer.step = k.x;
  plan.k = {together == 1 ? k.x : k.y};
  const Var part("part");
  std::vector<Var> place = position;
  Expr step = together == 1 ? Expr(k.x) : k.y * interleave + k.x;
  if (integer.parts > 1) {
    place.insert(place.begin(), part);
    step = k.y * interleave + part * together + k.x;
  }
  integer.sums = Func(name + "_sums");
  Expr first = 0;
  if (loops.getSignedBytes()) {
    defineColumns(plan, together, position, name);
    const std::vector<Var> columns = integer.columns.args();
    first = 128 * integer.columns(Coords(columns.begin(), columns.end()));
  }
  integer.sums(place) = first;
  if (loops.getPairs()) {
    integer.sums(place) += pairAt(plan, k.y, k.x, position, name);
  } else {
    const auto [a, b] = operandsAt(plan, plan.integer.a, step, position);
    integer.sums(place) += Halide::cast<int32_t>(a) * b;
  }
  if (integer.parts == 1) {
    plan.acc = integer.sums;
    return;
  }
  Expr sum;
  Coords ofPart(place.begin(), place.end());
  for (int i = 0; i < integer.parts; ++i) {
    ofPart.front() = i;
    sum = sum.defined() ? sum + integer.sums(ofPart) : Expr(integer.sums(ofPart));
  }
  plan.acc(position) = sum;
}
