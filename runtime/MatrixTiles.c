// MatrixTiles.c: sums of products of bytes, or of bf16, by x86's AMX, for kernels whose loops say so.
//
// A tile register holds 16 rows of 64 bytes, which are 16 words: a word of a is four bytes, or two bf16, that lie together in its
// row, and one of b as many steps of k of a column. So 16 x 16 words of a are multiplied by 16 x 16 of b to 16 x 16 sums. Two tiles of
// a by two of b are four products for four loads, in all eight registers. Their shapes are loaded once a call, or, where 16 does not
// divide the words, twice a block: the rest of k is first, and its sums go through memory. Tiles are given back at the end, so that
// the state that a switch of threads saves stays small. Steps of k fetch what the next tile of columns reads, which lies behind what
// this one does.
//
// Measured on a core of a Sapphire Rapids, beside other work, 197 rows, 768 steps and 3072, in 10^9 multiply-adds of bytes a second:
// 1200 of weights in L2, about half of the peak, and, before the next tile's were fetched, 800 of those that come from farther away.
#include "MatrixTiles.h"
#include "TileOperands.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { ROWS = 16, COLUMNS = 16, WORDS = 16, WORD = 4 };

// The format of ldtilecfg.
typedef struct {
  uint8_t palette, start_row, reserved[14];
  uint16_t row_bytes[16];
  uint8_t rows[16];
} __attribute__((aligned(64))) tile_shapes;

typedef struct {
  uint8_t *sums;
  const uint8_t *a, *b;
  int64_t sum_bytes, a_bytes, b_bytes; // from one row to the next
  int64_t a_down, sums_down;           // from the first tile of rows to the second, in bytes
  int64_t b_right;                     // from the first tile of columns to the second, in bytes
  uintptr_t ahead;                     // what is fetched into L2 meanwhile
  int32_t lines;                       // of the cache, of it, in each step
  int32_t steps;                       // tiles of k
  bool adds;                           // to what the sums are
} tile_block;

#define WITH_TILES __attribute__((target("amx-tile,amx-int8,amx-bf16")))
#define WITH_TILES_INLINE __attribute__((target("amx-tile,amx-int8,amx-bf16"), always_inline))

WITH_TILES static void configure(int32_t rows, int32_t words) {
  tile_shapes shapes = {.palette = 1};
  for (int i = 0; i < 8; ++i) {
    shapes.row_bytes[i] = (uint16_t)((i == 4 || i == 5 ? words : COLUMNS) * WORD);
    shapes.rows[i] = (uint8_t)(i < 6 ? rows : words);
  }
  _tile_loadconfig(&shapes);
}

#define MULTIPLY(SUMS, A, B)                                                                       \
  do {                                                                                             \
    if (bfloats)                                                                                   \
      _tile_dpbf16ps(SUMS, A, B);                                                                  \
    else                                                                                           \
      _tile_dpbusd(SUMS, A, B);                                                                    \
  } while (false)

// The sums of one tile or two, downwards and to the right. The steps' branches go the same way each time, and hide behind
// the products.
WITH_TILES_INLINE static inline void multiply(const tile_block *block, bool down, bool right,
                                              const bool bfloats) {
  uint8_t *sums = block->sums, *below = sums + block->sums_down;
  const int64_t next = COLUMNS * WORD;
  if (block->adds) {
    _tile_loadd(0, sums, block->sum_bytes);
    if (right)
      _tile_loadd(1, sums + next, block->sum_bytes);
    if (down)
      _tile_loadd(2, below, block->sum_bytes);
    if (down && right)
      _tile_loadd(3, below + next, block->sum_bytes);
  } else {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  }
  const uint8_t *a = block->a, *b = block->b;
  uintptr_t ahead = block->ahead;
  for (int32_t step = 0; step < block->steps; ++step) {
    for (int32_t line = 0; line < block->lines; ++line, ahead += LINE)
      fetch_line(ahead);
    _tile_loadd(4, a, block->a_bytes);
    _tile_loadd(6, b, block->b_bytes);
    MULTIPLY(0, 4, 6);
    if (right) {
      _tile_loadd(7, b + block->b_right, block->b_bytes);
      MULTIPLY(1, 4, 7);
    }
    if (down) {
      _tile_loadd(5, a + block->a_down, block->a_bytes);
      MULTIPLY(2, 5, 6);
    }
    if (down && right)
      MULTIPLY(3, 5, 7);
    a += WORDS * WORD;
    b += WORDS * block->b_bytes;
  }
  _tile_stored(0, sums, block->sum_bytes);
  if (right)
    _tile_stored(1, sums + next, block->sum_bytes);
  if (down)
    _tile_stored(2, below, block->sum_bytes);
  if (down && right)
    _tile_stored(3, below + next, block->sum_bytes);
}

