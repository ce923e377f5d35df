//===-- Attentions.cpp: softmax between two products, and the projections before it ---------------===//
#include "passes/Attentions.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "passes/Matching.h"

using namespace mlir;

namespace vitc {
namespace {

/// What may stand between a softmax and the products around it.
bool mayStandBetween(Operation *op) {
  auto product = dyn_cast<vit::MatmulOp>(op);
  bool mixesHeads = (product && hasConstantWeight(product)) || isa<vit::LinearOp>(op);
  return op->getNumResults() == 1 && (isElementwise(op) || isLayout(op) || mixesHeads);
}

/// A movement, or a part of the guard against rows without a weight.
bool isHarmless(Operation *op) { return isLayout(op) || isa<vit::IsNanOp, vit::SelectOp>(op); }

/// The products behind the scores that `softmax` reads.
llvm::SetVector<vit::MatmulOp> scoreProducts(vit::SoftmaxOp softmax) {
  llvm::SetVector<vit::MatmulOp> products;
  llvm::SetVector<Value> open;
  open.insert(softmax.getInput());
  for (size_t i = 0; i < open.size(); ++i) {
    Operation *def = open[i].getDefiningOp();
    if (def && mayStandBetween(def))
      open.insert(def->operand_begin(), def->operand_end());
    else if (auto product = dyn_cast_or_null<vit::MatmulOp>(def))
      products.insert(product);
  }
  return products;
}

} // namespace

SmallVector<WeightedSum> weightedSums(vit::SoftmaxOp softmax) {
  SmallVector<WeightedSum> sums;
  llvm::MapVector<Operation *, Operation *> open; // with what changes the weights on the way there
  open.insert({softmax, nullptr});
  for (size_t i = 0; i < open.size(); ++i) {
    auto [op, change] = *std::next(open.begin(), i);
    for (OpOperand &use : op->getUses()) {
      Operation *user = use.getOwner();
      auto product = dyn_cast<vit::MatmulOp>(user);
      if (mayStandBetween(user))
        open.insert({user, !change || (isHarmless(change) && !isHarmless(user)) ? user : change});
      else if (product)
        sums.push_back({product, change, product->getOperand(1 - use.getOperandNumber())});
    }
  }
  return sums;
}

bool isAttention(Operation *op) {
  auto softmax = dyn_cast<vit::SoftmaxOp>(op);
  return isa<vit::AttentionOp>(op) || (softmax && !weightedSums(softmax).empty());
}

/// Queries, keys and values; several of each where scores are a sum of products.
static llvm::SetVector<Value> inputsOf(Operation *attention) {
  llvm::SetVector<Value> inputs;
  if (auto softmax = dyn_cast<vit::SoftmaxOp>(attention)) {
    for (vit::MatmulOp product : scoreProducts(softmax))
      inputs.insert(product->operand_begin(), product->operand_end());
    for (const WeightedSum &sum : weightedSums(softmax))
      inputs.insert(sum.values);
    return inputs;
  }
  for (Value input : attention->getOperands().take_front(3))
    inputs.insert(input);
  return inputs;
}

/// The projections that `value` is made of, nearest first.
static void findProjections(Value value, llvm::SetVector<Operation *> &found) {
  llvm::SetVector<Value> open;
  open.insert(value);
  for (size_t i = 0; i < open.size(); ++i) {
    Operation *def = open[i].getDefiningOp();
    if (!def)
      continue;
    auto product = dyn_cast<vit::MatmulOp>(def);
    if (isa<vit::QkvProjectionOp>(def) || (product && layerInput(product)))
      found.insert(def);
    else if (leadsToAttention(def) || isa<vit::BatchNormOp>(def)) // which passes fold
      open.insert(def->operand_begin(), def->operand_end());
  }
}

llvm::SetVector<Operation *> projectionsOf(Operation *attention) {
  llvm::SetVector<Operation *> found;
  for (Value input : inputsOf(attention))
    findProjections(input, found);
  return found;
}

} // namespace vitc
