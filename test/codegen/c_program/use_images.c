/* use_images.c: what a user's plain C program does with a model that takes pictures: four threads with a
 * context each (of different numbers of threads inside, and one with a parallel-for of its own) hand over
 * pictures of different sizes, strides and formats at once. The outputs have to be those of `run` on what
 * Pillow made of the pictures (1e-4 of the largest), and equal each other to the bit, whatever the threads
 * and however the pictures are grouped. Then what is refused, with its message.
 * Arguments: a file with the pictures, and one with the prepared inputs. The first holds, as int32, the
 * number of pictures, and for each width, height, row stride, format and its bytes. */
#include "pictures.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, CLASSES = PICTURES_NUM_LABELS };

typedef struct {
  int32_t threads;
  vitc_parallel_for parallel_for;
  int32_t count;
  const vitc_image *images;
  float *outputs;
  const char *error;
} job;

static int failed;

static void check(int condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "FAILED %s\n", what);
  failed = 1;
}

static void read_bytes(FILE *file, void *data, size_t bytes) {
  if (fread(data, 1, bytes, file) == bytes)
    return;
  fputs("a file ends early\n", stderr);
  exit(1);
}

static vitc_image *read_images(const char *path, int32_t *count) {
  FILE *file = fopen(path, "rb");
  vitc_image *images;
  int32_t i, header[4];
  if (!file)
    exit(1);
  read_bytes(file, count, sizeof *count);
  images = calloc((size_t)*count, sizeof *images);
  for (i = 0; i < *count; ++i) {
    uint8_t *pixels;
    size_t bytes;
    read_bytes(file, header, sizeof header);
    bytes = (size_t)header[1] * (size_t)header[2];
    pixels = malloc(bytes);
    read_bytes(file, pixels, bytes);
    images[i].pixels = pixels;
    images[i].width = header[0];
    images[i].height = header[1];
    images[i].row_stride = header[2];
    images[i].format = (vitc_pixel_format)header[3];
  }
  fclose(file);
  return images;
}

static void backwards(void *user, int32_t count, void (*task)(void *, int32_t), void *closure) {
  (void)user;
  while (count-- > 0)
    task(closure, count);
}

static void *work(void *argument) {
  job *my = argument;
  vitc_options options = {.abi_version = VITC_ABI_VERSION};
  vitc_context *context = NULL;
  void *outputs[1];
  int32_t i, repeat;
  options.threads = my->threads;
  options.parallel_for = my->parallel_for;
  if (pictures_create(&options, &context) != VITC_OK) {
    my->error = pictures_error(NULL);
    return NULL;
  }
  outputs[0] = my->outputs;
  for (repeat = 0; repeat < 3; ++repeat) /* all at once */
    if (pictures_run_images(context, my->count, my->images, outputs) != VITC_OK)
      my->error = "a run of all pictures failed";
  for (i = 0; i < my->count && !my->error; ++i) { /* one by one */
    float alone[CLASSES];
    outputs[0] = alone;
    if (pictures_run_images(context, 1, &my->images[i], outputs) != VITC_OK)
      my->error = "a run of one picture failed";
    else if (memcmp(alone, my->outputs + (size_t)i * CLASSES, sizeof alone) != 0)
      my->error = "a picture alone gives other bits";
  }
  pictures_destroy(context);
  return NULL;
}

/* The outputs of `run` on what Pillow made. */
static float *reference(const char *path, int32_t count) {
  const size_t bytes = (size_t)count * PICTURES_INPUT_0_BYTES;
  float *inputs = malloc(bytes), *values = malloc((size_t)count * sizeof(float) * CLASSES);
  const void *in[1];
  void *out[1];
  vitc_context *context = NULL;
  FILE *file = fopen(path, "rb");
  if (!file || pictures_create(NULL, &context) != VITC_OK)
    exit(1);
  read_bytes(file, inputs, bytes);
  fclose(file);
  in[0] = inputs;
  out[0] = values;
  check(pictures_run(context, count, in, out) == VITC_OK, "the reference runs");
  pictures_destroy(context);
  free(inputs);
  return values;
}

static void refuses(vitc_context *context, int64_t count, const vitc_image *images,
                    void *const *outputs, const char *message) {
  const vitc_status status = pictures_run_images(context, count, images, outputs);
  if (status != VITC_INVALID_ARGUMENT || !strstr(pictures_error(context), message))
    fprintf(stderr, "status %d: %s\n", (int)status, pictures_error(context));
  check(status == VITC_INVALID_ARGUMENT && strstr(pictures_error(context), message), message);
}

