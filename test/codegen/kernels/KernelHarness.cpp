//===-- KernelHarness.cpp: compiled kernels as functions of the test's own process ------------===//
#include "KernelHarness.h"
#include "codegen/SelectSchedules.h"
#include "ir/Epilogue.h"
#include "ir/TemporaryFile.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Threading.h"
#include "llvm/Support/Program.h"
#include <HalideRuntime.h>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <random>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

//===-- What kernels call ---------------------------------------------------------------------===//

namespace {
struct ScratchBlock {
  void *memory;
  uint64_t bytes;
  bool freed = false;
};
} // namespace

/// A stack, as in the runtime: what is freed below others counts until these go.
static std::vector<ScratchBlock> blocks;
static uint64_t live = 0, peak = 0;
alignas(128) static uint8_t scratch[64 << 20];
/// Kernels find no zeros in their temporaries, except when they are timed.
static bool isPoisoned = true;

extern "C" {
int halide_do_par_for(void *context, halide_task_t task, int min, int size, uint8_t *closure) {
  for (int i = min + size - 1; i >= min; --i)
    if (int result = task(context, i, closure))
      return result;
  return 0;
}
void *halide_malloc(void *, size_t bytes) {
  bytes = (bytes + 127) / 128 * 128;
  if (live + bytes > sizeof(scratch))
    std::abort();
  void *memory = scratch + live;
  if (isPoisoned)
    std::memset(memory, 0xff, bytes);
  blocks.push_back({memory, bytes});
  live += bytes;
  peak = std::max(peak, live);
  return memory;
}
void halide_free(void *, void *memory) {
  for (ScratchBlock &block : blocks)
    block.freed |= block.memory == memory;
  while (!blocks.empty() && blocks.back().freed) {
    live -= blocks.back().bytes;
    blocks.pop_back();
  }
}
void halide_device_host_nop_free(void *, void *) {}
void halide_error(void *, const char *text) {
  llvm::errs() << "halide_error: " << text << "\n";
  std::abort();
}
}

uint64_t vitc::test::takeScratchPeak() {
  const uint64_t result = peak;
  peak = live;
  return result;
}

//===-- Calls ---------------------------------------------------------------------------------===//

/// With up to thirteen pointers, as the C convention allows more than are read.
int vitc::test::callKernel(void *function, std::vector<halide_buffer_t *> b) {
  b.resize(13, nullptr);
  using B = halide_buffer_t *;
  auto f = reinterpret_cast<int (*)(void *, B, B, B, B, B, B, B, B, B, B, B, B, B)>(function);
  return f(nullptr, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
           b[12]);
}

/// Nothing of a buffer but the address may be read: everything else is left zero.
static halide_buffer_t bufferAt(const void *host) {
  halide_buffer_t buffer = {};
  buffer.host = static_cast<uint8_t *>(const_cast<void *>(host));
  return buffer;
}

Workspace::Workspace(vit::KernelOp kernel) {
  const size_t bytes = kernel.getWorkspaceBytes(vit::WorkspaceScope::launch);
  memory.assign(bytes + alignment + guard, 0xff);
  begin = llvm::alignTo(reinterpret_cast<uintptr_t>(memory.data()), alignment) -
          reinterpret_cast<uintptr_t>(memory.data());
  end = begin + bytes;
  std::fill(memory.begin() + end, memory.end(), 0xa5);
}

/// As callKernel takes it.
halide_buffer_t *Workspace::argument() {
  return reinterpret_cast<halide_buffer_t *>(memory.data() + begin);
}

bool Workspace::isWhole() const {
  return std::all_of(memory.begin() + end, memory.end(), [](uint8_t byte) { return byte == 0xa5; });
}

std::vector<Tensor> RunnableKernel::run(ArrayRef<Tensor> inputs) const {
  constexpr size_t guard = 256;
  std::vector<halide_buffer_t> buffers;
  std::vector<std::vector<uint8_t>> memory;
  for (const Tensor &input : inputs)
    buffers.push_back(bufferAt(input.getBytes().data()));
  auto &block = const_cast<vit::KernelOp &>(op).getBlock();
  for (Type type : block.getTerminator()->getOperandTypes()) {
    memory.emplace_back(tensorBytes(cast<RankedTensorType>(type)) + 2 * guard, 0xa5);
    buffers.push_back(bufferAt(memory.back().data() + guard));
  }
  std::vector<halide_buffer_t *> pointers;
  for (halide_buffer_t &buffer : buffers)
    pointers.push_back(&buffer);
  Workspace workspace(op);
  pointers.insert(pointers.begin(), workspace.argument());
  if (callKernel(function, pointers) != 0 || !workspace.isWhole())
    return {};
  std::vector<Tensor> results;
  for (auto [index, type] : llvm::enumerate(block.getTerminator()->getOperandTypes())) {
    Tensor result(cast<RankedTensorType>(type));
    const std::vector<uint8_t> &own = memory[index];
    std::memcpy(result.getMutableBytes().data(), own.data() + guard, own.size() - 2 * guard);
    for (size_t i = 0; i < guard; ++i)
      if (own[i] != 0xa5 || own[own.size() - 1 - i] != 0xa5)
        return {};
    results.push_back(result);
  }
  return results;
}

