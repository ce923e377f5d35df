//===-- MatrixTest.cpp: ldmatrix and mma.sync -------------------------------------------------===//
// Products are compared with sums over matrices, by the manual's tables of who holds which element.
#include "Instructions.h"

#include <cmath>
#include <functional>

namespace {

constexpr int ROWS = 16, COLUMNS = 8, LANES = 32;

struct Format {
  const char *opcode;
  int depth;
  int bits; // of an operand's element
  bool sumsIntegers;
  std::function<uint32_t(int)> encode; // of small integers
};
std::ostream &operator<<(std::ostream &out, const Format &format) { return out << format.opcode; }

uint32_t tf32(int x) { return static_cast<uint32_t>(bits(static_cast<float>(x))); }
uint32_t bf16(int x) { return tf32(x) >> 16; }
uint32_t s8(int x) { return static_cast<uint8_t>(x); }
/// Integers up to 2048 are exact.
uint32_t f16(int x) {
  if (x == 0)
    return 0;
  const int exponent = std::ilogb(std::abs(x));
  const auto mantissa = static_cast<uint32_t>(std::abs(x)) << (10 - exponent) & 0x3ff;
  return (x < 0 ? 0x8000 : 0) | static_cast<uint32_t>(exponent + 15) << 10 | mantissa;
}

int elementA(int row, int k) { return (row * 7 + k * 5) % 11 - 5; }
int elementB(int k, int column) { return (k * 3 + column * 2) % 7 - 3; }
int elementC(int row, int column) { return row - 2 * column; }

/// Element `i` of register `r` of a lane: A has its rows in pairs of registers, B has one column.
std::vector<uint32_t> operand(const Format &format, size_t registers, bool isA) {
  const int each = 32 / format.bits;
  std::vector<uint32_t> words(LANES * registers);
  for (size_t at = 0; at < words.size(); ++at) {
    const int r = static_cast<int>(at) / LANES, lane = static_cast<int>(at) % LANES;
    for (int i = 0; i < each; ++i) {
      const int half = isA ? r / 2 : r;
      const int k = lane % 4 * each + i + half * 4 * each;
      const int value = isA ? elementA(lane / 4 + r % 2 * 8, k) : elementB(k, lane / 4);
      words[at] |= format.encode(value) << (i * format.bits);
    }
  }
  return words;
}

std::vector<uint32_t> sums(const Format &format, const std::function<int(int, int)> &value) {
  std::vector<uint32_t> words;
  for (int r = 0; r < 4; ++r)
    for (int lane = 0; lane < LANES; ++lane) {
      const int x = value(lane / 4 + r / 2 * 8, lane % 4 * 2 + r % 2);
      words.push_back(format.sumsIntegers ? static_cast<uint32_t>(x) : tf32(x));
    }
  return words;
}

std::string registers(int first, int count) {
  std::string text = "{";
  for (int i = 0; i < count; ++i)
    text += (i ? ", %r" : "%r") + std::to_string(first + i);
  return text + "}";
}

/// Registers of a lane lie 128 bytes apart in memory.
std::string memory(int pointer, int i) {
  return "[%d" + std::to_string(pointer) + "+" + std::to_string(128 * i) + "]";
}
std::string loads(int pointer, int first, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "ld.global.b32 %r" + std::to_string(first + i) + ", " + memory(pointer, i) + ";\n";
  return text;
}
std::string stores(int pointer, int first, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "st.global.b32 " + memory(pointer, i) + ", %r" + std::to_string(first + i) + ";\n";
  return text;
}

class Products : public testing::TestWithParam<Format> {};

TEST_P(Products, are_sums_over_the_rows_and_columns) {
  const Format &format = GetParam();
  const int registersA = ROWS * format.depth * format.bits / 32 / LANES;
  const int registersB = COLUMNS * format.depth * format.bits / 32 / LANES;
  std::string body = "mov.u32 %r0, %tid.x;\nmul.wide.u32 %d0, %r0, 4;\n";
  for (int i = 0; i < 4; ++i)
    body += "add.u64 %d" + std::to_string(i + 1) + ", %a" + std::to_string(i) + ", %d0;\n";
  body += loads(1, 1, registersA) + loads(2, 5, registersB) + loads(3, 9, 4) + format.opcode + " " +
          registers(13, 4) + ", " + registers(1, registersA) + ", " + registers(5, registersB) +
          ", " + registers(9, 4) + ";\n" + stores(4, 13, 4);
  const Session session;
  const Buffer a(operand(format, static_cast<size_t>(registersA), true)),
      b(operand(format, static_cast<size_t>(registersB), false)), c(sums(format, elementC)),
      d(4 * LANES * sizeof(uint32_t));
  const Program program(kernelText(4, body));
  ASSERT_CUDA(program.run({}, {a.address, b.address, c.address, d.address}));
  EXPECT_EQ(d.read<uint32_t>(), sums(format, [&](int row, int column) {
              int sum = elementC(row, column);
              for (int k = 0; k < format.depth; ++k)
                sum += elementA(row, k) * elementB(k, column);
              return sum;
            }));
}

const Format formats[] = {
    {"mma.sync.aligned.m16n8k4.row.col.f32.tf32.tf32.f32", 4, 32, false, tf32},
    {"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8, 32, false, tf32},
    {"mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", 8, 16, false, f16},
    {"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 16, 16, false, f16},
    {"mma.sync.aligned.m16n8k8.row.col.f32.bf16.bf16.f32", 8, 16, false, bf16},
    {"mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16, 16, false, bf16},
    {"mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32", 16, 8, true, s8},
    {"mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 32, 8, true, s8},
};
INSTANTIATE_TEST_SUITE_P(, Products, testing::ValuesIn(formats));

//===-- Precision -----------------------------------------------------------------------------===//

/// One product of tf32, of all elements alike: what the first lane's first sum is.
uint32_t product(uint32_t a, uint32_t b, uint32_t c) {
  const Session session;
  const Buffer in(std::vector<uint32_t>{a, b, c}), out(sizeof(uint32_t));
  const Program program(kernelText(
      2, "ld.global.b32 %r1, [%a0];\nld.global.b32 %r2, [%a0+4];\nld.global.b32 %r3, [%a0+8];\n"
         "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%r4, %r5, %r6, %r7}, "
         "{%r1, %r1, %r1, %r1}, {%r2, %r2}, {%r3, %r3, %r3, %r3};\n"
         "mov.u32 %r8, %tid.x;\nsetp.eq.u32 %p1, %r8, 0;\n@%p1 st.global.b32 [%a1], %r4;"));
  EXPECT_CUDA(CUDA_SUCCESS, program.run({}, {in.address, out.address}));
  return out.read<uint32_t>()[0];
}

constexpr uint32_t ONE = 0x3f800000;

TEST(Precision, tf32_reads_ten_bits_of_mantissa) {
  EXPECT_EQ(product(ONE | 0x2000, ONE, 0), bits(8 * (1 + 0x1p-10f)));
  EXPECT_EQ(product(ONE | 0x1fff, ONE, 0), bits(8.0f));
}

TEST(Precision, products_are_exact) {
  constexpr float x = 1 + 0x1p-10f;
  EXPECT_EQ(product(static_cast<uint32_t>(bits(x)), static_cast<uint32_t>(bits(x)), 0),
            bits(8 * (x * x)));
}

TEST(Precision, sums_are_cut) {
  // Four times 2^-24 beside 1 are half a unit in the last place.
  EXPECT_EQ(
      product(static_cast<uint32_t>(bits(0x1p-13f)), static_cast<uint32_t>(bits(0x1.8p-13f)), ONE),
      ONE);
}

//===-- ldmatrix ------------------------------------------------------------------------------===//

/// Element (row, column) of matrix m is 100 m + 10 row + column; four of them lie behind each other.
std::vector<uint32_t> loaded(const std::string &load) {
  const Session session;
  std::vector<uint16_t> matrices;
  for (int i = 0; i < 4 * 64; ++i)
    matrices.push_back(static_cast<uint16_t>(100 * (i / 64) + 10 * (i / 8 % 8) + i % 8));
  const Buffer in(matrices), out(4 * LANES * sizeof(uint32_t));
  const Program program(kernelText(
      2,
      "mov.u32 %r0, %tid.x;\nmul.wide.u32 %d1, %r0, 16;\nadd.u64 %d2, %a0, %d1;\n"
      "mov.u64 %d3, buffer;\nadd.u64 %d3, %d3, %d1;\n"
      "ld.global.v4.b32 {%r1, %r2, %r3, %r4}, [%d2];\nst.shared.v4.b32 [%d3], {%r1, %r2, %r3, "
      "%r4};\n"
      "bar.sync 0;\nmov.b32 %r1, 0;\nmov.b32 %r2, 0;\nmov.b32 %r3, 0;\nmov.b32 %r4, 0;\n" +
          load + "\nadd.u64 %d2, %a1, %d1;\nst.global.v4.b32 [%d2], {%r1, %r2, %r3, %r4};",
      ".shared .align 16 .b8 buffer[512];"));
  EXPECT_CUDA(CUDA_SUCCESS, program.run({}, {in.address, out.address}));
  return out.read<uint32_t>();
}

std::vector<uint32_t> held(int matrices, bool transposed) {
  std::vector<uint32_t> words;
  for (int lane = 0; lane < LANES; ++lane)
    for (int m = 0; m < 4; ++m) {
      const auto element = [&](int i) {
        const int along = 2 * (lane % 4) + i, across = lane / 4;
        return static_cast<uint32_t>(100 * m +
                                     (transposed ? 10 * along + across : 10 * across + along));
      };
      words.push_back(m < matrices ? element(1) << 16 | element(0) : 0);
    }
  return words;
}

TEST(LoadMatrix, four) {
  EXPECT_EQ(loaded("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r1, %r2, %r3, %r4}, [%d3];"),
            held(4, false));
}

TEST(LoadMatrix, two_transposed) {
  EXPECT_EQ(loaded("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%r1, %r2}, [%d3];"),
            held(2, true));
}

TEST(LoadMatrix, one) {
  EXPECT_EQ(loaded("ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r1}, [%d3];"), held(1, false));
}

} // namespace
