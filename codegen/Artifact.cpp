//===-- Artifact.cpp: from a planned program to a shared object and its header ----------------===//
#include "codegen/Artifact.h"
#include "codegen/Digests.h"
#include "codegen/HalideErrors.h"
#include "codegen/IndexLimit.h"
#include "codegen/KernelCache.h"
#include "codegen/Link.h"
#include "ir/ComputedConstants.h"
#include "ir/Entries.h"
#include "ir/Files.h"
#include "ir/TemporaryFile.h"
#include "ir/Tensor.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Threading.h"
#include "runtime/RuntimeObject.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <mutex>
#include <optional>

using namespace mlir;

namespace vitc {
namespace {

/// A job beside what its caller does until it is finished, where the context has threads.
class JobBeside {
public:
  explicit JobBeside(MLIRContext *context) {
    if (context->isMultithreadingEnabled())
      group.emplace(context->getThreadPool());
  }
  void start(std::function<void()> job) { group ? (void)group->async(std::move(job)) : job(); }
  void finish() {
    if (group)
      group->wait();
  }

private:
  std::optional<llvm::ThreadPoolTaskGroup> group;
};

/// Streams the weights of `program` in the order of their offsets, padded to them: one is computed while the one before is
/// written.
class WeightStream {
public:
  /// `where` becomes the place of the weight that is at fault; `path` is what people know the file by.
  WeightStream(ModuleOp program, uint64_t bytes, Location &where, StringRef path)
      : total(bytes), where(where), path(path) {
    // Equal weights share a place, and what is empty has that of another.
    llvm::DenseSet<int64_t> seen;
    for (func::FuncOp entry : entriesOf(program))
      entry.walk([&](vit::ConstantOp constant) {
        if (tensorType(constant.getResult()).getNumElements() == 0)
          return;
        int64_t offset = constant->getAttrOfType<vit::PlaceAttr>("vit.place").getPosition();
        if (seen.insert(offset).second)
          constants.emplace_back(offset, constant);
      });
    llvm::sort(constants, llvm::less_first());
    for (auto &[offset, constant] : constants)
      computed.expect(constant.getValue());
  }

