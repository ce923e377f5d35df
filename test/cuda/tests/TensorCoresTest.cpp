//===-- TensorCoresTest.cpp: TensorCores.ll as LLVM compiles it, and with faults ---------------===//
#include "Findings.h"

#include <fstream>
#include <iterator>

namespace {

constexpr int ROWS = 32, COLUMNS = 8, DEPTH = 64, ROWS_OF_A_BLOCK = 16;

std::string ptx() {
  std::ifstream file(TENSOR_CORES_PTX);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The PTX with the occurrence number `index` of a line's text replaced.
std::string edited(const std::string &what, int index, const std::string &with) {
  std::string text = ptx();
  size_t at = text.find(what);
  for (; index > 0 && at != std::string::npos; --index)
    at = text.find(what, at + 1);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

/// 0, 1, 2 or 3 as f16.
uint16_t half(int x) {
  constexpr uint16_t values[] = {0, 0x3c00, 0x4000, 0x4200};
  return values[x];
}
int elementA(int row, int k) { return (row * 3 + k * 5) % 4; }
int elementB(int k, int column) { return (k + column * 3) % 4; }

std::vector<float> product(const std::string &text) {
  const Session session;
  std::vector<uint16_t> a, b;
  for (int i = 0; i < ROWS * DEPTH; ++i)
    a.push_back(half(elementA(i / DEPTH, i % DEPTH)));
  for (int i = 0; i < COLUMNS * DEPTH; ++i)
    b.push_back(half(elementB(i % DEPTH, i / DEPTH)));
  const Buffer aOnDevice(a), bOnDevice(b), d(std::vector<float>(ROWS * COLUMNS, 1));
  const Program program(text);
  EXPECT_CUDA(CUDA_SUCCESS, program.run({ROWS / ROWS_OF_A_BLOCK, 32},
                                        {aOnDevice.address, bOnDevice.address, d.address}));
  return d.read<float>();
}

TEST(TensorCores, product_by_asynchronous_copies_and_matrix_instructions) {
  EXPECT_NOTHING_FOUND([] {
    std::vector<float> expected;
    for (int row = 0; row < ROWS; ++row)
      for (int column = 0; column < COLUMNS; ++column) {
        int sum = 1;
        for (int k = 0; k < DEPTH; ++k)
          sum += elementA(row, k) * elementB(k, column);
        expected.push_back(static_cast<float>(sum));
      }
    EXPECT_EQ(product(ptx()), expected);
  });
}

TEST(TensorCores, barrier_before_the_product_removed) {
  EXPECT_FOUND("race: .*reads 16 bytes .*of shared memory that thread .* wrote",
               [] { product(edited("bar.sync \t0;", 0, "")); });
}

TEST(TensorCores, barrier_before_the_next_copy_removed) {
  EXPECT_FOUND("race: .*copies 16 bytes .*that thread .* read",
               [] { product(edited("bar.sync \t0;", 1, "")); });
}

TEST(TensorCores, wait_for_the_stage_before) {
  EXPECT_FOUND("race: .*that an asynchronous copy is still filling",
               [] { product(edited("cp.async.wait_group \t1;", 0, "cp.async.wait_group 2;")); });
}

TEST(TensorCores, copy_of_one_column_too_many) {
  EXPECT_FOUND("out-of-bounds: .*reads 16 bytes .*behind the end of allocation 2", [] {
    product(edited("setp.gt.u32 \t%p1, %r1, 15;", 0, "setp.gt.u32 %p1, %r1, 17;"));
  });
}

} // namespace
