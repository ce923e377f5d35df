// TileOperands.h: what the functions of MatrixTiles.h are given, in bytes and words, whatever they multiply.
#ifndef VITC_RUNTIME_TILEOPERANDS_H
#define VITC_RUNTIME_TILEOPERANDS_H

#include <stdint.h>

typedef struct {
  uint8_t *sums;
  const uint8_t *a, *b;
  int64_t a_bytes; // from one row to the next
  int32_t rows, columns;
  int32_t words; // of k: four bytes, or two bf16
  int32_t panel; // columns
} tile_operands;

enum { LINE = 64 }; // bytes of a line of the cache

// Fetches a line into L2. A number, and no pointer: it may be behind the end of what is read, which does no harm.
static inline void fetch_line(uintptr_t place) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  __builtin_prefetch((const void *)place, /*write=*/0, /*locality=*/2);
}

static inline tile_operands of_bytes(int32_t *sums, int32_t sums_at, const uint8_t *a, int32_t a_at,
                                     const int8_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                                     int32_t columns, int32_t depth, int32_t panel) {
  return (tile_operands){.sums = (uint8_t *)(sums + sums_at),
                         .a = a + a_at,
                         .b = (const uint8_t *)(b + b_at),
                         .a_bytes = a_stride,
                         .rows = rows,
                         .columns = columns,
                         .words = depth / 4,
                         .panel = panel};
}

static inline tile_operands of_bfloats(float *sums, int32_t sums_at, const uint16_t *a,
                                       int32_t a_at, const uint16_t *b, int32_t b_at,
                                       int32_t a_stride, int32_t rows, int32_t columns,
                                       int32_t depth, int32_t panel) {
  return (tile_operands){.sums = (uint8_t *)(sums + sums_at),
                         .a = (const uint8_t *)(a + a_at),
                         .b = (const uint8_t *)(b + b_at),
                         .a_bytes = (int64_t)a_stride * 2,
                         .rows = rows,
                         .columns = columns,
                         .words = depth / 2,
                         .panel = panel};
}

#endif
