/* KernelCalls.h: calls of a kernel outside of a model. In C, so that an emulator of another machine runs it, too. */
#ifndef VITC_TEST_CODEGEN_KERNELS_KERNELCALLS_H
#define VITC_TEST_CODEGEN_KERNELS_KERNELCALLS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct halide_buffer_t;

typedef struct {
  uint8_t *data;
  uint64_t bytes;
} kernel_bytes;

enum { KERNEL_MOST_BUFFERS = 12, KERNEL_GUARD = 256 };

/* Calls a kernel on `operands`; fills `results`. Parallel loops run serially, backwards, so that an order that tasks rely on
 * shows; scratch and the workspace of the launch are filled with NaN. Returns 0; 1 if the kernel failed, 2 if it wrote beside
 * its results or behind the workspace. */
int kernel_call(void *function, const kernel_bytes *operands, int num_operands,
                const kernel_bytes *results, int num_results, uint64_t workspace_bytes);

/* As a kernel is declared, with up to KERNEL_MOST_BUFFERS buffers and the workspace; on a GPU without it. */
int kernel_call_buffers(void *function, void *workspace, struct halide_buffer_t *const *buffers,
                        int num_buffers);

/* Whether kernels find NaN in their scratch; they do unless they are timed. */
void kernel_poison_scratch(int poisoned);

/* Largest sum of live blocks that a kernel took since the last call, each rounded up to 128 bytes. */
uint64_t kernel_take_scratch_peak(void);

/* What a process for another machine is asked on its standard input: the request, the symbol, then the operands' bytes; on its
 * standard output it answers with the answer, and the results' bytes if the status is 0. */
typedef struct {
  uint32_t symbol_bytes;
  uint32_t num_operands, num_results;
  uint32_t reserved;
  uint64_t workspace_bytes;
  uint64_t bytes[KERNEL_MOST_BUFFERS]; /* of the operands, then of the results */
} kernel_request;

typedef struct {
  int32_t status; /* of kernel_call; 3: no such kernel */
  int32_t reserved;
  uint64_t scratch_peak;
} kernel_answer;

#ifdef __cplusplus
}
#endif

#endif /* VITC_TEST_CODEGEN_KERNELS_KERNELCALLS_H */
