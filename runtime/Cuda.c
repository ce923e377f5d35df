// Cuda.c: the passes of one context on a GPU.
//
// All memory is taken when the context is made. A pass copies its inputs to the device, launches, and copies its outputs
// back; activations never leave the device. The launches are captured as one graph where the driver can, since
// launching hundreds of small kernels one by one takes longer than they do.
#define _GNU_SOURCE
#include "Cuda.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  ALIGN = 256,
  VECTOR = 16 // bytes of a kernel's largest load
};

static size_t align_up(size_t bytes) { return (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1); }

static const vitc_cuda_driver *driver_of(const vitc_context *context) {
  return context->cuda->device->driver;
}

//===-- Errors --------------------------------------------------------------------------------===//

// Errors of a kernel that has run, after which the driver refuses everything: the device's memory is gone.
static bool is_fatal(CUresult result) {
  enum { FIRST = 700, LAUNCH_OUT_OF_RESOURCES = 701, LAST = 719 };
  return result >= FIRST && result <= LAST && result != LAUNCH_OUT_OF_RESOURCES;
}

bool vitc_cuda_ok(vitc_worker *worker, const char *call, CUresult result) {
  if (!result)
    return true;
  vitc_cuda *cuda = worker->context->cuda;
  char text[sizeof worker->fault];
  vitc_cuda_describe(cuda->device->driver, call, result, text, sizeof text);
  if (is_fatal(result)) {
    cuda->device->is_lost = true;
    const size_t length = strlen(text);
    snprintf(text + length, sizeof text - length,
             ": the device is lost to this process; destroy its contexts");
  }
  vitc_fault(worker, text);
  cuda->status = result == CUDA_ERROR_OUT_OF_MEMORY ? VITC_OUT_OF_MEMORY : VITC_DEVICE_ERROR;
  return false;
}

//===-- Passes --------------------------------------------------------------------------------===//

int vitc_cuda_pass(vitc_worker *worker, const CUdeviceptr *inputs, const CUdeviceptr *outputs) {
  vitc_cuda *cuda = worker->context->cuda;
  cuda->next_launch = 0;
  const int32_t failed = worker->context->model->cuda->program(
      worker, (const void *const *)inputs, (void *const *)outputs, vitc_cuda_pointer(cuda->arena),
      vitc_cuda_pointer(cuda->device->weights));
  if (failed && worker->failed_launch < 0)
    worker->failed_launch = failed - 1;
  if (failed)
    vitc_fault(worker, "the kernel returned an error");
  return failed || worker->fault[0] ? -1 : 0;
}

static CUdeviceptr *outputs_of(vitc_context *context) {
  return context->cuda->inputs + context->model->info->num_inputs;
}

static void launch_end(vitc_worker *worker, int32_t launch) {
  (void)launch;
  vitc_cuda *cuda = worker->context->cuda;
  if (cuda->is_noting || !cuda->events)
    return;
  if (vitc_cuda_ok(
          worker, "cuEventRecord",
          cuda->device->driver->event_record(cuda->events[cuda->num_events], cuda->stream)))
    ++cuda->num_events;
}

// Behind a pass that has run: how long each launch took, from the pass's beginning.
static void note_events(vitc_worker *worker, int64_t begin_ns) {
  vitc_cuda *cuda = worker->context->cuda;
  float last = 0;
  for (int32_t i = 1; i < cuda->num_events; ++i) {
    float now = last;
    if (!vitc_cuda_ok(worker, "cuEventElapsedTime",
                      cuda->device->driver->event_elapsed(&now, cuda->events[0], cuda->events[i])))
      return;
    if (worker->num_events < worker->context->model->info->num_launches * VITC_PROFILED_PASSES)
      worker->events[worker->num_events++] =
          (vitc_profile_event){i - 1, 0, begin_ns + (int64_t)((double)last * 1e6),
                               begin_ns + (int64_t)((double)now * 1e6)};
    last = now;
  }
}

static bool begin_events(vitc_worker *worker) {
  vitc_cuda *cuda = worker->context->cuda;
  if (!cuda->events)
    return true;
  cuda->num_events = 1;
  return vitc_cuda_ok(worker, "cuEventRecord",
                      cuda->device->driver->event_record(cuda->events[0], cuda->stream));
}

