// CudaHalide.c: what the host code of Halide's CUDA kernels calls (compiled with no_runtime, no_asserts,
// no_bounds_query and user_context). The user context is the worker that runs the pass.
#include "Cuda.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ARGUMENTS = 128 };

// halide_buffer_t of HalideRuntime.h.
typedef struct {
  int32_t min, extent, stride;
  uint32_t flags;
} halide_dimension;
typedef struct {
  uint64_t device;
  const void *device_interface;
  uint8_t *host;
  uint64_t flags;
  uint8_t type_code, type_bits;
  uint16_t type_lanes;
  int32_t dimensions;
  halide_dimension *dim;
  void *padding;
} halide_buffer;

_Static_assert(sizeof(halide_buffer) == 56 && sizeof(halide_dimension) == 16,
               "the layouts of Halide's structs");

static int fault(vitc_worker *worker, const char *text) {
  vitc_fault(worker, text);
  return -1;
}

//===-- The pass without a device -------------------------------------------------------------===//

// Makes room for one element more, in steps of powers of two; null where there is no memory.
static void *grow(void *array, int32_t count, size_t element) {
  const bool is_full = (count & (count - 1)) == 0;
  return is_full ? realloc(array, (size_t)(count ? 2 * count : 1) * element) : array;
}

static int32_t note_module(vitc_cuda_device *device, const char *ptx) {
  for (int32_t i = 0; i < device->num_modules; ++i)
    if (device->modules[i].ptx == ptx)
      return i;
  vitc_cuda_module *modules = grow(device->modules, device->num_modules, sizeof *modules);
  if (!modules)
    return -1;
  device->modules = modules;
  modules[device->num_modules] = (vitc_cuda_module){ptx, 1, NULL};
  return device->num_modules++;
}

static int note_launch(vitc_worker *worker, const char *ptx, const char *entry, int32_t threads,
                       int32_t shared_bytes) {
  vitc_cuda_device *device = worker->context->cuda->device;
  const int32_t module = note_module(device, ptx);
  vitc_cuda_launch *launches = grow(device->launches, device->num_launches, sizeof *launches);
  if (launches)
    device->launches = launches;
  if (module < 0 || !launches)
    return fault(worker, "no memory for the context");
  launches[device->num_launches++] = (vitc_cuda_launch){entry, module, shared_bytes, NULL};
  if (device->modules[module].threads < threads)
    device->modules[module].threads = threads;
  return 0;
}

static size_t bytes_of(const halide_buffer *buffer) {
  size_t elements = 1;
  for (int32_t i = 0; i < buffer->dimensions; ++i)
    elements += (size_t)(buffer->dim[i].extent - 1) * (size_t)buffer->dim[i].stride;
  return elements * ((buffer->type_bits + 7u) / 8u);
}

// The copy of a table that lies in the artifact; null if there is none.
static CUdeviceptr *copy_of(vitc_cuda_device *device, const void *buffer) {
  for (int32_t i = 0; i < device->num_constants; ++i)
    if (device->constants[i].buffer == buffer)
      return &device->constants[i].copy;
  return NULL;
}

static int note_constant(vitc_worker *worker, const halide_buffer *buffer) {
  vitc_cuda_device *device = worker->context->cuda->device;
  const size_t bytes = bytes_of(buffer);
  vitc_cuda_constant *constants = grow(device->constants, device->num_constants, sizeof *constants);
  if (!constants)
    return fault(worker, "no memory for the context");
  device->constants = constants;
  CUdeviceptr copy;
  if (!vitc_cuda_ok(worker, "cuMemAlloc", device->driver->allocate(&copy, bytes)))
    return -1;
  constants[device->num_constants++] = (vitc_cuda_constant){buffer, copy};
  return vitc_cuda_ok(worker, "cuMemcpyHtoD", device->driver->upload(copy, buffer->host, bytes))
             ? 0
             : -1;
}

//===-- Modules and launches ------------------------------------------------------------------===//

int halide_cuda_initialize_kernels(void *user_context, void **state, const char *ptx, int bytes);
int halide_cuda_initialize_kernels(void *user_context, void **state, const char *ptx, int bytes) {
  (void)user_context, (void)bytes;
  memcpy(state, &ptx, sizeof ptx);
  return 0;
}

void halide_cuda_finalize_kernels(void *user_context, void *state);
void halide_cuda_finalize_kernels(void *user_context, void *state) {
  (void)user_context, (void)state;
}

