//===-- ApiLaunch.cpp: launches ----------------------------------------------------------------===//
#include "api/Streams.h"
#include "machine/Block.h"

#include <cstring>

using namespace standin;

namespace {

struct Configuration {
  Extents3 grid;
  Extents3 block;
  unsigned sharedBytes;
};

constexpr Extents3 GRID_LIMIT{2147483647, 65535, 65535}, BLOCK_LIMIT{1024, 1024, 64};

std::string text(const Extents3 &extents) {
  return std::to_string(extents[0]) + " x " + std::to_string(extents[1]) + " x " +
         std::to_string(extents[2]);
}

void checkExtents(const Extents3 &extents, const Extents3 &limits, const std::string &what) {
  for (size_t i = 0; i < extents.size(); ++i)
    require(extents[i] > 0 && extents[i] <= limits[i],
            what + " of " + text(extents) + " where " + text(limits) + " is the most");
}

void check(const Function &function, const Configuration &configuration) {
  const std::string kernel = "kernel " + function.name + ": ";
  checkExtents(configuration.grid, GRID_LIMIT, kernel + "a grid");
  checkExtents(configuration.block, BLOCK_LIMIT, kernel + "a block");
  const unsigned threads = configuration.block[0] * configuration.block[1] * configuration.block[2];
  require(threads <= 1024, kernel + "a block of " + std::to_string(threads) + " threads");
  require(threads <= function.maxThreads, kernel + "a block of " + std::to_string(threads) +
                                              " threads where .maxntid allows " +
                                              std::to_string(function.maxThreads));
  require(!function.expectedThreads || threads <= function.expectedThreads,
          kernel + "a block of " + std::to_string(threads) +
              " threads where the module was compiled for " +
              std::to_string(function.expectedThreads),
          CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES);
  const Extents3 &required = function.kernel.requiredThreads;
  require(!required[0] || required == configuration.block,
          kernel + "a block of " + text(configuration.block) + " where .reqntid says " +
              text(required));
  require(configuration.sharedBytes <= function.maxDynamicShared,
          kernel + std::to_string(configuration.sharedBytes) +
              " bytes of dynamic shared memory where " + std::to_string(function.maxDynamicShared) +
              " are the most");
}

std::vector<std::byte> parametersOf(const Function &function, void **values) {
  const Kernel &kernel = function.kernel;
  std::vector<std::byte> bytes(kernel.parameterBytes);
  require(values || kernel.parameters.empty(), "kernel " + function.name + ": no arguments");
  for (size_t i = 0; i < kernel.parameters.size(); ++i) {
    require(values[i], "kernel " + function.name + ": argument " + std::to_string(i) + " is null");
    std::memcpy(bytes.data() + kernel.parameters[i].offset, values[i], kernel.parameters[i].bytes);
  }
  return bytes;
}

/// A card would take any address, and fail when it is followed.
void checkPointers(Driver &driver, const Function &function,
                   const std::vector<std::byte> &parameters) {
  const std::vector<Parameter> &declared = function.kernel.parameters;
  for (size_t i = 0; i < declared.size(); ++i) {
    uint64_t address = 0;
    if (!declared[i].isPointer || declared[i].bytes != sizeof address)
      continue;
    std::memcpy(&address, parameters.data() + declared[i].offset, sizeof address);
    if (address && !driver.memory->owns(address))
      driver.report.found("argument", "cuLaunchKernel: kernel " + function.name + ": argument " +
                                          std::to_string(i) + " is " +
                                          driver.memory->describe(address));
  }
}

/// The function has to be there when its turn comes.
void run(Driver &driver, CUfunction handle, const Configuration &configuration,
         const std::vector<std::byte> &parameters) {
  const auto &function = driver.handles.get<Function>(handle);
  if (++driver.launchesTried == driver.settings.failLaunch)
    throw KernelFault(FaultKind::LaunchFailed,
                      "kernel " + function.name + ": fails as it was asked for");
  ReportedFindings findings(driver.report);
  Launch launch{function.program,
                configuration.grid,
                configuration.block,
                configuration.sharedBytes,
                parameters,
                function.context,
                *driver.memory,
                driver.report.kernel(function.name),
                findings,
                driver.settings.instructionLimit};
  execute(launch);
}

} // namespace

CUDA_API cuLaunchKernel(CUfunction function, unsigned gridX, unsigned gridY, unsigned gridZ,
                        unsigned blockX, unsigned blockY, unsigned blockZ, unsigned sharedBytes,
                        CUstream stream, void **values, void **extra) {
  return call("cuLaunchKernel", Needs::Context, [&](Driver &driver) {
    const auto &known = driver.get<Function>(function);
    require(!extra, "arguments in a buffer are not known here", CUDA_ERROR_NOT_SUPPORTED);
    const Configuration configuration{{gridX, gridY, gridZ}, {blockX, blockY, blockZ}, sharedBytes};
    check(known, configuration);
    const std::vector<std::byte> parameters = parametersOf(known, values);
    checkPointers(driver, known, parameters);
    enqueue(driver.stream(stream), [&driver, function, configuration, parameters] {
      run(driver, function, configuration, parameters);
    });
  });
}

CUDA_API cuLaunchHostFunc(CUstream stream, CUhostFn function, void *data) {
  return call("cuLaunchHostFunc", Needs::Context, [&](Driver &driver) {
    require(function, "the function is null");
    enqueueHostFunction(driver, driver.stream(stream), function, data);
  });
}
