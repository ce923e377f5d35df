//===-- DeviceHarness.cpp: GPU kernels without a GPU ----------------------------------------------===//
#include "DeviceHarness.h"
#include "Cuda.h"
#include "ir/VitOpsProgram.h"
#include <HalideRuntime.h>
#include <algorithm>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

std::vector<Tensor> vitc::test::runOnDevice(const RunnableKernel &kernel, ArrayRef<Tensor> inputs) {
  std::vector<Tensor> values;
  auto &block = const_cast<vit::KernelOp &>(kernel.op).getBlock();
  for (Type type : block.getTerminator()->getOperandTypes())
    values.emplace_back(cast<RankedTensorType>(type));
  const Session session;
  // What a kernel leaves of its results is found when they are read: nobody wrote it.
  std::vector<std::unique_ptr<Buffer>> onDevice;
  auto add = [&onDevice](ArrayRef<char> bytes) {
    onDevice.push_back(std::make_unique<Buffer>(std::max<size_t>(bytes.size(), 1)));
    return onDevice.back()->address;
  };
  for (const Tensor &input : inputs) {
    const CUdeviceptr address = add(input.getBytes());
    if (!input.getBytes().empty())
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemcpyHtoD_v2(address, input.getBytes().data(),
                                                       input.getBytes().size()));
  }
  for (const Tensor &value : values)
    add(value.getBytes());
  std::vector<halide_buffer_t> buffers(onDevice.size());
  std::vector<halide_buffer_t *> pointers;
  for (auto [own, buffer] : llvm::zip_equal(onDevice, buffers)) {
    buffer.device = own->address;
    pointers.push_back(&buffer);
  }
  if (kernel_call_buffers(kernel.function, /*workspace=*/nullptr, pointers.data(),
                          int(pointers.size())) != 0)
    return {};
  for (auto [value, own] : llvm::zip_equal(values, ArrayRef(onDevice).drop_front(inputs.size()))) {
    MutableArrayRef<char> bytes = value.getMutableBytes();
    if (!bytes.empty() && cuda().cuMemcpyDtoH_v2(bytes.data(), own->address, bytes.size()))
      return {};
  }
  return values;
}
