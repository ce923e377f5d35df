// Report.h: what vitc says on the terminal while it compiles.
#ifndef VITC_TOOLS_COMPILE_REPORT_H
#define VITC_TOOLS_COMPILE_REPORT_H

#include "vitc/Compiler.h"

namespace vitc {

/// Diagnostics as `vitc: error: FILE: node 'NAME': text`, and on terminals a line that says what is being done.
class Report {
public:
  ~Report() { clearProgress(); }
  /// Makes `options` report here.
  void connect(CompileOptions &options);

private:
  void print(const Diagnostic &diagnostic);
  void showProgress(const std::string &what, size_t done, size_t total);
  void clearProgress();

  bool hasProgress = false;
};

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_REPORT_H
