// What vitc would generate, with kernels that call the runtime as Halide's do.
// The macros NAME, WEIGHT, NOTE_ABI, MODEL_ABI, CPU_FEATURES, OTHER_CPU, OTHER_FEATURES, NO_NOTE and EAGER make
// models that differ.
#include "FakeModel.h"
#include "runtime/model.h"

#include <string.h>
#ifdef EAGER
#include <unistd.h>

// Tells that something of the file is executed.
__attribute__((constructor)) static void tell(void) { (void)!write(2, "executed\n", 9); }
#endif

#ifndef NAME
#define NAME fake
#endif
#ifndef WEIGHT
#define WEIGHT 2
#endif
#ifndef NOTE_ABI
#define NOTE_ABI VITC_ABI_VERSION
#endif
#ifndef CPU_FEATURES
#define CPU_FEATURES 0
#endif
#define PASTE2(A, B) A##_##B
#define PASTE(A, B) PASTE2(A, B)
#define STRING2(A) #A
#define STRING(A) STRING2(A)
#define EXPORT __attribute__((visibility("default")))

int halide_do_par_for(void *user_context, int (*task)(void *, int, uint8_t *), int min, int size,
                      uint8_t *closure);
void *halide_malloc(void *user_context, size_t bytes);
void halide_free(void *user_context, void *block);

typedef struct {
  const float *in;
  float *out;
  float weight, mood;
} closure;

// A task with temporaries and a loop of its own, which has to run inline.
static int scale_pixel(void *worker, int i, uint8_t *data) {
  (void)worker;
  float *temporary = *(float **)data;
  temporary[i] *= 0.5f;
  return 0;
}

static int scale_row(void *worker, int row, uint8_t *data) {
  const closure *c = (const closure *)data;
  const int blocks = c->mood == FAKE_TOO_MANY_BLOCKS ? 100 : 1;
  void *extra[100];
  for (int i = 0; i < blocks; ++i)
    extra[i] = halide_malloc(worker, 1);
  const size_t bytes = c->mood == FAKE_SCRATCH_RUNS_OUT ? 1 << 20 : FAKE_COLUMNS * sizeof(float);
  float *temporary = halide_malloc(worker, bytes);
  for (int i = 0; i < FAKE_COLUMNS; ++i)
    temporary[i] = 2 * c->weight * c->in[row * FAKE_COLUMNS + i];
  halide_do_par_for(worker, scale_pixel, 0, FAKE_COLUMNS, (uint8_t *)&temporary);
  memcpy(c->out + row * FAKE_COLUMNS, temporary, FAKE_COLUMNS * sizeof(float));
  for (int i = 0; i < blocks; ++i) // not the reverse order
    halide_free(worker, extra[i]);
  halide_free(worker, temporary);
  return c->mood == FAKE_TASK_FAILS && row == 50;
}

static int sum_logit(void *worker, int index, uint8_t *data) {
  (void)worker;
  const closure *c = (const closure *)data;
  const int pixels = FAKE_PIXELS / FAKE_BATCH;
  const float *image = c->in + index / FAKE_CLASSES * pixels;
  float sum = 0;
  for (int i = index % FAKE_CLASSES; i < pixels; i += FAKE_CLASSES)
    sum += image[i];
  c->out[index] = sum;
  return 0;
}

static int32_t program(vitc_worker *worker, const void *const *inputs, void *const *outputs,
                       uint8_t *arena, const uint8_t *weights) {
  const float *image = inputs[0];
  closure scale = {image, (float *)arena, weights[0], image[0]};
  // Like a kernel without checks, it looks at no result.
  void *whole = halide_malloc(worker, 1000);
  halide_do_par_for(worker, scale_row, 0, FAKE_ROWS, (uint8_t *)&scale);
  halide_free(worker, whole);
  vitc_launch_end(worker, 0);
  closure sum = {(const float *)arena, outputs[0], 0, 0};
  if (image[0] == FAKE_LAUNCH_FAILS)
    return 1 + 1;
  halide_do_par_for(worker, sum_logit, 0, FAKE_BATCH * FAKE_CLASSES, (uint8_t *)&sum);
  vitc_launch_end(worker, 1);
  for (int i = 0; i < FAKE_BATCH; ++i) {
    double all = 0;
    for (int c = 0; c < FAKE_CLASSES; ++c)
      all += ((const float *)outputs[0])[i * FAKE_CLASSES + c];
    // The values that make a pass fail do not fit.
    ((int64_t *)outputs[1])[i] = all > -1e18 && all < 1e18 ? (int64_t)all : 0;
  }
  vitc_launch_end(worker, 2);
  return 0;
}