static bool launch_pass(vitc_worker *worker, const CUdeviceptr *inputs,
                        const CUdeviceptr *outputs) {
  vitc_cuda *cuda = worker->context->cuda;
  if (cuda->graph && inputs == cuda->inputs)
    return vitc_cuda_ok(worker, "cuGraphLaunch",
                        cuda->device->driver->graph_launch(cuda->graph, cuda->stream));
  return begin_events(worker) && vitc_cuda_pass(worker, inputs, outputs) == 0;
}

static bool copy_in(vitc_worker *worker, const vitc_passes *passes, int64_t pass) {
  vitc_context *context = worker->context;
  const vitc_model_info *info = context->model->info;
  bool ok = true;
  for (int32_t i = 0; i < info->num_inputs && ok; ++i)
    if (info->inputs[i].bytes)
      ok = vitc_cuda_ok(worker, "cuMemcpyHtoDAsync",
                        driver_of(context)->upload_async(
                            context->cuda->inputs[i], vitc_pass_input(info, passes, i, pass),
                            info->inputs[i].bytes, context->cuda->stream));
  return ok;
}

static bool copy_out(vitc_worker *worker, const vitc_passes *passes, int64_t pass) {
  vitc_context *context = worker->context;
  const vitc_model_info *info = context->model->info;
  bool ok = true;
  for (int32_t i = 0; i < info->num_outputs && ok; ++i)
    if (info->outputs[i].bytes)
      ok = vitc_cuda_ok(worker, "cuMemcpyDtoHAsync",
                        driver_of(context)->download_async(
                            vitc_pass_output(info, passes, i, pass), outputs_of(context)[i],
                            info->outputs[i].bytes, context->cuda->stream));
  return ok;
}

// The context's device is current and its stream behind what was queued before; else the worker's fault says why not.
static bool begin(vitc_worker *worker, CUstream stream) {
  vitc_context *context = worker->context;
  vitc_cuda *cuda = context->cuda;
  cuda->status = VITC_OK;
  if (context->pid != getpid()) {
    vitc_fault(worker, "CUDA cannot be used in a process forked from the one that made the "
                       "context: fork before the first context is made");
    cuda->status = VITC_DEVICE_ERROR;
    return false;
  }
  if (!vitc_cuda_ok(worker, "cuCtxPushCurrent", driver_of(context)->push(cuda->device->primary)))
    return false;
  cuda->stream = stream;
  if (vitc_cuda_ok(worker, "cuStreamWaitEvent",
                   driver_of(context)->stream_wait_event(stream, cuda->done, 0)))
    return true;
  vitc_cuda_pop(driver_of(context));
  return false;
}

static bool end(vitc_worker *worker, bool ok, bool waits) {
  vitc_context *context = worker->context;
  vitc_cuda *cuda = context->cuda;
  // Work that is queued reads what the caller may free: it is waited for after a failure too.
  if (waits || !ok)
    ok &=
        vitc_cuda_ok(worker, "cuStreamSynchronize", driver_of(context)->stream_wait(cuda->stream));
  else
    ok &= vitc_cuda_ok(worker, "cuEventRecord",
                       driver_of(context)->event_record(cuda->done, cuda->stream));
  vitc_cuda_pop(driver_of(context));
  return ok;
}

// A pass may fail without the driver: that is a defect of the compiler.
static vitc_status status_of(const vitc_context *context, bool ok) {
  if (ok)
    return VITC_OK;
  return context->cuda->status == VITC_OK ? VITC_INTERNAL_ERROR : context->cuda->status;
}

static vitc_status run(vitc_context *context, const vitc_passes *passes) {
  vitc_worker *worker = &context->workers[0];
  vitc_cuda *cuda = context->cuda;
  if (!begin(worker, cuda->own))
    return cuda->status;
  bool ok = true;
  for (int64_t pass = 0; pass < passes->count && ok; ++pass) {
    const int64_t begin_ns = context->profile ? vitc_now_ns() - context->run_begin_ns : 0;
    ok = copy_in(worker, passes, pass) && launch_pass(worker, cuda->inputs, outputs_of(context)) &&
         copy_out(worker, passes, pass);
    if (ok && cuda->events) {
      ok = vitc_cuda_ok(worker, "cuStreamSynchronize", driver_of(context)->stream_wait(cuda->own));
      note_events(worker, begin_ns);
    }
  }
  return status_of(context, end(worker, ok, /*waits=*/true));
}

