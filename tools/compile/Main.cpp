// vitc: compiles a model into a shared object.
#include "Calibration.h"
#include "Contracts.h"
#include "Dependencies.h"
#include "Options.h"
#include "Report.h"
#include "Tuning.h"
#include "codegen/InternalError.h"
#include "ir/Files.h"
#include "llvm/Support/WithColor.h"
#include <malloc.h>

using namespace mlir;
using namespace vitc;

static LogicalResult run(Compilation &compilation, const ToolOptions &options, Session &session) {
  if (!options.calibration.empty() && failed(connectCalibration(session, options.calibration)))
    return failure();
  if (options.interpret)
    return interpret(compilation, options.compile.stage, *options.interpret);
  if (options.check)
    return compileAndCheck(compilation, *options.check);
  return compilation.run();
}

static int exitStatus(const CompileResult &result, const ToolOptions &options) {
  if (result.outcome == Outcome::InternalError)
    return internalErrorStatus;
  if (!result)
    return 1;
  auto error = result.text.empty()
                   ? llvm::Error::success()
                   : writeFile("-", [&](llvm::raw_ostream &os) { os << result.text; });
  if (!error && !options.dependencyFile.empty())
    error = writeDependencies(options.dependencyFile, result);
  if (!error)
    return 0;
  llvm::WithColor::error(llvm::errs(), "vitc") << llvm::toString(std::move(error)) << '\n';
  return 1;
}

/// Weights are computed in buffers of some megabytes, one after the other. By default each goes back to the system and is
/// mapped, page by page, again: a third of the time of a compilation with all kernels in the cache.
static void keepLargeBuffers() {
  constexpr int largest = 64 << 20;
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, 2 * largest);
}

int main(int argc, char **argv) {
  installCrashReports();
  keepLargeBuffers();
  FailureOr<ToolOptions> options = parseOptions(argc, argv);
  if (failed(options))
    return 1;
  DefaultTimingManager manager;
  applyDefaultTimingManagerCLOptions(manager);
  if (options->printTimes)
    manager.setEnabled(true);
  TimingScope timing = manager.getRootScope();
  std::unique_ptr<MLIRContext> context = makeContext();
  Session session{*context, timing, applyPassManagerCLOptions};
  seedTestFault(session, options->testFault);
  connectContracts(session, options->compile, options->maxLatency);
  connectTuning(session);
  Report report;
  report.connect(options->compile);
  Compilation compilation(options->compile, session);
  return exitStatus(compilation.finish(run(compilation, *options, session)), *options);
}
