//===-- HalideErrors.cpp --------------------------------------------------------------------------===//
#include "codegen/HalideErrors.h"
#include "codegen/DeviceInstructions.h"
#include "codegen/InternalError.h"
#include "ir/VitOpsProgram.h"
#include <Halide.h>
#include <cstdlib>
#include <mutex>
#include <optional>

using namespace mlir;
using namespace vitc;

namespace {
/// What Halide would print: warnings say nothing that a user can act on, errors are thrown.
class Reporter : public Halide::CompileTimeErrorReporter {
public:
  void warning(const char *) override {}
  void error(const char *text) override { throw Halide::CompileError(text); }
};
} // namespace

/// LLVM within Halide takes arguments from the environment alone, when it is first used; the environment is as before
/// afterwards.
static void initialiseLLVM() {
  constexpr char variable[] = "HL_LLVM_ARGS";
  const char *own = std::getenv(variable);
  const std::optional<std::string> before = own ? std::optional<std::string>(own) : std::nullopt;
  ::setenv(variable, ((before ? *before + " " : "") + convergentCalls()).c_str(), /*replace=*/1);
  const Halide::Target target("x86-64-linux-no_runtime");
  Halide::Module("nothing", target)
      .compile({{Halide::OutputFileType::bitcode, "/dev/null"}}); // which uses LLVM
  if (before)
    ::setenv(variable, before->c_str(), /*replace=*/1);
  else
    ::unsetenv(variable);
}

void vitc::initialiseHalide() {
  static Reporter reporter;
  static std::once_flag once;
  std::call_once(once, [] {
    Halide::set_custom_compile_time_error_reporter(&reporter);
    initialiseLLVM();
  });
}

Operation *vitc::anchorOf(vit::KernelOp kernel) {
  Operation *anchor = kernel.getAnchor();
  return anchor ? anchor : kernel.getOperation();
}

LogicalResult vitc::withHalide(vit::KernelOp kernel, llvm::function_ref<LogicalResult()> body) {
  initialiseHalide();
  const KernelInProgress inProgress(kernel);
  std::string message;
  try {
    return body();
  } catch (const Halide::Error &error) { // not a std::exception
    message = error.what();
  } catch (const std::exception &error) {
    message = error.what();
  }
  return internalError(kernel, anchorOf(kernel), "Halide: " + StringRef(message).rtrim());
}