WITH_TILES static void multiply_bytes(const tile_block *block, bool down, bool right) {
  multiply(block, down, right, false);
}

WITH_TILES static void multiply_bfloats(const tile_block *block, bool down, bool right) {
  multiply(block, down, right, true);
}

WITH_TILES_INLINE static inline int32_t
sum_tiles(const tile_operands *of, void (*const products)(const tile_block *, bool, bool)) {
  const int32_t rows = of->rows, columns = of->columns, words = of->words, panel = of->panel;
  const int32_t height = rows < ROWS ? rows : ROWS, last = rows - height, rest = words % WORDS;
  const int64_t sum_bytes = (int64_t)columns * WORD, panel_bytes = (int64_t)panel * words * WORD;
  if (!rest)
    configure(height, WORDS);
  const int32_t blocks = (rows + 2 * ROWS - 1) / (2 * ROWS);
  const int32_t width = columns < 2 * COLUMNS ? columns : 2 * COLUMNS;
  const bool fetches = blocks > 1 && columns % panel == 0;
  const int32_t lines = fetches ? (width + blocks - 1) / blocks : 0;
  uintptr_t ahead = (uintptr_t)of->b + (uintptr_t)columns * words * WORD;
  for (int32_t column = 0; column < columns; column += 2 * COLUMNS) {
    const int32_t next = column + COLUMNS;
    const int64_t own = column / panel * panel_bytes + column % panel * WORD;
    for (int32_t row = 0; row < rows; row += 2 * ROWS) {
      // The last tile begins so that it ends with the rows, and computes some of them again.
      const int32_t first = row < last ? row : last, second = row + ROWS < last ? row + ROWS : last;
      tile_block block = {.sums = of->sums + first * sum_bytes + column * WORD,
                          .a = of->a + first * of->a_bytes,
                          .b = of->b + own,
                          .sum_bytes = sum_bytes,
                          .a_bytes = of->a_bytes,
                          .b_bytes = (int64_t)panel * WORD,
                          .a_down = (second - first) * of->a_bytes,
                          .sums_down = (second - first) * sum_bytes,
                          .b_right = next / panel * panel_bytes + next % panel * WORD - own};
      const bool down = row + ROWS < rows, right = next < columns;
      if (rest) {
        configure(height, rest);
        block.steps = 1;
        products(&block, down, right);
        block.a += rest * WORD;
        block.b += rest * block.b_bytes;
        block.adds = true;
        configure(height, WORDS);
      }
      block.steps = words / WORDS;
      block.ahead = ahead;
      block.lines = lines;
      ahead += (uintptr_t)block.steps * lines * LINE;
      if (block.steps)
        products(&block, down, right);
    }
  }
  _tile_release();
  return 0;
}

WITH_TILES int32_t vitc_tile_sums_amx(int32_t *sums, int32_t sums_at, const uint8_t *a,
                                      int32_t a_at, const int8_t *b, int32_t b_at, int32_t a_stride,
                                      int32_t rows, int32_t columns, int32_t depth, int32_t panel) {
  const tile_operands own =
      of_bytes(sums, sums_at, a, a_at, b, b_at, a_stride, rows, columns, depth, panel);
  return sum_tiles(&own, multiply_bytes);
}

WITH_TILES int32_t vitc_bf16_tile_sums_amx(float *sums, int32_t sums_at, const uint16_t *a,
                                           int32_t a_at, const uint16_t *b, int32_t b_at,
                                           int32_t a_stride, int32_t rows, int32_t columns,
                                           int32_t depth, int32_t panel) {
  const tile_operands own =
      of_bfloats(sums, sums_at, a, a_at, b, b_at, a_stride, rows, columns, depth, panel);
  return sum_tiles(&own, multiply_bfloats);
}
#endif
