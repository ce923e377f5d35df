//===-- Schedules.h: one schedule per kernel family -------------------------------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_SCHEDULES_H
#define VITC_CODEGEN_SCHEDULES_SCHEDULES_H

#include "codegen/Target.h"
#include "codegen/kernels/Stages.h"
#include <functional>

namespace vitc {

/// Schedules a root stage by its plan's family.
void schedule(RootStage &stage, const Target &target);

void schedulePointwise(RootStage &stage, const PointwisePlan &plan, const Target &target);
void scheduleMatmul(RootStage &stage, MatmulPlan &plan, const Target &target);
void scheduleRows(RootStage &stage, RowsPlan &plan, const Target &target);
void scheduleWindow(RootStage &stage, WindowPlan &plan, const Target &target);
void scheduleConcat(RootStage &stage, ConcatPlan &plan, const Target &target);
void scheduleAttention(RootStage &stage, AttentionPlan &plan, const Target &target);
void scheduleSerial(RootStage &stage, const Target &target);

/// The tile of an attention kernel: its algorithm divides the keys by it.
AttentionTile chooseAttentionTile(const AttentionShape &shape, int elementBits,
                                  const Target &target);

/// How many columns of the right operand of a product [m, k] x [k, n] lie together best.
int64_t choosePanelWidth(int64_t m, int64_t n, int elementBits, const Target &target);
/// Whether a product can read panels of `width` columns in place.
bool isPanelWidth(int64_t width, int64_t n, int elementBits, const Target &target);

/// What the families share.
namespace scheduling {
/// Vector instructions' worth of elements that a parallel task should have at least: waking a
/// thread costs some microseconds.
constexpr int64_t taskWork = 16 << 10;
/// Temporaries up to this size live on the stack; Halide takes larger ones from the heap in any case.
constexpr int64_t stackBytes = 16 << 10;

/// The number of lanes to compute `extent` elements with: a power of two not above it.
int64_t lanesFor(const Target &target, int elementBits, int64_t extent);
/// Fuses `loops` (innermost first) to one; an undefined name if there are none.
Halide::Var fuseAll(Halide::Func func, const std::vector<Halide::Var> &loops);
/// Divides `loop` (of `extent` iterations, each worth `work` elements) into parallel tasks, if that
/// pays. Afterwards `loop` is the loop inside a task.
void parallelise(Halide::Func func, Halide::Var loop, int64_t extent, int64_t work);
/// Schedules the update of `func` over `lane`, of `lanes` iterations (a power of two): one half is
/// combined with the other until one element is left. `place` says where a half is computed. Halide's
/// own way is one lane after another wherever an operation of the kernel is strict.
void reduceInHalves(Halide::Func func, Halide::RVar lane, int lanes,
                    const std::function<void(Halide::Func)> &place);
/// Whether `dim` lies within a row.
bool isRowDim(const RowsPlan &plan, size_t dim);
/// Where a temporary of `bytes` bytes lies.
Halide::MemoryType memoryFor(int64_t bytes);
} // namespace scheduling

} // namespace vitc

#endif // VITC_CODEGEN_SCHEDULES_SCHEDULES_H
