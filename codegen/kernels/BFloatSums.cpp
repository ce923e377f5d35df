//===-- BFloatSums.cpp: sums of products of bf16 --------------------------------------------------===//
//
// The runtime computes a tile of sums, in f32, of whole rows of a and columns of b, whose rows lie in pairs in their panels.
#include "codegen/MatrixTiles.h"
#include "codegen/kernels/KernelBuilder.h"

using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::Var;

void vitc::defineBFloatSums(ProductPlan &plan, vit::BFloatProductLoopsAttr loops,
                            const std::vector<Var> &position, const std::string &name) {
  plan.bfloats.a = plan.a;
  if (loops.getCopy()) {
    const std::vector<Var> own = plan.a.args();
    plan.bfloats.a = Func(name + "_a");
    plan.bfloats.a(own) = Halide::cast(Halide::BFloat(16), plan.a(Coords(own.begin(), own.end())));
  }
  const auto [firstA, firstB] = operandsAt(plan, plan.bfloats.a, 0, position);
  const auto [lastA, lastB] = operandsAt(plan, plan.bfloats.a, index(plan.depth - 1), position);
  plan.acc = Func(name + "_sums");
  plan.acc(position) = tileSum(Halide::Float(32), {firstA, lastA}, {firstB, lastB}, plan.depth,
                               loops.getPacking().getColumns());
}
