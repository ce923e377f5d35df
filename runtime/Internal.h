// Internal.h: what the runtime's own files know of each other.
#ifndef VITC_RUNTIME_INTERNAL_H
#define VITC_RUNTIME_INTERNAL_H

#include "Resample.h"
#include "model.h"

#include <stdatomic.h>
#include <stdbool.h>

enum {
  VITC_MAX_THREADS = 1024,
  VITC_MAX_BLOCKS = 64,    // live scratch blocks of one worker
  VITC_PROFILED_PASSES = 8 // of each worker and run; later ones are not noted
};

typedef struct {
  uint8_t *begin;
  size_t bytes;
  bool freed;
  bool mapped; // beyond the scratch that the model asked for
} vitc_block;

// One slot of a context. A slot belongs to one running task at a time, whatever
// thread runs it; that is what keeps scratch memory and arenas apart under a
// caller's own parallel-for too.
struct vitc_worker {
  vitc_context *context;
  int32_t index;       // 0 is the calling thread
  bool inside_loop;    // further loops run inline
  uint8_t *arena;      // info->arena_bytes
  const void **inputs; // tensors of the pass that the worker runs
  void **outputs;

  uint8_t *scratch;
  size_t scratch_bytes;
  size_t scratch_used;
  int32_t num_blocks;
  vitc_block blocks[VITC_MAX_BLOCKS];

  int32_t failed_launch; // -1: none
  char fault[160];       // what a kernel reported; empty: nothing

  vitc_profile_event *events; // null unless the context profiles
  int32_t num_events;
  int64_t launch_begin_ns;
} __attribute__((aligned(128)));

// A parallel loop: tasks [0, size), handed out in shrinking chunks to whoever
// asks.
typedef int (*vitc_task)(vitc_worker *worker, int64_t index, void *closure);
typedef struct {
  vitc_task task;
  void *closure;
  int64_t size;
  int32_t threads;
  vitc_worker *workers; // one for each thread
  _Atomic int64_t next;
  _Atomic int result; // of some task that failed
} vitc_loop;

typedef struct vitc_pool vitc_pool;
typedef struct vitc_cuda vitc_cuda; // Cuda.h

// Some passes of one call by one entry, numbered from 0.
typedef struct {
  int32_t entry;
  const void *const *inputs;
  void *const *outputs;
  int64_t count;
  int64_t images_before[2]; // of other passes, in the inputs and in the outputs
} vitc_passes;

// What an entry computes of a call.
typedef struct {
  int32_t entry;
  int64_t passes;
} vitc_share;

// How floats are rounded, and whether those below the smallest normal one count: MXCSR, FPCR. Every thread of a run has what programs
// start with, or results would depend on which of them computes what. Returns what it was.
#if defined(__x86_64__)
#define VITC_FLOAT_CONTROL UINT64_C(0x1f80)
static inline uint64_t vitc_set_float_control(uint64_t control) {
  const uint32_t before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr((uint32_t)control);
  return before;
}
#else
#define VITC_FLOAT_CONTROL UINT64_C(0)
static inline uint64_t vitc_set_float_control(uint64_t control) {
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(control));
  return before;
}
#endif

struct vitc_context {
  const vitc_model *model; // first, in every version: the runtimes of other models look at it
  int32_t threads;
  int pid; // a forked child has the memory but not the threads
  vitc_parallel_for parallel_for;
  void *parallel_for_user;
  vitc_pool *pool; // null: one thread, or a caller's parallel_for
  vitc_cuda *cuda; // null: passes run on the CPU
  const vitc_cpu_code *cpu;
  uint8_t *memory; // arenas, scratch and events of all workers
  size_t memory_bytes;
  // Of a model with preprocessing; else null:
  vitc_resampler *resampler;
  uint8_t *resampler_memory;
  const vitc_model_info *resampled_for; // the entry whose inputs the resampler makes
  uint8_t *prepared;                    // inputs of as many passes as there are threads
  void *pointers;                       // inputs and outputs of all workers
  atomic_flag running;
  uint64_t float_control; // the caller's, during a run
  bool profile;
  int32_t num_events;
  int64_t run_begin_ns;
  char error[512];
  char device[320]; // for NAME_device
  vitc_worker workers[];
};