//===-- The caller's device memory ------------------------------------------------------------===//

static bool is_device_pointer(vitc_context *context, const void *pointer) {
  unsigned type = 0;
  return !driver_of(context)->pointer_attribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE,
                                                (CUdeviceptr)(uintptr_t)pointer) &&
         type == CU_MEMORYTYPE_DEVICE && (uintptr_t)pointer % VECTOR == 0;
}

static bool check_pointers(vitc_context *context, const vitc_passes *passes) {
  const vitc_model_info *info = context->model->info;
  const char *name = NULL;
  for (int32_t i = 0; i < info->num_inputs && !name; ++i)
    if (!is_device_pointer(context, passes->inputs[i]))
      name = info->inputs[i].name;
  for (int32_t i = 0; i < info->num_outputs && !name; ++i)
    if (!is_device_pointer(context, passes->outputs[i]))
      name = info->outputs[i].name;
  if (name)
    snprintf(
        context->error, sizeof context->error,
        "the pointer for %s is none of the CUDA device's memory, at a multiple of 16: NAME_run "
        "takes those of the host",
        name);
  return !name;
}

static vitc_status run_device(vitc_context *context, const vitc_passes *passes, void *stream) {
  vitc_worker *worker = &context->workers[0];
  vitc_cuda *cuda = context->cuda;
  const vitc_model_info *info = context->model->info;
  if (!begin(worker, stream ? stream : cuda->own))
    return cuda->status;
  if (!check_pointers(context, passes)) {
    vitc_cuda_pop(driver_of(context));
    return VITC_INVALID_ARGUMENT;
  }
  bool ok = true;
  for (int64_t pass = 0; pass < passes->count && ok; ++pass) {
    for (int32_t i = 0; i < info->num_inputs; ++i)
      worker->inputs[i] = vitc_pass_input(info, passes, i, pass);
    for (int32_t i = 0; i < info->num_outputs; ++i)
      worker->outputs[i] = vitc_pass_output(info, passes, i, pass);
    ok = launch_pass(worker, (const CUdeviceptr *)worker->inputs,
                     (const CUdeviceptr *)worker->outputs);
  }
  return status_of(context, end(worker, ok, /*waits=*/!stream));
}

//===-- Contexts ------------------------------------------------------------------------------===//

// One allocation: some bytes after each part let kernels read a vector beyond its end.
static bool allocate(vitc_context *context, vitc_worker *worker) {
  const vitc_model_info *info = context->model->info;
  vitc_cuda *cuda = context->cuda;
  const int32_t tensors = info->num_inputs + info->num_outputs;
  cuda->inputs = calloc((size_t)tensors + 1, sizeof *cuda->inputs);
  if (!cuda->inputs) {
    vitc_fault(worker, "no memory for the context");
    return false;
  }
  size_t bytes = align_up(info->arena_bytes) + ALIGN;
  for (int32_t i = 0; i < tensors; ++i) {
    const vitc_tensor_info *tensor =
        i < info->num_inputs ? &info->inputs[i] : &info->outputs[i - info->num_inputs];
    cuda->inputs[i] = bytes;
    bytes += align_up(tensor->bytes) + ALIGN;
  }
  if (!vitc_cuda_ok(worker, "cuMemAlloc", driver_of(context)->allocate(&cuda->memory, bytes)))
    return false;
  cuda->arena = cuda->memory;
  for (int32_t i = 0; i < tensors; ++i)
    cuda->inputs[i] += cuda->memory;
  return true;
}

