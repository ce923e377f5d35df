//===-- Matmul.cpp: matrix products -----------------------------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsTensor.h"
#include "ir/VitPacking.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;

Expr KernelBuilder::weightAt(Value weight, const Expr &k, const Expr &n, const Coords &unpacked,
                             ProductPlan &plan) {
  auto unpack = weight.getDefiningOp<vit::UnpackOp>();
  // Where nothing is packed yet, what is read is the same.
  auto pack = unpack ? unpack.getInput().getDefiningOp<vit::PackOp>() : nullptr;
  const Value operand = pack ? pack.getInput() : unpack ? unpack.getInput() : weight;
  const ValueStage &own = stage(operand);
  const Halide::Type type = own.func.types()[0];
  plan.bHalves = wideType(type) != type;
  plan.bDense = own.access == Access::Dense && !plan.bHalves;
  if (unpack)
    plan.packing = unpack.getPacking();
  else if (auto argument = dyn_cast<BlockArgument>(weight); argument && source.mayPack(argument))
    plan.weight = argument;
  if (!unpack || pack)
    return wideAt(operand, unpacked);
  const Expr columns = index(plan.packing.getColumns()),
             together = index(plan.packing.getInterleave());
  return widen(plan.packing.getInterleave() == 1
                   ? at(operand, {n % columns, k, n / columns})
                   : at(operand, {k % together, n % columns, k / together, n / columns}));
}

LogicalResult KernelBuilder::buildMatmul(vit::MatmulOp op) {
  const Extents lhs = extents(op.getLhs()), rhs = shapeOf(op.getRhs()),
                shape = shapeOf(op.getResult());
  const size_t rank = shape.size();
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  ProductPlan plan;
  plan.n = shape[0];
  plan.m = shape[1];
  plan.depth = lhs[0];
  plan.batch.assign(shape.begin() + 2, shape.end());
  const Halide::Type wide = wideType(storage);
  const Halide::Type types[] = {halideType(tensorType(op.getLhs()).getElementType()),
                                halideType(tensorType(op.getRhs()).getElementType())};
  plan.elementBits = wide.bits();
  plan.operandBits = std::max(wideType(types[0]).bits(), wideType(types[1]).bits());

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
  Extents whole = {plan.depth, plan.m};
  llvm::append_range(whole, plan.batch);
  plan.aFollows = lhs == whole && nestForWords(op.getLhs());
  if (plan.operandBits < plan.elementBits) {
    plan.integer.aBits = types[0].bits();
    plan.integer.multipliesBytes = types[0] == Halide::UInt(8) && types[1] == Halide::Int(8);
    plan.integer.pairsFit = op.getPairsFit();
  }
  plan.bfloats.isPossible = types[0].is_bfloat() && types[1].is_bfloat();
  plan.a(vars(rank)) = Halide::cast(wide, broadcastAt(op.getLhs(), aAt));
  plan.b(bVars) = Halide::cast(wide, weightAt(op.getRhs(), dims[1], dims[0], bAt, plan));

  if (failed(defineSums(op, plan, shape, {plan.depth})))
    return failure();
  const Expr sum = plan.acc(position);
  define(op.getResult(), Halide::cast(storage, sum));
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
