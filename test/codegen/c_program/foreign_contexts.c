/* foreign_contexts.c: a program that mixes up the contexts of two models. Every function of one model
 * refuses those of the other, says so, and leaves them as they are, whatever the number of threads. */
#include "first.h"
#include "second.h"

#include <stdio.h>
#include <string.h>

static int failed;

static void check(int condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "FAILED %s\n", what);
  failed = 1;
}

static vitc_context *create(const vitc_model_info *info, int32_t threads) {
  vitc_options options = {.abi_version = VITC_ABI_VERSION, .profile = 1};
  vitc_context *context = NULL;
  options.threads = threads;
  check(info->create(&options, &context) == VITC_OK, "the context is created");
  return context;
}

#define LARGER(A, B) ((A) > (B) ? (A) : (B))
static float image[LARGER(FIRST_INPUT_0_BYTES, SECOND_INPUT_0_BYTES) / sizeof(float)];
static float before[LARGER(FIRST_OUTPUT_0_BYTES, SECOND_OUTPUT_0_BYTES) / sizeof(float)];
static float after[sizeof before / sizeof(float)];

static void mix_up(const vitc_model_info *info, const vitc_model_info *other, int32_t threads) {
  static const uint8_t pixels[3] = {1, 2, 3};
  const void *inputs[1];
  void *outputs[1];
  const vitc_profile_event *events = NULL;
  vitc_image picture = {NULL, 1, 1, 3, VITC_RGB};
  vitc_context *theirs = create(other, threads);
  char message[100];
  sprintf(message, "the context belongs to another model: it was not made by %s_create",
          info->name);
  picture.pixels = pixels;
  inputs[0] = image;
  outputs[0] = before;
  check(other->run(theirs, 1, inputs, outputs) == VITC_OK, "a context serves its model");
  outputs[0] = after;
  memset(after, 0x55, sizeof after);
  check(info->run(theirs, 1, inputs, outputs) == VITC_INVALID_ARGUMENT, "run");
  check(strcmp(info->error(theirs), message) == 0, "the message of run");
  check(info->run_images(theirs, 1, &picture, outputs) == VITC_INVALID_ARGUMENT, "run_images");
  check(info->profile(theirs, &events) == 0 && !events, "profile");
  check(memcmp(after, after + 1, sizeof after - sizeof *after) == 0, "nothing is written");
  info->destroy(theirs);
  check(strcmp(info->error(NULL), message) == 0, "the message of destroy");
  check(other->error(theirs)[0] == 0, "the other model knows of no fault");
  check(other->profile(theirs, &events) == other->num_launches, "nor loses its profile");
  check(other->run(theirs, 1, inputs, outputs) == VITC_OK, "the context still works");
  check(memcmp(before, after, other->outputs[0].bytes) == 0, "and gives the same");
  other->destroy(theirs);
}

static void check_null(const vitc_model_info *info) {
  const vitc_profile_event *events = NULL;
  check(info->run(NULL, 1, NULL, NULL) == VITC_INVALID_ARGUMENT, "run without context");
  check(info->run_images(NULL, 1, NULL, NULL) == VITC_INVALID_ARGUMENT, "pictures without context");
  check(info->profile(NULL, &events) == 0 && !events, "profile without context");
  check(info->error(NULL)[0] != 0, "the message without context");
  info->destroy(NULL);
}

int main(void) {
  int32_t threads;
  check_null(first_info());
  check_null(second_info());
  for (threads = 1; threads <= 3; ++threads) {
    mix_up(first_info(), second_info(), threads);
    mix_up(second_info(), first_info(), threads);
  }
  puts(failed ? "0 passed, 1 failed" : "1 passed, 0 failed");
  return failed;
}
