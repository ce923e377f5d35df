//===-- Driver.h: the state of the driver ------------------------------------------------------===//
#ifndef STANDIN_API_DRIVER_H
#define STANDIN_API_DRIVER_H

#include "api/Handles.h"
#include "api/HostMemory.h"
#include "api/Report.h"
#include "api/Settings.h"
#include "machine/DeviceMemory.h"
#include <condition_variable>
#include <mutex>
#include <optional>
#include <sys/types.h>

namespace standin {

class Driver {
public:
  /// The one of this process; it is never destroyed.
  static Driver &instance();

  void initialise();
  bool initialised() const { return process != 0; }
  /// Another process than the one that called cuInit.
  bool forked() const;
  /// What is left, and the report's file.
  void finish();

  Context &contextOf(CUdevice device);
  Context &current();
  /// The context that a handle stands for.
  Context &context(CUcontext handle);
  CUcontext handleOf(const Context &context);
  void retain(CUdevice device);
  void release(CUdevice device);
  void checkDevice(CUdevice device) const;

  /// The object, in the current context.
  template <typename T, typename Handle> T &get(Handle handle) {
    T &object = handles.get<T>(handle);
    require(object.context == &current(), std::string("a ") + T::KIND + " of another context",
            CUDA_ERROR_INVALID_HANDLE);
    return object;
  }
  Stream &stream(CUstream handle);

  const Settings settings;
  std::recursive_mutex mutex;
  std::condition_variable_any idle; // a host function has ended, or a stream has one
  Report report;
  Handles handles;
  HostMemory hostMemory;
  std::optional<DeviceMemory> memory; // since cuInit
  uint64_t allocationsTried = 0;
  uint64_t launchesTried = 0;
  uint64_t modulesTried = 0;

private:
  void reportLeaks(const Context *context);
  void destroy(Context &context);

  pid_t process = 0;
  std::deque<Context> devices;
};

/// A kernel's fault: every call in the context returns it from then on.
void fail(Driver &driver, Context &context, const KernelFault &fault);

/// The contexts that a thread has pushed; the last one is current.
std::vector<CUcontext> &contextStack();

/// What a call asks for before it begins.
/// Releasing is done in a failed context too, and says that it failed.
enum class Needs { Nothing, Initialised, Context, Release };

/// Runs a call's body under the driver's lock and turns what it throws into the call's result.
CUresult call(const char *name, Needs needs, const std::function<void(Driver &)> &body);

} // namespace standin

#endif // STANDIN_API_DRIVER_H