static bool make_events(vitc_context *context, vitc_worker *worker) {
  vitc_cuda *cuda = context->cuda;
  if (!context->profile)
    return true;
  const size_t count = (size_t)context->model->info->num_launches + 1;
  cuda->events = calloc(count, sizeof *cuda->events);
  if (!cuda->events) {
    vitc_fault(worker, "no memory for the context");
    return false;
  }
  for (size_t i = 0; i < count; ++i)
    if (!vitc_cuda_ok(worker, "cuEventCreate",
                      driver_of(context)->event_create(&cuda->events[i], 0)))
      return false;
  return true;
}

// A driver that cannot is no error. VITC_CUDA_GRAPHS=0 in the environment does without, for comparison.
static void capture_graph(vitc_context *context, vitc_worker *worker) {
  const vitc_cuda_driver *driver = driver_of(context);
  vitc_cuda *cuda = context->cuda;
  const char *wanted = getenv("VITC_CUDA_GRAPHS");
  if (context->profile || (wanted && !strcmp(wanted, "0")) || !vitc_cuda_has_graphs(driver) ||
      driver->capture_begin(cuda->own, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL))
    return;
  cuda->stream = cuda->own;
  const int failed = vitc_cuda_pass(worker, cuda->inputs, outputs_of(context));
  CUgraph graph = NULL;
  if (!driver->capture_end(cuda->own, &graph) && !failed &&
      driver->graph_instantiate(&cuda->graph, graph, 0))
    cuda->graph = NULL;
  if (graph)
    driver->graph_destroy(graph);
  worker->fault[0] = 0;
  worker->failed_launch = -1;
}

// The primary context is current.
static void clear(vitc_context *context) {
  vitc_cuda *cuda = context->cuda;
  const vitc_cuda_driver *driver = driver_of(context);
  if (cuda->done) {
    driver->event_wait(cuda->done);
    driver->event_destroy(cuda->done);
  }
  if (cuda->graph)
    driver->graph_exec_destroy(cuda->graph);
  for (int32_t i = 0; cuda->events && i <= context->model->info->num_launches; ++i)
    if (cuda->events[i])
      driver->event_destroy(cuda->events[i]);
  if (cuda->own)
    driver->stream_destroy(cuda->own);
  if (cuda->memory)
    driver->free(cuda->memory);
  vitc_cuda_release(cuda->device);
  free(cuda->events);
  free(cuda->inputs);
  free(cuda);
  context->cuda = NULL;
}

static vitc_status create(vitc_context *context, int32_t index, char *text, size_t bytes) {
  vitc_status status = VITC_OUT_OF_MEMORY;
  vitc_worker *worker = &context->workers[0];
  vitc_cuda *cuda = calloc(1, sizeof *cuda);
  snprintf(text, bytes, "no memory for the context");
  vitc_cuda_device *device = cuda ? vitc_cuda_acquire(context, index, &status, text, bytes) : NULL;
  if (!device) {
    free(cuda);
    return status;
  }
  context->cuda = cuda;
  cuda->device = device;
  const vitc_cuda_driver *driver = device->driver;
  if (vitc_cuda_ok(worker, "cuStreamCreate",
                   driver->stream_create(&cuda->own, CU_STREAM_NON_BLOCKING)) &&
      vitc_cuda_ok(worker, "cuEventCreate",
                   driver->event_create(&cuda->done, CU_EVENT_DISABLE_TIMING)) &&
      allocate(context, worker) && make_events(context, worker)) {
    capture_graph(context, worker);
    vitc_cuda_pop(driver);
    snprintf(text, bytes, "cuda:%d (%s, sm_%d)", (int)index, device->name, (int)device->capability);
    return VITC_OK;
  }
  status = cuda->status == VITC_OK ? VITC_OUT_OF_MEMORY : cuda->status;
  snprintf(text, bytes, "%s", worker->fault);
  worker->fault[0] = 0;
  clear(context);
  return status;
}

// A forked child has the memory, not the device.
static void destroy(vitc_context *context) {
  vitc_cuda *cuda = context->cuda;
  if (context->pid == getpid()) {
    driver_of(context)->push(cuda->device->primary);
    clear(context);
    return;
  }
  free(cuda->events);
  free(cuda->inputs);
  free(cuda);
  context->cuda = NULL;
}

const vitc_cuda_runtime vitc_cuda_functions = {create, destroy, run, run_device, launch_end};
