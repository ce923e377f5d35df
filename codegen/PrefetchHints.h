//===-- PrefetchHints.h: which cache a prefetch is for ----------------------------------------------===//
#ifndef VITC_CODEGEN_PREFETCHHINTS_H
#define VITC_CODEGEN_PREFETCHHINTS_H

#include "llvm/Support/Error.h"
#include <string>

namespace vitc {

/// Halide's prefetch is x86's prefetchnta, for data that is read once: from L1 it is dropped. In an object file (ELF, x86-64), and in
/// assembly, each becomes prefetcht1, for data that is to stay in L2. The instructions differ in three bits.
llvm::Error fetchIntoL2(std::string &object);
void fetchIntoL2InAssembly(std::string &assembly);

} // namespace vitc

#endif // VITC_CODEGEN_PREFETCHHINTS_H
