//===-- Attention.cpp: attention on a GPU -------------------------------------------------------===//
//
// A block computes a query: threads compute a score each, then weights, then elements of the result.
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/Families.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::MemoryType;
using Halide::RVar;
using Halide::TailStrategy;
using Halide::Var;
using vit::GpuAttentionLoopsAttr;

GpuAttentionLoopsAttr gpu::chooseAttention(const LoopNest &, const AttentionPlan &plan,
                                           const Target &target, MLIRContext *context) {
  return GpuAttentionLoopsAttr::get(context,
                                    chooseThreads(std::max(plan.shape.e, plan.shape.s), target));
}

LogicalResult gpu::checkAttention(const LoopNest &, const AttentionPlan &,
                                  GpuAttentionLoopsAttr loops, const Target &target,
                                  EmitError emitError) {
  return checkThreads(emitError, "threads", loops.getThreads(), target);
}

namespace {
struct Scheduler {
  LoopNest &nest;
  AttentionPlan &plan;
  const int threads;
  Func out = nest.func;
  Var query = fuseAll(out, {nest.vars.begin() + 1, nest.vars.end()});

  /// Rows of scores of few keys lie in shared memory.
  MemoryType memory() const {
    constexpr int64_t most = 16 << 10;
    return plan.storedKeys() * plan.elementBits / 8 <= most ? MemoryType::GPUShared
                                                            : MemoryType::Heap;
  }
  void share(Func func, const Var &n) {
    Var step("step"), thread("thread");
    func.split(n, step, thread, threads, TailStrategy::GuardWithIf)
        .reorder(step, thread)
        .gpu_threads(thread);
  }
  void scheduleReduction(AttentionPlan::RowReduction &reduction) {
    const Var l = reduction.lanes.args()[0];
    reduction.lanes.compute_at(out, query).store_in(MemoryType::GPUShared).gpu_threads(l);
    reduction.lanes.update().reorder(reduction.vector, l).gpu_threads(l);
    for (Func half : reduction.halves)
      half.compute_at(out, query).store_in(MemoryType::GPUShared).gpu_threads(l);
  }
  void scheduleScores() {
    plan.strip.compute_at(out, query).store_in(memory());
    for (size_t i = 0; i < plan.parts.size(); ++i) {
      RVar step("step"), thread("thread");
      plan.strip.update(static_cast<int>(i))
          .allow_race_conditions()
          .split(plan.parts[i].n, step, thread, threads, TailStrategy::GuardWithIf)
          .reorder(step, thread)
          .gpu_threads(thread);
      plan.parts[i].acc.compute_at(plan.strip, step);
    }
  }
  void apply() {
    Var step("step"), thread("thread");
    out.split(nest.vars[0], step, thread, threads, TailStrategy::GuardWithIf)
        .reorder(step, thread, query)
        .gpu_threads(thread)
        .gpu_blocks(query);
    plan.acc.compute_at(out, step);
    scheduleScores();
    scheduleReduction(plan.maximum);
    scheduleReduction(plan.sum);
    plan.scale.compute_at(out, query).store_in(MemoryType::GPUShared);
    if (plan.keep.defined()) {
      scheduleReduction(plan.magnitude);
      plan.keep.compute_at(out, query).store_in(MemoryType::GPUShared);
    }
    plan.weights.compute_at(out, query).store_in(memory());
    share(plan.weights, plan.weights.args()[0]);
  }
};
} // namespace

void gpu::applyAttention(LoopNest &nest, AttentionPlan &plan, GpuAttentionLoopsAttr loops) {
  Scheduler{nest, plan, static_cast<int>(loops.getThreads())}.apply();
}
