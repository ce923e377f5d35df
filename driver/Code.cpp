//===-- Code.cpp: from a planned program to code ---------------------------------------------------===//
#include "driver/Code.h"
#include "codegen/HostCode.h"
#include "codegen/KernelCache.h"
#include "codegen/Program.h"

using namespace mlir;

namespace vitc {
namespace {

class CodeGenerator {
public:
  CodeGenerator(ModuleOp module, const CodeOptions &options, Session &session)
      : options(options), session(session), program(module) {
    if (!options.cacheDirectory.empty())
      cache.emplace(options.cacheDirectory, uint64_t(options.cacheBytes));
    if (!session.beforeCode)
      return;
    changed = module.clone();
    session.beforeCode(*changed);
    program = *changed;
  }

  LogicalResult compileAllKernels() {
    TimingScope scope = session.timing.nest("kernels");
    const bool isDone = llvm::all_of(options.targets.all(), [&](const Target *target) {
      return succeeded(compileKernelsFor(*target));
    });
    if (isDone && cache)
      tellOfCache(scope);
    return success(isDone);
  }

  /// For --time; and what was asked for by name has to work.
  void tellOfCache(TimingScope &scope) {
    (void)scope.nest("found in the cache: " + std::to_string(cache->numFound()) + " of " +
                     std::to_string(kernels.size()));
    if (std::string fault = cache->fault();
        !fault.empty() && options.cacheDirectory != defaultKernelCache())
      emitWarning(UnknownLoc::get(&session.context), "--cache-dir: kernels are not kept: ")
          << fault;
  }

  FailureOr<std::string> generateHost(HostOutput kind) {
    TimingScope scope = session.timing.nest("host program");
    model = describeModel(program, options.name, options.targets);
    model->selfTest = options.selfTest;
    OwningOpRef<ModuleOp> host = lowerProgram(program, *model);
    return generateHostCode(*host, options.targets.cpus.front(), model->weightsBytes, kind);
  }

  LogicalResult write(StringRef path) {
    if (failed(compileAllKernels()))
      return failure();
    FailureOr<std::string> host = generateHost(HostOutput::Object);
    if (failed(host))
      return failure();
    TimingScope scope = session.timing.nest("link and write");
    return writeArtifact(program, *model, kernels, *host, path,
                         options.format == Format::Object ? ArtifactKind::Relocatable
                                                          : ArtifactKind::SharedObject,
                         options.check);
  }

  FailureOr<std::string> print() {
    if (options.format == Format::LLVM)
      return generateHost(HostOutput::LLVMIR);
    if (options.format == Format::Ptx && !options.targets.gpu)
      return session.fail("there is no PTX without a GPU among the targets: say "
                          "--target=" +
                          options.targets.name() + ",cuda:sm_80");
    if (failed(compileAllKernels()))
      return failure();
    std::string text;
    if (options.format == Format::Stmt || options.format == Format::Ptx) {
      for (const CompiledKernel &kernel : kernels) {
        if (options.format == Format::Ptx)
          for (const CompiledKernel &own : kernel.preparation)
            text += own.ptx;
        text += options.format == Format::Ptx ? kernel.ptx : kernel.stmt + "\n";
      }
      return text;
    }
    FailureOr<std::string> host = generateHost(HostOutput::Assembly);
    if (failed(host))
      return failure();
    text = std::move(*host);
    for (const CompiledKernel &kernel : kernels)
      text += kernel.assembly;
    return text;
  }

private:
  LogicalResult compileKernelsFor(const Target &target) {
    KernelOptions kernelOptions;
    kernelOptions.emitStmt = options.format == Format::Stmt;
    kernelOptions.emitAssembly = options.format == Format::Assembly;
    kernelOptions.before = session.beforeKernel;
    kernelOptions.cache = cache ? &*cache : nullptr;
    auto compiled = compileKernels(program, target, kernelOptions, options.progress);
    if (failed(compiled))
      return failure();
    llvm::move(*compiled, std::back_inserter(kernels));
    return success();
  }

  const CodeOptions &options;
  Session &session;
  std::optional<KernelCache> cache;
  ModuleOp program;
  OwningOpRef<ModuleOp> changed;
  std::vector<CompiledKernel> kernels;
  std::optional<ModelDescription> model;
};

} // namespace

LogicalResult writeObject(ModuleOp program, const CodeOptions &options, StringRef path,
                          Session &session) {
  return CodeGenerator(program, options, session).write(path);
}

FailureOr<std::string> printCode(ModuleOp program, const CodeOptions &options, Session &session) {
  return CodeGenerator(program, options, session).print();
}

} // namespace vitc
