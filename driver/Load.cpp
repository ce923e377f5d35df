//===-- Load.cpp: from what the options name to a module -------------------------------------------===//
#include "driver/Load.h"
#include "codegen/ModelDescription.h"
#include "frontend/Importer.h"
#include "frontend/Preprocessing.h"
#include "ir/Inference.h"
#include "ir/ModuleText.h"
#include "ir/VitOpsProgram.h"
#include "passes/Pipelines.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

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

int64_t integerBitsOf(StringRef precision) {
  return precision == "int8" ? 8 : precision == "int8-a16" ? 16 : 0;
}

StringRef weightTypeOf(StringRef precision) {
  return precision.consume_back("-weights") ? precision : StringRef();
}

LogicalResult checkOptions(const CompileOptions &options, const Session &session) {
  if (failed(checkModel(options, session)))
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
  if (!llvm::is_contained(
          {"", "f32", "f16-weights", "bf16-weights", "int8", "int8-a16", "tf32", "f16", "bf16"},
          options.precision))
    return session.fail("--precision=" + options.precision +
                        ": known are f32, f16-weights, bf16-weights, int8 and int8-a16, and tf32, "
                        "f16 and bf16 for a GPU");
  if (options.batch < 1)
    return session.fail("--batch=" + Twine(options.batch) + ": expected a positive number");
  auto isBad = [](int64_t size) { return size < 1; };
  if (!options.textEmbeddings.empty() &&
      (options.namedModel || !llvm::sys::fs::is_directory(options.model)))
    return session.fail("--text-embeddings: it is for folders of CLIP and SigLIP, which say how "
                        "images are compared "
                        "with texts");
  for (const auto &[name, shape] : options.inputShapes)
    if (llvm::any_of(shape, isBad))
      return session.fail("--input-shape=" + name + ": sizes are positive");
  if (options.imageSize && (isBad(options.imageSize->first) || isBad(options.imageSize->second)))
    return session.fail("--image-size: sizes are positive");
  return success();
}

namespace {

/// One import.
class Loader {
public:
  Loader(const CompileOptions &options, Session &session) : options(options), session(session) {}

  FailureOr<LoadedModel> run(StringRef weightsFile) {
    auto parsed = Targets::parse(options.target.empty() ? "host" : options.target);
    if (!parsed)
      return session.fail(toString(parsed.takeError()));
    loaded.targets = std::move(*parsed);
    loaded.module = isText(options)
                        ? parseModule(options.model, &session.context)
                        : importModel(options.model, importOptions(weightsFile), &session.context);
    if (!loaded.module)
      return failure();
    auto function = loaded.module->lookupSymbol<func::FuncOp>("main");
    if (!function)
      return session.fail("'" + modelPath(options) + "' has no function @main");
    if (failed(checkMain(function)) || failed(agreeOnTargets()) || failed(attachPictures(function)))
      return failure();
    return std::move(loaded);
  }

private:
  ImportOptions importOptions(StringRef weightsFile) const {
    ImportOptions result;
    result.batch = options.batch;
    for (const auto &[name, shape] : options.inputShapes)
      result.inputShapes[name].assign(shape.begin(), shape.end());
    result.imageSize = options.imageSize;
    result.textEmbeddings = options.textEmbeddings;
    result.hasLabels = !options.labels.empty();
    if (const auto &named = options.namedModel)
      result.model = ModelByName{named->name, named->configFile, named->settings, named->seed};
    result.takesPreprocessing = options.preprocessor.empty();
    result.weightsFile = weightsFile.str();
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
    return integerBitsOf(options.precision) || !weightTypeOf(options.precision).empty();
  }

  LogicalResult checkChange() {
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
  LogicalResult attachPictures(func::FuncOp function) {
    if (options.preprocessor == "none" && function.getNumArguments())
      function.removeArgAttr(0, "vit.preprocessing");
    else if (!options.preprocessor.empty() &&
             failed(attachPreprocessing(*loaded.module, options.preprocessor)))
      return failure();
    return options.labels.empty() ? success() : attachLabels(*loaded.module, options.labels);
  }

  /// What every stage relies on, and a file of MLIR need not have.
  LogicalResult checkMain(func::FuncOp function) {
    if (function.isExternal() || !function.getBody().hasOneBlock())
      return function.emitError("@main needs a body of one block");
    for (auto other : loaded.module->getOps<func::FuncOp>())
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

  const CompileOptions &options;
  Session &session;
  LoadedModel loaded;
};

} // namespace

FailureOr<LoadedModel> loadModel(const CompileOptions &options, StringRef weightsFile,
                                 Session &session) {
  TimingScope scope = session.timing.nest("import");
  return Loader(options, session).run(weightsFile);
}

} // namespace vitc
