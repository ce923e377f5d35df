//===-- LLVMTargets.cpp ---------------------------------------------------------------------------===//
#include "codegen/LLVMTargets.h"
#include "llvm/Support/TargetSelect.h"
#include <mutex>

void vitc::registerLLVMTargets() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
    llvm::InitializeAllDisassemblers();
  });
}
