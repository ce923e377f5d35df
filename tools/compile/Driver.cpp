// Driver.cpp: the stages in order, and what is written when one of them is asked for.
#include "Driver.h"
#include "Check.h"
#include "CompilationFiles.h"
#include "Inspect.h"
#include "codegen/Artifact.h"
#include "codegen/HostCode.h"
#include "codegen/Program.h"
#include "frontend/Preprocessing.h"
#include "ir/Files.h"
#include "ir/Inference.h"
#include "ir/ModuleText.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Pipelines.h"
#include "passes/VerifyNumerics.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace mlir;

namespace vitc {
namespace {

/// One compilation: the module on its way through the stages.
class Compilation {
public:
  Compilation(const DriverOptions &options, MLIRContext &context, TimingScope &timing)
      : options(options), context(context), timing(timing), files(options, context) {}

  LogicalResult run() {
    if (failed(parseTarget()) || failed(checkOutput()) || failed(files.make()) || failed(load()) ||
        failed(files.checkReplaced(*module)))
      return failure();
    if (options.interpret && options.emit <= Emit::Imported)
      return interpretModule(*module, options);
    if (options.emit == Emit::Json)
      return exportJson(*module, options.output.empty() ? "-" : options.output);
    if (options.emit == Emit::Imported)
      return writeModule();
    if (!options.checkAgainst.empty())
      return compileAndCheck();
    if (failed(transform(*module, numericsOptions())))
      return failure();
    if (options.interpret)
      return interpretModule(*module, options);
    if (options.onlyAnswers)
      return success();
    if (isReport())
      return writeReport();
    if (options.emit <= Emit::Program)
      return writeModule();
    FailureOr<std::string> path = artifactPath();
    return failure(failed(path) || failed(generate(*module, *path)));
  }

private:
  LogicalResult fail(const Twine &message) {
    return emitError(UnknownLoc::get(&context)) << message;
  }

  LogicalResult parseTarget() {
    auto parsed = Target::parse(options.target.empty() ? "host" : options.target);
    if (!parsed)
      return fail(toString(parsed.takeError()));
    target = *parsed;
    return success();
  }

  LogicalResult load() {
    TimingScope scope = timing.nest("import");
    ImportOptions import = options.import;
    import.weightsFile = files.imported;
    import.takesPreprocessing = options.preprocessor.empty();
    if (!import.model && isText())
      module = parseModule(options.input, &context);
    else
      module = importModel(options.input, import, &context);
    if (!module)
      return failure();
    auto function = module->lookupSymbol<func::FuncOp>("main");
    if (!function)
      return fail("'" + options.input + "' has no function @main");
    if (failed(checkMain(function)) || failed(agreeOnTarget()))
      return failure();
    return attachPictures(function);
  }

  /// A module that is planned already has its weights packed for one machine.
  LogicalResult agreeOnTarget() {
    auto targets = (*module)->getAttrOfType<ArrayAttr>("vit.targets");
    if (!targets)
      return success();
    auto planned = cast<vit::TargetAttr>(targets[0]);
    if (!options.target.empty() && target.toAttribute(&context) != planned)
      return module->emitError("is planned for ")
             << planned << "; compile it for that by leaving --target=" << options.target
             << " away, or begin with an earlier stage (--emit=kernels)";
    target = Target::fromAttribute(planned);
    return success();
  }

  /// What the command line says of pictures and labels goes before what the model brings.
  LogicalResult attachPictures(func::FuncOp function) {
    if (options.preprocessor == "none" && function.getNumArguments())
      function.removeArgAttr(0, "vit.preprocessing");
    else if (!options.preprocessor.empty() &&
             failed(attachPreprocessing(*module, options.preprocessor)))
      return failure();
    return options.labels.empty() ? success() : attachLabels(*module, options.labels);
  }

