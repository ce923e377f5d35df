// MatrixTiles.h: sums of a tile of products of bytes, for kernels whose loops say matrix_tiles: by AMX, or by vectors.
#ifndef VITC_RUNTIME_MATRIXTILES_H
#define VITC_RUNTIME_MATRIXTILES_H

#include <stdbool.h>
#include <stdint.h>

// sums[m][n] = the sum over k < depth of a[m][k] * b[k][n], for m < rows and n < columns, which 16 divides. A row of a is `a_stride`
// bytes behind the one before. b lies in panels of `panel` columns, which 16 divides, [panel][k / 4][column][k % 4]; four divides
// the depth. `..._at` are elements from the beginning of a buffer.
// Returns 0: Halide knows no function that returns nothing.
typedef int32_t vitc_tile_sums(int32_t *sums, int32_t sums_at, const uint8_t *a, int32_t a_at,
                               const int8_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                               int32_t columns, int32_t depth, int32_t panel);

vitc_tile_sums vitc_tile_sums_amx; // by tdpbusd; the process has asked the kernel for tiles (Cpu.c)
vitc_tile_sums vitc_tile_sums_512; // by vpdpbusd of AVX512-VNNI
vitc_tile_sums vitc_tile_sums_256; // by vpdpbusd of AVX-VNNI

#endif
