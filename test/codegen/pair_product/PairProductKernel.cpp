//===-- PairProductKernel.cpp: what is computed -------------------------------------------------===//
#include "PairProduct.h"
#include "ir/VitPacking.h"

using namespace vitc;
using Halide::Func;
using Halide::Var;

LoopNest example::pairProduct(const Halide::ImageParam &a, const Halide::ImageParam &panels,
                              int64_t m, int64_t n, int64_t depth, vit::PackingAttr packing) {
  const Var column("n"), row("m"), half("pair"), step("k");
  ProductPlan plan;
  plan.m = m;
  plan.n = n;
  plan.depth = depth;
  plan.operandBits = 16;
  plan.elementBits = 32;
  plan.packing = packing;
  plan.bDense = true;

  const int columns = static_cast<int>(packing.getColumns()), pair = 2;
  plan.a = Func("a_value");
  plan.a(half, step, row) = a(step * pair + half, row);
  plan.b = Func("b_value");
  plan.b(half, column, step) = panels(half, column % columns, step, column / columns);
  const Halide::RDom k(0, pair, 0, static_cast<int>(depth / pair), "k");
  plan.k = {k.x, k.y};
  plan.acc = Func("acc");
  plan.acc(column, row) = 0;
  plan.acc(column, row) += Halide::cast<int32_t>(plan.a(k.x, k.y, row)) *
                           Halide::cast<int32_t>(plan.b(k.x, column, k.y));
  Func result("result");
  result(column, row) = plan.acc(column, row);
  return {result, {column, row}, {n, m}, plan, /*isOutput=*/true, plan.elementBits};
}
