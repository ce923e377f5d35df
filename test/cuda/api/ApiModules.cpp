//===-- ApiModules.cpp: modules and their functions --------------------------------------------===//
#include "api/Streams.h"
#include "machine/Decoder.h"

#include <algorithm>
#include <cstring>

using namespace standin;

namespace {

constexpr int NEWEST_PTX = 87;
constexpr size_t SHARED_LIMIT = 49152, SHARED_LIMIT_ASKED = 166912;

/// Options of a load that mean anything here.
struct LoadOptions {
  unsigned threads = 0;
  char *log = nullptr;
  size_t logBytes = 0;
  void **logBytesPlace = nullptr;

  LoadOptions(unsigned count, const CUjitOption *names, void **values) {
    require(count == 0 || (names && values), "the options are null");
    for (unsigned i = 0; i < count; ++i)
      read(names[i], &values[i]);
  }

  void write(const std::string &text) const {
    if (!log || !logBytes)
      return;
    const size_t length = std::min(text.size(), logBytes - 1);
    std::memcpy(log, text.data(), length);
    log[length] = 0;
    if (logBytesPlace)
      std::memcpy(logBytesPlace, &length, sizeof length);
  }

private:
  void read(CUjitOption name, void **value) {
    constexpr int last = 34; // of those that exist
    if (name == CU_JIT_THREADS_PER_BLOCK)
      threads = static_cast<unsigned>(reinterpret_cast<uintptr_t>(*value));
    else if (name == CU_JIT_ERROR_LOG_BUFFER)
      log = static_cast<char *>(*value);
    else if (name == CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES) {
      logBytes = static_cast<unsigned>(reinterpret_cast<uintptr_t>(*value));
      logBytesPlace = value;
    } else
      require(name >= 0 && name <= last, "option " + std::to_string(name) + " does not exist");
  }
};

[[noreturn]] void refuse(const LoadOptions &options, CUresult result, const std::string &text) {
  options.write("ptxas application ptx input, " + text);
  throw Refusal(result, "module", text);
}

/// Device memory of the module's variables.
void placeVariables(Driver &driver, const standin::Module &module,
                    const std::vector<Variable> &variables, Symbols &symbols) {
  for (const Variable &variable : variables) {
    if (variable.space != Space::Global && variable.space != Space::Const)
      continue;
    const Allocation *allocation = driver.memory->allocate(
        std::max<uint64_t>(variable.bytes, 1), module.context, "variable " + variable.name);
    if (!allocation)
      throw Outcome{CUDA_ERROR_OUT_OF_MEMORY};
    std::memcpy(driver.memory->data(allocation->address), variable.initial.data(),
                variable.initial.size());
    std::memset(driver.memory->written(allocation->address), 1, variable.bytes);
    symbols[variable.name] = allocation->address;
  }
}

unsigned threadsOf(const std::array<unsigned, 3> &extents) {
  return extents[0] * extents[1] * extents[2];
}

std::unique_ptr<Function> makeFunction(const LoadOptions &options, Kernel kernel,
                                       const standin::Module &module,
                                       const std::vector<Variable> &shared,
                                       const Symbols &symbols) {
  auto function = std::make_unique<Function>(module.context);
  function->name = kernel.name;
  function->program = decode(kernel, shared, symbols);
  function->expectedThreads = options.threads;
  if (threadsOf(kernel.maxThreads))
    function->maxThreads = threadsOf(kernel.maxThreads);
  function->maxDynamicShared = SHARED_LIMIT - std::min(SHARED_LIMIT, function->program.sharedBytes);
  kernel.statements.clear();
  function->kernel = std::move(kernel);
  return function;
}

std::unique_ptr<standin::Module> makeModule(Driver &driver, const LoadOptions &options,
                                            const char *text) {
  try {
    standin::ModuleText parsed = parseModule(text);
    if (parsed.version > NEWEST_PTX)
      refuse(options, CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
             "line 1; fatal: the PTX is of version " + std::to_string(parsed.version) +
                 ", the newest known is " + std::to_string(NEWEST_PTX));
    if (parsed.target > driver.settings.capability)
      refuse(options, CUDA_ERROR_INVALID_PTX,
             "fatal: the target sm_" + std::to_string(parsed.target) +
                 " is newer than the device, sm_" + std::to_string(driver.settings.capability));
    auto module = std::make_unique<standin::Module>(&driver.current());
    module->version = parsed.version;
    placeVariables(driver, *module, parsed.variables, module->variables);
    for (Kernel &kernel : parsed.kernels) {
      Symbols symbols = module->variables;
      placeVariables(driver, *module, kernel.variables, symbols);
      const std::string name = kernel.name;
      module->functions[name] = driver.handles.add<CUfunction>(
          makeFunction(options, std::move(kernel), *module, parsed.variables, symbols));
    }
    return module;
  } catch (const PtxError &error) {
    refuse(options, CUDA_ERROR_INVALID_PTX, std::string(error.what()));
  }
}

void load(Driver &driver, CUmodule *module, const void *image, const LoadOptions &options) {
  require(module, "the module's place is null");
  require(image, "the image is null");
  expectNoCapture(driver, "a module is loaded");
  if (++driver.modulesTried == driver.settings.failModule) {
    options.write("ptxas application ptx input, line 1; fatal: refused as it was asked for");
    throw Outcome{CUDA_ERROR_INVALID_PTX};
  }
  const auto *text = static_cast<const char *>(image);
  require(std::strstr(text, ".version"), "the image is no PTX", CUDA_ERROR_INVALID_IMAGE);
  std::unique_ptr<standin::Module> made = makeModule(driver, options, text);
  standin::Module &known = *made;
  *module = driver.handles.add<CUmodule>(std::move(made));
  for (const auto &[name, function] : known.functions)
    driver.handles.get<Function>(function).module = *module;
  ++driver.report.modulesLoaded;
}

int attributeOf(Driver &driver, const Function &function, int attribute) {
  const size_t values[] = {
      function.maxThreads,
      function.program.sharedBytes,
      0, // constant memory
      function.program.localBytes,
      // Registers that ptxas would need are not known; no more than PTX names, at most 255.
      std::min<size_t>(function.program.registersUsed, 255),
      static_cast<size_t>(driver.handles.get<standin::Module>(function.module).version),
      static_cast<size_t>(driver.settings.capability),
      0, // cache mode
      function.maxDynamicShared,
  };
  require(attribute >= 0 && attribute < static_cast<int>(std::size(values)),
          "attribute " + std::to_string(attribute) + " is not known here");
  return static_cast<int>(values[attribute]);
}

void setAttribute(Function &function, int attribute, int value) {
  constexpr int maxDynamicShared = 8, carveout = 9;
  if (attribute == carveout)
    return require(value >= -1 && value <= 100, "a carveout is a percentage, or -1");
  require(attribute == maxDynamicShared, "this attribute cannot be set");
  require(value >= 0 &&
              static_cast<size_t>(value) + function.program.sharedBytes <= SHARED_LIMIT_ASKED,
          "more shared memory than a block can have");
  function.maxDynamicShared = static_cast<size_t>(value);
}

} // namespace

