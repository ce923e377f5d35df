//===-- BlockLoops.h: loops in which a block of threads copies to shared memory and computes ----------===//
#ifndef VITC_CODEGEN_BLOCKLOOPS_H
#define VITC_CODEGEN_BLOCKLOOPS_H

#include <Halide.h>
#include <set>
#include <string>
#include <vector>

namespace vitc {

/// Whether a statement is a barrier of the threads of a block.
bool isBarrier(const Halide::Internal::Stmt &stmt);

/// The allocations of a GPU kernel: `shared` in shared memory, `inner` all that are within it.
struct BlockMemory {
  std::set<std::string> shared, inner;
};

/// The body of a loop of a block: copies from outside the kernel to shared memory, up to a barrier behind them, and the
/// rest. There are none where what follows does not wait for all of them.
struct BlockLoop {
  BlockLoop(Halide::Internal::Stmt body, const BlockMemory &memory);

  std::vector<const Halide::Internal::LetStmt *> lets; // around all of it
  std::vector<Halide::Internal::Stmt> copies, rest;
  Halide::Internal::Stmt barrier;

  bool isStaged() const { return !copies.empty() && barrier.defined(); }
  /// `stmt` within the lets.
  Halide::Internal::Stmt within(Halide::Internal::Stmt stmt) const;
  /// `stmt` with what the lets say in its place, and `step` for the loop's variable `loop`.
  Halide::Internal::Stmt at(const std::string &loop, const Halide::Expr &step,
                            Halide::Internal::Stmt stmt) const;
};

} // namespace vitc

#endif // VITC_CODEGEN_BLOCKLOOPS_H
