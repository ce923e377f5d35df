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
  if (worker->context->cuda) {
    worker->context->model->cuda->runtime->launch_end(worker, launch);
    return;
  }
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
  const vitc_passes *passes = closure;
  const vitc_model *model = worker->context->model;
  const vitc_model_info *info = model->entries[passes->entry];
  for (int32_t i = 0; i < info->num_inputs; ++i)
    worker->inputs[i] = vitc_pass_input(info, passes, i, index);
  for (int32_t i = 0; i < info->num_outputs; ++i)
    worker->outputs[i] = vitc_pass_output(info, passes, i, index);
  if (worker->events)
    worker->launch_begin_ns = vitc_now_ns();
  const int32_t failed = worker->context->cpu->programs[passes->entry](
      worker, worker->inputs, worker->outputs, worker->arena, model->weights);
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

static void report_fault(vitc_context *context) {
  const vitc_worker *worker = &context->workers[0];
  const vitc_model_info *info = context->model->info;
  const int32_t launch = worker->failed_launch;
  if (launch >= 0 && launch < info->num_launches)
    snprintf(context->error, sizeof context->error, "launch %d (kernel '%s', node '%s'): %s",
             launch, info->launches[launch].kernel, info->launches[launch].node, worker->fault);
  else
    snprintf(context->error, sizeof context->error, "%s", worker->fault);
}

static vitc_status invalid(vitc_context *context, const char *what, const char *name) {
  snprintf(context->error, sizeof context->error, "%s%s%s", what, name ? " " : "",
           name ? name : "");
  return VITC_INVALID_ARGUMENT;
}

// By one entry.
static vitc_status check_images(vitc_context *context, int32_t entry, int64_t images) {
  const vitc_model_info *info = context->model->entries[entry];
  if (images >= 0 && images % info->batch == 0)
    return VITC_OK;
  snprintf(context->error, sizeof context->error,
           "%lld images are no multiple of the batch of %lld that the model "
           "was compiled for",
           (long long)images, (long long)info->batch);
  return VITC_INVALID_ARGUMENT;
}

// What the entries of `size` compute of so many images. Returns how many of `shares` there are, -1 with a message.
static int32_t share(vitc_context *context, int32_t size, int64_t images, vitc_share *shares) {
  const vitc_model *model = context->model;
  const int32_t count = vitc_cover(model, size, images, shares);
  if (count >= 0)
    return count;
  char *at = context->error, *end = at + sizeof context->error;
  bool is_known = false;
  at += snprintf(at, sizeof context->error, "%lld images are no sum of the batches of size %d, ",
                 (long long)images, (int)size);
  for (int32_t e = 0; e < model->num_entries && at < end; ++e)
    if (model->sizes[e] == size) {
      at += snprintf(at, (size_t)(end - at), "%s%lld", is_known ? ", " : "",
                     (long long)model->entries[e]->batch);
      is_known = true;
    }
  if (!is_known)
    snprintf(context->error, sizeof context->error, "the model has no size %d", (int)size);
  return -1;
}

static vitc_status check_outputs(vitc_context *context, void *const *outputs) {
  const vitc_model_info *info = context->model->info;
  if (!outputs && info->num_outputs)
    return invalid(context, "the inputs or outputs are null", NULL);
  for (int32_t i = 0; i < info->num_outputs; ++i)
    if (!outputs[i])
      return invalid(context, "null pointer for output", info->outputs[i].name);
  return VITC_OK;
}

static vitc_status check_inputs(vitc_context *context, const void *const *inputs) {
  const vitc_model_info *info = context->model->info;
  if (!inputs && info->num_inputs)
    return invalid(context, "the inputs or outputs are null", NULL);
  for (int32_t i = 0; i < info->num_inputs; ++i)
    if (!inputs[i])
      return invalid(context, "null pointer for input", info->inputs[i].name);
  return VITC_OK;
}

static vitc_status check_pictures(vitc_context *context, int64_t count, const vitc_image *images) {
  if (!context->resampler)
    return invalid(context, "the model does not say how images are prepared", NULL);
  if (!images && count)
    return invalid(context, "the images are null", NULL);
  for (int64_t i = 0; i < count; ++i) {
    const char *fault = vitc_image_fault(&images[i]);
    if (!fault)
      continue;
    snprintf(context->error, sizeof context->error, "image %lld (%dx%d, row stride %lld): %s",
             (long long)i, (int)images[i].width, (int)images[i].height,
             (long long)images[i].row_stride, fault);
    return VITC_INVALID_ARGUMENT;
  }
  return VITC_OK;
}

