//===-- Common.cpp: what the families share on a GPU --------------------------------------------===//
#include "codegen/schedules/Families.h"
#include "codegen/schedules/gpu/BlockTiles.h"
#include "codegen/schedules/gpu/Families.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;
using Halide::VarOrRVar;

/// With so many threads a thread may have all the registers there are, and blocks are many.
static constexpr int64_t usualThreads = 256;

int64_t gpu::chooseThreads(int64_t steps, const Target &target) {
  const int64_t most = std::min(usualThreads, target.blockThreads);
  return std::clamp<int64_t>(llvm::alignTo(std::max<int64_t>(steps, 1), target.warp), target.warp,
                             most);
}

LogicalResult gpu::checkThreads(EmitError emitError, StringRef name, int64_t threads,
                                const Target &target) {
  return checkAtMost(emitError, name, threads, target.blockThreads,
                     "the threads of a block on '" + target.name + "'");
}

LogicalResult gpu::checkBlockSizes(EmitError emitError,
                                   ArrayRef<std::pair<StringRef, int64_t>> sizes) {
  constexpr int64_t most = 1024;
  for (const auto &[name, value] : sizes)
    if (failed(checkAtMost(emitError, name, value, most, "the threads of a block")))
      return failure();
  return success();
}

LogicalResult gpu::checkBlock(EmitError emitError, StringRef name, int64_t threads,
                              int64_t registers, int64_t sharedBytes, int64_t mostSharedBytes,
                              const Target &target) {
  const int64_t most = std::min(target.threadRegisters, registerFile / threads);
  if (failed(checkThreads(emitError, name, threads, target)) ||
      failed(
          checkAtMost(emitError, "registers", registers, most,
                      "which each of " + Twine(threads) + " threads has on '" + target.name + "'")))
    return failure();
  return checkAtMost(emitError, "shared memory", sharedBytes, mostSharedBytes,
                     "the bytes that a block has on '" + target.name + "'");
}

std::optional<vit::TensorPrecision> gpu::tensorPrecisionOf(const Target &target) {
  if (target.capability() < vit::firstTensorCores)
    return std::nullopt;
  return target.precision.value_or(vit::TensorPrecision::tf32x3);
}

LogicalResult gpu::checkTensorCores(EmitError emitError, vit::TensorPrecision precision,
                                    const Target &target) {
  if (target.capability() >= vit::firstTensorCores)
    return success();
  return emitError() << "'" << target.name << "' has no tensor cores that multiply "
                     << stringifyTensorPrecision(precision) << ": cuda:sm_80 and later ones have";
}

VarOrRVar gpu::launch(Halide::Stage stage, const std::vector<VarOrRVar> &loops, int64_t threads) {
  VarOrRVar fused = loops.front();
  for (size_t i = 1; i < loops.size(); ++i) {
    const bool isReduction = fused.is_rvar || loops[i].is_rvar;
    const VarOrRVar next("steps", isReduction);
    stage.fuse(fused, loops[i], next);
    fused = next;
  }
  const VarOrRVar block("block", fused.is_rvar), thread("thread", fused.is_rvar);
  stage.split(fused, block, thread, static_cast<int>(threads), Halide::TailStrategy::GuardWithIf)
      .gpu_blocks(block)
      .gpu_threads(thread)
      .never_partition_all(); // the guard of the last block costs nothing
  return thread;
}
