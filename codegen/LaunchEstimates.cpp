//===-- LaunchEstimates.cpp ------------------------------------------------------------------------===//
//
// The cost models that choose loops (codegen/schedules/gpu) say what these take; nothing is measured or assembled here.
#include "codegen/LaunchEstimates.h"
#include "codegen/HalideErrors.h"
#include "codegen/KernelNames.h"
#include "codegen/LoopSources.h"
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/schedules/gpu/BlockTiles.h"
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;

Card vitc::cardOf(const Target &target) {
  switch (target.capability()) {
  case 70:
    return {"V100", 1.53, 900, 64};
  case 75:
    return {"T4", 1.59, 320, 32};
  case 80:
    return {"A100", 1.41, 2039, 64};
  case 86:
    return {"A40", 1.74, 696, 48};
  case 89:
    return {"L40S", 2.52, 864, 48};
  default:
    return {"H100", 1.98, 3350, 64};
  }
}

static double occupancyOf(const GpuEstimate &gpu, const Target &target) {
  constexpr int64_t mostBlocks = 16; // of a multiprocessor, on the smallest of them
  const int64_t warps = llvm::divideCeil(std::max<int64_t>(gpu.threads, 1), 32);
  const int64_t most = cardOf(target).warps;
  int64_t blocks = std::min(mostBlocks, most / warps);
  if (gpu.registers > 0)
    blocks = std::min(blocks,
                      gpu::registerFile / (int64_t(llvm::alignTo(gpu.registers, 8)) * warps * 32));
  if (gpu.sharedBytes > 0)
    blocks = std::min(blocks, gpu::blocksIn(gpu.sharedBytes, target));
  // No more than there are.
  const int64_t own = llvm::divideCeil(gpu.blocks, std::max<int64_t>(target.multiprocessors, 1));
  return double(std::min(blocks, own) * warps) / double(most);
}

static double microsecondsOf(const LoopNest &nest, const GpuEstimate &gpu, const Target &target) {
  const Card card = cardOf(target);
  const double bytes = 2 * double(elements(nest.extents)) * nest.elementBits / 8;
  return std::max(gpu.cycles / (card.gigahertz * 1e3), bytes / (card.gigabytesPerSecond * 1e3));
}

FailureOr<std::vector<LaunchEstimate>> vitc::estimateLaunches(vit::KernelOp kernel,
                                                              const Target &target) {
  std::vector<LaunchEstimate> result;
  auto estimate = [&]() -> LogicalResult {
    const KernelNames names;
    WrittenLoops loops(kernel, target);
    if (failed(loops.find()))
      return failure();
    KernelBuilder builder(kernel, loops);
    if (failed(builder.build()))
      return failure();
    for (auto [position, nest] : llvm::enumerate(builder.roots)) {
      const Attribute own = loops.loopsOf(position, nest);
      if (!own)
        return failure();
      const GpuEstimate gpu = findSchedule(nest, target, own)->estimate(nest, own, target);
      result.push_back({nest.isOutput ? "result" : nest.func.name(), gpu, occupancyOf(gpu, target),
                        microsecondsOf(nest, gpu, target)});
    }
    return success();
  };
  if (failed(withHalide(kernel, estimate)))
    return failure();
  return result;
}
