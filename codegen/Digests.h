//===-- Digests.h: what an artifact has to find in memory ------------------------------------------===//
#ifndef VITC_CODEGEN_DIGESTS_H
#define VITC_CODEGEN_DIGESTS_H

#include "llvm/Support/Error.h"

namespace vitc {

/// Fills the section of vitc_digests in the finished file at `path`, which is a shared object or a relocatable one: code
/// that is linked with a program has no digest.
llvm::Error writeDigests(llvm::StringRef path);

} // namespace vitc

#endif // VITC_CODEGEN_DIGESTS_H
