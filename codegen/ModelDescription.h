//===-- ModelDescription.h: what an artifact says about itself -----------------------------------===//
#ifndef VITC_CODEGEN_MODELDESCRIPTION_H
#define VITC_CODEGEN_MODELDESCRIPTION_H

#include "codegen/Targets.h"
#include "ir/VitDialect.h"
#include "runtime/vitc_runtime.h"

namespace vitc {

struct TensorDescription {
  std::string name;
  vitc_dtype dtype;
  llvm::SmallVector<int64_t> shape;
  int64_t bytes;
};

struct LaunchDescription {
  std::string node, kernel;
  double flops, bytes;
};

/// What --self-test leaves in an artifact: vitc_self_test_data.
struct SelfTest {
  int64_t count = 0;
  double tolerance = 0;
  std::vector<double> expected;
};

/// What a caller can run: a function of the program.
struct EntryDescription {
  std::string function;
  int64_t batch = 1;
  int64_t size = 0; // entries of one number take images of one size
  std::vector<TensorDescription> inputs, outputs;
  std::vector<LaunchDescription> launches;
  std::optional<vitc_preprocessing> preprocessing; // of the only input
};

/// The contents of vitc_model_info, read off a planned program.
struct ModelDescription {
  std::string name; // prefix of the symbols, a C identifier
  Targets targets;
  std::vector<EntryDescription> entries; // at least one
  int64_t arenaBytes = 0, weightsBytes = 0, scratchBytes = 0, preparedBytes = 0;
  std::vector<std::string> labels;
  std::string precision = "f32";       // of products with weights, as --precision says it
  std::optional<double> error, cosine; // measured, against products of floats
  std::optional<SelfTest> selfTest;

  /// What is said of the model as a whole is said of this one.
  const EntryDescription &first() const { return entries.front(); }
  bool hasSeveralEntries() const { return entries.size() > 1; }
  /// Different images that entries take.
  int64_t numSizes() const;

  /// What follows NAME_ in the functions of the C interface.
  std::vector<llvm::StringRef> functions() const;
};

/// Names, types and sizes of what `function` takes and returns, at any stage.
std::vector<TensorDescription> describeInputs(mlir::func::FuncOp function);
std::vector<TensorDescription> describeOutputs(mlir::func::FuncOp function);

/// How the pictures are prepared that `function` takes, if it says so.
std::optional<vitc_preprocessing> describePreprocessing(mlir::func::FuncOp function);

/// Reads that off `program`, behind vit-plan-memory.
ModelDescription describeModel(mlir::ModuleOp program, llvm::StringRef name,
                               const Targets &targets);

/// Why NAME_run and so on cannot begin with `name`, as what follows "it "; "": they can.
std::string faultOfName(llvm::StringRef name);

/// Whether the runtime has a function of this name, or takes one from libc.
bool isRuntimeSymbol(llvm::StringRef symbol);

/// `text` as a name that functions can begin with: everything that a C identifier may not hold is '_'.
std::string toIdentifier(llvm::StringRef text);

/// The text of MODEL.h: the C interface, and the model's macros and functions.
std::string modelHeader(const ModelDescription &model);

} // namespace vitc

#endif // VITC_CODEGEN_MODELDESCRIPTION_H
