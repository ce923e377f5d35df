//===-- Yardstick.cpp: how many multiply-adds the machine does just now -------------------------===//
//
// The loop that a schedule of products wants to be: of b three vectors, of a one element a row, all from
// L1 (64 steps of k: 12 KiB and 2 KiB), and sums in registers. Assembly, so that no compiler spills them.
#include "Yardstick.h"
#include <chrono>
#include <cstdint>

static constexpr int64_t depth = 64, repetitions = 300;
alignas(64) static float a[depth * 8], b[depth * 48];

// clang-format off
#define LOAD(v, b0, b1, b2, s0, s1, s2)                                                             \
  "vmovups " #s0 "(%[b]), %%" v #b0 "\nvmovups " #s1 "(%[b]), %%" v #b1 "\n"                        \
  "vmovups " #s2 "(%[b]), %%" v #b2 "\n"
#define ROW(v, at, e, b0, b1, b2, c0, c1, c2)                                                       \
  "vbroadcastss " #at "(%[a]), %%" v #e "\n"                                                        \
  "vfmadd231ps %%" v #e ", %%" v #b0 ", %%" v #c0 "\n"                                              \
  "vfmadd231ps %%" v #e ", %%" v #b1 ", %%" v #c1 "\n"                                              \
  "vfmadd231ps %%" v #e ", %%" v #b2 ", %%" v #c2 "\n"
#define ROW512(at, c0, c1, c2) ROW("zmm", at, 27, 24, 25, 26, c0, c1, c2)
#define ROW256(at, c0, c1, c2) ROW("ymm", at, 15, 12, 13, 14, c0, c1, c2)
#define SUMS "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",        \
             "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"

__attribute__((target("avx512f"), noinline)) static void tile512(const float *a, const float *b) {
  for (int64_t k = 0; k < depth; ++k, a += 8, b += 48)
    asm volatile(LOAD("zmm", 24, 25, 26, 0, 64, 128)
                 ROW512(0, 0, 1, 2) ROW512(4, 3, 4, 5) ROW512(8, 6, 7, 8) ROW512(12, 9, 10, 11)
                 ROW512(16, 12, 13, 14) ROW512(20, 15, 16, 17) ROW512(24, 18, 19, 20)
                 ROW512(28, 21, 22, 23)
                 :: [a] "r"(a), [b] "r"(b) : SUMS, "xmm16", "xmm17", "xmm18", "xmm19", "xmm20",
                    "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27");
}

__attribute__((target("avx2,fma"), noinline)) static void tile256(const float *a, const float *b) {
  for (int64_t k = 0; k < depth; ++k, a += 4, b += 24)
    asm volatile(LOAD("ymm", 12, 13, 14, 0, 32, 64)
                 ROW256(0, 0, 1, 2) ROW256(4, 3, 4, 5) ROW256(8, 6, 7, 8) ROW256(12, 9, 10, 11)
                 :: [a] "r"(a), [b] "r"(b) : SUMS);
}
// clang-format on

double vitc::bench::yardstick(int vectorBits) {
  using Clock = std::chrono::steady_clock;
  const bool isWide = vectorBits == 512;
  const double flops = 2.0 * repetitions * depth * (isWide ? 8 * 48 : 4 * 24);
  const auto start = Clock::now();
  for (int64_t i = 0; i < repetitions; ++i)
    (isWide ? tile512 : tile256)(a, b);
  return flops / std::chrono::duration<double>(Clock::now() - start).count() * 1e-9;
}
