//===-- ApiDevices.cpp: initialisation, devices, contexts --------------------------------------===//
#include "api/Driver.h"

#include <cstring>

using namespace standin;

namespace {

struct Attribute {
  int number;
  int value;
};

/// What an A100 says, where it matters to anybody.
constexpr Attribute attributes[] = {
    {1, 1024},                                   // threads of a block
    {2, 1024},                                   // extents of a block
    {3, 1024},      {4, 64},    {5, 2147483647}, // extents of a grid
    {6, 65535},     {7, 65535}, {8, 49152},      // shared memory of a block
    {9, 65536},                                  // constant memory
    {10, 32},                                    // threads of a warp
    {12, 65536},                                 // registers of a block
    {13, 1410000},                               // clock rate, kHz
    {16, 108},                                   // multiprocessors
    {18, 0},                                     // integrated
    {19, 1},                                     // can map host memory
    {20, 0},                                     // compute mode
    {31, 1},                                     // concurrent kernels
    {36, 1215000},                               // clock rate of memory, kHz
    {37, 5120},                                  // bits of the memory bus
    {38, 41943040},                              // bytes of the second level cache
    {39, 2048},                                  // threads of a multiprocessor
    {40, 3},                                     // engines that copy
    {41, 1},                                     // unified addresses
    {78, 1},                                     // priorities of streams
    {81, 167936},                                // shared memory of a multiprocessor
    {82, 65536},                                 // registers of a multiprocessor
    {83, 1},                                     // managed memory
    {97, 166912},                                // shared memory of a block that asks for it
    {115, 0},                                    // memory pools
};
constexpr int CAPABILITY_MAJOR = 75, CAPABILITY_MINOR = 76;

int attributeOf(const Driver &driver, int number) {
  if (number == CAPABILITY_MAJOR)
    return driver.settings.capability / 10;
  if (number == CAPABILITY_MINOR)
    return driver.settings.capability % 10;
  for (const Attribute &attribute : attributes)
    if (attribute.number == number)
      return attribute.value;
  throw Refusal(CUDA_ERROR_INVALID_VALUE, "argument",
                "attribute " + std::to_string(number) + " is not known here");
}

} // namespace

CUDA_API cuInit(unsigned flags) {
  return call("cuInit", Needs::Nothing, [&](Driver &driver) {
    require(flags == 0, "the flags are not 0");
    require(!driver.forked(), "called again in a forked process", CUDA_ERROR_NOT_INITIALIZED);
    require(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"),
            "the stand-in needs a CPU with AVX2 and FMA", CUDA_ERROR_NO_DEVICE);
    if (driver.settings.failInit)
      throw Outcome{static_cast<CUresult>(driver.settings.failInit)};
    if (driver.settings.devices == 0)
      throw Outcome{CUDA_ERROR_NO_DEVICE};
    driver.initialise();
  });
}

CUDA_API cuDriverGetVersion(int *version) {
  return call("cuDriverGetVersion", Needs::Nothing, [&](Driver &driver) {
    require(version, "the version's place is null");
    *version = driver.settings.driverVersion;
  });
}

CUDA_API cuDeviceGetCount(int *count) {
  return call("cuDeviceGetCount", Needs::Initialised, [&](Driver &driver) {
    require(count, "the count's place is null");
    *count = driver.settings.devices;
  });
}

CUDA_API cuDeviceGet(CUdevice *device, int ordinal) {
  return call("cuDeviceGet", Needs::Initialised, [&](Driver &driver) {
    require(device, "the device's place is null");
    driver.checkDevice(ordinal);
    *device = ordinal;
  });
}

CUDA_API cuDeviceGetName(char *name, int bytes, CUdevice device) {
  return call("cuDeviceGetName", Needs::Initialised, [&](Driver &driver) {
    require(name && bytes > 0, "there is no room for the name");
    driver.checkDevice(device);
    std::strncpy(name, "Stand-in", static_cast<size_t>(bytes));
    name[bytes - 1] = 0;
  });
}

CUDA_API cuDeviceGetUuid_v2(char *uuid, CUdevice device) {
  return call("cuDeviceGetUuid", Needs::Initialised, [&](Driver &driver) {
    require(uuid, "the identifier's place is null");
    driver.checkDevice(device);
    std::memset(uuid, device + 1, 16);
  });
}

CUDA_API cuDeviceGetAttribute(int *value, int attribute, CUdevice device) {
  return call("cuDeviceGetAttribute", Needs::Initialised, [&](Driver &driver) {
    require(value, "the value's place is null");
    driver.checkDevice(device);
    *value = attributeOf(driver, attribute);
  });
}

CUDA_API cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) {
  return call("cuDeviceTotalMem", Needs::Initialised, [&](Driver &driver) {
    require(bytes, "the size's place is null");
    driver.checkDevice(device);
    *bytes = driver.settings.memory;
  });
}

//===-- Contexts ------------------------------------------------------------------------------===//

CUDA_API cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device) {
  return call("cuDevicePrimaryCtxRetain", Needs::Initialised, [&](Driver &driver) {
    require(context, "the context's place is null");
    driver.retain(device);
    *context = driver.handleOf(driver.contextOf(device));
  });
}

CUDA_API cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  return call("cuDevicePrimaryCtxRelease", Needs::Initialised,
              [&](Driver &driver) { driver.release(device); });
}

CUDA_API cuDevicePrimaryCtxGetState(CUdevice device, unsigned *flags, int *active) {
  return call("cuDevicePrimaryCtxGetState", Needs::Initialised, [&](Driver &driver) {
    require(flags && active, "a place is null");
    *flags = 0;
    *active = driver.contextOf(device).retained > 0;
  });
}

CUDA_API cuCtxPushCurrent_v2(CUcontext context) {
  return call("cuCtxPushCurrent", Needs::Initialised, [&](Driver &driver) {
    driver.context(context);
    contextStack().push_back(context);
  });
}

CUDA_API cuCtxPopCurrent_v2(CUcontext *context) {
  return call("cuCtxPopCurrent", Needs::Initialised, [&](Driver &) {
    require(!contextStack().empty(), "no context is current", CUDA_ERROR_INVALID_CONTEXT);
    if (context)
      *context = contextStack().back();
    contextStack().pop_back();
  });
}

CUDA_API cuCtxSetCurrent(CUcontext context) {
  return call("cuCtxSetCurrent", Needs::Initialised, [&](Driver &driver) {
    if (!contextStack().empty())
      contextStack().pop_back();
    if (!context)
      return;
    driver.context(context);
    contextStack().push_back(context);
  });
}

CUDA_API cuCtxGetCurrent(CUcontext *context) {
  return call("cuCtxGetCurrent", Needs::Initialised, [&](Driver &) {
    require(context, "the context's place is null");
    *context = contextStack().empty() ? nullptr : contextStack().back();
  });
}

CUDA_API cuCtxGetDevice(CUdevice *device) {
  return call("cuCtxGetDevice", Needs::Initialised, [&](Driver &driver) {
    require(device, "the device's place is null");
    *device = driver.current().device;
  });
}
