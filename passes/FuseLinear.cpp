//===-- FuseLinear.cpp ---------------------------------------------------------------------------===//
//
//   norm(x) W + b, activation, layer scale, residual   ->   vit.linear
//
// for the products with constant weights that are part of no other fused op: the projection behind
// an attention, heads.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "passes/FusedRegion.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSELINEARPASS
#include "passes/Passes.h.inc"

namespace {

struct FuseLinearPass : impl::FuseLinearPassBase<FuseLinearPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (auto product : llvm::to_vector(function.getOps<vit::MatmulOp>()))
        if (hasConstantWeight(product))
          fuse(product);
  }

private:
  /// A product that nothing joins stays what it is.
  void fuse(vit::MatmulOp product) {
    FusedRegion region(product);
    region.takePrologue();
    Value result = region.growEpilogue(product.getResult());
    if (region.size() == 1)
      return;
    region.build<vit::LinearOp>(result);
    ++numFused;
  }
};

} // namespace
} // namespace vitc
