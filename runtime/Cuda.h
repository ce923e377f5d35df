// Cuda.h: what the files of the runtime's CUDA part know of each other.
//
// The host code of a kernel, which Halide writes, calls for a module of PTX and for launches by their names. It runs
// once without a device, when a device is first used: that says which modules and kernels there are. After that launches
// are known by their position in a pass.
#ifndef VITC_RUNTIME_CUDA_H
#define VITC_RUNTIME_CUDA_H

#include "CudaDriver.h"
#include "Internal.h"

typedef struct {
  const char *ptx; // zero-terminated, in the artifact
  int32_t threads; // of its largest block
  CUmodule module;
} vitc_cuda_module;

typedef struct {
  const char *entry;
  int32_t module;
  int32_t shared_bytes; // of shared memory, for a block
  CUfunction function;
} vitc_cuda_launch;

// A table of a kernel's own, in the artifact, and its copy on the device.
typedef struct {
  const void *buffer; // a halide_buffer_t
  CUdeviceptr copy;
} vitc_cuda_constant;

// What all contexts on one device share. Written under a lock while a context is made or destroyed.
typedef struct {
  const vitc_cuda_driver *driver;
  int32_t index; // the driver's ordinal
  CUdevice device;
  int32_t capability; // 80 is 8.0
  char name[96];
  int32_t users; // contexts
  CUcontext primary;
  CUdeviceptr weights; // and behind them what is prepared
  vitc_cuda_module *modules;
  vitc_cuda_launch *launches; // of one pass, in order
  vitc_cuda_constant *constants;
  int32_t num_modules, num_launches, num_constants;
  _Atomic bool is_lost; // after a fault: every call of this process fails
} vitc_cuda_device;

// The part of a context that runs on a device.
struct vitc_cuda {
  vitc_cuda_device *device;
  bool is_noting;     // the pass without a device
  vitc_status status; // of the last call: VITC_OK, VITC_OUT_OF_MEMORY or VITC_DEVICE_ERROR
  CUstream own;       // the context's stream
  CUstream stream;    // where launches go now
  CUevent done;       // behind the last pass
  CUdeviceptr memory; // all of the following:
  CUdeviceptr arena;
  CUdeviceptr *inputs;   // then outputs: of one pass
  CUdeviceptr workspace; // of the launch that runs, in the arena
  size_t workspace_bytes, workspace_used;
  int32_t next_launch;
  CUgraphExec
      graph; // of one pass with the context's own inputs and outputs; null: launches one by one
  CUevent
      *events; // where the context profiles: the beginning of a pass and the ends of its launches
  int32_t num_events;
};

// CudaDevice.c
/// The device, with the model's weights and modules on it, its primary context current; null after writing `why` and `status`.
vitc_cuda_device *vitc_cuda_acquire(vitc_context *context, int32_t index, vitc_status *status,
                                    char *why, size_t bytes);
void vitc_cuda_release(vitc_cuda_device *device);

// Cuda.c
/// Whether a call to the driver went well; else the worker's fault says what did not.
bool vitc_cuda_ok(vitc_worker *worker, const char *call, CUresult result);
/// Runs one pass of the model's program. The device's addresses, not of this process.
int vitc_cuda_pass(vitc_worker *worker, const CUdeviceptr *inputs, const CUdeviceptr *outputs);

#endif // VITC_RUNTIME_CUDA_H
