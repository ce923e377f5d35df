//===-- Errors.h: how a call of the driver ends ------------------------------------------------===//
#ifndef STANDIN_API_ERRORS_H
#define STANDIN_API_ERRORS_H

#include "api/CudaApi.h"
#include <stdexcept>
#include <string>

namespace standin {

/// The call returns `result`, and nobody did anything wrong.
struct Outcome {
  CUresult result;
};

/// The call returns `result`, and the caller's fault is reported as one of `kind`.
struct Refusal : std::runtime_error {
  Refusal(CUresult result, std::string kind, const std::string &text)
      : std::runtime_error(text), result(result), kind(std::move(kind)) {}
  CUresult result;
  std::string kind;
};

/// A wrong argument, unless `condition` holds.
inline void require(bool condition, const std::string &text,
                    CUresult result = CUDA_ERROR_INVALID_VALUE) {
  if (!condition)
    throw Refusal(result, "argument", text);
}

/// Null for a result that does not exist.
const char *nameOf(CUresult result);
const char *textOf(CUresult result);

} // namespace standin

#endif // STANDIN_API_ERRORS_H
