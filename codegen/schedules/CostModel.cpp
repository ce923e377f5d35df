//===-- CostModel.cpp -----------------------------------------------------------------------------===//
#include "codegen/schedules/CostModel.h"
#include "runtime/model.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <limits>

using namespace vitc;
using namespace vitc::scheduling;
using llvm::divideCeil;

namespace {
/// Multiply-adds, and loads, that a core starts in a cycle.
constexpr double portsPerCycle = 2;
/// Cycles until the sum of a multiply-add can be added to.
constexpr double latency = 4;

// Products: multiply-adds that a load is worth, by what it is shared between.
/// A vector of b, from L2, for every row of the tile.
constexpr double panelLoad = 0.6;
/// An element of a, from L1, for every vector of the tile.
constexpr double elementLoad = 0.2;
/// More vectors than this make panels of which few rows stay in L1.
constexpr int64_t mostVectors = 8;

// Matrix tiles (runtime/MatrixTiles.c), in cycles. A word of k is four bytes, or two bf16.
/// Of a call: shapes are loaded, tiles released, and the first loads and last stores wait for nobody.
constexpr double matrixCall = 280;
/// Words of k in a tile.
constexpr int64_t matrixWords = 16;
/// A vector of sums is stored, and loaded again by what follows.
constexpr double vectorOfSums = 2;
/// Multiply-adds of bytes without: by vpdpbusd, and by pairs in a vector of 256 bits.
constexpr double vectorRate = 80, pairRate = 27;
/// Tiles of vectors (runtime/VectorTiles.c): a call, and a dot product after another in the same sums.
constexpr double vectorCall = 60, vectorLatency = 5;

// Attention, where everything lies in L1.
/// Loads compete with multiply-adds for more than their ports.
constexpr double loadFactor = 1.1;
/// Cycles for every vector of a step beside its multiply-adds.
constexpr double vectorStep = 0.15;
/// Rows whose results of softmax are kept between loops.
constexpr int64_t mostQueryRows = 16;
} // namespace

//===-- Registers, vectors, tasks -------------------------------------------------------------===//

int64_t scheduling::sumRegisters(const Target &target) { return target.vectorRegisters * 3 / 4; }

int64_t scheduling::mostSums(const Target &target) { return target.vectorRegisters - 1; }

int64_t scheduling::mostLanes(const Target &target, int elementBits) {
  return target.lanes(std::max(elementBits, 8)); // i1 is a byte
}

int64_t scheduling::lanesFor(const Target &target, int elementBits, int64_t extent) {
  int64_t lanes = target.lanes(std::max(elementBits, 32));
  while (lanes > extent)
    lanes /= 2;
  return std::max<int64_t>(lanes, 1);
}

int64_t scheduling::stepsPerTask(int64_t extent, int64_t work) {
  work = std::max<int64_t>(work, 1);
  if (extent < 2 || extent * work < 2 * taskWork)
    return 0;
  const int64_t steps = std::max<int64_t>(1, taskWork / work);
  const int64_t tasks = std::max<int64_t>(1, extent / steps);
  return steps == 1 ? 1 : divideCeil(extent, tasks);
}

//===-- Products ------------------------------------------------------------------------------===//

/// A vector as long as `n` allows.
static int64_t productLanes(int64_t n, int elementBits, const Target &target) {
  int64_t lanes = target.lanes(elementBits);
  while (lanes > n)
    lanes /= 2;
  return lanes;
}

/// Elements computed, with those beyond the edge, weighted by the loads that a multiply-add has to share.
static double productCost(int64_t m, int64_t n, const ProductTile &tile) {
  const double rows = double(tile.rows), vectors = double(tile.vectors);
  const double padded = double(divideCeil(n, tile.width()) * tile.vectors) *
                        double(divideCeil(m, tile.rows) * tile.rows);
  // Too few sums wait for each other.
  const double waiting = std::max(1.0, latency * portsPerCycle / (rows * vectors));
  return padded * (waiting + panelLoad / rows + elementLoad / vectors);
}

