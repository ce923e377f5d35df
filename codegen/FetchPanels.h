//===-- FetchPanels.h: weights on their way to the caches while others are multiplied ---------------===//
#ifndef VITC_CODEGEN_FETCHPANELS_H
#define VITC_CODEGEN_FETCHPANELS_H

#include <Halide.h>
#include <map>
#include <vector>

namespace vitc {

/// A product whose loops say `fetches_next`.
struct FetchedPanels {
  std::string result;   // the function that the row tiles' loop computes
  std::string weight;   // the buffer
  int64_t elementBytes; // of the weight
  std::string copy;     // the function that a task copies its panels to; empty where it does not
  int64_t tileBytes;    // of the weight that a tile of columns reads; the next tile's lie behind
  int64_t rowTiles;     // of a task
};

/// In each step of k a part is fetched of what the next tile of columns reads, so that the row tiles of a task fetch all of it together.
/// A part may be less than a line of the cache, which is asked for again in the next steps then. What lies behind the last tile is
/// fetched as well, whatever it is: that never faults. Where a task has one row tile, nothing is: there is no loop over them.
class FetchPanels : public Halide::Internal::IRMutator {
public:
  explicit FetchPanels(std::vector<FetchedPanels> panels) : panels(std::move(panels)) {}

private:
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::ProducerConsumer *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::For *loop) override;

  std::vector<FetchedPanels> panels;
  std::map<std::string, Halide::Expr>
      copied; // by the copy, the place of the first element that is read for it
  const FetchedPanels *own = nullptr;             // whose row tiles' loop is around
  const Halide::Internal::For *rowTile = nullptr; // that loop
};

} // namespace vitc

#endif // VITC_CODEGEN_FETCHPANELS_H
