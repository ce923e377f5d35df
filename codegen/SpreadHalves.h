//===-- SpreadHalves.h: vectors that are filled with one f16 -------------------------------------===//
#ifndef VITC_CODEGEN_SPREADHALVES_H
#define VITC_CODEGEN_SPREADHALVES_H

#include <Halide.h>

namespace vitc {

/// Where a vector is filled with an f16 that has become f32, LLVM loads it into one element of a register and leaves the
/// others as they are. So the load waits for whatever was computed in that register last: in the loop of a product, a sum.
/// This pass fills a vector with the f16, for which there is an instruction, and converts that.
class SpreadHalves : public Halide::Internal::IRMutator {
public:
  explicit SpreadHalves(const Halide::Target &target)
      : convertsHalf(target.has_feature(Halide::Target::F16C)) {}

protected:
  using IRMutator::visit;
  Halide::Expr visit(const Halide::Internal::Broadcast *broadcast) override;

private:
  bool convertsHalf; // in hardware
};

} // namespace vitc

#endif // VITC_CODEGEN_SPREADHALVES_H
