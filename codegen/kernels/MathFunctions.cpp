//===-- MathFunctions.cpp: functions of one number --------------------------------------------===//
#include "codegen/kernels/MathFunctions.h"
#include <cmath>
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

/// An operation that is strict by itself, whatever its operands are. Its maximum and minimum are those of
/// x86: the second operand, unless the first is greater or less.
static Expr strictly(Halide::Type type, Halide::Internal::Call::IntrinsicOp op, Expr a, Expr b) {
  return Halide::Internal::Call::make(type, op, {a, b}, Halide::Internal::Call::PureIntrinsic);
}

Expr vitc::math::less(Expr a, Expr b) {
  return strictly(Halide::Bool(), Halide::Internal::Call::strict_lt, a, b);
}
Expr vitc::math::atLeast(Expr x, Expr bound) {
  return strictly(x.type(), Halide::Internal::Call::strict_max, bound, x);
}
Expr vitc::math::atMost(Expr x, Expr bound) {
  return strictly(x.type(), Halide::Internal::Call::strict_min, bound, x);
}

static bool isNumber(const Expr &x) {
  const std::optional<double> value = Halide::Internal::as_const_float(x);
  return value && !std::isnan(*value);
}

Expr vitc::math::max(Expr a, Expr b) {
  if (!a.type().is_float())
    return Halide::max(a, b);
  if (isNumber(a))
    return atLeast(b, a);
  return isNumber(b) ? atLeast(a, b) : select(Halide::is_nan(a), a, atLeast(b, a));
}

Expr vitc::math::min(Expr a, Expr b) {
  if (!a.type().is_float())
    return Halide::min(a, b);
  if (isNumber(a))
    return atMost(b, a);
  return isNumber(b) ? atMost(a, b) : select(Halide::is_nan(a), a, atMost(b, a));
}

/// The polynomial of `coefficients`, highest power first.
static Expr polynomial(const Expr &x, std::initializer_list<float> coefficients) {
  Expr p;
  for (float c : coefficients)
    p = p.defined() ? p * x + c : Expr(c);
  return p;
}

/// p * 2^k for p of about 1. Where p is 1 and k is -127, exactly 0: p loses its whole exponent.
static Expr timesPowerOfTwo(const Expr &p, const Expr &k) {
  const Halide::Type bits = Halide::Int(32);
  return Halide::reinterpret<float>(Halide::reinterpret(bits, p) + (Halide::cast(bits, k) << 23));
}

/// e^x = 2^k e^r with |r| <= ln(2) / 2 (Cephes: relative error 2e-8 before rounding).
Expr vitc::math::exp(Expr x) {
  if (!isF32(x))
    return libm("exp", {x});
  const Expr k = Halide::round(x * 1.44269504088896341f);
  const Expr r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  const Expr p = polynomial(r, {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                                4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f});
  const Expr power = timesPowerOfTwo(p * r * r + r + 1.0f, k);
  // Beyond these the result is infinite or zero, and k does not fit.
  const Expr isHuge = less(88.72283f, x), isTiny = less(x, -87.33654f);
  return select(isTiny, 0.0f, select(isHuge, std::numeric_limits<float>::infinity(), power));
}

/// 2^round(x) times a polynomial of degree 6 (relative error 2e-9 before rounding); at -127 and below
/// exactly 0. A large number is added that leaves no bits for fractions: the last bits of the sum are the exponent of 2^round(x).
Expr vitc::math::exp2NotPositive(Expr x) {
  using Halide::Internal::Call;
  const Expr large = 1.5f * (1 << 23) + 127.0f;
  const Expr bounded = atLeast(x, -127.0f),
             sum = strictly(x.type(), Call::strict_add, bounded, large),
             whole = strictly(x.type(), Call::strict_sub, sum, large);
  const Expr p = polynomial(bounded - whole, {0.00015353361959569156f, 0.0013398873852565885f,
                                              0.00961843691766262f, 0.055503323674201965f,
                                              0.24022647738456726f, 0.6931471824645996f, 1.0f});
  return p * Halide::reinterpret<float>(Halide::reinterpret<int32_t>(sum) << 23);
}

Expr vitc::math::expNotPositive(Expr x) {
  return isF32(x) ? exp2NotPositive(x * 1.44269504088896341f) : libm("exp", {x});
}

