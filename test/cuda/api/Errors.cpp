//===-- Errors.cpp: names of results -----------------------------------------------------------===//
#include "api/Errors.h"

#include "api/Driver.h"

namespace standin {
namespace {

struct Description {
  CUresult result;
  const char *name;
  const char *text;
};

#define DESCRIBE(RESULT, TEXT) {RESULT, #RESULT, TEXT}
constexpr Description descriptions[] = {
    DESCRIBE(CUDA_SUCCESS, "no error"),
    DESCRIBE(CUDA_ERROR_INVALID_VALUE, "invalid argument"),
    DESCRIBE(CUDA_ERROR_OUT_OF_MEMORY, "out of memory"),
    DESCRIBE(CUDA_ERROR_NOT_INITIALIZED, "initialization error"),
    DESCRIBE(CUDA_ERROR_DEINITIALIZED, "driver shutting down"),
    DESCRIBE(CUDA_ERROR_NO_DEVICE, "no CUDA-capable device is detected"),
    DESCRIBE(CUDA_ERROR_INVALID_DEVICE, "invalid device ordinal"),
    DESCRIBE(CUDA_ERROR_INVALID_IMAGE, "device kernel image is invalid"),
    DESCRIBE(CUDA_ERROR_INVALID_CONTEXT, "invalid device context"),
    DESCRIBE(CUDA_ERROR_INVALID_PTX, "a PTX JIT compilation failed"),
    DESCRIBE(CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
             "the provided PTX was compiled with an unsupported toolchain."),
    DESCRIBE(CUDA_ERROR_INVALID_HANDLE, "invalid resource handle"),
    DESCRIBE(CUDA_ERROR_ILLEGAL_STATE, "the operation cannot be performed in the present state"),
    DESCRIBE(CUDA_ERROR_NOT_FOUND, "named symbol not found"),
    DESCRIBE(CUDA_ERROR_NOT_READY, "device not ready"),
    DESCRIBE(CUDA_ERROR_ILLEGAL_ADDRESS, "an illegal memory access was encountered"),
    DESCRIBE(CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, "too many resources requested for launch"),
    DESCRIBE(CUDA_ERROR_LAUNCH_TIMEOUT, "the launch timed out and was terminated"),
    DESCRIBE(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED,
             "part or all of the requested memory range is already mapped"),
    DESCRIBE(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED,
             "pointer does not correspond to a registered memory region"),
    DESCRIBE(CUDA_ERROR_MISALIGNED_ADDRESS, "misaligned address"),
    DESCRIBE(CUDA_ERROR_LAUNCH_FAILED, "unspecified launch failure"),
    DESCRIBE(CUDA_ERROR_NOT_PERMITTED, "operation not permitted"),
    DESCRIBE(CUDA_ERROR_NOT_SUPPORTED, "operation not supported"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED,
             "operation not permitted when stream is capturing"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED,
             "operation failed due to a previous error during capture"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED,
             "capture was not ended in the same stream as it began"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_UNJOINED, "capturing stream has unjoined work"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_ISOLATION,
             "dependency created on uncaptured work in another stream"),
    DESCRIBE(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT,
             "operation would make the legacy stream depend on a capturing blocking stream"),
    DESCRIBE(CUDA_ERROR_UNKNOWN, "unknown error"),
};
#undef DESCRIBE

const Description *find(CUresult result) {
  for (const Description &description : descriptions)
    if (description.result == result)
      return &description;
  return nullptr;
}

CUresult describe(CUresult result, const char **text, const char *Description::*field) {
  const Description *description = find(result);
  if (!text)
    return CUDA_ERROR_INVALID_VALUE;
  *text = description ? description->*field : nullptr;
  return description ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

} // namespace

const char *nameOf(CUresult result) {
  const Description *description = find(result);
  return description ? description->name : "an error";
}

} // namespace standin

CUDA_API cuGetErrorName(CUresult error, const char **text) {
  return standin::describe(error, text, &standin::Description::name);
}

CUDA_API cuGetErrorString(CUresult error, const char **text) {
  return standin::describe(error, text, &standin::Description::text);
}
