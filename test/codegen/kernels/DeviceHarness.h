//===-- DeviceHarness.h: GPU kernels without a GPU ------------------------------------------------===//
//
// Through the driver's interface: of test/cuda's stand-in, which looks at every access, or of a card.
#ifndef VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H
#define VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H

#include "KernelHarness.h"

namespace vitc::test {

/// As RunnableKernel::run, with operands and results on the device, and no host addresses.
std::vector<Tensor> runOnDevice(const RunnableKernel &kernel, llvm::ArrayRef<Tensor> inputs);

} // namespace vitc::test

#endif // VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H
