//===-- kernel_speed.cpp: how fast kernels are on one thread ----------------------------------===//
//
// usage: kernel_speed [FILE.mlir] [TARGET]. Prints, for each kernel, time, GFLOP/s of matrix
// products, and the time that compiling took; a yardstick loop of fused multiply-adds runs in
// between.
#include "KernelHarness.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

/// GFLOP/s of fused multiply-adds in registers alone: 24 independent sums.
__attribute__((target("avx512f"), noinline)) static double yardstick() {
  const int64_t steps = 2000000;
  const auto start = std::chrono::steady_clock::now();
  for (int64_t k = 0; k < steps; ++k)
    asm volatile(".irp r,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\n"
                 "vfmadd231ps %%zmm30, %%zmm31, %%zmm\\r\n"
                 ".endr" ::
                     : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8",
                       "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return steps * 24 * 32 / seconds * 1e-9;
}

static double flops(vit::KernelOp kernel) {
  double total = 0;
  for (Operation &op : kernel.getBlock()) {
    if (auto matmul = dyn_cast<vit::MatmulOp>(op))
      total += 2.0 * tensorType(matmul.getResult()).getNumElements() *
               tensorType(matmul.getLhs()).getShape().back();
    if (auto attention = dyn_cast<vit::AttentionOp>(op))
      total += 2.0 * tensorType(attention.getQuery()).getNumElements() *
                   tensorType(attention.getKey()).getShape()[1] +
               2.0 * tensorType(attention.getResult()).getNumElements() *
                   tensorType(attention.getKey()).getShape()[1];
    if (auto conv = dyn_cast<vit::Conv2dOp>(op)) {
      const RankedTensorType filter = tensorType(conv.getFilter());
      total += 2.0 * tensorType(conv.getResult()).getNumElements() * filter.getNumElements() /
               filter.getShape()[0];
    }
  }
  return total;
}

int main(int argc, char **argv) {
  MLIRContext context;
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  auto module =
      parseSourceFile<ModuleOp>(argc > 1 ? argv[1] : VITC_KERNEL_DIR "/speed.mlir", &context);
  llvm::Expected<Target> target = Target::parse(argc > 2 ? argv[2] : "host");
  if (!module || !target)
    return 1;
  KernelOptions options;
  options.emitStmt = options.emitAssembly = getenv("VITC_DUMP") != nullptr;
  llvm::outs() << target->halide << "\n";
  std::string error;
  for (const RunnableKernel &kernel : loadKernels(*module, *target, error, options)) {
    if (options.emitStmt)
      llvm::outs() << kernel.compiled.stmt << kernel.compiled.assembly;
    std::vector<Tensor> inputs;
    vit::KernelOp op = kernel.op;
    for (BlockArgument argument : op.getBlock().getArguments())
      inputs.push_back(randomTensor(tensorType(argument), argument.getArgNumber()));
    const double peak = yardstick(), seconds = kernel.function ? kernel.time(inputs) : 1,
                 rate = flops(op) / seconds * 1e-9;
    llvm::outs() << llvm::formatv(
        "{0,-40} {1,9:F3} ms {2,7:F1} GFLOP/s = {3:F2} of {4,6:F1}; compiled in {5:F2} s, "
        "scratch {6}\n",
        op.getSymName(), seconds * 1e3, rate, rate / peak, peak, kernel.compileSeconds,
        kernel.compiled.scratchBytes);
  }
  llvm::errs() << error;
  return error.empty() ? 0 : 1;
}
