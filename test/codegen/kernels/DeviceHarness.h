//===-- DeviceHarness.h: GPU kernels without a GPU ------------------------------------------------===//
//
// The schedules of a CUDA target make OpenCL as well: the same loops over blocks and threads, the same shared memory.
// PoCL runs that on the CPU.
#ifndef VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H
#define VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H

#include "KernelHarness.h"
#include "ir/VitOpsProgram.h"

namespace vitc::test {

/// Loads Halide's OpenCL runtime, for kernels that are loaded later; says why there is none.
bool loadOpenCL(std::string &error);
/// A CUDA target whose kernels are OpenCL, in vectors where shapes allow or as for any card.
Target openCLTarget(bool preferVectors);
/// PoCL has no floats of 16 bits, and Halide's OpenCL rounds constants of 64 bits to 32: kernels with such cannot be
/// compared.
bool isRunnable(vit::KernelOp kernel);
/// As RunnableKernel::run, with operands and results on the device, and no host addresses.
std::vector<Tensor> runOnDevice(const RunnableKernel &kernel, llvm::ArrayRef<Tensor> inputs);
/// Largest sum of live blocks that kernels took from halide_device_malloc since the last call, each rounded up to 256
/// bytes.
uint64_t takeDeviceScratchPeak();

} // namespace vitc::test

#endif // VITC_TEST_CODEGEN_KERNELS_DEVICEHARNESS_H
