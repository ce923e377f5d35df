//===-- CostModel.h: what loops cost, for all families --------------------------------------------===//
//
// Cycles of one core, as far as alternatives differ by them. The constants are fitted from measurements that
// bench/kernels repeats, on cores with two vector multiply-adds and two loads a cycle, AVX2 and AVX-512.
#ifndef VITC_CODEGEN_SCHEDULES_COSTMODEL_H
#define VITC_CODEGEN_SCHEDULES_COSTMODEL_H

#include "codegen/LoopNests.h"
#include "codegen/Target.h"
#include <optional>

namespace vitc::scheduling {

//===-- Registers and vectors -----------------------------------------------------------------===//

/// The registers that are given to sums; the rest hold what is loaded.
int64_t sumRegisters(const Target &target);
/// The most sums that are let through: one register is left for what is loaded.
int64_t mostSums(const Target &target);
/// The most elements in a vector.
int64_t mostLanes(const Target &target, int elementBits);
/// The number of lanes to compute `extent` elements with: a power of two not above it, for elements of
/// less than 32 bits as for those of 32.
int64_t lanesFor(const Target &target, int elementBits, int64_t extent);

//===-- Tasks ---------------------------------------------------------------------------------===//

/// Vector instructions' worth of elements that a parallel task should have at least: waking a
/// thread costs some microseconds.
constexpr int64_t taskWork = 16 << 10;
/// How many steps of a loop of `extent` steps, each worth `work` elements, are a task; 0 where tasks
/// do not pay.
int64_t stepsPerTask(int64_t extent, int64_t work);

//===-- Products ------------------------------------------------------------------------------===//

/// The result tile of a product: registers.
struct ProductTile {
  int64_t rows = 1, vectors = 1, lanes = 1;
  int64_t width() const { return vectors * lanes; }
};
/// The cheapest tile for a product [m, k] x [k, n], whose b lies in panels of `columns` if that is not 0. It has at most
/// `sums` vectors of sums; 0: as many as registers are given to them.
ProductTile chooseProductTile(int64_t m, int64_t n, int elementBits, const Target &target,
                              int64_t columns = 0, int64_t sums = 0);
/// The cheapest tile for a product of bytes by the runtime's sums (tdpbusd, or its vpdpbusd), whose b lies in panels of
/// `columns`; nothing where Halide's vectors are faster: for a few rows.
std::optional<ProductTile> chooseMatrixTile(int64_t m, int64_t n, int64_t depth,
                                            const Target &target, int64_t columns);
/// The same of bf16 (tdpbf16ps, vdpbf16ps), for any number of rows: Halide has no better vectors. Nothing where panels of `columns` are
/// no multiples of a matrix's.
std::optional<ProductTile> chooseBFloatTile(int64_t m, int64_t n, int64_t depth,
                                            const Target &target, int64_t columns);
/// Bytes of sums that a tile stores at most: the stack has room for them, and the first cache for what they are made of.
constexpr int64_t mostSumBytes = 16 << 10;
/// Rows and columns of a matrix tile.
constexpr int64_t matrixRows = 16, matrixColumns = 16;
/// Tiles of `width` columns are parts of panels of `columns`, or several whole ones, of which the last tile of
/// n columns reads no more than there are.
bool readsPanels(int64_t width, int64_t n, int64_t columns);

//===-- Attention -----------------------------------------------------------------------------===//

/// `rows` queries; vectors of keys, and of a value's elements, whose sums are in registers.
struct AttentionTile {
  int64_t rows = 1, lanes = 1, scoreVectors = 1, valueLanes = 1, valueVectors = 1;
};
AttentionTile chooseAttentionTile(const AttentionShape &shape, int elementBits,
                                  const Target &target);

} // namespace vitc::scheduling

#endif // VITC_CODEGEN_SCHEDULES_COSTMODEL_H
