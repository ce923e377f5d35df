// Trace.h: which ops of a stage stand for which ops of the model.
#ifndef VITC_DRIVER_TRACE_H
#define VITC_DRIVER_TRACE_H

#include "driver/Inspect.h"

namespace vitc {

/// An op of @main, and the positions of the model's ops that it computes (in the first stage's list).
struct TracedOp {
  mlir::Operation *op;
  llvm::SmallVector<size_t> sources;
};

/// The ops of a stage in order, constants apart.
struct TracedStage {
  Stage stage;
  mlir::ModuleOp module;
  std::vector<TracedOp> ops;
};

/// One entry per snapshot; the first is the model as it was given. An op stands for the model's ops
/// whose nodes its locations name. What no op of a stage names any more has been taken in by what
/// reads it.
std::vector<TracedStage> traceStages(const Snapshots &snapshots);

/// The part of a node's name that names its block: up to the first number ("/blocks/blocks.3/attn/MatMul"
/// is in "/blocks/blocks.3"); "" without one.
llvm::StringRef blockOf(llvm::StringRef node);

/// "1x197x768 f32", of all results.
std::string resultText(mlir::Operation *op);

} // namespace vitc

#endif // VITC_DRIVER_TRACE_H
