//===-- KernelCache.h: kernels that earlier compilations have compiled ---------------------------===//
#ifndef VITC_CODEGEN_KERNELCACHE_H
#define VITC_CODEGEN_KERNELCACHE_H

#include "codegen/KernelCompiler.h"
#include <atomic>
#include <mutex>

namespace vitc {

/// A folder of compiled kernels that any number of threads and processes share. A file is called by the digest of all that
/// its code depends on: the kernel without locations, its schedule, the target, and the build of the compiler. So what is
/// found is, to the byte, what compiling would give. A file that is damaged counts as none, and what cannot be written is
/// compiled again another time.
class KernelCache {
public:
  /// `directory` is made with the first kernel that is kept; with more than `limit` bytes of kernels in it, those that were
  /// used least lately go.
  KernelCache(std::string directory, uint64_t limit)
      : directory(std::move(directory)), limit(limit) {}
  ~KernelCache() { trim(); }

  /// The digest of what the code of `kernel` for `target` depends on; fails where a constant cannot be read.
  static mlir::FailureOr<std::string> keyOf(vit::KernelOp kernel, const Target &target);

  std::optional<CompiledKernel> find(llvm::StringRef key);
  void keep(llvm::StringRef key, const CompiledKernel &kernel);

  /// Kernels that were found.
  size_t numFound() const { return found; }
  /// Why a kernel could not be kept; "": none was refused.
  std::string fault() const;

private:
  std::string pathOf(llvm::StringRef key) const;
  llvm::Error write(llvm::StringRef key, const CompiledKernel &kernel) const;
  void trim() const;

  std::string directory;
  uint64_t limit;
  std::atomic<size_t> found{0}, kept{0};
  mutable std::mutex mutex;
  std::string firstFault;
};

/// $VITC_CACHE_DIR, else vitc in $XDG_CACHE_HOME, else in ~/.cache; "" where that says "none", or is unknown.
std::string defaultKernelCache();

} // namespace vitc

#endif // VITC_CODEGEN_KERNELCACHE_H
