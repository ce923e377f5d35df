//===-- SpareBarriers.h: barriers that nothing waits for ----------------------------------------------===//
#ifndef VITC_CODEGEN_SPAREBARRIERS_H
#define VITC_CODEGEN_SPAREBARRIERS_H

#include <Halide.h>
#include <set>
#include <string>

namespace vitc {

/// Halide has the threads of a block wait for each other between any two functions that they compute, even where each thread
/// has its own in registers. Removes the barriers of a kernel before which, since the last one, no thread has read or written
/// anything that another one may write or read.
class SpareBarriers : public Halide::Internal::IRMutator {
private:
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::For *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::IfThenElse *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::Allocate *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::Store *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::Evaluate *op) override;
  Halide::Expr visit(const Halide::Internal::Load *op) override;
  Halide::Expr visit(const Halide::Internal::Call *op) override;

  std::set<std::string> written, own; // by the kernel; allocations of which each thread has one
  bool isTouched = true;              // since the last barrier: what is written and no thread's own
};

} // namespace vitc

#endif // VITC_CODEGEN_SPAREBARRIERS_H
