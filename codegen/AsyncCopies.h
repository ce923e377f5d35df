//===-- AsyncCopies.h: copies to shared memory that are on the way for several steps ---------------===//
#ifndef VITC_CODEGEN_ASYNCCOPIES_H
#define VITC_CODEGEN_ASYNCCOPIES_H

#include "codegen/BlockLoops.h"
#include <map>

namespace vitc {

/// A loop of a block whose copies to shared memory are marked as asynchronous ones of so many stages (copyAsync in
/// DeviceInstructions.h),
///
///   for k: shared = memory(k); barrier; compute(shared); barrier
///
/// gets as many copies of what is in shared memory, and fills one while it computes with another:
///
///   for i < stages - 1: start shared[i] = memory(i)
///   for k: wait for the copies of k; barrier; start shared[(k + stages - 1) % stages] = memory(k + stages - 1);
///          compute(shared[k % stages])
///
/// What a thread multiplies of it is in registers a share of products ahead (Fragments.h).
///
/// The barrier says both that what all threads copied for k is there, and that all are done with k - 1, whose place is
/// filled next. Where there is no such loop, because there is but one step, copies are plain ones.
class AsyncCopies : public Halide::Internal::IRMutator {
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::Allocate *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::For *op) override;
  Halide::Expr visit(const Halide::Internal::Call *op) override;

  BlockMemory memory;
  std::map<std::string, int> elements; // of the allocations in shared memory
  std::map<std::string, int> stages;   // of those of them that have several
};

} // namespace vitc

#endif // VITC_CODEGEN_ASYNCCOPIES_H
