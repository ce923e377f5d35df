//===-- StageAhead.h: loads of the next step, while a block computes this one ---------------------===//
#ifndef VITC_CODEGEN_STAGEAHEAD_H
#define VITC_CODEGEN_STAGEAHEAD_H

#include "codegen/BlockLoops.h"

namespace vitc {

/// A loop of a block that copies to shared memory, waits, computes with the copies, and waits:
///
///   for k: shared = memory(k); barrier; compute; barrier
///
/// has the latency of memory in every step. Loads what the next step copies to registers, before it computes:
///
///   next = memory(0)
///   for k: shared = next; barrier; next = memory(min(k + 1, last)); compute; barrier
///
/// Only of what comes from outside the kernel: nothing writes it meanwhile. Instructions that convert it (DeviceInstructions.h)
/// do so when it is stored.
class StageAhead : public Halide::Internal::IRMutator {
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::Allocate *op) override;
  Halide::Internal::Stmt visit(const Halide::Internal::For *op) override;

  BlockMemory memory;
};

} // namespace vitc

#endif // VITC_CODEGEN_STAGEAHEAD_H
