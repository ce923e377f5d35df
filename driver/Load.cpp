//===-- Load.cpp: from what the options name to a module -------------------------------------------===//
#include "driver/Load.h"
#include "codegen/ModelDescription.h"
#include "driver/EntryOptions.h"
#include "frontend/Importer.h"
#include "frontend/Preprocessing.h"
#include "ir/Entries.h"
#include "ir/Files.h"
#include "ir/Inference.h"
#include "ir/ModuleText.h"
#include "ir/VitOpsProgram.h"
#include "passes/Pipelines.h"
#include "runtime/model.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"

using namespace mlir;

namespace vitc {

const std::string &modelPath(const CompileOptions &options) {
  return options.namedModel ? options.namedModel->name : options.model;
}

bool isText(const CompileOptions &options) {
  return !options.namedModel && StringRef(options.model).ends_with(".mlir");
}

static LogicalResult checkNames(StringRef option, ArrayRef<std::string> names,
                                ArrayRef<std::string> known, const Session &session) {
  for (const std::string &name : names)
    if (!llvm::is_contained(known, name))
      return session.fail("--" + option + "=" + name + ": known are " + llvm::join(known, ", "));
  return success();
}

/// What belongs together, or not.
static LogicalResult checkModel(const CompileOptions &options, const Session &session) {
  if (options.model.empty() && !options.namedModel)
    return session.fail("name a model: a file, a checkpoint folder, or --model=NAME");
  if (!options.model.empty() && options.namedModel)
    return session.fail("there are two models: '" + options.model +
                        "' and --model=" + options.namedModel->name);
  if (options.namedModel && !options.namedModel->seed && options.format != Format::Summary)
    return session.fail("--model has no weights; give it some with --random-weights=SEED");
  return success();
}

static LogicalResult checkLimits(const CompileOptions &options, bool isArtifact,
                                 const Session &session) {
  const std::pair<StringRef, std::optional<int64_t>> limits[] = {
      {"--assert-arena", options.maxArenaBytes},
      {"--assert-launches", options.maxLaunches},
      {"--assert-artifact-size", options.maxArtifactBytes}};
  for (const auto &[option, limit] : limits) {
    if (limit && !isArtifact)
      return session.fail(option + " is for artifacts: leave --emit away");
    if (limit && *limit < 0)
      return session.fail(option + "=" + Twine(*limit) + ": expected a number from 0 on");
  }
  return success();
}

/// Of what products of integers may lose.
static LogicalResult checkLosses(const CompileOptions &options, const Session &session) {
  const auto &[error, cosine] = std::pair(options.maxError, options.minCosine);
  auto text = [](double value) {
    std::string result;
    llvm::raw_string_ostream(result) << llvm::format("%g", value);
    return result;
  };
  const StringRef option = error ? "--max-error" : cosine ? "--min-cosine" : "--calibrate";
  if ((error || cosine || session.calibration) && !integerBitsOf(options.precision))
    return session.fail(option +
                        " is about products of integers: give --precision=int8 or int8-a16");
  if (error && !(*error > 0 && std::isfinite(*error)))
    return session.fail("--max-error=" + text(*error) +
                        ": expected a share of the largest value, above 0, as 0.02");
  if (cosine && !(*cosine > -1 && *cosine < 1))
    return session.fail("--min-cosine=" + text(*cosine) + ": expected a number below 1, as 0.999");
  return success();
}

int64_t integerBitsOf(StringRef precision) {
  return precision == "int8" ? 8 : precision == "int8-a16" ? 16 : 0;
}

StringRef weightTypeOf(StringRef precision) {
  return precision.consume_back("-weights") ? precision : StringRef();
}

bool multipliesBFloats(StringRef precision, const Targets &targets) {
  return precision == "bf16" && !targets.gpu;
}

LogicalResult checkOptions(const CompileOptions &options, const Session &session) {
  if (failed(checkModel(options, session)) || failed(checkLosses(options, session)))
    return failure();
  if (std::string fault = faultOfName(options.name); !options.name.empty() && !fault.empty())
    return session.fail("--name=" + options.name + ": " + fault + "; choose another");
  if (failed(checkNames("require-fused", options.requireFused,
                        {"patch_embedding", "qkv", "attention", "mlp"}, session)) ||
      failed(checkNames("disable-pass", options.disabledPasses, optionalPasses(), session)))
    return failure();
  if (!(options.tolerance > 0))
    return session.fail("--tolerance: expected a positive number");
  const bool isArtifact =
      options.format == Format::SharedObject || options.format == Format::Object;
  if (options.selfTest < 0 || options.selfTest > 1000)
    return session.fail("--self-test=" + Twine(options.selfTest) +
                        ": expected a number of inputs, up to 1000");
  if (options.selfTest && !isArtifact && options.format != Format::Sbom)
    return session.fail("--self-test is a part of artifacts: leave --emit away");
  if (failed(checkLimits(options, isArtifact, session)))
    return failure();
  if (options.cacheBytes < 0)
    return session.fail("--cache-size=" + Twine(options.cacheBytes) +
                        ": expected a number from 0 on");
  if (!llvm::is_contained(
          {"", "f32", "f16-weights", "bf16-weights", "int8", "int8-a16", "tf32", "f16", "bf16"},
          options.precision))
    return session.fail("--precision=" + options.precision +
                        ": known are f32, f16-weights, bf16-weights, bf16, int8 and int8-a16, and "
                        "tf32 and f16 for a GPU");
  if (!options.textEmbeddings.empty() &&
      (options.namedModel || !llvm::sys::fs::is_directory(options.model)))
    return session.fail("--text-embeddings: it is for folders of CLIP and SigLIP, which say how "
                        "images are compared "
                        "with texts");
  if (!options.part.empty() && (options.namedModel || !llvm::sys::fs::is_directory(options.model)))
    return session.fail("--part: it is for checkpoint folders, which may hold a model of several "
                        "parts");
  return checkEntries(options, session);
}

namespace {

/// One import.
class Loader {
public:
  Loader(const CompileOptions &options, Session &session) : options(options), session(session) {}

