//===-- Normalize.cpp: softmax and normalisations ---------------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/VitOpsTensor.h"
#include <cfloat>

using namespace mlir;
using namespace vitc;
using namespace vitc::math;
using Halide::Expr;
using Halide::Func;

RowsPlan KernelBuilder::rowsPlan(Value input, ArrayRef<int> rowDims, int64_t cost) {
  const Extents shape = extents(input);
  RowsPlan plan;
  plan.rowDims.assign(rowDims.begin(), rowDims.end());
  plan.reducesInnermost = llvm::is_contained(rowDims, 0);
  plan.rowCost = cost + costOf(input);
  for (int dim : rowDims)
    plan.rowCost *= shape[dim];
  plan.elementBits = wideType(stage(input).func.types()[0]).bits();
  return plan;
}

Func KernelBuilder::rowInput(Operation *op, Value input, RowsPlan &plan, int64_t rowElements) {
  Func row = named(op, "_input");
  const size_t rank = extents(input).size();
  row(vars(rank)) = widen(at(input, coords(rank)));
  if (costOf(input) > 1)
    plan.temporaries.push_back({row, rowElements * plan.elementBits / 8});
  return row;
}

LogicalResult KernelBuilder::buildSoftmax(vit::SoftmaxOp op) {
  const Extents shape = shapeOf(op.getResult());
  const size_t rank = shape.size();
  const int axis = flip(rank, op.getAxis());
  RowsPlan plan = rowsPlan(op.getInput(), {axis}, 20);
  const Func input = rowInput(op, op.getInput(), plan, shape[axis]);
  const Halide::Type wide = input.types()[0];
  const Halide::RDom r(0, index(shape[axis]), "r"), q(0, index(shape[axis]), "q");
  const std::vector<Halide::Var> all = vars(rank);
  std::vector<Halide::Var> others = all;
  others.erase(others.begin() + axis);
  auto along = [&](Expr x) {
    Coords result = coords(rank);
    result[axis] = x;
    return result;
  };
  const Coords outer(others.begin(), others.end());

  // A masked element is -inf. The maximum is a number, so that -inf has no weight and a row of nothing
  // else has the sum 0, which makes NaN; NaN and +inf - inf make the sum NaN.
  const Expr least =
      Halide::Internal::make_const(wide, wide.bits() == 64 ? -DBL_MAX : -double(FLT_MAX));
  Func most = named(op, "_max"), power = named(op, "_exp"), sum = named(op, "_sum"),
       scale = named(op, "_scale");
  most(others) = least;
  most(others) = Halide::max(most(outer), atLeast(input(along(r)), least));
  power(all) = expNotPositive(Halide::strict_float(input(along(dims[axis])) - most(outer)));
  sum(others) = Halide::cast(wide, Expr(0));
  sum(others) += power(along(q));
  scale(others) = like(sum(outer), 1) / sum(outer);
  plan.temporaries.push_back({power, shape[axis] * plan.elementBits / 8});
  plan.temporaries.push_back({scale, plan.elementBits / 8});
  plan.reductions.push_back({most, {r.x}, shape[axis], true});
  plan.reductions.push_back({sum, {q.x}, shape[axis], true});
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Expr value = power(along(dims[axis])) * scale(outer);
  define(op.getResult(), Halide::cast(storage, value));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}