// Where the device's address of an operand stands; null if it has none.
static CUdeviceptr *address_of(vitc_cuda_device *device, halide_buffer *operand) {
  return operand->device ? &operand->device : copy_of(device, operand);
}

int halide_cuda_run(void *user_context, void *state, const char *entry, int grid_x, int grid_y,
                    int grid_z, int block_x, int block_y, int block_z, int shared_bytes,
                    size_t sizes[], void *arguments[], int8_t is_buffer[]);
int halide_cuda_run(void *user_context, void *state, const char *entry, int grid_x, int grid_y,
                    int grid_z, int block_x, int block_y, int block_z, int shared_bytes,
                    size_t sizes[], void *arguments[], int8_t is_buffer[]) {
  vitc_worker *worker = user_context;
  vitc_cuda *cuda = worker->context->cuda;
  if (cuda->is_noting)
    return note_launch(worker, state, entry, block_x * block_y * block_z, shared_bytes);
  vitc_cuda_device *device = cuda->device;
  const int32_t position = cuda->next_launch++;
  if (position >= device->num_launches || device->launches[position].entry != entry)
    return fault(worker, "a pass launches other kernels than the one before");
  void *values[MAX_ARGUMENTS];
  int32_t count = 0;
  for (; sizes[count]; ++count) {
    if (count == MAX_ARGUMENTS)
      return fault(worker, "a kernel has more arguments than the runtime can pass");
    values[count] = is_buffer[count] ? address_of(device, arguments[count]) : arguments[count];
    if (!values[count])
      return fault(worker, "an operand is not on the device");
  }
  const CUresult result = device->driver->launch(
      device->launches[position].function, (unsigned)grid_x, (unsigned)grid_y, (unsigned)grid_z,
      (unsigned)block_x, (unsigned)block_y, (unsigned)block_z, (unsigned)shared_bytes, cuda->stream,
      values, NULL);
  return vitc_cuda_ok(worker, "cuLaunchKernel", result) ? 0 : -1;
}

//===-- Memory --------------------------------------------------------------------------------===//

const void *halide_cuda_device_interface(void);
const void *halide_cuda_device_interface(void) { return &vitc_cuda_functions; }

// Operands are there already, and tables are copied once.
int halide_copy_to_device(void *user_context, void *buffer, const void *interface);
int halide_copy_to_device(void *user_context, void *buffer, const void *interface) {
  (void)interface;
  vitc_worker *worker = user_context;
  const vitc_cuda *cuda = worker->context->cuda;
  const halide_buffer *operand = buffer;
  const bool is_new = !operand->device && operand->host && !copy_of(cuda->device, operand);
  return is_new && cuda->is_noting ? note_constant(worker, operand) : 0;
}

void vitc_cuda_workspace(vitc_worker *worker, void *address, uint64_t bytes) {
  vitc_cuda *cuda = worker->context->cuda;
  cuda->workspace = (uintptr_t)address;
  cuda->workspace_bytes = bytes;
  cuda->workspace_used = 0;
}

// Results have their places; what is left are the kernel's workspaces, one after the other.
int halide_device_malloc(void *user_context, void *buffer, const void *interface);
int halide_device_malloc(void *user_context, void *buffer, const void *interface) {
  vitc_worker *worker = user_context;
  vitc_cuda *cuda = worker->context->cuda;
  halide_buffer *block = buffer;
  if (block->device || block->host)
    return 0;
  block->device = cuda->workspace + cuda->workspace_used;
  block->device_interface = interface;
  cuda->workspace_used +=
      (bytes_of(block) + VITC_WORKSPACE_ALIGN - 1) & ~(size_t)(VITC_WORKSPACE_ALIGN - 1);
  if (cuda->workspace_used > cuda->workspace_bytes)
    return fault(worker, "a kernel wants more device memory than its workspace has");
  return 0;
}

int halide_device_free(void *user_context, void *buffer);
int halide_device_free(void *user_context, void *buffer) {
  (void)user_context;
  halide_buffer *block = buffer;
  block->device = 0;
  block->device_interface = NULL;
  return 0;
}

void halide_device_free_as_destructor(void *user_context, void *buffer);
void halide_device_free_as_destructor(void *user_context, void *buffer) {
  halide_device_free(user_context, buffer);
}
