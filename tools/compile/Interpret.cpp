// Interpret.cpp: the reference interpreter on .npy files.
#include "Interpret.h"
#include "../run/Error.h"
#include "../run/Npy.h"
#include "codegen/ModelDescription.h"
#include "ir/Entries.h"
#include "ir/Interpreter.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;

namespace vitc {
namespace {

/// Output names as file names, as vitc-run makes them.
std::string fileName(StringRef tensor) {
  std::string name = tensor.str();
  for (char &c : name)
    if (!isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' && c != '_')
      c = '_';
  return name + ".npy";
}

/// One tensor of the model's shape and type out of `path`. Throws run::Error.
Tensor readInput(const TensorDescription &input, RankedTensorType type, const std::string &path) {
  run::Tensor array = run::readNpy(path, input.dtype);
  if (array.dtype != input.dtype)
    run::fail(path, ": the model's input '", input.name, "' is ", run::toString(input.dtype),
              ", not ", run::toString(array.dtype));
  run::Shape wanted(input.shape.begin(), input.shape.end());
  if (array.shape != wanted)
    run::fail(path, ": the model's input '", input.name, "' has shape ", run::toString(wanted),
              ", not ", run::toString(array.shape));
  Tensor tensor(type);
  memcpy(tensor.getMutableBytes().data(), array.data.begin(), input.bytes);
  return tensor;
}

/// The entry whose shapes the inputs have; else the first, which says what is wrong with them.
func::FuncOp entryFor(ModuleOp module, const InterpretOptions &options) {
  const SmallVector<func::FuncOp> entries = entriesOf(module);
  if (entries.size() == 1)
    return entries.front();
  std::map<std::string, run::Shape> shapes;
  for (const auto &[name, path] : options.inputs)
    shapes[name] = run::readNpy(path, VITC_F32).shape;
  auto fits = [&](const TensorDescription &input) {
    auto given = shapes.find(input.name);
    return given != shapes.end() &&
           given->second == run::Shape(input.shape.begin(), input.shape.end());
  };
  for (func::FuncOp entry : entries)
    if (llvm::all_of(describeInputs(entry), fits))
      return entry;
  return entries.front();
}

void interpretModule(ModuleOp module, const InterpretOptions &options) {
  func::FuncOp function = entryFor(module, options);
  SmallVector<Tensor> inputs;
  for (auto [input, type] :
       llvm::zip_equal(describeInputs(function), function.getArgumentTypes())) {
    auto path = options.inputs.find(input.name);
    if (path == options.inputs.end())
      run::fail("no --input for the model's input '", input.name, "'");
    inputs.push_back(readInput(input, cast<RankedTensorType>(type), path->second));
  }
  FailureOr<SmallVector<Tensor>> results = evaluate(function, inputs);
  if (failed(results))
    run::fail("the model could not be evaluated");
  if (auto error = llvm::sys::fs::create_directories(options.outputDirectory))
    run::fail(options.outputDirectory, ": ", error.message());
  for (auto [output, value] : llvm::zip_equal(describeOutputs(function), *results)) {
    run::Shape shape(output.shape.begin(), output.shape.end());
    run::writeNpy(options.outputDirectory + "/" + fileName(output.name), output.dtype, shape,
                  value.getBytes().data())
        .commit();
  }
}

} // namespace

LogicalResult interpret(Compilation &compilation, Stage stage, const InterpretOptions &options) {
  if (failed(compilation.load()) || failed(compilation.transform(stage)))
    return failure();
  ModuleOp module = compilation.getModule();
  try {
    interpretModule(module, options);
    return success();
  } catch (const run::Error &error) {
    return emitError(UnknownLoc::get(module.getContext())) << error.what();
  }
}

} // namespace vitc
