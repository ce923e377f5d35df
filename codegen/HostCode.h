//===-- HostCode.h: from the LLVM dialect to an object, with LLVM's own backend ------------------===//
#ifndef VITC_CODEGEN_HOSTCODE_H
#define VITC_CODEGEN_HOSTCODE_H

#include "codegen/Target.h"
#include "mlir/IR/BuiltinOps.h"

namespace vitc {

enum class HostOutput { LLVMIR, Assembly, Object };

/// Translates a module of the LLVM dialect for `target`: textual LLVM IR, assembly, or the bytes of an
/// object file. The object also reserves `weightsBytes` for the weights (see Link.h).
mlir::FailureOr<std::string> generateHostCode(mlir::ModuleOp module, const Target &target,
                                              uint64_t weightsBytes, HostOutput output);

} // namespace vitc

#endif // VITC_CODEGEN_HOSTCODE_H
