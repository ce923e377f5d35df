//===-- Reduce.cpp: reductions, arg-reductions, scans, top-k ----------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::math;
using Halide::Expr;
using Halide::Func;
using Halide::select;

namespace {
/// A domain over the dimensions `axes` (Halide's, ascending) of a tensor.
struct ReducedDims {
  ReducedDims(const Extents &shape, std::vector<int> axes) : axes(std::move(axes)) {
    llvm::sort(this->axes);
    std::vector<Halide::Range> ranges;
    for (int axis : this->axes)
      ranges.emplace_back(0, index(shape[axis]));
    domain = Halide::RDom(ranges, "r");
  }
  std::vector<Halide::RVar> all() const {
    std::vector<Halide::RVar> result;
    for (size_t i = 0; i < axes.size(); ++i)
      result.push_back(domain[i]);
    return result;
  }
  bool has(int axis) const { return llvm::is_contained(axes, axis); }

  std::vector<int> axes;
  Halide::RDom domain;
};
} // namespace

/// The input's position for a result without (or with, of size 1) the reduced dimensions.
static Coords reducedSource(const ReducedDims &reduced, size_t rank, const Coords &position,
                            bool keep) {
  Coords source;
  for (size_t i = 0, kept = 0, r = 0; i < rank; ++i) {
    if (reduced.has(static_cast<int>(i))) {
      source.push_back(reduced.domain[r++]);
      kept += keep;
    } else {
      source.push_back(position[kept++]);
    }
  }
  return source;
}

static Expr reduceStep(Operation *op, Expr old, Expr element) {
  if (isa<vit::ReduceMaxOp>(op))
    return math::max(element, old);
  if (isa<vit::ReduceMinOp>(op))
    return math::min(element, old);
  if (isa<vit::ReduceProdOp>(op))
    return old * element;
  return old + element;
}

static Expr reduceStart(Operation *op, Halide::Type type) {
  const bool isFloat = type.is_float();
  if (isa<vit::ReduceMaxOp>(op))
    return isFloat ? Halide::Internal::make_const(type, -std::numeric_limits<double>::infinity())
                   : type.min();
  if (isa<vit::ReduceMinOp>(op))
    return isFloat ? Halide::Internal::make_const(type, std::numeric_limits<double>::infinity())
                   : type.max();
  return Halide::Internal::make_const(type, isa<vit::ReduceProdOp>(op) ? 1 : 0);
}

/// Whether `op` is the largest magnitude of f32: bits of floats that are not negative have the order of integers, and NaN is
/// above infinity there, so that no comparison of floats is needed.
static bool isMagnitude(Operation *op) {
  return isa<vit::ReduceMaxOp>(op) && op->getOperand(0).getDefiningOp<vit::AbsOp>() &&
         tensorType(op->getResult(0)).getElementType().isF32();
}

LogicalResult KernelBuilder::buildReduce(Operation *op) {
  const Value input = op->getOperand(0), result = op->getResult(0);
  const Extents from = extents(input), shape = shapeOf(result);
  const bool keep = op->hasAttr("keep_dims");
  std::vector<int> axes;
  for (int64_t axis : op->getAttrOfType<DenseI64ArrayAttr>("axes").asArrayRef())
    axes.push_back(flip(from.size(), axis));
  const Halide::Type storage = halideType(tensorType(result).getElementType());
  if (axes.empty()) {
    define(result, at(input, coords(shape.size())));
    return success();
  }
  const ReducedDims reduced(from, axes);
  Func acc = named(op, "_acc");
  const Coords position = coords(shape.size());
  const bool byBits = isMagnitude(op) && elements(from) > 0; // of nothing it is -infinity
  const Expr own = widen(at(input, reducedSource(reduced, from.size(), position, keep)));
  const Expr element = byBits ? Halide::reinterpret<int32_t>(own) : own;
  acc(vars(shape.size())) = byBits ? Expr(0) : reduceStart(op, wideType(storage));
  acc(vars(shape.size())) =
      byBits ? Halide::max(acc(position), element) : reduceStep(op, acc(position), element);
  Expr value = byBits ? Halide::reinterpret<float>(acc(position)) : acc(position);
  if (isa<vit::ReduceMeanOp>(op)) {
    const int64_t count = elements(from) / std::max<int64_t>(1, elements(shape));
    const bool isFloat = value.type().is_float();
    if (count == 0) // of nothing
      value = like(value, isFloat ? std::numeric_limits<double>::quiet_NaN() : 0);
    else
      value = isFloat ? value / like(value, static_cast<double>(count))
                      : truncatedDiv(value, like(value, static_cast<double>(count)));
  }
  define(result, Halide::cast(storage, value));
  RowsPlan plan;
  plan.reducesInnermost = reduced.has(0);
  plan.elementBits = wideType(storage).bits();
  plan.rowCost = elements(from) / std::max<int64_t>(1, elements(shape)) * (1 + costOf(input));
  // Maximum and minimum that keep NaN are selections: no lanes.
  const bool selects =
      wideType(storage).is_float() && isa<vit::ReduceMaxOp, vit::ReduceMinOp>(op) && !byBits;
  plan.reductions.push_back({acc, reduced.all(), from[reduced.axes[0]], !selects});
  costs[result] = 0;
  addAnchor(result, shape, plan, plan.elementBits);
  return success();
}