bool scheduling::readsPanels(int64_t width, int64_t n, int64_t columns) {
  if (columns % width == 0)
    return true;
  return width % columns == 0 && divideCeil(n, columns) % (width / columns) == 0;
}

/// The cheapest tile of vectors of `lanes`, in panels of `columns` if that is not 0; nothing if none fits them.
static std::optional<ProductTile> cheapestTile(int64_t m, int64_t n, int64_t lanes, int64_t sums,
                                               int64_t columns) {
  std::optional<ProductTile> best;
  double least = std::numeric_limits<double>::max();
  for (ProductTile tile{1, 1, lanes}; tile.vectors <= mostVectors && tile.width() <= n;
       ++tile.vectors) {
    tile.rows = std::max<int64_t>(1, std::min(m, sums / tile.vectors));
    if (tile.rows * tile.vectors > sums)
      break;
    if (columns && !readsPanels(tile.width(), n, columns))
      continue;
    if (const double cost = productCost(m, n, tile); cost < least) {
      least = cost;
      best = tile;
    }
  }
  return best;
}

ProductTile scheduling::chooseProductTile(int64_t m, int64_t n, int elementBits,
                                          const Target &target, int64_t columns, int64_t sums) {
  if (sums == 0)
    sums = sumRegisters(target);
  for (int64_t lanes = productLanes(n, elementBits, target); lanes > 1; lanes /= 2)
    if (std::optional<ProductTile> tile = cheapestTile(m, n, lanes, sums, columns))
      return *tile;
  return *cheapestTile(m, n, 1, sums, columns); // one column is a part of every panel
}

namespace {
/// What sums tiles up: matrices of AMX, in any rows; vectors of 512 bits, in blocks of 24 rows, or of 256, in blocks of 6 and two.
enum class TileUnit { matrices, wideVectors, vectors };
} // namespace

/// Cycles of a call for `rows` x `width` sums. A step multiplies a row of a tile in a cycle, and loads a row in another.
static double matrixCycles(int64_t rows, int64_t width, int64_t words) {
  const int64_t right = width > matrixColumns ? 2 : 1, height = std::min(rows, matrixRows),
                tiles = divideCeil(rows, matrixRows);
  auto step = [&](int64_t down) {
    return double(std::max(height * down * right, height * down + 16 * right));
  };
  const double steps = double(divideCeil(words, matrixWords));
  return matrixCall + double(divideCeil(width, 2 * matrixColumns)) * steps *
                          (double(tiles / 2) * step(2) + double(tiles % 2) * step(1));
}

/// The same by dot products of vectors: two in a cycle.
static double dotCycles(int64_t rows, int64_t width, int64_t words, bool isWide) {
  const int64_t height = isWide ? 24 : 6, vectors = isWide ? 1 : 2;
  const double step = rows < height ? double(rows) * vectorLatency
                                    : double(divideCeil(rows, height) * height * vectors) / 2;
  return vectorCall + double(width / matrixColumns) * double(words) * step;
}

/// The tile of fewest cycles, if these are fewer than `lowest`.
static std::optional<ProductTile> fastestTile(int64_t m, int64_t n, int64_t words, TileUnit unit,
                                              int64_t lanes, int64_t columns, double lowest) {
  if (columns % matrixColumns != 0)
    return std::nullopt;
  std::optional<ProductTile> best;
  for (int64_t width : {matrixColumns, 2 * matrixColumns}) {
    ProductTile tile{1, 1, std::min(lanes, matrixColumns)};
    tile.vectors = width / tile.lanes;
    if (!readsPanels(width, n, columns))
      continue;
    const int64_t least = divideCeil(m, mostSumBytes / (width * 4)),
                  most = divideCeil(m, matrixRows);
    for (int64_t calls = least; calls <= most; ++calls) {
      tile.rows = divideCeil(m, calls);
      const double call = unit == TileUnit::matrices
                              ? matrixCycles(tile.rows, width, words)
                              : dotCycles(tile.rows, width, words, unit == TileUnit::wideVectors);
      const double cost = double(calls * divideCeil(n, width)) *
                          (call + vectorOfSums * double(tile.rows * tile.vectors));
      if (cost < lowest) {
        lowest = cost;
        best = tile;
      }
    }
  }
  return best;
}

