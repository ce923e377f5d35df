// Options.cpp: the command line of vitc.
#include "Options.h"
#include "codegen/ModelDescription.h"
#include "ir/Files.h"
#include "ir/Printable.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"
#include "tools/options/CommandLine.h"
#include "tools/run/Options.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace vitc;
namespace cl = llvm::cl;

namespace {

cl::OptionCategory category("vitc options");
cl::opt<std::string> input(cl::Positional,
                           cl::desc("MODEL.onnx, GRAPH.json, checkpoint FOLDER or FILE.mlir"),
                           cl::cat(category));
cl::opt<std::string, false, NamesParser>
    namedModel("model", cl::value_desc("NAME"), cl::cat(category),
               cl::desc("A model by its configuration:"),
               cl::values(clEnumValN(0, "vit-tiny-16", ""), clEnumValN(0, "vit-small-16", ""),
                          clEnumValN(0, "vit-base-16", ""), clEnumValN(0, "vit-large-16", ""),
                          clEnumValN(0, "vit-base-32", ""), clEnumValN(0, "vit-large-32", ""),
                          clEnumValN(0, "vit-huge-14", ""), clEnumValN(0, "r50+vit-base-16", ""),
                          clEnumValN(0, "r50+vit-large-32", "")));
cl::opt<std::string>
    configFile("config", cl::value_desc("FILE.json"), cl::cat(category),
               cl::desc("Numbers of --model that differ, as {\"hidden_size\": 384, ...}"));
cl::list<std::string> settings("set", cl::value_desc("KEY=VALUE"), cl::cat(category),
                               cl::desc("A number of --model that differs; counts after --config"));
cl::opt<uint64_t> randomWeights("random-weights", cl::value_desc("SEED"), cl::cat(category),
                                cl::desc("Weights of --model, the same for the same seed"));
cl::list<std::string>
    imageSizes("image-size", cl::CommaSeparated, cl::value_desc("N or HxW"), cl::cat(category),
               cl::desc("Size of images of a checkpoint or --model; positions are resampled. "
                        "Several, as in 224,384: an entry of the artifact for each"));
cl::opt<std::string> output("o",
                            cl::desc("File to write; the header of a shared object goes beside it"),
                            cl::value_desc("FILE"), cl::cat(category));
/// A format with its stage: --emit names both.
enum class Emission : unsigned {};
constexpr Emission emission(Format format, Stage stage = Stage::Program) {
  return Emission(unsigned(format) << 8 | unsigned(stage));
}
Format formatOf(Emission emission) { return Format(unsigned(emission) >> 8); }
Stage stageOf(Emission emission) { return Stage(unsigned(emission) & 0xff); }

cl::opt<Emission> emitKind(
    "emit", cl::desc("What to write:"), cl::init(emission(Format::SharedObject)), cl::cat(category),
    cl::values(
        clEnumValN(emission(Format::Json, Stage::Imported), "json",
                   "the model as it was read, as a JSON graph"),
        clEnumValN(emission(Format::MLIR, Stage::Imported), "imported", "the model as it was read"),
        clEnumValN(emission(Format::MLIR, Stage::Simplified), "simplified",
                   "constants folded, identities dropped"),
        clEnumValN(emission(Format::MLIR, Stage::Fused), "fused",
                   "narrowed to what is read; projections, attention, MLPs fused"),
        clEnumValN(emission(Format::MLIR, Stage::Kernels), "kernels", "kernels and launches"),
        clEnumValN(emission(Format::MLIR, Stage::Program), "program",
                   "launches with their places in memory"),
        clEnumValN(emission(Format::Sbom, Stage::Imported), "sbom",
                   "what the artifact is made of (SPDX): compiler, options, digests of files"),
        clEnumValN(emission(Format::Summary), "summary",
                   "figures: sizes, work before and behind, kernels, memory, precision; "
                   "JSON with -o FILE.json"),
        clEnumValN(emission(Format::Graph), "dot", "graph for Graphviz, of --stage"),
        clEnumValN(emission(Format::Page), "html",
                   "page that shows what became of every node, for a browser"),
        clEnumValN(emission(Format::LLVM), "llvm", "LLVM IR of the host program"),
        clEnumValN(emission(Format::Stmt), "stmt", "Halide's loop nests of every kernel"),
        clEnumValN(emission(Format::Assembly), "asm", "assembly of host program and kernels"),
        clEnumValN(emission(Format::Ptx), "ptx", "PTX of the kernels for a GPU"),
        clEnumValN(emission(Format::Object), "obj", "one relocatable object, weights included"),
        clEnumValN(emission(Format::SharedObject), "so", "shared object and C header (default)")));
cl::opt<Stage> graphStage("stage", cl::desc("Stage that --emit=dot draws (default fused):"),
                          cl::init(Stage::Fused), cl::cat(category),
                          cl::values(clEnumValN(Stage::Imported, "imported", ""),
                                     clEnumValN(Stage::Simplified, "simplified", ""),
                                     clEnumValN(Stage::Fused, "fused", ""),
                                     clEnumValN(Stage::Kernels, "kernels", ""),
                                     clEnumValN(Stage::Program, "program", "")));
cl::opt<std::string> target(
    "target", cl::init("host"), cl::value_desc("NAME"), cl::cat(category),
    cl::desc("host, x86-64-v3, x86-64-v4, aarch64 or a CPU's name, with +feature/-feature; several "
             "of them, as in x86-64-v3,x86-64-v4, or all; and a GPU, as in "
             "x86-64-v3,cuda:sm_80"));
cl::list<int64_t> batches("batch", cl::CommaSeparated, cl::value_desc("N"), cl::cat(category),
                          cl::desc("Images of one program pass (default 1). Several, as in 1,8: an "
                                   "entry of the artifact for each, with the same weights"));
cl::list<std::string>
    inputShapes("input-shape", cl::value_desc("NAME=1x3x224x224"), cl::cat(category),
                cl::desc("Shape of an input whose dimensions the model leaves open. Several of an "
                         "input: an entry of the artifact for each"));
cl::opt<std::string, false, NamesParser> precision(
    "precision", cl::init("f32"), cl::value_desc("TYPE"), cl::cat(category),
    cl::desc("What products with weights multiply; all else is computed in f32:"),
    cl::values(clEnumValN(0, "f32", "default"),
               clEnumValN(0, "f16-weights", "f32, with weights stored in 16 bits"),
               clEnumValN(0, "bf16-weights", "likewise"),
               clEnumValN(0, "int8", "integers, on a CPU"),
               clEnumValN(0, "int8-a16", "integers, weights of 8 bits and activations of 16"),
               clEnumValN(0, "bf16",
                          "bf16, summed up in f32, on a CPU that has it (AVX512-BF16, "
                          "AMX) or on a GPU's tensor cores"),
               clEnumValN(0, "tf32", "on a GPU's tensor cores"), clEnumValN(0, "f16", "likewise")));
cl::opt<double> maxError(
    "max-error", cl::value_desc("SHARE"), cl::cat(category),
    cl::desc("With --precision=int8 or int8-a16: leave products in f32 that lose most, until no "
             "output is off by more than this share of its largest value (by the reference "
             "interpreter; slow)"));
cl::opt<double> minCosine(
    "min-cosine", cl::value_desc("COSINE"), cl::cat(category),
    cl::desc("The same until the cosine of every output with that of floats is at least this"));
cl::opt<std::string> calibrate(
    "calibrate", cl::value_desc("FILE or FOLDER"), cl::cat(category),
    cl::desc("Measure on these instead of 2 random inputs: a .npz file with arrays named like the "
             "inputs, a .npy file, or a folder of pictures"));
cl::opt<std::string>
    modelName("name", cl::value_desc("ID"), cl::cat(category),
              cl::desc("Prefix of the model's symbols (default: the output's name)"));
cl::opt<std::string> preprocessor(
    "preprocessor", cl::value_desc("FILE.json"), cl::cat(category),
    cl::desc(
        "How pictures are prepared: a preprocessor_config.json of transformers or a config.json "
        "of timm; 'none' leaves the model without"));
cl::opt<std::string> labels("labels", cl::value_desc("FILE"), cl::cat(category),
                            cl::desc("Names of the classes: a config.json, or one label a line"));
cl::opt<std::string> dependencyFile(
    "depfile", cl::value_desc("FILE.d"), cl::cat(category),
    cl::desc("Write for make and ninja what the output was made of: the model, its weights, ..."));
cl::opt<std::string> part(
    "part", cl::value_desc("NAME"), cl::cat(category),
    cl::desc("Compile this part of a checkpoint folder's model: mask-decoder or "
             "single-mask-decoder, of sam and sam2, which take image_embeddings and what people "
             "point at (default: image-encoder)"));
cl::opt<std::string> textEmbeddings(
    "text-embeddings", cl::value_desc("FILE.npy or .safetensors"), cl::cat(category),
    cl::desc(
        "Embeddings of the names of classes, which a folder of CLIP or SigLIP then gives pictures "
        "probabilities of. Names are a .safetensors file's own, or --labels"));
cl::opt<std::string> cacheDirectory(
    "cache-dir", cl::value_desc("DIR"), cl::cat(category),
    cl::desc("Keep compiled kernels in DIR, and take them from there (default: $VITC_CACHE_DIR, "
             "else vitc in $XDG_CACHE_HOME or ~/.cache); 'none' does neither"));
cl::opt<std::string>
    cacheSize("cache-size", cl::value_desc("BYTES"), cl::cat(category),
              cl::desc("Let kernels go that were used least lately, where all of DIR take more "
                       "(default 256MiB)"));
cl::opt<bool> timeStages("time", cl::desc("Report the time of each stage"), cl::cat(category));
cl::opt<bool> explainFusion("explain-fusion", cl::cat(category),
                            cl::desc("Say what was fused, and why the rest was not. Like every "
                                     "question, alone (without -o and --emit) it writes nothing"));
cl::list<std::string> requireFused("require-fused", cl::CommaSeparated,
                                   cl::value_desc("patch_embedding,qkv,attention,mlp"),
                                   cl::cat(category),
                                   cl::desc("Fail, with the reason, where this is not fused"));
cl::opt<bool> checkNumerics(
    "verify-numerics", cl::cat(category),
    cl::desc(
        "Evaluate before and behind every pass, on random input, and stop at the first pass and op "
        "that change a result (checks passes, not compiled code; slow)"));
cl::opt<std::string> checkAgainstFile(
    "check-against", cl::value_desc("FILE.npz"), cl::cat(category),
    cl::desc(
        "Run the compiled model on the inputs in FILE and compare with the outputs there (arrays "
        "by "
        "the model's names); find what is wrong where they differ. Without -o nothing is kept"));
cl::opt<double> tolerance(
    "tolerance", cl::init(1e-4), cl::value_desc("SHARE"), cl::cat(category),
    cl::desc("What --check-against, --verify-numerics and --self-test let pass, as a share of "
             "a tensor's largest value (default 1e-4)"));
cl::opt<int64_t> selfTest(
    "self-test", cl::value_desc("N"), cl::cat(category),
    cl::desc(
        "Give the artifact a function NAME_self_test: whether code and weights are what was "
        "compiled, and N inputs give what the reference interpreter makes of them by the model as "
        "it was read (with a --precision say a --tolerance, as 0.05). It is called here, too, "
        "before the artifact is written"));
cl::opt<std::string> signingKey(
    "sign", cl::value_desc("KEY.pem"), cl::cat(category),
    cl::desc(
        "Sign the shared object with this private key (Ed25519, as openssl genpkey writes it), "
        "for vitc-run --verify-key and vitc.load(key=...)"));
cl::opt<std::string> tune(
    "tune", cl::ValueOptional, cl::value_desc("SECONDS"), cl::cat(category),
    cl::desc(
        "Try other loops of products and attention on this machine, for about so long (60), and "
        "take the fastest: remarks say which"));
cl::opt<double> assertLatency(
    "assert-latency", cl::value_desc("MS"), cl::cat(category),
    cl::desc("Fail, with the slowest launches, where an image takes longer here, by the median"));
cl::opt<std::string>
    assertArena("assert-arena", cl::value_desc("BYTES"), cl::cat(category),
                cl::desc("Fail, with the launch that needs most, where activations take more: "
                         "1000000, 64KiB, 8MiB, 1GiB"));
cl::opt<std::string>
    assertArtifactSize("assert-artifact-size", cl::value_desc("BYTES"), cl::cat(category),
                       cl::desc("Fail, with the largest weights, where the file is larger"));
cl::opt<int64_t> assertLaunches(
    "assert-launches", cl::value_desc("N"), cl::cat(category),
    cl::desc("Fail, with the kernels that are launched most, where there are more launches"));
cl::opt<TestFault> testFault(
    "test-fault", cl::ReallyHidden, cl::init(TestFault::None), cl::cat(category),
    cl::desc("Seed a fault, for tests"),
    cl::values(clEnumValN(TestFault::Pass, "pass", "a pass that makes ReLU of GELU"),
               clEnumValN(TestFault::Kernel, "kernel", "kernels that do"),
               clEnumValN(TestFault::Places, "places", "one place in the arena for all results"),
               clEnumValN(TestFault::Crash, "crash", "a crash where GELU is compiled"),
               clEnumValN(TestFault::Overflow, "overflow", "a stack that overflows there"),
               clEnumValN(TestFault::Abort, "abort", "an assertion that fails there"),
               clEnumValN(TestFault::Exception, "exception", "an exception there"),
               clEnumValN(TestFault::Fatal, "fatal", "a fatal error of LLVM's there")));
cl::list<std::string> disabledPasses("disable-pass", cl::CommaSeparated, cl::value_desc("vit-NAME"),
                                     cl::cat(category),
                                     cl::desc("Leave out passes of simplification and fusion"));
cl::opt<bool> locations("locations", cl::desc("Print the model's node names in the IR"),
                        cl::cat(category));
cl::opt<bool>
    interpret("interpret", cl::cat(category),
              cl::desc("Evaluate with the reference interpreter, behind the stage of --emit"));
cl::list<std::string> inputFiles("input", cl::value_desc("NAME=FILE.npy"), cl::cat(category),
                                 cl::desc("Input for --interpret"));
cl::opt<std::string> outputDirectory("output-dir", cl::value_desc("DIR"), cl::cat(category),
                                     cl::desc("Where --interpret writes NAME.npy"));

LogicalResult fail(const Twine &message) {
  llvm::WithColor::error(llvm::errs(), "vitc") << printable(message.str()) << '\n';
  return failure();
}

/// "NAME=1x3x224x224" into `shapes`.
LogicalResult parseShape(StringRef text,
                         std::map<std::string, std::vector<std::vector<int64_t>>> &shapes) {
  auto [name, dimensions] = text.rsplit('=');
  std::vector<int64_t> shape;
  SmallVector<StringRef> parts;
  dimensions.split(parts, 'x');
  for (StringRef part : parts) {
    int64_t size;
    if (part.getAsInteger(10, size) || size < 1)
      return fail("--input-shape=" + text + ": expected NAME=1x3x224x224");
    shape.push_back(size);
  }
  shapes[name.str()].push_back(std::move(shape));
  return success();
}

/// "224" or "224x320" (height first).
LogicalResult parseImageSize(StringRef text, std::pair<int64_t, int64_t> &size) {
  auto [height, width] = text.split('x');
  if (!text.contains('x'))
    width = height;
  if (height.getAsInteger(10, size.first) || width.getAsInteger(10, size.second) ||
      size.first < 1 || size.second < 1)
    return fail("--image-size=" + text + ": expected a number of pixels, or HEIGHTxWIDTH");
  return success();
}

/// "8MiB" as bytes.
LogicalResult parseBytes(const cl::opt<std::string> &option, std::optional<int64_t> &bytes) {
  if (!option.getNumOccurrences())
    return success();
  StringRef text = option;
  unsigned shift = text.consume_back("KiB")   ? 10
                   : text.consume_back("MiB") ? 20
                   : text.consume_back("GiB") ? 30
                                              : 0;
  int64_t number;
  if (text.getAsInteger(10, number) || number < 0 || number > (int64_t(1) << 60 >> shift))
    return fail("--" + option.ArgStr + "=" + option.getValue() +
                ": expected a number of bytes, as 1000000, 64KiB, 8MiB or 1GiB");
  bytes = number << shift;
  return success();
}

LogicalResult readContracts(ToolOptions &options) {
  CompileOptions &compile = options.compile;
  if (assertLatency.getNumOccurrences())
    options.maxLatency = assertLatency;
  if (assertLaunches.getNumOccurrences())
    compile.maxLaunches = assertLaunches;
  if (options.maxLatency && compile.format != Format::SharedObject)
    return fail("--assert-latency runs a shared object: leave --emit away");
  return failure(failed(parseBytes(assertArena, compile.maxArenaBytes)) ||
                 failed(parseBytes(assertArtifactSize, compile.maxArtifactBytes)));
}

LogicalResult readTuning(CompileOptions &options) {
  if (!tune.getNumOccurrences())
    return success();
  double seconds = 60;
  if (!tune.empty() && (StringRef(tune).getAsDouble(seconds) || !(seconds > 0)))
    return fail("--tune=" + tune + ": expected a number of seconds");
  options.tuneSeconds = seconds;
  return success();
}

LogicalResult readCacheSize(CompileOptions &options) {
  std::optional<int64_t> bytes;
  if (failed(parseBytes(cacheSize, bytes)))
    return failure();
  options.cacheBytes = bytes.value_or(options.cacheBytes);
  return success();
}

/// Which model: a file or folder, or a name with its numbers.
LogicalResult readModel(CompileOptions &options) {
  options.model = input;
  bool hasNumbers =
      configFile.getNumOccurrences() || !settings.empty() || randomWeights.getNumOccurrences();
  if (!input.empty() && namedModel.empty() && hasNumbers)
    return fail("--config, --set and --random-weights are for --model; a file has its own numbers "
                "and weights");
  for (const std::string &text : imageSizes)
    if (failed(parseImageSize(text, options.imageSizes.emplace_back())))
      return failure();
  if (namedModel.empty())
    return success();
  NamedModel &model = options.namedModel.emplace();
  model.name = namedModel;
  model.configFile = configFile;
  model.settings.assign(settings.begin(), settings.end());
  if (randomWeights.getNumOccurrences())
    model.seed = randomWeights;
  return success();
}

/// What is written. A question alone writes nothing, and runs the stages that have the answer.
void readEmission(CompileOptions &options) {
  options.format = formatOf(emitKind);
  options.stage = options.format == Format::Graph ? graphStage : stageOf(emitKind);
  bool isQuestion = explainFusion || !requireFused.empty() || checkNumerics;
  bool isMore =
      !output.empty() || emitKind.getNumOccurrences() || interpret || !checkAgainstFile.empty();
  if (interpret && !emitKind.getNumOccurrences())
    options.stage = Stage::Imported;
  else if (isQuestion && !isMore)
    options.stage = checkNumerics ? Stage::Program : Stage::Fused;
  if (interpret || (isQuestion && !isMore))
    options.format = Format::Nothing;
}

LogicalResult readCompileOptions(CompileOptions &options) {
  if (failed(readModel(options)))
    return failure();
  readEmission(options);
  options.output = output;
  options.target = target.getNumOccurrences() ? target : std::string();
  options.precision = precision.getNumOccurrences() ? precision : std::string();
  if (maxError.getNumOccurrences())
    options.maxError = maxError;
  if (minCosine.getNumOccurrences())
    options.minCosine = minCosine;
  options.cacheDirectory = !cacheDirectory.getNumOccurrences() ? defaultCacheDirectory()
                           : cacheDirectory == "none"          ? std::string()
                                                               : cacheDirectory;
  options.name = modelName;
  if (modelName.getNumOccurrences() && modelName.empty())
    return fail("--name=: " + faultOfName(modelName) + "; choose another");
  options.preprocessor = preprocessor;
  options.labels = labels;
  options.textEmbeddings = textEmbeddings;
  options.part = part;
  if (batches.getNumOccurrences())
    options.batches.assign(batches.begin(), batches.end());
  options.locations = locations;
  options.explainFusion = explainFusion;
  options.requireFused.assign(requireFused.begin(), requireFused.end());
  options.disabledPasses.assign(disabledPasses.begin(), disabledPasses.end());
  options.verifyNumerics = checkNumerics;
  options.tolerance = tolerance;
  options.selfTest = selfTest;
  if (signingKey.getNumOccurrences() && signingKey.empty())
    return fail("--sign=: names no key; leave it away for an artifact that is not signed");
  options.signingKey = signingKey;
  for (const std::string &text : inputShapes)
    if (failed(parseShape(text, options.inputShapes)))
      return failure();
  return success();
}

/// An artifact is one even without a name.
bool writesFile(const CompileOptions &options) {
  if (options.format == Format::Nothing || options.output == "/dev/null")
    return false;
  const bool isArtifact =
      options.format == Format::SharedObject || options.format == Format::Object;
  return options.output.empty() ? isArtifact : !isStream(options.output);
}

LogicalResult readOptions(ToolOptions &options) {
  if (failed(readCompileOptions(options.compile)) || failed(readTuning(options.compile)) ||
      failed(readCacheSize(options.compile)) || failed(readContracts(options)))
    return failure();
  options.testFault = testFault;
  options.printTimes = timeStages;
  options.dependencyFile = dependencyFile;
  options.calibration = calibrate;
  if (!dependencyFile.empty() && !writesFile(options.compile))
    return fail("--depfile names what a file was made of: write one with -o");
  if (graphStage.getNumOccurrences() && options.compile.format != Format::Graph)
    return fail("--stage goes with --emit=dot");
  if (!checkAgainstFile.empty() && (options.compile.format != Format::SharedObject || interpret))
    return fail("--check-against runs the compiled model: leave --emit and --interpret away");
  if (!checkAgainstFile.empty())
    options.check = CheckOptions{checkAgainstFile, tolerance, output};
  if (!interpret)
    return success();
  if (outputDirectory.empty())
    return fail("--interpret needs --output-dir");
  options.interpret.emplace().outputDirectory = outputDirectory;
  for (StringRef text : inputFiles) {
    auto [name, file] = text.split('=');
    options.interpret->inputs[name.str()] = file.str();
  }
  return success();
}

/// MLIR's options for printing, timing, statistics and reproducers; they know passes that are registered.
void registerMLIROptions() {
  static cl::OptionCategory ofMLIR("Options of MLIR, for looking inside");
  removeForeignOptions(category);
  registerVitPasses();
  registerCanonicalizerPass();
  registerCSEPass();
  registerAsmPrinterCLOptions();
  registerMLIRContextCLOptions();
  registerPassManagerCLOptions();
  registerDefaultTimingManagerCLOptions();
  SmallVector<cl::Option *> withoutEffect;
  for (auto &[name, option] : cl::getRegisteredOptions())
    if (name.ends_with("-on-diagnostic"))
      withoutEffect.push_back(option);
    else if (name.starts_with("mlir-"))
      option->addCategory(ofMLIR);
  for (cl::Option *option : withoutEffect) // messages name the model's nodes instead
    option->removeArgument();
}

/// Of an empty variable in a script, which would mean the default, unnoticed.
LogicalResult refuseEmptyValues(ArrayRef<const char *> arguments) {
  for (auto [i, text] : llvm::enumerate(arguments)) {
    const StringRef argument = text;
    if (argument.empty())
      return fail("argument " + Twine(i + 1) + " is empty");
    if (argument.starts_with("-") && argument.find('=') == argument.size() - 1)
      return fail(argument + ": the value is empty; leave the option away for its default");
  }
  return success();
}

/// What to do instead of giving options that other compilers have, or vitc-run.
std::string adviceOn(StringRef option) {
  if (run::isOption(("--" + option).str()))
    return "vitc-run has it, for the compiled model";
  if (option.starts_with("O") && option.size() <= 5)
    return "vitc always optimises";
  if (llvm::is_contained({"march", "mcpu", "mtune"}, option))
    return "--target=NAME chooses the machine";
  return "";
}

} // namespace

FailureOr<ToolOptions> vitc::parseOptions(int argc, char **argv) {
  registerMLIROptions();
  cl::SetVersionPrinter([](llvm::raw_ostream &os) { os << "vitc " << vitc::version() << "\n"; });
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  SmallVector<const char *> arguments(argv, argv + argc);
  cl::ExpandResponseFiles(saver, cl::TokenizeGNUCommandLine, arguments); // @FILE
  const int count = int(arguments.size());
  refuseUnknownOptions(count, arguments.data(), "vitc", adviceOn);
  cl::ParseCommandLineOptions(
      count, arguments.data(),
      "vitc: ahead-of-time compiler for Vision Transformers\n\n"
      "  vitc model.onnx -o model.so      writes model.so and model.h\n"
      "  vitc folder/ -o model.so         the same for a checkpoint\n"
      "  vitc graph.json -o model.so      ... for a JSON graph\n"
      "  vitc --model vit-base-16 --random-weights=1 -o model.so\n"
      "                                   ... for a model by its configuration\n");
  completeMLIROptions("vitc");
  ToolOptions options;
  if (failed(readOptions(options)) || failed(refuseEmptyValues(ArrayRef(arguments).drop_front())))
    return failure();
  return options;
}