namespace {
/// Sums over the innermost `count` dimensions of a tensor (Halide's 0 .. count-1).
struct RowSums {
  RowSums(const Extents &shape, size_t count, const std::vector<Halide::Var> &dims)
      : count(count), shape(shape) {
    outer.assign(dims.begin() + count, dims.begin() + shape.size());
    outerAt.assign(outer.begin(), outer.end());
    for (size_t i = 0; i < count; ++i)
      size *= shape[i];
  }
  /// A reduction named `name` of `term`, a function of the position.
  Func sum(const std::string &name, RowsPlan &plan, std::function<Expr(const Coords &)> term) {
    std::vector<Halide::Range> ranges;
    for (size_t i = 0; i < count; ++i)
      ranges.emplace_back(0, vitc::index(shape[i]));
    const Halide::RDom r(ranges, "r");
    Coords position;
    std::vector<Halide::RVar> all;
    for (size_t i = 0; i < count; ++i) {
      position.push_back(r[i]);
      all.push_back(r[i]);
    }
    position.insert(position.end(), outerAt.begin(), outerAt.end());
    Func func(name);
    const Expr value = term(position);
    func(outer) = Halide::cast(value.type(), Expr(0));
    func(outer) += value;
    plan.reductions.push_back({func, all, shape[0], true});
    return func;
  }

  size_t count;
  Extents shape;
  int64_t size = 1;
  std::vector<Halide::Var> outer;
  Coords outerAt;
};
} // namespace

static std::vector<int> firstDims(size_t count) {
  std::vector<int> dims(count);
  for (size_t i = 0; i < count; ++i)
    dims[i] = static_cast<int>(i);
  return dims;
}

/// How many of `shape`'s dimensions, some of which may be merged, hold the dimensions from `axis` on.
static size_t rowRank(Value input, int64_t axis, const Extents &shape) {
  int64_t size = 1, covered = shape[0];
  for (int64_t extent : tensorType(input).getShape().drop_front(axis))
    size *= extent;
  size_t count = 1;
  while (covered < size)
    covered *= shape[count++];
  return count;
}

LogicalResult KernelBuilder::buildLayerNorm(vit::LayerNormOp op) {
  const Extents shape = shapeOf(op.getResult());
  RowSums rows(shape, rowRank(op.getInput(), op.getAxis(), shape), dims);
  RowsPlan plan = rowsPlan(op.getInput(), firstDims(rows.count), 4);
  const Func input = rowInput(op, op.getInput(), plan, rows.size);
  const Func sum = rows.sum("layer_norm_sum", plan, [&](const Coords &c) { return input(c); });
  Func mean = named(op, "_mean"), scale = named(op, "_scale");
  auto number = [&](double value) { return Halide::Internal::make_const(input.types()[0], value); };
  mean(rows.outer) = sum(rows.outerAt) / number(static_cast<double>(rows.size));
  const Func squares = rows.sum("layer_norm_squares", plan, [&](const Coords &c) {
    const Expr centred = input(c) - mean(rows.outerAt);
    return centred * centred;
  });
  scale(rows.outer) =
      number(1) / Halide::sqrt(squares(rows.outerAt) / number(static_cast<double>(rows.size)) +
                               number(op.getEpsilon().convertToDouble()));
  plan.temporaries.push_back({mean, plan.elementBits / 8});
  plan.temporaries.push_back({scale, plan.elementBits / 8});
  const Coords position = coords(shape.size());
  Expr value = (input(position) - mean(rows.outerAt)) * scale(rows.outerAt);
  if (op.getScale())
    value = value * wideAt(op.getScale(), position);
  if (op.getBias())
    value = value + wideAt(op.getBias(), position);
  define(op.getResult(),
         Halide::cast(halideType(tensorType(op.getResult()).getElementType()), value));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}

LogicalResult KernelBuilder::buildRmsNorm(vit::RmsNormOp op) {
  const Extents shape = shapeOf(op.getResult());
  RowSums rows(shape, rowRank(op.getInput(), op.getAxis(), shape), dims);
  RowsPlan plan = rowsPlan(op.getInput(), firstDims(rows.count), 4);
  const Func input = rowInput(op, op.getInput(), plan, rows.size);
  const Func squares =
      rows.sum("rms_norm_squares", plan, [&](const Coords &c) { return input(c) * input(c); });
  auto number = [&](double value) { return Halide::Internal::make_const(input.types()[0], value); };
  Func scale = named(op, "_scale");
  scale(rows.outer) =
      number(1) / Halide::sqrt(squares(rows.outerAt) / number(static_cast<double>(rows.size)) +
                               number(op.getEpsilon().convertToDouble()));
  plan.temporaries.push_back({scale, plan.elementBits / 8});
  const Coords position = coords(shape.size());
  Expr value = input(position) * scale(rows.outerAt);
  if (op.getScale())
    value = value * wideAt(op.getScale(), position);
  define(op.getResult(),
         Halide::cast(halideType(tensorType(op.getResult()).getElementType()), value));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}

