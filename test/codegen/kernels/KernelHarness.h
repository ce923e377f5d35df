//===-- KernelHarness.h: compiled kernels as functions of the test's own process --------------===//
#ifndef VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H
#define VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H

#include "EmulatedKernels.h"
#include "KernelCalls.h"
#include "codegen/KernelCompiler.h"
#include "ir/Tensor.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include <string>
#include <vector>

namespace vitc::test {

/// A kernel that can be called, by kernel_call.
struct RunnableKernel {
  vit::KernelOp op;
  CompiledKernel compiled;
  void *function = nullptr;
  std::shared_ptr<EmulatedKernels> emulated; // in place of function, on another machine
  double compileSeconds = 0;

  /// Runs on `inputs`; returns the results. Bytes around every result and after the workspace are checked.
  std::vector<Tensor> run(llvm::ArrayRef<Tensor> inputs) const;
};

/// A kernel with random operands and room for its results, to be called over and over.
class RepeatedKernel {
public:
  explicit RepeatedKernel(const RunnableKernel &kernel);
  /// Seconds of one call, whose scratch is left as it is.
  double time();

private:
  void *function;
  std::vector<Tensor> tensors;
  struct alignas(vit::WorkspaceAttr::alignment) Line {
    uint8_t bytes[vit::WorkspaceAttr::alignment];
  };
  std::vector<Line> workspace;
};

/// As kernel_take_scratch_peak, of kernels here and of those that are emulated.
uint64_t takeScratchPeak();

/// Compiles every kernel of `module` and loads the objects, or has a process emulate them; `error` says why not.
std::vector<RunnableKernel> loadKernels(mlir::ModuleOp module, const Target &target,
                                        std::string &error, const KernelOptions &options = {});

/// Random values: floats around 0, integers from -4 to 3, booleans.
Tensor randomTensor(mlir::RankedTensorType type, uint64_t seed);

} // namespace vitc::test

#endif // VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H
