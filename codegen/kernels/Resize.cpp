//===-- Resize.cpp: resampling, one dimension after the other ---------------------------------===//
//
// Tables of positions and weights are constants of the object. Dimension 0 is resampled first; a
// dimension whose elements are weighted sums is computed as a whole before the next one reads it.
#include "codegen/kernels/KernelBuilder.h"
#include "ir/Resampling.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;

namespace {
/// A dimension's taps as buffers over (tap, position); missing taps have weight 0.
struct TapTables {
  explicit TapTables(const Resampling &map, Halide::Type type) {
    const int size = static_cast<int>(map.taps.size());
    taps = static_cast<int>(std::max<int64_t>(1, map.maxTaps()));
    indices = Halide::Buffer<int32_t>(size, taps);
    Halide::Buffer<double> exact(size, taps);
    inside = Halide::Buffer<uint8_t>(size);
    indices.fill(0);
    exact.fill(0.0);
    for (int x = 0; x < size; ++x) {
      inside(x) = !map.taps[x].empty();
      for (size_t t = 0; t < map.taps[x].size(); ++t) {
        indices(x, static_cast<int>(t)) = static_cast<int32_t>(map.taps[x][t].index);
        exact(x, static_cast<int>(t)) = map.taps[x][t].weight;
      }
    }
    if (type.bits() == 64) {
      weights = exact;
      return;
    }
    Halide::Buffer<float> single(size, taps);
    for (int t = 0; t < taps; ++t)
      for (int x = 0; x < size; ++x)
        single(x, t) = static_cast<float>(exact(x, t));
    weights = single;
  }
  Expr weight(Expr x, Expr tap) const { return weights(std::vector<Expr>{x, tap}); }

  int taps = 1;
  Halide::Buffer<int32_t> indices;
  Halide::Buffer<> weights;
  Halide::Buffer<uint8_t> inside;
};
} // namespace

LogicalResult KernelBuilder::buildResize(vit::ResizeOp op) {
  const Extents to = shapeOf(op.getResult());
  Extents shape = extents(op.getInput());
  const size_t rank = to.size();
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Type wide = storage.is_int_or_uint() ? Halide::Float(64) : wideType(storage);
  Func current = stage(op.getInput()).func;
  int64_t cost = costOf(op.getInput());
  bool sums =
      false; // the current function is a weighted sum, to be computed before it is read again
  Expr inside = Halide::Internal::const_true();
  for (size_t d = 0; d < rank; ++d) {
    const Resampling map = resamplingOf(op, rank - 1 - d);
    if (map.isIdentity())
      continue;
    const TapTables tables(map, wide);
    if (map.extrapolates())
      inside = inside && tables.inside(dims[d]) != Halide::cast<uint8_t>(0);
    auto source = [&](Expr tap) {
      Coords position = coords(rank);
      position[d] = Halide::clamp(tables.indices(dims[d], tap), 0, index(shape[d] - 1));
      return current(position);
    };
    Func next = named(op, "_" + std::to_string(d));
    if (map.isGather()) {
      next(vars(rank)) = source(0);
    } else {
      if (sums || cost > 1)
        addRoot(current, shape, PointwisePlan{4}, wide.bits());
      Expr sum;
      for (int tap = 0; tap < tables.taps; ++tap) {
        const Expr term = Halide::cast(wide, source(tap)) * tables.weight(dims[d], tap);
        sum = sum.defined() ? sum + term : term;
      }
      next(vars(rank)) = sum;
      sums = true;
      cost = 0;
    }
    current = next;
    shape[d] = to[d];
  }
  Expr value = current(coords(rank));
  if (value.type() != storage)
    value = storage.is_int_or_uint() ? Halide::cast(storage, Halide::cast<int64_t>(value))
                                     : Halide::cast(storage, value);
  const double outside = op.getExtrapolationValue().convertToDouble();
  define(op.getResult(),
         Halide::select(inside, value, Halide::Internal::make_const(storage, outside)));
  costs[op.getResult()] = 4;
  return success();
}
