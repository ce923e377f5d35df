//===-- MathFunctions.cpp: functions of one number --------------------------------------------===//
#include "codegen/kernels/MathFunctions.h"
#include <limits>

using namespace vitc::math;
using Halide::Expr;
using Halide::select;

Expr vitc::math::like(Expr x, double value) {
  return Halide::Internal::make_const(x.type(), value);
}

Expr vitc::math::libm(const char *name, std::vector<Expr> arguments) {
  const Halide::Type type = arguments[0].type();
  return Halide::Internal::Call::make(type, type.bits() == 32 ? std::string(name) + "f" : name,
                                      arguments, Halide::Internal::Call::PureExtern);
}

static bool isF32(const Expr &x) { return x.type() == Halide::Float(32); }
static Expr infinity() { return Expr(std::numeric_limits<float>::infinity()); }

Expr Functions::orNan(Expr x, Expr value) const {
  return strict ? select(Halide::is_nan(x), x, value) : value;
}

Expr Functions::exp(Expr x) const {
  if (!isF32(x))
    return libm("exp", {x});
  if (!strict)
    return Halide::exp(x);
  // Beyond these the result is infinite or zero; the polynomial cannot take an infinite argument.
  return orNan(
      x, select(x > 88.72284f, infinity(), Halide::exp(Halide::clamp(x, -104.0f, 88.72284f))));
}

Expr Functions::log(Expr x) const {
  if (!isF32(x))
    return libm("log", {x});
  return strict ? orNan(x, select(x == infinity(), x, Halide::log(x))) : Halide::log(x);
}

/// A rational approximation of degree 13 / 6; it reaches 1 in f32 at the clamp.
Expr Functions::tanh(Expr x) const {
  if (!isF32(x))
    return libm("tanh", {x});
  const Expr c = Halide::clamp(x, -7.90531f, 7.90531f), s = c * c;
  Expr p = Expr(-2.76076847742355e-16f);
  for (float a : {2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f,
                  1.48572235717979e-05f, 6.37261928875436e-04f, 4.89352455891786e-03f})
    p = p * s + a;
  Expr q = Expr(1.19825839466702e-06f);
  for (float b : {1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f})
    q = q * s + b;
  return orNan(x, select(Halide::abs(x) < 4e-4f, x, c * p / q));
}

/// Below 1 the Taylor-like odd polynomial, above it 1 - exp(-x^2) times a rational: Halide's own.
Expr Functions::erf(Expr x) const {
  if (!isF32(x))
    return libm("erf", {x});
  return orNan(x, Halide::erf(Halide::clamp(x, -6.0f, 6.0f)));
}

Expr Functions::sigmoidDivisor(Expr x) const {
  return like(x, 1) + exp(strict ? -x : Halide::min(-x, like(x, 88)));
}

Expr Functions::sigmoid(Expr x) const { return like(x, 1) / sigmoidDivisor(x); }

Expr Functions::silu(Expr x) const { return x / sigmoidDivisor(x); }

Expr Functions::softplus(Expr x) const {
  return orNan(x, Halide::max(x, like(x, 0)) + log(like(x, 1) + exp(-Halide::abs(x))));
}

/// tanh(log(1 + e)) is (e^2 + 2e) / (e^2 + 2e + 2).
Expr Functions::mish(Expr x) const {
  const Expr e = exp(Halide::min(x, like(x, 20))), t = e * (e + like(x, 2));
  return orNan(x, select(x > like(x, 20), x, x * t / (t + like(x, 2))));
}

/// Without SSE 4.1 Halide rounds by way of an integer; beyond 2^23 (2^52) every number is whole.
Expr Functions::round(Expr x) const {
  const Expr whole = like(x, x.type().bits() == 64 ? 0x1p52 : 0x1p23);
  return strict ? select(Halide::abs(x) < whole, Halide::round(x), x) : Halide::round(x);
}

Expr Functions::min(Expr a, Expr b) const {
  const Expr least = Halide::min(a, b);
  return strict && a.type().is_float() ? select(Halide::is_nan(a), a, Halide::is_nan(b), b, least)
                                       : least;
}

Expr Functions::max(Expr a, Expr b) const {
  const Expr most = Halide::max(a, b);
  return strict && a.type().is_float() ? select(Halide::is_nan(a), a, Halide::is_nan(b), b, most)
                                       : most;
}

/// A divisor that never traps: neither 0 nor the -1 that overflows.
static Expr safe(const Expr &b) {
  const Expr one = like(b, 1);
  return select(b == like(b, 0), one, b.type().is_int() ? select(b == like(b, -1), one, b) : b);
}

Expr vitc::math::truncatedDiv(Expr a, Expr b) {
  const Expr zero = like(b, 0), quotient = Halide::div_round_to_zero(a, safe(b));
  if (!b.type().is_int())
    return select(b == zero, zero, quotient);
  return select(b == zero, zero, b == like(b, -1), -a, quotient);
}

Expr vitc::math::truncatedMod(Expr a, Expr b) {
  return select(b == like(b, 0), like(b, 0), Halide::mod_round_to_zero(a, safe(b)));
}

Expr vitc::math::flooredMod(Expr a, Expr b) {
  if (a.type().is_float())
    return a - Halide::floor(a / b) * b;
  const Expr rest = truncatedMod(a, b), zero = like(a, 0);
  return a.type().is_int() ? select(rest != zero && (rest < zero) != (b < zero), rest + b, rest)
                           : rest;
}
