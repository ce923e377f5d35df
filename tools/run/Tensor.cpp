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

namespace {
struct ElementType {
  const char *name;
  char numpyKind;
  unsigned bytes;
};
constexpr ElementType types[] = {
#define VITC_ELEMENT_TYPE(upper, lower, kind, bytes, onnx, type) {#lower, kind, bytes},
#include "runtime/ElementTypes.def"
};
// In that order, one behind the other.
constexpr vitc_dtype dtypes[] = {
#define VITC_ELEMENT_TYPE(upper, lower, kind, bytes, onnx, type) VITC_##upper,
#include "runtime/ElementTypes.def"
};
static_assert(dtypes[0] == VITC_F32 && dtypes[std::size(types) - 1] == std::size(types));
} // namespace

static const ElementType *find(vitc_dtype dtype) {
  return dtype >= VITC_F32 && dtype <= VITC_U64 ? &types[dtype - VITC_F32] : nullptr;
}

const char *vitc::run::toString(vitc_dtype dtype) {
  const ElementType *type = find(dtype);
  return type ? type->name : "?";
}

uint64_t vitc::run::sizeOf(vitc_dtype dtype) {
  const ElementType *type = find(dtype);
  if (!type)
    fail("the model has a tensor of unknown type ", int(dtype));
  return type->bytes;
}

std::optional<vitc_dtype> vitc::run::dtypeOf(const std::string &numpyType) {
  for (vitc_dtype dtype : dtypes)
    if (numpyType == run::numpyType(dtype))
      return dtype;
  return std::nullopt;
}

std::string vitc::run::numpyType(vitc_dtype dtype) {
  const ElementType *type = find(dtype);
  return type ? type->numpyKind + std::to_string(type->bytes) : "";
}

uint64_t vitc::run::numElements(const Shape &shape) {
  uint64_t count = 1;
  for (int64_t extent : shape)
    if (extent < 0 || __builtin_mul_overflow(count, uint64_t(extent), &count) || count >> 48)
      fail("a tensor of shape ", toString(shape), " is too large");
  return count;
}
