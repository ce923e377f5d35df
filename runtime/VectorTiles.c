// VectorTiles.c: sums of products of bytes by x86's vpdpbusd, for CPUs that have it and that Halide 21 has no code for: those with
// AVX512-VNNI that are no Zen 4 or Sapphire Rapids (Cascade Lake, Ice Lake), and those with AVX-VNNI alone (Alder Lake, ...).
//
// A block's sums stay in registers for all steps of k. A step loads a vector of columns, four k of each, once for all rows
// of the block, and spreads four bytes of each row.
#include "MatrixTiles.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

typedef struct {
  int32_t *sums;
  const uint8_t *a;
  const int8_t *b;
  int64_t sum_stride, a_stride, b_stride; // elements from one row to the next
  int32_t steps;                          // of four k
} block;

static int32_t four_bytes(const uint8_t *bytes) {
  int32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

#define UNROLLED _Pragma("clang loop unroll(full)") for

// NAME, as vitc_tile_sums: blocks of ROWS x 16 sums, in vectors of BITS. Where ROWS does not divide the rows, the last block
// begins so that it ends with them, and computes some again; fewer rows than a block's are computed one by one.
#define DEFINE_SUMS(NAME, BITS, FEATURES, ROWS, ZERO, LOAD, STORE, SPREAD, DOT)                    \
  __attribute__((target(FEATURES), always_inline)) static inline void NAME##_block(                \
      const block *of, int rows) {                                                                 \
    enum { LANES = (BITS) / 32, VECTORS = 16 / LANES };                                            \
    __m##BITS##i sums[ROWS][VECTORS], columns[VECTORS];                                            \
    UNROLLED(int row = 0; row < rows; ++row)                                                       \
    UNROLLED(int v = 0; v < VECTORS; ++v) sums[row][v] = ZERO();                                   \
    const uint8_t *a = of->a;                                                                      \
    const int8_t *b = of->b;                                                                       \
    for (int32_t step = 0; step < of->steps; ++step, a += 4, b += of->b_stride) {                  \
      UNROLLED(int v = 0; v < VECTORS; ++v)                                                        \
      columns[v] = LOAD((const void *)(b + v * (BITS) / 8));                                       \
      UNROLLED(int row = 0; row < rows; ++row) {                                                   \
        const __m##BITS##i own = SPREAD(four_bytes(a + row * of->a_stride));                       \
        UNROLLED(int v = 0; v < VECTORS; ++v) sums[row][v] = DOT(sums[row][v], own, columns[v]);   \
      }                                                                                            \
    }                                                                                              \
    UNROLLED(int row = 0; row < rows; ++row)                                                       \
    UNROLLED(int v = 0; v < VECTORS; ++v)                                                          \
    STORE((void *)(of->sums + row * of->sum_stride + v * LANES), sums[row][v]);                    \
  }                                                                                                \
                                                                                                   \
  __attribute__((target(FEATURES))) int32_t NAME(int32_t *sums, int32_t sums_at, const uint8_t *a, \
                                                 int32_t a_at, const int8_t *b, int32_t b_at,      \
                                                 int32_t a_stride, int32_t rows, int32_t columns,  \
                                                 int32_t depth, int32_t panel) {                   \
    const int32_t height = rows < (ROWS) ? 1 : (ROWS), last = rows - height;                       \
    for (int32_t column = 0; column < columns; column += 16)                                       \
      for (int32_t row = 0; row < rows; row += height) {                                           \
        const int64_t first = row < last ? row : last;                                             \
        const block own = {.sums = sums + sums_at + first * columns + column,                      \
                           .a = a + a_at + first * a_stride,                                       \
                           .b = b + b_at + (int64_t)(column / panel) * panel * depth +             \
                                column % panel * 4,                                                \
                           .sum_stride = columns,                                                  \
                           .a_stride = a_stride,                                                   \
                           .b_stride = (int64_t)panel * 4,                                         \
                           .steps = depth / 4};                                                    \
        if (height == (ROWS))                                                                      \
          NAME##_block(&own, ROWS);                                                                \
        else                                                                                       \
          NAME##_block(&own, 1);                                                                   \
      }                                                                                            \
    return 0;                                                                                      \
  }

DEFINE_SUMS(vitc_tile_sums_512, 512, "avx512f,avx512vnni", 24, _mm512_setzero_si512,
            _mm512_loadu_si512, _mm512_storeu_si512, _mm512_set1_epi32, _mm512_dpbusd_epi32)
DEFINE_SUMS(vitc_tile_sums_256, 256, "avx2,avxvnni", 6, _mm256_setzero_si256, _mm256_loadu_si256,
            _mm256_storeu_si256, _mm256_set1_epi32, _mm256_dpbusd_avx_epi32)
#endif
