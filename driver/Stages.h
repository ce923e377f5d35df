//===-- Stages.h: a module on its way through the stages of the IR ---------------------------------===//
#ifndef VITC_DRIVER_STAGES_H
#define VITC_DRIVER_STAGES_H

#include "codegen/Targets.h"
#include "codegen/TuneSchedules.h"
#include "driver/Inspect.h"
#include "driver/Session.h"
#include "passes/QuantizeProducts.h"
#include "passes/VerifyNumerics.h"

namespace vitc {

/// Files for the large constants that the stages compute.
struct StageFiles {
  std::string simplified, fused, program;
};

struct StageOptions {
  /// Where to stop.
  Stage last = Stage::Program;
  Targets targets;
  StageFiles files;
  bool explainFusion = false;
  std::vector<std::string> requireFused, disabledPasses;
  /// PipelineOptions has what it means.
  int64_t integerBits = 0;
  QuantizationLimits quantization;
  std::string weightType;
  bool roundsRows = false;
  /// Tries other loops; nothing: those that the table chooses.
  std::optional<Tuning> tuning;
  /// Checks each pass.
  std::optional<NumericsOptions> numerics;
  /// Gets the module as it is behind every stage; null: nobody looks.
  Snapshots *snapshots = nullptr;
};

/// Runs the stages that `module` has not passed yet.
mlir::LogicalResult runStages(mlir::ModuleOp module, const StageOptions &options, Session &session);

} // namespace vitc

#endif // VITC_DRIVER_STAGES_H
