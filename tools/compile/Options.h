// Options.h: the command line of vitc.
#ifndef VITC_TOOLS_COMPILE_OPTIONS_H
#define VITC_TOOLS_COMPILE_OPTIONS_H

#include "Check.h"
#include "Interpret.h"
#include "TestFaults.h"

namespace vitc {

struct ToolOptions {
  CompileOptions compile;
  /// Instead of writing what the options' format says.
  std::optional<InterpretOptions> interpret;
  std::optional<CheckOptions> check;
  TestFault testFault = TestFault::None;
  bool printTimes = false;
  /// Milliseconds of an image here.
  std::optional<double> maxLatency;
  /// What lies there products of integers are measured on; "": random inputs.
  std::string calibration;
  /// A file for make and ninja that says what the output was made of; "": none.
  std::string dependencyFile;
};

/// Says on standard error what is wrong when it fails; what it does not know ends the process.
mlir::FailureOr<ToolOptions> parseOptions(int argc, char **argv);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_OPTIONS_H
