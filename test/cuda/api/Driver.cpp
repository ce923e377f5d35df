//===-- Driver.cpp: the state of the driver ----------------------------------------------------===//
#include "api/Driver.h"

#include "api/Streams.h"
#include <cstdio>
#include <unistd.h>

namespace standin {
namespace {

CUresult resultOf(FaultKind kind) {
  switch (kind) {
  case FaultKind::IllegalAddress:
    return CUDA_ERROR_ILLEGAL_ADDRESS;
  case FaultKind::MisalignedAddress:
    return CUDA_ERROR_MISALIGNED_ADDRESS;
  case FaultKind::LaunchFailed:
    return CUDA_ERROR_LAUNCH_FAILED;
  case FaultKind::Timeout:
    return CUDA_ERROR_LAUNCH_TIMEOUT;
  }
  return CUDA_ERROR_UNKNOWN;
}

void checkNeeds(Driver &driver, Needs needs) {
  if (inHostFunction())
    throw Refusal(CUDA_ERROR_NOT_PERMITTED, "argument", "called from a host function of a stream");
  if (needs == Needs::Nothing)
    return;
  if (driver.forked())
    throw Refusal(CUDA_ERROR_NOT_INITIALIZED, "lifetime",
                  "called in a process forked from the one that called cuInit");
  if (!driver.initialised())
    throw Refusal(CUDA_ERROR_NOT_INITIALIZED, "argument", "called before cuInit");
  if (needs == Needs::Context && driver.current().sticky)
    throw Outcome{driver.current().sticky};
}

} // namespace

Driver &Driver::instance() {
  static auto *driver = new Driver();
  return *driver;
}

CUresult call(const char *name, Needs needs, const std::function<void(Driver &)> &body) {
  Driver &driver = Driver::instance();
  const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
  try {
    checkNeeds(driver, needs);
    body(driver);
    return needs == Needs::Release ? driver.current().sticky : CUDA_SUCCESS;
  } catch (const Outcome &outcome) {
    return outcome.result;
  } catch (const Refusal &refusal) {
    driver.report.found(refusal.kind, std::string(name) + ": " + refusal.what() + " (" +
                                          nameOf(refusal.result) + ")");
    return refusal.result;
  } catch (const std::exception &error) {
    driver.report.found("internal", std::string(name) + ": " + error.what());
    return CUDA_ERROR_UNKNOWN;
  }
}

std::vector<CUcontext> &contextStack() {
  thread_local std::vector<CUcontext> stack;
  return stack;
}

void Driver::initialise() {
  if (process)
    return;
  memory.emplace();
  for (int i = 0; i < settings.devices; ++i)
    devices.emplace_back().device = i;
  process = getpid();
}

bool Driver::forked() const { return process && process != getpid(); }

void Driver::checkDevice(CUdevice device) const {
  require(device >= 0 && device < settings.devices, "there is no device " + std::to_string(device),
          CUDA_ERROR_INVALID_DEVICE);
}

Context &Driver::contextOf(CUdevice device) {
  checkDevice(device);
  return devices[static_cast<size_t>(device)];
}

CUcontext Driver::handleOf(const Context &context) {
  return reinterpret_cast<CUcontext>(const_cast<Context *>(&context));
}

Context &Driver::context(CUcontext handle) {
  for (Context &context : devices)
    if (handleOf(context) == handle) {
      if (!context.retained)
        throw Refusal(CUDA_ERROR_INVALID_CONTEXT, "lifetime",
                      "the context of device " + std::to_string(context.device) +
                          " is used after its release");
      return context;
    }
  throw Refusal(CUDA_ERROR_INVALID_CONTEXT, "argument", "no handle of a context");
}

Context &Driver::current() {
  if (contextStack().empty() || !contextStack().back())
    throw Refusal(CUDA_ERROR_INVALID_CONTEXT, "argument", "no context is current");
  return context(contextStack().back());
}

Stream &Driver::stream(CUstream handle) {
  constexpr uint64_t legacy = 1, perThread = 2;
  const auto value = reinterpret_cast<uint64_t>(handle);
  require(value != perThread, "the stream of each thread is not known here",
          CUDA_ERROR_NOT_SUPPORTED);
  return value <= legacy ? *current().legacy : get<Stream>(handle);
}

void Driver::retain(CUdevice device) {
  Context &context = contextOf(device);
  if (context.retained++ == 0)
    context.legacy = std::make_unique<Stream>(&context, 0);
}

void Driver::release(CUdevice device) {
  Context &context = contextOf(device);
  require(context.retained > 0, "the context is not retained", CUDA_ERROR_INVALID_CONTEXT);
  if (context.retained > 1) {
    --context.retained;
    return;
  }
  reportLeaks(&context);
  destroy(context);
}

void Driver::destroy(Context &context) {
  if (!context.sticky)
    drainAll(context);
  handles.clear(context);
  for (const auto &[address, allocation] : memory->allocations())
    if (allocation.live && allocation.owner == &context)
      memory->release(address);
  context.legacy.reset();
  context.retained = 0;
  context.sticky = CUDA_SUCCESS;
  context.bytes = 0;
}

/// Of one context, or of all.
void Driver::reportLeaks(const Context *context) {
  const auto concerned = [&](const void *owner) { return !context || owner == context; };
  for (const auto &[address, allocation] : memory->allocations())
    if (allocation.live && allocation.what.rfind("allocation", 0) == 0 &&
        concerned(allocation.owner))
      report.found("leak", allocation.what + " (" + std::to_string(allocation.bytes) +
                               " bytes) is not freed");
  for (const auto &[address, range] : hostMemory.all())
    if (concerned(range.owner))
      report.found("leak", std::to_string(range.bytes) + " bytes of host memory are not " +
                               (range.allocated ? "freed" : "unregistered"));
  handles.forEach([&](const char *kind, const Object &object) {
    if (concerned(object.context) && !dynamic_cast<const Function *>(&object))
      report.found("leak",
                   std::string(kind) + " " + std::to_string(object.number) + " is not released");
  });
}

void Driver::finish() {
  if (!initialised() || forked())
    return;
  stopWorker();
  reportLeaks(nullptr);
  for (const Context &context : devices)
    if (context.retained)
      report.found("leak",
                   "the context of device " + std::to_string(context.device) + " is not released");
  if (!settings.report.empty())
    report.write(settings.report);
  if (report.total())
    std::fprintf(stderr, "libcuda stand-in: %llu findings\n",
                 static_cast<unsigned long long>(report.total()));
  if (report.total() && settings.exitStatus) {
    std::fflush(nullptr);
    _exit(settings.exitStatus);
  }
}

void fail(Driver &driver, Context &context, const KernelFault &fault) {
  constexpr std::pair<FaultKind, const char *> kinds[] = {
      {FaultKind::IllegalAddress, "out-of-bounds"},
      {FaultKind::MisalignedAddress, "misaligned"},
      {FaultKind::LaunchFailed, "launch"},
      {FaultKind::Timeout, "timeout"}};
  for (const auto &[kind, name] : kinds)
    if (kind == fault.kind)
      driver.report.found(name, fault.what());
  context.sticky = resultOf(fault.kind);
}

} // namespace standin

namespace {

__attribute__((destructor)) void finishDriver() { standin::Driver::instance().finish(); }

} // namespace
