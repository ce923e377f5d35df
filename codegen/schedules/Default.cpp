//===-- Default.cpp: elementwise and layout kernels, and whatever has no schedule of its own --===//
//
// Dimension 0 in vectors, the others fused to one loop of rows, divided into tasks of at least
// `taskWork` elements. Kernels of less than two tasks stay on the calling thread.
#include "codegen/schedules/Schedules.h"
#include <algorithm>
#include <unordered_set>

using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;

int64_t scheduling::lanesFor(const Target &target, int elementBits, int64_t extent) {
  int64_t lanes = target.lanes(std::max(elementBits, 32));
  while (lanes > extent)
    lanes /= 2;
  return std::max<int64_t>(lanes, 1);
}

Var scheduling::fuseAll(Func func, const std::vector<Var> &loops) {
  Var fused = loops.front();
  for (size_t i = 1; i < loops.size(); ++i) {
    Var next("rows");
    func.fuse(fused, loops[i], next);
    fused = next;
  }
  return fused;
}

void scheduling::parallelise(Func func, Var loop, int64_t extent, int64_t work) {
  work = std::max<int64_t>(work, 1);
  if (extent * work < 2 * taskWork || extent < 2)
    return;
  const int64_t perTask = std::max<int64_t>(1, taskWork / work);
  if (perTask == 1) {
    func.parallel(loop);
    return;
  }
  const int64_t tasks = std::max<int64_t>(1, extent / perTask);
  Var task("task");
  func.split(loop, task, loop, static_cast<int>((extent + tasks - 1) / tasks),
             TailStrategy::GuardWithIf)
      .parallel(task);
}

Halide::MemoryType scheduling::memoryFor(int64_t bytes) {
  return bytes <= stackBytes ? Halide::MemoryType::Stack : Halide::MemoryType::Heap;
}

void scheduling::reduceInHalves(Func func, Halide::RVar lane, int lanes,
                                const std::function<void(Func)> &place) {
  for (int width = lanes / 2; width >= 1; width /= 2) {
    Halide::RVar half("half"), next("lane");
    Var position("lanes");
    func.update().split(lane, half, next, width);
    Func partial = func.update().rfactor(next, position);
    std::vector<Var> storage = partial.args(); // rfactor puts the new dimension last
    std::rotate(storage.begin(), storage.end() - 1, storage.end());
    if (storage.size() > 1)
      partial.reorder_storage(storage);
    place(partial);
    partial.bound_extent(position, width).vectorize(position);
    partial.update().unroll(half).vectorize(position);
    lane = next;
  }
  func.update().unroll(lane);
}

static int64_t product(const Extents &extents, size_t from) {
  int64_t result = 1;
  for (size_t i = from; i < extents.size(); ++i)
    result *= extents[i];
  return result;
}

void vitc::schedulePointwise(RootStage &stage, const PointwisePlan &plan, const Target &target) {
  Func func = stage.func;
  const Extents &extents = stage.extents;
  if (extents.empty() || product(extents, 0) == 0)
    return;
  const int64_t lanes = lanesFor(target, stage.elementBits, extents[0]);
  Var outer("block"), inner("lane");
  if (lanes > 1)
    func.split(stage.vars[0], outer, inner, static_cast<int>(lanes), TailStrategy::ShiftInwards)
        .vectorize(inner);
  else
    outer = stage.vars[0];
  const int64_t blocks = (extents[0] + lanes - 1) / lanes, rows = product(extents, 1);
  if (rows == 1) {
    parallelise(func, outer, blocks, lanes * plan.cost);
    return;
  }
  const Var row = fuseAll(func, {stage.vars.begin() + 1, stage.vars.end()});
  if (rows < 16 && extents[0] * plan.cost > 4 * taskWork) { // few long rows
    Var piece("piece");
    func.fuse(outer, row, piece);
    parallelise(func, piece, blocks * rows, lanes * plan.cost);
    return;
  }
  parallelise(func, row, rows, extents[0] * plan.cost);
}

void vitc::scheduleSerial(RootStage &stage, const Target &target) {
  schedulePointwise(stage, PointwisePlan{}, target);
  if (stage.extents.empty())
    return;
  const int64_t lanes = lanesFor(target, stage.elementBits, stage.extents[0]);
  for (int i = 0; i < stage.func.num_update_definitions() && lanes > 1; ++i) {
    Halide::Stage update = stage.func.update(i);
    for (const Halide::Internal::Dim &dim : update.get_schedule().dims())
      if (dim.var == stage.vars[0].name())
        update.vectorize(stage.vars[0], static_cast<int>(lanes), TailStrategy::GuardWithIf);
  }
}

void vitc::scheduleConcat(RootStage &stage, ConcatPlan &plan, const Target &target) {
  for (size_t i = 0; i < plan.parts.size(); ++i) {
    Halide::Stage update = stage.func.update(static_cast<int>(i));
    const ConcatPlan::Part &part = plan.parts[i];
    Extents extents = stage.extents;
    extents[plan.axis] = part.extent;
    const int lanes = static_cast<int>(lanesFor(target, stage.elementBits, extents[0]));
    if (plan.axis == 0 && lanes > 1)
      update.allow_race_conditions().vectorize(part.r, lanes, TailStrategy::GuardWithIf);
    else if (lanes > 1)
      update.vectorize(stage.vars[0], lanes, TailStrategy::GuardWithIf);
    if (product(extents, 0) < 2 * taskWork)
      continue;
    // The outermost loop that has enough iterations to share.
    for (size_t d = extents.size(); d-- > 1;) {
      if (extents[d] < 4)
        continue;
      if (static_cast<int>(d) == plan.axis)
        update.allow_race_conditions().parallel(part.r, static_cast<int>((extents[d] + 15) / 16));
      else
        update.parallel(stage.vars[d], static_cast<int>((extents[d] + 15) / 16));
      break;
    }
  }
}

/// Tiles reach beyond what is read of a stage that is stored between two others: it has all of its
/// extents, as a result has. Rows that nobody reads need not be computed.
static void storeWhole(RootStage &stage) {
  stage.func.compute_root();
  const auto *rows = std::get_if<RowsPlan>(&stage.plan);
  for (size_t i = 0; i < stage.extents.size(); ++i)
    if (!rows || i == 0 || isRowDim(*rows, i))
      stage.func.bound(stage.vars[i], 0, static_cast<int>(stage.extents[i]));
}

void vitc::schedule(RootStage &stage, const Target &target) {
  if (!stage.isOutput)
    storeWhole(stage);
  if (auto *plan = std::get_if<MatmulPlan>(&stage.plan))
    scheduleMatmul(stage, *plan, target);
  else if (auto *plan = std::get_if<RowsPlan>(&stage.plan))
    scheduleRows(stage, *plan, target);
  else if (auto *plan = std::get_if<WindowPlan>(&stage.plan))
    scheduleWindow(stage, *plan, target);
  else if (auto *plan = std::get_if<ConcatPlan>(&stage.plan))
    scheduleConcat(stage, *plan, target);
  else if (auto *plan = std::get_if<AttentionPlan>(&stage.plan))
    scheduleAttention(stage, *plan, target);
  else if (std::get_if<SerialPlan>(&stage.plan))
    scheduleSerial(stage, target);
  else
    schedulePointwise(stage, std::get<PointwisePlan>(stage.plan), target);
}