static vitc_status create(const vitc_options *options, vitc_context **context);
static vitc_status run(vitc_context *context, int64_t images, const void *const *inputs,
                       void *const *outputs);
static void destroy(vitc_context *context);
static const char *error(const vitc_context *context);
static int32_t profile(const vitc_context *context, const vitc_profile_event **events);

static const char *device(const vitc_context *context);

static const int64_t input_shape[] = {FAKE_BATCH, 3, 16, 16};
static const int64_t logits_shape[] = {FAKE_BATCH, FAKE_CLASSES};
static const int64_t sum_shape[] = {FAKE_BATCH};
static const vitc_tensor_info inputs[] = {
    {"image", VITC_F32, 4, input_shape, FAKE_PIXELS * sizeof(float)}};
static const vitc_tensor_info outputs[] = {
    {"logits", VITC_F32, 2, logits_shape, FAKE_BATCH * FAKE_CLASSES * sizeof(float)},
    {"head/sum:0", VITC_I64, 1, sum_shape, FAKE_BATCH * sizeof(int64_t)}};
static const vitc_launch_info launches[FAKE_LAUNCHES] = {
    {"/blocks.0/\"Mul\"", "scale", 2 * FAKE_PIXELS, 8 * FAKE_PIXELS},
    {"/head/ReduceSum", "sum", FAKE_PIXELS, 4 * FAKE_PIXELS},
    {"/head/ReduceSum_1", "sum", FAKE_BATCH * FAKE_CLASSES, 8}};
static const vitc_model_info info = {.abi_version = VITC_ABI_VERSION,
                                     .name = STRING(NAME),
                                     .target = "x86-64",
                                     .batch = FAKE_BATCH,
                                     .num_inputs = 1,
                                     .num_outputs = 2,
                                     .inputs = inputs,
                                     .outputs = outputs,
                                     .arena_bytes = FAKE_PIXELS * sizeof(float),
                                     .scratch_bytes = 1024 + 128 + 128,
                                     .weights_bytes = 1,
                                     .num_launches = FAKE_LAUNCHES,
                                     .launches = launches,
                                     .create = create,
                                     .run = run,
                                     .destroy = destroy,
                                     .error = error,
                                     .profile = profile,
                                     .device = device,
                                     .precision = "f32",
                                     .measured_error = -1,
                                     .measured_cosine = -2};
static const uint8_t weights[] = {WEIGHT};
static const vitc_program programs[] = {program};
static const vitc_cpu_code cpus[] = {
    {"x86-64", programs, CPU_FEATURES},
#ifdef OTHER_CPU
    {OTHER_CPU, programs, OTHER_FEATURES},
#endif
};
static const vitc_model_info *const entries[] = {&info};
static const int32_t sizes[] = {0};
static const vitc_model model = {.info = &info,
                                 .cpus = cpus,
                                 .num_cpus = sizeof cpus / sizeof cpus[0],
                                 .weights = weights,
                                 .foreign = "not of " STRING(NAME),
                                 .entries = entries,
                                 .sizes = sizes,
                                 .num_entries = 1};

static vitc_status create(const vitc_options *options, vitc_context **context) {
  return vitc_create(&model, options, context);
}

static vitc_status run(vitc_context *context, int64_t images, const void *const *all_inputs,
                       void *const *all_outputs) {
  return vitc_run(&model, context, images, all_inputs, all_outputs);
}

static void destroy(vitc_context *context) { vitc_destroy(&model, context); }

static const char *error(const vitc_context *context) { return vitc_error(&model, context); }

static const char *device(const vitc_context *context) { return vitc_device_of(&model, context); }

static int32_t profile(const vitc_context *context, const vitc_profile_event **events) {
  return vitc_profile(&model, context, events);
}

EXPORT const vitc_model_info *PASTE(NAME, info)(void);
EXPORT const vitc_model_info *PASTE(NAME, info)(void) { return &info; }

#ifndef NO_NOTE
// Packed, since notes are padded to four bytes only.
static const struct __attribute__((packed)) {
  uint32_t owner_bytes, bytes, type;
  char owner[8];
  vitc_note note;
  char name[sizeof STRING(NAME)];
} note __attribute__((section(".note.vitc"), used, aligned(4))) = {5,
                                                                   sizeof(vitc_note) +
                                                                       sizeof STRING(NAME),
                                                                   VITC_NOTE_TYPE,
                                                                   "vitc",
                                                                   {NOTE_ABI, 0, CPU_FEATURES},
                                                                   STRING(NAME)};
#endif
