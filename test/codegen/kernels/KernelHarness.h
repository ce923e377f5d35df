//===-- KernelHarness.h: compiled kernels as functions of the test's own process --------------===//
#ifndef VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H
#define VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H

#include "codegen/KernelCompiler.h"
#include "ir/Tensor.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include <string>
#include <vector>

struct halide_buffer_t;

namespace vitc::test {

/// What a kernel's workspaces of a launch lie in: NaN, with other bytes after it.
class Workspace {
public:
  explicit Workspace(vit::KernelOp kernel);
  halide_buffer_t *argument();
  /// Whether nothing was written after it.
  bool isWhole() const;

private:
  static constexpr size_t alignment = vit::WorkspaceAttr::alignment, guard = 256;
  std::vector<uint8_t> memory;
  size_t begin, end;
};

/// A kernel that can be called. Parallel loops run serially, backwards, so that an order that tasks
/// rely on shows; scratch and workspace are filled with NaN, and the use of scratch is counted.
struct RunnableKernel {
  vit::KernelOp op;
  CompiledKernel compiled;
  void *function = nullptr;
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
  Workspace workspace;
};

/// Largest sum of live blocks that a kernel took since the last call, each rounded up to 128 bytes.
uint64_t takeScratchPeak();

/// Compiles every kernel of `module` and loads the objects; `loaded` says why not.
std::vector<RunnableKernel> loadKernels(mlir::ModuleOp module, const Target &target,
                                        std::string &error, const KernelOptions &options = {});

/// Calls a kernel's function without a context.
int callKernel(void *function, std::vector<halide_buffer_t *> buffers);

/// Random values: floats around 0, integers from -4 to 3, booleans.
Tensor randomTensor(mlir::RankedTensorType type, uint64_t seed);

} // namespace vitc::test

#endif // VITC_TEST_CODEGEN_KERNELS_KERNELHARNESS_H