RepeatedKernel::RepeatedKernel(const RunnableKernel &kernel)
    : function(kernel.function), workspace(kernel.op) {
  vit::KernelOp op = kernel.op;
  for (BlockArgument argument : op.getBlock().getArguments())
    tensors.push_back(randomTensor(tensorType(argument), argument.getArgNumber()));
  for (Type type : op.getBlock().getTerminator()->getOperandTypes())
    tensors.emplace_back(cast<RankedTensorType>(type));
}

double RepeatedKernel::time() {
  using Clock = std::chrono::steady_clock;
  std::vector<halide_buffer_t> buffers;
  for (const Tensor &tensor : tensors)
    buffers.push_back(bufferAt(tensor.getBytes().data()));
  std::vector<halide_buffer_t *> pointers;
  for (halide_buffer_t &buffer : buffers)
    pointers.push_back(&buffer);
  pointers.insert(pointers.begin(), workspace.argument());
  isPoisoned = false;
  const auto start = Clock::now();
  callKernel(function, pointers);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  isPoisoned = true;
  return seconds;
}

//===-- Loading -------------------------------------------------------------------------------===//

std::vector<RunnableKernel> vitc::test::loadKernels(ModuleOp module, const Target &target,
                                                    std::string &error,
                                                    const KernelOptions &options) {
  auto ops = llvm::to_vector(module.getOps<vit::KernelOp>());
  llvm::for_each(ops, markEpilogues);
  std::vector<FailureOr<CompiledKernel>> compiled(ops.size(), failure());
  std::vector<double> seconds(ops.size());
  parallelFor(module.getContext(), 0, ops.size(), [&](size_t i) {
    const auto start = std::chrono::steady_clock::now();
    if (succeeded(selectSchedule(ops[i], target)))
      compiled[i] = compileKernel(ops[i], target, options);
    seconds[i] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  });
  std::vector<RunnableKernel> kernels;
  TemporaryFile shared = llvm::cantFail(TemporaryFile::create("so"));
  std::vector<TemporaryFile> objects;
  std::vector<std::string> arguments = {"ld.lld", "-shared", "-o", shared.getPath()};
  for (size_t i = 0; i < ops.size(); ++i) {
    if (failed(compiled[i])) {
      error += "cannot compile " + ops[i].getSymName().str() + "\n";
      continue;
    }
    objects.push_back(llvm::cantFail(TemporaryFile::create("o")));
    llvm::cantFail(objects.back().write(compiled[i]->object));
    arguments.push_back(objects.back().getPath());
    kernels.push_back({ops[i], std::move(*compiled[i]), nullptr, seconds[i]});
  }
  std::vector<llvm::StringRef> refs(arguments.begin(), arguments.end());
  std::string message;
  if (llvm::sys::ExecuteAndWait(VITC_LLD, refs, std::nullopt, {}, 0, 0, &message))
    error += "cannot link: " + message + "\n";
  void *library = dlopen(shared.getPath().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library)
    error += std::string("cannot load: ") + dlerror() + "\n";
  for (RunnableKernel &kernel : kernels)
    kernel.function = library ? dlsym(library, kernel.compiled.symbol.c_str()) : nullptr;
  return kernels;
}

Tensor vitc::test::randomTensor(RankedTensorType type, uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal(0, 1.5);
  Tensor tensor(type);
  const Type element = type.getElementType();
  for (int64_t i = 0; i < tensor.getNumElements(); ++i) {
    if (tensor.isFloat())
      tensor.setFloat(i, normal(engine));
    else if (element.isInteger(1))
      tensor.setInt(i, engine() & 1);
    else if (element.isUnsignedInteger())
      tensor.setInt(i, engine() % 8);
    else
      tensor.setInt(i, static_cast<int64_t>(engine() % 8) - 4);
  }
  return tensor;
}
