//===-- Approximations.cpp: functions of which PTX promises some bits --------------------------===//
// Cards give what their tables hold; here is the nearest float, which every promise allows.
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <double F(double)> float nearest(float a) {
  return canonical(static_cast<float>(F(static_cast<double>(a))));
}

double power(double a) { return std::exp2(a); }
double logarithm(double a) { return std::log2(a); }
double sine(double a) { return std::sin(a); }
double cosine(double a) { return std::cos(a); }
double hyperbolicTangent(double a) { return std::tanh(a); }
double root(double a) { return std::sqrt(a); }
double inverse(double a) { return 1 / a; }
double inverseRoot(double a) { return 1 / std::sqrt(a); }

template <typename T, double F(double)> T nearestNarrow(T a) {
  return narrow<T>(nearest<F>(widen(a)));
}

/// Divisors beyond 2^126 are taken for infinite.
float divideFast(float a, float b) {
  if (std::fabs(b) > 0x1p126f && !std::isinf(b))
    return std::isinf(a) ? canonicalNaN<float>() : std::copysign(0.0f, a) * std::copysign(1.0f, b);
  return canonical(a / b);
}
float divideFull(float a, float b) { return canonical(a / b); }

} // namespace

void addApproximations(OperationTable &table) {
  table.add<nearest<power>>("ex2.approx.f32");
  table.add<nearest<logarithm>>("lg2.approx.f32");
  table.add<nearest<sine>>("sin.approx.f32");
  table.add<nearest<cosine>>("cos.approx.f32");
  table.add<nearest<hyperbolicTangent>>("tanh.approx.f32");
  table.add<nearest<root>>("sqrt.approx.f32");
  table.add<nearest<inverse>>("rcp.approx.f32");
  table.add<nearest<inverseRoot>>("rsqrt.approx.f32");
  table.add<inverse>("rcp.approx.f64");
  table.add<inverseRoot>("rsqrt.approx.f64");
  table.add<divideFast>("div.approx.f32");
  table.add<divideFull>("div.full.f32");
  table.add<nearestNarrow<Half, power>>("ex2.approx.f16");
  table.add<nearestNarrow<Half, power>, 2>("ex2.approx.f16x2");
  table.add<nearestNarrow<BFloat, power>>("ex2.approx.bf16");
  table.add<nearestNarrow<BFloat, power>, 2>("ex2.approx.bf16x2");
  table.add<nearestNarrow<Half, hyperbolicTangent>>("tanh.approx.f16");
  table.add<nearestNarrow<Half, hyperbolicTangent>, 2>("tanh.approx.f16x2");
  table.add<nearestNarrow<BFloat, hyperbolicTangent>>("tanh.approx.bf16");
  table.add<nearestNarrow<BFloat, hyperbolicTangent>, 2>("tanh.approx.bf16x2");
}

} // namespace standin