  FailureOr<LoadedModel> run(Sidecar &sidecar) {
    auto parsed = Targets::parse(options.target.empty() ? "host" : options.target);
    if (!parsed)
      return session.fail(toString(parsed.takeError()));
    loaded.targets = std::move(*parsed);
    if (failed(isText(options) ? parse() : import(sidecar)) || failed(agreeOnTargets()) ||
        failed(checkNumber()))
      return failure();
    return std::move(loaded);
  }

private:
  LogicalResult parse() {
    loaded.module = parseModule(options.model, &session.context);
    return failure(!loaded.module || failed(checkFunctions(*loaded.module)) ||
                   failed(attachPictures(*loaded.module)));
  }

  /// Once for each entry.
  LogicalResult import(Sidecar &sidecar) {
    SmallVector<OwningOpRef<ModuleOp>> others;
    for (const EntryOptions &entry : entriesOf(options)) {
      OwningOpRef<ModuleOp> module =
          importModel(options.model, importOptions(entry, sidecar), &session.context);
      if (!module || failed(checkFunctions(*module)) || failed(attachPictures(*module)))
        return failure();
      if (!loaded.module)
        loaded.module = std::move(module);
      else
        others.push_back(std::move(module));
    }
    return mergeEntries(*loaded.module, others);
  }

  /// What artifacts of several entries cannot be, yet.
  LogicalResult checkNumber() {
    const size_t number = entriesOf(*loaded.module).size();
    if (number == 1)
      return success();
    if (number > VITC_MAX_ENTRIES)
      return session.fail("'" + modelPath(options) + "' has " + Twine(number) +
                          " entries, and an artifact has " + Twine(int(VITC_MAX_ENTRIES)) +
                          " at most");
    if (loaded.targets.gpu)
      return session.fail("'" + loaded.targets.gpu->name +
                          "' is a GPU, and several entries in one artifact are for CPUs: compile "
                          "the model for one batch and size, or leave the GPU away");
    if (options.format == Format::Json)
      return session.fail("a JSON graph has one entry: name one batch and one size");
    return success();
  }

