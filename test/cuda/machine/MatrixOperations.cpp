//===-- MatrixOperations.cpp: ldmatrix and mma.sync -------------------------------------------===//
#include "machine/Access.h"
#include "machine/MatrixProduct.h"
#include "machine/StatementDecoder.h"

#include <cstring>

namespace standin {
namespace {

constexpr Type U32{'u', 32};
constexpr unsigned MATRIX = 8; // rows, and elements of 16 bits in a row

/// Eight lanes each say where the rows of a matrix are; then a lane holds two elements of every matrix.
template <bool Transposed> void loadMatrix(Warp &warp, const Instruction &at, Mask mask) {
  warp.expectConverged(at, mask, ALL_LANES);
  const unsigned rows = MATRIX * at.count;
  const Mask givers = rows == WARP ? ALL_LANES : (Mask{1} << rows) - 1;
  Access access(warp, at, givers & mask, AccessKind::Read, 2 * MATRIX, 2 * MATRIX);
  access.prepare(at.space);
  for (unsigned matrix = 0; matrix < at.count; ++matrix)
    for (unsigned lane = 0; lane < WARP; ++lane) {
      uint16_t pair[2];
      for (unsigned i = 0; i < 2; ++i) {
        const unsigned row = Transposed ? 2 * (lane % 4) + i : lane / 4;
        const unsigned column = Transposed ? lane / 4 : 2 * (lane % 4) + i;
        std::memcpy(pair + i, access.data[matrix * MATRIX + row] + 2 * column, 2);
      }
      std::memcpy(warp.lanes<uint32_t>(at.results[matrix]) + lane, pair, sizeof pair);
    }
}

void multiply(Warp &warp, const Instruction &at, Mask mask) {
  warp.expectConverged(at, mask, ALL_LANES);
  const MatrixShape &shape = matrixShapes[at.immediate];
  Fragments fragments;
  for (unsigned i = 0; i < shape.registersA(); ++i)
    fragments.a[i] = warp.lanes<uint32_t>(at.sources[i]);
  for (unsigned i = 0; i < shape.registersB(); ++i)
    fragments.b[i] = warp.lanes<uint32_t>(at.sources[4 + i]);
  for (unsigned i = 0; i < 4; ++i)
    fragments.c[i] = warp.lanes<uint32_t>(at.sources[6 + i]);
  uint32_t sums[4][WARP];
  shape.multiply(shape, fragments, sums);
  for (unsigned i = 0; i < 4; ++i)
    std::memcpy(warp.lanes<uint32_t>(at.results[i]), sums[i], sizeof sums[i]);
  ++warp.block.launch.statistics.matrixProducts;
}

} // namespace

void decodeLoadMatrix(StatementDecoder &statement) {
  Mnemonic &mnemonic = statement.mnemonic;
  if (!mnemonic.take("sync") || !mnemonic.take("aligned") || !mnemonic.take("m8n8") ||
      !mnemonic.take("b16"))
    statement.fail("only .sync.aligned.m8n8 of b16 is known");
  const Space space = mnemonic.takeAs(parseSpace).value_or(Space::Generic);
  const bool transposed = mnemonic.take("trans");
  const size_t count = mnemonic.take("x4") ? 4 : mnemonic.take("x2") ? 2 : mnemonic.take("x1");
  statement.expectNoSuffix();
  const std::vector<Operand> results = statement.elements(statement.operand(0));
  if (count == 0 || results.size() != count)
    statement.fail("as many results as matrices expected");
  int64_t offset = 0;
  const Slot base = statement.address(statement.operand(1), offset);
  Instruction &instruction =
      statement.emitConvergent(transposed ? loadMatrix<true> : loadMatrix<false>);
  instruction.space = space;
  instruction.count = static_cast<uint8_t>(count);
  instruction.immediate = offset;
  instruction.sources[0] = base;
  for (size_t i = 0; i < count; ++i)
    instruction.results[i] = statement.result(results[i], U32);
}

void decodeMatrixProduct(StatementDecoder &statement) {
  const int index = findMatrixShape(statement.mnemonic.text());
  if (index < 0)
    statement.fail("this product is not known");
  const MatrixShape &shape = matrixShapes[index];
  const size_t sizes[] = {4, shape.registersA(), shape.registersB(), 4};
  const size_t firsts[] = {0, 0, 4, 6};
  std::array<Slot, 10> sources{};
  for (size_t i = 0; i < 4; ++i) {
    const std::vector<Operand> elements = statement.elements(statement.operand(i));
    if (elements.size() != sizes[i])
      statement.fail("a vector of " + std::to_string(sizes[i]) + " expected");
    for (size_t j = 0; i > 0 && j < elements.size(); ++j)
      sources[firsts[i] + j] = statement.source(elements[j], U32);
  }
  Instruction &instruction = statement.emitConvergent(multiply);
  instruction.immediate = index;
  instruction.sources = sources;
  for (size_t i = 0; i < 4; ++i)
    instruction.results[i] = statement.result(statement.operand(0).elements[i], U32);
}

} // namespace standin
