// HalideHooks.c: what Halide's objects call (compiled with no_runtime,
// no_asserts, no_bounds_query and user_context). The user context is the worker
// that runs the kernel.
#include "Internal.h"

typedef int (*halide_task)(void *user_context, int index, uint8_t *closure);

typedef struct {
  halide_task task;
  int min;
  uint8_t *closure;
} halide_loop;

static int run_halide_task(vitc_worker *worker, int64_t index, void *closure) {
  const halide_loop *loop = closure;
  return loop->task(worker, loop->min + (int)index, loop->closure);
}

int halide_do_par_for(void *user_context, halide_task task, int min, int size, uint8_t *closure);
int halide_do_par_for(void *user_context, halide_task task, int min, int size, uint8_t *closure) {
  halide_loop loop = {task, min, closure};
  vitc_worker *worker = user_context;
  const int result = vitc_run_loop(worker, size, run_halide_task, &loop);
  // The kernel itself may not look at the result.
  if (result)
    vitc_fault(worker, "a task of a parallel loop failed");
  return result;
}

int halide_do_task(void *user_context, halide_task task, int index, uint8_t *closure);
int halide_do_task(void *user_context, halide_task task, int index, uint8_t *closure) {
  return task(user_context, index, closure);
}

void *halide_malloc(void *user_context, size_t bytes);
void *halide_malloc(void *user_context, size_t bytes) {
  return vitc_scratch_allocate(user_context, bytes);
}

void halide_free(void *user_context, void *block);
void halide_free(void *user_context, void *block) { vitc_scratch_free(user_context, block); }

// What lies in the workspace of a launch, a part of the arena.
void halide_device_host_nop_free(void *user_context, void *block);
void halide_device_host_nop_free(void *user_context, void *block) {
  (void)user_context, (void)block;
}

void halide_error(void *user_context, const char *text);
void halide_error(void *user_context, const char *text) { vitc_fault(user_context, text); }

// Checks that no_asserts leaves out today. Should one come back, it is an error
// like any other and not a symbol that the loader misses. The arguments behind
// the first are not looked at.
#define HALIDE_ERROR(NAME, CODE)                                                                   \
  int halide_error_##NAME(void *user_context);                                                     \
  int halide_error_##NAME(void *user_context) {                                                    \
    vitc_fault(user_context, "Halide: " #NAME);                                                    \
    return CODE;                                                                                   \
  }
HALIDE_ERROR(explicit_bounds_too_small, -2)
HALIDE_ERROR(bad_type, -3)
HALIDE_ERROR(access_out_of_bounds, -4)
HALIDE_ERROR(buffer_allocation_too_large, -5)
HALIDE_ERROR(buffer_extents_too_large, -6)
HALIDE_ERROR(constraints_make_required_region_smaller, -7)
HALIDE_ERROR(constraint_violated, -8)
HALIDE_ERROR(out_of_memory, -11)
HALIDE_ERROR(buffer_argument_is_null, -12)
HALIDE_ERROR(unaligned_host_ptr, -24)
HALIDE_ERROR(bad_fold, -25)
HALIDE_ERROR(fold_factor_too_small, -26)
HALIDE_ERROR(requirement_failed, -27)
HALIDE_ERROR(buffer_extents_negative, -28)
HALIDE_ERROR(specialize_fail, -31)
HALIDE_ERROR(host_is_null, -34)
HALIDE_ERROR(device_interface_no_device, -36)
HALIDE_ERROR(host_and_device_dirty, -37)
HALIDE_ERROR(buffer_is_null, -38)
HALIDE_ERROR(bad_dimensions, -43)
HALIDE_ERROR(device_dirty_with_no_device_support, -44)
HALIDE_ERROR(storage_bound_too_small, -45)
HALIDE_ERROR(split_factor_not_positive, -46)
