//===-- HalideKernels.h: sizes and functions of the kernels that MakeKernels.cpp compiles ------===//
#ifndef STANDIN_TESTS_HALIDEKERNELS_H
#define STANDIN_TESTS_HALIDEKERNELS_H

constexpr int GEMM_M = 37, GEMM_N = 61, GEMM_K = 43;
constexpr int SOFTMAX_COLUMNS = 197, SOFTMAX_ROWS = 5;

struct halide_buffer_t;
extern "C" int gemm(void *context, halide_buffer_t *a, halide_buffer_t *b, halide_buffer_t *c);
extern "C" int softmax(void *context, halide_buffer_t *in, halide_buffer_t *out);

#endif // STANDIN_TESTS_HALIDEKERNELS_H