  ImportOptions importOptions(const EntryOptions &entry, Sidecar &sidecar) const {
    ImportOptions result;
    result.batch = entry.batch;
    for (const auto &[name, shape] : entry.inputShapes)
      result.inputShapes[name].assign(shape.begin(), shape.end());
    result.imageSize = entry.imageSize;
    result.textEmbeddings = options.textEmbeddings;
    result.part = options.part;
    result.hasLabels = !options.labels.empty();
    if (const auto &named = options.namedModel)
      result.model = ModelByName{named->name, named->configFile, named->settings, named->seed};
    result.takesPreprocessing = options.preprocessor.empty();
    result.sidecar = &sidecar;
    if (auto host = Target::parse("host"))
      result.vectorBits = host->vectorBits;
    else
      llvm::consumeError(host.takeError());
    return result;
  }

  /// The targets have the precision that is asked for.
  bool isAgreed() const {
    const std::optional<Target> &gpu = loaded.targets.gpu;
    const bool isFull = !gpu || !gpu->precision;
    return options.precision == "f32"
               ? isFull
               : !isFull && options.precision == stringifyTensorPrecision(*gpu->precision);
  }

  /// Products are of integers, or of weights of 16 bits, from the stage on in which they are fused.
  bool changesProducts() const {
    return integerBitsOf(options.precision) || !weightTypeOf(options.precision).empty() ||
           multipliesBFloats(options.precision, loaded.targets);
  }

  /// One of the targets has instructions that are worth it.
  LogicalResult checkBFloats() {
    auto has = [](const Target &cpu) { return cpu.multipliesBFloats(); };
    if (!multipliesBFloats(options.precision, loaded.targets) ||
        llvm::any_of(loaded.targets.cpus, has))
      return success();
    return session.fail("--precision=bf16: '" + loaded.targets.name() +
                        "' has no products of bf16 that are faster than f32's (avx512bf16: "
                        "cooperlake, znver4; amx-bf16: sapphirerapids; or a GPU, cuda:sm_80): say "
                        "--precision=bf16-weights, which stores weights in bf16 and computes with "
                        "f32");
  }

  LogicalResult checkChange() {
    if (failed(checkBFloats()))
      return failure();
    const std::string start = "--precision=" + options.precision + ": ";
    if (loaded.targets.gpu)
      return session.fail(start + "'" + loaded.targets.gpu->name +
                          (integerBitsOf(options.precision)
                               ? "' multiplies floats, and CPUs integers"
                               : "' reads weights of 32 bits") +
                          ": compile the model for each by itself");
    if (!loaded.module->getOps<vit::KernelOp>().empty())
      return session.fail(start + "'" + options.model +
                          "' has kernels already: begin with an earlier stage (--emit=fused)");
    return success();
  }

  /// Of the GPU among the targets.
  LogicalResult choosePrecision() {
    const std::string &type = options.precision;
    if (changesProducts())
      return checkChange();
    if (type.empty() || isAgreed())
      return success();
    if (loaded.targets.gpu && loaded.targets.gpu->precision)
      return session.fail("--precision=" + type + ": '" + loaded.targets.gpu->name +
                          "' names another");
    if (!loaded.targets.gpu)
      return session.fail("--precision=" + type +
                          " is for products on a GPU, and CPUs compute with f32: say --target=" +
                          loaded.targets.name() + ",cuda:sm_80");
    Target &gpu = *loaded.targets.gpu;
    if (!gpu.setPrecision(type))
      return session.fail("--precision=" + type + ": '" + gpu.name +
                          "' has no tensor cores for that: cuda:sm_80 and later ones have");
    return success();
  }

  /// A module that is planned already has its weights packed and its loops chosen for its targets.
  LogicalResult agreeOnTargets() {
    ModuleOp module = *loaded.module;
    auto planned = module->getAttrOfType<ArrayAttr>("vit.targets");
    if (!planned)
      return choosePrecision();
    if (!options.target.empty() && loaded.targets.toAttribute(&session.context) != planned) {
      InFlightDiagnostic error = module->emitError("is planned for ");
      llvm::interleaveComma(planned, error);
      return error << "; compile it for that by leaving --target=" << options.target
                   << " away, or begin with an earlier stage (--emit=kernels)";
    }
    llvm::Expected<Targets> targets = Targets::fromAttribute(planned);
    if (!targets)
      return module->emitError(toString(targets.takeError()));
    loaded.targets = std::move(*targets);
    if (changesProducts())
      return checkChange();
    if (!options.precision.empty() && !isAgreed())
      return session.fail("--precision=" + options.precision + ": '" + options.model +
                          "' is planned already: begin with an earlier stage (--emit=kernels)");
    return success();
  }

