//===-- Decompose.cpp ----------------------------------------------------------------------------===//
#include "ir/VitDialect.h"
#include "mlir/IR/Builders.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_DECOMPOSEPASS
#include "passes/Passes.h.inc"

namespace {

struct DecomposePass : impl::DecomposePassBase<DecomposePass> {
  void runOnOperation() override {
    SmallVector<vit::FusedOp> fused;
    getOperation().walk([&](vit::FusedOp op) { fused.push_back(op); });
    for (vit::FusedOp op : fused) {
      OpBuilder builder(op);
      op->replaceAllUsesWith(op.decompose(builder));
      op->erase();
    }
  }
};

} // namespace
} // namespace vitc
