//===-- FloatOperations.cpp: arithmetic of floats, rounded as IEEE says ------------------------===//
#include "machine/Elementwise.h"

namespace standin {
namespace {

template <typename T> bool isNaN(T a) { return widen(a) != widen(a); }

/// What arithmetic makes of a NaN has no payload in f32 and narrower.
template <typename T> T result(T a) {
  if constexpr (std::is_same_v<T, float>)
    return canonical(a);
  else
    return a;
}

// Of narrow formats: the operation in float, which has twice their bits and two more, rounds right.
template <typename T> T sum(T a, T b) { return result(narrow<T>(widen(a) + widen(b))); }
template <typename T> T difference(T a, T b) { return result(narrow<T>(widen(a) - widen(b))); }
template <typename T> T product(T a, T b) { return result(narrow<T>(widen(a) * widen(b))); }
template <> double sum(double a, double b) { return a + b; }
template <> double difference(double a, double b) { return a - b; }
template <> double product(double a, double b) { return a * b; }

/// The product of narrow numbers is exact in double.
template <typename T> T multiplyAdd(T a, T b, T c) {
  const double exact = static_cast<double>(widen(a)) * static_cast<double>(widen(b));
  return narrow<T>(narrowToOdd(addToOdd(exact, static_cast<double>(widen(c)))));
}
template <> float multiplyAdd(float a, float b, float c) { return result(std::fma(a, b, c)); }
template <> double multiplyAdd(double a, double b, double c) { return std::fma(a, b, c); }

template <typename T> T quotient(T a, T b) { return result(a / b); }
template <typename T> T root(T a) { return result(std::sqrt(a)); }
template <typename T> T reciprocal(T a) { return result(T{1} / a); }

template <typename T>
using Bits = std::conditional_t<sizeof(T) == 2, uint16_t,
                                std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>>;
template <typename T>
constexpr auto SIGN = static_cast<Bits<T>>(uint64_t{1} << (8 * sizeof(T) - 1));

template <typename T> Bits<T> bitsOf(T a) { return bitCast<Bits<T>>(a); }
template <typename T> T fromBits(Bits<T> bits) { return bitCast<T>(bits); }

template <typename T> T magnitude(T a) {
  return fromBits<T>(static_cast<Bits<T>>(bitsOf(a) & ~SIGN<T>));
}
template <typename T> T negative(T a) {
  return fromBits<T>(static_cast<Bits<T>>(bitsOf(a) ^ SIGN<T>));
}
/// The sign of the first operand, the value of the second.
template <typename T> T withSign(T sign, T value) {
  return fromBits<T>((bitsOf(value) & ~SIGN<T>) | (bitsOf(sign) & SIGN<T>));
}
template <typename T> bool less(T a, T b) {
  if (widen(a) == widen(b))
    return (bitsOf(a) & SIGN<T>) > (bitsOf(b) & SIGN<T>); // -0 is less than 0
  return widen(a) < widen(b);
}
enum class NaNs { Ignored, Kept };
template <typename T, NaNs N, bool Larger> T extremum(T a, T b) {
  if (isNaN(a) || isNaN(b)) {
    const T other = isNaN(a) ? b : a;
    return N == NaNs::Kept || isNaN(other) ? canonicalNaN<T>() : other;
  }
  return less(a, b) == Larger ? b : a;
}

// What works on bits alone has to flush by itself.
float flushedMagnitude(float a) { return flush(magnitude(a)); }
float flushedNegative(float a) { return flush(negative(a)); }
template <NaNs N, bool Larger> float flushedExtremum(float a, float b) {
  return extremum<float, N, Larger>(flush(a), flush(b));
}

template <float F(float, float)> float saturated2(float a, float b) {
  const float x = F(a, b);
  return x > 0 ? std::fmin(x, 1.0f) : 0.0f;
}
float saturatedMultiplyAdd(float a, float b, float c) {
  const float x = std::fma(a, b, c);
  return x > 0 ? std::fmin(x, 1.0f) : 0.0f;
}

template <typename T> bool isFinite(T a) { return std::isfinite(a); }
template <typename T> bool isInfinite(T a) { return std::isinf(a); }
template <typename T> bool isNumber(T a) { return !std::isnan(a); }
template <typename T> bool isNormal(T a) { return std::isnormal(a); }
template <typename T> bool isSubnormal(T a) { return std::fpclassify(a) == FP_SUBNORMAL; }

template <typename T, unsigned Packed = 1>
void addArithmetic(OperationTable &table, const std::string &type) {
  table.add<sum<T>, Packed>("add." + type);
  table.add<difference<T>, Packed>("sub." + type);
  table.add<product<T>, Packed>("mul." + type);
  table.add<multiplyAdd<T>, Packed>("fma." + type);
  table.add<magnitude<T>, Packed>("abs." + type);
  table.add<negative<T>, Packed>("neg." + type);
  table.add<extremum<T, NaNs::Ignored, false>, Packed>("min." + type);
  table.add<extremum<T, NaNs::Ignored, true>, Packed>("max." + type);
  table.add<extremum<T, NaNs::Kept, false>, Packed>("min.NaN." + type);
  table.add<extremum<T, NaNs::Kept, true>, Packed>("max.NaN." + type);
}

template <typename T> void addWide(OperationTable &table, const std::string &type) {
  addArithmetic<T>(table, type);
  table.add<multiplyAdd<T>>("mad." + type);
  table.add<quotient<T>>("div." + type);
  table.add<root<T>>("sqrt." + type);
  table.add<reciprocal<T>>("rcp." + type);
  table.add<withSign<T>>("copysign." + type);
  table.add<isFinite<T>>("testp.finite." + type);
  table.add<isInfinite<T>>("testp.infinite." + type);
  table.add<isNumber<T>>("testp.number." + type);
  table.add<isNaN<T>>("testp.notanumber." + type);
  table.add<isNormal<T>>("testp.normal." + type);
  table.add<isSubnormal<T>>("testp.subnormal." + type);
}

} // namespace

void addFloatOperations(OperationTable &table) {
  addWide<float>(table, "f32");
  addWide<double>(table, "f64");
  addArithmetic<Half>(table, "f16");
  addArithmetic<Half, 2>(table, "f16x2");
  addArithmetic<BFloat>(table, "bf16");
  addArithmetic<BFloat, 2>(table, "bf16x2");
  table.add<flushedMagnitude>("abs.ftz.f32");
  table.add<flushedNegative>("neg.ftz.f32");
  table.add<flushedExtremum<NaNs::Ignored, false>>("min.ftz.f32");
  table.add<flushedExtremum<NaNs::Ignored, true>>("max.ftz.f32");
  table.add<flushedExtremum<NaNs::Kept, false>>("min.ftz.NaN.f32");
  table.add<flushedExtremum<NaNs::Kept, true>>("max.ftz.NaN.f32");
  table.add<saturated2<sum<float>>>("add.sat.f32");
  table.add<saturated2<difference<float>>>("sub.sat.f32");
  table.add<saturated2<product<float>>>("mul.sat.f32");
  table.add<saturatedMultiplyAdd>("fma.sat.f32");
}

} // namespace standin
