//===-- EmulatedKernels.h: kernels in a process that an emulator runs -----------------------------===//
#ifndef VITC_TEST_CODEGEN_KERNELS_EMULATEDKERNELS_H
#define VITC_TEST_CODEGEN_KERNELS_EMULATEDKERNELS_H

#include "KernelCalls.h"
#include "codegen/Target.h"
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace vitc::test {

/// A kernel_process for `target`, which another machine than this one runs, with the kernels of a shared object.
class EmulatedKernels {
public:
  /// Whether this machine loads no code for `target`, and whether tests can have it emulated.
  static bool isForeign(const Target &target);
  static bool canEmulate(const Target &target);

  /// Null, with the reason in `error`, if there is no emulator for it.
  static std::shared_ptr<EmulatedKernels> start(const Target &target, const std::string &library,
                                                std::string &error);
  EmulatedKernels(const EmulatedKernels &) = delete;
  ~EmulatedKernels();

  /// As kernel_call; 4 if the process has ended.
  int call(const std::string &symbol, llvm::ArrayRef<kernel_bytes> operands,
           llvm::ArrayRef<kernel_bytes> results, uint64_t workspaceBytes, uint64_t &scratchPeak);

private:
  EmulatedKernels() = default;

  int process = 0;
  FILE *requests = nullptr, *answers = nullptr;
};

} // namespace vitc::test

#endif // VITC_TEST_CODEGEN_KERNELS_EMULATEDKERNELS_H
