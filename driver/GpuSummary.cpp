// GpuSummary.cpp: what kernels are expected to take of a GPU, in figures.
#include "codegen/LaunchEstimates.h"
#include "driver/Inspect.h"
#include "ir/VitTargets.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace vitc {
namespace {

std::optional<Target> gpuOf(ModuleOp program) {
  auto targets = program->getAttrOfType<ArrayAttr>("vit.targets");
  if (targets)
    for (auto attribute : targets.getAsRange<vit::TargetAttr>())
      if (Target target = Target::fromAttribute(attribute); target.isGpu())
        return target;
  return std::nullopt;
}

/// What tensor cores are busy with, of all that products take that use them.
struct TensorCores {
  double busy = 0, cycles = 0;

  void add(const GpuEstimate &gpu, double launches) {
    if (gpu.tensorCycles > 0) {
      busy += gpu.tensorCycles * launches;
      cycles += gpu.cycles * launches;
    }
  }
};

std::vector<std::string> rowOf(StringRef kernel, int64_t launches, const LaunchEstimate &own) {
  const GpuEstimate &gpu = own.gpu;
  return {kernel.str(),
          own.stage,
          std::to_string(launches),
          std::to_string(gpu.blocks),
          std::to_string(gpu.threads),
          gpu.registers ? std::to_string(gpu.registers) : "-",
          gpu.sharedBytes ? std::to_string(gpu.sharedBytes) : "-",
          llvm::formatv("{0:F2}", own.occupancy).str(),
          llvm::formatv("{0:F1}", own.microseconds).str(),
          gpu.tensorCycles > 0 ? llvm::formatv("{0:F2}", gpu.tensorCycles / gpu.cycles).str()
                               : "-"};
}

} // namespace

Table estimateTable(ModuleOp program) {
  const std::optional<Target> target = gpuOf(program);
  if (!target)
    return {};
  llvm::StringMap<int64_t> launches;
  program.walk([&](vit::LaunchOp launch) { ++launches[launch.getKernel()]; });
  Table table{"Estimates for " + target->name + " (" + cardOf(*target).name.str() +
                  "; nothing of it is measured)",
              true,
              {{"kernel", "stores", "launches", "blocks", "threads", "registers", "shared bytes",
                "occupancy", "us", "of tensor cores' peak"}}};
  TensorCores all;
  double microseconds = 0;
  for (auto kernel : program.getOps<vit::KernelOp>()) {
    const int64_t count = launches.lookup(kernel.getSymName());
    auto estimates = estimateLaunches(kernel, *target);
    if (failed(estimates))
      return {};
    std::string name = kernel.getSymName().str();
    for (const LaunchEstimate &own : *estimates) {
      table.rows.push_back(rowOf(name, count, own));
      all.add(own.gpu, double(count));
      microseconds += own.microseconds * double(count);
      name = "";
    }
  }
  table.rows.push_back(
      {"all", "", "", "", "", "", "", "", llvm::formatv("{0:F1}", microseconds).str(),
       all.cycles > 0 ? llvm::formatv("{0:F2}", all.busy / all.cycles).str() : "-"});
  return table;
}

} // namespace vitc
