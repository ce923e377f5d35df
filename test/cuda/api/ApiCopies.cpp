//===-- ApiCopies.cpp: copies and fills --------------------------------------------------------===//
#include "api/Streams.h"

#include <algorithm>
#include <cstring>

using namespace standin;

namespace {

void checkHost(Driver &driver, const void *pointer, size_t bytes) {
  require(pointer || !bytes, "the host pointer is null");
  require(!driver.memory->owns(reinterpret_cast<uint64_t>(pointer)),
          "a device pointer where a host pointer is due");
}

void checkDevice(Driver &driver, CUdeviceptr pointer, size_t bytes) {
  if (!bytes)
    return;
  const Allocation *allocation = driver.memory->find(pointer, bytes);
  if (!allocation)
    throw Refusal(CUDA_ERROR_INVALID_VALUE, "out-of-bounds",
                  std::to_string(bytes) + " bytes at " + driver.memory->describe(pointer));
  require(allocation->owner == &driver.current(), "memory of another context");
}

/// Both when the copy is queued and when it runs: what is freed between them is not there.
void checkAgain(Driver &driver, CUdeviceptr pointer, size_t bytes, const char *what) {
  if (bytes && !driver.memory->find(pointer, bytes))
    throw KernelFault(FaultKind::IllegalAddress,
                      std::string(what) + " at " + driver.memory->describe(pointer));
}

void toDevice(Driver &driver, CUdeviceptr to, const void *from, size_t bytes) {
  checkAgain(driver, to, bytes, "a copy to the device");
  std::memcpy(driver.memory->data(to), from, bytes);
  std::memset(driver.memory->written(to), 1, bytes);
  ++driver.report.toDevice.count;
  driver.report.toDevice.bytes += bytes;
}

void toHost(Driver &driver, void *to, CUdeviceptr from, size_t bytes) {
  checkAgain(driver, from, bytes, "a copy to the host");
  const uint8_t *written = driver.memory->written(from);
  const auto unwritten = static_cast<size_t>(std::count(written, written + bytes, 0));
  if (unwritten)
    driver.report.found("uninitialised", "a copy to the host of " + std::to_string(bytes) +
                                             " bytes, of which nobody wrote " +
                                             std::to_string(unwritten) + ": " +
                                             driver.memory->describe(from));
  std::memcpy(to, driver.memory->data(from), bytes);
  ++driver.report.toHost.count;
  driver.report.toHost.bytes += bytes;
}

void onDevice(Driver &driver, CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  checkAgain(driver, to, bytes, "a copy on the device");
  checkAgain(driver, from, bytes, "a copy on the device");
  std::memmove(driver.memory->data(to), driver.memory->data(from), bytes);
  std::memmove(driver.memory->written(to), driver.memory->written(from), bytes);
  ++driver.report.onDevice.count;
  driver.report.onDevice.bytes += bytes;
}

template <typename T> void fill(Driver &driver, CUdeviceptr to, T value, size_t count) {
  checkAgain(driver, to, count * sizeof(T), "a fill");
  auto *elements = reinterpret_cast<T *>(driver.memory->data(to));
  std::fill(elements, elements + count, value);
  std::memset(driver.memory->written(to), 1, count * sizeof(T));
  ++driver.report.fills.count;
  driver.report.fills.bytes += count * sizeof(T);
}

template <typename T>
void enqueueFill(Driver &driver, CUdeviceptr to, T value, size_t count, CUstream stream) {
  require(to % sizeof(T) == 0, "a misaligned pointer");
  checkDevice(driver, to, count * sizeof(T));
  enqueue(driver.stream(stream), [&driver, to, value, count] { fill(driver, to, value, count); });
}

/// Memory that is not pinned is read when the call is made, except into a graph.
void enqueueToDevice(Driver &driver, CUdeviceptr to, const void *from, size_t bytes,
                     Stream &stream) {
  checkDevice(driver, to, bytes);
  checkHost(driver, from, bytes);
  if (driver.hostMemory.pinned(from, bytes) || stream.capture)
    return enqueue(stream, [&driver, to, from, bytes] { toDevice(driver, to, from, bytes); });
  const auto *begin = static_cast<const char *>(from);
  enqueue(stream, [&driver, to, staged = std::vector<char>(begin, begin + bytes)] {
    toDevice(driver, to, staged.data(), staged.size());
  });
}

void enqueueToHost(Driver &driver, void *to, CUdeviceptr from, size_t bytes, Stream &stream) {
  checkHost(driver, to, bytes);
  checkDevice(driver, from, bytes);
  enqueue(stream, [&driver, to, from, bytes] { toHost(driver, to, from, bytes); });
}

void enqueueOnDevice(Driver &driver, CUdeviceptr to, CUdeviceptr from, size_t bytes,
                     Stream &stream) {
  checkDevice(driver, to, bytes);
  checkDevice(driver, from, bytes);
  enqueue(stream, [&driver, to, from, bytes] { onDevice(driver, to, from, bytes); });
}

/// A call that waits is one in the legacy stream.
Stream &waitingStream(Driver &driver) {
  expectNoCapture(driver, "a copy waits");
  return *driver.current().legacy;
}

} // namespace

CUDA_API cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes) {
  return call("cuMemcpyHtoD", Needs::Context, [&](Driver &driver) {
    Stream &stream = waitingStream(driver);
    enqueueToDevice(driver, to, from, bytes, stream);
    drain(stream);
  });
}

CUDA_API cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes, CUstream stream) {
  return call("cuMemcpyHtoDAsync", Needs::Context, [&](Driver &driver) {
    enqueueToDevice(driver, to, from, bytes, driver.stream(stream));
  });
}

CUDA_API cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes) {
  return call("cuMemcpyDtoH", Needs::Context, [&](Driver &driver) {
    Stream &stream = waitingStream(driver);
    enqueueToHost(driver, to, from, bytes, stream);
    drain(stream);
  });
}

CUDA_API cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return call("cuMemcpyDtoHAsync", Needs::Context, [&](Driver &driver) {
    enqueueToHost(driver, to, from, bytes, driver.stream(stream));
  });
}

CUDA_API cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return call("cuMemcpyDtoD", Needs::Context, [&](Driver &driver) {
    Stream &stream = waitingStream(driver);
    enqueueOnDevice(driver, to, from, bytes, stream);
    drain(stream);
  });
}

CUDA_API cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return call("cuMemcpyDtoDAsync", Needs::Context, [&](Driver &driver) {
    enqueueOnDevice(driver, to, from, bytes, driver.stream(stream));
  });
}

CUDA_API cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, CUstream stream) {
  return call("cuMemsetD8Async", Needs::Context,
              [&](Driver &driver) { enqueueFill<uint8_t>(driver, to, value, count, stream); });
}

CUDA_API cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream stream) {
  return call("cuMemsetD32Async", Needs::Context,
              [&](Driver &driver) { enqueueFill<uint32_t>(driver, to, value, count, stream); });
}
