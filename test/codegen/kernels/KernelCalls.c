#include "KernelCalls.h"

#include <HalideRuntime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- What kernels call ----

typedef struct {
  void *memory;
  uint64_t bytes;
  int freed;
} scratch_block;

// A stack, as in the runtime: what is freed below others counts until these go.
static scratch_block blocks[256];
static int num_blocks;
static uint64_t live, peak;
static uint8_t scratch[64 << 20] __attribute__((aligned(128)));
static int is_poisoned = 1;

int halide_do_par_for(void *context, halide_task_t task, int min, int size, uint8_t *closure) {
  for (int i = min + size - 1; i >= min; --i) {
    const int result = task(context, i, closure);
    if (result)
      return result;
  }
  return 0;
}

void *halide_malloc(void *context, size_t bytes) {
  (void)context;
  bytes = (bytes + 127) / 128 * 128;
  if (live + bytes > sizeof scratch || num_blocks == sizeof blocks / sizeof blocks[0])
    abort();
  void *memory = scratch + live;
  if (is_poisoned)
    memset(memory, 0xff, bytes);
  blocks[num_blocks++] = (scratch_block){memory, bytes, 0};
  live += bytes;
  peak = live > peak ? live : peak;
  return memory;
}

void halide_free(void *context, void *memory) {
  (void)context;
  for (int i = 0; i < num_blocks; ++i)
    blocks[i].freed |= blocks[i].memory == memory;
  while (num_blocks && blocks[num_blocks - 1].freed)
    live -= blocks[--num_blocks].bytes;
}

void halide_device_host_nop_free(void *context, void *block);
void halide_device_host_nop_free(void *context, void *block) { (void)context, (void)block; }

void halide_error(void *context, const char *text) {
  (void)context;
  fprintf(stderr, "halide_error: %s\n", text);
  abort();
}

void kernel_poison_scratch(int poisoned) { is_poisoned = poisoned; }

uint64_t kernel_take_scratch_peak(void) {
  const uint64_t result = peak;
  peak = live;
  return result;
}

// ---- Calls ----

// With thirteen pointers, as the C convention allows more than are read.
int kernel_call_buffers(void *function, void *workspace, struct halide_buffer_t *const *buffers,
                        int num_buffers) {
  typedef int (*kernel)(void *, void *, void *, void *, void *, void *, void *, void *, void *,
                        void *, void *, void *, void *, void *);
  void *p[13] = {0};
  int n = 0;
  if (workspace)
    p[n++] = workspace;
  for (int i = 0; i < num_buffers; ++i)
    p[n++] = buffers[i];
  return ((kernel)function)(NULL, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10],
                            p[11], p[12]);
}

static int is_filled(const uint8_t *bytes, uint64_t count) {
  for (uint64_t i = 0; i < count; ++i)
    if (bytes[i] != 0xa5)
      return 0;
  return 1;
}

static uint8_t *allocate(uint64_t bytes) {
  uint8_t *memory = aligned_alloc(128, (bytes + 127) / 128 * 128);
  if (!memory)
    abort();
  return memory;
}

int kernel_call(void *function, const kernel_bytes *operands, int num_operands,
                const kernel_bytes *results, int num_results, uint64_t workspace_bytes) {
  // Nothing of a buffer but the address may be read: everything else is left zero.
  halide_buffer_t buffers[KERNEL_MOST_BUFFERS];
  halide_buffer_t *pointers[KERNEL_MOST_BUFFERS];
  uint8_t *guarded[KERNEL_MOST_BUFFERS];
  if (num_operands + num_results > KERNEL_MOST_BUFFERS)
    abort();
  memset(buffers, 0, sizeof buffers);
  for (int i = 0; i < num_operands; ++i)
    buffers[i].host = operands[i].data;
  for (int i = 0; i < num_results; ++i) {
    const uint64_t bytes = results[i].bytes + 2 * KERNEL_GUARD;
    guarded[i] = allocate(bytes);
    memset(guarded[i], 0xa5, bytes);
    buffers[num_operands + i].host = guarded[i] + KERNEL_GUARD;
  }
  for (int i = 0; i < num_operands + num_results; ++i)
    pointers[i] = &buffers[i];
  uint8_t *workspace = allocate(workspace_bytes + KERNEL_GUARD);
  memset(workspace, 0xff, workspace_bytes);
  memset(workspace + workspace_bytes, 0xa5, KERNEL_GUARD);
  int status = kernel_call_buffers(function, workspace, pointers, num_operands + num_results) != 0;
  if (!is_filled(workspace + workspace_bytes, KERNEL_GUARD))
    status = 2;
  for (int i = 0; i < num_results; ++i) {
    const uint64_t bytes = results[i].bytes;
    if (!is_filled(guarded[i], KERNEL_GUARD) ||
        !is_filled(guarded[i] + KERNEL_GUARD + bytes, KERNEL_GUARD))
      status = 2;
    memcpy(results[i].data, guarded[i] + KERNEL_GUARD, bytes);
    free(guarded[i]);
  }
  free(workspace);
  return status;
}