static void check_refusals(const vitc_image *images) {
  vitc_context *context = NULL;
  vitc_image image;
  float values[2 * CLASSES];
  void *outputs[1], *nothing[1] = {NULL};
  outputs[0] = values;
  check(pictures_run_images(NULL, 1, images, outputs) == VITC_INVALID_ARGUMENT, "no context");
  if (pictures_create(NULL, &context) != VITC_OK)
    exit(1);
  refuses(context, 1, NULL, outputs, "the images are null");
  refuses(context, -1, images, outputs, "-1 images are no multiple of the batch of 1");
  refuses(context, 1, images, NULL, "outputs are null");
  refuses(context, 1, images, nothing, "null pointer for output");
  image = images[0];
  image.pixels = NULL;
  refuses(context, 1, &image, outputs, "the pixels are null");
  image = images[0];
  image.height = 0;
  refuses(context, 1, &image, outputs, "it has no pixels");
  image.height = VITC_MAX_IMAGE_EDGE + 1;
  refuses(context, 1, &image, outputs, "an edge is longer than 65536 pixels");
  image = images[0];
  image.row_stride = 3 * image.width - 1;
  refuses(context, 1, &image, outputs, "the row stride is smaller than a row");
  image = images[0];
  image.format = (vitc_pixel_format)7;
  refuses(context, 1, &image, outputs, "the format is no vitc_pixel_format");
  {
    vitc_image two[2];
    two[0] = images[0];
    two[1] = image;
    refuses(context, 2, two, outputs, "image 1 (");
  }
  check(pictures_run_images(context, 0, NULL, outputs) == VITC_OK, "no pictures are no fault");
  check(pictures_run_images(context, 1, images, outputs) == VITC_OK, "a refusal leaves no trace");
  check(pictures_error(context)[0] == 0, "nor a message");
  pictures_destroy(context);
}

static void check_info(void) {
  const vitc_model_info *info = pictures_info();
  check(PICTURES_TAKES_IMAGES == 1 && info->run_images && info->num_labels == CLASSES,
        "the info has the entry");
  check(info->preprocessing && info->preprocessing->resize == VITC_RESIZE_SHORTEST &&
            info->preprocessing->height == 36 && info->preprocessing->filter == VITC_BICUBIC,
        "the info has the preprocessing");
  check(strcmp(info->labels[0], "first \"label\"") == 0 && strcmp(info->labels[6], "class 6") == 0,
        "the info has the labels");
}

int main(int argc, char **argv) {
  static const int32_t inside[THREADS] = {1, 2, 3, 3};
  job jobs[THREADS];
  pthread_t threads[THREADS];
  int32_t count = 0, i;
  vitc_image *images;
  float *expected, largest = 0, error = 0;
  if (argc != 3)
    return 1;
  images = read_images(argv[1], &count);
  expected = reference(argv[2], count);
  for (i = 0; i < THREADS; ++i) {
    job one = {inside[i], i == 3 ? backwards : NULL, count, images, NULL, NULL};
    one.outputs = malloc((size_t)count * CLASSES * sizeof(float));
    jobs[i] = one;
    if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0)
      return 1;
  }
  for (i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    check(!jobs[i].error, jobs[i].error ? jobs[i].error : "");
    check(memcmp(jobs[i].outputs, jobs[0].outputs, (size_t)count * CLASSES * sizeof(float)) == 0,
          "the bits do not depend on the threads");
  }
  for (i = 0; i < count * CLASSES; ++i) {
    largest = fmaxf(largest, fabsf(expected[i]));
    error = fmaxf(error, fabsf(jobs[0].outputs[i] - expected[i]));
  }
  printf("largest difference %g of %g\n", (double)error, (double)largest);
  check(error <= 1e-4f * largest, "the outputs are those of Pillow's pictures");
  check_refusals(images);
  check_info();
  for (i = 0; i < count; ++i)
    free((void *)images[i].pixels);
  for (i = 0; i < THREADS; ++i)
    free(jobs[i].outputs);
  free(images);
  free(expected);
  puts(failed ? "0 passed, 1 failed" : "1 passed, 0 failed");
  return failed;
}
