//===-- Indexing.cpp: gathers and scatters ----------------------------------------------------===//
//
// Indices are data. A negative one counts from the end, and whatever lies outside is clamped: it is
// undefined in the dialect, but never reads or writes beyond a buffer.
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/VitOpsLayout.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;

Expr KernelBuilder::indexOf(Value indices, const Coords &coords, int64_t extent) {
  Expr raw = at(indices, coords);
  if (raw.type().bits() > 32) // no more than one beyond either end, before 32 bits have to hold it
    raw = Halide::clamp(raw, Halide::cast(raw.type(), index(-extent - 1)),
                        Halide::cast(raw.type(), index(extent)));
  raw = Halide::cast<int32_t>(raw);
  const Expr positive = Halide::select(raw < 0, raw + index(extent), raw);
  return Halide::clamp(positive, 0, index(extent - 1));
}

LogicalResult KernelBuilder::buildGather(vit::GatherOp op) {
  const Extents from = extents(op.getInput()), indices = extents(op.getIndices());
  const int axis = flip(from.size(), op.getAxis());
  const Coords position = coords(shapeOf(op.getResult()).size());
  // In Halide's order: the dimensions behind the axis, the indices', those before the axis.
  const Coords chosen(position.begin() + axis, position.begin() + axis + indices.size());
  Coords source(position.begin(), position.begin() + axis);
  source.push_back(indexOf(op.getIndices(), chosen, from[axis]));
  source.insert(source.end(), position.begin() + axis + indices.size(), position.end());
  define(op.getResult(), at(op.getInput(), source));
  return success();
}

LogicalResult KernelBuilder::buildGatherElements(vit::GatherElementsOp op) {
  const Extents from = extents(op.getInput());
  const int axis = flip(from.size(), op.getAxis());
  Coords position = coords(from.size()), source = position;
  source[axis] = indexOf(op.getIndices(), position, from[axis]);
  define(op.getResult(), at(op.getInput(), source));
  return success();
}

LogicalResult KernelBuilder::buildGatherNd(vit::GatherNdOp op) {
  const Extents from = extents(op.getInput()), indices = extents(op.getIndices());
  const size_t tuple = indices[0], batch = op.getBatchDims(), rank = from.size();
  const Coords position = coords(shapeOf(op.getResult()).size());
  const size_t slice = rank - batch - tuple; // dimensions that the tuple leaves alone
  Coords source(position.begin(), position.begin() + slice);
  for (size_t i = tuple; i-- > 0;) { // Halide's order: the tuple's last dimension first
    Coords where = {index(i)};
    where.insert(where.end(), position.begin() + slice, position.end());
    source.push_back(indexOf(op.getIndices(), where, from[rank - 1 - (batch + i)]));
  }
  source.insert(source.end(), position.end() - batch, position.end());
  define(op.getResult(), at(op.getInput(), source));
  return success();
}

static Expr combine(vit::ScatterReduction reduction, Expr old, Expr update) {
  const Expr a = widen(old), b = widen(update);
  switch (reduction) {
  case vit::ScatterReduction::none:
    return update;
  case vit::ScatterReduction::add:
    return Halide::cast(old.type(), a + b);
  case vit::ScatterReduction::mul:
    return Halide::cast(old.type(), a * b);
  case vit::ScatterReduction::max:
    return Halide::cast(old.type(), vitc::math::max(a, b));
  case vit::ScatterReduction::min:
    return Halide::cast(old.type(), vitc::math::min(a, b));
  }
  llvm_unreachable("a reduction");
}

LogicalResult KernelBuilder::buildScatterNd(vit::ScatterNdOp op) {
  const Extents shape = shapeOf(op.getResult()), indices = extents(op.getIndices());
  const size_t tuple = indices[0], slice = shape.size() - tuple;
  Func func = named(op);
  func(vars(shape.size())) = at(op.getInput(), coords(shape.size()));
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  const Extents outer(indices.begin() + 1, indices.end());
  if (elements(outer) != 0 && tuple != 0) {
    std::vector<Halide::Range> ranges;
    for (int64_t extent : outer)
      ranges.emplace_back(0, index(extent));
    if (ranges.empty())
      ranges.emplace_back(0, 1);
    const Halide::RDom r(ranges, "update"); // the first dimension runs fastest: row-major
    Coords entry;
    for (size_t i = 0; i < outer.size(); ++i)
      entry.push_back(r[i]);
    Coords target = coords(slice), source = target;
    source.insert(source.end(), entry.begin(), entry.end());
    for (size_t i = tuple; i-- > 0;) {
      Coords where = {index(i)};
      where.insert(where.end(), entry.begin(), entry.end());
      target.push_back(indexOf(op.getIndices(), where, shape[shape.size() - 1 - i]));
    }
    func(target) = combine(op.getReduction(), func(target), at(op.getUpdates(), source));
  }
  addRoot(func, shape, UpdatesPlan{}, func.types()[0].bits());
  return success();
}
