//===-- Layout.cpp: ops that are maps from result positions to operand positions --------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::select;

//===-- reshape -------------------------------------------------------------------------------===//

/// Coordinates under `from` of the element that has `position` under `to`. Runs of dimensions of
/// equal product are mapped by themselves, so merging and splitting by ones costs nothing.
static Coords unflatten(const Extents &from, const Extents &to, const Coords &position) {
  Coords result(from.size(), Expr(0));
  size_t f = 0, t = 0;
  while (f < from.size() || t < to.size()) {
    // The smallest run of both shapes with the same product.
    size_t fEnd = f, tEnd = t;
    int64_t fSize = 1, tSize = 1;
    if (fEnd < from.size())
      fSize = from[fEnd++];
    if (tEnd < to.size())
      tSize = to[tEnd++];
    while (fSize != tSize) {
      if (fSize < tSize)
        fSize *= from[fEnd++];
      else
        tSize *= to[tEnd++];
    }
    Expr flat = Expr(0);
    int64_t stride = 1;
    for (; t < tEnd; stride *= to[t], ++t)
      if (to[t] != 1)
        flat = stride == 1 ? position[t] : flat + position[t] * index(stride);
    int64_t left = fSize;
    for (; f < fEnd; ++f) {
      if (from[f] == 1)
        continue;
      left /= from[f];
      result[f] = left == 1 ? flat : flat % index(from[f]);
      if (left != 1)
        flat = flat / index(from[f]);
    }
  }
  return result;
}

static Extents withoutOnes(const Extents &extents) {
  Extents result;
  llvm::copy_if(extents, std::back_inserter(result), [](int64_t e) { return e != 1; });
  return result;
}

LogicalResult KernelBuilder::buildReshape(vit::ReshapeOp op) {
  const Extents from = extents(op.getInput()), to = shapeOf(op.getResult());
  const bool trivial = withoutOnes(from) == withoutOnes(to);
  const bool sameInner = !from.empty() && !to.empty() && (from[0] == to[0]);
  Access access = stage(op.getInput()).access;
  if (!trivial && access != Access::Computed)
    access = Access::Computed;
  else if (!sameInner && access == Access::Dense)
    access = Access::Strided;
  define(op.getResult(), at(op.getInput(), unflatten(from, to, coords(to.size()))), access);
  return success();
}

//===-- slice and pad -------------------------------------------------------------------------===//

LogicalResult KernelBuilder::buildSlice(vit::SliceOp op) {
  const size_t rank = shapeOf(op.getResult()).size();
  Coords position = coords(rank);
  for (size_t i = 0; i < rank; ++i) {
    const int64_t axis = rank - 1 - i;
    position[i] = position[i] * index(op.getSteps()[axis]) + index(op.getStarts()[axis]);
  }
  Access access = stage(op.getInput()).access;
  if (access == Access::Dense && rank && op.getSteps()[rank - 1] != 1)
    access = Access::Strided;
  define(op.getResult(), at(op.getInput(), position), access);
  return success();
}

/// Where `x` (0 is the operand's first element) is read along a dimension of `size` elements.
static Expr padIndex(Expr x, int64_t size, vit::PadMode mode) {
  const Expr last = index(size - 1);
  switch (mode) {
  case vit::PadMode::constant:
  case vit::PadMode::edge:
    return Halide::clamp(x, 0, last);
  case vit::PadMode::reflect: {
    if (size == 1)
      return Expr(0);
    const Expr period = index(2 * (size - 1)), folded = x % period; // never negative
    return Halide::min(folded, period - folded);
  }
  case vit::PadMode::wrap:
    return x % index(size);
  }
  llvm_unreachable("a mode");
}

LogicalResult KernelBuilder::buildPad(vit::PadOp op) {
  const Extents from = extents(op.getInput()), to = shapeOf(op.getResult());
  const size_t rank = to.size();
  Coords position = coords(rank);
  Expr inside = Halide::Internal::const_true();
  for (size_t i = 0; i < rank; ++i) {
    const int64_t low = op.getLow()[rank - 1 - i], high = op.getHigh()[rank - 1 - i];
    if (low != 0)
      position[i] = position[i] - index(low);
    if (low <= 0 && high <= 0)
      continue;
    if (low > 0)
      inside = inside && position[i] >= 0;
    if (high > 0)
      inside = inside && position[i] < index(from[i]);
    position[i] = padIndex(position[i], from[i], op.getMode());
  }
  const Halide::Type type = stage(op.getInput()).func.types()[0];
  const double value = op.getValue().convertToDouble();
  const Expr padding = type.is_bool() ? Halide::Internal::make_bool(value != 0)
                                      : Halide::Internal::make_const(type, value);
  if (elements(from) == 0) {
    define(op.getResult(), padding);
    return success();
  }
  const Expr element = at(op.getInput(), position);
  define(op.getResult(),
         op.getMode() == vit::PadMode::constant ? select(inside, element, padding) : element);
  return success();
}

