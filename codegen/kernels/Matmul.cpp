//===-- Matmul.cpp: matrix products -----------------------------------------------------------===//
#include "codegen/KernelCompiler.h"
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/schedules/Schedules.h"
#include "ir/Panels.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

int64_t vitc::panelWidth(Operation *product, const Target &target) {
  const RankedTensorType type = tensorType(product->getResult(0));
  const Halide::Type storage = halideType(type.getElementType());
  if (wideType(storage) != storage)
    return 0;
  const int64_t rank = type.getRank();
  return choosePanelWidth(type.getDimSize(rank - 2), type.getDimSize(rank - 1), storage.bits(),
                          target);
}

/// Where `matrix` is packed in panels that the schedule can read in place, these; sets their width.
Value KernelBuilder::panelsInPlace(Value matrix, MatmulPlan &plan) {
  const Value panels = matrix ? findPanels(matrix) : nullptr;
  if (!panels || stage(panels).access != Access::Dense)
    return nullptr;
  // Halves become floats once for many rows, in a copy.
  const int64_t width = extents(panels)[0];
  if (stage(panels).func.types()[0].bits() != plan.elementBits ||
      !isPanelWidth(width, plan.n, plan.elementBits, target))
    return nullptr;
  plan.panelWidth = width;
  return panels;
}

LogicalResult KernelBuilder::buildMatmul(vit::MatmulOp op) {
  const Extents lhs = extents(op.getLhs()), rhs = extents(op.getRhs()),
                shape = shapeOf(op.getResult());
  const size_t rank = shape.size();
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  MatmulPlan plan;
  plan.n = shape[0];
  plan.m = shape[1];
  plan.depth = lhs[0];
  plan.batch.assign(shape.begin() + 2, shape.end());
  plan.elementBits = wideType(storage).bits();

  // a(k, m, batch..), b(n, k, the batch dimensions it has..)
  plan.a = named(op, "_a");
  plan.b = named(op, "_b");
  const Coords position = coords(rank);
  std::vector<Halide::Var> bVars = vars(2);
  Coords aAt = position, bAt = position, aCall = position, bCall = {position[0], Expr()};
  for (size_t i = 2; i < rank; ++i) {
    const bool varies = i < rhs.size() && rhs[i] != 1;
    plan.bVaries.push_back(varies);
    if (varies) {
      bVars.push_back(dims[i]);
      bCall.push_back(position[i]);
    }
  }
  aAt.resize(lhs.size());
  bAt.resize(rhs.size());
  if (Access access = stage(op.getLhs()).access; access == Access::Computed)
    materialise(op.getLhs());
  plan.aDirect = true;
  plan.bDense = stage(op.getRhs()).access == Access::Dense && storage.bits() >= 32;
  plan.a(vars(rank)) = wideAt(op.getLhs(), aAt);
  if (const Value panels = panelsInPlace(op.getRhs(), plan)) {
    const Expr width = index(plan.panelWidth), n = dims[0];
    plan.b(bVars) = at(panels, {n % width, dims[1], n / width});
  } else {
    plan.b(bVars) = wideAt(op.getRhs(), bAt);
  }

  const Halide::RDom k(0, index(plan.depth), "k");
  plan.k = {k.x};
  plan.acc = named(op, "_acc");
  aCall[0] = k;
  bCall[1] = k;
  plan.acc(vars(rank)) = Halide::cast(wideType(storage), Expr(0));
  plan.acc(vars(rank)) += plan.a(aCall) * plan.b(bCall);
  const Expr sum = plan.acc(position);
  define(op.getResult(), Halide::cast(storage, sum));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