Expr vitc::math::log(Expr x) {
  if (!isF32(x))
    return libm("log", {x});
  const Expr isFinite = less(x, std::numeric_limits<float>::infinity());
  // Halide's looks at the exponent, which numbers below the smallest normal one have not.
  const Expr isTiny = less(x, std::numeric_limits<float>::min());
  const Expr normal = select(isTiny, x * 8388608.0f, x);
  return select(isFinite, Halide::log(normal) - select(isTiny, 15.942385152878742f, 0.0f), x);
}

/// A rational approximation of degree 13 / 6, with an error of 2.5e-7; 1 where f32 has nothing nearer.
Expr vitc::math::tanh(Expr x) {
  if (!isF32(x))
    return libm("tanh", {x});
  const Expr c = atMost(atLeast(x, -7.90531f), 7.90531f), s = c * c;
  const Expr p =
      polynomial(s, {-2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f,
                     5.12229709037114e-08f, 1.48572235717979e-05f, 6.37261928875436e-04f,
                     4.89352455891786e-03f});
  const Expr q = polynomial(s, {1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f,
                                4.89352518554385e-03f});
  const Expr one = select(less(x, 0.0f), -1.0f, 1.0f);
  return select(Halide::abs(x) < 4e-4f, x, less(9.02f, Halide::abs(x)), one, c * p / q);
}

/// Below 1 the Taylor-like odd polynomial, above it 1 - exp(-x^2) times a rational: Halide's own.
Expr vitc::math::erf(Expr x) {
  return isF32(x) ? Halide::erf(atMost(atLeast(x, -6.0f), 6.0f)) : libm("erf", {x});
}

/// x Phi(x) for a function Phi from 0 to 1 with Phi(-x) = 1 - Phi(x), of which log2(Phi(-a)) is about the polynomial of
/// `coefficients` for a >= 0: without a division, and without 1 - 1 far below 0. The largest error is 1.1e-7 (1.5e-7 with tanh) of
/// the larger of 1 and |x|.
static Expr timesShare(const Expr &x, std::initializer_list<float> coefficients) {
  const Expr t = exp2NotPositive(polynomial(atMost(Halide::abs(x), 16.0f), coefficients));
  return x * select(x < 0.0f, t, 1.0f - t); // where x is not a number, t is none
}

/// Hendrycks & Gimpel, "Gaussian Error Linear Units", 2016: Phi is the normal distribution's, or near it with tanh. Polynomials
/// are fitted for 0 to 6, so that the largest error of max(a, 0.5) Phi(-a) is least (1.1e-8, and 5.8e-8 with tanh); they
/// fall on behind that.
Expr vitc::math::gelu(Expr x) {
  if (isF32(x))
    return timesShare(x,
                      {-2.09649784e-06f, 3.06617512e-05f, -0.000145490339f, -0.000233139639f,
                       0.00718583167f, -0.0525782295f, -0.459182054f, -1.15110826f, -0.99999994f});
  return like(x, 0.5) * x * (like(x, 1) + vitc::math::erf(x * like(x, 0.70710678118654752)));
}

Expr vitc::math::geluTanh(Expr x) {
  if (isF32(x))
    return timesShare(x, {-4.57412261e-06f, 3.49739239e-05f, 9.74720606e-05f, -0.00140468893f,
                          0.00194711809f, 0.00569178211f, -0.0504476912f, -0.45947814f,
                          -1.15108085f, -1.00000036f});
  const Expr inner = like(x, 0.79788456080286536) * (x + like(x, 0.044715) * x * x * x);
  return like(x, 0.5) * x * (like(x, 1) + vitc::math::tanh(inner));
}

Expr vitc::math::sigmoid(Expr x) { return like(x, 1) / (like(x, 1) + vitc::math::exp(-x)); }

Expr vitc::math::silu(Expr x) { return x / (like(x, 1) + vitc::math::exp(-x)); }

Expr vitc::math::softplus(Expr x) {
  return atLeast(x, like(x, 0)) + vitc::math::log(like(x, 1) + vitc::math::exp(-Halide::abs(x)));
}

/// tanh(log(1 + e)) is (e^2 + 2e) / (e^2 + 2e + 2).
Expr vitc::math::mish(Expr x) {
  const Expr e = vitc::math::exp(atMost(x, like(x, 20))), t = e * (e + like(x, 2));
  return select(x > like(x, 20), x, x * t / (t + like(x, 2)));
}

/// Without SSE 4.1 Halide rounds by way of an integer; beyond 2^23 (2^52) every number is whole.
Expr vitc::math::round(Expr x) {
  const Expr whole = like(x, x.type().bits() == 64 ? 0x1p52 : 0x1p23);
  return select(less(Halide::abs(x), whole), Halide::round(x), x);
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
