// vitc-opt: runs passes on a file of MLIR, for tests and for looking.
#include "TestPasses.h"
#include "codegen/SelectSchedules.h"
#include "ir/ModuleText.h"
#include "ir/Printable.h"
#include "ir/VitDialect.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"
#include "passes/VerifyNumerics.h"
#include "tools/options/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/ToolOutputFile.h"
#include <deque>

using namespace mlir;

static llvm::cl::OptionCategory category("vitc-opt options");
static llvm::cl::opt<bool>
    checkNumerics("verify-numerics", llvm::cl::cat(category),
                  llvm::cl::desc("Evaluate @main before and behind every pass and compare"));

namespace {
/// Completes the module before the first pass, as vitc does behind parsing. No pass, so that it shows up
/// in no dump and no statistics, and before --verify-numerics evaluates the module.
struct CompleteModule : PassInstrumentation {
  CompleteModule(StringRef path, bool &hasFailed) : path(path), hasFailed(hasFailed) {}
  void runBeforePass(Pass *, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (module && !std::exchange(isDone, true))
      hasFailed |= failed(vitc::completeModule(module, path, /*needsWeights=*/false));
  }

  std::string path;
  bool isDone = false, &hasFailed;
};

/// Escapes what is no text in the texts of `diagnostic`: names out of files may be anything, and MLIR escapes
/// them only where it prints attributes. Lines stay, as printed ops have several.
void escapeTexts(Diagnostic &diagnostic) {
  static std::deque<std::string> texts; // diagnostics do not own them
  for (DiagnosticArgument &argument : diagnostic.getArguments())
    if (argument.getKind() == DiagnosticArgument::DiagnosticArgumentKind::String)
      argument = DiagnosticArgument(StringRef(
          texts.emplace_back(vitc::printable(argument.getAsString().str(), /*keepLines=*/true))));
  for (Diagnostic &note : diagnostic.getNotes())
    escapeTexts(note);
}

/// A dialect is loaded by the parser, so that this handler is the first to see a diagnostic.
void escapeDiagnostics(MLIRContext *context, vitc::vit::VitDialect *) {
  context->getDiagEngine().registerHandler([](Diagnostic &diagnostic) {
    escapeTexts(diagnostic);
    return failure(); // the next one prints it
  });
}
} // namespace

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg(
      "vitc-opt: error: internal: crashed\nvitc-opt: note: this is a fault of the "
      "pass, not of its input; --mlir-pass-pipeline-crash-reproducer=FILE writes "
      "a file that shows it\n");
  vitc::removeForeignOptions(category);
  DialectRegistry registry;
  registry.insert<vitc::vit::VitDialect, func::FuncDialect>();
  registry.addExtension(escapeDiagnostics);
  registerTransformsPasses();
  vitc::registerVitPasses();
  vitc::registerPipelines();
  vitc::registerPlanPipeline();
  vitc::registerTestPasses();
  std::string overview = registerCLIOptions("vitc pass driver\n", registry);
  vitc::refuseUnknownOptions(argc, argv, "vitc-opt");
  auto [inputName, outputName] = parseCLIOptions(argc, argv, overview);
  vitc::completeMLIROptions("vitc-opt");
  MlirOptMainConfig options = MlirOptMainConfig::createFromCLOptions(), config = options;
  std::shared_ptr<bool> isWrong;
  bool isIncomplete = false;
  config.setPassPipelineSetupFn([&, path = inputName](PassManager &pm) {
    pm.addInstrumentation(std::make_unique<CompleteModule>(path, isIncomplete));
    if (checkNumerics)
      isWrong = vitc::verifyNumerics(pm);
    return options.setupPassPipeline(pm);
  });
  std::string message;
  auto input = openInputFile(inputName, &message);
  auto output = input ? openOutputFile(outputName, &message) : nullptr;
  if (!output) {
    llvm::errs() << "vitc-opt: " << message << '\n';
    return 1;
  }
  if (failed(MlirOptMain(output->os(), std::move(input), registry, config)) || isIncomplete ||
      (isWrong && *isWrong))
    return 1;
  output->keep();
  return 0;
}
