//===-- ApiMemory.cpp: memory of devices and hosts ---------------------------------------------===//
#include "api/Streams.h"

#include <cstdlib>

using namespace standin;

namespace {

constexpr size_t HOST_ALIGNMENT = 4096;

enum PointerAttribute {
  CONTEXT = 1,
  MEMORY_TYPE = 2,
  DEVICE_POINTER = 3,
  IS_MANAGED = 8,
  DEVICE_ORDINAL = 9,
  RANGE_START = 11,
  RANGE_SIZE = 12,
};
enum MemoryType { HOST = 1, DEVICE = 2 };

void allocate(Driver &driver, CUdeviceptr *pointer, size_t bytes) {
  require(pointer, "the pointer's place is null");
  require(bytes > 0, "0 bytes are asked for");
  expectNoCapture(driver, "memory is allocated");
  Context &context = driver.current();
  const uint64_t tried = ++driver.allocationsTried;
  if (tried == driver.settings.failAllocation || bytes > driver.settings.failAllocationAbove ||
      bytes > driver.settings.memory - context.bytes)
    throw Outcome{CUDA_ERROR_OUT_OF_MEMORY};
  const Allocation *allocation =
      driver.memory->allocate(bytes, &context, "allocation " + std::to_string(tried));
  if (!allocation)
    throw Outcome{CUDA_ERROR_OUT_OF_MEMORY};
  context.bytes += bytes;
  ++driver.report.allocations;
  driver.report.bytesAllocated = std::max(driver.report.bytesAllocated, context.bytes);
  *pointer = allocation->address;
}

void release(Driver &driver, CUdeviceptr pointer) {
  if (!pointer)
    return;
  const Allocation *allocation = driver.memory->near(pointer);
  const bool begins = allocation && allocation->address == pointer;
  if (begins && !allocation->live)
    throw Refusal(CUDA_ERROR_INVALID_VALUE, "lifetime", allocation->what + " is freed twice");
  require(begins && allocation->owner == &driver.current(),
          "what is freed is no allocation of this context: " + driver.memory->describe(pointer));
  expectNoCapture(driver, "memory is freed");
  if (!driver.current().sticky)
    drainAll(driver.current());
  driver.current().bytes -= allocation->bytes;
  driver.memory->release(pointer);
}

/// Host memory stays what it is; `data` may be null for attributes that it does not have.
void hostAttribute(int attribute, void *data) {
  if (attribute == MEMORY_TYPE)
    *static_cast<unsigned *>(data) = HOST;
  else if (attribute == IS_MANAGED)
    *static_cast<unsigned *>(data) = 0;
  else
    throw Outcome{CUDA_ERROR_INVALID_VALUE};
}

void deviceAttribute(Driver &driver, int attribute, const Allocation &allocation,
                     CUdeviceptr pointer, void *data) {
  const auto &context = *static_cast<const Context *>(allocation.owner);
  switch (attribute) {
  case CONTEXT:
    *static_cast<CUcontext *>(data) = driver.handleOf(context);
    return;
  case MEMORY_TYPE:
    *static_cast<unsigned *>(data) = DEVICE;
    return;
  case DEVICE_POINTER:
    *static_cast<CUdeviceptr *>(data) = pointer;
    return;
  case IS_MANAGED:
    *static_cast<unsigned *>(data) = 0;
    return;
  case DEVICE_ORDINAL:
    *static_cast<int *>(data) = context.device;
    return;
  case RANGE_START:
    *static_cast<CUdeviceptr *>(data) = allocation.address;
    return;
  case RANGE_SIZE:
    *static_cast<size_t *>(data) = allocation.bytes;
    return;
  default:
    throw Refusal(CUDA_ERROR_INVALID_VALUE, "argument",
                  "attribute " + std::to_string(attribute) + " is not known here");
  }
}

} // namespace

CUDA_API cuMemAlloc_v2(CUdeviceptr *pointer, size_t bytes) {
  return call("cuMemAlloc", Needs::Context,
              [&](Driver &driver) { allocate(driver, pointer, bytes); });
}

CUDA_API cuMemFree_v2(CUdeviceptr pointer) {
  return call("cuMemFree", Needs::Release, [&](Driver &driver) { release(driver, pointer); });
}

CUDA_API cuMemGetInfo_v2(size_t *free, size_t *total) {
  return call("cuMemGetInfo", Needs::Context, [&](Driver &driver) {
    require(free && total, "a place is null");
    *total = driver.settings.memory;
    *free = *total - driver.current().bytes;
  });
}

CUDA_API cuMemHostAlloc(void **pointer, size_t bytes, unsigned) {
  return call("cuMemHostAlloc", Needs::Context, [&](Driver &driver) {
    require(pointer, "the pointer's place is null");
    require(bytes > 0, "0 bytes are asked for");
    const size_t whole = (bytes + HOST_ALIGNMENT - 1) & ~(HOST_ALIGNMENT - 1);
    *pointer = std::aligned_alloc(HOST_ALIGNMENT, whole);
    if (!*pointer)
      throw Outcome{CUDA_ERROR_OUT_OF_MEMORY};
    driver.hostMemory.add(*pointer, {bytes, true, &driver.current()});
  });
}

CUDA_API cuMemAllocHost_v2(void **pointer, size_t bytes) {
  return cuMemHostAlloc(pointer, bytes, 0);
}

CUDA_API cuMemFreeHost(void *pointer) {
  return call("cuMemFreeHost", Needs::Release, [&](Driver &driver) {
    const HostMemory::Range *range = driver.hostMemory.find(pointer);
    require(range && range->allocated, "what is freed does not come from cuMemHostAlloc");
    if (!driver.current().sticky)
      drainAll(driver.current());
    driver.hostMemory.remove(pointer);
    std::free(pointer);
  });
}

CUDA_API cuMemHostRegister_v2(void *pointer, size_t bytes, unsigned) {
  return call("cuMemHostRegister", Needs::Context, [&](Driver &driver) {
    require(pointer && bytes > 0, "there is no memory");
    require(!driver.memory->owns(reinterpret_cast<uint64_t>(pointer)),
            "a device pointer where a host pointer is due");
    require(!driver.hostMemory.pinned(pointer, 1), "the memory is registered already",
            CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED);
    driver.hostMemory.add(pointer, {bytes, false, &driver.current()});
  });
}

CUDA_API cuMemHostUnregister(void *pointer) {
  return call("cuMemHostUnregister", Needs::Release, [&](Driver &driver) {
    const HostMemory::Range *range = driver.hostMemory.find(pointer);
    require(range && !range->allocated, "the memory is not registered",
            CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED);
    if (!driver.current().sticky)
      drainAll(driver.current());
    driver.hostMemory.remove(pointer);
  });
}

/// Of memory that it does not know the driver says so, and that is no fault: callers ask to find out.
CUDA_API cuPointerGetAttribute(void *data, int attribute, CUdeviceptr pointer) {
  return call("cuPointerGetAttribute", Needs::Context, [&](Driver &driver) {
    require(data, "the value's place is null");
    if (driver.hostMemory.pinned(pointer, 1))
      return hostAttribute(attribute, data);
    const Allocation *allocation = driver.memory->find(pointer, 1);
    if (!allocation)
      throw Outcome{CUDA_ERROR_INVALID_VALUE};
    deviceAttribute(driver, attribute, *allocation, pointer, data);
  });
}
