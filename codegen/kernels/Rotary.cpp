//===-- Rotary.cpp: rotary position embedding -------------------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsFused.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

/// One load of the channel's partner, so that attention reads queries and keys through it.
LogicalResult KernelBuilder::buildRotary(vit::RotaryOp op) {
  const Extents shape = shapeOf(op.getResult());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Var d = dims[0], h = dims[1], t = dims[2], b = dims[3];
  const Expr half = index(shape[0] / 2);
  const Expr isNegated = op.getInterleaved() ? Expr(d % 2 == 0) : Expr(d < half);
  const Expr partner = op.getInterleaved() ? Expr(d + 1 - 2 * (d % 2))
                                           : Halide::select(isNegated, d + half, d - half);
  const Expr known = Halide::unsafe_promise_clamped(partner, 0, index(shape[0] - 1));
  const Expr rotated = wideAt(op.getInput(), {known, h, t, b}), sin = wideAt(op.getSin(), {d, t});
  const Expr value = wideAt(op.getInput(), {d, h, t, b}) * wideAt(op.getCos(), {d, t}) +
                     rotated * Halide::select(isNegated, -sin, sin);
  define(op.getResult(), Halide::cast(storage, value));
  return success();
}
