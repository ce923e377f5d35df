//===-- Link.h: objects and weights to one shared object -----------------------------------------===//
#ifndef VITC_CODEGEN_LINK_H
#define VITC_CODEGEN_LINK_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace vitc {

/// The largest page that a kernel for `architecture` (Target::architecture) may use: segments lie at multiples of it. Linux on
/// AArch64 has pages of 4, 16 or 64 KiB.
uint64_t pageBytes(llvm::StringRef architecture);

/// Writes bytes to the end of an open file.
using WeightWriter = std::function<llvm::Error(int fileDescriptor)>;

/// Links objects (bytes of relocatable files; the runtime's, which has a .bss, before the one that reserves weights) into the
/// shared object `path` with lld, in this process. Of its symbols only those that match one of `exports` (patterns of a version script) are visible.
/// `name` is the soname.
llvm::Error linkSharedObject(llvm::ArrayRef<std::string> objects,
                             llvm::ArrayRef<std::string> exports, llvm::StringRef name,
                             llvm::StringRef path);

/// Links objects into the relocatable object `path`. Programs that are linked with it see the symbols `exports` alone, so
/// that they can be linked with several.
llvm::Error linkRelocatable(llvm::ArrayRef<std::string> objects,
                            llvm::ArrayRef<std::string> exports, llvm::StringRef path);

/// Fills the section `.vitc.weights`, which the linker gave addresses but no contents, by appending the
/// weights to the file, as a segment of their own (a relocatable object has none) that is only read. So weights of any size pass through
/// neither LLVM nor the linker, and the loader maps them lazily. `write` writes exactly `bytes` bytes.
llvm::Error appendWeights(llvm::StringRef path, uint64_t bytes, const WeightWriter &write);

} // namespace vitc

#endif // VITC_CODEGEN_LINK_H
