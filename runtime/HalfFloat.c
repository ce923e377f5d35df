// HalfFloat.c: conversions that LLVM calls for where the CPU has no instruction
// for them. Compilers keep these in libgcc or compiler-rt; a model has neither.
//
// All of them round to nearest even. Only integers inside: a conversion written
// with _Float16 would call itself.
#include <stdint.h>
#include <string.h>

// Rounds a double to a format of `exponent_bits` and `mantissa_bits`, as the
// bits of a 16-bit word.
static uint16_t narrow(double value, int exponent_bits, int mantissa_bits) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  const uint16_t sign = (uint16_t)(bits >> 63 << 15);
  const int largest = (1 << exponent_bits) - 1, bias = largest >> 1;
  const uint16_t infinity = (uint16_t)(sign | largest << mantissa_bits);
  const int exponent = (int)(bits >> 52 & 0x7ff);
  uint64_t mantissa = bits & ((1ull << 52) - 1);
  if (exponent == 0x7ff) // a quiet NaN keeps its leading payload
    return mantissa ? (uint16_t)(infinity | 1u << (mantissa_bits - 1) |
                                 (uint16_t)(mantissa >> (52 - mantissa_bits)))
                    : infinity;
  int to = exponent - 1023 + bias; // the new exponent
  int drop = 52 - mantissa_bits;   // bits of the mantissa that go
  if (exponent)
    mantissa |= 1ull << 52;
  if (to <= 0) { // the result is subnormal
    drop += 1 - to;
    to = 0;
  } else {
    mantissa &= (1ull << 52) - 1;
  }
  if (drop > 54)
    return sign;
  const uint64_t half = 1ull << (drop - 1), rest = mantissa & ((1ull << drop) - 1);
  uint64_t kept = mantissa >> drop;
  kept += rest > half || (rest == half && (kept & 1)); // may carry into the exponent, rightly
  const uint64_t result = ((uint64_t)to << mantissa_bits) + kept;
  return result >= (uint64_t)largest << mantissa_bits ? infinity : (uint16_t)(sign | result);
}

static float widen_half(uint16_t half) {
  const uint32_t sign = (uint32_t)(half >> 15) << 31;
  uint32_t exponent = half >> 10 & 31, mantissa = half & 1023, bits;
  if (exponent == 31) {
    bits = 0x7f800000u | mantissa << 13 | (mantissa ? 1u << 22 : 0);
  } else if (exponent) {
    bits = (exponent + 112) << 23 | mantissa << 13;
  } else {
    const float small = (float)mantissa * 0x1p-24f;
    memcpy(&bits, &small, sizeof bits);
  }
  bits |= sign;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The calling convention puts 16-bit floats into vector registers, which these
// types stand for.
static _Float16 as_half(uint16_t bits) {
  _Float16 value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static __bf16 as_bfloat(uint16_t bits) {
  __bf16 value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

_Float16 __truncdfhf2(double value);
_Float16 __truncdfhf2(double value) { return as_half(narrow(value, 5, 10)); }

_Float16 __truncsfhf2(float value);
_Float16 __truncsfhf2(float value) { return as_half(narrow(value, 5, 10)); }

__bf16 __truncdfbf2(double value);
__bf16 __truncdfbf2(double value) { return as_bfloat(narrow(value, 8, 7)); }

__bf16 __truncsfbf2(float value);
__bf16 __truncsfbf2(float value) { return as_bfloat(narrow(value, 8, 7)); }

float __extendhfsf2(_Float16 value);
float __extendhfsf2(_Float16 value) {
  uint16_t bits;
  memcpy(&bits, &value, sizeof bits);
  return widen_half(bits);
}

double __extendhfdf2(_Float16 value);
double __extendhfdf2(_Float16 value) { return __extendhfsf2(value); }
