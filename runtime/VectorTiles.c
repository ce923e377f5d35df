// VectorTiles.c: sums of products by x86's vectors. Of bytes by vpdpbusd, for CPUs that have it and that Halide 21 has no code for: those
// with AVX512-VNNI that are no Zen 4 or Sapphire Rapids (Cascade Lake, Ice Lake), and those with AVX-VNNI alone (Alder Lake, ...). Of
// bf16 by vdpbf16ps (AVX512-BF16: Cooper Lake, Zen 4, Sapphire Rapids without AMX).
//
// A block's sums stay in registers for all steps of k. A step loads a vector of columns, a word (four bytes, or two bf16) of each,
// once for all rows of the block, and spreads a word of each row. Meanwhile the blocks of a tile fetch what the tile behind it reads.
#include "MatrixTiles.h"
#include "TileOperands.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

typedef struct {
  uint8_t *sums;
  const uint8_t *a, *b;
  int64_t sum_stride, a_stride, b_stride; // bytes from one row to the next
  uintptr_t ahead;                        // what is fetched into L2 meanwhile
  int32_t ahead_stride;                   // bytes from one part to the next
  int32_t steps;                          // words of k
} block;

static int32_t word_at(const uint8_t *bytes) {
  int32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

// As the other dot products, of registers of integers.
__attribute__((target("avx512f,avx512bf16"), always_inline)) static inline __m512i
dot_bfloats(__m512i sums, __m512i a, __m512i b) {
  return _mm512_castps_si512(_mm512_dpbf16_ps(_mm512_castsi512_ps(sums), (__m512bh)a, (__m512bh)b));
}

#define UNROLLED _Pragma("clang loop unroll(full)") for

// NAME: blocks of ROWS x 16 sums, in vectors of BITS. Where ROWS does not divide the rows, the last block begins so that it ends
// with them, and computes some again; fewer rows than a block's are computed one by one.
#define DEFINE_SUMS(NAME, BITS, FEATURES, ROWS, ZERO, LOAD, STORE, SPREAD, DOT)                    \
  __attribute__((target(FEATURES), always_inline)) static inline void NAME##_block(                \
      const block *of, int rows) {                                                                 \
    enum { BYTES = (BITS) / 8, VECTORS = 64 / BYTES };                                             \
    __m##BITS##i sums[ROWS][VECTORS], columns[VECTORS];                                            \
    UNROLLED(int row = 0; row < rows; ++row)                                                       \
    UNROLLED(int v = 0; v < VECTORS; ++v) sums[row][v] = ZERO();                                   \
    const uint8_t *a = of->a, *b = of->b;                                                          \
    for (int32_t step = 0; step < of->steps; ++step, a += 4, b += of->b_stride) {                  \
      fetch_line(of->ahead + (uintptr_t)step * of->ahead_stride);                                  \
      UNROLLED(int v = 0; v < VECTORS; ++v)                                                        \
      columns[v] = LOAD((const void *)(b + v * BYTES));                                            \
      UNROLLED(int row = 0; row < rows; ++row) {                                                   \
        const __m##BITS##i own = SPREAD(word_at(a + row * of->a_stride));                          \
        UNROLLED(int v = 0; v < VECTORS; ++v) sums[row][v] = DOT(sums[row][v], own, columns[v]);   \
      }                                                                                            \
    }                                                                                              \
    UNROLLED(int row = 0; row < rows; ++row)                                                       \
    UNROLLED(int v = 0; v < VECTORS; ++v)                                                          \
    STORE((void *)(of->sums + row * of->sum_stride + v * BYTES), sums[row][v]);                    \
  }                                                                                                \
                                                                                                   \
  __attribute__((target(FEATURES))) static int32_t NAME(const tile_operands *of) {                 \
    const int32_t height = of->rows < (ROWS) ? 1 : (ROWS), last = of->rows - height;               \
    const int64_t sum_stride = (int64_t)of->columns * 4;                                           \
    const int32_t blocks = (of->rows + height - 1) / height;                                       \
    const int fetches = blocks > 1 && of->columns % of->panel == 0;                                \
    const int32_t ahead_stride = fetches ? (LINE + blocks - 1) / blocks : 0;                       \
    uintptr_t ahead = (uintptr_t)of->b + (uintptr_t)of->columns * of->words * 4 * fetches;         \
    for (int32_t column = 0; column < of->columns; column += 16)                                   \
      for (int32_t row = 0; row < of->rows;                                                        \
           row += height, ahead += (uintptr_t)of->words * ahead_stride) {                          \
        const int64_t first = row < last ? row : last;                                             \
        const block own = {                                                                        \
            .sums = of->sums + first * sum_stride + column * 4,                                    \
            .a = of->a + first * of->a_bytes,                                                      \
            .b = of->b +                                                                           \
                 ((int64_t)(column / of->panel) * of->panel * of->words + column % of->panel) * 4, \
            .sum_stride = sum_stride,                                                              \
            .a_stride = of->a_bytes,                                                               \
            .b_stride = (int64_t)of->panel * 4,                                                    \
            .ahead = ahead,                                                                        \
            .ahead_stride = ahead_stride,                                                          \
            .steps = of->words};                                                                   \
        if (height == (ROWS))                                                                      \
          NAME##_block(&own, ROWS);                                                                \
        else                                                                                       \
          NAME##_block(&own, 1);                                                                   \
      }                                                                                            \
    return 0;                                                                                      \
  }

DEFINE_SUMS(bytes_512, 512, "avx512f,avx512vnni", 24, _mm512_setzero_si512, _mm512_loadu_si512,
            _mm512_storeu_si512, _mm512_set1_epi32, _mm512_dpbusd_epi32)
DEFINE_SUMS(bytes_256, 256, "avx2,avxvnni", 6, _mm256_setzero_si256, _mm256_loadu_si256,
            _mm256_storeu_si256, _mm256_set1_epi32, _mm256_dpbusd_avx_epi32)
DEFINE_SUMS(bfloats_512, 512, "avx512f,avx512bf16", 24, _mm512_setzero_si512, _mm512_loadu_si512,
            _mm512_storeu_si512, _mm512_set1_epi32, dot_bfloats)

int32_t vitc_tile_sums_512(int32_t *sums, int32_t sums_at, const uint8_t *a, int32_t a_at,
                           const int8_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                           int32_t columns, int32_t depth, int32_t panel) {
  const tile_operands own =
      of_bytes(sums, sums_at, a, a_at, b, b_at, a_stride, rows, columns, depth, panel);
  return bytes_512(&own);
}

int32_t vitc_tile_sums_256(int32_t *sums, int32_t sums_at, const uint8_t *a, int32_t a_at,
                           const int8_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                           int32_t columns, int32_t depth, int32_t panel) {
  const tile_operands own =
      of_bytes(sums, sums_at, a, a_at, b, b_at, a_stride, rows, columns, depth, panel);
  return bytes_256(&own);
}

int32_t vitc_bf16_tile_sums_512(float *sums, int32_t sums_at, const uint16_t *a, int32_t a_at,
                                const uint16_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                                int32_t columns, int32_t depth, int32_t panel) {
  const tile_operands own =
      of_bfloats(sums, sums_at, a, a_at, b, b_at, a_stride, rows, columns, depth, panel);
  return bfloats_512(&own);
}
#endif
