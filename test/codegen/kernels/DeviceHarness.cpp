//===-- DeviceHarness.cpp: GPU kernels without a GPU ----------------------------------------------===//
#include "DeviceHarness.h"
#include "ir/TemporaryFile.h"
#include "ir/VitOpsProgram.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Program.h"
#include <Halide.h>
#include <HalideRuntime.h>
#include <algorithm>
#include <dlfcn.h>
#include <map>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

constexpr char machine[] = "x86-64-linux-opencl-cl_doubles";

//===-- Halide's runtime ----------------------------------------------------------------------===//

static void *runtime = nullptr;

template <typename Function> static Function *runtimeFunction(const char *name) {
  return reinterpret_cast<Function *>(dlsym(runtime, name));
}

/// Compiles the runtime and loads it, with its own functions bound to each other.
static void *makeRuntime(std::string &error) {
  TemporaryFile object = llvm::cantFail(TemporaryFile::create("o"));
  TemporaryFile shared = llvm::cantFail(TemporaryFile::create("so"));
  Halide::compile_standalone_runtime(
      object.getPath(), Halide::Target(machine).with_feature(Halide::Target::UserContext));
  const std::string arguments[] = {"ld.lld", "-shared",        "-Bsymbolic",
                                   "-o",     shared.getPath(), object.getPath()};
  const std::vector<StringRef> refs(std::begin(arguments), std::end(arguments));
  if (llvm::sys::ExecuteAndWait(VITC_LLD, refs, std::nullopt, {}, 0, 0, &error))
    return nullptr;
  void *library = dlopen(shared.getPath().c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (!library)
    error = dlerror();
  return library;
}

bool vitc::test::loadOpenCL(std::string &error) {
  // Where it is loaded already, Halide looks for no file of another name.
  if (!dlopen("libOpenCL.so.1", RTLD_NOW | RTLD_GLOBAL)) {
    error = dlerror();
    return false;
  }
  if (!runtime)
    runtime = makeRuntime(error);
  return runtime != nullptr;
}

Target vitc::test::openCLTarget(bool preferVectors) {
  Target target = llvm::cantFail(Target::parse("cuda:sm_80"));
  target.halide = machine;
  target.features = {"sm_75"}; // OpenCL has no tensor cores
  if (preferVectors)
    target.multiprocessors = 0; // any shape has threads enough
  return target;
}

bool vitc::test::isRunnable(vit::KernelOp kernel) {
  auto isUnknown = [](Type type) {
    const Type element = cast<RankedTensorType>(type).getElementType();
    return isa<FloatType>(element) && !element.isF32();
  };
  bool runnable = llvm::none_of(kernel.getBlock().getArgumentTypes(), isUnknown);
  for (Operation &op : kernel.getBlock())
    runnable &= llvm::none_of(op.getResultTypes(), isUnknown);
  return runnable;
}

//===-- What kernels call ---------------------------------------------------------------------===//

static std::map<const halide_buffer_t *, uint64_t> liveBlocks;
static uint64_t live = 0, peak = 0;

extern "C" {
int halide_device_malloc(void *context, halide_buffer_t *buffer,
                         const halide_device_interface_t *device) {
  if (buffer->device == 0) // kernels ask again
    live += liveBlocks[buffer] = llvm::alignTo(buffer->size_in_bytes(), 256);
  peak = std::max(peak, live);
  return runtimeFunction<decltype(halide_device_malloc)>("halide_device_malloc")(context, buffer,
                                                                                 device);
}
int halide_device_free(void *context, halide_buffer_t *buffer) {
  live -= liveBlocks[buffer];
  liveBlocks.erase(buffer);
  return runtimeFunction<decltype(halide_device_free)>("halide_device_free")(context, buffer);
}
void halide_device_free_as_destructor(void *context, void *buffer) {
  halide_device_free(context, static_cast<halide_buffer_t *>(buffer));
}
}

uint64_t vitc::test::takeDeviceScratchPeak() {
  const uint64_t result = peak;
  peak = live;
  return result;
}

//===-- Calls ---------------------------------------------------------------------------------===//

namespace {
/// Bytes on the device with a margin on both sides, and a view of what lies between.
class DeviceBytes {
public:
  explicit DeviceBytes(ArrayRef<char> contents) : bytes(contents.size() + 2 * margin, 0xa5) {
    std::copy(contents.begin(), contents.end(), bytes.begin() + margin);
    whole = describe(wholeDim, 0, bytes.size());
    whole.host = bytes.data();
    whole.set_host_dirty();
    device->copy_to_device(nullptr, &whole, device);
    inner = describe(innerDim, margin, std::max<size_t>(contents.size(), 1));
    device->device_crop(nullptr, &whole, &inner);
    inner.set_host_dirty(false);
  }
  DeviceBytes(const DeviceBytes &) = delete;
  ~DeviceBytes() {
    device->device_release_crop(nullptr, &inner);
    device->device_free(nullptr, &whole);
  }
  /// Into `contents`; whether the margins are as they were.
  bool read(MutableArrayRef<char> contents) {
    whole.set_device_dirty();
    device->copy_to_host(nullptr, &whole);
    std::copy_n(bytes.begin() + margin, contents.size(), contents.begin());
    auto isWhole = [](uint8_t byte) { return byte == 0xa5; };
    return std::all_of(bytes.begin(), bytes.begin() + margin, isWhole) &&
           std::all_of(bytes.end() - margin, bytes.end(), isWhole);
  }
  halide_buffer_t inner = {};

private:
  static halide_buffer_t describe(halide_dimension_t &dim, size_t begin, size_t size) {
    dim = halide_dimension_t(static_cast<int>(begin), static_cast<int>(size), 1);
    halide_buffer_t buffer = {};
    buffer.type = halide_type_of<uint8_t>();
    buffer.dimensions = 1;
    buffer.dim = &dim;
    return buffer;
  }
  static constexpr size_t margin = 256;
  const halide_device_interface_t *device =
      runtimeFunction<const halide_device_interface_t *()>("halide_opencl_device_interface")();
  std::vector<uint8_t> bytes;
  halide_dimension_t wholeDim, innerDim;
  halide_buffer_t whole = {};
};
} // namespace

std::vector<Tensor> vitc::test::runOnDevice(const RunnableKernel &kernel, ArrayRef<Tensor> inputs) {
  std::vector<std::unique_ptr<DeviceBytes>> operands, results;
  std::vector<halide_buffer_t *> buffers;
  for (const Tensor &input : inputs) {
    operands.push_back(std::make_unique<DeviceBytes>(input.getBytes()));
    buffers.push_back(&operands.back()->inner);
  }
  std::vector<Tensor> values;
  auto &block = const_cast<vit::KernelOp &>(kernel.op).getBlock();
  for (Type type : block.getTerminator()->getOperandTypes()) {
    values.emplace_back(cast<RankedTensorType>(type));
    results.push_back(
        std::make_unique<DeviceBytes>(std::vector<char>(values.back().getBytes().size(), '\xa5')));
    buffers.push_back(&results.back()->inner);
  }
  if (kernel_call_buffers(kernel.function, /*workspace=*/nullptr, buffers.data(),
                          int(buffers.size())) != 0)
    return {};
  for (auto [value, result] : llvm::zip_equal(values, results))
    if (!result->read(value.getMutableBytes()))
      return {};
  return values;
}
