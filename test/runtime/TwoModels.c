/* TwoModels.c: what a plain C program does with two models: eight threads, a
 * context each. */
#include "FakeModel.h"

#include <pthread.h>
#include <stdio.h>

static void *use(void *argument) {
  const vitc_model_info *info = argument;
  static float images[3 * FAKE_PIXELS]; /* zeros but for what nobody writes:
                                           shared, read-only */
  float logits[3 * FAKE_BATCH * FAKE_CLASSES];
  int64_t sums[3 * FAKE_BATCH];
  const void *inputs[1];
  void *outputs[2];
  vitc_options options = {.abi_version = VITC_ABI_VERSION, .threads = 2};
  vitc_context *context = NULL;
  int i;
  inputs[0] = images;
  outputs[0] = logits;
  outputs[1] = sums;
  if (info->create(&options, &context) != VITC_OK)
    return (void *)info->error(NULL);
  for (i = 0; i < 100; ++i)
    if (info->run(context, 3 * info->batch, inputs, outputs) != VITC_OK || sums[5] != 0)
      return (void *)"a run failed";
  info->destroy(context);
  return NULL;
}

int main(void) {
  pthread_t threads[8];
  int i, failed = 0;
  for (i = 0; i < 8; ++i)
    if (pthread_create(&threads[i], NULL, use, (void *)(i % 2 ? fake_info() : other_info())) != 0)
      return 1;
  for (i = 0; i < 8; ++i) {
    void *error = NULL;
    pthread_join(threads[i], &error);
    if (error) {
      fprintf(stderr, "thread %d: %s\n", i, (const char *)error);
      failed = 1;
    }
  }
  return failed;
}
