// CudaDevice.c: what the contexts on one device share: the model's weights, what is prepared of them, and its modules,
// there while a context is.
#define _GNU_SOURCE
#include "Cuda.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEVICES = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static vitc_cuda_device devices[MAX_DEVICES];

typedef struct {
  char *text;
  size_t bytes;
  vitc_status status;
} failure;

// Whether the call went well; else the failure says what did not.
static bool check(failure *why, const vitc_cuda_device *device, const char *call, CUresult error) {
  if (!error)
    return true;
  vitc_cuda_describe(device->driver, call, error, why->text, why->bytes);
  why->status = error == CUDA_ERROR_OUT_OF_MEMORY ? VITC_OUT_OF_MEMORY : VITC_DEVICE_ERROR;
  return false;
}

// Sets driver, device, name and capability.
static bool find(vitc_cuda_device *device, int32_t index, int32_t needed, failure *why) {
  why->status = VITC_NO_DEVICE;
  device->driver = vitc_cuda_find_driver(why->text, why->bytes);
  if (!device->driver)
    return false;
  const vitc_cuda_driver *driver = device->driver;
  int count = 0;
  if (!check(why, device, "cuDeviceGetCount", driver->device_count(&count)))
    return false;
  if (index >= count) {
    why->status = VITC_NO_DEVICE;
    snprintf(why->text, why->bytes,
             count ? "there is no CUDA device %d: the driver has %d, from 0 on"
                   : "the driver has no CUDA device that this process may use",
             index, count);
    return false;
  }
  int major = 0, minor = 0;
  if (!check(why, device, "cuDeviceGet", driver->device(&device->device, index)) ||
      !check(why, device, "cuDeviceGetName",
             driver->device_name(device->name, sizeof device->name, device->device)) ||
      !check(why, device, "cuDeviceGetAttribute",
             driver->device_attribute(&major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR,
                                      device->device)) ||
      !check(why, device, "cuDeviceGetAttribute",
             driver->device_attribute(&minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR,
                                      device->device)))
    return false;
  device->index = index;
  device->capability = major * 10 + minor;
  if (device->capability >= needed)
    return true;
  why->status = VITC_NO_DEVICE;
  snprintf(why->text, why->bytes,
           "CUDA device %d (%s) is an sm_%d, and the model was compiled for sm_%d: compile it "
           "with --target=...,cuda:sm_%d",
           index, device->name, device->capability, needed, device->capability);
  return false;
}

// What the host code, which has run for `cuda`, says of a failure.
static bool check_host_code(vitc_context *context, const vitc_cuda *cuda, int failed,
                            failure *why) {
  vitc_worker *worker = &context->workers[0];
  if (failed) {
    why->status = cuda->status == VITC_OK ? VITC_OUT_OF_MEMORY : cuda->status;
    snprintf(why->text, why->bytes, "%s",
             worker->fault[0] ? worker->fault : "a kernel returned an error");
    worker->fault[0] = 0;
    worker->failed_launch = -1;
  }
  return !failed;
}

// Runs the host code of a pass without a device, to hear what it launches.
static bool note_launches(vitc_context *context, vitc_cuda_device *device, failure *why) {
  const int32_t tensors = context->model->info->num_inputs + context->model->info->num_outputs;
  CUdeviceptr *nowhere = malloc(((size_t)tensors + 1) * sizeof *nowhere);
  if (!nowhere) {
    why->status = VITC_OUT_OF_MEMORY;
    snprintf(why->text, why->bytes, "no memory for the context");
    return false;
  }
  // An address of nothing: only that of null says that there is no memory yet.
  for (int32_t i = 0; i < tensors; ++i)
    nowhere[i] = 256;
  vitc_cuda noting = {.device = device, .is_noting = true, .arena = 256};
  context->cuda = &noting;
  const int failed = vitc_cuda_pass(&context->workers[0], nowhere, nowhere);
  context->cuda = NULL;
  free(nowhere);
  return check_host_code(context, &noting, failed, why);
}

