//===-- Schedules.h: the table of kernel families ---------------------------------------------===//
//
// A row chooses the loops of a loop nest by its facts and the target, checks loops that somebody else has
// written, and applies loops. What applies them knows no target: it has nothing left to choose. What loops store in
// memory the row says; where that lies is the schedule's (codegen/Workspaces.h).
#ifndef VITC_CODEGEN_SCHEDULES_SCHEDULES_H
#define VITC_CODEGEN_SCHEDULES_SCHEDULES_H

#include "codegen/LoopNests.h"
#include "codegen/Target.h"
#include "ir/VitSchedules.h"
#include "ir/VitTargets.h"
#include <functional>

namespace vitc {

/// The families, in the order of the alternatives of Plan.
enum class Family { Pointwise, Product, Rows, Attention, Window, Concat, Updates };

/// Bits of the elements that a loop nest combines, and of those that it sums up in.
struct ElementBits {
  int operands, sums;
};

using EmitError = llvm::function_ref<mlir::InFlightDiagnostic()>;

/// A function whose values loops store in memory: not in registers, not in a GPU's shared memory.
struct StoredFunc {
  Halide::Func func;
  int64_t bytes; // at most
  vit::WorkspaceScope scope;
  /// Of the kernel, where it is or may be prepared of these.
  std::vector<int64_t> operands = {}; // NOLINT(readability-redundant-member-init): often left out
};

/// What a loop nest is on a GPU: what its schedule promises, and what the cost models expect.
struct GpuEstimate {
  int64_t blocks = 0, threads = 0; // of all GPU kernels of the nest, and of a block
  int64_t registers = 0;           // of a thread; 0: not known before it is assembled
  int64_t sharedBytes = 0;         // of a block
  double cycles = 0;               // of the card; 0: memory says how long it takes
  double tensorCycles = 0;         // of those, what tensor cores take by the data sheet
};

struct ScheduleRow {
  Family family;
  ElementBits bits; // 0: any
  vit::TargetKind target;
  /// Null where a later row that fits is better.
  std::function<mlir::Attribute(const LoopNest &, const Target &, mlir::MLIRContext *)> choose;
  /// Whether loops are of the kind that the other functions take.
  std::function<bool(mlir::Attribute)> takes;
  /// Fails with an error that says which limit of the target or of the loop nest is broken.
  std::function<mlir::LogicalResult(const LoopNest &, mlir::Attribute, const Target &, EmitError)>
      check;
  /// Only what was checked is applied.
  std::function<void(LoopNest &, mlir::Attribute)> apply;
  /// What these loops store beside the result.
  std::function<std::vector<StoredFunc>(const LoopNest &, mlir::Attribute)> stored;
  /// Of loops of a GPU.
  std::function<GpuEstimate(const LoopNest &, mlir::Attribute, const Target &)> estimate;
};

/// The row for `nest` on `target` that takes `loops`; where none does, the most general one. Null if there is none.
const ScheduleRow *findSchedule(const LoopNest &nest, const Target &target, mlir::Attribute loops);
/// What the first row for `nest` on `target` chooses that chooses any; null if there is none.
mlir::Attribute chooseLoops(const LoopNest &nest, const Target &target, mlir::MLIRContext *context);
/// Other loops of the same kind, which the target and the loop nest allow, and which may be faster than `loops`: for those who
/// measure. None for kinds whose loops are not worth it.
std::vector<mlir::Attribute> alternativesTo(mlir::Attribute loops, const LoopNest &nest,
                                            const Target &target);
/// "a product of 32-bit elements, summed up in 32 bits", for messages.
std::string describe(const LoopNest &nest);

} // namespace vitc

#endif // VITC_CODEGEN_SCHEDULES_SCHEDULES_H
