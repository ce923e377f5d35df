//===-- Common.cpp: what the families share ---------------------------------------------------===//
#include "codegen/schedules/CostModel.h"
#include "codegen/schedules/Families.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::Func;
using Halide::TailStrategy;
using Halide::Var;

//===-- Checks --------------------------------------------------------------------------------===//

LogicalResult scheduling::checkAtMost(EmitError emitError, StringRef name, int64_t value,
                                      int64_t most, const Twine &what) {
  if (value <= most)
    return success();
  return emitError() << name << " = " << value << " is more than " << most << ", " << what;
}

LogicalResult scheduling::checkLanes(EmitError emitError, StringRef name, int64_t lanes,
                                     const Target &target, int elementBits, int64_t extent) {
  if (failed(checkAtMost(emitError, name, lanes, mostLanes(target, elementBits),
                         "which a vector of '" + target.name + "' has of " + Twine(elementBits) +
                             " bits")))
    return failure();
  return checkAtMost(emitError, name, lanes, std::max<int64_t>(1, extent),
                     "the extent of the loop");
}

LogicalResult scheduling::checkSums(EmitError emitError, int64_t rows, StringRef name,
                                    int64_t vectors, const Target &target) {
  const int64_t most = mostSums(target);
  if (rows <= most && vectors <= most && rows * vectors <= most)
    return success();
  return emitError() << "rows times " << name << " = " << rows << " x " << vectors << " sums; the "
                     << target.vectorRegisters << " vector registers of '" << target.name
                     << "' hold " << most << " beside what is loaded";
}

LogicalResult scheduling::checkParts(EmitError emitError, size_t loops, const ConcatPlan &plan) {
  if (loops == plan.parts.size())
    return success();
  return emitError() << "has loops for " << loops << " parts, not for the " << plan.parts.size()
                     << " that are not empty";
}

Extents scheduling::extentsOf(const LoopNest &nest, const ConcatPlan &plan, size_t part) {
  Extents extents = nest.extents;
  extents[plan.axis] = plan.parts[part].extent;
  return extents;
}

//===-- Loops ---------------------------------------------------------------------------------===//

Var scheduling::fuseAll(Func func, const std::vector<Var> &loops) {
  Var fused = loops.front();
  for (size_t i = 1; i < loops.size(); ++i) {
    Var next("rows");
    func.fuse(fused, loops[i], next);
    fused = next;
  }
  return fused;
}

void scheduling::divideIntoTasks(Func func, const Var &loop, int64_t steps) {
  if (steps == 0)
    return;
  if (steps == 1) {
    func.parallel(loop);
    return;
  }
  Var task("task");
  func.split(loop, task, loop, static_cast<int>(steps), TailStrategy::GuardWithIf).parallel(task);
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
