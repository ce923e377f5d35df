// Context.c: what one user of a model owns. All of it is taken at creation, so
// that a run allocates nothing: one mapping holds every worker's arena, scratch
// and profile, committed when touched.
#define _GNU_SOURCE
#include "Internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096 };

static_assert(offsetof(vitc_context, model) == 0, "other models' runtimes look for it there");

// Why creation failed, for vitc_error(NULL).
static _Atomic(const char *) last_failure = "no context";

static vitc_status fail(vitc_status status, const char *text) {
  atomic_store(&last_failure, text);
  return status;
}

// Of a text that is not constant. A reader of the last message has it until sixteen more failures.
static vitc_status fail_with(vitc_status status, const char *text) {
  static char texts[16][320];
  static _Atomic unsigned next;
  char *copy = texts[atomic_fetch_add(&next, 1) % 16];
  snprintf(copy, sizeof texts[0], "%s", text);
  return fail(status, copy);
}

static vitc_status check(const vitc_options *options) {
  if (options && options->abi_version != VITC_ABI_VERSION)
    return fail(VITC_ABI_MISMATCH, "vitc_options.abi_version is not the VITC_ABI_VERSION that the "
                                   "model was compiled with");
  if (options && (options->threads < 0 || options->threads > VITC_MAX_THREADS))
    return fail(VITC_INVALID_ARGUMENT, "vitc_options.threads is not between 0 and 1024");
  if (options && (unsigned)options->device > VITC_DEVICE_CUDA)
    return fail(VITC_INVALID_ARGUMENT, "vitc_options.device is none of vitc_device");
  return VITC_OK;
}

static size_t page_up(size_t bytes) { return (bytes + PAGE - 1) & ~(size_t)(PAGE - 1); }