// The status is that of a pass that failed.
static vitc_status run_passes(vitc_context *context, vitc_passes passes) {
  if (context->cuda)
    return context->model->cuda->runtime->run(context, &passes);
  vitc_worker *caller = &context->workers[0];
  const int64_t spread = context->threads > 1 ? passes.count - passes.count % context->threads : 0;
  int failed = spread ? vitc_run_loop(caller, spread, run_pass, &passes) : 0;
  for (int64_t i = spread; i < passes.count && !failed; ++i)
    failed = run_pass(caller, i, &passes);
  return failed ? VITC_INTERNAL_ERROR : VITC_OK;
}

static int run_resampling(vitc_worker *worker, int64_t index, void *closure) {
  vitc_resample_task(worker->context->resampler, *(const int32_t *)closure, index);
  return 0;
}

static void prepare_image(vitc_context *context, const vitc_image *image, float *out) {
  vitc_resample_begin(context->resampler, image, out);
  for (int32_t pass = 0; pass < 2; ++pass)
    vitc_run_loop(&context->workers[0], context->resampler->tasks[pass], run_resampling, &pass);
}

// Whatever size the last picture was brought to.
static void resample_for(vitc_context *context, const vitc_model_info *info) {
  if (context->resampled_for == info)
    return;
  const int64_t *shape = info->inputs[0].shape;
  vitc_resampler_init(context->resampler, info->preprocessing, (int32_t)shape[2], (int32_t)shape[3],
                      context->resampler_memory);
  context->resampled_for = info;
}

// Prepares as many passes as there are threads, and runs them. `before` pictures are of other entries.
static vitc_status run_pictures(vitc_context *context, vitc_share share, int64_t before,
                                const vitc_image *images, void *const *outputs) {
  const vitc_model_info *info = context->model->entries[share.entry];
  const size_t image_bytes = info->inputs[0].bytes / (size_t)info->batch;
  const void *inputs[1] = {context->prepared};
  vitc_status status = VITC_OK;
  resample_for(context, info);
  for (int64_t done = 0, count; done < share.passes && status == VITC_OK; done += count) {
    const int64_t left = share.passes - done, first = before + done * info->batch;
    count = left < context->threads ? left : context->threads;
    for (int64_t i = 0; i < count * info->batch; ++i)
      prepare_image(context, &images[first + i],
                    (float *)(context->prepared + (size_t)i * image_bytes));
    status = run_passes(context, (vitc_passes){share.entry, inputs, outputs, count, {0, first}});
  }
  return status;
}

// What a call brings: tensors, or pictures. Each is computed by functions of its own, so that a model without pictures does
// not link the resampler.
typedef struct vitc_call {
  int64_t images;
  const void *const *inputs;
  const vitc_image *pictures;
  void *const *outputs;
  vitc_status (*check)(vitc_context *context, const struct vitc_call *call);
  // `before` images are of other entries.
  vitc_status (*run)(vitc_context *context, const struct vitc_call *call, vitc_share share,
                     int64_t before);
} vitc_call;

static vitc_status check_tensors(vitc_context *context, const vitc_call *call) {
  return check_inputs(context, call->inputs);
}

static vitc_status run_tensors(vitc_context *context, const vitc_call *call, vitc_share share,
                               int64_t before) {
  return run_passes(
      context,
      (vitc_passes){share.entry, call->inputs, call->outputs, share.passes, {before, before}});
}

static vitc_status check_images_of(vitc_context *context, const vitc_call *call) {
  return check_pictures(context, call->images, call->pictures);
}

static vitc_status run_images_of(vitc_context *context, const vitc_call *call, vitc_share share,
                                 int64_t before) {
  return run_pictures(context, share, before, call->pictures, call->outputs);
}

static vitc_call call_of_tensors(int64_t images, const void *const *inputs, void *const *outputs) {
  return (vitc_call){images, inputs, NULL, outputs, check_tensors, run_tensors};
}

static vitc_call call_of_pictures(int64_t count, const vitc_image *images, void *const *outputs) {
  return (vitc_call){count, NULL, images, outputs, check_images_of, run_images_of};
}

static vitc_status check_call(vitc_context *context, const vitc_call *call) {
  const vitc_status status = call->check(context, call);
  return status == VITC_OK ? check_outputs(context, call->outputs) : status;
}

static vitc_status run_shares(vitc_context *context, const vitc_call *call,
                              const vitc_share *shares, int32_t count) {
  vitc_status status = VITC_OK;
  int64_t before = 0;
  for (int32_t i = 0; i < count && status == VITC_OK; ++i) {
    status = call->run(context, call, shares[i], before);
    before += shares[i].passes * context->model->entries[shares[i].entry]->batch;
  }
  return status;
}

