// kernel_process.c: runs kernels in a process of their own, on a machine that an emulator stands for.
// usage: kernel_process LIBRARY   then requests on the standard input (KernelCalls.h)
#include "KernelCalls.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static int read_all(void *data, uint64_t bytes) { return fread(data, 1, bytes, stdin) == bytes; }

static void write_all(const void *data, uint64_t bytes) {
  if (fwrite(data, 1, bytes, stdout) != bytes)
    exit(1);
}

static uint8_t *allocate(uint64_t bytes) {
  uint8_t *memory = aligned_alloc(64, (bytes + 64) / 64 * 64);
  if (!memory)
    exit(1);
  return memory;
}

int main(int argc, char **argv) {
  void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  if (!library) {
    fprintf(stderr, "kernel_process: %s\n", argc == 2 ? dlerror() : "a library is wanted");
    return 1;
  }
  kernel_request request;
  while (read_all(&request, sizeof request)) {
    char symbol[1024];
    kernel_bytes buffers[KERNEL_MOST_BUFFERS];
    const uint32_t count = request.num_operands + request.num_results;
    if (request.symbol_bytes >= sizeof symbol || count > KERNEL_MOST_BUFFERS ||
        !read_all(symbol, request.symbol_bytes))
      return 1;
    symbol[request.symbol_bytes] = 0;
    for (uint32_t i = 0; i < count; ++i) {
      buffers[i] = (kernel_bytes){allocate(request.bytes[i]), request.bytes[i]};
      if (i < request.num_operands && !read_all(buffers[i].data, buffers[i].bytes))
        return 1;
    }
    void *function = dlsym(library, symbol);
    const kernel_bytes *results = buffers + request.num_operands;
    kernel_answer answer = {3, 0, 0};
    kernel_take_scratch_peak();
    if (function)
      answer.status = kernel_call(function, buffers, (int)request.num_operands, results,
                                  (int)request.num_results, request.workspace_bytes);
    answer.scratch_peak = kernel_take_scratch_peak();
    write_all(&answer, sizeof answer);
    for (uint32_t i = 0; i < request.num_results && answer.status == 0; ++i)
      write_all(results[i].data, results[i].bytes);
    fflush(stdout);
    for (uint32_t i = 0; i < count; ++i)
      free(buffers[i].data);
  }
  return 0;
}
