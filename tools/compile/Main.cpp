// vitc: compiles a model into a shared object.
#include "Driver.h"
#include "codegen/InternalError.h"
#include "codegen/ModelDescription.h"
#include "ir/Printable.h"
#include "ir/VitOps.h"
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
cl::opt<std::string>
    namedModel("model", cl::value_desc("NAME"), cl::cat(category),
               cl::desc("A model by its configuration: vit-{tiny,small,base,large}-16, "
                        "vit-{base,large}-32, vit-huge-14, r50+vit-base-16, "
                        "r50+vit-large-32"));
cl::opt<std::string>
    configFile("config", cl::value_desc("FILE.json"), cl::cat(category),
               cl::desc("Numbers of --model that differ, as {\"hidden_size\": 384, ...}"));
cl::list<std::string> settings("set", cl::value_desc("KEY=VALUE"), cl::cat(category),
                               cl::desc("A number of --model that differs; counts after --config"));
cl::opt<uint64_t> randomWeights("random-weights", cl::value_desc("SEED"), cl::cat(category),
                                cl::desc("Weights of --model, the same for the same seed"));
cl::opt<std::string>
    imageSize("image-size", cl::value_desc("N or HxW"), cl::cat(category),
              cl::desc("Size of images of a checkpoint or --model; positions are resampled"));
cl::opt<std::string> output("o",
                            cl::desc("File to write; the header of a shared object goes beside it"),
                            cl::value_desc("FILE"), cl::cat(category));
cl::opt<Emit> emitKind(
    "emit", cl::desc("What to write:"), cl::init(Emit::SharedObject), cl::cat(category),
    cl::values(clEnumValN(Emit::Json, "json", "the model as it was read, as a JSON graph"),
               clEnumValN(Emit::Imported, "imported", "the model as it was read"),
               clEnumValN(Emit::Simplified, "simplified", "constants folded, identities dropped"),
               clEnumValN(Emit::Fused, "fused",
                          "narrowed to what is read; projections, attention, MLPs fused"),
               clEnumValN(Emit::Kernels, "kernels", "kernels and launches"),
               clEnumValN(Emit::Program, "program", "launches with their places in memory"),
               clEnumValN(Emit::Summary, "summary",
                          "figures: sizes, work before and behind, kernels, memory"),
               clEnumValN(Emit::Graph, "dot", "graph for Graphviz, of --stage"),
               clEnumValN(Emit::Page, "html",
                          "page that shows what became of every node, for a browser"),
               clEnumValN(Emit::LLVM, "llvm", "LLVM IR of the host program"),
               clEnumValN(Emit::Stmt, "stmt", "Halide's loop nests of every kernel"),
               clEnumValN(Emit::Assembly, "asm", "assembly of host program and kernels"),
               clEnumValN(Emit::Object, "obj", "one relocatable object, weights included"),
               clEnumValN(Emit::SharedObject, "so", "shared object and C header (default)")));
cl::opt<Emit> graphStage("stage", cl::desc("Stage that --emit=dot draws (default fused):"),
                         cl::init(Emit::Fused), cl::cat(category),
                         cl::values(clEnumValN(Emit::Imported, "imported", ""),
                                    clEnumValN(Emit::Simplified, "simplified", ""),
                                    clEnumValN(Emit::Fused, "fused", ""),
                                    clEnumValN(Emit::Kernels, "kernels", ""),
                                    clEnumValN(Emit::Program, "program", "")));
cl::opt<std::string>
    target("target", cl::init("host"), cl::value_desc("NAME"), cl::cat(category),
           cl::desc("host, x86-64-v3, x86-64-v4 or a CPU's name, with +feature/-feature"));
cl::opt<int64_t> batch("batch", cl::init(1), cl::value_desc("N"), cl::cat(category),
                       cl::desc("Images of one program pass (default 1)"));
cl::list<std::string>
    inputShapes("input-shape", cl::value_desc("NAME=1x3x224x224"), cl::cat(category),
                cl::desc("Shape of an input whose dimensions the model leaves open"));
