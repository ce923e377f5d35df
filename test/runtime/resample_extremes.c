// resample_extremes.c: every way of resizing on pictures of extreme and of random sizes, each in memory of
// exactly its size, for sanitizers. Every float has to be written, and to lie within the range of samples.
#include "Resample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 0x9e3779b97f4a7c15;

static uint32_t next_random(uint32_t below) {
  state = state * 6364136223846793005 + 1442695040888963407;
  return (uint32_t)((state >> 33) % below);
}

// A picture whose last row ends with its last pixel.
static vitc_image make_image(int32_t width, int32_t height, vitc_pixel_format format) {
  const int64_t row = (int64_t)width * (format == VITC_RGBA || format == VITC_BGRA ? 4 : 3);
  const int64_t stride = row + next_random(3), bytes = stride * (height - 1) + row;
  uint8_t *pixels = malloc((size_t)bytes);
  for (int64_t i = 0; i < bytes; ++i)
    pixels[i] = (uint8_t)next_random(256);
  return (vitc_image){pixels, width, height, stride, format};
}

static int try_one(const vitc_preprocessing *how, int32_t height, int32_t width,
                   const vitc_image *image) {
  // The parts of the memory that are promised: a byte more would be found.
  const size_t bytes = vitc_resampler_bytes(height, width);
  uint8_t *memory = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
  vitc_resampler *resampler = malloc(sizeof *resampler);
  const size_t floats = 3 * (size_t)height * (size_t)width;
  float *out = malloc(floats * sizeof(float));
  memset(out, 0xff, floats * sizeof(float));
  vitc_resampler_init(resampler, how, height, width, memory);
  vitc_resample_begin(resampler, image, out);
  for (int32_t pass = 0; pass < 2; ++pass)
    for (int64_t i = 0; i < resampler->tasks[pass]; ++i)
      vitc_resample_task(resampler, pass, i);
  int failed = 0;
  for (size_t i = 0; i < floats && !failed; ++i)
    failed = !(out[i] >= 0 && out[i] <= 255);
  if (failed)
    fprintf(stderr, "%dx%d to %dx%d, resize %d, filter %d: a sample is missing\n", image->width,
            image->height, width, height, how->resize, how->filter);
  free(out);
  free(resampler);
  free(memory);
  return failed;
}

int main(void) {
  static const int32_t sizes[][2] = {{1, 1},     {1, 10000}, {10000, 1}, {1, 65536}, {65536, 1},
                                     {2, 65536}, {65536, 2}, {3, 4097},  {4097, 3},  {255, 257}};
  static const int32_t windows[][2] = {{1, 1}, {16, 16}, {224, 7}, {7, 224}};
  enum { SIZES = sizeof sizes / sizeof *sizes, WINDOWS = sizeof windows / sizeof *windows };
  int failed = 0;
  for (int32_t i = 0; i < SIZES + 300; ++i) {
    const bool is_fixed = i < SIZES;
    vitc_image image = make_image(is_fixed ? sizes[i][0] : 1 + (int32_t)next_random(90),
                                  is_fixed ? sizes[i][1] : 1 + (int32_t)next_random(90),
                                  (vitc_pixel_format)next_random(4));
    for (int32_t k = 0; k < (is_fixed ? 5 * 6 : 4); ++k) {
      const int32_t edge = 1 + (int32_t)next_random(40);
      vitc_preprocessing how = {.resize = (vitc_resize)(k % 5),
                                .height = edge,
                                .width = edge,
                                .filter = (vitc_filter)(is_fixed ? k / 5 : (int32_t)next_random(6)),
                                .rounding = (vitc_rounding)next_random(2),
                                .fill = {1, 2, 3},
                                .scale = 1,
                                .std = {1, 1, 1}};
      if (how.resize == VITC_RESIZE_EXACT || how.resize == VITC_RESIZE_COVER)
        how.width = 1 + (int32_t)next_random(40);
      const int32_t *window = windows[next_random(WINDOWS)];
      failed |= try_one(&how, window[0], window[1], &image);
    }
    free((void *)image.pixels);
  }
  puts(failed ? "0 passed, 1 failed" : "1 passed, 0 failed");
  return failed;
}