  /// What the options say of pictures and labels goes before what the model brings.
  LogicalResult attachPictures(ModuleOp module) {
    const SmallVector<func::FuncOp> entries = entriesOf(module);
    if (options.preprocessor == "none")
      for (func::FuncOp entry : entries)
        if (entry.getNumArguments())
          entry.removeArgAttr(0, "vit.preprocessing");
    if (!options.preprocessor.empty() && options.preprocessor != "none") {
      if (entries.size() > 1)
        return session.fail("--preprocessor: '" + options.model +
                            "' has several entries already: give it where the model is read");
      if (failed(attachPreprocessing(module, options.preprocessor)))
        return failure();
    }
    return options.labels.empty() ? success() : attachLabels(module, options.labels);
  }

  /// What every stage relies on, and a file of MLIR need not have.
  LogicalResult checkFunctions(ModuleOp module) {
    auto main = module.lookupSymbol<func::FuncOp>("main");
    if (!main)
      return session.fail("'" + modelPath(options) + "' has no function @main");
    for (auto function : module.getOps<func::FuncOp>())
      if (failed(checkFunction(function)))
        return failure();
    return checkInterfaces(module, main);
  }

  static LogicalResult checkInterfaces(ModuleOp module, func::FuncOp main) {
    for (auto function : module.getOps<func::FuncOp>())
      if (failed(checkInterface(function, main)))
        return failure();
    return success();
  }

  /// Whether pictures can be prepared for its first input.
  static bool takesPictures(func::FuncOp function) {
    return function.getNumArguments() && function.getArgAttr(0, "vit.preprocessing");
  }

  /// Entries take and return the same, in other shapes.
  static LogicalResult checkInterface(func::FuncOp function, func::FuncOp main) {
    auto isSame = [](std::vector<TensorDescription> own, std::vector<TensorDescription> other) {
      return own.size() == other.size() && llvm::all_of(llvm::zip_equal(own, other), [](auto pair) {
               auto &[a, b] = pair;
               return a.name == b.name && a.dtype == b.dtype && a.shape.size() == b.shape.size();
             });
    };
    if (isSame(describeInputs(function), describeInputs(main)) &&
        isSame(describeOutputs(function), describeOutputs(main)) &&
        takesPictures(function) == takesPictures(main))
      return success();
    auto error = function.emitError(
        "is an entry beside @main, and has other inputs or outputs: what they are called, "
        "their types and ranks, and whether pictures are prepared for them, are the same");
    error.attachNote(main.getLoc()) << "@main";
    return error;
  }

  static LogicalResult checkFunction(func::FuncOp function) {
    if (function.isExternal() || !function.getBody().hasOneBlock())
      return function.emitError() << "@" << function.getSymName() << " needs a body of one block";
    for (Operation &op : function.front().without_terminator())
      if (!isa<vit::VitDialect>(op.getDialect()))
        return op.emitError("a model is made of ops of the vit dialect alone");
    FunctionType type = function.getFunctionType();
    for (Type value : llvm::concat<const Type>(type.getInputs(), type.getResults())) {
      auto tensor = dyn_cast<RankedTensorType>(value);
      if (!tensor || !tensor.hasStaticShape() || !isElementType(tensor.getElementType()))
        return function.emitError() << "@" << function.getSymName()
                                    << " takes and returns tensors of static shape, not " << value;
    }
    return success();
  }

  const CompileOptions &options;
  Session &session;
  LoadedModel loaded;
};

} // namespace

FailureOr<LoadedModel> loadModel(const CompileOptions &options, StringRef weightsFile,
                                 Session &session) {
  TimingScope scope = session.timing.nest("import");
  Sidecar sidecar(weightsFile.str());
  return Loader(options, session).run(sidecar);
}

} // namespace vitc
