// Driver.h: one run of the compiler, from a model to what --emit asks for.
#ifndef VITC_TOOLS_COMPILE_DRIVER_H
#define VITC_TOOLS_COMPILE_DRIVER_H

#include "TestFaults.h"
#include "frontend/Importer.h"
#include "mlir/Support/Timing.h"

namespace vitc {

/// What the compiler writes, in the order in which the stages are reached.
enum class Emit {
  Json,
  Imported,
  Simplified,
  Fused,
  Kernels,
  Program,
  Summary, // behind all stages of IR, like what follows
  Graph,
  Page,
  LLVM,
  Stmt,
  Assembly,
  Object,
  SharedObject
};

struct DriverOptions {
  std::string input;
  std::string output; // "-": standard output; "": --emit=so beside nothing, else standard output
  std::string target; // "": what the module is planned for, else this machine
  std::string name;   // prefix of the symbols; "": from the output's name
  /// Files of preprocessing ("none": without any) and labels; "": what the model brings.
  std::string preprocessor, labels;
  Emit emit = Emit::SharedObject;
  /// The stages up to `emit` run for what they say; nothing is written.
  bool onlyAnswers = false;
  ImportOptions import;
  Emit graphStage = Emit::Fused;
  bool debugInfo = false; // print locations
  bool explainFusion = false;
  std::vector<std::string> requireFused;
  std::vector<std::string> disabledPasses; // by their flags
  /// Evaluate before and behind every pass, and compare.
  bool verifyNumerics = false;
  /// .npz file to compare the compiled code with; "": none. A tolerance is a share of the largest value.
  std::string checkAgainst;
  double tolerance = 1e-4;
  TestFault testFault = TestFault::None;
  /// Evaluate with the reference interpreter instead of compiling.
  bool interpret = false;
  llvm::StringMap<std::string> interpretInputs; // input name -> .npy
  std::string outputDirectory;
};

/// Compiles as `options` say. Every fault has been reported by a diagnostic when it fails.
mlir::LogicalResult runDriver(const DriverOptions &options, mlir::MLIRContext &context,
                              mlir::TimingScope &timing);

/// Evaluates `@main` of `module` on .npy files and writes its results as .npy files.
mlir::LogicalResult interpretModule(mlir::ModuleOp module, const DriverOptions &options);

/// Prints diagnostics as `vitc: error: FILE: node 'NAME': text` for as long as it lives.
class DiagnosticPrinter {
public:
  explicit DiagnosticPrinter(mlir::MLIRContext &context);
  ~DiagnosticPrinter();

private:
  mlir::MLIRContext &context;
  uint64_t handler;
};

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_DRIVER_H
