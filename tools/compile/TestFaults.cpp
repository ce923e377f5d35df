// TestFaults.cpp: wrong results and crashes on purpose, for the tests of what finds and reports them.
#include "TestFaults.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Builders.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <stdexcept>

using namespace mlir;

namespace vitc {
namespace {

void replaceGelu(ModuleOp module) {
  module.walk([](vit::GeluOp gelu) {
    OpBuilder builder(gelu);
    auto relu = vit::ReluOp::create(builder, gelu.getLoc(), gelu.getInput());
    relu->setDiscardableAttrs(gelu->getDiscardableAttrDictionary()); // in the same loops
    gelu.replaceAllUsesWith(relu.getResult());
    gelu.erase();
  });
}

/// Everything lies at the beginning of the arena, which no verifier gets to see.
void shareOnePlace(ModuleOp program) {
  program.walk([](vit::LaunchOp launch) {
    SmallVector<Attribute> places(launch.getPlacesAttr().getValue());
    for (Attribute &place : places)
      if (cast<vit::PlaceAttr>(place).getSpace() == vit::MemorySpace::arena)
        place = vit::PlaceAttr::get(launch.getContext(), vit::MemorySpace::arena, 0);
    launch.setPlacesAttr(ArrayAttr::get(launch.getContext(), places));
  });
}

struct TestFaultPass : PassWrapper<TestFaultPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestFaultPass)
  StringRef getArgument() const override { return "vit-test-fault"; }
  StringRef getDescription() const override { return "replace GELU by ReLU, which is wrong"; }
  void runOnOperation() override { replaceGelu(getOperation()); }
};

} // namespace

/// Recurses until the stack is full; what it returns keeps it from becoming a loop.
static int overflow(volatile int *depth) {
  volatile int next = *depth + 1;
  return next < 0 ? 0 : overflow(&next) + next;
}

static void endCompiler(TestFault fault) {
  volatile int depth = 0;
  if (fault == TestFault::Crash)
    std::raise(SIGSEGV);
  else if (fault == TestFault::Overflow)
    depth = overflow(&depth);
  else if (fault == TestFault::Abort)
    std::abort();
  else if (fault == TestFault::Exception)
    throw std::runtime_error("seeded");
  else if (fault == TestFault::Fatal)
    llvm::report_fatal_error("seeded");
}

void seedTestFault(Session &session, TestFault fault) {
  switch (fault) {
  case TestFault::None:
    return;
  case TestFault::Pass:
    session.afterFusion = [](OpPassManager &pm) { pm.addPass(std::make_unique<TestFaultPass>()); };
    return;
  case TestFault::Kernel:
    session.beforeCode = replaceGelu;
    return;
  case TestFault::Places:
    session.beforeCode = shareOnePlace;
    return;
  default:
    session.beforeKernel = [fault](vit::KernelOp kernel) {
      if (!kernel.getBlock().getOps<vit::GeluOp>().empty())
        endCompiler(fault);
    };
  }
}

} // namespace vitc
