//===-- Compilation.h: one model, from what the options name to what they ask for ------------------===//
#ifndef VITC_DRIVER_COMPILATION_H
#define VITC_DRIVER_COMPILATION_H

#include "driver/CompilationFiles.h"
#include "driver/Diagnostics.h"
#include "driver/Load.h"
#include "driver/SelfTest.h"
#include "driver/Stages.h"
#include "signing/Signature.h"
#include <mutex>
#include <set>

namespace vitc {

/// Every fault has been reported by a diagnostic when a step fails. `session` lives longer.
class Compilation {
public:
  Compilation(CompileOptions options, Session &session);

  /// All steps, as the options say.
  mlir::LogicalResult run();
  /// What came of it, and all diagnostics so far. `done` says whether the steps that were taken have been successful.
  CompileResult finish(mlir::LogicalResult done);

  /// Checks the options and reads the model.
  mlir::LogicalResult load();
  mlir::ModuleOp getModule() const { return *loaded.module; }
  /// Runs the stages up to `last` that the model has not passed yet.
  mlir::LogicalResult transform(Stage last);
  /// The same for a copy of the model as it was read, with files of its own, and checks each pass.
  mlir::LogicalResult transformCopy(mlir::ModuleOp copy, Stage last, NumericsOptions numerics);
  /// Makes an artifact of a planned program: the model's, or one of its variants.
  mlir::LogicalResult writeObject(mlir::ModuleOp program, llvm::StringRef path);
  /// A name for an artifact that goes with the compilation.
  mlir::FailureOr<std::string> makeTemporaryArtifact() { return files.makeArtifact(); }

private:
  /// What a build has to watch.
  std::set<std::string> filesRead() const;
  std::vector<std::string> inputFiles() const;
  /// Hands diagnostics and progress on, to one listener at a time.
  void note(Diagnostic diagnostic);
  bool isKnown(const Diagnostic &diagnostic) const;
  void showProgress(const std::string &what, size_t done, size_t total) const;
  /// Whether text goes to the result.
  bool hasNoFile() const { return options.output.empty() || options.output == "-"; }
  /// The last stage that the format needs.
  Stage lastStage() const;
  mlir::LogicalResult checkOutput() const;
  mlir::LogicalResult prepareSelfTest();
  mlir::LogicalResult readSigningKey();
  mlir::LogicalResult sign(llvm::StringRef path) const;
  StageOptions stageOptions(Stage last);
  mlir::FailureOr<Tuning> makeTuning();
  mlir::FailureOr<std::vector<KernelTimes>> timeKernels(llvm::ArrayRef<mlir::ModuleOp> programs,
                                                        const Target &target);
  QuantizationLimits quantizationLimits() const;
  NumericsOptions numericsOptions(NumericsOptions numerics) const;
  struct CodeOptions codeOptions() const;
  std::string modelName() const;
  std::string artifactPath() const;

  mlir::LogicalResult write(llvm::function_ref<void(llvm::raw_ostream &)> print);
  mlir::LogicalResult writeJson();
  mlir::LogicalResult writeSbom();
  mlir::LogicalResult writeModule();
  mlir::LogicalResult writeGraph();
  mlir::LogicalResult writeReport();
  mlir::LogicalResult writeCode();
  mlir::LogicalResult writeArtifactAndHeader();

  const CompileOptions options;
  Session &session;
  LoadedModel loaded;
  Snapshots snapshots;
  CompilationFiles files;
  std::optional<SelfTest> selfTest;
  SigningKey signingKey;
  CompileResult result;
  mutable std::mutex telling;
  DiagnosticListener listener;
};

} // namespace vitc

#endif // VITC_DRIVER_COMPILATION_H