static size_t events_bytes(const vitc_context *context) {
  const size_t events = (size_t)context->model->info->num_launches * VITC_PROFILED_PASSES;
  return context->profile ? events * sizeof(vitc_profile_event) : 0;
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

// Of the entry that needs most.
static size_t resampler_bytes(const vitc_model *model) {
  size_t bytes = 0;
  for (int32_t e = 0; e < model->num_entries; ++e) {
    const int64_t *shape = model->entries[e]->inputs[0].shape;
    bytes = larger(bytes, vitc_resampler_bytes((int32_t)shape[2], (int32_t)shape[3]));
  }
  return page_up(sizeof(vitc_resampler)) + page_up(bytes);
}

// The resampler and what it makes: the inputs of as many passes as there are threads. Nothing without
// preprocessing.
static size_t pictures_bytes(const vitc_context *context) {
  const vitc_model *model = context->model;
  if (!model->info->preprocessing)
    return 0;
  size_t bytes = 0;
  for (int32_t e = 0; e < model->num_entries; ++e)
    bytes = larger(bytes, model->entries[e]->inputs[0].bytes);
  return resampler_bytes(model) + page_up((size_t)context->threads * bytes);
}

static void make_resampler(vitc_context *context, uint8_t *memory) {
  if (!context->model->info->preprocessing)
    return;
  context->resampler = (vitc_resampler *)memory;
  context->resampler_memory = memory + page_up(sizeof(vitc_resampler));
  context->prepared = memory + resampler_bytes(context->model);
}

// A page between any two parts lets kernels read a vector beyond the end of
// either.
static bool map_memory(vitc_context *context) {
  const vitc_model_info *info = context->model->info;
  const uint64_t limit = (uint64_t)1 << 46;
  if (info->arena_bytes > limit || info->scratch_bytes > limit)
    return false;
  const size_t arena = page_up(info->arena_bytes) + PAGE;
  const size_t scratch = page_up(info->scratch_bytes) + PAGE;
  const size_t events = page_up(events_bytes(context));
  size_t bytes;
  if (__builtin_mul_overflow(arena + scratch + events, (size_t)context->threads, &bytes))
    return false;
  bytes += PAGE + pictures_bytes(context);
  uint8_t *memory =
      mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return false;
  context->memory = memory;
  context->memory_bytes = bytes;
  uint8_t *at = memory + PAGE;
  for (int32_t i = 0; i < context->threads; ++i, at += arena + scratch) {
    context->workers[i].arena = at;
    context->workers[i].scratch = at + arena;
    context->workers[i].scratch_bytes = info->scratch_bytes;
  }
  // The events lie together, so that those of all workers can be moved to one
  // piece.
  for (int32_t i = 0; i < context->threads && context->profile; ++i)
    context->workers[i].events = (vitc_profile_event *)(at + (size_t)i * events_bytes(context));
  make_resampler(context, at + events * (size_t)context->threads);
  return true;
}

static bool make_pointers(vitc_context *context) {
  const vitc_model_info *info = context->model->info;
  const size_t each = (size_t)info->num_inputs + (size_t)info->num_outputs;
  void **pointers = calloc((size_t)context->threads * each + 1, sizeof(void *));
  context->pointers = pointers;
  for (int32_t i = 0; pointers && i < context->threads; ++i, pointers += each) {
    context->workers[i].inputs = (const void **)pointers;
    context->workers[i].outputs = pointers + info->num_inputs;
  }
  return context->pointers != NULL;
}

static vitc_context *new_context(const vitc_model *model, const vitc_options *options) {
  int32_t threads = options ? options->threads : 0;
  threads = threads ? threads : vitc_cpu_count();
  threads = threads > VITC_MAX_THREADS ? VITC_MAX_THREADS : threads;
  // A multiple of the alignment, since that of the workers is.
  const size_t bytes = sizeof(vitc_context) + (size_t)threads * sizeof(vitc_worker);
  vitc_context *context = aligned_alloc(_Alignof(vitc_context), bytes);
  if (!context)
    return NULL;
  memset(context, 0, bytes);
  context->model = model;
  context->threads = threads;
  context->pid = getpid();
  atomic_flag_clear(&context->running);
  if (options) {
    context->parallel_for = options->parallel_for;
    context->parallel_for_user = options->parallel_for_user;
    context->profile = options->profile != 0;
  }
  for (int32_t i = 0; i < threads; ++i) {
    context->workers[i].context = context;
    context->workers[i].index = i;
    context->workers[i].failed_launch = -1;
  }
  return context;
}

// Where the caller leaves the choice, the CPU stands in for a GPU that cannot be had.
static vitc_status choose_device(vitc_context *context, const vitc_options *options) {
  const vitc_device wanted = options ? options->device : VITC_DEVICE_AUTO;
  const vitc_cuda_code *cuda = context->model->cuda;
  char text[280];
  if (wanted == VITC_DEVICE_CPU || (wanted == VITC_DEVICE_AUTO && !cuda))
    return VITC_OK;
  if (!cuda)
    return fail(VITC_NO_DEVICE, "the model has no code for GPUs: compile it with "
                                "--target=...,cuda:sm_80 or another capability");
  const vitc_status status =
      cuda->runtime->create(context, options ? options->device_index : 0, text, sizeof text);
  if (status == VITC_OK)
    snprintf(context->device, sizeof context->device, "%s", text);
  else if (wanted == VITC_DEVICE_CUDA)
    return fail_with(status, text);
  else if (context->model->num_cpus == 1)
    snprintf(context->device, sizeof context->device, "cpu (%s)", text);
  else
    snprintf(context->device, sizeof context->device, "cpu %s (%s)", context->cpu->target, text);
  return VITC_OK;
}

vitc_status vitc_create(const vitc_model *model, const vitc_options *options,
                        vitc_context **result) {
  if (!result)
    return fail(VITC_INVALID_ARGUMENT, "the place for the context is null");
  *result = NULL;
  const vitc_status status = check(options);
  if (status != VITC_OK)
    return status;
  char text[sizeof((vitc_context *)NULL)->device];
  const vitc_cpu_code *cpu = NULL;
  const vitc_status cpu_status =
      vitc_choose_cpu(model, options ? options->target : NULL, &cpu, text, sizeof text);
  if (cpu_status != VITC_OK)
    return fail_with(cpu_status, text);
  vitc_context *context = new_context(model, options);
  if (!context)
    return fail(VITC_OUT_OF_MEMORY, "no memory for the context");
  context->cpu = cpu;
  memcpy(context->device, text, sizeof text);
  if (!map_memory(context) || !make_pointers(context)) {
    vitc_destroy(model, context);
    return fail(VITC_OUT_OF_MEMORY, "no memory for the context's arenas");
  }
  if (context->threads > 1 && !context->parallel_for) {
    context->pool = vitc_pool_create(context);
    if (!context->pool) {
      vitc_destroy(model, context);
      return fail(VITC_OUT_OF_MEMORY, "the context's threads could not be started");
    }
  }
  const vitc_status device_status = choose_device(context, options);
  if (device_status != VITC_OK) {
    vitc_destroy(model, context);
    return device_status;
  }
  *result = context;
  return VITC_OK;
}

void vitc_destroy(const vitc_model *model, vitc_context *context) {
  if (!context)
    return;
  if (!vitc_is_context_of(model, context)) {
    fail(VITC_INVALID_ARGUMENT, model->foreign);
    return;
  }
  if (context->cuda)
    model->cuda->runtime->destroy(context);
  vitc_pool_destroy(context->pool, context->pid != getpid());
  if (context->memory)
    munmap(context->memory, context->memory_bytes);
  free(context->pointers);
  free(context);
}

const char *vitc_device_of(const vitc_model *model, const vitc_context *context) {
  if (!context)
    return "no context";
  return vitc_is_context_of(model, context) ? context->device : model->foreign;
}

const char *vitc_error(const vitc_model *model, const vitc_context *context) {
  if (!context)
    return atomic_load(&last_failure);
  return vitc_is_context_of(model, context) ? context->error : model->foreign;
}
