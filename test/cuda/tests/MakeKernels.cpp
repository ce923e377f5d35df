//===-- MakeKernels.cpp: kernels as Halide compiles them for CUDA ------------------------------===//
#include "HalideKernels.h"

#include <Halide.h>

namespace {

using namespace Halide;

const Target target("x86-64-linux-cuda-cuda_capability_80-no_runtime-no_asserts-no_bounds_query-"
                    "user_context");

/// C = A B, tiles of both in shared memory, 4 x 4 sums in each thread. No size is a multiple of its tile.
void writeGemm(const std::string &folder) {
  ImageParam a(Float(32), 2, "a"), b(Float(32), 2, "b");
  Func product("product"), c("c");
  Var x("x"), y("y"), xo("xo"), yo("yo"), xi("xi"), yi("yi"), tx("tx"), ty("ty");
  RDom k(0, GEMM_K);
  RVar ko("ko"), ki("ki");
  product(x, y) += a(k, y) * b(x, k);
  c(x, y) = product(x, y);

  a.dim(0).set_bounds(0, GEMM_K).dim(1).set_bounds(0, GEMM_M).set_stride(GEMM_K);
  b.dim(0).set_bounds(0, GEMM_N).dim(1).set_bounds(0, GEMM_K).set_stride(GEMM_N);
  c.bound(x, 0, GEMM_N).bound(y, 0, GEMM_M);
  c.tile(x, y, xo, yo, xi, yi, 32, 32, TailStrategy::GuardWithIf)
      .tile(xi, yi, tx, ty, xi, yi, 4, 4)
      .gpu_blocks(xo, yo)
      .gpu_threads(tx, ty)
      .unroll(xi)
      .unroll(yi);
  product.compute_at(c, xo)
      .tile(x, y, tx, ty, xi, yi, 4, 4, TailStrategy::GuardWithIf)
      .gpu_threads(tx, ty);
  product.update()
      .tile(x, y, tx, ty, xi, yi, 4, 4, TailStrategy::GuardWithIf)
      .split(k, ko, ki, 8, TailStrategy::GuardWithIf)
      .reorder(xi, yi, ki, tx, ty, ko)
      .gpu_threads(tx, ty);
  for (ImageParam *operand : {&a, &b}) {
    Func staged = operand->in();
    staged.compute_at(product, ko)
        .tile(staged.args()[0], staged.args()[1], xo, yo, tx, ty, 8, 8, TailStrategy::GuardWithIf)
        .gpu_threads(tx, ty);
  }
  c.compile_to_object(folder + "/gemm.o", {a, b}, "gemm", target);
}

/// Rows of softmax; maximum and sum by as many threads as a warp has.
void writeSoftmax(const std::string &folder) {
  ImageParam in(Float(32), 2, "in");
  Func maximum("maximum"), power("power"), sum("sum"), out("out");
  Var x("x"), y("y"), xo("xo"), xi("xi"), u("u");
  RDom r(0, SOFTMAX_COLUMNS);
  RVar ro("ro"), ri("ri");
  maximum(y) = Float(32).min();
  maximum(y) = max(maximum(y), in(r, y));
  power(x, y) = exp(in(x, y) - maximum(y));
  sum(y) += power(r, y);
  out(x, y) = power(x, y) / sum(y);

  in.dim(0).set_bounds(0, SOFTMAX_COLUMNS);
  out.bound(x, 0, SOFTMAX_COLUMNS);
  out.gpu_blocks(y).split(x, xo, xi, 32, TailStrategy::GuardWithIf).gpu_threads(xi);
  for (Func *reduction : {&maximum, &sum}) {
    Func lanes = reduction->update().split(r, ro, ri, 32).rfactor(ri, u);
    lanes.compute_at(out, y).gpu_threads(u).update().gpu_threads(u);
    reduction->compute_at(out, y);
  }
  power.compute_at(out, y).gpu_threads(x);
  out.compile_to_object(folder + "/softmax.o", {in}, "softmax", target);
}

} // namespace

int main(int, char **arguments) {
  writeGemm(arguments[1]);
  writeSoftmax(arguments[1]);
  return 0;
}