/// Statistics of a group are roots of their own, the elements inline into what follows.
LogicalResult KernelBuilder::buildGroupNorm(vit::GroupNormOp op) {
  const Extents shape = shapeOf(op.getResult());
  const size_t rank = shape.size(), channel = rank - 2;
  const int64_t perGroup = shape[channel] / op.getGroups();
  materialise(op.getInput());
  // A view of the input with the channels of a group as a dimension: [B, G, C/G, ...].
  Extents grouped = shape;
  grouped[channel] = perGroup;
  grouped.insert(grouped.begin() + channel + 1, op.getGroups());
  auto input = [&](const Coords &c) {
    Coords source(c.begin(), c.begin() + channel);
    source.push_back(c[channel] + c[channel + 1] * index(perGroup));
    source.push_back(c[channel + 2]);
    return widen(at(op.getInput(), source));
  };
  RowSums rows(grouped, rank - 1, dims);
  const Halide::Type wide = wideType(stage(op.getInput()).func.types()[0]);
  auto number = [&](double value) { return Halide::Internal::make_const(wide, value); };
  RowsPlan sumPlan, squarePlan;
  sumPlan.rowCost = squarePlan.rowCost = rows.size;
  sumPlan.elementBits = squarePlan.elementBits = wide.bits();
  const Func sum = rows.sum("group_norm_sum", sumPlan, input);
  Func mean = named(op, "_mean"), scale = named(op, "_scale");
  const double size = static_cast<double>(rows.size);
  mean(vars(2)) = sum(coords(2)) / number(size);
  const Coords group = {dims[rank - 1], dims[rank]};
  const Func squares = rows.sum("group_norm_squares", squarePlan, [&](const Coords &c) {
    const Expr centred = input(c) - mean(group);
    return centred * centred;
  });
  scale(vars(2)) = number(1) / Halide::sqrt(squares(coords(2)) / number(size) +
                                            number(op.getEpsilon().convertToDouble()));
  const Extents statistics = {static_cast<int64_t>(op.getGroups()), shape[rank - 1]};
  addRoot(mean, statistics, sumPlan, wide.bits());
  addRoot(scale, statistics, squarePlan, wide.bits());

  const Coords position = coords(rank),
               own = {position[channel] / index(perGroup), position[rank - 1]};
  Expr value = (widen(at(op.getInput(), position)) - mean(own)) * scale(own);
  if (op.getScale())
    value = value * widen(at(op.getScale(), {position[channel]}));
  if (op.getBias())
    value = value + widen(at(op.getBias(), {position[channel]}));
  define(op.getResult(),
         Halide::cast(halideType(tensorType(op.getResult()).getElementType()), value));
  costs[op.getResult()] = 4;
  return success();
}

LogicalResult KernelBuilder::buildBatchNorm(vit::BatchNormOp op) {
  const size_t rank = shapeOf(op.getResult()).size();
  const Coords position = coords(rank), channel = {position[rank - 2]};
  auto parameter = [&](Value value) { return widen(at(value, channel)); };
  const Expr variance = parameter(op.getVariance());
  const Expr scale = parameter(op.getScale()) /
                     Halide::sqrt(variance + like(variance, op.getEpsilon().convertToDouble()));
  const Expr centred = widen(at(op.getInput(), position)) - parameter(op.getMean());
  define(op.getResult(), Halide::cast(halideType(tensorType(op.getResult()).getElementType()),
                                      centred * scale + parameter(op.getBias())));
  return success();
}
