//===-- FuseQKV.cpp ------------------------------------------------------------------------------===//
//
//   norm(x) [Wq Wk Wv] + [bq bk bv]   ->   vit.qkv_projection
//
// Products with constant weights are an attention's projections where their results reach its queries,
// keys or values by way of layout ops, elementwise ops and normalisations (rotary embeddings, norms
// of q and k, scales). Those that read one input, through slices of its tokens or not, go into one fused
// op: one product after vit-join-projections, or two where only few queries are wanted.
//
// An attention that was not fused is known by the products around its softmax (Attentions.h).
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Attentions.h"
#include "passes/FusedRegion.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEQKVPASS
#include "passes/Passes.h.inc"

namespace {

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
      if (!function.isExternal())
        for (auto &[input, products] : projectionsIn(function.front()))
          fuse(products.getArrayRef());
  }

private:
  using Projections = llvm::MapVector<Value, llvm::SetVector<vit::MatmulOp>>;

  /// Those with constant weights, by what they read.
  static Projections projectionsIn(Block &block) {
    Projections projections;
    for (Operation &op : block) {
      if (!isAttention(&op))
        continue;
      for (Operation *projection : projectionsOf(&op)) {
        auto product = dyn_cast<vit::MatmulOp>(projection);
        if (product && hasConstantWeight(product))
          projections[inputOf(product)].insert(product);
        else if (product)
          setReason(product, weightReason(product));
      }
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