CUDA_API cuModuleLoadDataEx(CUmodule *module, const void *image, unsigned count, CUjitOption *names,
                            void **values) {
  return call("cuModuleLoadDataEx", Needs::Context, [&](Driver &driver) {
    load(driver, module, image, LoadOptions(count, names, values));
  });
}

CUDA_API cuModuleLoadData(CUmodule *module, const void *image) {
  return cuModuleLoadDataEx(module, image, 0, nullptr, nullptr);
}

CUDA_API cuModuleUnload(CUmodule module) {
  return call("cuModuleUnload", Needs::Release, [&](Driver &driver) {
    const auto &known = driver.get<standin::Module>(module);
    for (const auto &[name, function] : known.functions)
      driver.handles.remove<Function>(function);
    for (const auto &[name, address] : known.variables)
      driver.memory->release(address);
    driver.handles.remove<standin::Module>(module);
  });
}

CUDA_API cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name) {
  return call("cuModuleGetFunction", Needs::Context, [&](Driver &driver) {
    require(function && name, "the function's place or its name is null");
    const auto &functions = driver.get<standin::Module>(module).functions;
    const auto found = functions.find(name);
    require(found != functions.end(), std::string("the module has no kernel ") + name,
            CUDA_ERROR_NOT_FOUND);
    *function = found->second;
  });
}

CUDA_API cuModuleGetGlobal_v2(CUdeviceptr *address, size_t *bytes, CUmodule module,
                              const char *name) {
  return call("cuModuleGetGlobal", Needs::Context, [&](Driver &driver) {
    require(name, "the name is null");
    const auto &variables = driver.get<standin::Module>(module).variables;
    const auto found = variables.find(name);
    require(found != variables.end(), std::string("the module has no variable ") + name,
            CUDA_ERROR_NOT_FOUND);
    if (address)
      *address = found->second;
    if (bytes)
      *bytes = driver.memory->near(found->second)->bytes;
  });
}

CUDA_API cuFuncGetAttribute(int *value, int attribute, CUfunction function) {
  return call("cuFuncGetAttribute", Needs::Context, [&](Driver &driver) {
    require(value, "the value's place is null");
    *value = attributeOf(driver, driver.get<Function>(function), attribute);
  });
}

CUDA_API cuFuncSetAttribute(CUfunction function, int attribute, int value) {
  return call("cuFuncSetAttribute", Needs::Context, [&](Driver &driver) {
    setAttribute(driver.get<Function>(function), attribute, value);
  });
}
