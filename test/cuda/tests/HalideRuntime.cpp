//===-- HalideRuntime.cpp: what Halide's host code calls, over the driver's interface ----------===//
#include "Cuda.h"
#include "HalideKernels.h"

#include <HalideRuntime.h>

namespace {

/// Of one kernel at a time.
CUmodule loaded = nullptr;

} // namespace

void unloadKernels() {
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(nullptr));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuModuleUnload(loaded));
}

extern "C" {

int halide_cuda_initialize_kernels(void *, void **, const char *ptx, int) {
  return cuda().cuModuleLoadDataEx(&loaded, ptx, 0, nullptr, nullptr);
}

void halide_cuda_finalize_kernels(void *, void *) {}

int halide_cuda_run(void *, void *, const char *entry, int gridX, int gridY, int gridZ, int blockX,
                    int blockY, int blockZ, int sharedBytes, size_t sizes[], void *arguments[],
                    int8_t isBuffer[]) {
  CUfunction function = nullptr;
  if (const CUresult result = cuda().cuModuleGetFunction(&function, loaded, entry))
    return result;
  std::vector<void *> values;
  for (size_t i = 0; sizes[i]; ++i)
    values.push_back(isBuffer[i] ? &static_cast<halide_buffer_t *>(arguments[i])->device
                                 : arguments[i]);
  return cuda().cuLaunchKernel(function, static_cast<unsigned>(gridX), static_cast<unsigned>(gridY),
                               static_cast<unsigned>(gridZ), static_cast<unsigned>(blockX),
                               static_cast<unsigned>(blockY), static_cast<unsigned>(blockZ),
                               static_cast<unsigned>(sharedBytes), nullptr, values.data(), nullptr);
}

const halide_device_interface_t *halide_cuda_device_interface() { return nullptr; }

int halide_copy_to_device(void *, halide_buffer_t *, const halide_device_interface_t *) {
  return 0;
}

} // extern "C"
