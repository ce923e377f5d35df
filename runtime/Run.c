// Run.c: the passes of one call.
//
// As many passes as divide evenly go to the workers, each with its own arena
// and its loops inline: no waiting between launches. The rest run one after
// another with their loops spread. Either way each task does the same
// arithmetic, so results do not depend on the number of threads.
#define _GNU_SOURCE
#include "Internal.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct {
  const void *const *inputs;
  void *const *outputs;
  int64_t first;
} pass_range;

int64_t vitc_now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void vitc_fault(vitc_worker *worker, const char *text) {
  if (worker->fault[0])
    return;
  strncpy(worker->fault, text, sizeof worker->fault - 1);
  if (!worker->fault[0])
    worker->fault[0] = '?';
}

void vitc_launch_end(vitc_worker *worker, int32_t launch) {
  if (worker->fault[0] && worker->failed_launch < 0)
    worker->failed_launch = launch;
  if (!worker->events)
    return;
  const vitc_context *context = worker->context;
  const int64_t now = vitc_now_ns();
  if (worker->num_events < context->model->info->num_launches * VITC_PROFILED_PASSES)
    worker->events[worker->num_events++] =
        (vitc_profile_event){launch, worker->index, worker->launch_begin_ns - context->run_begin_ns,
                             now - context->run_begin_ns};
  worker->launch_begin_ns = now;
}

static int run_pass(vitc_worker *worker, int64_t index, void *closure) {
  const pass_range *range = closure;
  const vitc_model *model = worker->context->model;
  const vitc_model_info *info = model->info;
  const uint64_t pass = (uint64_t)(range->first + index);
  for (int32_t i = 0; i < info->num_inputs; ++i)
    worker->inputs[i] = (const uint8_t *)range->inputs[i] + pass * info->inputs[i].bytes;
  for (int32_t i = 0; i < info->num_outputs; ++i)
    worker->outputs[i] = (uint8_t *)range->outputs[i] + pass * info->outputs[i].bytes;
  if (worker->events)
    worker->launch_begin_ns = vitc_now_ns();
  const int32_t failed =
      model->program(worker, worker->inputs, worker->outputs, worker->arena, model->weights);
  if (failed && worker->failed_launch < 0)
    worker->failed_launch = failed - 1;
  if (failed)
    vitc_fault(worker, "the kernel returned an error");
  return failed || worker->fault[0] ? -1 : 0;
}

static void reset(vitc_context *context) {
  context->error[0] = 0;
  context->num_events = 0;
  for (int32_t i = 0; i < context->threads; ++i) {
    vitc_worker *worker = &context->workers[i];
    vitc_scratch_reset(worker);
    worker->fault[0] = 0;
    worker->failed_launch = -1;
    worker->num_events = 0;
  }
}

// Moves the events of all workers behind those of the first.
static void gather_events(vitc_context *context) {
  vitc_profile_event *first = context->workers[0].events;
  for (int32_t i = 0; i < context->threads; ++i) {
    const vitc_worker *worker = &context->workers[i];
    memmove(first + context->num_events, worker->events,
            (size_t)worker->num_events * sizeof *first);
    context->num_events += worker->num_events;
  }
}

static vitc_status report_fault(vitc_context *context) {
  const vitc_worker *worker = &context->workers[0];
  const vitc_model_info *info = context->model->info;
  const int32_t launch = worker->failed_launch;
  if (launch >= 0 && launch < info->num_launches)
    snprintf(context->error, sizeof context->error, "launch %d (kernel '%s', node '%s'): %s",
             launch, info->launches[launch].kernel, info->launches[launch].node, worker->fault);
  else
    snprintf(context->error, sizeof context->error, "%s", worker->fault);
  return VITC_INTERNAL_ERROR;
}

static vitc_status invalid(vitc_context *context, const char *what, const char *name) {
  snprintf(context->error, sizeof context->error, "%s%s%s", what, name ? " " : "",
           name ? name : "");
  return VITC_INVALID_ARGUMENT;
}

static vitc_status check_arguments(vitc_context *context, int64_t images, const void *const *inputs,
                                   void *const *outputs) {
  const vitc_model_info *info = context->model->info;
  if (images < 0 || images % info->batch != 0) {
    snprintf(context->error, sizeof context->error,
             "%lld images are no multiple of the batch of %lld that the model "
             "was compiled for",
             (long long)images, (long long)info->batch);
    return VITC_INVALID_ARGUMENT;
  }
  if ((!inputs && info->num_inputs) || (!outputs && info->num_outputs))
    return invalid(context, "the inputs or outputs are null", NULL);
  for (int32_t i = 0; i < info->num_inputs; ++i)
    if (!inputs[i])
      return invalid(context, "null pointer for input", info->inputs[i].name);
  for (int32_t i = 0; i < info->num_outputs; ++i)
    if (!outputs[i])
      return invalid(context, "null pointer for output", info->outputs[i].name);
  return VITC_OK;
}

static vitc_status run_passes(vitc_context *context, pass_range range, int64_t passes) {
  vitc_worker *caller = &context->workers[0];
  const int64_t spread = context->threads > 1 ? passes - passes % context->threads : 0;
  int failed = spread ? vitc_run_loop(caller, spread, run_pass, &range) : 0;
  range.first = spread;
  for (int64_t i = spread; i < passes && !failed; ++i)
    failed = run_pass(caller, i - spread, &range);
  if (context->profile)
    gather_events(context);
  return failed ? report_fault(context) : VITC_OK;
}

vitc_status vitc_run(vitc_context *context, int64_t images, const void *const *inputs,
                     void *const *outputs) {
  // Two calls with one context at a time would share arenas. The message stays
  // as it is, since the other call may be writing one.
  if (!context || atomic_flag_test_and_set(&context->running))
    return VITC_INVALID_ARGUMENT;
  reset(context);
  vitc_status status = check_arguments(context, images, inputs, outputs);
  if (status == VITC_OK) {
    context->run_begin_ns = context->profile ? vitc_now_ns() : 0;
    status =
        run_passes(context, (pass_range){inputs, outputs, 0}, images / context->model->info->batch);
  }
  atomic_flag_clear(&context->running);
  return status;
}

int32_t vitc_profile(const vitc_context *context, const vitc_profile_event **events) {
  if (events)
    *events = context ? context->workers[0].events : NULL;
  return context ? context->num_events : 0;
}