/// Whether `model` created the context. Another model's was made by another runtime, maybe of another
/// version.
static inline bool vitc_is_context_of(const vitc_model *model, const vitc_context *context) {
  return context && context->model == model;
}

/// Tensor `i` of a pass in the caller's memory; `info` is the entry's. What other passes have before is as much for an image.
static inline const void *vitc_pass_input(const vitc_model_info *info, const vitc_passes *passes,
                                          int32_t i, int64_t pass) {
  const uint64_t images = (uint64_t)(passes->images_before[0] + pass * info->batch);
  return (const uint8_t *)passes->inputs[i] +
         images * info->inputs[i].bytes / (uint64_t)info->batch;
}
static inline void *vitc_pass_output(const vitc_model_info *info, const vitc_passes *passes,
                                     int32_t i, int64_t pass) {
  const uint64_t images = (uint64_t)(passes->images_before[1] + pass * info->batch);
  return (uint8_t *)passes->outputs[i] + images * info->outputs[i].bytes / (uint64_t)info->batch;
}

// ThreadPool.c
vitc_pool *vitc_pool_create(vitc_context *context);
void vitc_pool_destroy(vitc_pool *pool, bool forked);
/// Runs every task of a loop, in parallel where the worker is not inside a loop
/// already. Returns 0, or the result of a task that failed. Faults of other
/// workers end up in `worker`.
int vitc_run_loop(vitc_worker *worker, int64_t size, vitc_task task, void *closure);

// Scratch.c
/// A block of the worker's scratch, or (noted as a fault of the worker) of
/// fresh memory.
void *vitc_scratch_allocate(vitc_worker *worker, size_t bytes);
void vitc_scratch_free(vitc_worker *worker, void *block);
void vitc_scratch_reset(vitc_worker *worker);

// Cpu.c
/// VITC_CPU_* bits that this CPU has and the system keeps the registers of. What the kernel grants a process (AMX) it is
/// asked for where it is `wanted`, and is not there otherwise.
uint64_t vitc_cpu_features(uint64_t wanted);
/// Names of the bits in `features`, separated by commas.
void vitc_cpu_names(uint64_t features, char *text, size_t bytes);

// ChooseCpu.c
/// The code that `target` names or, if it is null, VITC_TARGET in the environment, or else the last that this CPU runs.
/// `text` becomes what NAME_device says of it, or why there is none.
vitc_status vitc_choose_cpu(const vitc_model *model, const char *target,
                            const vitc_cpu_code **chosen, char *text, size_t bytes);

// Entries.c
/// The passes of entries of `size` that compute so many images, the fewest that do, from the largest batch: `shares` has
/// room for all entries. Returns how many entries have passes, -1: no sum of batches is so many.
int32_t vitc_cover(const vitc_model *model, int32_t size, int64_t images, vitc_share *shares);

// CpuCount.c
/// Threads that this process may keep busy: affinity and cgroup quotas; at
/// least 1.
int32_t vitc_cpu_count(void);

// Cuda.c
struct vitc_cuda_runtime {
  /// Sets context->cuda, and says in `text` what it is. On failure nothing is left behind, and `text` says what was
  /// missing.
  vitc_status (*create)(vitc_context *context, int32_t index, char *text, size_t bytes);
  void (*destroy)(vitc_context *context);
  /// VITC_OK, or the status of a pass that failed: the first worker has the fault.
  vitc_status (*run)(vitc_context *context, const vitc_passes *passes);
  /// The same with addresses of the device; VITC_INVALID_ARGUMENT, with the context's error, if they are none.
  vitc_status (*run_device)(vitc_context *context, const vitc_passes *passes, void *stream);
  void (*launch_end)(vitc_worker *worker, int32_t launch);
};

// Run.c
int64_t vitc_now_ns(void);
/// Notes a fault unless there is one already: the first is the cause of the
/// others.
void vitc_fault(vitc_worker *worker, const char *text);

#endif // VITC_RUNTIME_INTERNAL_H
