// Snapshots.cpp: copies of the module behind every stage.
#include "driver/Inspect.h"
#include "ir/ModuleText.h"
#include "mlir/Pass/Pass.h"

using namespace mlir;

namespace vitc {
namespace {

struct SnapshotPass : PassWrapper<SnapshotPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(SnapshotPass)
  SnapshotPass(Stage stage, Snapshots &snapshots) : stage(stage), snapshots(&snapshots) {}
  StringRef getName() const override { return "snapshot"; }
  void runOnOperation() override {
    snapshots->push_back({stage, getOperation().clone()});
    placeConstants(*snapshots->back().module);
    markAllAnalysesPreserved();
  }

  Stage stage;
  Snapshots *snapshots;
};

} // namespace

StringRef stageName(Stage stage) {
  switch (stage) {
  case Stage::Imported:
    return "imported";
  case Stage::Simplified:
    return "simplified";
  case Stage::Fused:
    return "fused";
  case Stage::Kernels:
    return "kernels";
  case Stage::Program:
    return "program";
  }
  llvm_unreachable("no stage");
}

void takeSnapshot(OpPassManager &pm, Stage stage, Snapshots &snapshots) {
  pm.addPass(std::make_unique<SnapshotPass>(stage, snapshots));
}

} // namespace vitc
