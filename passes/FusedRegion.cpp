//===-- FusedRegion.cpp: model ops on their way into one fused op --------------------------------===//
#include "passes/FusedRegion.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "passes/Grouping.h"
#include "passes/Matching.h"

using namespace mlir;

namespace vitc {

FusedRegion::FusedRegion(ArrayRef<vit::MatmulOp> products) : products(products) {
  for (vit::MatmulOp product : products)
    ops.insert(product);
}

/// What keeps a product from its normalisation; empty if there is none.
static std::string obstacleBefore(Operation *op) {
  Operation *norm = op;
  while (norm && (isLayout(norm)))
    norm = norm->getOperand(0).getDefiningOp();
  return isRowNormalization(norm)
             ? described(op) + " (" + op->getName().getStringRef().str() + ") stands between"
             : "";
}

std::string FusedRegion::takePrologue() {
  Operation *norm = nullptr;
  llvm::SetVector<Operation *> movements;
  for (vit::MatmulOp product : products) {
    Operation *def = product.getLhs().getDefiningOp();
    while (def && (isa<vit::SliceOp>(def) || isUnitReshape(def))) {
      movements.insert(def);
      def = def->getOperand(0).getDefiningOp();
    }
    if (!isRowNormalization(def))
      return obstacleBefore(def);
    if (norm && def != norm)
      return described(norm) + " and " + described(def) + " are different";
    norm = def;
  }
  movements.insert(norm);
  for (Operation *op : movements)
    for (Operation *user : op->getUsers())
      if (!movements.contains(user) && !ops.contains(user))
        return described(op) + " is also read by " + described(user);
  ops.insert(movements.begin(), movements.end());
  return "";
}

Value FusedRegion::growEpilogue(Value result, bool constantsOnly) {
  llvm::SmallPtrSet<Operation *, 8> known;
  const size_t sizeBefore = ops.size();
  auto isKnown = [&](Value operand) {
    Operation *def = operand.getDefiningOp();
    return def && (isa<vit::ConstantOp>(def) || ops.contains(def) || known.contains(def));
  };
  auto mayFollow = [&](Operation *op) {
    bool fits = isElementwise(op) && sizeBefore + known.size() < maxKernelOps &&
                tensorType(op->getResult(0)).getShape() == tensorType(result).getShape() &&
                (!constantsOnly || llvm::all_of(op->getOperands(), isKnown));
    if (fits)
      known.insert(op);
    return fits;
  };
  return vitc::growEpilogue(result, ops, mayFollow);
}

namespace {

/// Fills a region from its results backwards, so that the order of what is in it depends on nothing but
/// what it computes.
class RegionBuilder {
public:
  RegionBuilder(const llvm::SetVector<Operation *> &ops, Block &body) : ops(ops), body(body) {}

  /// `value` inside: what defines it is cloned, or it becomes an operand.
  Value bringIn(Value value) {
    if (Value inside = mapping.lookupOrNull(value))
      return inside;
    Operation *def = value.getDefiningOp();
    if (!(def && ops.contains(def)) && !isLiteral(value)) {
      operands.push_back(value);
      mapping.map(value, body.addArgument(value.getType(), value.getLoc()));
      return mapping.lookup(value);
    }
    putComputedFirst(def);
    for (Value operand : def->getOperands())
      bringIn(operand);
    OpBuilder builder(def->getContext()); // no op is around the region yet
    builder.setInsertionPointToEnd(&body);
    builder.clone(*def, mapping);
    return mapping.lookup(value);
  }

  SmallVector<Value> operands;

private:
  /// x + f(x) and f(x) + x are one form: what is computed inside stands before what comes from outside.
  void putComputedFirst(Operation *op) {
    if (!isa<vit::AddOp, vit::MulOp, vit::MinOp, vit::MaxOp>(op))
      return;
    Value lhs = op->getOperand(0), rhs = op->getOperand(1);
    if (!ops.contains(lhs.getDefiningOp()) && ops.contains(rhs.getDefiningOp()))
      op->setOperands({rhs, lhs});
  }

  const llvm::SetVector<Operation *> &ops;
  Block &body;
  IRMapping mapping;
};

} // namespace

/// Moves `op` and what it depends on before `place`.
static void hoist(Operation *op, Operation *place) {
  if (!op || op->getBlock() != place->getBlock() || !place->isBeforeInBlock(op))
    return;
  for (Value operand : op->getOperands())
    hoist(operand.getDefiningOp(), place);
  op->moveBefore(place);
}

/// The fused op stands where the last of its ops stood, or, where several results may be read before
/// that, where the first one stood: then its operands are constants and parts of what that one reads.
Operation *FusedRegion::build(ArrayRef<Value> results, OperationState &state) {
  auto earlier = [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); };
  Operation *place = results.size() == 1 ? results[0].getDefiningOp()
                                         : *std::min_element(ops.begin(), ops.end(), earlier);
  Region *region = state.addRegion();
  RegionBuilder inside(ops, region->emplaceBlock());
  SmallVector<Value> yielded;
  for (Value result : results) {
    yielded.push_back(inside.bringIn(result));
    state.addTypes(result.getType());
  }
  OpBuilder builder(place->getContext());
  builder.setInsertionPointToEnd(&region->front());
  vit::YieldOp::create(builder, state.location, yielded);
  for (Value operand : inside.operands)
    hoist(operand.getDefiningOp(), place);
  state.addOperands(inside.operands);
  builder.setInsertionPoint(place);
  Operation *fused = builder.create(state);
  for (auto [index, value] : llvm::enumerate(fused->getResults()))
    Value(results[index]).replaceUsesWithIf(value, [&](OpOperand &use) {
      return !ops.contains(use.getOwner());
    });
  SmallVector<Operation *> dead(ops.begin(), ops.end());
  llvm::sort(dead, [&](Operation *a, Operation *b) { return b->isBeforeInBlock(a); });
  for (Operation *op : dead)
    op->erase();
  ops.clear();
  return fused;
}

} // namespace vitc
