#include "Tensor.h"
#include "Error.h"

using namespace vitc::run;

std::string vitc::run::toString(const Shape &shape) {
  if (shape.empty())
    return "scalar";
  std::string text;
  for (int64_t extent : shape)
    text += (text.empty() ? "" : "x") + std::to_string(extent);
  return text;
}

const char *vitc::run::toString(vitc_dtype dtype) {
  static const char *const names[] = {"?",   "f32", "f64", "f16", "bf16", "bool", "i8",
                                      "i16", "i32", "i64", "u8",  "u16",  "u32",  "u64"};
  return dtype >= VITC_F32 && dtype <= VITC_U64 ? names[dtype] : "?";
}

uint64_t vitc::run::sizeOf(vitc_dtype dtype) {
  static const uint64_t sizes[] = {0, 4, 8, 2, 2, 1, 1, 2, 4, 8, 1, 2, 4, 8};
  if (dtype < VITC_F32 || dtype > VITC_U64)
    fail("the model has a tensor of unknown type ", int(dtype));
  return sizes[dtype];
}

uint64_t vitc::run::numElements(const Shape &shape) {
  uint64_t count = 1;
  for (int64_t extent : shape)
    if (extent < 0 || __builtin_mul_overflow(count, uint64_t(extent), &count) || count >> 48)
      fail("a tensor of shape ", toString(shape), " is too large");
  return count;
}
