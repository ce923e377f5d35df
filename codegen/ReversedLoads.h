//===-- ReversedLoads.h: vectors that are read from the back of a buffer -----------------------===//
#ifndef VITC_CODEGEN_REVERSEDLOADS_H
#define VITC_CODEGEN_REVERSEDLOADS_H

#include <Halide.h>

namespace vitc {

/// To tell LLVM which loads and stores cannot meet, Halide takes vectors at constant places for vectors that grow
/// from there. One that runs backwards touches what lies before, even before the buffer's first element where a
/// predicate masks the rest: Halide then fails, or tells LLVM the wrong elements. This pass gives such a vector's
/// place a name, so that it is no constant to Halide; LLVM sees through it.
class ReversedLoads : public Halide::Internal::IRMutator {
protected:
  using IRMutator::visit;
  Halide::Expr visit(const Halide::Internal::Load *load) override;
};

} // namespace vitc

#endif // VITC_CODEGEN_REVERSEDLOADS_H