// Two calls with one context at a time would share arenas. The message stays as
// it is, since the other call may be writing one.
static bool begin_run(const vitc_model *model, vitc_context *context) {
  if (!vitc_is_context_of(model, context) || atomic_flag_test_and_set(&context->running))
    return false;
  reset(context);
  context->float_control = vitc_set_float_control(VITC_FLOAT_CONTROL);
  context->run_begin_ns = context->profile ? vitc_now_ns() : 0;
  return true;
}

// An error of the arguments has its message already.
static vitc_status end_run(vitc_context *context, vitc_status status) {
  if (context->profile)
    gather_events(context);
  if (context->workers[0].fault[0])
    report_fault(context);
  vitc_set_float_control(context->float_control);
  atomic_flag_clear(&context->running);
  return status;
}

// By one entry, whatever others of its size there are.
static vitc_status run_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                             const vitc_call *call) {
  if (!begin_run(model, context))
    return VITC_INVALID_ARGUMENT;
  vitc_status status = check_images(context, entry, call->images);
  status = status == VITC_OK ? check_call(context, call) : status;
  const vitc_share share = {entry, call->images / model->entries[entry]->batch};
  if (status == VITC_OK)
    status = run_shares(context, call, &share, 1);
  return end_run(context, status);
}

static vitc_status run_sized(const vitc_model *model, vitc_context *context, int32_t size,
                             const vitc_call *call) {
  if (!begin_run(model, context))
    return VITC_INVALID_ARGUMENT;
  vitc_share shares[VITC_MAX_ENTRIES];
  const int32_t count = share(context, size, call->images, shares);
  vitc_status status = count < 0 ? VITC_INVALID_ARGUMENT : check_call(context, call);
  if (status == VITC_OK)
    status = run_shares(context, call, shares, count);
  return end_run(context, status);
}

vitc_status vitc_run_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                           int64_t images, const void *const *inputs, void *const *outputs) {
  const vitc_call call = call_of_tensors(images, inputs, outputs);
  return run_entry(model, entry, context, &call);
}

vitc_status vitc_run_images_entry(const vitc_model *model, int32_t entry, vitc_context *context,
                                  int64_t count, const vitc_image *images, void *const *outputs) {
  const vitc_call call = call_of_pictures(count, images, outputs);
  return run_entry(model, entry, context, &call);
}

vitc_status vitc_run_sized(const vitc_model *model, vitc_context *context, int32_t size,
                           int64_t images, const void *const *inputs, void *const *outputs) {
  const vitc_call call = call_of_tensors(images, inputs, outputs);
  return run_sized(model, context, size, &call);
}

vitc_status vitc_run_images_sized(const vitc_model *model, vitc_context *context, int32_t size,
                                  int64_t count, const vitc_image *images, void *const *outputs) {
  const vitc_call call = call_of_pictures(count, images, outputs);
  return run_sized(model, context, size, &call);
}

vitc_status vitc_run(const vitc_model *model, vitc_context *context, int64_t images,
                     const void *const *inputs, void *const *outputs) {
  return vitc_run_entry(model, 0, context, images, inputs, outputs);
}

vitc_status vitc_run_images(const vitc_model *model, vitc_context *context, int64_t count,
                            const vitc_image *images, void *const *outputs) {
  return vitc_run_images_entry(model, 0, context, count, images, outputs);
}

vitc_status vitc_run_device(const vitc_model *model, vitc_context *context, int64_t images,
                            const void *const *inputs, void *const *outputs, void *stream) {
  if (!begin_run(model, context))
    return VITC_INVALID_ARGUMENT;
  vitc_status status = check_images(context, 0, images);
  status = status == VITC_OK ? check_inputs(context, inputs) : status;
  status = status == VITC_OK ? check_outputs(context, outputs) : status;
  if (status == VITC_OK && !context->cuda)
    status =
        invalid(context, "the context runs on the CPU: NAME_run takes pointers of the host", NULL);
  const vitc_passes passes = {0, inputs, outputs, images / model->info->batch, {0, 0}};
  if (status == VITC_OK)
    status = model->cuda->runtime->run_device(context, &passes, stream);
  return end_run(context, status);
}

int32_t vitc_profile(const vitc_model *model, const vitc_context *context,
                     const vitc_profile_event **events) {
  const bool is_ours = vitc_is_context_of(model, context);
  if (events)
    *events = is_ours ? context->workers[0].events : NULL;
  return is_ours ? context->num_events : 0;
}
