// CudaDriver.c: finds NVIDIA's driver.
#define _GNU_SOURCE
#include "CudaDriver.h"

#include <dlfcn.h>
#include <stdio.h>

// PTX 7.0, which kernels are written in, came with CUDA 11.0.
enum { LEAST_VERSION = 11000 };

static const char library_name[] = "libcuda.so.1";

static struct {
  void *library;
  const char *missing; // a symbol
  vitc_cuda_driver driver;
} found;

// The library stays open: it cannot be unloaded once it is in use.
static void open_library(void) {
  if (found.library)
    return;
  found.library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (!found.library)
    return;
// NOLINTBEGIN(bugprone-macro-parentheses): types
#define FIND(NAME, SYMBOL, PARAMETERS)                                                             \
  found.driver.NAME = (CUresult(*) PARAMETERS)dlsym(found.library, #SYMBOL);
// NOLINTEND(bugprone-macro-parentheses)
#define DEMAND(NAME, SYMBOL, PARAMETERS)                                                           \
  FIND(NAME, SYMBOL, PARAMETERS)                                                                   \
  if (!found.driver.NAME)                                                                          \
    found.missing = #SYMBOL;
  VITC_CUDA_FUNCTIONS(DEMAND)
  VITC_CUDA_GRAPH_FUNCTIONS(FIND)
#undef FIND
#undef DEMAND
}

const vitc_cuda_driver *vitc_cuda_find_driver(char *why, size_t bytes) {
  open_library();
  const vitc_cuda_driver *driver = &found.driver;
  if (!found.library) {
    snprintf(why, bytes, "no CUDA driver: %s cannot be loaded", library_name);
    return NULL;
  }
  int version = 0;
  if (found.missing) {
    snprintf(why, bytes, "the CUDA driver is too old: it has no %s; one for CUDA 11.0 is needed",
             found.missing);
    return NULL;
  }
  const CUresult error = driver->init(0);
  if (error) {
    vitc_cuda_describe(driver, "cuInit", error, why, bytes);
    return NULL;
  }
  if (driver->version(&version) || version < LEAST_VERSION) {
    snprintf(why, bytes, "the CUDA driver is too old: it is for CUDA %d.%d, 11.0 is needed",
             version / 1000, version % 1000 / 10);
    return NULL;
  }
  return driver;
}

int vitc_cuda_has_graphs(const vitc_cuda_driver *driver) {
#define IS_THERE(NAME, SYMBOL, PARAMETERS) &&driver->NAME
  return 1 VITC_CUDA_GRAPH_FUNCTIONS(IS_THERE);
#undef IS_THERE
}

void vitc_cuda_pop(const vitc_cuda_driver *driver) {
  CUcontext popped;
  driver->pop(&popped);
}

void vitc_cuda_describe(const vitc_cuda_driver *driver, const char *call, CUresult error,
                        char *text, size_t bytes) {
  const char *name = NULL, *sentence = NULL;
  if (driver->error_name(error, &name) || !name)
    name = "an unknown error";
  if (driver->error_text(error, &sentence) || !sentence)
    sentence = "no description";
  snprintf(text, bytes, "%s: %s (%s)", call, name, sentence);
}