  /// What every stage relies on, and a file of MLIR need not have.
  LogicalResult checkMain(func::FuncOp function) {
    if (function.isExternal() || !function.getBody().hasOneBlock())
      return function.emitError("@main needs a body of one block");
    for (auto other : module->getOps<func::FuncOp>())
      if (other != function)
        return other.emitError("a model has no function but @main");
    for (Operation &op : function.front().without_terminator())
      if (!isa<vit::VitDialect>(op.getDialect()))
        return op.emitError("a model is made of ops of the vit dialect alone");
    FunctionType type = function.getFunctionType();
    for (Type value : llvm::concat<const Type>(type.getInputs(), type.getResults())) {
      auto tensor = dyn_cast<RankedTensorType>(value);
      if (!tensor || !tensor.hasStaticShape() || !isElementType(tensor.getElementType()))
        return function.emitError("@main takes and returns tensors of static shape, not ") << value;
    }
    return success();
  }

  /// A program holds launches, weights and views alone; a file that was edited may hold more.
  static LogicalResult checkProgram(ModuleOp program) {
    for (Operation &op : program.lookupSymbol<func::FuncOp>("main").front().without_terminator())
      if (!isa<vit::LaunchOp, vit::ConstantOp, vit::ReshapeOp>(op))
        return op.emitError("is in no kernel, though the module has kernels: put it into one, or "
                            "begin with a module that has none");
    return success();
  }

  /// Artifacts are files, with a header beside them; and what is read stays as it is.
  LogicalResult checkOutput() {
    const std::string &output = options.output;
    bool isArtifact = options.emit >= Emit::Object && !output.empty() && output != "/dev/null";
    if (isArtifact && isStream(output))
      return fail("an artifact and its header are files, and '" + output +
                  "' is none; choose another -o");
    if (!isText() && llvm::sys::fs::equivalent(options.input, output))
      return fail("the output would replace the model '" + options.input + "'; choose another -o");
    return success();
  }

  PipelineOptions pipelineOptions(StringRef sidecar) {
    PipelineOptions result;
    result.sidecar = sidecar.str();
    result.explainFusion = options.explainFusion;
    result.requireFused = options.requireFused;
    result.panelWidth = [this](Operation *product) { return panelWidth(product, target); };
    result.disabledPasses = options.disabledPasses;
    return result;
  }

  /// Runs the stages up to --emit that `model` has not passed yet; with `numerics`, checks each pass.
  LogicalResult transform(ModuleOp model, std::optional<NumericsOptions> numerics) {
    bool hasKernels = !model.getOps<vit::KernelOp>().empty();
    if (hasKernels && failed(checkProgram(model)))
      return failure();
    PassManager pm(&context);
    if (failed(applyPassManagerCLOptions(pm)))
      return failure();
    pm.enableTiming(timing);
    std::shared_ptr<bool> isWrong;
    if (numerics)
      isWrong = verifyNumerics(pm, withProgress(std::move(*numerics)));
    if (!hasKernels)
      buildModelStages(pm);
    if (options.emit >= Emit::Kernels)
      reach(pm, Emit::Kernels);
    if (!vit::ProgramOp::of(model) && options.emit >= Emit::Program) {
      model->setAttr("vit.targets",
                     ArrayAttr::get(&context, Attribute(target.toAttribute(&context))));
      buildPlanPipeline(pm, pipelineOptions(files.program));
    }
    if (options.emit >= Emit::Program)
      reach(pm, Emit::Program);
    LogicalResult result = pm.run(model);
    if (isWrong)
      clearProgress();
    return success(succeeded(result) && !(isWrong && *isWrong));
  }

  /// The stages of a module that has no kernels yet.
  void buildModelStages(PassManager &pm) {
    reach(pm, Emit::Imported);
    buildSimplifyPipeline(pm, pipelineOptions(files.simplified));
    reach(pm, Emit::Simplified);
    if (options.emit < Emit::Fused)
      return;
    buildFusePipeline(pm, pipelineOptions(files.fused));
    if (options.testFault == TestFault::Pass)
      pm.addPass(createTestFaultPass());
    reach(pm, Emit::Fused);
    if (options.emit >= Emit::Kernels)
      buildOutlinePipeline(pm);
  }

