// vitc: compiles a model into a shared object.
#include "Options.h"
#include "Report.h"
#include "codegen/InternalError.h"
#include "ir/Files.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace vitc;

static LogicalResult run(Compilation &compilation, const ToolOptions &options) {
  if (options.interpret)
    return interpret(compilation, options.compile.stage, *options.interpret);
  if (options.check)
    return compileAndCheck(compilation, *options.check);
  return compilation.run();
}

static int exitStatus(const CompileResult &result) {
  if (result.outcome == Outcome::InternalError)
    return internalErrorStatus;
  if (!result)
    return 1;
  if (result.text.empty())
    return 0;
  auto error = writeFile("-", [&](llvm::raw_ostream &os) { os << result.text; });
  if (!error)
    return 0;
  llvm::WithColor::error(llvm::errs(), "vitc") << llvm::toString(std::move(error)) << '\n';
  return 1;
}

int main(int argc, char **argv) {
  installCrashReports();
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
  Report report;
  report.connect(options->compile);
  Compilation compilation(options->compile, session);
  return exitStatus(compilation.finish(run(compilation, *options)));
}
