//===-- Cuda.h: the driver's interface for tests -----------------------------------------------===//
#ifndef STANDIN_TESTS_CUDA_H
#define STANDIN_TESTS_CUDA_H

#include "../api/CudaApi.h"
#include <gtest/gtest.h>
#include <string>
#include <vector>

// F(NAME, PARAMETERS): every function that a test calls, by its symbol.
#define CUDA_TEST_FUNCTIONS(F)                                                                     \
  F(cuInit, (unsigned))                                                                            \
  F(cuDriverGetVersion, (int *))                                                                   \
  F(cuDeviceGetCount, (int *))                                                                     \
  F(cuDeviceGet, (CUdevice *, int))                                                                \
  F(cuDeviceGetName, (char *, int, CUdevice))                                                      \
  F(cuDeviceGetAttribute, (int *, int, CUdevice))                                                  \
  F(cuDevicePrimaryCtxRetain, (CUcontext *, CUdevice))                                             \
  F(cuDevicePrimaryCtxRelease_v2, (CUdevice))                                                      \
  F(cuCtxPushCurrent_v2, (CUcontext))                                                              \
  F(cuCtxPopCurrent_v2, (CUcontext *))                                                             \
  F(cuModuleLoadDataEx, (CUmodule *, const void *, unsigned, CUjitOption *, void **))              \
  F(cuModuleUnload, (CUmodule))                                                                    \
  F(cuModuleGetFunction, (CUfunction *, CUmodule, const char *))                                   \
  F(cuFuncSetAttribute, (CUfunction, int, int))                                                    \
  F(cuMemAlloc_v2, (CUdeviceptr *, size_t))                                                        \
  F(cuMemFree_v2, (CUdeviceptr))                                                                   \
  F(cuMemHostAlloc, (void **, size_t, unsigned))                                                   \
  F(cuMemFreeHost, (void *))                                                                       \
  F(cuMemcpyHtoD_v2, (CUdeviceptr, const void *, size_t))                                          \
  F(cuMemcpyDtoH_v2, (void *, CUdeviceptr, size_t))                                                \
  F(cuMemcpyHtoDAsync_v2, (CUdeviceptr, const void *, size_t, CUstream))                           \
  F(cuMemcpyDtoHAsync_v2, (void *, CUdeviceptr, size_t, CUstream))                                 \
  F(cuMemsetD8Async, (CUdeviceptr, unsigned char, size_t, CUstream))                               \
  F(cuPointerGetAttribute, (void *, int, CUdeviceptr))                                             \
  F(cuStreamCreate, (CUstream *, unsigned))                                                        \
  F(cuStreamDestroy_v2, (CUstream))                                                                \
  F(cuStreamSynchronize, (CUstream))                                                               \
  F(cuStreamQuery, (CUstream))                                                                     \
  F(cuStreamWaitEvent, (CUstream, CUevent, unsigned))                                              \
  F(cuStreamBeginCapture_v2, (CUstream, CUstreamCaptureMode))                                      \
  F(cuStreamEndCapture, (CUstream, CUgraph *))                                                     \
  F(cuGraphInstantiateWithFlags, (CUgraphExec *, CUgraph, unsigned long long))                     \
  F(cuGraphLaunch, (CUgraphExec, CUstream))                                                        \
  F(cuGraphExecDestroy, (CUgraphExec))                                                             \
  F(cuGraphDestroy, (CUgraph))                                                                     \
  F(cuEventCreate, (CUevent *, unsigned))                                                          \
  F(cuEventRecord, (CUevent, CUstream))                                                            \
  F(cuEventSynchronize, (CUevent))                                                                 \
  F(cuEventQuery, (CUevent))                                                                       \
  F(cuEventElapsedTime, (float *, CUevent, CUevent))                                               \
  F(cuEventDestroy_v2, (CUevent))                                                                  \
  F(cuLaunchKernel, (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,       \
                     unsigned, CUstream, void **, void **))                                        \
  F(cuLaunchHostFunc, (CUstream, CUhostFn, void *))                                                \
  F(cuGetErrorName, (CUresult, const char **))                                                     \
  F(cuGetProcAddress_v2, (const char *, void **, int, uint64_t, int *))

/// The driver that the loader finds as libcuda.so.1.
struct Cuda {
#define CUDA_FIELD(NAME, PARAMETERS) CUresult(*NAME) PARAMETERS = nullptr;
  CUDA_TEST_FUNCTIONS(CUDA_FIELD)
#undef CUDA_FIELD
};
const Cuda &cuda();

/// A number where an option's value is a pointer.
void *asPointer(size_t number);

/// "CUDA_ERROR_INVALID_VALUE"
std::string nameOf(CUresult result);
#define EXPECT_CUDA(RESULT, CALL) EXPECT_EQ(nameOf(RESULT), nameOf(CALL))
#define ASSERT_CUDA(CALL) ASSERT_EQ(nameOf(CUDA_SUCCESS), nameOf(CALL))

/// The first device's context, current while this is there.
class Session {
public:
  Session();
  ~Session();
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;
};

/// Device memory with what is given.
class Buffer {
public:
  explicit Buffer(size_t bytes);
  template <typename T>
  explicit Buffer(const std::vector<T> &values) : Buffer(values.size() * sizeof(T)) {
    upload(values.data(), values.size() * sizeof(T));
  }
  ~Buffer();
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;

  template <typename T> std::vector<T> read() const {
    std::vector<T> values(bytes / sizeof(T));
    download(values.data(), values.size() * sizeof(T));
    return values;
  }

  CUdeviceptr address = 0;

private:
  void upload(const void *from, size_t count);
  void download(void *to, size_t count) const;
  size_t bytes;
};

/// A module of PTX text, and its kernel `k`.
class Program {
public:
  explicit Program(const std::string &ptx);
  ~Program();
  Program(const Program &) = delete;
  Program &operator=(const Program &) = delete;

  struct Shape {
    unsigned grid = 1;
    unsigned block = 32;
    unsigned sharedBytes = 0;
  };
  /// Launches in the legacy stream and waits.
  CUresult run(const Shape &shape, const std::vector<CUdeviceptr> &arguments) const;

  CUmodule module = nullptr;
  CUfunction function = nullptr;
};

/// A kernel `k` with `parameters` pointers, %a0 and so on, in global space, and registers of every kind.
std::string kernelText(unsigned parameters, const std::string &body,
                       const std::string &variables = "");

#endif // STANDIN_TESTS_CUDA_H
