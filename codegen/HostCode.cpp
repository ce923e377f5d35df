//===-- HostCode.cpp: from the LLVM dialect to an object, with LLVM's own backend -------------===//
#include "codegen/HostCode.h"
#include "codegen/LLVMTargets.h"
#include "codegen/Link.h"
#include "codegen/Program.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"

using namespace mlir;

namespace vitc {
namespace {

std::unique_ptr<llvm::TargetMachine> createTargetMachine(const Target &target, std::string &error) {
  registerLLVMTargets();
  llvm::Triple triple(target.triple);
  const llvm::Target *backend = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!backend)
    return nullptr;
  // The host program calls kernels and computes nothing: the architecture's baseline is enough, and
  // runs far enough on a lesser CPU to say what is missing.
  return std::unique_ptr<llvm::TargetMachine>(backend->createTargetMachine(
      triple, /*CPU=*/"", /*Features=*/"", llvm::TargetOptions(), llvm::Reloc::PIC_, std::nullopt,
      llvm::CodeGenOptLevel::Default));
}

/// Reserves the weights' address range: a section without contents, marked large so that code and
/// data stay within reach of each other however large it is. Link.h fills it in behind the linker.
void reserveWeights(llvm::Module &module, const Target &target, uint64_t bytes) {
  if (bytes == 0)
    return;
  std::string text;
  llvm::raw_string_ostream os(text);
  const bool hasLargeSections = target.architecture() == "x86-64";
  os << ".section " << weightsSection << ",\"aw" << (hasLargeSections ? "l" : "") << "\",@nobits\n"
     << ".balign " << pageBytes(target.architecture()) << "\n.globl " << weightsSymbol
     << "\n.hidden " << weightsSymbol << "\n"
     << weightsSymbol << ":\n.zero " << bytes << "\n";
  module.appendModuleInlineAsm(text);
}

void optimise(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(cgscc);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, cgscc, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O1).run(module, modules);
}

} // namespace

FailureOr<std::string> generateHostCode(ModuleOp module, const Target &target,
                                        uint64_t weightsBytes, HostOutput output) {
  registerBuiltinDialectTranslation(*module.getContext());
  registerLLVMDialectTranslation(*module.getContext());
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> llvmModule = translateModuleToLLVMIR(module, context, "vitc");
  if (!llvmModule)
    return module.emitError("internal: the host program does not translate to LLVM IR");
  std::string error;
  auto machine = createTargetMachine(target, error);
  if (!machine)
    return module.emitError("no code generator for '") << target.triple << "': " << error;
  llvmModule->setTargetTriple(llvm::Triple(target.triple));
  llvmModule->setDataLayout(machine->createDataLayout());
  reserveWeights(*llvmModule, target, weightsBytes);
  optimise(*llvmModule, *machine);

  if (output == HostOutput::LLVMIR) {
    std::string text;
    llvm::raw_string_ostream os(text);
    llvmModule->print(os, nullptr);
    return text;
  }
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream os(bytes);
  llvm::legacy::PassManager passes;
  auto kind = output == HostOutput::Object ? llvm::CodeGenFileType::ObjectFile
                                           : llvm::CodeGenFileType::AssemblyFile;
  if (machine->addPassesToEmitFile(passes, os, nullptr, kind))
    return module.emitError("internal: LLVM cannot emit this kind of file");
  passes.run(*llvmModule);
  return bytes.str().str();
}

} // namespace vitc
