//===-- HalideTest.cpp: kernels that Halide compiled, as they are ------------------------------===//
#include "Cuda.h"
#include "HalideKernels.h"

#include <HalideRuntime.h>
#include <cmath>

namespace {

/// A dense matrix on the device as Halide wants it.
struct Matrix {
  Matrix(CUdeviceptr device, int columns, int rows)
      : dims{{0, columns, 1, 0}, {0, rows, columns, 0}} {
    buffer.device = device;
    buffer.type = halide_type_t(halide_type_float, 32);
    buffer.dimensions = 2;
    buffer.dim = dims;
  }
  halide_dimension_t dims[2];
  halide_buffer_t buffer = {};
};

std::vector<float> numbers(int count) {
  std::vector<float> values(static_cast<size_t>(count));
  unsigned state = 1;
  for (float &value : values) {
    state = state * 1664525 + 1013904223;
    value = static_cast<float>(state >> 8) / 8388608.0f - 1;
  }
  return values;
}

TEST(Halide, product_of_matrices_whose_sizes_no_tile_divides) {
  const Session session;
  const auto a = numbers(GEMM_M * GEMM_K), b = numbers(GEMM_K * GEMM_N);
  const Buffer aOnDevice(a), bOnDevice(b), c(GEMM_M * GEMM_N * sizeof(float));
  Matrix am(aOnDevice.address, GEMM_K, GEMM_M), bm(bOnDevice.address, GEMM_N, GEMM_K),
      cm(c.address, GEMM_N, GEMM_M);
  ASSERT_EQ(gemm(nullptr, &am.buffer, &bm.buffer, &cm.buffer), 0);
  const auto result = c.read<float>();
  for (int y = 0; y < GEMM_M; ++y)
    for (int x = 0; x < GEMM_N; ++x) {
      double expected = 0;
      for (int k = 0; k < GEMM_K; ++k)
        expected += static_cast<double>(a[y * GEMM_K + k]) * b[k * GEMM_N + x];
      ASSERT_NEAR(result[y * GEMM_N + x], expected, 1e-5) << x << ", " << y;
    }
}

TEST(Halide, softmax_of_rows) {
  const Session session;
  const auto in = numbers(SOFTMAX_ROWS * SOFTMAX_COLUMNS);
  const Buffer inOnDevice(in), out(in.size() * sizeof(float));
  Matrix im(inOnDevice.address, SOFTMAX_COLUMNS, SOFTMAX_ROWS),
      om(out.address, SOFTMAX_COLUMNS, SOFTMAX_ROWS);
  ASSERT_EQ(softmax(nullptr, &im.buffer, &om.buffer), 0);
  const auto result = out.read<float>();
  for (int y = 0; y < SOFTMAX_ROWS; ++y) {
    double sum = 0;
    for (int x = 0; x < SOFTMAX_COLUMNS; ++x)
      sum += std::exp(static_cast<double>(in[y * SOFTMAX_COLUMNS + x]));
    for (int x = 0; x < SOFTMAX_COLUMNS; ++x)
      ASSERT_NEAR(result[y * SOFTMAX_COLUMNS + x],
                  std::exp(static_cast<double>(in[y * SOFTMAX_COLUMNS + x])) / sum, 1e-7);
  }
}

} // namespace
