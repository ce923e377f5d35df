//===-- FuseMLP.cpp ------------------------------------------------------------------------------===//
//
//   activation(norm(x) W1 + b1) W2 + b2, layer scale, residual   ->   vit.mlp
//   (activation(norm(x) W1 + b1) * (norm(x) W3 + b3)) W2 + ...
//
// Backwards from the second layer's product, everything up to the products before it is the hidden
// layer (HiddenLayer.h). Must hold: elementwise ops and normalisations alone stand between the layers,
// one of them an activation; nobody else reads what is in between; the weights are constant; the products
// of a gated hidden layer read the same input.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "passes/FusedRegion.h"
#include "passes/HiddenLayer.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEMLPPASS
#include "passes/Passes.h.inc"

namespace {

struct FuseMLPPass : impl::FuseMLPPassBase<FuseMLPPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        fuseIn(function.front());
  }

private:
  void fuseIn(Block &block) {
    llvm::SetVector<vit::MatmulOp> seconds = secondLayersIn(block);
    for (auto product : llvm::to_vector(block.getOps<vit::MatmulOp>())) {
      HiddenLayer hidden(product);
      std::string reason = hidden.reasonAgainst();
      if (reason.empty())
        fuse(hidden);
      else if (seconds.contains(product))
        setReason(product, reason);
    }
  }

  void fuse(const HiddenLayer &hidden) {
    vit::MatmulOp second = hidden.second;
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
};

} // namespace
} // namespace vitc
