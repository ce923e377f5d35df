//===-- LLVMTargets.h: LLVM's own targets, registered -----------------------------------------------===//
#ifndef VITC_CODEGEN_LLVMTARGETS_H
#define VITC_CODEGEN_LLVMTARGETS_H

namespace vitc {

/// Registers all of LLVM's targets, with what reads and writes their code, once: LLVM's registry has no lock, and threads compile
/// at the same time.
void registerLLVMTargets();

} // namespace vitc

#endif // VITC_CODEGEN_LLVMTARGETS_H
