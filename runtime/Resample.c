// Resample.c: resizes as Pillow does, to the bit; cuts or pads; normalises.
//
// Pillow's rule (src/libImaging/Resample.c, version 13): a separable filter, widened by the scale when
// shrinking; weights with 22 fractional bits (its PRECISION_BITS, 32 - 8 - 2) whose sum may overshoot
// 8 bits by a factor of two either way; samples of 8 bits between the two passes. The pass along x comes
// first, unless the height shrinks by more than twice as many pixels as the width. Only what the model's
// input shows is computed.
#include "Resample.h"

enum { FRACTION_BITS = 22, HALF = 1 << (FRACTION_BITS - 1), BLOCK = 64 /* pixels */ };

static const double FILTER_SUPPORT[] = {0, 3, 1, 2, 0.5, 1};

// sin(pi * x) by Taylor's series on [-1/2, 1/2]: the error is below 1e-17.
static double sin_pi(double x) {
  static const double terms[] = {1.0 / 51090942171709440000.0,
                                 -1.0 / 121645100408832000.0,
                                 1.0 / 355687428096000.0,
                                 -1.0 / 1307674368000.0,
                                 1.0 / 6227020800.0,
                                 -1.0 / 39916800.0,
                                 1.0 / 362880.0,
                                 -1.0 / 5040.0,
                                 1.0 / 120.0,
                                 -1.0 / 6.0,
                                 1.0};
  const int32_t nearest = (int32_t)(x < 0 ? x - 0.5 : x + 0.5);
  const double angle = (x - nearest) * 3.14159265358979323846, square = angle * angle;
  double sum = 0;
  for (size_t i = 0; i < sizeof terms / sizeof *terms; ++i)
    sum = sum * square + terms[i];
  return nearest & 1 ? -sum * angle : sum * angle;
}

static double sinc(double x) { return x == 0 ? 1 : sin_pi(x) / (x * 3.14159265358979323846); }

static double filter_at(vitc_filter filter, double x) {
  const double size = x < 0 ? -x : x;
  switch (filter) {
  case VITC_BOX:
    return x > -0.5 && x <= 0.5 ? 1 : 0;
  case VITC_BILINEAR:
    return size < 1 ? 1 - size : 0;
  case VITC_HAMMING:
    return size >= 1 ? 0 : sinc(size) * ((double)0.54f + (double)0.46f * sin_pi(size + 0.5));
  case VITC_BICUBIC: // Keys' filter with a = -0.5
    if (size < 1)
      return (1.5 * size - 2.5) * size * size + 1;
    return size < 2 ? (((size - 5) * size + 8) * size - 4) * -0.5 : 0;
  case VITC_LANCZOS:
    return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
  default:
    return 1;
  }
}

// As Python's round(): halves go to the even neighbour.
static int64_t round_even(double value) {
  const int64_t whole = (int64_t)value;
  const double rest = value - (double)whole;
  return whole + (rest > 0.5 || (rest == 0.5 && (whole & 1)));
}

static int64_t scaled(const vitc_preprocessing *how, int64_t edge, double scale, double ratio) {
  const int64_t size = how->rounding == VITC_ROUND_EVEN ? round_even((double)edge / ratio)
                                                        : (int64_t)((double)edge * scale);
  return size < 1 ? 1 : size;
}

// The size after resizing: with the very operations of torchvision (shortest), timm's ResizeKeepRatio
// and transformers' get_image_size_for_max_height_width, so that no rounding differs.
static void choose_size(const vitc_preprocessing *how, vitc_axis *x, vitc_axis *y) {
  const double width = (double)x->from, height = (double)y->from;
  const double x_ratio = width / how->width, y_ratio = height / how->height;
  const double x_scale = how->width / width, y_scale = how->height / height;
  const bool is_wide = how->resize == VITC_RESIZE_FIT ? x_ratio > y_ratio : x_ratio < y_ratio;
  const double ratio = is_wide ? x_ratio : y_ratio, scale = is_wide ? x_scale : y_scale;
  switch (how->resize) {
  case VITC_RESIZE_EXACT:
    x->to = how->width;
    y->to = how->height;
    break;
  case VITC_RESIZE_SHORTEST:
    x->to = width <= height ? how->width : (int64_t)((double)(how->height * x->from) / height);
    y->to = width <= height ? (int64_t)((double)(how->width * y->from) / width) : how->height;
    break;
  case VITC_RESIZE_COVER:
  case VITC_RESIZE_FIT:
    x->to = scaled(how, x->from, scale, ratio);
    y->to = scaled(how, y->from, scale, ratio);
    break;
  default:
    x->to = x->from;
    y->to = y->from;
  }
}

