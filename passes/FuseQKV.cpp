//===-- FuseQKV.cpp ------------------------------------------------------------------------------===//
//
//   norm(x) [Wq Wk Wv] + [bq bk bv]   ->   vit.qkv_projection
//
// Products with constant weights are an attention's projections where their results reach its queries,
// keys or values by way of layout ops, elementwise ops and normalisations (rotary embeddings, norms
// of q and k, scales). Those that read one input, through slices of its tokens or not, go into one fused
// op: one product after vit-join-projections, or two where only few queries are wanted.
//
// An attention that was not fused is known by the products around its softmax.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/FusedRegion.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEQKVPASS
#include "passes/Passes.h.inc"

namespace {

/// The softmax that `value` is made of by layout ops, ops of one operand, and products that mix heads.
vit::SoftmaxOp softmaxBehind(Value value) {
  Operation *def = value.getDefiningOp();
  while (def && (isLayout(def) || isElementwise(def) || isa<vit::MatmulOp>(def))) {
    auto product = dyn_cast<vit::MatmulOp>(def);
    if (product && !hasConstantWeight(product))
      break;
    def = def->getOperand(0).getDefiningOp();
  }
  return dyn_cast_or_null<vit::SoftmaxOp>(def);
}

/// The scores of an attention that was not fused, before or behind the product that mixes heads
/// (talking heads: Shazeer et al. 2020).
bool leadsToSoftmax(Operation *op) {
  llvm::SetVector<Operation *> open;
  open.insert(op);
  for (size_t i = 0; i < open.size(); ++i)
    for (Operation *user : open[i]->getUsers()) {
      auto product = dyn_cast<vit::MatmulOp>(user);
      if (isa<vit::SoftmaxOp>(user))
        return true;
      if (isLayout(user) || isElementwise(user) || (product && hasConstantWeight(product)))
        open.insert(user);
    }
  return false;
}

/// What an attention is computed from: queries and keys, values, or all of them.
SmallVector<Value> attentionInputs(Operation *op) {
  if (isa<vit::AttentionOp>(op))
    return llvm::to_vector(op->getOperands().take_front(3));
  auto product = dyn_cast<vit::MatmulOp>(op);
  if (!product || hasConstantWeight(product))
    return {};
  if (softmaxBehind(product.getLhs()))
    return {product.getRhs()};
  return leadsToSoftmax(product) ? SmallVector<Value>{product.getLhs(), product.getRhs()}
                                 : SmallVector<Value>();
}

/// The products that `value` is made of, nearest first.
void findProjections(Value value, llvm::SetVector<vit::MatmulOp> &found) {
  llvm::SetVector<Value> open;
  open.insert(value);
  for (size_t i = 0; i < open.size(); ++i) {
    Operation *def = open[i].getDefiningOp();
    if (!def)
      continue;
    auto product = dyn_cast<vit::MatmulOp>(def);
    if (product && hasConstantWeight(product))
      found.insert(product);
    else if (leadsToAttention(def))
      open.insert(def->operand_begin(), def->operand_end());
  }
}

/// What a product reads, before slices of tokens and dimensions of size 1.
Value inputOf(vit::MatmulOp product) {
  Value input = product.getLhs();
  while (Operation *def = input.getDefiningOp()) {
    if (!isa<vit::SliceOp>(def) && !isUnitReshape(def))
      break;
    input = def->getOperand(0);
  }
  return input;
}

struct FuseQKVPass : impl::FuseQKVPassBase<FuseQKVPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (auto &[input, products] : projectionsOf(function))
        fuse(products.getArrayRef());
  }

private:
  using Projections = llvm::MapVector<Value, llvm::SetVector<vit::MatmulOp>>;

  /// By what they read.
  static Projections projectionsOf(func::FuncOp function) {
    Projections projections;
    for (Operation &op : function.front()) {
      llvm::SetVector<vit::MatmulOp> found;
      for (Value input : attentionInputs(&op))
        findProjections(input, found);
      for (vit::MatmulOp projection : found)
        projections[inputOf(projection)].insert(projection);
    }
    return projections;
  }

  void fuse(ArrayRef<vit::MatmulOp> products) {
    FusedRegion region(products);
    std::string reason = region.takePrologue();
    SmallVector<Value> results;
    for (vit::MatmulOp product : products)
      results.push_back(region.growEpilogue(product.getResult(), /*constantsOnly=*/true));
    auto fused = region.build<vit::QkvProjectionOp>(results);
    if (!reason.empty())
      setReason(fused, reason);
    ++numFused;
  }
};

} // namespace
} // namespace vitc
