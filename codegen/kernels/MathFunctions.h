//===-- MathFunctions.h: functions of one number ----------------------------------------------===//
#ifndef VITC_CODEGEN_KERNELS_MATHFUNCTIONS_H
#define VITC_CODEGEN_KERNELS_MATHFUNCTIONS_H

#include <Halide.h>

/// Functions of f32 or f64. The f32 forms are vectorised polynomials with an error of a few units
/// in the last place of the result, or 1e-7 where the result is of order one. The f64 forms call
/// libm. NaN and infinity are treated as libm does, in kernels that are not strict, too: comparisons
/// that decide about them are strict by themselves, and cost nothing.
namespace vitc::math {

/// Subnormal results are 0.
Halide::Expr exp(Halide::Expr x);
/// For x <= 0; cheaper. 2^x is of f32 alone.
Halide::Expr expNotPositive(Halide::Expr x);
Halide::Expr exp2NotPositive(Halide::Expr x);
Halide::Expr log(Halide::Expr x);
Halide::Expr tanh(Halide::Expr x);
Halide::Expr erf(Halide::Expr x);
Halide::Expr gelu(Halide::Expr x);
Halide::Expr geluTanh(Halide::Expr x);
Halide::Expr sigmoid(Halide::Expr x);
Halide::Expr silu(Halide::Expr x);
Halide::Expr softplus(Halide::Expr x);
Halide::Expr mish(Halide::Expr x);
Halide::Expr round(Halide::Expr x);
/// NaN if one of both is.
Halide::Expr min(Halide::Expr a, Halide::Expr b);
Halide::Expr max(Halide::Expr a, Halide::Expr b);
/// The same for a bound that is a number: one instruction.
Halide::Expr atLeast(Halide::Expr x, Halide::Expr bound);
Halide::Expr atMost(Halide::Expr x, Halide::Expr bound);
/// a < b for floats, false if one of both is NaN.
Halide::Expr less(Halide::Expr a, Halide::Expr b);

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
