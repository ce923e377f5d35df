// Arrays.h: memory of Python's objects as a model takes it.
#ifndef VITC_PYTHON_ARRAYS_H
#define VITC_PYTHON_ARRAYS_H

#include "tools/run/Error.h"
#include "tools/run/Tensor.h"

#include <nanobind/ndarray.h>

namespace vitc::python {

/// Anything with DLPack or the buffer protocol, also where it may not be written to.
using Array = nanobind::ndarray<nanobind::ro>;

/// An argument is no array, or one of other elements.
struct WrongType : run::Error {
  using Error::Error;
};

/// ... or one of another shape, or has another fault.
struct WrongValue : run::Error {
  using Error::Error;
};

/// An argument of a call, and its memory: the object's own where that is dense, else a copy.
struct Dense {
  Array array;
  run::Buffer copy;
  const void *data = nullptr;
};

/// What messages call the type of `array`: "f32", "complex128", ...
std::string typeName(const Array &array);
run::Shape shapeOf(const Array &array);
/// Whether its elements are of type `dtype`. NumPy has no bf16: its bits as u16 stand for it.
bool hasType(const Array &array, vitc_dtype dtype);

/// `object` as an array in this machine's memory; throws WrongType, which calls it `name` and says what was
/// `expected`.
Array toArray(nanobind::handle object, const std::string &name, const std::string &expected);

/// `array`, row by row without gaps behind its dimension `dimensions`. Throws WrongValue where that takes a copy, and
/// none is allowed.
Dense toDense(Array array, const std::string &name, size_t dimensions, bool mayCopy);

} // namespace vitc::python

#endif // VITC_PYTHON_ARRAYS_H
