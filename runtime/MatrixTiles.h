// MatrixTiles.h: sums of a tile of products, for kernels whose loops say matrix_tiles (of bytes) or are a bf16_product's: by AMX, or
// by vectors.
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

// The same of bf16, whose bits a and b have, and sums in f32. b lies as [panel][k / 2][column][k % 2]; two divides the depth; strides
// and places are elements. Numbers below 2^-126 count as 0, of a, of b and of sums, and sums are rounded to nearest even, whatever
// the thread's own mode is: so are these instructions.
typedef int32_t vitc_bf16_tile_sums(float *sums, int32_t sums_at, const uint16_t *a, int32_t a_at,
                                    const uint16_t *b, int32_t b_at, int32_t a_stride, int32_t rows,
                                    int32_t columns, int32_t depth, int32_t panel);

vitc_bf16_tile_sums vitc_bf16_tile_sums_amx; // by tdpbf16ps
vitc_bf16_tile_sums vitc_bf16_tile_sums_512; // by vdpbf16ps of AVX512-BF16

#endif
