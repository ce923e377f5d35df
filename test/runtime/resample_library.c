// resample_library.c: the resampler as one function, for resample_tests.py.
#include "Resample.h"

#include <stdlib.h>

const char *prepare(const vitc_preprocessing *how, int32_t height, int32_t width,
                    const vitc_image *image, float *out);
const char *prepare(const vitc_preprocessing *how, int32_t height, int32_t width,
                    const vitc_image *image, float *out) {
  const char *fault = vitc_image_fault(image);
  if (fault)
    return fault;
  const size_t bytes = vitc_resampler_bytes(height, width);
  void *memory = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
  vitc_resampler *resampler = malloc(sizeof *resampler);
  vitc_resampler_init(resampler, how, height, width, memory);
  vitc_resample_begin(resampler, image, out);
  for (int32_t pass = 0; pass < 2; ++pass)
    for (int64_t i = resampler->tasks[pass] - 1; i >= 0; --i) // in any order
      vitc_resample_task(resampler, pass, i);
  free(resampler);
  free(memory);
  return NULL;
}