  llvm::Error operator()(int fd) {
    llvm::raw_fd_ostream os(fd, /*shouldClose=*/false);
    JobBeside writing(where.getContext());
    uint64_t written = 0;
    for (auto [offset, constant] : constants) {
      auto value = computed.evaluate(constant.getValue());
      writing.finish();
      if (!value) {
        where = constant.getLoc();
        os.flush();
        os.clear_error(); // or the stream ends the process
        return value.takeError();
      }
      if (os.has_error())
        break;
      writing.start([&os, &files = Files::of(constant.getContext()), value = *value,
                     padding = offset - written] {
        os.write_zeros(padding);
        os.write(value.getBytes().data(), value.getBytes().size());
        files.dropPages(); // what is copied stays in the page cache, not in this process
      });
      written = offset + value->getBytes().size();
    }
    writing.finish();
    if (!os.has_error())
      os.write_zeros(total - written);
    os.flush();
    if (auto error = os.error()) {
      os.clear_error();
      return llvm::createStringError(error, "cannot write '" + path + "': " + error.message());
    }
    return llvm::Error::success();
  }

private:
  uint64_t total;
  Location &where;
  StringRef path;
  SmallVector<std::pair<int64_t, vit::ConstantOp>> constants;
  ComputedConstants computed;
};

/// A fault that has its diagnostic already.
struct Reported : llvm::ErrorInfo<Reported> {
  static char ID;
  void log(llvm::raw_ostream &os) const override { os << "reported"; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }
};
char Reported::ID = 0;

llvm::Error writeFiles(ModuleOp program, const ModelDescription &model,
                       ArrayRef<std::string> objects, StringRef path, ArtifactKind kind,
                       Location &where, const ArtifactCheck &check) {
  SmallString<128> headerPath(path);
  llvm::sys::path::replace_extension(headerPath, ".h");
  auto library = TemporaryFile::beside(path); // before minutes of work: can it be written at all?
  if (!library)
    return library.takeError();
  auto header = TemporaryFile::beside(headerPath);
  if (!header)
    return header.takeError();
  std::vector<std::string> exports;
  for (StringRef suffix : model.functions())
    exports.push_back((model.name + "_" + suffix).str());
  auto error =
      kind == ArtifactKind::SharedObject
          ? linkSharedObject(objects, exports, llvm::sys::path::filename(path), library->getPath())
          : linkRelocatable(objects, exports, library->getPath());
  if (error)
    return error;
  if (model.weightsBytes)
    if (auto error = appendWeights(library->getPath(), model.weightsBytes,
                                   WeightStream(program, model.weightsBytes, where, path)))
      return error;
  if (model.selfTest)
    if (auto error = writeDigests(library->getPath()))
      return error;
  if (auto error = header->write(modelHeader(model)))
    return error;
  if (check && failed(check(library->getPath())))
    return llvm::make_error<Reported>();
  if (auto error = library->keep(path))
    return error;
  return header->keep(headerPath);
}

/// Kernels of other names are other functions, and none of the artifact's own.
LogicalResult checkSymbols(ArrayRef<vit::KernelOp> kernels, const Target &target) {
  llvm::StringMap<vit::KernelOp> symbols;
  for (vit::KernelOp kernel : kernels) {
    const std::string symbol = kernelSymbol(kernel.getSymName(), target);
    if (isRuntimeSymbol(symbol))
      return kernel.emitError("would be a function ")
             << symbol << ", which the runtime has or calls: give it another name";
    auto [entry, isNew] = symbols.try_emplace(symbol, kernel);
    if (isNew)
      continue;
    InFlightDiagnostic error = kernel.emitError("would be the function ")
                               << symbol << ", as another kernel is: give it another name";
    error.attachNote(entry->second.getLoc()) << "the other kernel";
    return error;
  }
  return success();
}

/// Out of the cache, or compiled, and kept there.
FailureOr<CompiledKernel> findOrCompile(vit::KernelOp kernel, const Target &target,
                                        const KernelOptions &options) {
  FailureOr<std::string> key = failure();
  if (options.cache && !options.emitStmt && !options.emitAssembly && !options.before)
    key = KernelCache::keyOf(kernel, target);
  if (failed(key))
    return compileKernel(kernel, target, options);
  if (std::optional<CompiledKernel> found = options.cache->find(*key))
    return std::move(*found);
  FailureOr<CompiledKernel> compiled = compileKernel(kernel, target, options);
  if (succeeded(compiled))
    options.cache->keep(*key, *compiled);
  return compiled;
}

} // namespace

FailureOr<std::vector<CompiledKernel>> compileKernels(ModuleOp program, const Target &target,
                                                      const KernelOptions &options,
                                                      KernelProgress progress) {
  if (failed(checkIndexable(program)))
    return failure();
  initialiseHalide(); // it changes the environment for a moment, which keys of the cache read
  auto kernels = llvm::to_vector(program.getOps<vit::KernelOp>());
  if (failed(checkSymbols(kernels, target)))
    return failure();
  std::vector<CompiledKernel> compiled(kernels.size());
  std::mutex mutex;
  size_t done = 0;
  auto compileOne = [&](size_t index) -> LogicalResult {
    auto result = findOrCompile(kernels[index], target, options);
    if (failed(result))
      return failure();
    compiled[index] = std::move(*result);
    std::lock_guard lock(mutex);
    if (progress)
      progress(++done, kernels.size());
    return success();
  };
  auto indices = llvm::to_vector(llvm::seq<size_t>(0, kernels.size()));
  if (failed(failableParallelForEach(program.getContext(), indices, compileOne)))
    return failure();
  return compiled;
}

LogicalResult writeArtifact(ModuleOp program, const ModelDescription &model,
                            ArrayRef<CompiledKernel> kernels, StringRef hostObject, StringRef path,
                            ArtifactKind kind, const ArtifactCheck &check) {
  const StringRef architecture = model.targets.cpus.front().architecture();
  const std::string_view runtime = runtimeObject(architecture);
  if (runtime.empty())
    return emitError(UnknownLoc::get(program.getContext()),
                     "this vitc was built without a runtime for ")
           << architecture << ": build it where its libc is installed (Debian's libc6-dev-"
           << (architecture == "aarch64" ? "arm64" : "amd64") << "-cross)";
  // Weights come behind what else is zero at the beginning, in the order that the linker sees them.
  std::vector<std::string> objects{std::string(runtime), hostObject.str()};
  for (const CompiledKernel &kernel : kernels) {
    objects.push_back(kernel.object);
    for (const CompiledKernel &own : kernel.preparation)
      objects.push_back(own.object);
  }
  Location where = UnknownLoc::get(program.getContext());
  auto error = writeFiles(program, model, objects, path, kind, where, check);
  if (!error)
    return success();
  if (error.isA<Reported>()) {
    llvm::consumeError(std::move(error));
    return failure();
  }
  return emitError(where) << toString(std::move(error));
}

} // namespace vitc