  void reach(PassManager &pm, Emit stage) {
    if (isReport())
      takeSnapshot(pm, stage, snapshots);
  }

  std::optional<NumericsOptions> numericsOptions() {
    if (!options.verifyNumerics)
      return std::nullopt;
    NumericsOptions result;
    result.tolerance = options.tolerance;
    return result;
  }

  static NumericsOptions withProgress(NumericsOptions numerics) {
    if (llvm::sys::Process::StandardErrIsDisplayed())
      numerics.progress = [](StringRef pass) {
        llvm::errs() << "\r\033[Kvitc: evaluating: " << pass;
        llvm::errs().flush();
      };
    return numerics;
  }

  static void clearProgress() {
    if (llvm::sys::Process::StandardErrIsDisplayed())
      llvm::errs() << "\r\033[K";
  }

  LogicalResult compileAndCheck() {
    auto reference =
        readReference(options.checkAgainst, module->lookupSymbol<func::FuncOp>("main"));
    if (failed(reference))
      return failure();
    OwningOpRef<ModuleOp> imported = module->clone();
    if (failed(transform(*module, numericsOptions())))
      return failure();
    FailureOr<std::string> path = artifactPath();
    if (failed(path) || failed(generate(*module, *path)))
      return failure();
    CheckContext check{
        *imported,
        *module,
        *path,
        options.checkAgainst,
        options.tolerance,
        [&](ModuleOp copy, NumericsOptions numerics) {
          return transformAgain(copy, std::move(numerics));
        },
        [&](ModuleOp program) {
          PassManager pm(&context);
          buildPlanPipeline(pm, PipelineOptions()); // its weights are packed
          return pm.run(program);
        },
        [&](ModuleOp program, ArrayRef<Tensor> inputs) { return compileAndRun(program, inputs); }};
    return checkAgainst(check, *reference);
  }

  /// With files of its own: those of the first time belong to the program that was compiled.
  LogicalResult transformAgain(ModuleOp copy, NumericsOptions numerics) {
    return failure(failed(files.makeAgain()) || failed(transform(copy, std::move(numerics))));
  }

  FailureOr<SmallVector<Tensor>> compileAndRun(ModuleOp program, ArrayRef<Tensor> inputs) {
    FailureOr<std::string> path = files.makeArtifact();
    if (failed(path) || failed(generate(program, *path)))
      return failure();
    return runArtifact(*path, inputs, program.lookupSymbol<func::FuncOp>("main").getResultTypes(),
                       &context);
  }

  LogicalResult write(llvm::function_ref<void(llvm::raw_ostream &)> print) {
    auto error = writeFile(options.output.empty() ? "-" : options.output, print);
    return error ? fail(toString(std::move(error))) : success();
  }

  bool isReport() const { return options.emit >= Emit::Summary && options.emit <= Emit::Page; }

  LogicalResult writeReport() {
    if (options.emit == Emit::Graph)
      return writeGraph();
    return write([&](llvm::raw_ostream &os) {
      if (options.emit == Emit::Page)
        printPage(os, snapshots, options.input);
      else
        printTables(os, summarize(snapshots, options.input));
    });
  }

  LogicalResult writeGraph() {
    for (const Snapshot &snapshot : snapshots)
      if (snapshot.stage == options.graphStage)
        return write([&](llvm::raw_ostream &os) { printGraph(os, *snapshot.module); });
    return fail("'" + options.input + "' is past the stage '" + stageName(options.graphStage) +
                "': choose a later one with --stage");
  }

  bool isText() const { return StringRef(options.input).ends_with(".mlir"); }

