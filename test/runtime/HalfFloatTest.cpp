// HalfFloatTest.cpp: conversions of 16-bit floats, against the CPU's own.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <immintrin.h>

extern "C" {
_Float16 __truncdfhf2(double value);
_Float16 __truncsfhf2(float value);
__bf16 __truncdfbf2(double value);
__bf16 __truncsfbf2(float value);
float __extendhfsf2(_Float16 value);
}

template <typename To, typename From> static To bitCast(From from) {
  static_assert(sizeof(To) == sizeof(From), "sizes differ");
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

template <typename T> static uint16_t bits(T value) { return bitCast<uint16_t>(value); }

__attribute__((target("f16c"))) static uint16_t reference(float value) {
  return _cvtss_sh(value, _MM_FROUND_TO_NEAREST_INT);
}

__attribute__((target("f16c"))) static float widened(uint16_t half) { return _cvtsh_ss(half); }

// Every half, and floats all over the range.
TEST(HalfFloat, agrees_with_f16c) {
  if (!__builtin_cpu_supports("f16c"))
    GTEST_SKIP() << "the CPU has no f16c";
  for (uint32_t i = 0; i < 65536; ++i) {
    const auto half = uint16_t(i);
    EXPECT_EQ(bitCast<uint32_t>(__extendhfsf2(bitCast<_Float16>(half))),
              bitCast<uint32_t>(widened(half)))
        << i;
  }
  for (uint64_t i = 0; i < (1u << 22); ++i) {
    const auto value = bitCast<float>(uint32_t(i * 1023 + i % 7));
    ASSERT_EQ(bits(__truncsfhf2(value)), reference(value)) << value;
    if (!std::isnan(value)) {
      ASSERT_EQ(bits(__truncdfhf2(double(value))), reference(value)) << value;
    }
  }
}

TEST(HalfFloat, rounds_doubles_once) {
  // Just above the middle of two halves; as a float it would be the middle, and
  // round down.
  EXPECT_EQ(bits(__truncdfhf2(1 + 0x1p-11 + 0x1p-40)), 0x3c01);
  EXPECT_EQ(bits(__truncdfhf2(1 + 0x1p-11)), 0x3c00);
  EXPECT_EQ(bits(__truncdfhf2(65519.99)), 0x7bff);
  EXPECT_EQ(bits(__truncdfhf2(65520)), 0x7c00);
  EXPECT_EQ(bits(__truncdfhf2(-0x1p-25)), 0x8000);
  EXPECT_EQ(bits(__truncdfhf2(-0x1.8p-25)), 0x8001);
  EXPECT_EQ(bits(__truncdfhf2(1e-300)), 0);
}

TEST(BFloat, rounds_to_nearest_even) {
  EXPECT_EQ(bits(__truncsfbf2(1 + 0x1p-8f)), 0x3f80);
  EXPECT_EQ(bits(__truncsfbf2(1 + 0x1p-8f + 0x1p-20f)), 0x3f81);
  EXPECT_EQ(bits(__truncsfbf2(1 + 0x1.8p-7f)), 0x3f82);
  EXPECT_EQ(bits(__truncsfbf2(INFINITY)), 0x7f80);
  EXPECT_EQ(bits(__truncsfbf2(-3.4e38f)), 0xff80);
  EXPECT_EQ(bits(__truncsfbf2(NAN)) & 0x7fff, 0x7fc0);
  EXPECT_EQ(bits(__truncsfbf2(0x1p-133f)), 0x0001);
  EXPECT_EQ(bits(__truncdfbf2(1 + 0x1p-8 + 0x1p-50)), 0x3f81);
}
