//===-- RegisterTiles.h: what a block of threads has in registers ---------------------------------===//
#ifndef VITC_CODEGEN_REGISTERTILES_H
#define VITC_CODEGEN_REGISTERTILES_H

#include <Halide.h>
#include <map>

namespace vitc {

/// A function that is computed by the threads of a block, each its own part, and stored in MemoryType::Register has one
/// allocation for the block: Halide gives each thread all of it. Makes it the thread's own part. So sums stay in registers
/// while the block goes through k together, with copies in shared memory.
///
/// An element is owned by the thread that writes it: its index depends on nothing else (loops over a thread's part are
/// unrolled), and is read by that thread alone. What is read under a condition may have an index that is the thread's
/// own wherever the condition holds: Halide makes use of conditions. All else is an internal error.
class RegisterTiles : public Halide::Internal::IRMutator {
public:
  /// The place of an element, for the thread that owns it.
  struct Tile {
    std::vector<std::pair<std::string, int>> threads; // loops over them, and how many these are
    std::map<int64_t, std::pair<int, int>>
        owners; // thread and slot, by index in the block's allocation
    int slots = 0;
  };

private:
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::Allocate *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::LetStmt *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::Store *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::IfThenElse *op) override;
  Halide::Expr visit(const Halide::Internal::Let *op) override;
  Halide::Expr visit(const Halide::Internal::Load *op) override;

  Halide::Internal::Stmt own(const Halide::Internal::Store *op, const Tile &tile);

  std::map<std::string, Tile> tiles;
  std::map<std::string, Halide::Expr> lets;
  int conditions = 0; // around what is visited
};

} // namespace vitc

#endif // VITC_CODEGEN_REGISTERTILES_H