  LogicalResult writeModule() {
    ModuleTextOptions text;
    text.locations = options.debugInfo;
    text.path = isStream(options.output) ? "" : options.output;
    text.lost = files.getLost();
    if (failed(files.keepWeights(*module)))
      return failure();
    LogicalResult written = write([&](llvm::raw_ostream &os) { printModule(os, *module, text); });
    if (failed(written))
      files.removeKept();
    return written;
  }

  std::string modelName() {
    if (!options.name.empty())
      return options.name;
    StringRef path = isStream(options.output) ? options.input : options.output;
    return toIdentifier(llvm::sys::path::stem(path));
  }

  LogicalResult generate(ModuleOp program, const std::string &path) {
    KernelOptions kernelOptions;
    kernelOptions.emitStmt = options.emit == Emit::Stmt;
    kernelOptions.emitAssembly = options.emit == Emit::Assembly;
    kernelOptions.before = endingFault(options.testFault);
    OwningOpRef<ModuleOp> faulty;
    if (options.testFault != TestFault::None) {
      faulty = program.clone();
      seedTestFault(*faulty, options.testFault);
      program = *faulty;
    }
    FailureOr<std::vector<CompiledKernel>> kernels = std::vector<CompiledKernel>();
    if (options.emit != Emit::LLVM) {
      TimingScope scope = timing.nest("kernels");
      kernels = compileKernels(program, target, kernelOptions, progress());
      if (failed(kernels))
        return failure();
    }
    if (options.emit == Emit::Stmt)
      return write([&](llvm::raw_ostream &os) {
        for (const CompiledKernel &kernel : *kernels)
          os << kernel.stmt << '\n';
      });
    return generateHost(program, *kernels, path);
  }

  LogicalResult generateHost(ModuleOp program, ArrayRef<CompiledKernel> kernels,
                             const std::string &path) {
    ModelDescription model = describeModel(program, modelName(), target, kernels);
    TimingScope scope = timing.nest("host program");
    OwningOpRef<ModuleOp> host = lowerProgram(program, model);
    HostOutput kind = options.emit == Emit::LLVM       ? HostOutput::LLVMIR
                      : options.emit == Emit::Assembly ? HostOutput::Assembly
                                                       : HostOutput::Object;
    auto code = generateHostCode(*host, target, model.weightsBytes, kind);
    if (failed(code))
      return failure();
    scope = timing.nest("link and write");
    if (options.emit >= Emit::Object)
      return writeArtifact(program, model, kernels, *code, path,
                           options.emit == Emit::Object ? ArtifactKind::Relocatable
                                                        : ArtifactKind::SharedObject);
    return write([&](llvm::raw_ostream &os) {
      os << *code;
      for (const CompiledKernel &kernel : kernels)
        os << kernel.assembly;
    });
  }

  /// Without -o the artifact is called like the model; it is temporary if it is only asked for what it
  /// computes, or for nothing.
  FailureOr<std::string> artifactPath() {
    if (options.output == "/dev/null" || (options.output.empty() && !options.checkAgainst.empty()))
      return files.makeArtifact();
    if (!options.output.empty())
      return options.output;
    return llvm::sys::path::stem(options.input).str() +
           (options.emit == Emit::Object ? ".o" : ".so");
  }

  /// A counter on terminals, nothing elsewhere.
  KernelProgress progress() {
    if (!llvm::sys::Process::StandardErrIsDisplayed())
      return nullptr;
    return [](size_t done, size_t total) {
      llvm::errs() << "\rvitc: kernels " << done << '/' << total
                   << (done == total ? "\r\033[K" : "");
      llvm::errs().flush();
    };
  }

  const DriverOptions &options;
  MLIRContext &context;
  TimingScope &timing;
  OwningOpRef<ModuleOp> module;
  Target target;
  Snapshots snapshots;
  CompilationFiles files;
};

} // namespace

LogicalResult runDriver(const DriverOptions &options, MLIRContext &context, TimingScope &timing) {
  return Compilation(options, context, timing).run();
}

} // namespace vitc
