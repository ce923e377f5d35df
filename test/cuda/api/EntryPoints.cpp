//===-- EntryPoints.cpp: cuGetProcAddress ------------------------------------------------------===//
#include "api/Driver.h"

#include <dlfcn.h>

using namespace standin;

namespace {

/// This library, whatever it was loaded as.
void *ownLibrary() {
  Dl_info info;
  if (!dladdr(reinterpret_cast<void *>(&ownLibrary), &info))
    return nullptr;
  return dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
}

/// The newest function of that name: "cuMemAlloc" is cuMemAlloc_v2.
void *find(const std::string &name) {
  void *library = ownLibrary();
  if (!library)
    return nullptr;
  void *function = dlsym(library, (name + "_v2").c_str());
  if (!function)
    function = dlsym(library, name.c_str());
  dlclose(library);
  return function;
}

} // namespace

CUDA_API cuGetProcAddress_v2(const char *symbol, void **function, int version, uint64_t,
                             int *status) {
  return call("cuGetProcAddress", Needs::Nothing, [&](Driver &driver) {
    require(symbol && function, "the symbol or the function's place is null");
    *function = find(symbol);
    constexpr int success = 0, notFound = 1, tooNew = 2;
    const bool isTooNew = version > driver.settings.driverVersion;
    if (isTooNew)
      *function = nullptr;
    if (status)
      *status = *function ? success : isTooNew ? tooNew : notFound;
    if (!*function)
      throw Outcome{CUDA_ERROR_NOT_FOUND};
  });
}
