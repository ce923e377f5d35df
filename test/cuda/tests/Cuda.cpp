//===-- Cuda.cpp: the driver's interface for tests ---------------------------------------------===//
#include "Cuda.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

namespace {

void *symbol(void *library, const char *name) {
  void *address = dlsym(library, name);
  if (!address) {
    std::fprintf(stderr, "libcuda.so.1 has no %s\n", name);
    std::abort();
  }
  return address;
}

Cuda load() {
  void *library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL);
  if (!library) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::abort();
  }
  Cuda found;
#define CUDA_LOAD(NAME, PARAMETERS)                                                                \
  found.NAME = reinterpret_cast<CUresult(*) PARAMETERS>(symbol(library, #NAME)); // NOLINT
  CUDA_TEST_FUNCTIONS(CUDA_LOAD)
#undef CUDA_LOAD
  return found;
}

} // namespace

const Cuda &cuda() {
  static const Cuda found = load();
  return found;
}

void *asPointer(size_t number) {
  void *pointer = nullptr;
  std::memcpy(&pointer, &number, sizeof pointer);
  return pointer;
}

std::string nameOf(CUresult result) {
  const char *name = nullptr;
  cuda().cuGetErrorName(result, &name);
  return name ? name : std::to_string(result);
}

Session::Session() {
  CUcontext context = nullptr;
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuInit(0));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuDevicePrimaryCtxRetain(&context, 0));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuCtxPushCurrent_v2(context));
}

Session::~Session() {
  cuda().cuCtxPopCurrent_v2(nullptr);
  cuda().cuDevicePrimaryCtxRelease_v2(0);
}

Buffer::Buffer(size_t bytes) : bytes(bytes) {
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemAlloc_v2(&address, bytes));
}

Buffer::~Buffer() { cuda().cuMemFree_v2(address); }

void Buffer::upload(const void *from, size_t count) {
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemcpyHtoD_v2(address, from, count));
}

void Buffer::download(void *to, size_t count) const {
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemcpyDtoH_v2(to, address, count));
}

Program::Program(const std::string &ptx) {
  char log[2048] = "";
  CUjitOption names[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void *values[] = {log, asPointer(sizeof log)};
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuModuleLoadDataEx(&module, ptx.c_str(), 2, names, values))
      << log << '\n'
      << ptx;
  if (module)
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuModuleGetFunction(&function, module, "k"));
}

Program::~Program() {
  if (module)
    cuda().cuModuleUnload(module);
}

CUresult Program::run(const Shape &shape, const std::vector<CUdeviceptr> &arguments) const {
  if (!function)
    return CUDA_ERROR_INVALID_HANDLE;
  std::vector<void *> values;
  for (const CUdeviceptr &argument : arguments)
    values.push_back(const_cast<CUdeviceptr *>(&argument));
  const CUresult launched =
      cuda().cuLaunchKernel(function, shape.grid, 1, 1, shape.block, 1, 1, shape.sharedBytes,
                            nullptr, values.data(), nullptr);
  return launched ? launched : cuda().cuStreamSynchronize(nullptr);
}

std::string kernelText(unsigned parameters, const std::string &body, const std::string &variables) {
  std::string text =
      ".version 7.8\n.target sm_80\n.address_size 64\n" + variables + "\n.visible .entry k(";
  for (unsigned i = 0; i < parameters; ++i)
    text += (i ? ",\n .param .u64 p" : "\n .param .u64 p") + std::to_string(i);
  text += ")\n{\n.reg .pred %p<8>;\n.reg .b16 %h<40>;\n.reg .b32 %r<40>;\n.reg .b64 %d<40>;\n"
          ".reg .b64 %a<8>;\n";
  for (unsigned i = 0; i < parameters; ++i)
    text += "ld.param.u64 %a" + std::to_string(i) + ", [p" + std::to_string(i) + "];\n";
  return text + body + "\nret;\n}\n";
}
