// Report.cpp: what vitc says on the terminal while it compiles.
#include "Report.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"

using namespace vitc;

void Report::connect(CompileOptions &options) {
  options.onDiagnostic = [this](const Diagnostic &diagnostic) {
    clearProgress();
    print(diagnostic);
  };
  if (llvm::sys::Process::StandardErrIsDisplayed())
    options.onProgress = [this](const std::string &what, size_t done, size_t total) {
      showProgress(what, done, total);
    };
}

static llvm::raw_ostream &printSeverity(llvm::raw_ostream &os, Severity severity) {
  switch (severity) {
  case Severity::Error:
    return llvm::WithColor::error(os);
  case Severity::Warning:
    return llvm::WithColor::warning(os);
  case Severity::Remark:
    return llvm::WithColor::remark(os);
  case Severity::Note:
    return llvm::WithColor::note(os);
  }
  llvm_unreachable("no severity");
}

void Report::print(const Diagnostic &diagnostic) {
  llvm::raw_ostream &os = llvm::errs();
  os << "vitc: ";
  printSeverity(os, diagnostic.severity) << toString(diagnostic) << '\n';
  for (const Diagnostic &note : diagnostic.notes)
    print(note);
}

void Report::showProgress(const std::string &what, size_t done, size_t total) {
  llvm::errs() << "\r\033[Kvitc: " << what;
  if (total)
    llvm::errs() << ' ' << done << '/' << total;
  llvm::errs().flush();
  hasProgress = true;
  if (total && done == total)
    clearProgress();
}

void Report::clearProgress() {
  if (std::exchange(hasProgress, false))
    llvm::errs() << "\r\033[K";
}