cl::opt<std::string> precision("precision", cl::init("f32"), cl::value_desc("TYPE"),
                               cl::cat(category), cl::desc("Type to compute in: f32"));
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
cl::opt<double>
    tolerance("tolerance", cl::init(1e-4), cl::value_desc("SHARE"), cl::cat(category),
              cl::desc("What --check-against and --verify-numerics let pass, as a share of "
                       "a tensor's largest value (default 1e-4)"));
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
LogicalResult parseShape(StringRef text, llvm::StringMap<SmallVector<int64_t>> &shapes) {
  auto [name, dimensions] = text.rsplit('=');
  SmallVector<int64_t> shape;
  SmallVector<StringRef> parts;
  dimensions.split(parts, 'x');
  for (StringRef part : parts) {
    int64_t size;
    if (part.getAsInteger(10, size) || size < 1)
      return fail("--input-shape=" + text + ": expected NAME=1x3x224x224");
    shape.push_back(size);
  }
  shapes[name] = shape;
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

/// Which model: a file or folder, or a name with its numbers.
LogicalResult readModel(DriverOptions &options) {
  // "folder/" is called like "folder".
  options.input = StringRef(input).size() > 1 ? StringRef(input).rtrim('/').str() : input;
  if (input.empty() == namedModel.empty())
    return fail(input.empty() ? "name a model: a file, a checkpoint folder, or --model=NAME"
                              : "there are two models: '" + input + "' and --model=" + namedModel);
  bool hasNumbers =
      configFile.getNumOccurrences() || !settings.empty() || randomWeights.getNumOccurrences();
  if (namedModel.empty() && hasNumbers)
    return fail("--config, --set and --random-weights are for --model; a file has its own numbers "
                "and weights");
  if (!imageSize.empty() && failed(parseImageSize(imageSize, options.import.imageSize.emplace())))
    return failure();
  if (namedModel.empty())
    return success();
  options.input = namedModel;
  ModelByName &model = options.import.model.emplace();
  model.name = namedModel;
  model.configFile = configFile;
  model.settings.assign(settings.begin(), settings.end());
  if (randomWeights.getNumOccurrences())
    model.seed = randomWeights;
  else if (emitKind != Emit::Summary)
    return fail("--model has no weights; give it some with --random-weights=SEED");
  return success();
}

LogicalResult readDisabledPasses(DriverOptions &options) {
  std::vector<std::string> known = optionalPasses();
  for (const std::string &pass : disabledPasses) {
    if (!llvm::is_contained(known, pass))
      return fail("--disable-pass=" + pass + ": known are " + llvm::join(known, ", "));
    options.disabledPasses.push_back(pass);
  }
  return success();
}

/// A question alone writes nothing, and runs the stages that have the answer.
void readQuestions(DriverOptions &options) {
  bool isQuestion = explainFusion || !requireFused.empty() || checkNumerics;
  bool isMore =
      !output.empty() || emitKind.getNumOccurrences() || interpret || !checkAgainstFile.empty();
  options.onlyAnswers = isQuestion && !isMore;
  if (options.onlyAnswers)
    options.emit = checkNumerics ? Emit::Program : Emit::Fused;
}

LogicalResult readOptions(DriverOptions &options) {
  if (failed(readModel(options)))
    return failure();
  options.output = output;
  options.target = target.getNumOccurrences() ? target : std::string();
  options.name = modelName;
  if (std::string fault = faultOfName(modelName); modelName.getNumOccurrences() && !fault.empty())
    return fail("--name=" + modelName + ": " + fault + "; choose another");
  options.preprocessor = preprocessor;
  options.labels = labels;
  options.emit = emitKind.getNumOccurrences() || !interpret ? emitKind : Emit::Imported;
  options.debugInfo = locations;
  options.explainFusion = explainFusion;
  for (const std::string &kind : requireFused) {
    if (!llvm::is_contained({"patch_embedding", "qkv", "attention", "mlp"}, kind))
      return fail("--require-fused=" + kind + ": known are patch_embedding, qkv, attention, mlp");
    options.requireFused.push_back(kind);
  }
  options.verifyNumerics = checkNumerics;
  options.testFault = testFault;
  options.graphStage = graphStage;
  if (graphStage.getNumOccurrences() && emitKind != Emit::Graph)
    return fail("--stage goes with --emit=dot");
  options.checkAgainst = checkAgainstFile;
  options.tolerance = tolerance;
  if (!(tolerance > 0))
    return fail("--tolerance: expected a positive number");
  if (!checkAgainstFile.empty() && (options.emit != Emit::SharedObject || interpret))
    return fail("--check-against runs the compiled model: leave --emit and --interpret away");
  if (failed(readDisabledPasses(options)))
    return failure();
  readQuestions(options);
  options.interpret = interpret;
  options.outputDirectory = outputDirectory;
  options.import.batch = batch;
  if (batch < 1)
    return fail("--batch=" + Twine(batch) + ": expected a positive number");
  if (precision != "f32")
    return fail("--precision=" + Twine(precision) + ": only f32 is supported");
  for (const std::string &text : inputShapes)
    if (failed(parseShape(text, options.import.inputShapes)))
      return failure();
  for (StringRef text : inputFiles) {
    auto [name, file] = text.split('=');
    options.interpretInputs[name] = file.str();
  }
  if (interpret && outputDirectory.empty())
    return fail("--interpret needs --output-dir");
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

int main(int argc, char **argv) {
  installCrashReports();
  registerMLIROptions();
  cl::SetVersionPrinter([](llvm::raw_ostream &os) { os << "vitc " VITC_VERSION "\n"; });
  refuseUnknownOptions(argc, argv, "vitc", adviceOn);
  cl::ParseCommandLineOptions(
      argc, argv,
      "vitc: ahead-of-time compiler for Vision Transformers\n\n"
      "  vitc model.onnx -o model.so      writes model.so and model.h\n"
      "  vitc folder/ -o model.so         the same for a checkpoint\n"
      "  vitc graph.json -o model.so      ... for a JSON graph\n"
      "  vitc --model vit-base-16 --random-weights=1 -o model.so\n"
      "                                   ... for a model by its configuration\n");
  completeMLIROptions("vitc");
  DriverOptions options;
  if (failed(readOptions(options)))
    return 1;
  DialectRegistry registry;
  registry.insert<vit::VitDialect, func::FuncDialect>();
  MLIRContext context(registry);
  context.loadAllAvailableDialects();
  context.printOpOnDiagnostic(false); // the message names the model's node
  DiagnosticPrinter printer(context);
  DefaultTimingManager manager;
  applyDefaultTimingManagerCLOptions(manager);
  if (timeStages)
    manager.setEnabled(true);
  TimingScope timing = manager.getRootScope();
  if (succeeded(runDriver(options, context, timing)))
    return 0;
  return hasInternalErrors() ? internalErrorStatus : 1;
}
