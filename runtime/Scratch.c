// Scratch.c: kernels' temporaries, a stack of blocks in memory that the context
// owns.
//
// The program says how much a worker needs (info->scratch_bytes): at any
// moment the sum of live blocks, each rounded up to 128 bytes, of the tasks that
// run on the same worker. A table beside the
// memory describes the blocks, so they cost no more than that sum.
#define _GNU_SOURCE
#include "Internal.h"

#include <sys/mman.h>

static size_t round_up(size_t bytes) {
  return (bytes + VITC_WORKSPACE_ALIGN - 1) & ~(size_t)(VITC_WORKSPACE_ALIGN - 1);
}

// A defect of the compiler's accounting. Kernels carry no checks for null, so
// they get memory all the same, and the run ends with an error instead of a
// crash.
static void *allocate_beyond(vitc_worker *worker, size_t bytes) {
  vitc_fault(worker, "a kernel needs more scratch memory than the model was compiled for");
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return NULL;
  // With the table full the block is lost: still better than a crash.
  if (worker->num_blocks < VITC_MAX_BLOCKS)
    worker->blocks[worker->num_blocks++] = (vitc_block){memory, bytes, false, true};
  return memory;
}

void *vitc_scratch_allocate(vitc_worker *worker, size_t bytes) {
  // GPU kernels take nothing on the host for what they store on the device.
  static uint8_t nothing[1];
  if (bytes == 0)
    return nothing;
  if (bytes > SIZE_MAX / 2)
    return NULL;
  bytes = round_up(bytes);
  if (bytes > worker->scratch_bytes - worker->scratch_used || worker->num_blocks == VITC_MAX_BLOCKS)
    return allocate_beyond(worker, bytes);
  uint8_t *begin = worker->scratch + worker->scratch_used;
  worker->scratch_used += bytes;
  worker->blocks[worker->num_blocks++] = (vitc_block){begin, bytes, false, false};
  return begin;
}

// Takes freed blocks off the top of the stack.
static void pop_freed(vitc_worker *worker) {
  while (worker->num_blocks > 0) {
    const vitc_block *top = &worker->blocks[worker->num_blocks - 1];
    if (!top->freed)
      return;
    if (!top->mapped)
      worker->scratch_used -= top->bytes;
    --worker->num_blocks;
  }
}

// Blocks mostly go in the reverse order, but need not.
void vitc_scratch_free(vitc_worker *worker, void *memory) {
  for (int32_t i = worker->num_blocks - 1; memory && i >= 0; --i) {
    vitc_block *block = &worker->blocks[i];
    if (block->begin != memory || block->freed)
      continue;
    if (block->mapped)
      munmap(block->begin, block->bytes);
    block->freed = true;
    pop_freed(worker);
    return;
  }
}

void vitc_scratch_reset(vitc_worker *worker) {
  worker->scratch_used = 0;
  worker->num_blocks = 0;
}
