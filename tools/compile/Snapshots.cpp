// Snapshots.cpp: copies of the module behind every stage.
#include "Inspect.h"
#include "ir/ModuleText.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace vitc {
namespace {

struct SnapshotPass : PassWrapper<SnapshotPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(SnapshotPass)
  SnapshotPass(Emit stage, Snapshots &snapshots) : stage(stage), snapshots(&snapshots) {}
  StringRef getName() const override { return "snapshot"; }
  void runOnOperation() override {
    snapshots->push_back({stage, getOperation().clone()});
    placeConstants(*snapshots->back().module);
    markAllAnalysesPreserved();
  }

  Emit stage;
  Snapshots *snapshots;
};

} // namespace

StringRef stageName(Emit stage) {
  switch (stage) {
  case Emit::Imported:
    return "imported";
  case Emit::Simplified:
    return "simplified";
  case Emit::Fused:
    return "fused";
  case Emit::Kernels:
    return "kernels";
  default:
    return "program";
  }
}

void takeSnapshot(OpPassManager &pm, Emit stage, Snapshots &snapshots) {
  pm.addPass(std::make_unique<SnapshotPass>(stage, snapshots));
}

} // namespace vitc
