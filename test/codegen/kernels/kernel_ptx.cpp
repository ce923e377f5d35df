//===-- kernel_ptx.cpp: the GPU kernels of a file, for ptxas --------------------------------------===//
//
//   kernel_ptx FILE.mlir TARGET FOLDER
//
// writes FOLDER/NAME.ptx for every kernel of the file, and prints a line for every launch:
//   NAME ENTRY GRID[3] BLOCK[3] SHARED_BYTES
// and for every loop nest:
//   promise NAME STAGE THREADS REGISTERS SHARED_BYTES
#include "codegen/KernelCompiler.h"
#include "codegen/LaunchEstimates.h"
#include "codegen/SelectSchedules.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Threading.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace vitc;

static LogicalResult write(const std::string &path, StringRef text) {
  std::error_code error;
  llvm::raw_fd_ostream file(path, error);
  if (error) {
    llvm::errs() << path << ": " << error.message() << "\n";
    return failure();
  }
  file << text;
  return success();
}

/// Its PTX, and a line for each launch; the same of what it has prepared.
static LogicalResult print(const CompiledKernel &kernel, const std::string &folder) {
  if (failed(write(folder + "/" + kernel.symbol + ".ptx", kernel.ptx)))
    return failure();
  for (const GpuLaunch &launch : kernel.gpuLaunches) {
    llvm::outs() << kernel.symbol << " " << launch.entry;
    for (const auto &sizes : {launch.grid, launch.block})
      for (int64_t size : sizes)
        llvm::outs() << " " << size;
    llvm::outs() << " " << launch.sharedBytes << "\n";
  }
  return success(llvm::all_of(kernel.preparation, [&](const CompiledKernel &own) {
    return succeeded(print(own, folder));
  }));
}

/// What the schedule of each of its loop nests promises, in their order: a thread's registers and a block's shared memory.
static LogicalResult printPromises(vit::KernelOp op, StringRef symbol, const Target &target) {
  FailureOr<std::vector<LaunchEstimate>> estimates = estimateLaunches(op, target);
  if (failed(estimates))
    return failure();
  for (const LaunchEstimate &estimate : *estimates)
    llvm::outs() << "promise " << symbol << " " << estimate.stage << " " << estimate.gpu.threads
                 << " " << estimate.gpu.registers << " " << estimate.gpu.sharedBytes << "\n";
  return success();
}

int main(int argc, char **argv) {
  if (argc != 4)
    return 2;
  MLIRContext context;
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  auto module = parseSourceFile<ModuleOp>(argv[1], &context);
  llvm::Expected<Target> target = Target::parse(argv[2]);
  if (!module || !target)
    return llvm::consumeError(target.takeError()), 2;
  auto ops = llvm::to_vector(module->getOps<vit::KernelOp>());
  llvm::for_each(ops, markEpilogues);
  std::vector<FailureOr<CompiledKernel>> compiled(ops.size(), failure());
  parallelFor(&context, 0, ops.size(), [&](size_t i) {
    if (succeeded(selectSchedule(ops[i], *target)))
      compiled[i] = compileKernel(ops[i], *target);
  });
  bool isWritten = true;
  for (auto [op, kernel] : llvm::zip_equal(ops, compiled))
    isWritten &= succeeded(kernel) && succeeded(print(*kernel, argv[3])) &&
                 succeeded(printPromises(op, kernel->symbol, *target));
  return isWritten ? 0 : 1;
}
