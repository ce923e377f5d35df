/* use_models.c: what a user's plain C program does with two compiled models: eight threads, each with a
 * context of its own, half of them on one model and half on the other, with different numbers of threads
 * inside. Every result has to equal the reference to 1e-4 of its largest value, and all results of one
 * model each other to the bit. Arguments: for each model a file of inputs and one of expected outputs. */
#include "first.h"
#include "second.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, REPEATS = 5 };

typedef struct {
  const vitc_model_info *(*info)(void);
  int32_t threads; /* inside the context */
  const float *input, *expected;
  float *output; /* of the last run */
  const char *error;
} job;

static float *read_floats(const char *path, uint64_t bytes) {
  FILE *file = fopen(path, "rb");
  float *values = malloc(bytes);
  if (!file || !values || fread(values, 1, bytes, file) != bytes) {
    fprintf(stderr, "%s: cannot be read\n", path);
    exit(1);
  }
  fclose(file);
  return values;
}

static const char *compare(const float *values, const float *expected, uint64_t count) {
  float largest = 0, error = 0;
  uint64_t i;
  for (i = 0; i < count; ++i) {
    largest = fmaxf(largest, fabsf(expected[i]));
    error = fmaxf(error, fabsf(values[i] - expected[i]));
  }
  return error <= 1e-4f * largest ? NULL : "the result is off";
}

static void *work(void *argument) {
  job *my = argument;
  const vitc_model_info *info = my->info();
  vitc_options options = {.abi_version = VITC_ABI_VERSION};
  vitc_context *context = NULL;
  const void *inputs[1];
  void *outputs[1];
  int i;
  options.threads = my->threads;
  inputs[0] = my->input;
  outputs[0] = my->output;
  if (info->create(&options, &context) != VITC_OK) {
    my->error = info->error(NULL);
    return NULL;
  }
  for (i = 0; i < REPEATS && !my->error; ++i) {
    memset(my->output, 0, info->outputs[0].bytes);
    if (info->run(context, info->batch, inputs, outputs) != VITC_OK)
      my->error = "a run failed";
    else
      my->error = compare(my->output, my->expected, info->outputs[0].bytes / sizeof(float));
  }
  info->destroy(context);
  return NULL;
}

int main(int argc, char **argv) {
  static const uint64_t in_bytes[2] = {FIRST_INPUT_0_BYTES, SECOND_INPUT_0_BYTES};
  static const uint64_t out_bytes[2] = {FIRST_OUTPUT_0_BYTES, SECOND_OUTPUT_0_BYTES};
  static const int64_t shape[FIRST_INPUT_0_RANK] = FIRST_INPUT_0_SHAPE;
  float *input[2], *expected[2];
  pthread_t threads[THREADS];
  job jobs[THREADS];
  int i, failed = 0;
  if (argc != 5 || FIRST_NUM_INPUTS != 1 || shape[0] != FIRST_BATCH ||
      strcmp(FIRST_INPUT_0_NAME, first_info()->inputs[0].name) != 0)
    return 1;
  for (i = 0; i < 2; ++i) {
    input[i] = read_floats(argv[1 + 2 * i], in_bytes[i]);
    expected[i] = read_floats(argv[2 + 2 * i], out_bytes[i]);
  }
  for (i = 0; i < THREADS; ++i) {
    job one = {
        i % 2 ? second_info : first_info, 1 + i / 2 % 3, input[i % 2], expected[i % 2], NULL, NULL};
    one.output = malloc(out_bytes[i % 2]);
    jobs[i] = one;
    if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0)
      return 1;
  }
  for (i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    if (!jobs[i].error && memcmp(jobs[i].output, jobs[i % 2].output, out_bytes[i % 2]) != 0)
      jobs[i].error = "not the bits that another number of threads gave";
    if (jobs[i].error) {
      fprintf(stderr, "thread %d: %s\n", i, jobs[i].error);
      failed = 1;
    }
  }
  for (i = 0; i < THREADS; ++i)
    free(jobs[i].output);
  for (i = 0; i < 2; ++i) {
    free(input[i]);
    free(expected[i]);
  }
  puts(failed ? "0 passed, 1 failed" : "1 passed, 0 failed");
  return failed;
}
