//===-- NarrowedNaNs.h: NaN stays NaN when it becomes a 16-bit float -----------------------------===//
#ifndef VITC_CODEGEN_NARROWEDNANS_H
#define VITC_CODEGEN_NARROWEDNANS_H

#include <Halide.h>

namespace vitc {

/// Where the CPU has no instruction for a conversion from f32 to f16 or bf16, Halide computes it with integers,
/// which round NaN like a number: to infinity, or beyond it to -0. This pass chooses a NaN there.
class NarrowedNaNs : public Halide::Internal::IRMutator {
public:
  explicit NarrowedNaNs(const Halide::Target &target)
      : convertsHalf(target.has_feature(Halide::Target::F16C)) {}

protected:
  using IRMutator::visit;
  Halide::Expr visit(const Halide::Internal::Cast *cast) override;

private:
  bool convertsHalf; // in hardware
};

} // namespace vitc

#endif // VITC_CODEGEN_NARROWEDNANS_H
