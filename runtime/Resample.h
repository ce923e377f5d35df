// Resample.h: from an 8-bit picture of any size to one image of a model's input. Knows neither contexts
// nor threads, so that vitc-run can use it as it is.
#ifndef VITC_RUNTIME_RESAMPLE_H
#define VITC_RUNTIME_RESAMPLE_H

#include "vitc_runtime.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

// The source positions that make one position of the result.
typedef struct {
  int32_t begin, count;
} vitc_taps;

// One dimension: `from` positions are resized to `to`, of which the model's input shows `window`.
typedef struct {
  int64_t from, to;
  int32_t window;
  int32_t first, num;       // the part of the window that shows the picture
  int64_t offset;           // where that part begins in the resized picture
  int32_t begin, end;       // the source positions that it is made of
  vitc_taps *taps;          // num of them
  int32_t *weights, stride; // `stride` for each, times 2^22
} vitc_axis;

typedef struct {
  const vitc_preprocessing *how;
  float table[3][256]; // what a sample becomes
  double *line;        // weights of one position
  uint8_t *between;    // the picture between the two passes
  vitc_axis x, y;
  vitc_image image;
  float *out;
  int32_t pixel;      // bytes of one of the image's pixels
  bool columns_first; // the pass along y comes first
  int64_t tasks[2];   // of each pass
} vitc_resampler;

/// Why `image` cannot be taken, or null.
const char *vitc_image_fault(const vitc_image *image);

/// Memory that a resampler needs for pictures of any size, aligned to 64 bytes; most of it is touched by
/// large pictures alone.
size_t vitc_resampler_bytes(int32_t height, int32_t width);
void vitc_resampler_init(vitc_resampler *resampler, const vitc_preprocessing *how, int32_t height,
                         int32_t width, void *memory);

/// Prepares for one sound image; its floats go to `out` [3][height][width]. Then all tasks of pass 0 have
/// to run, in any order and on any threads, and then those of pass 1.
void vitc_resample_begin(vitc_resampler *resampler, const vitc_image *image, float *out);
void vitc_resample_task(const vitc_resampler *resampler, int32_t pass, int64_t index);

#ifdef __cplusplus
}
#endif
#endif // VITC_RUNTIME_RESAMPLE_H
