#include "Arrays.h"

#include <cstring>
#include <nanobind/stl/string.h>

namespace nb = nanobind;
using namespace vitc;
using namespace vitc::python;

/// DLPack's kind of an element; floats and integers have sizes besides.
static nb::dlpack::dtype_code codeOf(vitc_dtype dtype) {
  switch (dtype) {
  case VITC_F32:
  case VITC_F64:
  case VITC_F16:
    return nb::dlpack::dtype_code::Float;
  case VITC_BF16:
    return nb::dlpack::dtype_code::Bfloat;
  case VITC_BOOL:
    return nb::dlpack::dtype_code::Bool;
  case VITC_I8:
  case VITC_I16:
  case VITC_I32:
  case VITC_I64:
    return nb::dlpack::dtype_code::Int;
  default:
    return nb::dlpack::dtype_code::UInt;
  }
}

static bool isOf(const nb::dlpack::dtype &type, vitc_dtype dtype) {
  return type.lanes == 1 && type.code == uint8_t(codeOf(dtype)) &&
         type.bits == 8 * run::sizeOf(dtype);
}

bool python::hasType(const Array &array, vitc_dtype dtype) {
  return isOf(array.dtype(), dtype) || (dtype == VITC_BF16 && isOf(array.dtype(), VITC_U16));
}

std::string python::typeName(const Array &array) {
  const nb::dlpack::dtype type = array.dtype();
  for (int dtype = VITC_F32; dtype <= VITC_U64; ++dtype)
    if (isOf(type, vitc_dtype(dtype)))
      return run::toString(vitc_dtype(dtype));
  if (type.code == uint8_t(nb::dlpack::dtype_code::Complex))
    return "complex" + std::to_string(type.bits);
  return "elements of " + std::to_string(type.bits) + " bits";
}

run::Shape python::shapeOf(const Array &array) {
  return run::Shape(array.shape_ptr(), array.shape_ptr() + array.ndim());
}

Array python::toArray(nb::handle object, const std::string &name, const std::string &expected) {
  Array array;
  if (!nb::try_cast(object, array, /*convert=*/false)) {
    std::string type = nb::cast<std::string>(object.type().attr("__name__"));
    // NumPy has arrays that neither protocol can tell of: another byte order, dates, records.
    if (nb::hasattr(object, "dtype"))
      type += " of dtype " + nb::cast<std::string>(object.attr("dtype").attr("__str__")());
    throw WrongType(name + ": expected " + expected + ", got an object of type " + type);
  }
  if (array.device_type() != nb::device::cpu::value)
    throw WrongType(name + ": lies in the memory of another device: move it to the CPU");
  return array;
}

/// Whether the dimensions from `first` on have no gaps.
static bool isDense(const Array &array, size_t first) {
  int64_t stride = 1;
  for (size_t i = array.ndim(); i > first; --i) {
    if (array.shape(i - 1) > 1 && array.stride(i - 1) != stride)
      return false;
    stride *= int64_t(array.shape(i - 1));
  }
  return true;
}

/// Copies the dimensions from `d` on to `to`, and returns its end.
static uint8_t *copyDense(const Array &array, size_t d, const uint8_t *from, uint8_t *to) {
  const size_t bytes = array.itemsize();
  if (isDense(array, d)) {
    size_t count = 1;
    for (size_t i = d; i < array.ndim(); ++i)
      count *= array.shape(i);
    std::memcpy(to, from, count * bytes);
    return to + count * bytes;
  }
  for (size_t i = 0; i < array.shape(d); ++i)
    to = copyDense(array, d + 1, from + int64_t(i) * array.stride(d) * int64_t(bytes), to);
  return to;
}

/// Throws WrongValue where nobody has so much memory: an array repeats elements without.
static uint64_t bytesOf(const Array &array, const std::string &name) {
  try {
    return run::numElements(shapeOf(array)) * array.itemsize();
  } catch (const run::Error &error) {
    throw WrongValue(name + ": " + error.what());
  }
}

Dense python::toDense(Array array, const std::string &name, size_t dimensions, bool mayCopy) {
  Dense dense;
  if (isDense(array, dimensions) && array.data()) {
    dense.data = array.data();
  } else {
    if (!mayCopy)
      throw WrongValue(name + ": is not contiguous, and copies are not allowed (copy=False)");
    dense.copy = run::Buffer(bytesOf(array, name)); // of nanobind, nbytes() wraps around
    copyDense(array, 0, static_cast<const uint8_t *>(array.data()), dense.copy.begin());
    dense.data = dense.copy.begin();
  }
  dense.array = std::move(array);
  return dense;
}
