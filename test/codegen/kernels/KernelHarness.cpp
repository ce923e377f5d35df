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
#include <dlfcn.h>
#include <random>
#include <utility>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

/// What the last emulated kernel took.
static uint64_t emulatedPeak = 0;

uint64_t vitc::test::takeScratchPeak() {
  const uint64_t emulated = std::exchange(emulatedPeak, 0);
  return std::max(emulated, kernel_take_scratch_peak());
}

//===-- Calls ---------------------------------------------------------------------------------===//

static kernel_bytes bytesOf(const Tensor &tensor) {
  const ArrayRef<char> bytes = tensor.getBytes();
  return {reinterpret_cast<uint8_t *>(const_cast<char *>(bytes.data())), bytes.size()};
}

std::vector<Tensor> RunnableKernel::run(ArrayRef<Tensor> inputs) const {
  auto &block = const_cast<vit::KernelOp &>(op).getBlock();
  std::vector<Tensor> results;
  SmallVector<kernel_bytes> operands = llvm::map_to_vector(inputs, bytesOf), written;
  for (Type type : block.getTerminator()->getOperandTypes()) {
    results.emplace_back(cast<RankedTensorType>(type));
    written.push_back({reinterpret_cast<uint8_t *>(results.back().getMutableBytes().data()),
                       results.back().getBytes().size()});
  }
  const uint64_t workspaceBytes =
      const_cast<vit::KernelOp &>(op).getWorkspaceBytes(vit::WorkspaceScope::launch);
  const int status =
      emulated ? emulated->call(compiled.symbol, operands, written, workspaceBytes, emulatedPeak)
               : kernel_call(function, operands.data(), int(operands.size()), written.data(),
                             int(written.size()), workspaceBytes);
  return status == 0 ? results : std::vector<Tensor>();
}

RepeatedKernel::RepeatedKernel(const RunnableKernel &kernel) : function(kernel.function) {
  vit::KernelOp op = kernel.op;
  workspace.resize(op.getWorkspaceBytes(vit::WorkspaceScope::launch) / sizeof(workspace[0]) + 1);
  for (BlockArgument argument : op.getBlock().getArguments())
    tensors.push_back(randomTensor(tensorType(argument), argument.getArgNumber()));
  for (Type type : op.getBlock().getTerminator()->getOperandTypes())
    tensors.emplace_back(cast<RankedTensorType>(type));
}

double RepeatedKernel::time() {
  using Clock = std::chrono::steady_clock;
  std::vector<halide_buffer_t> buffers(tensors.size());
  std::vector<halide_buffer_t *> pointers;
  for (auto [tensor, buffer] : llvm::zip_equal(tensors, buffers)) {
    buffer.host = bytesOf(tensor).data;
    pointers.push_back(&buffer);
  }
  kernel_poison_scratch(false);
  const auto start = Clock::now();
  kernel_call_buffers(function, workspace.data(), pointers.data(), int(pointers.size()));
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  kernel_poison_scratch(true);
  return seconds;
}

//===-- Loading -------------------------------------------------------------------------------===//

static std::vector<TemporaryFile> emulatedLibraries;

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
    kernels.push_back({ops[i], std::move(*compiled[i]), nullptr, nullptr, seconds[i]});
  }
  std::vector<llvm::StringRef> refs(arguments.begin(), arguments.end());
  std::string message;
  if (llvm::sys::ExecuteAndWait(VITC_LLD, refs, std::nullopt, {}, 0, 0, &message))
    error += "cannot link: " + message + "\n";
  if (EmulatedKernels::isForeign(target)) {
    const auto emulated = EmulatedKernels::start(target, shared.getPath(), error);
    for (RunnableKernel &kernel : kernels)
      kernel.emulated = emulated;
    emulatedLibraries.push_back(std::move(shared)); // which the process has yet to open
    return kernels;
  }
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
