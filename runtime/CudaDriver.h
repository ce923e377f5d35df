// CudaDriver.h: the part of NVIDIA's driver interface that the runtime calls, found at run time. Names, types and
// values are those of the CUDA Driver API's reference; nothing of NVIDIA's is needed to build.
#ifndef VITC_RUNTIME_CUDADRIVER_H
#define VITC_RUNTIME_CUDADRIVER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef int CUresult;
typedef int CUdevice;
typedef uint64_t CUdeviceptr;
typedef struct CUctx_st *CUcontext;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;
typedef struct CUstream_st *CUstream;
typedef struct CUevent_st *CUevent;
typedef struct CUgraph_st *CUgraph;
typedef struct CUgraphExec_st *CUgraphExec;

enum {
  CUDA_SUCCESS = 0,
  CUDA_ERROR_OUT_OF_MEMORY = 2,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR = 75,
  CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR = 76,
  CU_JIT_THREADS_PER_BLOCK = 1,
  CU_JIT_ERROR_LOG_BUFFER = 5,
  CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES = 6,
  CU_STREAM_NON_BLOCKING = 1,
  CU_STREAM_CAPTURE_MODE_THREAD_LOCAL = 1,
  CU_EVENT_DISABLE_TIMING = 2,
  CU_POINTER_ATTRIBUTE_MEMORY_TYPE = 2,
  CU_MEMORYTYPE_DEVICE = 2,
  CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES = 8
};

// F(name in vitc_cuda_driver, the driver's symbol, parameters)
#define VITC_CUDA_FUNCTIONS(F)                                                                     \
  F(init, cuInit, (unsigned flags))                                                                \
  F(version, cuDriverGetVersion, (int *version))                                                   \
  F(error_name, cuGetErrorName, (CUresult error, const char **text))                               \
  F(error_text, cuGetErrorString, (CUresult error, const char **text))                             \
  F(device_count, cuDeviceGetCount, (int *count))                                                  \
  F(device, cuDeviceGet, (CUdevice * device, int ordinal))                                         \
  F(device_name, cuDeviceGetName, (char *name, int bytes, CUdevice device))                        \
  F(device_attribute, cuDeviceGetAttribute, (int *value, int attribute, CUdevice device))          \
  F(primary_retain, cuDevicePrimaryCtxRetain, (CUcontext * context, CUdevice device))              \
  F(primary_release, cuDevicePrimaryCtxRelease_v2, (CUdevice device))                              \
  F(push, cuCtxPushCurrent_v2, (CUcontext context))                                                \
  F(pop, cuCtxPopCurrent_v2, (CUcontext * context))                                                \
  F(module_load, cuModuleLoadDataEx,                                                               \
    (CUmodule * module, const void *image, unsigned options, int *names, void **values))           \
  F(module_unload, cuModuleUnload, (CUmodule module))                                              \
  F(module_function, cuModuleGetFunction,                                                          \
    (CUfunction * function, CUmodule module, const char *name))                                    \
  F(function_attribute, cuFuncSetAttribute, (CUfunction function, int attribute, int value))       \
  F(allocate, cuMemAlloc_v2, (CUdeviceptr * memory, size_t bytes))                                 \
  F(free, cuMemFree_v2, (CUdeviceptr memory))                                                      \
  F(upload, cuMemcpyHtoD_v2, (CUdeviceptr to, const void *from, size_t bytes))                     \
  F(upload_async, cuMemcpyHtoDAsync_v2,                                                            \
    (CUdeviceptr to, const void *from, size_t bytes, CUstream stream))                             \
  F(download_async, cuMemcpyDtoHAsync_v2,                                                          \
    (void *to, CUdeviceptr from, size_t bytes, CUstream stream))                                   \
  F(pointer_attribute, cuPointerGetAttribute, (void *value, int attribute, CUdeviceptr pointer))   \
  F(stream_create, cuStreamCreate, (CUstream * stream, unsigned flags))                            \
  F(stream_destroy, cuStreamDestroy_v2, (CUstream stream))                                         \
  F(stream_wait, cuStreamSynchronize, (CUstream stream))                                           \
  F(stream_wait_event, cuStreamWaitEvent, (CUstream stream, CUevent event, unsigned flags))        \
  F(event_create, cuEventCreate, (CUevent * event, unsigned flags))                                \
  F(event_record, cuEventRecord, (CUevent event, CUstream stream))                                 \
  F(event_wait, cuEventSynchronize, (CUevent event))                                               \
  F(event_elapsed, cuEventElapsedTime, (float *milliseconds, CUevent begin, CUevent end))          \
  F(event_destroy, cuEventDestroy_v2, (CUevent event))                                             \
  F(launch, cuLaunchKernel,                                                                        \
    (CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,     \
     unsigned block_y, unsigned block_z, unsigned shared_bytes, CUstream stream, void **arguments, \
     void **extra))

// Not in every driver: graphs of launches, without which they are launched one by one.
#define VITC_CUDA_GRAPH_FUNCTIONS(F)                                                               \
  F(capture_begin, cuStreamBeginCapture_v2, (CUstream stream, int mode))                           \
  F(capture_end, cuStreamEndCapture, (CUstream stream, CUgraph * graph))                           \
  F(graph_instantiate, cuGraphInstantiateWithFlags,                                                \
    (CUgraphExec * executable, CUgraph graph, unsigned long long flags))                           \
  F(graph_launch, cuGraphLaunch, (CUgraphExec executable, CUstream stream))                        \
  F(graph_destroy, cuGraphDestroy, (CUgraph graph))                                                \
  F(graph_exec_destroy, cuGraphExecDestroy, (CUgraphExec executable))

typedef struct vitc_cuda_driver {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration
#define VITC_FIELD(NAME, SYMBOL, PARAMETERS) CUresult(*NAME) PARAMETERS;
  VITC_CUDA_FUNCTIONS(VITC_FIELD)
  VITC_CUDA_GRAPH_FUNCTIONS(VITC_FIELD)
#undef VITC_FIELD
} vitc_cuda_driver;

/// The driver, ready for use; null, with the reason in `why`, where there is none. Of one thread at a time.
const vitc_cuda_driver *vitc_cuda_find_driver(char *why, size_t bytes);
/// Whether launches can be captured as a graph.
int vitc_cuda_has_graphs(const vitc_cuda_driver *driver);
/// A number or an address of the device where an interface has pointers.
static inline void *vitc_cuda_pointer(uint64_t number) {
  void *pointer;
  memcpy(&pointer, &number, sizeof pointer);
  return pointer;
}
/// Takes the current context of the thread away.
void vitc_cuda_pop(const vitc_cuda_driver *driver);
/// "cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY (out of memory)"
void vitc_cuda_describe(const vitc_cuda_driver *driver, const char *call, CUresult error,
                        char *text, size_t bytes);

#endif // VITC_RUNTIME_CUDADRIVER_H
