//===-- StableNames.h: names of functions that are the same in every compilation ----------------===//
#ifndef VITC_CODEGEN_STABLENAMES_H
#define VITC_CODEGEN_STABLENAMES_H

#include "llvm/Support/Error.h"
#include <string>

namespace vitc {

/// The ELF object of `kernel` without the numbers that Halide appends to the names of the kernel's own
/// functions and of their sections. It counts over all kernels of a process, in the order in which threads
/// happen to reach them, so that an artifact would differ from one compilation to the next.
llvm::Expected<std::string> withStableNames(llvm::StringRef object, llvm::StringRef kernel);

} // namespace vitc

#endif // VITC_CODEGEN_STABLENAMES_H
