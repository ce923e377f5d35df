//===-- HalideHost.cpp: what host code of Halide's calls, over the driver's interface ----------===//
#include "HalideHost.h"
#include "Cuda.h"

#include <HalideRuntime.h>
#include <algorithm>
#include <map>
#include <utility>

namespace {

std::map<const halide_buffer_t *, uint64_t> liveBlocks;
uint64_t live = 0, peak = 0;
/// Tables that are part of the host code, on the device until their kernel has run.
std::vector<halide_buffer_t *> tables;

} // namespace

uint64_t takeDeviceScratchPeak() { return std::exchange(peak, live); }

extern "C" {

int halide_cuda_initialize_kernels(void *, void **state, const char *ptx, int) {
  CUmodule loaded = nullptr;
  const CUresult result = cuda().cuModuleLoadDataEx(&loaded, ptx, 0, nullptr, nullptr);
  *state = loaded;
  return result;
}

void halide_cuda_finalize_kernels(void *, void *state) {
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(nullptr));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuModuleUnload(static_cast<CUmodule>(state)));
  for (halide_buffer_t *table : std::exchange(tables, {}))
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemFree_v2(std::exchange(table->device, 0)));
}

int halide_cuda_run(void *, void *state, const char *entry, int gridX, int gridY, int gridZ,
                    int blockX, int blockY, int blockZ, int sharedBytes, size_t sizes[],
                    void *arguments[], int8_t isBuffer[]) {
  CUfunction function = nullptr;
  if (const CUresult result =
          cuda().cuModuleGetFunction(&function, static_cast<CUmodule>(state), entry))
    return result;
  constexpr int maxDynamicShared = 8;
  if (const CUresult result = cuda().cuFuncSetAttribute(function, maxDynamicShared, sharedBytes))
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

int halide_copy_to_device(void *, halide_buffer_t *buffer, const halide_device_interface_t *) {
  if (buffer->device)
    return 0;
  tables.push_back(buffer);
  if (const CUresult result = cuda().cuMemAlloc_v2(&buffer->device, buffer->size_in_bytes()))
    return result;
  return cuda().cuMemcpyHtoD_v2(buffer->device, buffer->host, buffer->size_in_bytes());
}

int halide_device_malloc(void *, halide_buffer_t *buffer, const halide_device_interface_t *) {
  if (buffer->device) // kernels ask again
    return 0;
  const uint64_t bytes = buffer->size_in_bytes();
  live += liveBlocks[buffer] = (bytes + 255) / 256 * 256;
  peak = std::max(peak, live);
  return cuda().cuMemAlloc_v2(&buffer->device, bytes);
}

int halide_device_free(void *, halide_buffer_t *buffer) {
  live -= liveBlocks[buffer];
  liveBlocks.erase(buffer);
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(nullptr));
  return cuda().cuMemFree_v2(std::exchange(buffer->device, 0));
}

void halide_device_free_as_destructor(void *context, void *buffer) {
  halide_device_free(context, static_cast<halide_buffer_t *>(buffer));
}

} // extern "C"
