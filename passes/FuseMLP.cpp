//===-- FuseMLP.cpp ------------------------------------------------------------------------------===//
//
//   activation(norm(x) W1 + b1) W2 + b2, layer scale, residual   ->   vit.mlp
//   (activation(norm(x) W1 + b1) * (norm(x) W3 + b3)) W2 + ...
//
// Backwards from the second layer's product, everything up to the products before it is the hidden
// layer. Must hold: elementwise ops and normalisations alone stand between the layers, one of them an
// activation; nobody else reads what is in between; the weights are constant; the products of a gated
// hidden layer read the same input.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/FusedRegion.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEMLPPASS
#include "passes/Passes.h.inc"

namespace {

bool isActivation(Operation *op) {
  return isa<vit::GeluOp, vit::SiluOp, vit::ReluOp, vit::TanhOp, vit::SigmoidOp, vit::ErfOp,
             vit::EluOp, vit::MishOp, vit::SoftplusOp>(op);
}

/// What stands between the products of the two layers.
struct HiddenLayer {
  llvm::SetVector<Operation *> ops;
  SmallVector<vit::MatmulOp> products;
  bool hasActivation = false;
  Operation *obstacle = nullptr; // the first op that is no part of a hidden layer

  explicit HiddenLayer(Value hidden) {
    SmallVector<Value> open{hidden};
    while (!open.empty()) {
      Operation *def = open.pop_back_val().getDefiningOp();
      if (isa_and_nonnull<vit::ConstantOp>(def))
        continue;
      if (auto product = dyn_cast_or_null<vit::MatmulOp>(def)) {
        if (!llvm::is_contained(products, product))
          products.push_back(product);
      } else if (def && (isElementwise(def) || isRowNormalization(def))) {
        hasActivation |= isActivation(def);
        if (ops.insert(def))
          llvm::append_range(open, llvm::reverse(def->getOperands()));
      } else {
        reachesInput = true;
        if (!obstacle)
          obstacle = def;
      }
    }
  }

  /// Something else than products feeds the ops: a residual, a model's input.
  bool reachesInput = false;
};

struct FuseMLPPass : impl::FuseMLPPassBase<FuseMLPPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (auto product : llvm::to_vector(function.getOps<vit::MatmulOp>()))
        fuse(product);
  }

private:
  void fuse(vit::MatmulOp second) {
    HiddenLayer hidden(second.getLhs());
    if (!hidden.hasActivation)
      return; // no candidate
    if (std::string reason = reasonAgainst(hidden, second); !reason.empty())
      return setReason(second, reason);
    FusedRegion region(hidden.products);
    for (Operation *op : hidden.ops)
      region.insert(op);
    region.insert(second);
    std::string reason = region.takePrologue();
    Value result = region.growEpilogue(second.getResult());
    clearReason(second);
    auto mlp = region.build<vit::MlpOp>(result);
    if (!reason.empty())
      setReason(mlp, reason);
    ++numFused;
  }

  /// Why this is no MLP; empty if it is one.
  static std::string reasonAgainst(const HiddenLayer &hidden, vit::MatmulOp second) {
    if (hidden.obstacle)
      return described(hidden.obstacle) + " (" + hidden.obstacle->getName().getStringRef().str() +
             ") stands between the layers";
    if (hidden.reachesInput || hidden.products.empty())
      return "no linear layer stands before the activation";
    if (!hasConstantWeight(second))
      return "the weight of " + described(second) + " is not a constant matrix";
    for (vit::MatmulOp product : hidden.products)
      if (!hasConstantWeight(product))
        return "the weight of " + described(product) + " is not a constant matrix";
    if (hidden.products.size() > 2)
      return "more than two products make the hidden layer";
    vit::MatmulOp first = hidden.products.front();
    for (vit::MatmulOp product : hidden.products)
      if (product.getLhs() != first.getLhs())
        return described(product) + " and " + described(first) + " read different inputs";
    return secondReader(hidden, second);
  }

  static std::string secondReader(const HiddenLayer &hidden, vit::MatmulOp second) {
    SmallVector<Operation *> inner(hidden.ops.begin(), hidden.ops.end());
    inner.append(hidden.products.begin(), hidden.products.end());
    for (Operation *op : inner)
      for (Operation *user : op->getUsers())
        if (user != second && !llvm::is_contained(inner, user))
          return described(op) + " is also read by " + described(user);
    return "";
  }
};

} // namespace
} // namespace vitc
