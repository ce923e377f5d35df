// TestPasses.cpp: passes that only tests use.
#include "TestPasses.h"
#include "ir/VitOpsElementwise.h"
#include "mlir/IR/Builders.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace {
/// A wrong pass, for the tests of --verify-numerics: GELU becomes ReLU.
struct BreakGeluPass : PassWrapper<BreakGeluPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(BreakGeluPass)
  StringRef getArgument() const override { return "vit-test-break-gelu"; }
  StringRef getDescription() const override { return "replace GELU by ReLU, which is wrong"; }
  void runOnOperation() override {
    getOperation().walk([](vitc::vit::GeluOp gelu) {
      OpBuilder builder(gelu);
      gelu.replaceAllUsesWith(
          vitc::vit::ReluOp::create(builder, gelu.getLoc(), gelu.getInput()).getResult());
      gelu.erase();
    });
  }
};
} // namespace

void vitc::registerTestPasses() { PassRegistration<BreakGeluPass>(); }