LogicalResult KernelBuilder::buildArg(Operation *op) {
  const Value input = op->getOperand(0), result = op->getResult(0);
  const Extents from = extents(input), shape = shapeOf(result);
  const bool last = op->hasAttr("select_last");
  const int64_t axisIr = op->getAttrOfType<IntegerAttr>("axis").getInt();
  const ReducedDims reduced(from, {flip(from.size(), axisIr)});
  const Coords position = coords(shape.size());
  Coords source = reducedSource(reduced, from.size(), position, op->hasAttr("keep_dims"));
  Coords first = source;
  first[reduced.axes[0]] = Expr(0);

  // The position stands first: Halide stores the parts of a tuple in order, and with strict floating
  // point computes the second with the first already stored.
  Func best = named(op, "_best");
  best(vars(shape.size())) = Halide::Tuple(Halide::cast<int32_t>(0), widen(at(input, first)));
  const Expr element = widen(at(input, source));
  const Expr where = best(position)[0], value = best(position)[1];
  const Expr better = isa<vit::ArgMaxOp>(op) ? (last ? element >= value : element > value)
                                             : (last ? element <= value : element < value);
  best(vars(shape.size())) =
      Halide::Tuple(select(better, Expr(reduced.domain[0]), where), select(better, element, value));
  define(result, Halide::cast<int64_t>(best(position)[0]));
  RowsPlan plan;
  plan.reducesInnermost = reduced.has(0);
  plan.elementBits = 64;
  plan.rowCost = from[reduced.axes[0]] * (1 + costOf(input));
  plan.reductions.push_back({best, reduced.all(), from[reduced.axes[0]], false});
  costs[result] = 0;
  addAnchor(result, shape, plan, 64);
  return success();
}

LogicalResult KernelBuilder::buildCumsum(vit::CumsumOp op) {
  const Extents shape = shapeOf(op.getResult());
  const int axis = flip(shape.size(), op.getAxis());
  const int64_t size = shape[axis];
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Coords position = coords(shape.size());
  auto with = [&](Expr x) {
    Coords result = position;
    result[axis] = x;
    return result;
  };
  // The scan runs upwards over `x`, counted from the end if reversed.
  auto element = [&](Expr x) {
    return widen(at(op.getInput(), with(op.getReverse() ? index(size - 1) - x : x)));
  };
  Func scan = named(op, "_scan");
  scan(vars(shape.size())) =
      op.getExclusive() ? Halide::cast(wideType(storage), Expr(0)) : element(dims[axis]);
  if (size > 1) {
    const Halide::RDom r(1, index(size - 1), "scan");
    const Expr added = op.getExclusive() ? element(r - 1) : scan(with(r));
    scan(with(r)) = scan(with(r - 1)) + added;
  }
  const Expr x = position[axis];
  define(op.getResult(),
         Halide::cast(storage, scan(with(op.getReverse() ? index(size - 1) - x : x))));
  addRoot(scan, shape, UpdatesPlan{}, wideType(storage).bits());
  costs[op.getResult()] = 1;
  return success();
}

/// Ranks by counting: element i goes to place #{j : x[j] before x[i]}. Quadratic in the dimension.
LogicalResult KernelBuilder::buildTopK(vit::TopKOp op) {
  const Extents from = extents(op.getInput());
  const size_t rank = from.size();
  const int axis = flip(rank, op.getAxis());
  const int64_t size = from[axis];
  materialise(op.getInput());
  auto with = [&](Expr x) {
    Coords result = coords(rank);
    result[axis] = x;
    return result;
  };
  const Halide::RDom j(0, index(size), "other");
  const Expr mine = widen(at(op.getInput(), coords(rank))),
             other = widen(at(op.getInput(), with(j)));
  const Expr before = op.getSmallest() ? other < mine : other > mine;
  Func place = named(op, "_place"), order = named(op, "_order");
  place(vars(rank)) = 0;
  place(vars(rank)) += Halide::cast<int32_t>(before || (other == mine && j < dims[axis]));
  const Halide::RDom i(0, index(size), "element");
  order(vars(rank)) = 0;
  order(with(Halide::clamp(place(with(i)), 0, index(size - 1)))) = i;
  addRoot(place, from, UpdatesPlan{}, 32);
  addRoot(order, from, UpdatesPlan{}, 32);
  const Expr chosen = Halide::clamp(order(coords(rank)), 0, index(size - 1));
  define(op.getValues(), at(op.getInput(), with(chosen)));
  define(op.getIndices(), Halide::cast<int64_t>(order(coords(rank))));
  costs[op.getValues()] = costs[op.getIndices()] = 1;
  return success();
}
