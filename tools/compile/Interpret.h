// Interpret.h: a model's outputs by the reference interpreter.
#ifndef VITC_TOOLS_COMPILE_INTERPRET_H
#define VITC_TOOLS_COMPILE_INTERPRET_H

#include "driver/Compilation.h"

namespace vitc {

struct InterpretOptions {
  std::map<std::string, std::string, std::less<>> inputs; // input name -> .npy
  std::string outputDirectory;
};

/// Evaluates the model behind `stage` on .npy files and writes its results as .npy files.
mlir::LogicalResult interpret(Compilation &compilation, Stage stage,
                              const InterpretOptions &options);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_INTERPRET_H