// Registers are divided so that the largest block of a module fits: its PTX does not say how large blocks are.
static bool load_module(vitc_cuda_device *device, vitc_cuda_module *module, failure *why) {
  char log[512] = "";
  int names[] = {CU_JIT_THREADS_PER_BLOCK, CU_JIT_ERROR_LOG_BUFFER,
                 CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {vitc_cuda_pointer((uint64_t)module->threads), log,
                    vitc_cuda_pointer(sizeof log)};
  const CUresult error =
      device->driver->module_load(&module->module, module->ptx, 3, names, values);
  if (check(why, device, "cuModuleLoadDataEx", error))
    return true;
  const size_t length = strlen(why->text);
  if (log[0])
    snprintf(why->text + length, why->bytes - length, ": %s", log);
  return false;
}

// A block has more than 48 KB of shared memory only where its kernel asks for it.
static bool find_function(vitc_cuda_device *device, vitc_cuda_launch *launch, failure *why) {
  const vitc_cuda_driver *driver = device->driver;
  const int32_t usual = 48 << 10;
  return check(why, device, "cuModuleGetFunction",
               driver->module_function(&launch->function, device->modules[launch->module].module,
                                       launch->entry)) &&
         (launch->shared_bytes <= usual ||
          check(why, device, "cuFuncSetAttribute",
                driver->function_attribute(launch->function,
                                           CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
                                           launch->shared_bytes)));
}

static bool load_modules(vitc_cuda_device *device, failure *why) {
  for (int32_t i = 0; i < device->num_modules; ++i)
    if (!load_module(device, &device->modules[i], why))
      return false;
  for (int32_t i = 0; i < device->num_launches; ++i)
    if (!find_function(device, &device->launches[i], why))
      return false;
  return true;
}

static bool upload_weights(const vitc_model *model, vitc_cuda_device *device, failure *why) {
  const size_t bytes = model->info->weights_bytes;
  return bytes == 0 ||
         (check(why, device, "cuMemAlloc",
                device->driver->allocate(&device->weights, model->cuda->weights_bytes)) &&
          check(why, device, "cuMemcpyHtoD",
                device->driver->upload(device->weights, model->weights, bytes)));
}

static void unload_modules(vitc_cuda_device *device) {
  for (int32_t i = 0; i < device->num_modules; ++i)
    if (device->modules[i].module)
      device->driver->module_unload(device->modules[i].module);
  free(device->modules);
  free(device->launches);
  device->modules = NULL;
  device->launches = NULL;
  device->num_modules = device->num_launches = 0;
}

// Computes what kernels have of the weights alone, behind these, and waits for it: the host code runs twice, as that of a pass
// does. Its modules are not needed again.
static bool prepare_weights(vitc_context *context, vitc_cuda_device *device, failure *why) {
  const vitc_cuda_code *code = context->model->cuda;
  if (!code->prepare)
    return true;
  uint8_t *weights = vitc_cuda_pointer(device->weights);
  vitc_worker *worker = &context->workers[0];
  vitc_cuda cuda = {.device = device, .is_noting = true};
  context->cuda = &cuda;
  bool ok = check_host_code(context, &cuda, code->prepare(worker, weights), why) &&
            load_modules(device, why);
  if (ok) {
    cuda.is_noting = false;
    const bool failed =
        code->prepare(worker, weights) ||
        !vitc_cuda_ok(worker, "cuStreamSynchronize", device->driver->stream_wait(cuda.stream));
    ok = check_host_code(context, &cuda, failed, why);
  }
  context->cuda = NULL;
  unload_modules(device);
  return ok;
}

// Gives back what there is; the primary context is current.
static void clear(vitc_cuda_device *device) {
  const vitc_cuda_driver *driver = device->driver;
  unload_modules(device);
  for (int32_t i = 0; i < device->num_constants; ++i)
    driver->free(device->constants[i].copy);
  if (device->weights)
    driver->free(device->weights);
  free(device->constants);
  vitc_cuda_pop(driver);
  driver->primary_release(device->device);
  const bool is_lost = device->is_lost;
  memset(device, 0, sizeof *device);
  device->is_lost = is_lost;
}

// The first context on a device.
static bool set_up(vitc_context *context, vitc_cuda_device *device, int32_t index, failure *why) {
  const vitc_model *model = context->model;
  if (!find(device, index, model->cuda->capability, why) ||
      !check(why, device, "cuDevicePrimaryCtxRetain",
             device->driver->primary_retain(&device->primary, device->device)))
    return false;
  if (!check(why, device, "cuCtxPushCurrent", device->driver->push(device->primary))) {
    device->driver->primary_release(device->device);
    return false;
  }
  if (upload_weights(model, device, why) && prepare_weights(context, device, why) &&
      note_launches(context, device, why) && load_modules(device, why))
    return true;
  clear(device);
  return false;
}

vitc_cuda_device *vitc_cuda_acquire(vitc_context *context, int32_t index, vitc_status *status,
                                    char *why, size_t bytes) {
  failure reason = {why, bytes, VITC_NO_DEVICE};
  if (index < 0 || index >= MAX_DEVICES) {
    snprintf(why, bytes, "there is no CUDA device %d", index);
    *status = VITC_NO_DEVICE;
    return NULL;
  }
  vitc_cuda_device *device = &devices[index];
  pthread_mutex_lock(&lock);
  bool is_ready = false;
  if (device->is_lost) {
    reason.status = VITC_DEVICE_ERROR;
    snprintf(why, bytes, "CUDA device %d failed earlier: only another process can use it", index);
  } else {
    is_ready = device->users ? check(&reason, device, "cuCtxPushCurrent",
                                     device->driver->push(device->primary))
                             : set_up(context, device, index, &reason);
  }
  device->users += is_ready;
  pthread_mutex_unlock(&lock);
  *status = is_ready ? VITC_OK : reason.status;
  return is_ready ? device : NULL;
}

void vitc_cuda_release(vitc_cuda_device *device) {
  pthread_mutex_lock(&lock);
  if (--device->users)
    vitc_cuda_pop(device->driver);
  else
    clear(device);
  pthread_mutex_unlock(&lock);
}