// The middle of the resized picture, or the picture in the middle of the window.
static void place(const vitc_preprocessing *how, vitc_axis *axis) {
  const int64_t margin = axis->to - axis->window;
  const int64_t odd_up = how->rounding == VITC_ROUND_EVEN && (margin & 3) == 3;
  axis->first = margin < 0 ? (int32_t)(-margin / 2) : 0;
  axis->num = margin < 0 ? (int32_t)axis->to : axis->window;
  axis->offset = margin < 0 ? 0 : margin / 2 + odd_up;
}

// Pillow adds up positions, and so do rounding errors.
static void choose_nearest(vitc_axis *axis) {
  const double scale = (double)axis->from / (double)axis->to;
  double at = scale * 0.5;
  for (int64_t i = 0; i < axis->offset; ++i)
    at += scale;
  for (int32_t i = 0; i < axis->num; ++i, at += scale) {
    const int64_t position = (int64_t)at;
    axis->taps[i].begin = (int32_t)(position < axis->from ? position : axis->from - 1);
    axis->taps[i].count = 1;
    axis->weights[i] = 1 << FRACTION_BITS;
  }
  axis->stride = 1;
}

static int32_t fixed(double weight) {
  const double scaled = weight * (1 << FRACTION_BITS);
  return (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

// The taps of position `at` of the resized picture (precompute_coeffs, normalize_coeffs_8bpc).
static vitc_taps choose_taps(const vitc_axis *axis, vitc_filter filter, int64_t at, double *line,
                             int32_t *weights) {
  const double scale = (double)axis->from / (double)axis->to;
  const double widen = scale < 1 ? 1 : scale, narrow = 1 / widen;
  const double support = FILTER_SUPPORT[filter] * widen, centre = ((double)at + 0.5) * scale;
  int64_t begin = (int64_t)(centre - support + 0.5), end = (int64_t)(centre + support + 0.5);
  begin = begin < 0 ? 0 : begin;
  end = end > axis->from ? axis->from : end;
  const vitc_taps taps = {(int32_t)begin, (int32_t)(end - begin)};
  double sum = 0;
  for (int32_t i = 0; i < taps.count; ++i) {
    line[i] = filter_at(filter, ((double)(begin + i) - centre + 0.5) * narrow);
    sum += line[i];
  }
  for (int32_t i = 0; i < taps.count; ++i)
    weights[i] = fixed(sum != 0 ? line[i] / sum : line[i]);
  return taps;
}

static void choose_axis(vitc_resampler *resampler, vitc_axis *axis) {
  const vitc_preprocessing *how = resampler->how;
  place(how, axis);
  if (how->filter == VITC_NEAREST || axis->from == axis->to) {
    choose_nearest(axis);
  } else {
    const double scale = (double)axis->from / (double)axis->to;
    const double support = FILTER_SUPPORT[how->filter] * (scale < 1 ? 1 : scale);
    const int64_t most = 2 * (int64_t)(support + 1) + 1;
    axis->stride = (int32_t)(most < axis->from ? most : axis->from);
    for (int32_t i = 0; i < axis->num; ++i)
      axis->taps[i] = choose_taps(axis, how->filter, axis->offset + i, resampler->line,
                                  axis->weights + (int64_t)i * axis->stride);
  }
  const vitc_taps last = axis->taps[axis->num - 1];
  axis->begin = axis->taps[0].begin;
  axis->end = last.begin + last.count;
}

static uint8_t clip(uint32_t sum) {
  const int32_t value = (int32_t)sum >> FRACTION_BITS;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// Positions [first, first + count) of a row, three samples each. Sums wrap, as the range of weights allows
// for at every end; products do not.
static inline void along_x(const vitc_axis *x, const uint8_t *row, int32_t pixel, int32_t first,
                           int32_t count, uint8_t *out) {
  for (int32_t i = first; i < first + count; ++i, out += 3) {
    const uint8_t *from = row + (int64_t)(x->taps[i].begin - x->begin) * pixel;
    const int32_t *weights = x->weights + (int64_t)i * x->stride;
    uint32_t a = HALF, b = HALF, c = HALF;
    for (int32_t j = 0; j < x->taps[i].count; ++j, from += pixel) {
      a += (uint32_t)weights[j] * from[0];
      b += (uint32_t)weights[j] * from[1];
      c += (uint32_t)weights[j] * from[2];
    }
    out[0] = clip(a);
    out[1] = clip(b);
    out[2] = clip(c);
  }
}

// `row` begins at position x->begin.
static void resample_x(const vitc_axis *x, const uint8_t *row, int32_t pixel, int32_t first,
                       int32_t count, uint8_t *out) {
  if (pixel == 3)
    along_x(x, row, 3, first, count, out);
  else
    along_x(x, row, 4, first, count, out);
}

// Position i of columns, `count` bytes of them. `rows` begins at position y->begin.
static void resample_y(const vitc_axis *y, int32_t i, const uint8_t *rows, int64_t stride,
                       int64_t count, uint8_t *out) {
  const uint8_t *from = rows + (int64_t)(y->taps[i].begin - y->begin) * stride;
  const int32_t *weights = y->weights + (int64_t)i * y->stride;
  for (int64_t at = 0; at < count; at += 4 * BLOCK) {
    uint32_t sums[4 * BLOCK];
    const int64_t here = count - at < 4 * BLOCK ? count - at : 4 * BLOCK;
    for (int64_t k = 0; k < here; ++k)
      sums[k] = HALF;
    for (int32_t j = 0; j < y->taps[i].count; ++j) {
      const uint8_t *row = from + j * stride + at;
      for (int64_t k = 0; k < here; ++k)
        sums[k] += (uint32_t)weights[j] * row[k];
    }
    for (int64_t k = 0; k < here; ++k)
      out[at + k] = clip(sums[k]);
  }
}

static const uint8_t *pixel_at(const vitc_resampler *resampler, int64_t y, int64_t x) {
  const vitc_image *image = &resampler->image;
  return image->pixels + y * image->row_stride + x * resampler->pixel;
}

// Pass 0: one row of the picture between the passes.
static void first_pass(const vitc_resampler *r, int64_t index) {
  if (r->columns_first) {
    const int64_t bytes = (int64_t)(r->x.end - r->x.begin) * r->pixel;
    resample_y(&r->y, (int32_t)index, pixel_at(r, r->y.begin, r->x.begin), r->image.row_stride,
               bytes, r->between + index * bytes);
  } else {
    resample_x(&r->x, pixel_at(r, r->y.begin + index, r->x.begin), r->pixel, 0, r->x.num,
               r->between + index * r->x.num * 3);
  }
}

static void fill(const vitc_resampler *r, float *const rows[3], int32_t begin, int32_t end) {
  for (int32_t c = 0; c < 3; ++c)
    for (int32_t x = begin; x < end; ++x)
      rows[c][x] = r->table[c][r->how->fill[c]];
}

// Pass 1: one row of the input.
static void second_pass(const vitc_resampler *r, int32_t row) {
  const int64_t plane = (int64_t)r->y.window * r->x.window;
  float *const first = r->out + (int64_t)row * r->x.window;
  float *const rows[3] = {first, first + plane, first + 2 * plane};
  const int32_t i = row - r->y.first, begin = r->x.first, end = r->x.first + r->x.num;
  if (i < 0 || i >= r->y.num) {
    fill(r, rows, 0, r->x.window);
    return;
  }
  const bool is_bgr = r->image.format == VITC_BGR || r->image.format == VITC_BGRA;
  fill(r, rows, 0, begin);
  fill(r, rows, end, r->x.window);
  for (int32_t at = 0; at < r->x.num; at += BLOCK) {
    uint8_t samples[3 * BLOCK];
    const int32_t count = r->x.num - at < BLOCK ? r->x.num - at : BLOCK;
    if (r->columns_first)
      resample_x(&r->x, r->between + (int64_t)i * (r->x.end - r->x.begin) * r->pixel, r->pixel, at,
                 count, samples);
    else
      resample_y(&r->y, i, r->between + (int64_t)at * 3, (int64_t)r->x.num * 3, count * 3, samples);
    for (int32_t c = 0; c < 3; ++c)
      for (int32_t x = 0; x < count; ++x)
        rows[c][begin + at + x] = r->table[c][samples[3 * x + (is_bgr ? 2 - c : c)]];
  }
}

void vitc_resample_task(const vitc_resampler *resampler, int32_t pass, int64_t index) {
  if (pass == 0)
    first_pass(resampler, index);
  else
    second_pass(resampler, (int32_t)index);
}

void vitc_resample_begin(vitc_resampler *r, const vitc_image *image, float *out) {
  r->image = *image;
  r->out = out;
  r->pixel = image->format == VITC_RGB || image->format == VITC_BGR ? 3 : 4;
  r->x.from = image->width;
  r->y.from = image->height;
  choose_size(r->how, &r->x, &r->y);
  choose_axis(r, &r->x);
  choose_axis(r, &r->y);
  const int64_t lower = r->y.from - r->y.to, narrower = r->x.from - r->x.to;
  r->columns_first = lower > 0 && lower > 2 * narrower;
  r->tasks[0] = r->columns_first ? r->y.num : r->y.end - r->y.begin;
  r->tasks[1] = r->y.window;
}

const char *vitc_image_fault(const vitc_image *image) {
  if (!image->pixels)
    return "the pixels are null";
  if (image->width < 1 || image->height < 1)
    return "it has no pixels";
  if (image->width > VITC_MAX_IMAGE_EDGE || image->height > VITC_MAX_IMAGE_EDGE)
    return "an edge is longer than 65536 pixels";
  if ((uint32_t)image->format > VITC_BGRA)
    return "the format is no vitc_pixel_format";
  const bool has_alpha = image->format == VITC_RGBA || image->format == VITC_BGRA;
  if (image->row_stride < (int64_t)image->width * (has_alpha ? 4 : 3))
    return "the row stride is smaller than a row";
  return NULL;
}

// Weights of `edge` window positions and VITC_MAX_IMAGE_EDGE source positions: with a support of 3 at
// most, `num` positions have 2 * 3 * max(1, from / to) + 3 taps each, and num is at most `to`.
static size_t axis_weights(int32_t edge) {
  return 6 * (size_t)VITC_MAX_IMAGE_EDGE + 3 * (size_t)edge;
}

static size_t round_up(size_t bytes) { return (bytes + 63) & ~(size_t)63; }

static size_t axis_bytes(int32_t edge) {
  return round_up((size_t)edge * sizeof(vitc_taps)) +
         round_up(axis_weights(edge) * sizeof(int32_t));
}

size_t vitc_resampler_bytes(int32_t height, int32_t width) {
  const size_t rows = (size_t)height * 4, columns = (size_t)width * 3;
  return axis_bytes(height) + axis_bytes(width) + VITC_MAX_IMAGE_EDGE * sizeof(double) +
         VITC_MAX_IMAGE_EDGE * (rows > columns ? rows : columns);
}

static uint8_t *init_axis(vitc_axis *axis, int32_t edge, uint8_t *memory) {
  axis->window = edge;
  axis->taps = (vitc_taps *)memory;
  axis->weights = (int32_t *)(memory + round_up((size_t)edge * sizeof(vitc_taps)));
  return memory + axis_bytes(edge);
}

void vitc_resampler_init(vitc_resampler *resampler, const vitc_preprocessing *how, int32_t height,
                         int32_t width, void *memory) {
  resampler->how = how;
  uint8_t *rest = init_axis(&resampler->y, height, memory);
  rest = init_axis(&resampler->x, width, rest);
  resampler->line = (double *)rest;
  resampler->between = rest + VITC_MAX_IMAGE_EDGE * sizeof(double);
  for (int32_t c = 0; c < 3; ++c)
    for (int32_t sample = 0; sample < 256; ++sample)
      resampler->table[c][sample] = (float)((sample * how->scale - how->mean[c]) / how->std[c]);
}