//===-- concat --------------------------------------------------------------------------------===//

/// A choice between the parts by position: inlines, and reads every part.
Func KernelBuilder::concatSelect(vit::ConcatOp op, int axis) {
  Func func = named(op);
  const size_t rank = shapeOf(op.getResult()).size();
  int64_t begin = 0;
  Expr value;
  for (Value part : op.getInputs()) {
    const int64_t size = extents(part)[axis];
    if (size == 0)
      continue;
    Coords position = coords(rank);
    const Expr x = position[axis];
    position[axis] = Halide::clamp(x - index(begin), 0, index(size - 1));
    const Expr element = at(part, position);
    value = value.defined() ? select(x >= index(begin), element, value) : element;
    begin += size;
  }
  func(vars(rank)) = value;
  return func;
}

LogicalResult KernelBuilder::buildConcat(vit::ConcatOp op) {
  const Extents shape = shapeOf(op.getResult());
  const int axis = flip(shape.size(), op.getAxis());
  const bool isBool = tensorType(op.getResult()).getElementType().isInteger(1);
  const bool yielded =
      llvm::all_of(op->getUsers(), [](Operation *u) { return isa<vit::YieldOp>(u); });
  if (isBool || (!yielded && op.getInputs().size() <= 4)) {
    define(op.getResult(), concatSelect(op, axis));
    return success();
  }
  Func func = named(op);
  func(vars(shape.size())) = Halide::undef(halideType(tensorType(op.getResult()).getElementType()));
  ConcatPlan plan;
  plan.axis = axis;
  int64_t begin = 0;
  for (Value part : op.getInputs()) {
    const int64_t size = extents(part)[axis];
    if (size == 0)
      continue;
    Halide::RDom r(0, index(size), "part");
    Coords from = coords(shape.size()), to = from;
    from[axis] = r;
    to[axis] = r + index(begin);
    func(to) = at(part, from);
    plan.parts.push_back({r.x, size});
    begin += size;
  }
  define(op.getResult(), func);
  addRoot(func, shape, plan, func.types()[0].bits());
  costs[op.getResult()] = 0;
  return success();
}

//===-- The rest ------------------------------------------------------------------------------===//

LogicalResult KernelBuilder::buildLayout(Operation *op) {
  if (auto o = dyn_cast<vit::ReshapeOp>(op))
    return buildReshape(o);
  if (auto o = dyn_cast<vit::SliceOp>(op))
    return buildSlice(o);
  if (auto o = dyn_cast<vit::PadOp>(op))
    return buildPad(o);
  if (auto o = dyn_cast<vit::GatherOp>(op))
    return buildGather(o);
  if (auto o = dyn_cast<vit::GatherElementsOp>(op))
    return buildGatherElements(o);
  if (auto o = dyn_cast<vit::GatherNdOp>(op))
    return buildGatherNd(o);
  if (!isa<vit::TransposeOp, vit::BroadcastOp, vit::TileOp, vit::TriluOp>(op))
    return op->emitOpError("has no kernel algorithm");

  const Value input = op->getOperand(0), result = op->getResult(0);
  const Extents from = extents(input);
  const size_t rank = shapeOf(result).size();
  const Coords position = coords(rank);
  Access access = stage(input).access;
  if (auto o = dyn_cast<vit::TransposeOp>(op)) {
    Coords source(rank);
    for (size_t i = 0; i < rank; ++i)
      source[flip(rank, o.getPermutation()[i])] = position[flip(rank, i)];
    if (access == Access::Dense && rank && o.getPermutation()[rank - 1] != int64_t(rank) - 1)
      access = Access::Strided;
    define(result, at(input, source), access);
  } else if (isa<vit::BroadcastOp>(op)) {
    define(result, broadcastAt(input, position), access);
  } else if (isa<vit::TileOp>(op)) {
    Coords source = position;
    for (size_t i = 0; i < rank; ++i)
      source[i] = source[i] % index(from[i]);
    define(result, at(input, source));
  } else if (auto o = dyn_cast<vit::TriluOp>(op)) {
    const Expr distance = position[0] - position[1],
               diagonal = index(
                   std::clamp<int64_t>(o.getDiagonal(), -from[1], from[0])); // beyond, the same
    const Expr element = at(input, position);
    const Expr kept = o.getUpper() ? distance >= diagonal : distance <= diagonal;
    const Halide::Type type = element.type();
    define(result, select(kept, element,
                          type.is_bool() ? Halide::Internal::const_false()
                                         : Halide::Internal::make_zero(type)));
  }
  return success();
}
