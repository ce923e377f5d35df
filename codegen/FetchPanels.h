//===-- FetchPanels.h: weights on their way to the caches while others are multiplied ---------------===//
#ifndef VITC_CODEGEN_FETCHPANELS_H
#define VITC_CODEGEN_FETCHPANELS_H

#include <Halide.h>
#include <map>
#include <vector>

namespace vitc {

/// A product whose loops say `fetches_next`.
struct FetchedPanels {
  std::string result; // the function that the row tiles' loop computes
  std::string weight; // the buffer
  Halide::Type type;  // of its elements
  std::string
      copy; // the function that a task copies its panels to before it reads them, if it does
  int64_t elements; // of the weight that a tile of columns reads; the next tile's lie behind them
  int64_t rowTiles; // of a task
};

/// In each step of k a line is fetched of what the next tile of columns reads, so that the row tiles of a task fetch all of it, one after
/// the other, and none of them twice. What lies behind the last tile is fetched as well, whatever it is: that never faults.
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
