//===-- InternalError.cpp: faults of the compiler itself -------------------------------------------===//
//
// What a signal handler prints must lie ready: the text of the kernel that a thread compiles is made before,
// and written by write(2) alone. LLVM's handlers call ours, once, on the thread that crashed and on a stack of
// its own; they have removed temporary files before, and raise the signal again afterwards.
#include "codegen/InternalError.h"
#include "ir/Printable.h"
#include "ir/TemporaryFile.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Signals.h"
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <unistd.h>

using namespace mlir;

namespace vitc {
namespace {

constexpr char help[] =
    "this is a fault of the compiler, not of the model. For a small input that shows it, write the "
    "kernels of the model with --emit=kernels -o FILE.mlir, keep the one named here and a @main "
    "that launches it, and compile that file";
constexpr char helpWithoutKernel[] =
    "this is a fault of the compiler, not of the model. --emit=imported, simplified, fused, "
    "kernels, program tell which stage it is; the stage before it, written with -o FILE.mlir, is a "
    "smaller input that shows it";

thread_local const char *inProgress = nullptr;
bool areCrashesReported = false;

void say(const char *text) {
  if (write(STDERR_FILENO, text, std::strlen(text)) < 0)
    return; // nobody listens
}

void reportCrash(void *) {
  static std::atomic_flag reported = ATOMIC_FLAG_INIT;
  if (reported.test_and_set())
    pause(); // another thread's report ends this process
  const char *kernel = inProgress;
  say("\nvitc: error: internal: crashed");
  say(kernel ? " while compiling " : "");
  say(kernel ? kernel : "");
  say("\nvitc: note: ");
  say(kernel ? help : helpWithoutKernel);
  say("\nvitc: note: where:\n");
  alarm(10); // what prints the stack may need a lock that the crash has left closed
  llvm::sys::PrintStackTrace(llvm::errs(), /*Depth=*/32);
}

void reportFatalError(void *, const char *reason, bool) {
  say("vitc: error: internal: LLVM: ");
  say(reason);
  std::abort();
}

[[noreturn]] void reportLackOfMemory(void *, const char *, bool) {
  say("vitc: error: out of memory\n");
  llvm::sys::RunInterruptHandlers();
  _exit(1);
}

/// For exit(3), by which LLVM within Halide, which does not know our handlers, ends the process where it cannot write. Other
/// threads are at work, and would meet objects that exit destroys.
void reportExit() {
  if (!inProgress) // of the thread that exits
    return;
  say("vitc: error: LLVM ended the compilation, as it says above. Where it could not write, "
      "TMPDIR=FOLDER names another folder for temporary files\n");
  llvm::sys::RunInterruptHandlers();
  _exit(1);
}

/// Where the handler runs when this thread's own stack is full.
void provideSignalStack() {
  constexpr size_t size = 256 << 10;
  static thread_local std::unique_ptr<char[]> memory;
  stack_t current;
  if (memory || sigaltstack(nullptr, &current) != 0 || !(current.ss_flags & SS_DISABLE))
    return;
  memory = std::make_unique<char[]>(size);
  const stack_t own = {memory.get(), 0, size};
  sigaltstack(&own, nullptr);
}

} // namespace

/// What marks a diagnostic as one of the compiler's own faults.
static constexpr StringRef mark = "vitc.internal";

LogicalResult internalError(vit::KernelOp kernel, Operation *op, const Twine &text) {
  InFlightDiagnostic error = op->emitError("internal: ");
  error.append(text).append(", in kernel @", kernel.getSymName()).attachNote() << help;
  error.getUnderlyingDiagnostic()->getMetadata().push_back(DiagnosticArgument(mark));
  return failure();
}

bool isInternalError(Diagnostic &diagnostic) {
  return llvm::any_of(diagnostic.getMetadata(), [](DiagnosticArgument &argument) {
    return argument.getKind() == DiagnosticArgument::DiagnosticArgumentKind::String &&
           argument.getAsString() == mark;
  });
}

KernelInProgress::KernelInProgress(vit::KernelOp kernel)
    : description(("kernel @" + kernel.getSymName()).str()) {
  Operation *anchor = kernel.getAnchor();
  const StringRef node = anchor ? nodeName(anchor->getLoc()) : StringRef();
  if (!node.empty())
    description += " of node '" + printable(node) + "'";
  if (areCrashesReported) {
    provideSignalStack();
    std::atexit(reportExit); // anew, to be before the end of what compiling other kernels has made
  }
  inProgress = description.c_str();
}

KernelInProgress::~KernelInProgress() { inProgress = nullptr; }

void installCrashReports() {
  areCrashesReported = true;
  removeTemporaryFilesOnSignals();
  llvm::sys::SetOneShotPipeSignalFunction(llvm::sys::DefaultOneShotPipeSignalHandler);
  llvm::sys::AddSignalHandler(reportCrash, nullptr);
  // A file larger than the limit (ulimit -f) is a fault of writing it.
  std::signal(SIGXFSZ, SIG_IGN);
  llvm::install_fatal_error_handler(reportFatalError);
  llvm::install_bad_alloc_error_handler(reportLackOfMemory);
  llvm::install_out_of_memory_new_handler();
}

} // namespace vitc