std::optional<ProductTile> scheduling::chooseMatrixTile(int64_t m, int64_t n, int64_t depth,
                                                        const Target &target, int64_t columns) {
  const double rate = target.multipliesBytes()   ? vectorRate
                      : target.vectorBits == 512 ? 2 * pairRate
                                                 : pairRate;
  const TileUnit unit = target.cpuFeatures & VITC_CPU_AMX_INT8      ? TileUnit::matrices
                        : target.cpuFeatures & VITC_CPU_AVX512_VNNI ? TileUnit::wideVectors
                                                                    : TileUnit::vectors;
  return fastestTile(m, n, depth / 4, unit, productLanes(n, 32, target), columns,
                     double(m * n * depth) / rate);
}

std::optional<ProductTile> scheduling::chooseBFloatTile(int64_t m, int64_t n, int64_t depth,
                                                        const Target &target, int64_t columns) {
  return fastestTile(m, n, depth / 2,
                     target.cpuFeatures & VITC_CPU_AMX_BF16 ? TileUnit::matrices
                                                            : TileUnit::wideVectors,
                     productLanes(n, 32, target), columns, std::numeric_limits<double>::max());
}

//===-- Attention -----------------------------------------------------------------------------===//

/// Cycles for one step of a product's tile; too few sums wait for each other.
static double stepCost(int64_t rows, int64_t vectors) {
  return std::max({double(rows * vectors) / portsPerCycle,
                   double(rows + vectors) / portsPerCycle * loadFactor, latency}) +
         vectorStep * double(vectors);
}

/// Cycles for a row tile, times the number of these.
static double attentionCost(const AttentionShape &shape, const AttentionTile &tile) {
  const int64_t vectors = divideCeil(shape.s, tile.lanes), rest = vectors % tile.scoreVectors;
  const double scores =
      double(vectors / tile.scoreVectors) * stepCost(tile.rows, tile.scoreVectors) +
      (rest ? stepCost(tile.rows, rest) : 0);
  const double sums = double(divideCeil(shape.e, tile.valueVectors * tile.valueLanes)) *
                      stepCost(tile.rows, tile.valueVectors);
  return double(divideCeil(shape.t, tile.rows)) *
         (scores * double(shape.d) + sums * double(shape.s));
}

AttentionTile scheduling::chooseAttentionTile(const AttentionShape &shape, int elementBits,
                                              const Target &target) {
  AttentionTile tile, best;
  tile.lanes = best.lanes = target.lanes(elementBits);
  tile.valueLanes = best.valueLanes = lanesFor(target, elementBits, shape.e);
  const int64_t sums = sumRegisters(target), keyVectors = divideCeil(shape.s, tile.lanes);
  const auto fits = [&](int64_t vectors) { return tile.rows * vectors <= sums; };
  double least = std::numeric_limits<double>::max();
  for (tile.rows = 1; tile.rows <= std::min(shape.t, mostQueryRows); ++tile.rows)
    for (tile.scoreVectors = 1; tile.scoreVectors <= keyVectors && fits(tile.scoreVectors);
         ++tile.scoreVectors)
      for (tile.valueVectors = 1;
           tile.valueVectors * tile.valueLanes <= shape.e && fits(tile.valueVectors);
           ++tile.valueVectors)
        if (const double cost = attentionCost(shape, tile); cost < least) {
          least = cost;
          best = tile;
        }
  return best;
}
