// vitc-opt: runs passes on a file of MLIR, for tests and for looking.
#include "TestPasses.h"
#include "ir/VitOps.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"
#include "passes/VerifyNumerics.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

static llvm::cl::opt<bool>
    checkNumerics("verify-numerics",
                  llvm::cl::desc("Evaluate @main before and behind every pass and compare"));

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg(
      "vitc-opt: error: internal: crashed\nvitc-opt: note: this is a fault of the "
      "pass, not of its input; --mlir-pass-pipeline-crash-reproducer=FILE writes "
      "a file that shows it\n");
  DialectRegistry registry;
  registry.insert<vitc::vit::VitDialect, func::FuncDialect>();
  registerTransformsPasses();
  vitc::registerVitPasses();
  vitc::registerPipelines();
  vitc::registerTestPasses();
  auto [inputName, outputName] =
      registerAndParseCLIOptions(argc, argv, "vitc pass driver\n", registry);
  MlirOptMainConfig options = MlirOptMainConfig::createFromCLOptions(), config = options;
  std::shared_ptr<bool> hasFailed;
  config.setPassPipelineSetupFn([&](PassManager &pm) {
    if (checkNumerics)
      hasFailed = vitc::verifyNumerics(pm);
    return options.setupPassPipeline(pm);
  });
  std::string message;
  auto input = openInputFile(inputName, &message);
  auto output = input ? openOutputFile(outputName, &message) : nullptr;
  if (!output) {
    llvm::errs() << "vitc-opt: " << message << '\n';
    return 1;
  }
  if (failed(MlirOptMain(output->os(), std::move(input), registry, config)) ||
      (hasFailed && *hasFailed))
    return 1;
  output->keep();
  return 0;
}
