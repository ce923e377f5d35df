//===-- Pooling.cpp: largest element and mean of windows --------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/VitOpsTensor.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::math;
using Halide::Expr;
using Halide::Func;

namespace {
struct PoolWindow {
  template <typename Op>
  explicit PoolWindow(Op op)
      : size{op.getKernel()[1], op.getKernel()[0]}, stride{op.getStrides()[1], op.getStrides()[0]},
        dilation{op.getDilations()[1], op.getDilations()[0]},
        before{op.getPadding()[1], op.getPadding()[0]},
        behind{op.getPadding()[3], op.getPadding()[2]} {}

  Expr at(Expr out, Expr tap, int d) const {
    return out * index(stride[d]) + tap * index(dilation[d]) - index(before[d]);
  }
  /// How many taps of the window of `out` lie in [from, to).
  int64_t count(int64_t out, int d, int64_t from, int64_t to) const {
    int64_t n = 0;
    for (int64_t tap = 0; tap < size[d]; ++tap) {
      const int64_t x = out * stride[d] + tap * dilation[d] - before[d];
      n += x >= from && x < to;
    }
    return n;
  }
  int64_t size[2], stride[2], dilation[2], before[2], behind[2];
};

WindowPlan poolPlan(const PoolWindow &w, Func acc, const Halide::RDom &r) {
  WindowPlan plan;
  plan.acc = acc;
  plan.window = r;
  plan.cost = 4 * w.size[0] * w.size[1];
  return plan;
}
} // namespace

LogicalResult KernelBuilder::buildMaxPool(vit::MaxPool2dOp op) {
  const PoolWindow w(op);
  const Extents shape = shapeOf(op.getResult());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Type wide = wideType(storage);
  materialise(op.getInput());
  const Halide::RDom r(0, index(w.size[0]), 0, index(w.size[1]), "window");
  const Expr least =
      wide.is_float() ? Halide::Internal::make_const(wide, -std::numeric_limits<double>::infinity())
                      : wide.min();
  Func acc = named(op, "_acc");
  acc(vars(4)) = least;
  const Expr element = paddedAt(op.getInput(), w.at(dims[0], r[0], 0), w.at(dims[1], r[1], 1),
                                {dims[2], dims[3]}, least);
  acc(vars(4)) = math::max(element, acc(coords(4)));
  define(op.getResult(), Halide::cast(storage, acc(coords(4))));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, poolPlan(w, acc, r), wide.bits());
  return success();
}

LogicalResult KernelBuilder::buildAvgPool(vit::AvgPool2dOp op) {
  const PoolWindow w(op);
  const Extents image = extents(op.getInput()), shape = shapeOf(op.getResult());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Type wide = wideType(storage);
  materialise(op.getInput());
  const Halide::RDom r(0, index(w.size[0]), 0, index(w.size[1]), "window");
  const Expr zero = Halide::Internal::make_zero(wide);
  Func acc = named(op, "_acc");
  acc(vars(4)) = zero;
  acc(vars(4)) += paddedAt(op.getInput(), w.at(dims[0], r[0], 0), w.at(dims[1], r[1], 1),
                           {dims[2], dims[3]}, zero);
  // How many elements count is a product of one table per direction.
  Expr count = Expr(1);
  for (int d = 0; d < 2; ++d) {
    Halide::Buffer<int32_t> table(static_cast<int>(shape[d]));
    const bool padding = op.getCountIncludePad();
    for (int64_t out = 0; out < shape[d]; ++out)
      table(static_cast<int>(out)) = static_cast<int32_t>(std::max<int64_t>(
          1, w.count(out, d, padding ? -w.before[d] : 0, image[d] + (padding ? w.behind[d] : 0))));
    count = count * table(dims[d]);
  }
  const Expr sum = acc(coords(4)), divisor = Halide::cast(wide, count);
  define(op.getResult(),
         Halide::cast(storage, wide.is_float() ? sum / divisor : truncatedDiv(sum, divisor)));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, poolPlan(w, acc, r), wide.bits());
  return success();
}
