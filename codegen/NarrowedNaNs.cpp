//===-- NarrowedNaNs.cpp -------------------------------------------------------------------------===//
#include "codegen/NarrowedNaNs.h"

using namespace Halide::Internal;
using Halide::Expr;
using Halide::Type;

/// Compares bits: a kernel that is not strict tells LLVM that no comparison of floats meets NaN.
static Expr isNan(const Expr &number) {
  const Type bits = number.type().with_code(halide_type_uint);
  const uint64_t infinity = bits.bits() == 64 ? 0x7ff0000000000000 : 0x7f800000;
  const Expr magnitude =
      reinterpret(bits, number) & make_const(bits, ~uint64_t(0) >> (65 - bits.bits()));
  return magnitude > make_const(bits, infinity);
}

Expr vitc::NarrowedNaNs::visit(const Cast *cast) {
  const Type from = cast->value.type(), to = cast->type;
  const bool isRounded = from.is_float() && from.bits() > 16 &&
                         (to.is_bfloat() || (to.is_float() && to.bits() == 16 && !convertsHalf));
  if (!isRounded)
    return IRMutator::visit(cast);
  const std::string name = unique_name("wide");
  const Expr value = Variable::make(from, name);
  const Type bits = to.with_code(halide_type_uint);
  const Expr quietNan = make_const(bits, to.is_bfloat() ? 0x7fc0 : 0x7e00);
  const Expr narrowed = select(isNan(value), quietNan, reinterpret(bits, Cast::make(to, value)));
  return Let::make(name, mutate(cast->value), reinterpret(to, narrowed));
}
