// TestFaults.cpp: wrong results on purpose, for the tests of what finds them.
#include "TestFaults.h"
#include "ir/VitOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace vitc {
namespace {

struct TestFaultPass : PassWrapper<TestFaultPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestFaultPass)
  StringRef getArgument() const override { return "vit-test-fault"; }
  StringRef getDescription() const override { return "replace GELU by ReLU, which is wrong"; }
  void runOnOperation() override { seedTestFault(getOperation()); }
};

} // namespace

std::unique_ptr<Pass> createTestFaultPass() { return std::make_unique<TestFaultPass>(); }

void seedTestFault(ModuleOp module) {
  module.walk([](vit::GeluOp gelu) {
    OpBuilder builder(gelu);
    Value relu = vit::ReluOp::create(builder, gelu.getLoc(), gelu.getInput());
    gelu.replaceAllUsesWith(relu);
    gelu.erase();
  });
}

} // namespace vitc
