//===-- HalideErrors.cpp --------------------------------------------------------------------------===//
#include "codegen/HalideErrors.h"
#include "codegen/InternalError.h"
#include "ir/VitOpsProgram.h"
#include <Halide.h>
#include <mutex>

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

Operation *vitc::anchorOf(vit::KernelOp kernel) {
  Operation *anchor = kernel.getAnchor();
  return anchor ? anchor : kernel.getOperation();
}

LogicalResult vitc::withHalide(vit::KernelOp kernel, llvm::function_ref<LogicalResult()> body) {
  static Reporter reporter;
  static std::once_flag once;
  std::call_once(once, [] { Halide::set_custom_compile_time_error_reporter(&reporter); });
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
