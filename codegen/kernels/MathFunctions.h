//===-- MathFunctions.h: functions of one number ----------------------------------------------===//
#ifndef VITC_CODEGEN_KERNELS_MATHFUNCTIONS_H
#define VITC_CODEGEN_KERNELS_MATHFUNCTIONS_H

#include <Halide.h>

namespace vitc::math {

/// Functions of f32 or f64. The f32 forms are vectorised polynomials with an error of a few units
/// in the last place of the result, or 1e-7 where the result is of order one; with `strict`, they
/// treat NaN and infinity as libm does. The f64 forms call libm.
struct Functions {
  bool strict;

  Halide::Expr exp(Halide::Expr x) const;
  Halide::Expr log(Halide::Expr x) const;
  Halide::Expr tanh(Halide::Expr x) const;
  Halide::Expr erf(Halide::Expr x) const;
  Halide::Expr sigmoid(Halide::Expr x) const;
  Halide::Expr silu(Halide::Expr x) const;
  Halide::Expr softplus(Halide::Expr x) const;
  Halide::Expr mish(Halide::Expr x) const;
  Halide::Expr round(Halide::Expr x) const;
  Halide::Expr min(Halide::Expr a, Halide::Expr b) const;
  Halide::Expr max(Halide::Expr a, Halide::Expr b) const;

private:
  /// 1 + exp(-x), finite unless strict.
  Halide::Expr sigmoidDivisor(Halide::Expr x) const;
  /// `value`, or x where x is not a number.
  Halide::Expr orNan(Halide::Expr x, Halide::Expr value) const;
};

/// A function of libm, `name` for f64 and `name`f for f32.
Halide::Expr libm(const char *name, std::vector<Halide::Expr> arguments);
/// A constant of x's type.
Halide::Expr like(Halide::Expr x, double value);
/// C's division and remainder, with 0 for a divisor of 0.
Halide::Expr truncatedDiv(Halide::Expr a, Halide::Expr b);
Halide::Expr truncatedMod(Halide::Expr a, Halide::Expr b);
/// Python's remainder: the sign of b.
Halide::Expr flooredMod(Halide::Expr a, Halide::Expr b);

} // namespace vitc::math

#endif // VITC_CODEGEN_KERNELS_MATHFUNCTIONS_H
