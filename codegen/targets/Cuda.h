//===-- Cuda.h: GPUs of NVIDIA, as targets ---------------------------------------------------------===//
#ifndef VITC_CODEGEN_TARGETS_CUDA_H
#define VITC_CODEGEN_TARGETS_CUDA_H

#include "codegen/Target.h"

namespace vitc::targets {

/// What names of GPUs begin with.
inline constexpr llvm::StringLiteral cudaPrefix = "cuda:";
/// The GPU whose name is that and `text`: "sm_80", or "sm_80+tf32".
llvm::Expected<Target> parseCuda(llvm::StringRef text);
/// One of `architecture`, but for what cards of it differ in.
Target cudaTarget(llvm::StringRef architecture);

} // namespace vitc::targets

#endif // VITC_CODEGEN_TARGETS_CUDA_H
