//===-- KernelCompiler.cpp: from a vit.kernel to native code, through Halide ------------------===//
#include "codegen/KernelCompiler.h"
#include "codegen/IndexLimit.h"
#include "codegen/InternalError.h"
#include "codegen/KernelNames.h"
#include "codegen/ReversedLoads.h"
#include "codegen/ScratchSize.h"
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/schedules/Schedules.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include <mutex>

using namespace mlir;
using namespace vitc;

namespace {
std::string identifier(StringRef name) {
  std::string result;
  for (char c : name)
    result += llvm::isAlnum(c) ? c : '_';
  return result.empty() || llvm::isDigit(result[0]) ? "k_" + result : result;
}

/// What Halide would print: warnings say nothing that a user can act on, errors are thrown.
class Reporter : public Halide::CompileTimeErrorReporter {
public:
  void warning(const char *) override {}
  void error(const char *text) override { throw Halide::CompileError(text); }
};

/// A file that Halide writes and we read and remove, also when the compiler crashes.
class TemporaryFile {
public:
  explicit TemporaryFile(StringRef suffix) {
    failed = bool(llvm::sys::fs::createTemporaryFile("vitc-kernel", suffix, path));
    llvm::sys::RemoveFileOnSignal(path);
    remover.setFile(path, true);
  }
  ~TemporaryFile() { llvm::sys::DontRemoveFileOnSignal(path); }
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;
  std::string name() const { return std::string(path.str()); }
  /// The contents; empty if there are none.
  std::string read() const {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    return buffer ? (*buffer)->getBuffer().str() : std::string();
  }
  bool failed = false;

private:
  llvm::SmallString<128> path;
  llvm::FileRemover remover;
};

Halide::Target halideTarget(const Target &target, bool strict) {
  Halide::Target result(target.halide);
  result = result.with_feature(Halide::Target::UserContext)
               .with_feature(Halide::Target::NoRuntime)
               .with_feature(Halide::Target::NoAsserts)
               .with_feature(Halide::Target::NoBoundsQuery);
  return strict ? result.with_feature(Halide::Target::StrictFloat) : result;
}

/// Where faults of the kernel as a whole are reported.
Operation *anchorOf(vit::KernelOp kernel) {
  Operation *anchor = kernel.getAnchor();
  return anchor ? anchor : kernel.getOperation();
}

/// Halide's own part: throws Halide::Error.
LogicalResult generate(vit::KernelOp kernel, const Target &target, const KernelOptions &options,
                       CompiledKernel &result) {
  const KernelNames names;
  if (!names.areUsed())
    return internalError(kernel, kernel,
                         "Halide is linked so that it numbers names over all kernels");
  KernelBuilder builder(kernel, target);
  if (failed(builder.build()))
    return failure();
  for (RootStage &root : builder.roots)
    if (failed(
            checkIndexable(anchorOf(kernel), Extents(root.extents.rbegin(), root.extents.rend()))))
      return failure();
  for (RootStage &root : builder.roots)
    schedule(root, target);
  const Halide::Target machine = halideTarget(target, builder.strict);
  Halide::Pipeline pipeline(builder.outputs);
  pipeline.add_custom_lowering_pass(new ReversedLoads);
  Halide::Module module = pipeline.compile_to_module(builder.arguments, result.symbol, machine,
                                                     Halide::LinkageType::External);
  const std::optional<uint64_t> scratch = scratchSize(module, result.symbol);
  if (!scratch)
    return internalError(kernel, kernel, "a temporary of unknown size");
  result.scratchBytes = *scratch;

  TemporaryFile object("o"), stmt("stmt"), assembly("s");
  std::map<Halide::OutputFileType, std::string> files = {
      {Halide::OutputFileType::object, object.name()}};
  if (options.emitStmt)
    files[Halide::OutputFileType::stmt] = stmt.name();
  if (options.emitAssembly)
    files[Halide::OutputFileType::assembly] = assembly.name();
  if (object.failed || stmt.failed || assembly.failed)
    return kernel.emitError("cannot write a temporary file");
  module.compile(files);
  result.object = object.read();
  if (result.object.empty())
    return kernel.emitError("cannot write a temporary file: is the disk full?");
  result.stmt = options.emitStmt ? stmt.read() : "";
  result.assembly = options.emitAssembly ? assembly.read() : "";
  return success();
}
} // namespace

FailureOr<CompiledKernel> vitc::compileKernel(vit::KernelOp kernel, const Target &target,
                                              const KernelOptions &options) {
  static Reporter reporter;
  static std::once_flag once;
  std::call_once(once, [] { Halide::set_custom_compile_time_error_reporter(&reporter); });
  const KernelInProgress inProgress(kernel);
  CompiledKernel result;
  result.symbol = identifier(kernel.getSymName());
  std::string message;
  try {
    if (options.before)
      options.before(kernel);
    if (failed(generate(kernel, target, options, result)))
      return failure();
    return result;
  } catch (const Halide::Error &error) { // not a std::exception
    message = error.what();
  } catch (const std::exception &error) {
    message = error.what();
  }
  return internalError(kernel, anchorOf(kernel), "Halide: " + StringRef(message).rtrim());
}
