//===-- Compiler.cpp: vitc as a library ------------------------------------------------------------===//
#include "vitc/Compiler.h"
#include "codegen/KernelCache.h"
#include "driver/Compilation.h"

using namespace mlir;

namespace vitc {

std::unique_ptr<MLIRContext> makeContext() {
  DialectRegistry registry;
  registry.insert<vit::VitDialect, func::FuncDialect>();
  auto context = std::make_unique<MLIRContext>(registry);
  context->loadAllAvailableDialects();
  context->printOpOnDiagnostic(false); // the message names the model's node
  return context;
}

CompileResult compile(const CompileOptions &options) {
  std::unique_ptr<MLIRContext> context = makeContext();
  TimingScope timing; // of nobody
  Session session{*context, timing};
  Compilation compilation(options, session);
  return compilation.finish(compilation.run());
}

std::string defaultCacheDirectory() { return defaultKernelCache(); }

const char *version() { return VITC_VERSION; }

} // namespace vitc
