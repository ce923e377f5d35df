//===-- MatrixProduct.cpp: what tensor cores compute -------------------------------------------===//
// Products are exact. The products of a chunk and the sum so far are added as one and then cut to single
// precision, not rounded: so measured by M. Fasi et al., "Numerical behavior of NVIDIA tensor cores" (2021);
// chunks as on sm_80.
#include "machine/MatrixProduct.h"

#include "machine/Numbers.h"

namespace standin {
namespace {

struct Tf32 {
  static double value(uint32_t word, unsigned) {
    return static_cast<double>(bitCast<float>(word & ~uint32_t{0x1fff}));
  }
};
struct F16 {
  static double value(uint32_t word, unsigned i) {
    return static_cast<double>(widen(Half{static_cast<uint16_t>(word >> (16 * i))}));
  }
};
struct BF16 {
  static double value(uint32_t word, unsigned i) {
    return static_cast<double>(widen(BFloat{static_cast<uint16_t>(word >> (16 * i))}));
  }
};
struct S8 {
  static int32_t value(uint32_t word, unsigned i) { return static_cast<int8_t>(word >> (8 * i)); }
};
struct U8 {
  static int32_t value(uint32_t word, unsigned i) { return static_cast<uint8_t>(word >> (8 * i)); }
};

float cut(double x) {
  const auto nearest = static_cast<float>(x);
  if (std::isnan(x))
    return canonicalNaN<float>();
  if (std::fabs(static_cast<double>(nearest)) <= std::fabs(x) || std::isinf(x))
    return nearest;
  return bitCast<float>(bitCast<uint32_t>(nearest) - 1);
}

struct FloatSum {
  using Value = double;
  static uint32_t add(uint32_t sum, const double *products, unsigned count) {
    double exact = static_cast<double>(bitCast<float>(sum));
    for (unsigned i = 0; i < count; ++i)
      exact += products[i];
    return bitCast<uint32_t>(cut(exact));
  }
};
struct IntegerSum {
  using Value = int32_t;
  static uint32_t add(uint32_t sum, const int32_t *products, unsigned count) {
    for (unsigned i = 0; i < count; ++i)
      sum += static_cast<uint32_t>(products[i]);
    return sum;
  }
};

constexpr unsigned ROWS = 16, COLUMNS = 8, DEEPEST = 32;

template <typename A, typename B, typename Sum>
void multiply(const MatrixShape &shape, const Fragments &in, uint32_t (&sums)[4][WARP]) {
  using Value = typename Sum::Value;
  Value a[ROWS][DEEPEST], b[COLUMNS][DEEPEST];
  const unsigned each = shape.perRegister;
  for (unsigned lane = 0; lane < WARP; ++lane) {
    const unsigned group = lane / 4, first = lane % 4 * each;
    for (unsigned r = 0; r < shape.registersA(); ++r)
      for (unsigned i = 0; i < each; ++i)
        a[group + r % 2 * 8][first + r / 2 * 4 * each + i] = A::value(in.a[r][lane], i);
    for (unsigned r = 0; r < shape.registersB(); ++r)
      for (unsigned i = 0; i < each; ++i)
        b[group][first + r * 4 * each + i] = B::value(in.b[r][lane], i);
  }
  for (unsigned lane = 0; lane < WARP; ++lane)
    for (unsigned r = 0; r < 4; ++r) {
      const Value *row = a[lane / 4 + r / 2 * 8], *column = b[lane % 4 * 2 + r % 2];
      uint32_t sum = in.c[r][lane];
      for (unsigned k = 0; k < shape.k; k += shape.chunk) {
        Value products[DEEPEST];
        for (unsigned i = 0; i < shape.chunk; ++i)
          products[i] = row[k + i] * column[k + i];
        sum = Sum::add(sum, products, shape.chunk);
      }
      sums[r][lane] = sum;
    }
}

} // namespace

const MatrixShape matrixShapes[] = {
    {"mma.sync.aligned.m16n8k4.row.col.f32.tf32.tf32.f32", 4, 1, 4, multiply<Tf32, Tf32, FloatSum>},
    {"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8, 1, 4, multiply<Tf32, Tf32, FloatSum>},
    {"mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", 8, 2, 8, multiply<F16, F16, FloatSum>},
    {"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 16, 2, 8, multiply<F16, F16, FloatSum>},
    {"mma.sync.aligned.m16n8k8.row.col.f32.bf16.bf16.f32", 8, 2, 8, multiply<BF16, BF16, FloatSum>},
    {"mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16, 2, 8,
     multiply<BF16, BF16, FloatSum>},
    {"mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32", 16, 4, 16, multiply<S8, S8, IntegerSum>},
    {"mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 32, 4, 16, multiply<S8, S8, IntegerSum>},
    {"mma.sync.aligned.m16n8k16.row.col.s32.u8.s8.s32", 16, 4, 16, multiply<U8, S8, IntegerSum>},
    {"mma.sync.aligned.m16n8k32.row.col.s32.u8.s8.s32", 32, 4, 16, multiply<U8, S8, IntegerSum>},
};

int findMatrixShape(const std::string &opcode) {
  for (size_t i = 0; i < std::size(matrixShapes); ++i)
    if (matrixShapes[i].name == opcode)
      return static_cast<int>(i);
  return -1;
}

} // namespace standin
