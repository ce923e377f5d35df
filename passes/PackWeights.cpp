//===-- PackWeights.cpp --------------------------------------------------------------------------===//
//
// A kernel that wants a weight in panels begins with `vit.unpack(vit.pack(%operand))`, which means what the
// operand does (vit-select-schedules writes that, for what the product's loops name). Here the pack leaves the
// kernel: the operand becomes the panels, and what launches pass is packed before, once for all that pass the
// same. Constants alone are: vit-fold-constants evaluates them then. Anything else that is to be packed is an
// error, for a kernel that packed its weight in every run would be slow without saying so.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitPacking.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "passes/Passes.h.inc"

namespace {

struct PackWeightsPass : impl::PackWeightsPassBase<PackWeightsPass> {
  void runOnOperation() override {
    llvm::DenseMap<StringAttr, SmallVector<vit::LaunchOp>> launches;
    getOperation().walk([&](vit::LaunchOp launch) {
      launches[launch.getKernelAttr().getAttr()].push_back(launch);
    });
    for (auto kernel : getOperation().getOps<vit::KernelOp>())
      for (auto pack : llvm::make_early_inc_range(kernel.getBlock().getOps<vit::PackOp>()))
        if (failed(carryOut(pack, launches.lookup(kernel.getSymNameAttr()))))
          return signalPassFailure();
    for (Operation *constant : unpacked)
      if (constant->use_empty())
        constant->erase();
  }

private:
  LogicalResult carryOut(vit::PackOp pack, ArrayRef<vit::LaunchOp> launches) {
    auto argument = dyn_cast<BlockArgument>(pack.getInput());
    if (!argument || !argument.hasOneUse())
      return pack.emitOpError("packs no operand of the kernel that is read here alone");
    for (vit::LaunchOp launch : launches)
      if (!launch.getOperand(argument.getArgNumber()).getDefiningOp<vit::ConstantOp>()) {
        InFlightDiagnostic error =
            launch.emitOpError("operand ")
            << argument.getArgNumber() << " is computed when the model runs, "
            << "but the kernel reads it as " << pack.getPacking() << ": constants alone are packed";
        error.attachNote(pack.getLoc()) << "the kernel's vit.pack";
        return error;
      }
    for (vit::LaunchOp launch : launches) {
      OpOperand &operand = launch->getOpOperand(argument.getArgNumber());
      operand.set(packed(operand.get().getDefiningOp<vit::ConstantOp>(), pack));
    }
    argument.setType(pack.getType());
    pack.getResult().replaceAllUsesWith(argument);
    pack.erase();
    ++numPacked;
    return success();
  }

  /// The constant as `pack` has it; made once in each function, behind the first that is met.
  Value packed(vit::ConstantOp constant, vit::PackOp pack) {
    unpacked.insert(constant);
    Value &panels = made[{constant->getBlock(), {constant.getValue(), pack->getAttrDictionary()}}];
    if (!panels) {
      OpBuilder builder(getOperation().getContext());
      builder.setInsertionPointAfter(constant);
      panels = vit::PackOp::create(builder, constant.getLoc(), constant, pack.getPacking(),
                                   pack.getColumnsFirst());
    }
    return panels;
  }

  llvm::DenseMap<std::pair<Block *, std::pair<Attribute, Attribute>>, Value> made;
  llvm::SetVector<Operation *> unpacked;
};

} // namespace
} // namespace vitc
