//===-- PatchEmbedding.cpp: the product of patches, read from the image in place, and a filter ---===//
//
// Rows of the result are tokens: those of the prefix, which have a sum of no use computed for them (of
// 197 rows one), then the patches. The sum runs over the filter's own three dimensions, so that neither
// patches nor divisions are in the innermost loop.
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsFused.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

LogicalResult KernelBuilder::buildPatchEmbedding(vit::PatchEmbeddingOp op) {
  const Extents image = extents(op.getImage()), filter = shapeOf(op.getWeight()),
                shape = shapeOf(op.getResult());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const int64_t strides[2] = {op.getStrides()[1], op.getStrides()[0]};
  const int64_t columns = (image[0] - filter[0]) / strides[0] + 1;
  const int64_t prefix = op.getPrefix() ? extents(op.getPrefix())[1] : 0;
  materialise(op.getImage());
  ProductPlan plan;
  plan.n = shape[0];
  plan.m = shape[1];
  plan.depth = filter[0] * filter[1] * filter[2];
  plan.batch = {shape[2]};
  plan.bVaries = {false};
  plan.operandBits = plan.elementBits = wideType(storage).bits();

  // a(j, i, c, row, image), b(d, j, i, c)
  const Coords position = coords(5);
  plan.a = named(op, "_a");
  plan.b = named(op, "_b");
  auto patchOf = [&](const Expr &row) {
    return prefix ? Halide::max(row - index(prefix), 0) : row;
  };
  const Expr patch = patchOf(position[3]);
  plan.a(vars(5)) =
      widen(at(op.getImage(), {patch % index(columns) * index(strides[0]) + position[0],
                               patch / index(columns) * index(strides[1]) + position[1],
                               position[2], position[4]}));
  const Expr tap = position[1] + index(filter[0]) * (position[2] + index(filter[1]) * position[3]);
  plan.b(vars(4)) = weightAt(op.getWeight(), tap, dims[0],
                             {position[1], position[2], position[3], position[0]}, plan);
  if (!plan.packing)
    plan.bDense = false; // neighbours of a filter's row are far apart
  if (failed(defineSums(op, plan, shape, {filter[0], filter[1], filter[2]})))
    return failure();

  Expr value = plan.acc(coords(3));
  const Expr d = dims[0], row = dims[1];
  if (op.getBias())
    value =
        value + (extents(op.getBias()).size() == 1 ? widen(at(op.getBias(), {d}))
                                                   : widen(at(op.getBias(), {d, patchOf(row)})));
  // Unsigned, or Halide would shrink the tile of sums to the rows that are selected.
  if (prefix)
    value = Halide::select(
        Halide::cast<uint32_t>(row) < Halide::cast<uint32_t>(index(prefix)),
        widen(at(op.getPrefix(), {d, Halide::min(row, index(prefix - 1)), Expr(0)})), value);
  define(op.getResult(), Halide::cast(storage, value));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
