//===-- Main.cpp: how fast kernels are on one thread --------------------------------------------===//
//
// usage: bench-kernels [--target=NAME] [FILE.mlir ...] [--benchmark_...]
//
// Times the kernels that the passes make of a Vision Transformer's parts, weights in panels, and every
// vit.kernel of the files. A yardstick runs before every call; counters are of medians.
#include "Families.h"
#include "Yardstick.h"
#include "codegen/KernelCompiler.h"
#include "ir/Cost.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Parser/Parser.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"
#include "test/codegen/kernels/KernelHarness.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <benchmark/benchmark.h>

using namespace mlir;
using namespace vitc;

/// Model ops to kernels, as vitc makes them.
static LogicalResult makeKernels(ModuleOp module, const Target &target) {
  module.walk(markEpilogues); // of kernels that are written by hand
  PassManager pm(module.getContext());
  buildFusePipeline(pm, {});
  buildOutlinePipeline(pm);
  pm.addPass(createSelectSchedulesPass({target.name}));
  pm.addPass(createPackWeightsPass());
  return pm.run(module);
}

static double flopsOfKernel(vit::KernelOp kernel) {
  double sum = 0;
  for (Operation &op : kernel.getBlock())
    sum += flopsOf(&op);
  return sum;
}

static double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

/// Calls the kernels of `module` one after another.
static void measure(benchmark::State &state, ModuleOp module, const Target &target) {
  std::string error;
  double flops = 0;
  std::vector<test::RepeatedKernel> kernels;
  for (const test::RunnableKernel &kernel : test::loadKernels(module, target, error)) {
    flops += flopsOfKernel(kernel.op);
    kernels.emplace_back(kernel);
  }
  if (!error.empty() || kernels.empty())
    return state.SkipWithError(error.empty() ? "no kernels" : error.c_str());
  std::vector<double> seconds, peaks;
  for (auto _ : state) {
    peaks.push_back(bench::yardstick(target.vectorBits));
    seconds.push_back(0);
    for (test::RepeatedKernel &kernel : kernels)
      seconds.back() += kernel.time();
    state.SetIterationTime(seconds.back());
  }
  const double rate = flops / median(seconds) * 1e-9;
  state.counters["GFLOP/s"] = rate;
  state.counters["share"] = rate / median(peaks);
  state.counters["kernels"] = double(kernels.size());
}

static void add(const std::string &name, std::function<void(benchmark::State &)> function) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(function))
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

static void addParts(MLIRContext &context, const Target &target) {
  for (const bench::Part &part : bench::visionTransformerParts())
    add(part.name, [&, part](benchmark::State &state) {
      auto module = parseSourceString<ModuleOp>(part.text, &context);
      if (!module || failed(makeKernels(*module, target)))
        return state.SkipWithError("cannot be made a kernel");
      measure(state, *module, target);
    });
}

/// Each kernel of `file` on its own.
static bool addFile(const char *file, MLIRContext &context, const Target &target) {
  auto module = parseSourceFile<ModuleOp>(file, &context);
  if (!module)
    return false;
  for (auto kernel : module->getOps<vit::KernelOp>()) {
    auto own = std::make_shared<OwningOpRef<ModuleOp>>(ModuleOp::create(kernel.getLoc()));
    (*own)->push_back(kernel->clone());
    add(kernel.getSymName().str(),
        [&, own](benchmark::State &state) { measure(state, **own, target); });
  }
  return true;
}

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  MLIRContext context;
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  llvm::StringRef name = "host";
  std::vector<const char *> files;
  for (int i = 1; i < argc; ++i)
    if (llvm::StringRef argument = argv[i]; !argument.consume_front("--target="))
      files.push_back(argv[i]);
    else
      name = argument;
  llvm::Expected<Target> target = Target::parse(name);
  if (!target) {
    llvm::errs() << "bench-kernels: " << llvm::toString(target.takeError()) << '\n';
    return 1;
  }
  if (target->vectorBits < 256) {
    llvm::errs() << "bench-kernels: '" << name
                 << "' has no AVX2, which the yardstick needs; choose "
                 << "another --target\n";
    return 1;
  }
  llvm::outs() << target->halide << '\n';
  llvm::outs().flush();
  addParts(context, *target);
  for (const char *file : files)
    if (!addFile(file, context, *target))
      return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::ClearRegisteredBenchmarks(); // they hold modules of the context
}
