//===-- Matmul.cpp: matrix products -----------------------------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/Panels.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

/// Where `matrix` is packed in panels that the product's loops read in place, these; null where it is not.
FailureOr<Value> KernelBuilder::panelsInPlace(Value matrix, const Extents &extents,
                                              ProductPlan &plan) {
  const Value panels = matrix ? findPanels(matrix) : nullptr;
  // Halves become floats once for many rows, in a copy.
  if (!panels || stage(panels).access != Access::Dense ||
      stage(panels).func.types()[0].bits() != plan.elementBits)
    return Value();
  plan.panelWidth = stage(panels).extents[0];
  const Attribute loops = loopsOf<Attribute>(extents, plan, plan.elementBits);
  if (!loops)
    return failure();
  // A GPU's loops read them wherever there are any.
  const auto ofCpu = dyn_cast<vit::ProductLoopsAttr>(loops);
  return !ofCpu || ofCpu.getReadsPanels() ? panels : Value();
}

LogicalResult KernelBuilder::buildMatmul(vit::MatmulOp op) {
  const Extents lhs = extents(op.getLhs()), rhs = extents(op.getRhs()),
                shape = shapeOf(op.getResult());
  const size_t rank = shape.size();
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  ProductPlan plan;
  plan.n = shape[0];
  plan.m = shape[1];
  plan.depth = lhs[0];
  plan.batch.assign(shape.begin() + 2, shape.end());
  plan.operandBits = plan.elementBits = wideType(storage).bits();

  // a(k, m, batch..), b(n, k, the batch dimensions it has..)
  plan.a = named(op, "_a");
  plan.b = named(op, "_b");
  const Coords position = coords(rank);
  std::vector<Halide::Var> bVars = vars(2);
  Coords aAt = position, bAt = position;
  for (size_t i = 2; i < rank; ++i) {
    const bool varies = i < rhs.size() && rhs[i] != 1;
    plan.bVaries.push_back(varies);
    if (varies)
      bVars.push_back(dims[i]);
  }
  aAt.resize(lhs.size());
  bAt.resize(rhs.size());
  plan.aDense = stage(op.getLhs()).access == Access::Dense;
  if (Access access = stage(op.getLhs()).access; access == Access::Computed) {
    plan.aDense = costOf(op.getLhs()) != 0;
    materialise(op.getLhs());
  }
  plan.bDense = stage(op.getRhs()).access == Access::Dense && storage.bits() >= 32;
  plan.a(vars(rank)) = wideAt(op.getLhs(), aAt);
  const FailureOr<Value> panels = panelsInPlace(op.getRhs(), shape, plan);
  if (failed(panels))
    return failure();
  if (*panels) {
    const Expr width = index(plan.panelWidth), n = dims[0];
    plan.b(bVars) = at(*panels, {n % width, dims[1], n / width});
  } else {
    plan.b(bVars) = wideAt(op.getRhs(), bAt);
  }

  if (failed(defineSums(op, plan, shape, {plan.depth})))
    return failure();
  const Expr sum = plan.acc(position);
  define(op.getResult(), Halide::cast(storage, sum));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
